"""What a visitor says or is told there: "went to X, where he told Y", "flew to X to brief Y", "told visiting X"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extractors.lexicon import context, triggers
from kg.extractors.sight import Clause, sighting
from kg.language.located import Located
from kg.model import Sighting

if TYPE_CHECKING:
    from spacy.tokens import Token


def sight_told_there(clause: Clause) -> Iterator[Sighting]:
    """The meetings that the words of visitors to their hosts imply."""
    for verb in clause.verbs:
        if verb.pos_ != "VERB" or verb.lemma_.lower() not in context().telling or verb.i in clause.triggers:
            continue
        visiting = [c for c in verb.children if c.lower_ == "visiting"]  # a verb, to the parser
        told = [m for v in (verb, *visiting) for m in clause.arguments.objects(v)]
        told = [m for m in told if m.mention.kind in {"person", "description"}]
        guests = [m for m in told if _visiting(clause, m)]
        if not (guests or _where(verb) or _went_to(verb)):
            continue
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


def _visiting(clause: Clause, located: Located) -> bool:
    """ "Told visiting Malaysian Prime Minister X": who is there to be told."""
    doc = clause.sentence.doc
    return any(t.lower_ == "visiting" for t in doc[max(clause.sentence.span.start, located.start - 1) : located.head])


def _where(verb: Token) -> bool:
    """ "Visited Kyiv on Tuesday, where he told X"."""
    return verb.dep_ == "relcl" and any(c.lower_ == "where" for c in verb.children)


def _went_to(verb: Token) -> bool:
    """ "Flew to Tel Aviv to brief X"."""
    known = triggers().verbs.get(verb.head.lemma_.lower())
    return verb.tag_ == "VB" and verb.dep_ in {"advcl", "xcomp"} and known is not None and known.kind == "visit"
