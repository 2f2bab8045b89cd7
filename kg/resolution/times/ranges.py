"""Rules for several days: "10-12 April", "from Monday to Wednesday", "a three-day visit that began Monday"."""

from __future__ import annotations

from dataclasses import replace

from kg.resolution.times import days
from kg.resolution.times.dates import DATE, Parts, date_of, parts
from kg.resolution.times.days import DAY, Interval
from kg.resolution.times.relative import NEAR_DAY, WEEKDAY_PHRASE
from kg.resolution.times.rules import DAY_NUMBER, MONTH, NAMED_DAY, YEARISH, Clock, Match, Rule, number, rule

TO = r"(?:-|to|through|thru|until|till|up to|- to)"
NEXT_YEAR = rf"(?: (?:, )?(?:of )?{YEARISH})?"
DAYS = rf"(?:(?:{NAMED_DAY} (?:, )?)?(?:the )?{DAY_NUMBER}(?: , {DAY_NUMBER}){{0,12}})"
POINT = rf"(?:{DATE}|{WEEKDAY_PHRASE}|{NEAR_DAY})"
_ENDS = r"(?=$| (?:[.,;:()]|in|at|on|with|to|for|by|when|during|where|under|after|before|as|and|between|that|which|while|amid|this|last|next)(?![^ ]))"


def _range(match: Match, clock: Clock) -> Interval | None:
    joint = match["to"] == "and" and not match.group().startswith("between")
    found = between(match["a"], match["b"], clock)
    if found is None or not joint:
        return found
    return found if (found.last - found.first).days <= match["a"].count(",") + 1 else found._replace(approximate=True)


def between(first: str, last: str, clock: Clock) -> Interval | None:
    """From one point to another, each filling what the other leaves out; None where the order is impossible."""
    if first[0] == "D" or last[0] == "D" or not (_is_date(first) or _is_date(last)):
        return _points(first, last, clock)
    a, b = parts(first.split(" , ")[0] if " , N" in first else first, clock), parts(last, clock)
    if a.day is None or b.day is None:
        return _points(first, last, clock)
    a, b = replace(a, month=a.month or b.month), replace(b, month=b.month or a.month)
    return _dates(a, b, clock)


def _is_date(symbols: str) -> bool:
    return any(word[0] in "MB" and word[1:].isdigit() for word in symbols.split(" "))


def _dates(a: Parts, b: Parts, clock: Clock) -> Interval | None:
    if a.month is None or b.month is None or a.day is None or b.day is None:
        return None
    turns = (b.month, b.day) < (a.month, a.day)
    if b.year is not None and a.year is None:
        a = replace(a, year=b.year - turns, full=b.full)
    if a.year is None and clock.tense != "past":  # what is still to come may have begun: its end decides
        coming = date_of(b, clock)
        a = replace(a, year=coming.first.year - turns) if coming else a
    begin = date_of(a, clock)
    if begin is None:
        return None
    year = b.year if b.year is not None else begin.first.year + turns
    end = date_of(replace(b, year=year, full=a.full), clock)
    if end is None or end.first < begin.first:
        return None
    return begin._replace(last=end.last, approximate=begin.approximate or end.approximate)


def _points(first: str, last: str, clock: Clock) -> Interval | None:
    begin = clock.days(first, clock)
    if begin is None:
        return None
    weekday = next((word for word in last.split(" ") if word[0] == "W" and word[1:].isdigit()), None)
    if weekday and not _is_date(last) and "week" not in last:
        end = days.day(days.weekday_on_or_after(begin.last, int(weekday[1])))
    else:
        found = clock.days(last, clock)
        if found is None:
            return None
        end = found
    if end.last < begin.first:
        return None
    return begin._replace(last=end.last, stated=begin.stated and end.stated)


def _months(match: Match, clock: Clock) -> Interval | None:
    a, b = parts(match["a"], clock), parts(match["b"], clock)
    if a.month is None or b.month is None:
        return None
    turns = b.month < a.month
    if b.year is not None:
        year = a.year if a.year is not None else b.year - turns
        first, last = days.month(year, a.month), days.month(b.year, b.month)
    else:
        first = (
            days.month(a.year, a.month)
            if a.year
            else days.nearest_month(a.month, published=clock.today, tense=clock.tense)
        )
        last = days.month(first.first.year + turns, b.month)
    return None if last.last < first.first else first._replace(last=last.last, stated=b.full)


def _years(match: Match, clock: Clock) -> Interval | None:
    first, last = number(match["a"]), number(match["b"])
    return None if last < first else days.year(first, stated=True)._replace(last=days.year(last).last)


def _lasting(match: Match, clock: Clock) -> Interval | None:
    """ "For three days from Monday": Monday to Wednesday."""
    start, count = clock.days(match["of"], clock), number(match["count"])
    if start is None or count < 1:
        return None
    count *= 7 if match["unit"] == "week" else 1
    return start._replace(last=start.first + (count - 1) * DAY)


_BEGINNING = r"(?:from|beginning|starting|commencing|(?:that|which) (?:began|begins|starts|started|opens|opened)|began|begins|starts|started|will (?:begin|start)|due to (?:begin|start))"

RANGE_RULES: tuple[Rule, ...] = (
    rule("days of a month", rf"(?:from |between )?(?P<a>{DAYS}) (?P<to>{TO}|and) (?P<b>{DATE})", _range, hours=True),
    rule(
        "month and days",
        rf"(?:from |between )?(?P<a>(?:{NAMED_DAY} (?:, )?)?{MONTH} (?:the )?{DAY_NUMBER}(?: , {DAY_NUMBER}){{0,12}}) (?P<to>{TO}) (?P<b>(?:{NAMED_DAY} (?:, )?)?(?:the )?{DAY_NUMBER}{NEXT_YEAR})",
        _range,
    ),
    rule(
        "month and two days",
        rf"(?:between )?(?P<a>(?:{NAMED_DAY} (?:, )?)?{MONTH} (?:the )?{DAY_NUMBER}(?: , {DAY_NUMBER}){{0,12}})(?: ,)? (?P<to>and|&) (?P<b>(?:{NAMED_DAY} (?:, )?)?{DAY_NUMBER}{NEXT_YEAR})",
        _range,
        after=_ENDS,
    ),
    rule("dates", rf"(?:from |between )?(?P<a>{DATE}) (?P<to>{TO}) (?P<b>{POINT})", _range),
    rule("between dates", rf"between (?P<a>{DATE}|{DAYS}) (?P<to>and) (?P<b>{POINT})", _range),
    rule("weekdays", rf"(?:from |between )?(?P<a>{WEEKDAY_PHRASE}|{NEAR_DAY}) (?P<to>{TO}) (?P<b>{POINT})", _range),
    rule(
        "two weekdays",
        rf"(?:between |both )?(?P<a>{WEEKDAY_PHRASE}|{NEAR_DAY})(?: ,)? (?P<to>and|&)(?: on)? (?P<b>{WEEKDAY_PHRASE}|{NEAR_DAY})",
        _range,
    ),
    rule(
        "months",
        rf"(?:from |between )?(?P<a>{MONTH}{NEXT_YEAR}) (?P<to>{TO}) (?P<b>{MONTH}{NEXT_YEAR})",
        _months,
        after="(?! N)",
    ),
    rule(
        "between months",
        rf"between (?P<a>{MONTH}{NEXT_YEAR}) (?P<to>and) (?P<b>{MONTH}{NEXT_YEAR})",
        _months,
        after="(?! N)",
    ),
    rule("years", r"(?:from |between )(?P<a>Y\d{4}) (?P<to>and|to|-|until|through) (?P<b>Y\d{4})", _years),
    rule("span of years", r"(?P<a>Y\d{4}) (?P<to>-) (?P<b>Y\d{4})", _years),
    rule(
        "lasting",
        rf"(?:for )?(?:an? )?(?P<count>[Nn]\d+|a) (?:- )?(?P<unit>day|week)s?(?: - long| long)?(?: (?!and )[a-z]+){{0,3}} {_BEGINNING}(?: on| from)? (?P<of>{POINT})",
        _lasting,
    ),
)
