"""A passage whose words point to somebody without a name, and the mentions made of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.language.located import Located, quote
from kg.language.units import Unit, words
from kg.model import Mention, MentionKind, Passage

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from kg.knowledge import Knowledge

BEFORE_PARTIES = frozenset({"two", "three", "both", "the", "all", "four", "their"})
"""Words before the noun in "the two leaders"."""
OF_BOTH = (["of", "two"], ["of", "both"], ["from", "two"], ["from", "both"], ["of", "three"], ["from", "three"])
""" "Officials of the two countries"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointing:
    """What the words of one passage are read with."""

    doc: Doc
    passage: Passage
    at: dict[int, Unit]
    """The units of the passage by their first token."""
    knowledge: Knowledge

    def mention(
        self,
        start: int,
        end: int,
        head: int,
        kind: MentionKind,
        *,
        name: str = "",
        post: str | None = None,
        key: str | None = None,
        country: str | None = None,
        plural: bool = False,
        modifier: bool = False,
        metonym: bool = False,
    ) -> Located:
        """The mention that tokens start..end are; ``key``: the post that its words are known for."""
        span = quote(self.doc, self.passage, start, end)
        mention = Mention(span=span, kind=kind, name=name, post=post, country=country, plural=plural)
        return Located(mention=mention, start=start, end=end, head=head, post=key, modifier=modifier, metonym=metonym)

    def again(self, head: int) -> list[Located]:
        """ "the two leaders", "both sides": the parties of a meeting already told."""
        first = head
        while first > 0 and self.doc[first - 1].lower_ in BEFORE_PARTIES | words().post_modifiers:
            first -= 1
        if [t.lower_ for t in self.doc[head + 1 : head + 2]] == ["to"]:
            return []  # "the ambassadors to Yemen": no parties told before
        of_both = [t.lower_ for t in self.doc[head + 1 : head + 4] if t.lower_ != "the"][:2] in OF_BOTH
        if not of_both and (first == head or self.doc[first].lower_ not in {"the", "both", "two", "all"}):
            return []
        return [self.mention(first, head + 1, head, "description", post=self.doc[head].lower_, plural=True)]
