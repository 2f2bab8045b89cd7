"""Leaders before the press together: a joint news conference, "standing alongside X", tells that they met."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extractors.lexicon import NounTrigger, VerbTrigger
from kg.extractors.parse import governor
from kg.extractors.sides import sides_of
from kg.extractors.sides_told import PEOPLE
from kg.extractors.sight import Clause, sighting
from kg.extractors.standing import standing
from kg.language.located import Located, unique
from kg.model import Sighting

if TYPE_CHECKING:
    from spacy.tokens import Token

BESIDE = frozenset({"alongside", "beside"})
FAMILY = "appearances"


def sight_appearance(clause: Clause, token: Token, trigger: NounTrigger | VerbTrigger) -> Iterator[Sighting]:
    """The meeting of two who appear together; one to come is announced with the talks before it, not by itself."""
    said = standing(token, clause.sentence)
    if said.status != "held" or said.negated or not said.specific:
        return
    if isinstance(trigger, VerbTrigger):
        parties = _side_by_side(clause, token)
    else:
        sides = sides_of(clause, token, trigger)
        verb = governor(token)
        speaking = clause.arguments.subjects(verb) if verb is not None and sides.partners and not sides.owners else []
        parties = unique([*speaking, *(m for m in sides.everybody if m not in sides.mediators)])
    parties = [m for m in parties if m.mention.kind in PEOPLE and not m.mention.doubtful]
    if len(parties) < 2 or not any(m.mention.kind != "pronoun" for m in parties):
        return
    told = sighting(
        clause,
        token,
        family=FAMILY,
        kind="meeting",
        medium="in_person",
        parties=[(m, "participant") for m in parties],
        said=replace(said, background=False),
        confidence=0.5,
    )
    verb = governor(token)
    if not told.times and verb is not None:  # "told a joint news conference on Tuesday"
        spoken = sighting(clause, verb, family=FAMILY, kind="meeting", medium="in_person", parties=())
        told = replace(told, times=spoken.times)
    yield told


def is_beside(verb: Token) -> bool:
    """Whether the verb says at whose side somebody is: "speaking alongside X"."""
    return any(c.lower_ in BESIDE and c.i > verb.i for c in verb.children)


def _side_by_side(clause: Clause, verb: Token) -> list[Located]:
    """ "Standing alongside X, Y said": Y and X."""
    word = next((c for c in verb.children if c.lower_ in BESIDE), None)
    if word is None or word.i < verb.i:
        return []
    others = clause.arguments.right_after(word.i + 1, within=1)
    subjects = [m for m in clause.arguments.subjects(verb) if m not in others]
    return unique([*subjects, *others]) if subjects and others else []
