"""Entries of schedules: "10.00 Meeting with X" under "Monday 5 October", whose owner stands in the title."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extractors.lexicon import NounTrigger
from kg.extractors.sides import sides_of
from kg.extractors.sight import Clause, sighting
from kg.extractors.standing import Standing
from kg.language.located import Located, Sentence
from kg.model import PlacePhrase, Sighting, TimePhrase

if TYPE_CHECKING:
    from spacy.tokens import Token

FOLLOWED = frozenset({"followed", "ahead", "before", "after"})
"""Behind them an entry tells of something else: "followed by a press conference with Y"."""
SPEECHES = frozenset({"press", "statement", "statements", "speech", "remarks", "interview", "photo"})


def owner_of_schedule(sentences: Sequence[Sentence]) -> Located | None:
    """Whose schedule it is: the first of the titles who is somebody."""
    if not any(s.passage.kind == "entry" for s in sentences):
        return None
    named = (m for s in sentences if s.is_title for m in s.mentions if not m.mention.doubtful)
    return next((m for m in named if m.mention.kind in {"person", "description"}), None)


def sight_entry(clause: Clause, noun: Token, trigger: NounTrigger) -> Iterator[Sighting]:
    """The meeting that a line of a schedule names; the owner is there unless its words name both sides."""
    owner, sides = clause.owner, sides_of(clause, noun, trigger)
    if noun.i > clause.sentence.span.start and noun.nbor(-1).lower_ in SPEECHES:
        return
    end = next((t.i for t in clause.sentence.span if t.i > noun.i and t.lower_ in FOLLOWED), clause.sentence.span.end)
    found = [m for m in sides.everybody if m.start < end]
    between = any(m.end <= noun.i for m in found) and len(found) > 1
    if owner is not None and not between:
        found = [owner, *found]
    if len(found) < 2:
        return
    yield sighting(
        clause,
        noun,
        family=trigger.family,
        kind=trigger.kind,
        medium=trigger.medium,
        parties=[(m, "participant") for m in found],
        said=Standing(status="planned", tense="future"),
        confidence=0.8,
    )


def placed(found: Sighting, sentence: Sentence) -> Sighting:
    """What an entry tells, on the day and at the place of the lines it stands under."""
    day, stop = sentence.passage.day, sentence.passage.stop
    times = (TimePhrase(span=day, tense="future"),) if day is not None else found.times
    places = found.places or ((PlacePhrase(span=stop),) if stop is not None else ())
    return replace(found, times=times, places=places, background=False, anaphoric=False)
