"""Words that name an office behind a post: "Presidential Office", "National Security Affairs", "foreign affairs"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.knowledge.folding import fold
from kg.language.text import lower_at
from kg.language.units import Unit, words

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from kg.knowledge import Knowledge

MINISTERS = frozenset({"minister", "ministers", "secretary", "ministry"})
JOINING = frozenset({"and", "of", "the", "for", "&", "'s", "'"})
"""Words inside an office's name, never at its end."""


class OfficeWords:
    """Reads the words of an office up to token ``limit``; those of a minister may be any capitalised ones."""

    def __init__(self, doc: Doc, at: dict[int, Unit], knowledge: Knowledge, *, post_end: int, limit: int) -> None:
        self.doc, self.at, self.knowledge, self.limit = doc, at, knowledge, limit
        self.ministerial = lower_at(doc, post_end - 1) in MINISTERS

    def read(self, j: int, *, begun: bool) -> tuple[int, list[str]]:
        """Where the words that begin at token j end (j where there are none), and the countries they name.

        ``begun`` says that what stands before is of the office too: then its first word may be a state or "and"."""
        start, countries = j, []
        while j < self.limit and self._institutional(j, first=j == start and not begun):
            unit = self.at.get(j)
            if unit is not None and unit.kind in {"state", "organization", "post"}:
                if unit.country:
                    countries.append(unit.country)
                j = unit.end
            else:
                j += 1
        while j > start and lower_at(self.doc, j - 1) in JOINING | {","}:
            j -= 1
        return j, countries

    def _institutional(self, j: int, *, first: bool) -> bool:
        lower, unit = lower_at(self.doc, j), self.at.get(j)
        if unit is not None and unit.kind == "post":
            return not first and self._office_of(j, unit)
        if lower in words().institution_words or self._portfolio(j):
            return True
        if unit is not None and unit.kind in {"state", "organization"}:
            return not first
        if unit is not None:
            return False
        if lower == "and" and self._is_adjective(j + 1):
            return False  # "Minister of Environment and Chilean organizations", "and the British foreign secretary"
        if lower in JOINING | {"on"}:
            return not first and self._institutional_soon(j + 1)
        if lower == "," and not first:
            known = lower_at(self.doc, j + 1) in words().institution_words and self.doc[j + 1].text[0].isupper()
            return known or (self._portfolio(j + 1) and lower_at(self.doc, j + 2) in {"and", "&"})
        return False

    def _portfolio(self, j: int) -> bool:
        """ "Minister of Social Welfare", "Minister for Roads, Ports and Railways": any capitalised word."""
        if not self.ministerial or j >= len(self.doc) or j in self.at:
            return False
        token = self.doc[j]
        named = token.ent_type_ == "PERSON" or fold(token.text) in self.knowledge.first_names
        return token.text[0].isupper() and len(token.text) > 2 and token.pos_ != "VERB" and not named

    def _office_of(self, j: int, unit: Unit) -> bool:
        """ "Office of the President of Cyprus": whose office it is, not the person."""
        before = {lower_at(self.doc, j - 1), lower_at(self.doc, j - 2)}
        return "of" in before and lower_at(self.doc, unit.end) == "of" and self._institutional_soon(unit.end + 1)

    def _institutional_soon(self, j: int) -> bool:
        while lower_at(self.doc, j) in {"the", "of"}:
            j += 1
        unit = self.at.get(j)
        if unit is not None and unit.kind == "post":
            return self._office_of(j, unit)
        return (
            lower_at(self.doc, j) in words().institution_words
            or self._portfolio(j)
            or (unit is not None and unit.kind in {"state", "organization"})
        )

    def _is_adjective(self, j: int) -> bool:
        unit = self.at.get(j + 1 if lower_at(self.doc, j) == "the" else j)
        return unit is not None and unit.kind == "state" and unit.form == "adjective"
