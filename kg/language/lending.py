"""Names nobody knows, lent well-known ones while the model parses: "Vicchoff met Sibyha", read "Clinton met Powell".

A small model takes a strange word for whatever its letters resemble, and the sentence around it goes wrong too. Only
the analysis is that of the lent names: the words, their offsets and what is said of them stay those of the article.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.language.strange import is_strange, may_be_unseen, never_seen
from kg.language.text import line_of, text_of

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

    from kg.knowledge import Knowledge

FAMILY_NAMES = ("Clinton", "Powell", "Blair", "Albright", "Rumsfeld", "Cheney", "Reagan", "Carter")
GIVEN_NAMES = ("John", "Robert", "Paul", "David", "Peter", "George")
"""Names that news of the years the model was trained on is full of."""
DAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
"""Capitalised words that may follow somebody's name ("Lavrav Tuesday said")."""


class Lender:
    """Lends names to the strange words of a text."""

    def __init__(self, nlp: Language, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._family, self._given = (
            tuple(nlp.vocab.strings.add(name) for name in names) for names in (FAMILY_NAMES, GIVEN_NAMES)
        )

    def loans(self, doc: Doc, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The strange words among tokens start..end and, as the pipeline numbers it, the name that each is read as.

        One word is lent one name wherever it stands there, two words two, as far as the names suffice.
        """
        lent: dict[int, int] = {}
        words = line_of(doc).words
        for i in range(start, end):
            if words[i] == "He" and self._in_known_name(doc[i]):
                yield i, self._family[0]  # "Vice Premier Liu He", "He Lifeng": nobody's pronoun
                continue
            if not may_be_unseen(words[i]):
                continue
            token = doc[i]
            if not self._is_unknown(token) or self._begins_thing(token, end):
                continue
            if token.orth not in lent:
                names = self._given if self._is_given(token, end) else self._family
                lent[token.orth] = names[sum(name in names for name in lent.values()) % len(names)]
            yield token.i, lent[token.orth]

    def _is_unknown(self, token: Token) -> bool:
        """Whether neither the model nor the knowledge base has met the word."""
        if not is_strange(token, self._knowledge) or token.lower_ in self._knowledge.first_names:
            return False
        return not self._knowledge.by_family_name(token.lower_) and not self._in_known_name(token)

    def _in_known_name(self, token: Token) -> bool:
        """Whether the word is part of somebody's full name ("Yoon Suk Yeol")."""
        doc, i = token.doc, token.i
        windows = ((i - 1, i + 1), (i - 2, i + 1), (i, i + 2), (i, i + 3), (i - 1, i + 2))
        inside = ((start, end) for start, end in windows if start >= 0 and end <= len(doc))
        return any(self._knowledge.find(text_of(doc, start, end)) for start, end in inside)

    def _begins_thing(self, token: Token, end: int) -> bool:
        """Whether an ordinary word in capitals follows: the name of a place or body ("Vostochny Cosmodrome")."""
        if token.i + 1 >= end or not token.whitespace_:
            return False
        following = token.nbor()
        if not following.text[0].isupper() or following.lower_ in DAYS or following.is_sent_start:
            return False
        named = following.lower_ in self._knowledge.first_names or self._knowledge.by_family_name(following.lower_)
        return not named and not never_seen(following)

    def _is_given(self, token: Token, end: int) -> bool:
        """Whether a family name follows."""
        if token.i + 1 >= end:
            return False
        following = token.nbor()
        known = following.text[0].isupper() and self._knowledge.by_family_name(following.lower_)
        return bool(known) or self._is_unknown(following)
