"""How sure a report is of its meeting: a small table of reasons, each with the points it is worth.

The points add up to log-odds: 0 is even, 2.2 nine in ten. They are data, ``confidence.toml``: ``kg evaluate
calibration --fit`` measures them on annotated articles, so that of the reports given 0.8 about four in five are of a
meeting that is really told. A reason counts beside all the others: what two of them tell alike is shared between them.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kg.model import Report
from kg.resolution.encounters import Encounter

WEAK = 0.5
"""Confidence of phrases that tell of a meeting only in some contexts ("discussed", "arrived in")."""
QUOTATION_MARKS = ('"', "“")
SURE_NAME = 0.8
"""Score of a name that is written as somebody's; repaired and guessed ones are below."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A report and the phrases of the article that it was made of."""

    encounter: Encounter
    report: Report
    alone: bool
    """Whether the article tells of no other meeting that counts."""
    body_silent: bool
    """Whether only the headline tells of any meeting, so that it need not be told again below."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Something that makes a report more or less believable."""

    name: str
    """Key of its points in the data file."""
    words: str
    holds: Callable[[Told], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What the reasons are worth, in log-odds."""

    base: float
    """Points of a report with no reason for or against it."""
    points: Mapping[str, float]
    """By the name of the reason."""


def _two_officials(told: Told) -> bool:
    known = [p for p in told.report.participants if p.actor.kind == "person" and p.actor.posts]
    return len(known) >= 2


def _nobody_named(told: Told) -> bool:
    return all(party.actor.kind != "person" for party in told.report.participants)


def _said_when(told: Told) -> bool:
    return told.report.when.first is not None and told.report.when.expression is not None


def _only_meeting(told: Told) -> bool:
    return told.alone


def _part_of_another(told: Told) -> bool:
    return told.report.part_of is not None


def _only_weak_words(told: Told) -> bool:
    return all(d.sighting.confidence <= WEAK for d in told.encounter.drafts)


def _only_pointed_to(told: Told) -> bool:
    return all(d.sighting.anaphoric for d in told.encounter.drafts)


def _only_in_headline(told: Told) -> bool:
    return not told.body_silent and all(d.sighting.trigger.field == "title" for d in told.encounter.drafts)


def _beside_quotation(told: Told) -> bool:
    return any(mark in told.encounter.lead.sighting.sentence.quote for mark in QUOTATION_MARKS)


def _only_proposed(told: Told) -> bool:
    return told.report.status == "proposed"


def _without_country(told: Told) -> bool:
    return any(party.country is None for party in told.report.participants)


def _name_unsure(told: Told) -> bool:
    return any(party.confidence < SURE_NAME for party in told.report.participants)


REASONS = (
    Reason(name="officials", words="two people are known office-holders", holds=_two_officials),
    Reason(name="nobody", words="nobody is named", holds=_nobody_named),
    Reason(name="dated", words="the text says when it was", holds=_said_when),
    Reason(name="alone", words="the article tells of no other meeting", holds=_only_meeting),
    Reason(name="part", words="it is part of a visit or summit that is told too", holds=_part_of_another),
    Reason(name="weak", words="only words tell of it that often mean something else", holds=_only_weak_words),
    Reason(name="pointed", words="it is only pointed back to", holds=_only_pointed_to),
    Reason(name="headline", words="only the headline tells of it, the text of others", holds=_only_in_headline),
    Reason(name="quotation", words="it is first told beside somebody's own words", holds=_beside_quotation),
    Reason(name="proposed", words="it is only proposed", holds=_only_proposed),
    Reason(name="stateless", words="a party acts for no known country", holds=_without_country),
    Reason(name="name", words="a party is known by a repaired or uncertain name", holds=_name_unsure),
)


@cache
def shipped_weights() -> Weights:
    """The points of the data file, as fitted."""
    data = tomllib.loads(files("kg.resolution").joinpath("confidence.toml").read_text(encoding="utf-8"))
    return Weights(base=data["base"], points=data["points"])


def reasons_for(told: Told) -> tuple[Reason, ...]:
    """The reasons that hold, in the order of the table."""
    return tuple(reason for reason in REASONS if reason.holds(told))


def confidence(told: Told) -> float:
    """How sure a report is, 0..1, rounded to two digits."""
    return believed((reason.name for reason in reasons_for(told)), shipped_weights())


def believed(reasons: Iterable[str], weights: Weights) -> float:
    """The share of reports with those reasons (by name) that are right; never none or all of them."""
    points = weights.base + sum(weights.points[name] for name in reasons)
    return min(max(round(1 / (1 + math.exp(-points)), 2), 0.01), 0.99)
