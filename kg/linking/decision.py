"""Whether two reports of different articles tell of one encounter, and how surely."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from kg.model import Kind, Participation, Report

NEAR_DAYS = 1
"""Days that two reports' intervals may miss each other: time zones and "late on Monday"."""
SAME_NEWS_DAYS = 3
"""Days between two publications that can be one piece of news, for reports whose own date is unknown."""
ENOUGH = 0.5
"""Least score of a pair that is merged."""
TALKS: frozenset[Kind] = frozenset({"meeting", "negotiation", "call"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A report with what linking compares."""

    report: Report
    published: dt.date | None
    sides: frozenset[str]

    @property
    def first(self) -> dt.date | None:
        return self.report.when.first

    @property
    def last(self) -> dt.date | None:
        return self.report.when.last


def side(party: Participation) -> str:
    """What a party is compared by: the person or organization, and for a state or its unnamed holder the country."""
    if party.actor.kind in {"state", "group"} and party.country:
        return f"state:{party.country.lower()}"
    return party.actor.id


def contradict(one: Candidate, other: Candidate) -> str | None:
    """Why two reports cannot be one meeting; None when nothing speaks against it."""
    a, b = one.report, other.report
    if a.document == b.document:
        return "one article tells them apart"
    if (a.kind == "visit") != (b.kind == "visit"):
        return "a visit is not the meeting inside it"
    if (a.kind == "summit") != (b.kind == "summit"):
        return "a summit is not the bilateral beside it"
    if {a.medium, b.medium} == {"phone", "in_person"} or {a.medium, b.medium} == {"video", "in_person"}:
        return f"{a.medium} and {b.medium}"
    if a.place and b.place and a.place.country and b.place.country and a.place.country != b.place.country:
        return "different countries"
    if one.first and one.last and other.first and other.last:
        gap = max((one.first - other.last).days, (other.first - one.last).days)
        return "different days" if gap > NEAR_DAYS else None
    if one.published and other.published and abs((one.published - other.published).days) <= SAME_NEWS_DAYS:
        return None
    return "no common time"


def score(one: Candidate, other: Candidate) -> float:
    """How alike two reports are, 0..1: the parties above all, then days, place, kind and standing."""
    common = len(one.sides & other.sides)
    if common < 2:
        return 0.0
    parties = common / min(len(one.sides), len(other.sides))
    breadth = common / len(one.sides | other.sides)
    same_days = one.first is not None and one.first == other.first and one.last == other.last
    a, b = one.report, other.report
    place = a.place is not None and b.place is not None and a.place.name == b.place.name
    kind = a.kind == b.kind or {a.kind, b.kind} <= TALKS
    points = (
        0.45 * parties + 0.25 * breadth + 0.1 * same_days + 0.1 * place + 0.05 * kind + 0.05 * (a.status == b.status)
    )
    return round(points, 6)
