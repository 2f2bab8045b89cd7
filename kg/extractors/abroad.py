"""Talks somebody has abroad with hosts whom nobody names: "held talks in Riyadh", "met officials in Beirut".

Which state received him follows from the place, once that is known.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kg.extractors.lexicon import NounTrigger, VerbTrigger, triggers
from kg.extractors.sight import Clause, sighting
from kg.extractors.standing import Standing
from kg.language.located import Located
from kg.language.units import words
from kg.model import Sighting

if TYPE_CHECKING:
    from spacy.tokens import Token

FAMILY = "abroad"
NOUNS = frozenset({"talks", "negotiations", "consultations", "discussions"})
PEOPLE = frozenset({"person", "description", "pronoun"})


def sight_abroad(
    clause: Clause,
    token: Token,
    trigger: NounTrigger | VerbTrigger,
    *,
    owners: Sequence[Located],
    said: Standing,
) -> Iterator[Sighting]:
    """What one party alone did somewhere, where the phrase says where."""
    summit = trigger.kind == "summit"
    kinds = PEOPLE | {"state"} if summit else PEOPLE
    visitors = [m for m in owners if m.mention.kind in kinds and not m.mention.doubtful]
    places = clause.places.of(token, clause.others(token)) if not (_is_still_ahead(token) or _is_of_trip(token)) else []
    told = said.status in {"held", "planned"} or summit  # who stays away from a summit or may come
    if len(owners) == 1 and visitors and places and said.specific and told:
        yield sighting(
            clause,
            token,
            family=FAMILY,
            kind=trigger.kind,
            medium="in_person",
            parties=[(m, "visitor") for m in visitors],
            places=places[:1],
            said=said,
            confidence=0.5,
        )


def _is_still_ahead(noun: Token) -> bool:
    """ "Urged him to pay ahead of the Geneva talks": talks that only date what is told, whoever will hold them."""
    above = noun.head
    return noun.dep_ == "pobj" and (above.lower_ == "before" or above.head.lower_ in {"ahead", "prior"})


def _is_of_trip(noun: Token) -> bool:
    """ "Arrived in Jeddah for talks": the visit is told already, and nothing more."""
    verb = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "for" else None
    known = triggers().verbs.get(verb.lemma_.lower()) if verb is not None else None
    return known is not None and known.kind == "visit"


def meets_locals(clause: Clause, verb: Token) -> bool:
    """Whether the object is officials of no country: "met officials in Beirut", "met with local leaders"."""
    things = [c for c in verb.children if c.dep_ == "dobj"]
    things += [c for p in verb.children if p.lower_ == "with" for c in p.children if c.dep_ == "pobj"]
    return any(c.lower_ in words().collectives and not clause.arguments.members(c) for c in things)
