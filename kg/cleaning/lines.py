"""Lines of a text and what can be measured on one line alone."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LINE = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?。؟।][\"'”’»)\]*]*$")
_INNER_SENTENCE_END = re.compile(r"[^\W_]{2}[.!?][\"'”’)\]]?\s+[\"'“‘(\[]?[A-Z]")
_TRUNCATED = re.compile(r"(?:\.\.\.|…|\[…\]|\[\.\.\.\]|\bread more|\bcontinue reading)[\s\W]*$", re.IGNORECASE)
_EDGE_SPACE = " \t\u00a0\u200b\ufeff\u3000"

MEASURED = 600
"""Characters at the start of a line that are looked at; more would not change the verdict."""

STOP_WORDS = frozenset(
    "a an the of to in on at by for from with and or but as is are was were be been has have had will would can could "
    "may might should that this these those it its he his him she her they their them we our us you your i who whom "
    "which what when where while after before during between about into over under against not no also said says say "
    "there than then if so such more most other some any all both each only just out up".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line without the space around it; blank lines are none. Offsets point into the text."""

    start: int
    end: int
    text: str
    new_paragraph: bool
    """Whether a blank line stands before it."""
    leftovers: bool = False
    """True for the rest of a line in which page leftovers begin after the last sentence of the article."""


def split_lines(text: str) -> list[Line]:
    """All lines that are not blank, in order. Handles \\n, \\r\\n, \\r and Unicode's line separators."""
    lines: list[Line] = []
    end = 0
    for match in _LINE.finditer(text):
        stripped = match.group().strip(_EDGE_SPACE).strip()
        if not stripped:
            continue
        start = text.index(stripped, match.start())
        gap = text[end:start].replace("\r\n", "\n")
        lines.append(
            Line(
                start=start,
                end=start + len(stripped),
                text=stripped,
                new_paragraph=not lines or gap.count("\n") + gap.count("\r") + gap.count("\u2029") != 1,
            )
        )
        end = start + len(stripped)
    return lines


def words(text: str) -> list[str]:
    """The words at the start of the line (its first 600 characters)."""
    return _WORD.findall(text[:MEASURED])


def ends_sentence(text: str) -> bool:
    """Whether the line ends like a sentence (full stop, question or exclamation mark, closing quotes allowed)."""
    return _SENTENCE_END.search(text[-8:]) is not None


def is_truncated(text: str) -> bool:
    """Whether the line breaks off with dots or "read more", as the excerpt under a teaser's headline does."""
    return _TRUNCATED.search(text[-24:]) is not None


def holds_sentences(text: str) -> bool:
    """Whether the line holds at least two sentences."""
    return ends_sentence(text) and _INNER_SENTENCE_END.search(text[:MEASURED]) is not None


def prose_score(text: str) -> float:
    """How much the line looks like a paragraph of an article: 0 (label, menu, headline) to 1.

    Length in words counts 0.4, a sentence end 0.3, the share of stop words 0.3 (a quarter of all words in English
    news; headlines and menus have few).
    """
    found = words(text)
    if not found:
        return 0.0
    share = sum(word.casefold() in STOP_WORDS for word in found) / len(found)
    return 0.4 * min(len(found) / 12, 1.0) + 0.3 * ends_sentence(text) + 0.3 * min(share / 0.25, 1.0)


def is_prose(text: str) -> bool:
    """Whether the line is a paragraph of an article rather than a headline, label or teaser excerpt."""
    return prose_score(text) >= 0.65 and not is_truncated(text)


def is_headline(text: str) -> bool:
    """Whether the line could be a headline: 4 to 30 words, at most 220 characters, no sentence end, no colon last."""
    if len(text) > 220 or ends_sentence(text) or text.endswith((":", ",", ";")):
        return False
    return 4 <= len(words(text)) <= 30


def names_in(text: str) -> set[str]:
    """The capitalised words of four letters and more, lower-cased, without stop words."""
    return {
        word.casefold()
        for word in _WORD.findall(text[:4000])
        if word[0].isupper() and len(word) > 3 and word.casefold() not in STOP_WORDS
    }
