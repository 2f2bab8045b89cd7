"""How surely two reports tell of one encounter: a table of named rules, each with a weight and its reasons.

A rule looks at two views and gives a value, mostly from -1 to 1, with the reason, or None when it has nothing to say.
The score is the sum of weight times value; ``ENOUGH`` of it merges. Weights and threshold were set on the series of
``examples/series.toml``; ``kg evaluate links`` measures them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt

from kg.linking.views import REMOTE, VISIT_SLACK, Sides, Spot, View, is_circle, same_person
from kg.model import Kind

ENOUGH = 0.6
"""Least score of two reports that are merged."""
ALMOST = 0.57
"""Least score by which an announcement without a day is laid to the only meeting it can have meant."""
UNNAMED = 0.6
"""What it says that one article names a side's people and the other only the side."""
SAME_CIRCLE = 0.8
"""The same where the two agree on three sides or more: that such a circle meets is rare."""
NOBODY_NAMED = 0.3
"""The same where that other article names nobody at all: two states have many talks besides those of their leaders."""
HANGER_ON = 0.34
"""How much a state counts that only one article has, nobody of it named, beside people whom both name."""
TALKS: frozenset[Kind] = frozenset({"meeting", "negotiation", "call"})
LOOSE: frozenset[Kind] = frozenset({"summit", "negotiation", "visit"})
"""Kinds whose parties an article often names in part only."""
SAME_PLACE_KM = 100
"""Cities this near to each other are told for one another: Jerusalem and Tel Aviv, Washington and Camp David."""
SAME_NEWS_DAYS = 3
PLANNED_AHEAD_DAYS = 45
"""How long before its day a meeting is announced, where the announcement gives no day."""

Finding = tuple[float, str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One consideration: its name, what it weighs, and how it looks at two views."""

    name: str
    weight: float
    compare: Callable[[View, View], Finding]


def parties(one: View, other: View) -> Finding:
    """The same people on both sides; a state stands for its people, but less surely; another side speaks against."""
    if one.kind == other.kind == "summit" and one.forums & other.forums:
        return 0.9, "a summit of the same forum"
    if one.circles & other.circles and _common_sides(one, other):
        return 0.8, "a summit with the same circle of leaders"
    loose = one.kind in LOOSE and other.kind in LOOSE
    strangers = one.strangers | other.strangers
    return _parties(one.sides, other.sides, one.helpers | other.helpers, strangers, loose=loose)


@lru_cache(maxsize=1 << 11)
def _parties(one: Sides, other: Sides, helpers: frozenset[str], strangers: frozenset[str], *, loose: bool) -> Finding:
    left, right = dict(one), dict(other)
    common = sorted(left.keys() & right.keys())
    values = _values(left, right, loose=loose)
    rest = [named for side, named in one if side not in right]
    for side, named in other:  # somebody who acts for another country, or for none, in the other article
        if side not in left and named:
            again = next((each for each in rest if _meet(each, named)), None)
            if again is not None:
                rest.remove(again)
                values.append(1.0)
    if sum(value > 0 for value in values) < 2:
        return -1.0, "not the same two sides"
    if min(values) < 0:
        return -1.0, "other people for one of the sides"
    alone = left.keys() ^ right.keys()
    total = len(left) + len(right) - float(len(values))
    if min(values) == 1:
        total -= (1 - HANGER_ON) * sum(not (left.get(side) or right.get(side)) for side in alone)
    if sum(side not in strangers for side in common) > 1:
        total = max(len(values), total - len(strangers & alone))
    extra = (total - len(values)) / total
    helping = all(side in helpers for side in alone)
    value = sum(values) / len(values) - (extra if loose or helping else min(1.0, 3 * extra))
    if extra:
        return value, "the same sides and others"
    if min(values) == 1:
        return value, "the same people"
    return value, "the same sides, not all of them named"


def _values(left: Mapping[str, frozenset[str]], right: Mapping[str, frozenset[str]], *, loose: bool) -> list[float]:
    """What each side says that both have."""
    common = sorted(left.keys() & right.keys())
    values = [_side(side, left[side], right[side], loose=loose) for side in common]
    if not loose and len(common) == 2 and values == [UNNAMED] * len(common):
        by_one = len({bool(left[side]) for side in common}) == 1
        return [NOBODY_NAMED if by_one else UNNAMED] * len(common)
    if len(common) > 2 and left.keys() == right.keys():
        return [SAME_CIRCLE if value == UNNAMED else value for value in values]
    return values


def _common_sides(one: View, other: View) -> bool:
    """Whether they have two sides in common, whoever is named."""
    return len({side for side, _ in one.sides} & {side for side, _ in other.sides}) > 1


def _side(side: str, one: frozenset[str], other: frozenset[str], *, loose: bool) -> float:
    if one and other:
        return 1.0 if _meet(one, other) else (0.4 if loose else -1.0)
    if one or other:
        return UNNAMED
    return 0.4 if side.startswith("group:") and not is_circle(side) else 0.75  # "world leaders" are others each time


def _meet(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether somebody is in both."""
    return not one.isdisjoint(other) or any(same_person(a, b) for a in one for b in other)


def days(one: View, other: View) -> Finding:
    """The same days, the surer the fewer they are; days next to each other speak against."""
    if one.first is None or other.first is None or one.last is None or other.last is None:
        return None
    if max(one.first, other.first) <= min(one.last, other.last):
        longest = max(one.last - one.first, other.last - other.first) + 1
        if longest == 1:
            return 1.0, "the same day"
        if (one.first, one.last) == (other.first, other.last) and longest <= 14:
            return 0.9, "the same days"
        return next(value for most, value in _OVERLAP if longest <= most), "days that overlap"
    if one.kind == other.kind == "visit" and max(one.slack, other.slack) <= VISIT_SLACK:
        return 0.4, "days of one visit"
    if one.slack or other.slack:
        near = max(one.first, other.first) - min(one.last, other.last) <= max(one.slack, other.slack)
        return 0.15 if near else 0.0, "days near each other, told as approximate"
    if one.news or other.news:
        remote = not REMOTE.isdisjoint((one.medium, other.medium))  # some call each other day after day
        return (-0.2 if remote else 0.1), "a day apart, the one taken from the publication"
    return -0.5, "a day apart"


_OVERLAP = ((2, 0.9), (4, 0.75), (8, 0.5), (31, 0.3), (10**6, 0.1))


def news(one: View, other: View) -> Finding:
    """Published together: the only tie of reports without a day, a small one of others."""
    if one.first is not None and other.first is not None:
        if one.published is None or other.published is None or one.published != other.published:
            return None
        return 0.6, "published on the same day"
    if one.first is None and other.first is None:
        if one.published is None or other.published is None:
            return None
        gap = abs(one.published - other.published)
        if one.planned != other.planned:
            ahead, told = (one, other) if one.planned else (other, one)
            early = (told.published or 0) - (ahead.published or 0)
            return (0.8, "announced before") if 0 <= early <= 2 * SAME_NEWS_DAYS else (-0.5, "not announced for then")
        return (1.0, "news of the same days") if gap <= SAME_NEWS_DAYS else (-0.5, "news of other days")
    undated, dated = (one, other) if one.first is None else (other, one)
    return _undated(undated, dated)


def _undated(undated: View, dated: View) -> Finding:
    if undated.published is None or dated.first is None or dated.last is None:
        return None
    after = undated.published - dated.last
    if undated.planned:
        ahead = dated.first - undated.published
        if dated.last - dated.first > SAME_NEWS_DAYS and ahead < 0 <= dated.last - undated.published:
            ahead = 0  # announced in March for March
        if not -1 <= ahead <= PLANNED_AHEAD_DAYS:
            return -0.5, "announced for another time"
        if undated.status in ("postponed", "cancelled"):
            if dated.planned and dated.published is not None and dated.published > undated.published:
                return -0.5, "announced after it was called off"
            return (1.0, "what was announced was called off") if dated.planned else (0.2, "called off before")
        return (1.0 if ahead <= 7 else 0.5 if ahead <= PLANNED_AHEAD_DAYS / 3 else 0.0), "announced shortly before"
    if undated.published - dated.first >= -1 and after <= SAME_NEWS_DAYS:
        return 1.0, "published in the days after"
    return None


def place(one: View, other: View) -> Finding:
    """The same city; another one speaks against, unless it is near."""
    if one.spot is None or other.spot is None:
        return None
    if apart(one.spot, other.spot):
        return -1.0, "another place"
    if one.spot.city and other.spot.city:
        return (1.0, "the same place") if one.spot.city == other.spot.city else (0.5, "places near each other")
    return 0.4, "the same country"


@lru_cache(maxsize=1 << 13)
def apart(one: Spot, other: Spot) -> bool:
    """Whether a meeting at the one place cannot have been at the other."""
    if one.country and other.country and one.country != other.country:
        return True
    if one.city is None or other.city is None or one.city == other.city:
        return False
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return True
    return _kilometres(one.latitude, one.longitude, other.latitude, other.longitude) > SAME_PLACE_KM


def _kilometres(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance (haversine), Earth's radius 6371 km."""
    a = sin(radians(lat2 - lat1) / 2) ** 2
    a += cos(radians(lat1)) * cos(radians(lat2)) * sin(radians(lon2 - lon1) / 2) ** 2
    return 2 * 6371 * asin(sqrt(a))


def kind(one: View, other: View) -> Finding:
    """The same kind of encounter; talks have many names. Summits of the same parties are rare, so that it says more."""
    if one.kind == other.kind == "summit" and {side for side, _ in one.sides} == {side for side, _ in other.sides}:
        return 2.5, "a summit of the same parties"
    if one.kind == other.kind:
        return 1.0, "the same kind"
    return (0.5, "kinds that go together") if {one.kind, other.kind} <= TALKS else (-0.5, "another kind")


def medium(one: View, other: View) -> Finding:
    """Both in person, or both by phone."""
    if _any_talk(one, other) or _any_talk(other, one):
        return -5.0, "talk that may have been any other"
    if "unknown" in (one.medium, other.medium):
        return None
    return (1.0, "the same medium") if one.medium == other.medium else (-0.5, "another medium")


def _any_talk(talk: View, met: View) -> bool:
    """Whether one only says that people talked, not when nor how: that is this meeting only in the news of its day."""
    if talk.kind != "call" or met.kind == "call" or talk.medium != "unknown" or talk.first is not None:
        return False
    if talk.published is None or met.first is None or met.last is None or (met.planned and not talk.planned):
        return True
    return not (met.last - met.first <= 1 and 0 <= talk.published - met.last < SAME_NEWS_DAYS)


def status(one: View, other: View) -> Finding:
    """Both held, or both still to come; a plan and its outcome go together too, but not held and called off."""
    if {one.status, other.status} == {"held", "cancelled"}:
        return -5.0, "held and called off"
    return (1.0, "the same status") if one.status == other.status else None


RULES = (
    Rule(name="parties", weight=0.5, compare=parties),
    Rule(name="days", weight=0.3, compare=days),
    Rule(name="news", weight=0.12, compare=news),
    Rule(name="place", weight=0.12, compare=place),
    Rule(name="kind", weight=0.04, compare=kind),
    Rule(name="medium", weight=0.03, compare=medium),
    Rule(name="status", weight=0.02, compare=status),
)
TOPIC_WEIGHT = 0.06
"""What the same topic weighs; it is compared apart, because reports that look alike otherwise share their topics."""


def score(one: View, other: View, *, topic: float = 0.0) -> float:
    """How alike two reports are, 0 to 1; ``topic`` is how alike their topics are, 0 to 1."""
    points = TOPIC_WEIGHT * topic
    for rule in RULES:
        found = rule.compare(one, other)
        if found is not None:
            points += rule.weight * found[0]
            if rule.compare is parties and found[0] <= 0:
                return 0.0
    return round(min(1.0, max(0.0, points)), 4)


def reasons(one: View, other: View, *, topic: float = 0.0) -> tuple[str, ...]:
    """What every rule had to say, with what it added to the score."""
    found = []
    for rule in RULES:
        finding = rule.compare(one, other)
        if finding is not None and finding[0]:
            found.append(_reason(rule.name, finding[1], rule.weight * finding[0]))
    if topic:
        found.append(_reason("topic", "words in common", TOPIC_WEIGHT * topic))
    return tuple(found)


@lru_cache(maxsize=1 << 12)
def _reason(name: str, finding: str, points: float) -> str:
    return f"{name}: {finding} ({points:+.2f})"  # kept, so that a million links share their words
