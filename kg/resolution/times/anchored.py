"""Expressions counted from another meeting: "a week after the Moscow trip", "the next day", "earlier that month"."""

from __future__ import annotations

import re

from kg.resolution.times import days
from kg.resolution.times.days import DAY, Interval
from kg.resolution.times.relative import shifted_exactly
from kg.resolution.times.rules import ABOUT, COUNT, UNIT, VAGUE_NUMBERS, WEEKDAY, Match, number

SLACK = {"day": 1, "week": 2, "fortnight": 2, "month": 0, "year": 0, "decade": 0}
"""Days to either side for "about a week before" and the like."""

_SHIFT = rf"(?:(?P<about>{ABOUT}) )?(?:(?P<count>{COUNT}|the) )?(?P<unit>{UNIT})s? (?P<side>earlier|later|before|after|behind|afterwards?|previously|prior(?: to)?|following)"
_NEXT = r"(?:on |in |during )?the (?:very )?(?P<next>next|following|previous|preceding|same|subsequent) (?P<next_unit>day|night|morning|evening|afternoon|week|month|year)"
_THAT = r"(?:(?P<part>earlier|later|late|early) )?(?:on |in )?(?:that|the) (?:same |very )?(?P<that_unit>day|night|morning|evening|afternoon|week|month|year)"
_WEEKDAY = rf"the (?P<which>following|next|previous|preceding) (?P<weekday>{WEEKDAY})"
_EVE = r"(?P<eve>(?:on )?the eve(?: of)?|(?:the )?(?:night|evening) before)"

ANCHORED = re.compile(rf"(?:{_SHIFT}|{_NEXT}|{_THAT}|{_WEEKDAY}|{_EVE})")
FINDER = re.compile(
    rf"(?<![^ ])(?P<span>{_SHIFT}|{_NEXT}|(?:earlier|later) (?:on |in )?(?:that|the) (?:same )?(?:day|week|month|year)"
    rf"|that (?:same |very )?(?:day|night|morning|evening|afternoon|week|month|year)|{_WEEKDAY}|(?:on )?the eve of"
    rf"|(?:the )?(?:night|evening) before)(?![^ ])".replace("?P<which>", "").replace("?P<weekday>", "")
)


def anchored(match: Match, anchor: Interval) -> Interval | None:
    """The days that an expression means when the meeting it is counted from was on the anchor's days."""
    if match["unit"]:
        return _shift(match, anchor)
    if match["next_unit"]:
        return _beside(anchor, match["next"], match["next_unit"])
    if match["that_unit"]:
        return _within(anchor, match["part"], match["that_unit"])
    if match["weekday"]:
        weekday = int(match["weekday"][1])
        if match["which"] in ("following", "next"):
            return days.day(days.weekday_on_or_after(anchor.last + DAY, weekday))
        return days.day(days.weekday_on_or_before(anchor.first - DAY, weekday))
    return days.day(anchor.first - DAY)


def _shift(match: Match, anchor: Interval) -> Interval | None:
    count, unit = match["count"] or "few", match["unit"]
    sign = -1 if match["side"] in ("earlier", "before", "previously", "prior", "prior to") else 1
    start = anchor.first if sign < 0 else anchor.last
    if any(word in count.split(" ") for word in VAGUE_NUMBERS):
        near, far = 2, 7 if unit == "day" else 4
        ends = sorted((shifted_exactly(start, sign * near, unit), shifted_exactly(start, sign * far, unit)))
        return Interval(ends[0].first, ends[1].last, ends[0].precision, approximate=True)
    found = shifted_exactly(start, sign * number(count), unit)
    if match["about"] or "couple" in count:
        slack = SLACK[unit] * DAY
        return found._replace(first=found.first - slack, last=found.last + slack, approximate=True)
    if unit in ("week", "day") and anchor.first != anchor.last and anchor.precision != "day":
        shift = sign * number(count) * (7 if unit == "week" else 1) * DAY
        return anchor._replace(first=anchor.first + shift, last=anchor.last + shift)
    return found._replace(approximate=anchor.approximate)


def _beside(anchor: Interval, which: str, unit: str) -> Interval:
    if unit not in ("week", "month", "year"):
        if which == "same":
            return anchor
        return days.day(anchor.first - DAY if which in ("previous", "preceding") else anchor.last + DAY)
    by = {"same": 0, "previous": -1, "preceding": -1}.get(which, 1)
    return days.shifted(anchor.first if by <= 0 else anchor.last, by, unit)


def _within(anchor: Interval, part: str | None, unit: str) -> Interval:
    if unit not in ("week", "month", "year"):
        return anchor
    whole = days.unit_around(anchor.first, unit)
    if part == "earlier":
        return whole._replace(last=max(anchor.first, whole.first))
    if part == "later":
        return whole._replace(first=min(anchor.last, whole.last))
    return days.third(whole, part) if part in ("early", "late") else whole
