"""The characters of a text: cleaned one by one so that every offset holds, and those of a run of tokens."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

_SAME_LENGTH = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′ʼ`´", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒\u2060", "-"),
        **dict.fromkeys("\u00a0\u2007\u202f\u2009\u200a\u2002\u2003\u200b\u200c\u200d\ufeff\u00ad\u200e\u200f", " "),
        **dict.fromkeys("\r\n\t\v\f\u2028\u2029\x85", " "),
    }
)

_NO_WORDS = re.compile(r"\S{1000,}")
"""No English text: read as blanks. The tokenizer's time grows with the square of such a run's length."""


_SCANNED = re.compile(r"(?<=[A-Z])[01](?=[a-z]{2})|(?<=[a-z])[01](?=[a-z])|(?<=[a-z]{3})0(?![\w-])")
"""A digit in a word where scanning took a letter for it: "Ze1enskyy", "R0binson", "Lukashenk0"."""
_READ_AS = {"0": "o", "1": "l"}


def normalise(text: str) -> str:
    """The text as the parser should read it: plain quotes, hyphens and blanks, badly scanned letters; as long."""
    plain = _NO_WORDS.sub(lambda run: " " * len(run[0]), text.translate(_SAME_LENGTH))
    return _SCANNED.sub(lambda digit: _READ_AS[digit.group()], plain)


class Line:
    """The words of a Doc, read out once: every look at a Doc makes an object."""

    def __init__(self, doc: Doc) -> None:
        self.text: str = doc.text
        self.words: list[str] = [token.text for token in doc]
        self.lower = [word.lower() for word in self.words]
        self.offsets: list[int] = doc.to_array("IDX").tolist()

    def between(self, start: int, end: int) -> str:
        """The text of words start..end, as it stands there."""
        words = self.words[start:end]
        return self.text[self.offsets[start] : self.offsets[start + len(words) - 1] + len(words[-1])] if words else ""


_LINE = "kg_line"


def line_of(doc: Doc) -> Line:
    """The words of a Doc, which change no more once it is made."""
    line: Line | None = doc.user_data.get(_LINE)
    if line is None:
        line = doc.user_data[_LINE] = Line(doc)
    return line


def text_of(doc: Doc, start: int, end: int) -> str:
    """The text of tokens start..end, as it stands there."""
    return line_of(doc).between(start, end)


def lower_at(doc: Doc, j: int) -> str:
    """Token j in small letters; "" behind the end."""
    return doc[j].lower_ if j < len(doc) else ""
