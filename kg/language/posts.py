"""Phrases that name a post: "French President", "Minister of Foreign Affairs of Peru", "his Chinese counterpart"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.knowledge.folding import fold
from kg.language.units import Unit, is_capital, words

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from kg.knowledge import Knowledge

MOST_EXTENSION = 20
"""Tokens in the longest "of ..." part of a post that is read."""
MOST_OFFICE = 9
"""Tokens in the longest name of an office that stands before the post."""


BEFORE_OWNER = frozenset(
    {"top", "chief", "former", "ex", "late", "then", "new", "visiting", "senior", "acting", "incoming", "outgoing"}
)
"""Words that stand before whose post it is: "the top U.S. diplomat", "former French president"."""
OF_FIRMS = frozenset(
    {"head_of_state", "head_of_government", "deputy_head_of_state", "head_of_organization", "business_leader", None}
)
"""Posts whose words firms use too."""
FORMER = frozenset({"former", "ex", "late", "then"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PostPhrase:
    """A post at tokens start..end, with the country or organization it names."""

    start: int
    end: int
    head: int
    text: str
    post: str | None = None
    countries: tuple[str, ...] = ()
    plural: bool = False
    former: bool = False
    organization: str | None = None
    """The organization it is a post of, where that acts for no country ("the leaders of ASEAN")."""

    @property
    def country(self) -> str | None:
        return self.countries[0] if self.countries else None


def post_phrase(doc: Doc, i: int, at: dict[int, Unit], knowledge: Knowledge) -> PostPhrase | None:
    """The post phrase that begins at token i: owner, modifiers, post, and what it is a post of."""
    leading = doc[i].lower_ if doc[i].lower_ in BEFORE_OWNER and _owned(i + 1, at) else ""
    j, countries = _owner(doc, i + 1 if leading else i, at)
    modifiers_start = j
    j = _modifiers(doc, j, at)
    if countries and j == modifiers_start:
        j = _office(doc, j, at)
    unit = at.get(j)
    if unit is None or unit.kind != "post" or (doc[unit.end - 1].pos_ == "VERB" and unit.text.islower()):
        return None  # "will host Gulf leaders" is no post
    if len(countries) > 1 and not unit.plural and doc[at[i].end].text == ",":
        return None  # "in Kigali, Rwanda, French President X said": the place before is no owner of the post
    movement = at[i] if i in at and at[i].form == "group" and unit.plural else None
    if movement is not None:
        countries = []  # "Taliban negotiators" act for the movement, not for the country it is in
    elif not countries:
        countries = _named_inside(unit, knowledge)
    former = leading in FORMER or any(doc[k].lower_ in FORMER for k in range(modifiers_start, j))
    reader = _Extension(doc, at, knowledge, unit, countries)
    reader.read()
    start_of_text = modifiers_start if not former else j
    highest = f"{leading} " if leading in {"top", "chief"} else ""
    key = reader.key
    if key is None and j > modifiers_start:
        key = knowledge.post_of(_text(doc, modifiers_start, unit.end), countries[0] if countries else None)
    country = reader.countries[0] if reader.countries else None
    if country is not None and not reader.firm:
        key = (
            knowledge.post_of(highest + _text(doc, start_of_text, unit.end), country)
            or knowledge.post_of(unit.text, country)
            or key
        )
    return PostPhrase(
        start=i,
        end=reader.end,
        head=unit.end - 1,
        text=highest + _text(doc, start_of_text, reader.text_end),
        post=key,
        countries=tuple(dict.fromkeys(reader.countries)),
        plural=unit.plural,
        former=former,
        organization=movement.text if movement is not None else reader.organization,
    )


def _owned(j: int, at: dict[int, Unit]) -> bool:
    return j in at and at[j].kind in {"state", "organization"}


def _owner(doc: Doc, i: int, at: dict[int, Unit]) -> tuple[int, list[str]]:
    """The states or organization in front ("US", "France's", "Russian and Ukrainian") and where they end."""
    countries: list[str] = []
    j = i
    while (unit := at.get(j)) is not None and unit.kind in {"state", "organization"}:
        if unit.country:
            countries.append(unit.country)
        j = after_abbreviation(doc, unit.end)
        if j < len(doc) and doc[j].text in {"'s", "'"}:
            j += 1
        k = j
        listed = unit.form == "adjective" or unit.text.isupper()  # not "in New Delhi, Japanese Prime Minister X"
        if k < len(doc) and ((doc[k].text == "," and k + 1 in at and listed) or doc[k].lower_ in {"and", "-", "/"}):
            k += 1
        following = at.get(k)
        if k == j and following is not None and following.kind == "organization" and unit.kind == "organization":
            continue  # "UN World Food Program Executive Director"
        if k == j or following is None or following.kind != "state" or following.form != "adjective":
            break
        if doc[j].text == "," and unit.form in {"name", "capital", "metonym"} and not _short(unit):
            break  # "in Damascus, Jordanian Foreign Minister ...": where, and then who
        j = k
    return j, countries


def after_abbreviation(doc: Doc, j: int) -> int:
    """Token behind the abbreviation in brackets that may follow a name: "Republic of Korea (ROK) ..."."""
    if j + 2 < len(doc) and doc[j].text == "(" and doc[j + 2].text == ")" and doc[j + 1].text[0].isupper():
        return j + 3
    return j


def _short(unit: Unit) -> bool:
    """ "US", "U.K.": the name is the adjective too."""
    return unit.text.replace(".", "").isupper()


def _named_inside(unit: Unit, knowledge: Knowledge) -> list[str]:
    """The country in a listed post: "UN chief", "EU Commissioner", "NATO Secretary General"."""
    first = unit.text.split(" ", 1)
    if len(first) < 2 or not is_capital(first[0]):
        return []
    word = knowledge.state_words.get(fold(first[0]))
    if word is not None and word.fits(first[0]):
        return [word.code]
    return [a.country for a in knowledge.find(first[0]) if a.kind == "organization" and a.country][:1]


def _office(doc: Doc, j: int, at: dict[int, Unit]) -> int:
    """Where the post begins behind the name of an office: "Afghan [High Council for Reconciliation] Chairman"."""
    start, institution = j, False
    while j < min(len(doc), start + MOST_OFFICE) and (at.get(j) is None or at[j].kind != "post"):
        lower = doc[j].lower_
        institution = institution or lower in words().institution_words
        if j in at or not (doc[j].text[0].isupper() or (j > start and lower in {"of", "for", "and", "the", "on"})):
            return start
        if doc[j].ent_type_ == "PERSON":
            return start
        j += 1
    return j if institution and j < len(doc) and j in at and at[j].kind == "post" and not at[j].plural else start


def _modifiers(doc: Doc, j: int, at: dict[int, Unit]) -> int:
    """Where the post itself begins after "former", "new", "climate", "senior"."""
    start = j
    while j < len(doc) and j - start < 5 and (at.get(j) is None or at[j].kind != "post"):
        lower = doc[j].lower_
        portfolio = lower in words().institution_words
        if lower not in words().post_modifiers and not portfolio and doc[j].text != "-":
            return start
        j += 1
    return j if j < len(doc) and j in at else start


class _Extension:
    """Reads on from the first post: "of France", "and Minister of Defence", "for National Security Affairs"."""

    def __init__(self, doc: Doc, at: dict[int, Unit], knowledge: Knowledge, unit: Unit, countries: list[str]) -> None:
        self.doc, self.at, self.knowledge = doc, at, knowledge
        self.end = self.text_end = unit.end
        self.key = unit.post
        self.countries = list(countries)
        self.plural = unit.plural
        self.organization: str | None = None
        self.firm = False
        """Whether it is a post of a firm: then a country beside it makes it no post of the state."""
        self.limit = min(len(doc), unit.end + MOST_EXTENSION)

    def read(self) -> None:
        while self.end < self.limit and (self._post() or self._of()):
            pass

    def _lower(self, j: int) -> str:
        return self.doc[j].lower_ if j < len(self.doc) else ""

    def _post(self) -> bool:
        """Another post: "Deputy Prime Minister and Foreign Minister", "President, Commander-in-Chief ..."."""
        j = self.end
        joined = self._lower(j) in {"and", "/", "-", "cum", "–", "—"} or (
            self._lower(j) == "," and self.doc[j - 1].text[0].isupper()
        )
        if joined:
            j += 1
        while self._lower(j) in words().post_modifiers and j not in self.at and is_capital(self.doc[j].text):
            j += 1
        unit = self.at.get(j)
        if unit is None or unit.kind != "post" or not is_capital(unit.text) or unit.plural:
            return False
        if self._lower(self.end) in {",", "and"} and not self._leads_to_name(unit.end):
            return False
        if self.key is None or (unit.post and not joined):
            self.key = unit.post
        self.end = self.text_end = unit.end
        return True

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
        j = self.end
        if self._lower(j) not in {"of", "for", "to", "on", "at"}:
            return self._institution(j, begun=True) if self._lower(j - 1) in words().institution_words else False
        preposition = self._lower(j)
        j += 1
        while self._lower(j) in {"the", "his", "her", "its"}:
            j += 1
        superior = (
            self._superior(j) if preposition in {"to", "for"} or (preposition == "of" and self._is_post(j)) else None
        )
        if superior is not None:
            if self._lower(superior.end) not in {"for", "on"}:
                return False
            self.end = superior.end  # "Assistant to the President for National Security Affairs"
            return True
        unit = self.at.get(j)
        if unit is not None and unit.kind in {"state", "organization"}:
            if preposition == "of" or preposition == "for":
                return self._country(j, unit)
            if self.key in {"ambassador", "special_envoy", "un_ambassador"} or "nvoy" in self.doc[self.end - 1].text:
                self.end = unit.end  # "Ambassador to Mexico": where, not for whom
                return True
            return False
        if j >= len(self.doc):
            return False
        return self._institution(j, begun=False) or (preposition == "of" and self._company(j))

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

    def _is_post(self, j: int) -> bool:
        unit = self.at.get(j)
        return unit is not None and unit.kind == "post"

    def _superior(self, j: int) -> Unit | None:
        """Whether another office-holder follows: "adviser to the French President", "aide to Prime Minister X"."""
        k, _ = _owner(self.doc, j, self.at)
        first = k
        while self._lower(k) in words().institution_words and k not in self.at:
            k += 1
        unit = self.at.get(k)
        if unit is None or unit.end >= len(self.doc) or unit.kind not in {"person", "post"}:
            return None
        if unit.kind == "person":
            return unit if k == first else None
        return unit if unit.text[0].isupper() and self._lower(unit.end) != "of" else None

    def _country(self, j: int, unit: Unit) -> bool:
        if unit.country:
            self.countries.append(unit.country)
        if unit.kind == "organization" and not self.countries:
            self.organization = unit.text
            self.text_end = unit.end
        self.end = unit.end
        if self._lower(self.end) in {"'s", "'"}:
            self.end += 1
            self._institution(self.end, begun=True)
        elif unit.form == "adjective" or self._lower(self.end) in words().institution_words:
            self._institution(self.end, begun=True)
        elif self.plural:
            self._more_countries()
        return True

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
        """Words of an office: "the Presidential Office", "National Security Affairs", "foreign affairs"."""
        start = j
        while j < self.limit and self._institutional(j, first=j == start and not begun):
            unit = self.at.get(j)
            if unit is not None and unit.kind in {"state", "organization", "post"}:
                if unit.country:
                    self.countries.append(unit.country)
                j = unit.end
            else:
                j += 1
        if j - 2 > start and self._lower(j - 2) == "and" and (last := self.at.get(j - 1)) is not None:
            if last.form == "adjective" and last.country:  # "Minister of Environment and Chilean organizations"
                self.countries.remove(last.country)
                j -= 2
        while j > start and self._lower(j - 1) in {"and", "of", "the", "for", ",", "&", "'s", "'"}:
            j -= 1
        if j == start:
            return False
        self.end = self.text_end = j
        return True

    def _institutional(self, j: int, *, first: bool) -> bool:
        lower, unit = self._lower(j), self.at.get(j)
        if unit is not None and unit.kind == "post":
            return not first and self._office_of(j, unit)
        if lower in words().institution_words:
            return True
        if unit is not None and unit.kind in {"state", "organization"}:
            return not first
        if unit is not None:
            return False
        if lower in {"and", "of", "the", "for", "&", "'s", "'", "on"}:
            return not first and self._institutional_soon(j + 1)
        if lower == "," and not first:
            return self._lower(j + 1) in words().institution_words and self.doc[j + 1].text[0].isupper()
        return False

    def _office_of(self, j: int, unit: Unit) -> bool:
        """ "Cabinet of the Prime Minister of Greece": whose office it is, not the person."""
        before = {self._lower(j - 1), self._lower(j - 2)}
        return "of" in before and self._lower(unit.end) == "of" and self._institutional_soon(unit.end + 1)

    def _institutional_soon(self, j: int) -> bool:
        while self._lower(j) in {"the", "of"}:
            j += 1
        unit = self.at.get(j)
        if unit is not None and unit.kind == "post":
            return self._office_of(j, unit)
        return self._lower(j) in words().institution_words or (
            unit is not None and unit.kind in {"state", "organization"}
        )


def _text(doc: Doc, start: int, end: int) -> str:
    return str(doc[start:end].text)


def folded_post(phrase: PostPhrase) -> str:
    """The post without articles and case, for comparison inside an article."""
    return fold(phrase.text)
