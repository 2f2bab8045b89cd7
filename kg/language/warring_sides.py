"""The sides of a war inside a state, where no name tells them: "communist rebels", "the government"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.language.text import line_of, text_of
from kg.language.units import Unit, words

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from kg.knowledge import Knowledge

FIGHTING = frozenset("rebels separatists guerrillas guerillas insurgents militants militias fighters".split())
REBELS = FIGHTING | {"dissidents", "exiles", "opposition"}
"""Those who do not act for their state."""
REBEL = frozenset({"rebel", "separatist", "guerrilla", "guerilla", "insurgent", "militant"})
AT_WAR = FIGHTING | REBEL | {"ceasefire", "cease-fire", "truce", "insurgency", "paramilitary", "militia", "hostilities"}
GOVERNMENT = frozenset({"government", "army", "military", "junta"})
OF_GOVERNMENT = GOVERNMENT | {"president", "troops", "forces", "authorities"}
"""Before these an adjective of state tells whose war it is: "the Philippine government"."""
KINDS = frozenset(
    "leftist communist maoist marxist islamist muslim ethnic tribal northern southern eastern western armed".split()
)
"""Words that say what kind of rebels they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class War:
    """What an article says of a war inside one state."""

    country: str | None = None
    """The state whose government is one side; None where the article tells of no such war."""
    rebels: str | None = None
    """The movement that "the rebels" are, where the article names only one of that state."""


NO_WAR = War()


def war_of(docs: Sequence[Doc], units: Sequence[Mapping[int, Unit]], knowledge: Knowledge) -> War:
    """The war that the passages of one article tell of: between a state and the movements of that state."""
    if all(AT_WAR.isdisjoint(line_of(doc).lower) for doc in docs):
        return NO_WAR
    movements: dict[str, str] = {}
    governments: Counter[str] = Counter()
    for doc, at in zip(docs, units, strict=True):
        for unit in at.values():
            if unit.kind == "organization" and unit.form == "group" and unit.country:
                actor = next((a for a in knowledge.find(unit.text) if a.kind == "group"), None)
                movements[actor.id if actor else unit.text] = unit.country
            elif unit.kind == "state" and unit.country and _of_government(doc, unit):
                governments[unit.country] += 1
    countries = set(movements.values()) - {"PS"}
    if len(countries) > 1 or "PS" in movements.values():
        return NO_WAR
    country = next(iter(countries), None) or next((c for c, _ in governments.most_common(1)), None)
    alone = next(iter(movements)) if len(movements) == 1 else None
    return War(country=country, rebels=knowledge.actor(alone).label if alone and alone.startswith("org:") else None)


def _of_government(doc: Doc, unit: Unit) -> bool:
    """ "The Philippine government", "Sudan's army"."""
    behind = [t.lower_ for t in doc[unit.end : unit.end + 3] if t.text not in {"'s", "'"}]
    return unit.form in {"adjective", "name"} and bool(set(behind[:2]) & OF_GOVERNMENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of the war at tokens start..end."""

    start: int
    end: int
    head: int
    name: str
    country: str | None = None
    """The state, where the side is its government."""


def warring_sides(doc: Doc, war: War, at: Mapping[int, Unit]) -> Iterator[Side]:
    """The nameless sides that a passage tells of, in the order of its words."""
    named = {i for unit in at.values() if unit.kind in {"state", "organization"} for i in range(unit.start, unit.end)}
    for token in doc:
        i = token.i
        if token.lower_ in FIGHTING and token.pos_ in {"NOUN", "PROPN"} and token.dep_ not in BEFORE_NOUN:
            start = _start(doc, i)
            if not {start - 1, start - 2} & named or doc[start - 1].lower_ in AND:
                yield Side(start=start, end=i + 1, head=i, name=war.rebels or text_of(doc, start, i + 1))
        elif token.lower_ in REBEL and (noun := _people_behind(doc, i)) is not None and i - 1 not in named:
            start = _start(doc, i)
            yield Side(start=start, end=noun + 1, head=noun, name=war.rebels or text_of(doc, start, noun + 1))
        elif war.country is not None and token.lower_ in GOVERNMENT and i - 1 not in named:
            noun = _people_behind(doc, i) if token.dep_ in BEFORE_NOUN else i
            told = doc[i - 1].lower_ in {"the", *AND} if i else True
            if noun is not None and (told or noun > i) and not _is_of_another(doc, noun):
                yield Side(start=i, end=noun + 1, head=noun, name=war.country, country=war.country)


BEFORE_NOUN = frozenset({"compound", "amod", "nmod", "poss"})
AND = frozenset({"and", ",", "between", "with"})
FARTHEST_PEOPLE = 3


def _start(doc: Doc, i: int) -> int:
    """Where the words begin that say what kind of rebels: "leftist rebels"."""
    while i and doc[i - 1].lower_ in KINDS:
        i -= 1
    return i


def _people_behind(doc: Doc, i: int) -> int | None:
    """The noun of people behind a word that describes them: "government negotiators", "rebel delegation"."""
    for k in range(i + 1, min(len(doc), i + 1 + FARTHEST_PEOPLE)):
        if doc[k].lower_ in words().collectives and doc[k].pos_ in {"NOUN", "PROPN"}:
            return k
        if doc[k].pos_ != "ADJ":
            return None
    return None


def _is_of_another(doc: Doc, i: int) -> bool:
    """ "The government of Colombia" is told by its name, "the army's chief" is a person."""
    return i + 1 < len(doc) and doc[i + 1].lower_ in {"of", "'s", "-", "in"}
