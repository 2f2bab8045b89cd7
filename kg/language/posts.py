"""Phrases that name a post: "French President", "Minister of Foreign Affairs of Peru", "his Chinese counterpart"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.language.before_posts import acts_for_it, is_owned, modifiers, named_inside, office, owner_of
from kg.language.behind_posts import BehindPost
from kg.language.text import text_of
from kg.language.units import Unit

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from kg.knowledge import Knowledge

BEFORE_OWNER = frozenset(
    {"top", "chief", "former", "ex", "late", "then", "new", "visiting", "senior", "acting", "incoming", "outgoing"}
)
"""Words that stand before whose post it is: "the top U.S. diplomat", "former French president"."""
STANDING = BEFORE_OWNER | {"current", "next", "outspoken", "newly", "elected", "appointed", "first", "-"}
"""Words before a post that say nothing of what it is for."""
HEADS = frozenset({"chief", "head", "boss", "leader"})
BLOCS = frozenset({"UN", "EU", "NATO"})
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
    if _only_where(doc, i, at):
        return None
    leading = doc[i].lower_ if doc[i].lower_ in BEFORE_OWNER and is_owned(i + 1, at) else ""
    j, countries = owner_of(doc, i + 1 if leading else i, at)
    modifiers_start = j
    j = modifiers(doc, j, at)
    if countries and j == modifiers_start:
        j = office(doc, j, at)
    unit = at.get(j)
    if unit is None or unit.kind != "post" or (doc[unit.end - 1].pos_ == "VERB" and unit.text.islower()):
        return None  # "will host Gulf leaders" is no post
    if len(countries) > 1 and not unit.plural and doc[at[i].end].text == ",":
        return None  # "in Kigali, Rwanda, French President X said": the place before is no owner of the post
    movement = at[i] if i in at and at[i].form == "group" and unit.plural else None
    if movement is not None:
        countries = countries[1:] if movement.country and acts_for_it(movement) else countries
        # "Taliban negotiators" act for the movement, not for the country it is in; "Houthi and Saudi officials" for two
    elif not countries or unit.plural:
        countries = [*countries, *named_inside(unit, knowledge)]
    former = leading in FORMER or any(doc[k].lower_ in FORMER for k in range(modifiers_start, j))
    behind = BehindPost(doc, at, knowledge, unit, countries)
    behind.read()
    text_start = modifiers_start if not former else j
    highest = f"{leading} " if leading in {"top", "chief"} else ""
    if i in at and at[i].kind == "organization" and not behind.countries:
        highest = f"{at[i].text} "  # "CARICOM's Secretary-General": no other organization's
    modified = text_of(doc, modifiers_start, unit.end) if j > modifiers_start else ""
    owner = countries[0] if countries else None
    return PostPhrase(
        start=i,
        end=behind.end,
        head=unit.end - 1,
        text=highest + text_of(doc, text_start, behind.text_end),
        post=_key(behind, modified=modified, owner=owner, full=highest + text_of(doc, text_start, unit.end)),
        countries=tuple(dict.fromkeys(behind.countries)),
        plural=unit.plural,
        former=former,
        organization=movement.text if movement is not None else behind.organization,
    )


def _only_where(doc: Doc, i: int, at: dict[int, Unit]) -> bool:
    """ "While in Brussels President X ...": the place before the post is where, not whose."""
    unit = at.get(i)
    if unit is None or unit.kind != "state" or unit.form not in {"capital", "name"} or i == 0:
        return False
    owns = unit.end < len(doc) and doc[unit.end].text in {"'s", "'"}
    return doc[i - 1].lower_ in {"in", "at", "near", "outside"} and not owns


def _key(behind: BehindPost, *, modified: str, owner: str | None, full: str) -> str | None:
    """The post that the words are known for, best as its country says it: "top diplomat" where that is a minister."""
    post_of, key = behind.knowledge.post_of, behind.key
    if key is None and modified:
        key = post_of(modified, owner)
    country = behind.countries[0] if behind.countries else None
    told = set(modified.lower().split()[:-1]) - STANDING
    if country in BLOCS and told and behind.name.lower() in HEADS:
        return post_of(full, country)  # "the UN humanitarian chief" is not the chief of the UN
    if country is not None and not behind.firm:
        key = post_of(full, country) or post_of(behind.name, country) or key
    return key
