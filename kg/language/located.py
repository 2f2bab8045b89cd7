"""Mentions and sentences with their tokens."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.language.text import line_of
from kg.model import Mention, Passage, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Span as Tokens

SPEAKER = frozenset({"i", "me", "my", "we", "our"})
"""Words for the one who speaks."""
ADDRESSEE = frozenset({"you", "your"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """A mention and the tokens it stands on."""

    mention: Mention
    start: int
    end: int
    head: int
    """Index of the token that stands for the mention in the parse."""
    post: str | None = None
    """Key of the post vocabulary, where the words name one."""
    modifier: bool = False
    """True for a bare adjective ("the U.S.-Russia talks"): a party only next to the noun of a meeting."""
    metonym: bool = False
    cover: int = 0
    """Token after the last one that belongs to the mention's apposition; 0 when it has none."""

    @property
    def of_people(self) -> bool:
        """Whether the people of a state or group are meant ("a Russian delegation"), not the country."""
        quote, name = self.mention.span.quote, self.mention.name
        only_named = BESIDE_ITS_NAME.sub("", quote) == name or quote.endswith(f"({name})")
        return not self.start <= self.head < self.end or not only_named

    @property
    def says_i(self) -> bool:
        """Whether whom it stands for hangs on who speaks: "I", "we", "you"."""
        return self.mention.kind == "pronoun" and self.mention.name in SPEAKER | ADDRESSEE


BESIDE_ITS_NAME = re.compile(r"^[Tt]he (?=[A-Z])| ?\([^()]*\)$")
"""What stands with a name that means the same: the article, the abbreviation in parentheses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of a passage, with its mentions in order."""

    index: int
    passage: Passage
    span: Tokens
    mentions: tuple[Located, ...]

    @property
    def doc(self) -> Doc:
        return self.span.doc

    @property
    def lower(self) -> list[str]:
        """Its words in small letters."""
        return line_of(self.doc).lower[self.span.start : self.span.end]

    @property
    def is_title(self) -> bool:
        return self.passage.kind == "title"

    @property
    def is_parsed(self) -> bool:
        """Whether the parser has read it: what cannot tell of a meeting is left to those who look for names."""
        return bool(self.span[0].tag)

    def quote(self, start: int, end: int) -> Span:
        """The checked span of tokens start..end (exclusive) in the article."""
        return quote(self.doc, self.passage, start, end)


def quote(doc: Doc, passage: Passage, start: int, end: int) -> Span:
    """Tokens start..end of a passage's parse as a span of the article's own characters."""
    first, last = doc[start].idx, doc[end - 1].idx + len(doc[end - 1])
    return Span(
        start=passage.start + first, end=passage.start + last, quote=passage.text[first:last], field=passage.field
    )


def unique(found: Iterable[Located]) -> list[Located]:
    """Each once, in the order of the text."""
    return sorted(
        {(m.start, m.end, m.mention.country or ""): m for m in found}.values(), key=lambda m: (m.start, m.end)
    )
