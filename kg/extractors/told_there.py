"""What a visitor says to somebody there: "went to X, where he told Y", "flew to X to brief Y"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extractors.lexicon import context, triggers
from kg.extractors.sight import Clause, sighting
from kg.model import Sighting

if TYPE_CHECKING:
    from spacy.tokens import Token


def sight_told_there(clause: Clause) -> Iterator[Sighting]:
    """The meetings that the words of visitors to their hosts imply."""
    for verb in clause.sentence.span:
        if verb.pos_ != "VERB" or verb.lemma_.lower() not in context().telling or verb.i in clause.triggers:
            continue
        if not (_where(verb) or _went_to(verb)):
            continue
        told = [m for m in clause.arguments.objects(verb) if m.mention.kind in {"person", "description"}]
        telling = [m for m in clause.arguments.subjects(verb) if m.mention.kind != "state"]
        if told and telling:
            yield sighting(
                clause,
                verb,
                family="encounters",
                kind="meeting",
                medium="in_person",
                parties=[*((m, "participant") for m in telling), *((m, "participant") for m in told)],
                confidence=0.6,
            )


def _where(verb: Token) -> bool:
    """ "Visited Kyiv on Tuesday, where he told X"."""
    return verb.dep_ == "relcl" and any(c.lower_ == "where" for c in verb.children)


def _went_to(verb: Token) -> bool:
    """ "Flew to Tel Aviv to brief X"."""
    known = triggers().verbs.get(verb.head.lemma_.lower())
    return verb.tag_ == "VB" and verb.dep_ in {"advcl", "xcomp"} and known is not None and known.kind == "visit"
