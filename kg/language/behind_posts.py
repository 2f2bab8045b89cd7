"""What follows a post and belongs to it: "of France", "and Minister of Defence", "for National Security Affairs"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.knowledge.folding import fold
from kg.language.before_posts import acts_for_it, owner_of
from kg.language.office_words import OfficeWords
from kg.language.text import lower_at, text_of
from kg.language.units import Unit, is_capital, words

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from kg.knowledge import Knowledge

GROUPS = frozenset({"rebel", "militant", "armed", "group", "movement", "militia", "guerrilla", "separatist", "army"})
ENVOYS = frozenset({"envoy", "representative", "mediator", "rapporteur", "coordinator", "negotiator"})
"""Who is sent "for Afghanistan" is not of it."""
MOST_EXTENSION = 20
"""Tokens in the longest "of ..." part of a post that is read."""
OF_FIRMS = frozenset(
    {"head_of_state", "head_of_government", "deputy_head_of_state", "head_of_organization", "business_leader", None}
)
"""Posts whose words firms use too."""
LEADING = frozenset({"head_of_state", "head_of_government", "head_of_organization", "un_secretary_general"})
"""Posts of which nobody has two."""
WHOSE = frozenset({"leaders", "presidents", "premiers", "officials", "chiefs"})
"""People of a state, never for something."""
SENT = frozenset({"ambassador", "special_envoy", "un_ambassador"})


class BehindPost:
    """Reads on from the first post: "of France", "and Minister of Defence", "for National Security Affairs"."""

    def __init__(self, doc: Doc, at: dict[int, Unit], knowledge: Knowledge, unit: Unit, countries: list[str]) -> None:
        self.doc, self.at, self.knowledge = doc, at, knowledge
        self.name = unit.text
        self.end = self.text_end = unit.end
        self.key = unit.post
        self.countries = list(countries)
        self.plural = unit.plural
        self.organization: str | None = None
        self.firm = False
        """Whether it is a post of a firm: then a country beside it makes it no post of the state."""
        self.limit = min(len(doc), unit.end + MOST_EXTENSION)
        self.office = OfficeWords(doc, at, knowledge, post_end=unit.end, limit=self.limit)

    def read(self) -> None:
        """Read on as long as anything belongs to the post."""
        while self.end < self.limit and (self._post() or self._of()):
            pass

    def _lower(self, j: int) -> str:
        return lower_at(self.doc, j)

    def _post(self) -> bool:
        """Another post: "Deputy Prime Minister and Foreign Minister", "President, Commander-in-Chief ..."."""
        j = self.end
        joined = self._lower(j) in {"and", "/", "-", "cum", "–", "—"} or (
            self._lower(j) == "," and self.doc[j - 1].text[0].isupper()
        )
        if joined:
            j += 1
        if self._lower(self.end) == "," and self._lower(self.end - 1) in {"office", "chair", "chairman", "chairperson"}:
            chaired, countries = owner_of(self.doc, j, self.at)
            if chaired > j and countries and not self.countries and self._is_post(chaired):
                j, self.countries = chaired, countries  # "the OSCE chair, Spanish Foreign Minister X": one person
        while self._lower(j) in words().post_modifiers and j not in self.at and is_capital(self.doc[j].text):
            j += 1
        unit = self.at.get(j)
        if unit is None or unit.kind != "post" or not is_capital(unit.text) or unit.plural:
            return False
        if self._lower(self.end) in {",", "and"} and not self._leads_to_name(unit.end):
            return False
        if self._lower(self.end) == "and" and self._of_another(unit):
            return False
        if self.key is None or (unit.post and not joined):
            self.key = unit.post
        self.end = self.text_end = unit.end
        return True

    def _of_another(self, unit: Unit) -> bool:
        """ "The Prime Minister and President Obama": nobody holds both."""
        if fold(unit.text) == "secretary" and fold(self.name).endswith(" secretary"):
            return True  # "the Foreign Secretary and Secretary Kerry"
        return unit.post in LEADING and self.key in LEADING and fold(unit.text) != fold(self.name)

    def _leads_to_name(self, j: int) -> bool:
        """Whether a name follows soon, so that both posts are that person's."""
        for k in range(j, min(self.limit, j + 10)):
            lower = self._lower(k)
            if lower in {",", ".", "said", "met"}:
                return False
            if is_capital(self.doc[k].text) and k not in self.at and lower not in words().institution_words:
                return lower not in words().not_names
            unit = self.at.get(k)
            if unit is not None and unit.kind == "person":
                return True
        return False

    def _of(self) -> bool:
        """ "Of France", "to the President for National Security Affairs", "of Foreign Affairs"."""
        preposition = self._lower(self.end)
        if preposition == "from" and self.plural and self._is_state(self.end + 1):
            preposition = "of"  # "ambassadors from Chad and Ghana"
        if preposition == "in" and self._stationed():
            return True
        if preposition not in {"of", "for", "to", "on", "at"}:
            named = self._lower(self.end - 1) in words().institution_words
            return named and self._institution(self.end, begun=True)
        if preposition == "for" and self.plural and self._lower(self.end - 1) in WHOSE:
            return False  # "to host European leaders for Ukraine talks"
        j = self.end + 1
        if preposition == "at" and self._lower(j) in {"his", "her"}:
            return False  # "called on the prime minister at her residence"
        while self._lower(j) in {"the", "his", "her", "its"}:
            j += 1
        serving = preposition in {"to", "for"} or (preposition == "of" and self._is_post(j))
        superior = self._superior(j) if serving else None
        whose = self._of_state(superior.end) if superior is not None and preposition == "of" else None
        if whose is not None:
            self.countries.append(whose.country or "")
            self.end = whose.end  # "the Representative of the Prime Minister of Armenia"
            return True
        if superior is not None:
            further = self._lower(superior.end) == "and" and self._is_post(superior.end + 1)
            if self._lower(superior.end) not in {"for", "on"} and not further:
                return False
            self.end = superior.end  # "Assistant to the President for National Security Affairs"
            return True
        unit = self.at.get(j)
        if unit is not None and unit.kind in {"state", "organization"}:
            sent = preposition == "for" and unit.kind == "state" and self._lower(self.end - 1) in ENVOYS
            return self._sent_to(unit) if sent or preposition not in {"of", "for"} else self._country(j, unit)
        if j >= len(self.doc):
            return False
        if preposition == "of" and self._city(j):
            return True
        return self._institution(j, begun=False) or (preposition == "of" and self._company(j))

    def _stationed(self) -> bool:
        """ "The UN coordinator in Kenya Maria Lopez", "the US envoy in Baghdad, X": where the post is, and then
        whose it is."""
        unit = self.at.get(self.end + 1)
        if unit is None or unit.kind != "state" or unit.form == "adjective":
            return False
        if self._lower(self.end - 1) not in ENVOYS | {"ambassador", "commander"}:
            return False
        j = unit.end + (self._lower(unit.end) == ",")
        if not self._leads_to_name(j) or not is_capital(self.doc[j].text):
            return False
        self.end = unit.end
        return True

    def _city(self, j: int) -> bool:
        """ "The mayor of Los Angeles": of the country that the city is in."""
        if self._lower(self.end - 1) not in {"mayor", "governor"}:
            return False
        for end in range(min(self.limit, j + 3), j, -1):
            if not is_capital(self.doc[end - 1].text):
                continue
            place = next(iter(self.knowledge.find_place(text_of(self.doc, j, end))), None)
            if place is not None and place.country:
                self.countries.append(place.country)
                self.end = self.text_end = end
                return True
        return False

    def _sent_to(self, unit: Unit) -> bool:
        """ "Ambassador to Mexico": where, not for whom."""
        if self.key not in SENT and "nvoy" not in self.doc[self.end - 1].text:
            return False
        self.end = unit.end
        return True

    def _company(self, j: int) -> bool:
        """ "The president of SOCAR, Rovshan Najaf": of a firm that is not known, so of no state."""
        token = self.doc[j]
        known = j in self.at or self.knowledge.find_place(token.text) or self.knowledge.by_family_name(fold(token.text))
        if known or token.pos_ != "PROPN" or not is_capital(token.text) or self.key not in OF_FIRMS:
            return False
        self.key = None
        self.firm = True
        self.end = self.text_end = j + 1
        return True

    def _is_state(self, j: int) -> bool:
        unit = self.at.get(j)
        return unit is not None and unit.kind == "state"

    def _is_post(self, j: int) -> bool:
        unit = self.at.get(j)
        return unit is not None and unit.kind == "post"

    def _superior(self, j: int) -> Unit | None:
        """Whether another office-holder follows: "adviser to the French President", "aide to Prime Minister X"."""
        k, _ = owner_of(self.doc, j, self.at)
        first = k
        while self._lower(k) in words().institution_words and k not in self.at:
            k += 1
        unit = self.at.get(k)
        if unit is None or unit.end >= len(self.doc) or unit.kind not in {"person", "post"}:
            return None
        if unit.kind == "person":
            country = self.at.get(j)
            beside = country is not None and country.form == "name" and self._lower(first - 1) not in {"'s", "'"}
            return unit if k == first and not beside else None  # "the envoy for Syria Geir Pedersen"
        further = self._lower(unit.end) == "of" and (self._lower(self.end) != "of" or self._of_state(unit.end) is None)
        return unit if unit.text[0].isupper() and not further else None

    def _of_state(self, j: int) -> Unit | None:
        """The state behind "of" or "of the"."""
        if self._lower(j) != "of":
            return None
        unit = self.at.get(j + 2 if self._lower(j + 1) == "the" else j + 1)
        return unit if unit is not None and unit.kind == "state" and unit.form == "name" and unit.country else None

    def _country(self, j: int, unit: Unit) -> bool:
        if unit.country and acts_for_it(unit):
            self.countries.append(unit.country)
        if unit.kind == "organization" and not self.countries:
            self.organization = unit.text
            self.text_end = unit.end
        self.end = unit.end
        if self._lower(self.end) in {"'s", "'"}:
            movement = self.at.get(self.end + 1)
            if movement is not None and movement.form == "group":
                self.countries = [c for c in self.countries if c != unit.country]
                self.end = self.text_end = self._group(movement.end)  # "the chief of Ethiopia's OLA rebel group"
                return True
            self.end += 1
            self._institution(self.end, begun=True)
        elif unit.form == "adjective" or self._lower(self.end) in words().institution_words:
            self._institution(self.end, begun=True)
        elif self.plural:
            self._more_countries()
        return True

    def _group(self, j: int) -> int:
        """After what a movement is called behind its name: "rebel group", "militia"."""
        while self._lower(j) in GROUPS:
            j += 1
        return j

    def _more_countries(self) -> None:
        while self._lower(self.end) in {",", "and"}:
            j = self.end + 1
            while self._lower(j) in {"and", "the"}:
                j += 1
            unit = self.at.get(j)
            if unit is None or unit.kind != "state" or not unit.country:
                return
            self.countries.append(unit.country)
            self.end = unit.end

    def _institution(self, j: int, *, begun: bool) -> bool:
        end, countries = self.office.read(j, begun=begun)
        self.countries += countries
        if end == j:
            return False
        self.end = self.text_end = end
        return True
