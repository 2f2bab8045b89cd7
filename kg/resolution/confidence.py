"""How sure a report is of its meeting: a small table of reasons, each with the points it is worth.

The points add up to log-odds: 0 is even, 2.2 nine in ten. They were measured on annotated articles, so that of the
reports given 0.8 about four in five are of a meeting that is really told, and rounded to fifths.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from kg.model import Participation
from kg.resolution.encounters import Encounter

BASE = 1.4
"""Points of a report with no reason for or against it: four in five."""
EARLY_SENTENCES = 6
"""Sentences, titles among them, in which an article tells its news."""
WEAK = 0.5
"""Confidence of phrases that tell of a meeting only in some contexts ("discussed", "arrived in")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the reasons look at: the phrases of one encounter, and the parties of its report."""

    encounter: Encounter
    parties: tuple[Participation, ...]
    dated: bool
    """Whether the day is known."""

    def people(self) -> int:
        return sum(party.actor.kind == "person" for party in self.parties)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Something that makes a report more or less believable."""

    words: str
    points: float
    holds: Callable[[Told], bool]


def _two_people(told: Told) -> bool:
    return told.people() >= 2


def _nobody_named(told: Told) -> bool:
    return told.people() == 0


def _only_weak_words(told: Told) -> bool:
    return all(d.sighting.confidence <= WEAK for d in told.encounter.drafts)


def _only_pointed_to(told: Told) -> bool:
    return all(d.sighting.anaphoric for d in told.encounter.drafts)


def _told_again(told: Told) -> bool:
    return len(told.encounter.drafts) > 1


def _is_dated(told: Told) -> bool:
    return told.dated


def _is_call(told: Told) -> bool:
    return told.encounter.kind == "call"


def _is_summit(told: Told) -> bool:
    return told.encounter.kind == "summit"


def _host_is_guessed(told: Told) -> bool:
    return any(party.actor.kind == "state" and not party.evidence for party in told.parties)


def _organization(told: Told) -> bool:
    return any(party.actor.kind in {"organization", "group"} for party in told.parties)


def _told_early(told: Told) -> bool:
    return told.encounter.lead.sentence < EARLY_SENTENCES


REASONS = (
    Reason(words="two people are named", points=0.6, holds=_two_people),
    Reason(words="nobody is named", points=-0.8, holds=_nobody_named),
    Reason(words="only words tell of it that often mean something else", points=-1.4, holds=_only_weak_words),
    Reason(words="it is only pointed back to", points=-0.4, holds=_only_pointed_to),
    Reason(words="several phrases tell of it", points=0.2, holds=_told_again),
    Reason(words="its day is known", points=0.6, holds=_is_dated),
    Reason(words="it is a call", points=0.2, holds=_is_call),
    Reason(words="it is a summit", points=-0.2, holds=_is_summit),
    Reason(words="the host is known only by the place", points=-0.6, holds=_host_is_guessed),
    Reason(words="a party is an organization or a group", points=-0.6, holds=_organization),
    Reason(words="the article tells it early", points=0.6, holds=_told_early),
)


def reasons_for(told: Told) -> tuple[Reason, ...]:
    """The reasons that hold, in the order of the table."""
    return tuple(reason for reason in REASONS if reason.holds(told))


def confidence(told: Told) -> float:
    """How sure a report is, 0..1, rounded to two digits."""
    return believed(sum(reason.points for reason in reasons_for(told)))


def believed(points: float) -> float:
    """Points on top of the base as a share of reports that are right."""
    return round(1 / (1 + math.exp(-(BASE + points))), 2)
