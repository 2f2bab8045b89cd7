"""Times: the expressions of news found in a text and turned into days.

Pure functions on text. The conventions: a weekday in the past tense is the last such day up to and including
publication, otherwise the next one from publication on; "last week" and "two weeks ago" are ISO weeks; "this month"
is the whole month; "summer" is June to August; "early", "mid" and "late" are thirds. Nothing is counted from today:
without a publication date whatever needs one stays unresolved, its words kept.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from kg.model import Basis, Tense, When
from kg.resolution.times.anchored import ANCHORED, anchored
from kg.resolution.times.anchored import FINDER as ANCHORED_FINDER
from kg.resolution.times.dates import DATE_RULES
from kg.resolution.times.days import DAY, Interval
from kg.resolution.times.ranges import RANGE_RULES
from kg.resolution.times.reading import GATE, Reading, read
from kg.resolution.times.relative import RELATIVE_RULES
from kg.resolution.times.rules import OCLOCK, PART_OF_DAY, Clock, NeedsPublication, number

__all__ = ["duration", "find_times", "is_relative", "resolve_relative", "resolve_time", "with_duration"]

RULES = (*RANGE_RULES, *DATE_RULES, *RELATIVE_RULES)
LONGEST_EXPRESSION = 200
"""Characters; a longer phrase is searched for the expressions in it."""

_LEADING = re.compile(
    rf"(?:on|in|at|during|over|throughout|of|for|from|the|a|, |early|late|{OCLOCK}(?: ,)?|(?:the )?{PART_OF_DAY}(?: of)?) "
)
_TRAILING = re.compile(rf"(?: (?:at |, |in the )?(?:{OCLOCK}|{PART_OF_DAY})| [.,;:])$")
_DURATION = re.compile(
    r"(?<![^ ])(?P<count>[nN]\d{1,2}|an?)(?: -)? (?P<unit>day|week)s?(?: - long| long)?"
    r"(?! ago| before| after| later| earlier| from now|s? old)(?![^ ])"
)


def find_times(text: str) -> tuple[tuple[int, int], ...]:
    """Offsets (start, end) of the time expressions in a sentence or passage: the longest, without overlaps.

    Prepositions stay outside ("on", "in", "from"), except where they change the meaning ("since Monday",
    "by Friday", "after 12 April"). A duration ("for five hours") is no time expression.
    """
    if not GATE.search(text.lower()):
        return ()
    reading = read(text)
    spans = {match.span("span") for rule in RULES for match in rule.finder.finditer(reading.line)}
    spans |= {match.span("span") for match in ANCHORED_FINDER.finditer(reading.line)}
    found: list[tuple[int, int]] = []
    for first, last in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not found or first > found[-1][1]:
            found.append((first, last))
    return tuple(_offsets(reading, first, last) for first, last in found)


def _offsets(reading: Reading, first: int, last: int) -> tuple[int, int]:
    return reading.offsets(first, last)


def resolve_time(
    expression: str, *, published: dt.date | None, tense: Tense = "past", country: str | None = None
) -> When:
    """The days that an expression of an article means.

    ``published`` is the article's date, ``tense`` that of the clause, ``country`` (ISO alpha-2) the publisher's,
    for the order of day and month in figures. Unresolved (expression kept) when the words mean no day that can be
    known, when they are counted from another meeting (see resolve_relative), or from a missing publication date.
    """
    clock = Clock(published=published, tense=tense, country=country, days=_days)
    found = _guarded(_symbols(expression), clock)
    if found is None:
        return When(expression=expression)
    return _when(found, expression, "stated" if found.stated else "publication")


def _symbols(expression: str) -> str:
    line = read(expression[:LONGEST_EXPRESSION]).line
    return line.removesuffix(" ' s").removesuffix(" '")


def _guarded(line: str, clock: Clock) -> Interval | None:
    """The days of an expression, None too where publication is needed or the calendar ends (years 1 to 9999)."""
    try:
        return _days(line, clock) or (None if _one_expression(line) else _inside(line, clock))
    except (NeedsPublication, OverflowError, ValueError):
        return None


def _days(line: str, clock: Clock) -> Interval | None:
    """The first rule that reads the whole line, then without its outer words ("on", "at 10 a.m.")."""
    while line:
        for rule in RULES:
            match = rule.pattern.fullmatch(line)
            if match and (found := rule.resolve(match, clock)):
                return found
        if any(rule.pattern.fullmatch(line) for rule in RULES) or ANCHORED.fullmatch(line):
            return _days_of_publication(line, clock)
        shorter = _shorter(line)
        if shorter == line:
            return None
        line = shorter
    return None


def _one_expression(line: str) -> bool:
    """Whether the line without its outer words is a single expression, whether its days can be known or not."""
    while line:
        if ANCHORED.fullmatch(line) or any(rule.pattern.fullmatch(line) for rule in RULES):
            return True
        shorter = _shorter(line)
        if shorter == line:
            return False
        line = shorter
    return False


def _shorter(line: str) -> str:
    """The line without one outer word or time of day."""
    return _TRAILING.sub("", line) if _TRAILING.search(line) else _LEADING.sub("", line, count=1)


def _days_of_publication(line: str, clock: Clock) -> Interval | None:
    """ "Earlier in the day" is publication day unless the article ties it to another meeting."""
    if re.fullmatch(r"(?:earlier|later) (?:on |in )?the day", line):
        return Interval(clock.today, clock.today)
    return None


def _inside(line: str, clock: Clock) -> Interval | None:
    """The first expression inside a longer phrase that has a meaning."""
    spans = sorted(
        {match.span("span") for rule in RULES for match in rule.finder.finditer(line)},
        key=lambda span: (span[0], -span[1]),
    )
    for first, last in spans:
        if last - first < len(line) and (found := _days(line[first:last], clock)):
            return found
    return None


def _when(found: Interval, expression: str, basis: Basis) -> When:
    return When(
        first=found.first,
        last=found.last,
        precision=found.precision,
        expression=expression,
        basis=basis,
        approximate=found.approximate,
    )


def is_relative(expression: str) -> bool:
    """Whether the words are counted from another meeting ("a week after", "the next day", "earlier that month")."""
    return ANCHORED.match(_symbols(expression)) is not None


def resolve_relative(expression: str, *, anchor: When) -> When:
    """The days of an expression counted from a meeting whose time is ``anchor``; basis "meeting".

    Unresolved when the anchor is, or when the words are not counted from a meeting.
    """
    match = ANCHORED.match(_symbols(expression))
    if match is None or anchor.first is None or anchor.last is None:
        return When(expression=expression)
    base = Interval(anchor.first, anchor.last, anchor.precision, approximate=anchor.approximate)
    try:
        found = anchored(match, base)
    except (OverflowError, ValueError):  # the calendar ends at the years 1 and 9999
        return When(expression=expression)
    return When(expression=expression) if found is None else _when(found, expression, "meeting")


def duration(text: str) -> int | None:
    """The days something lasted by its words ("three-day visit", "for two weeks"), or None."""
    match = _DURATION.search(read(text).line)
    if match is None:
        return None
    return number(match["count"]) * (7 if match["unit"] == "week" else 1) or None


def with_duration(when: When, days: int) -> When:
    """A meeting that began on a day and lasted so many days: "three-day visit that began Monday".

    Unchanged when the beginning is unknown, is already an interval, or the number is below two.
    """
    if when.first is None or when.first != when.last or days < 2 or days > 366:
        return when
    if (dt.date.max - when.first).days < days:
        return when
    return replace(when, last=when.first + (days - 1) * DAY)
