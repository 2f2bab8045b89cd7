"""Rules for dates, months, seasons and years, whole or in part: "Tuesday April 12, 2022", "early April"."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kg.resolution.times import days
from kg.resolution.times.days import DAY, Interval
from kg.resolution.times.rules import (
    DAY_NUMBER,
    MONTH,
    NAMED_DAY,
    YEARISH,
    Clock,
    Match,
    Rule,
    number,
    rule,
)

MONTH_FIRST = frozenset({"US", "PH", "PR", "GU", "FM", "MH", "PW"})
"""Countries that write 04/17/2025; all others write the day first (Unicode CLDR, short date formats)."""

_DAY_BEFORE = rf"(?:the (?:preceding|previous|following|next) )?{NAMED_DAY} (?:, )?"
OF_YEAR = rf"(?: (?:, )?(?:of |in )?{YEARISH})?"
DAY_MONTH = rf"(?:{_DAY_BEFORE})?(?:the )?{DAY_NUMBER} (?:- |of )?{MONTH}(?: - Y\d{{4}}|{OF_YEAR})(?: [(,] {NAMED_DAY}(?: \))?)?"
MONTH_DAY = rf"(?:{_DAY_BEFORE})?{MONTH} (?:the )?{DAY_NUMBER}{OF_YEAR}(?: [(,] {NAMED_DAY}(?: \))?)?"
DATE = rf"(?:{DAY_MONTH}|{MONTH_DAY}|(?:{NAMED_DAY} (?:, )?)?(?:D[\d-]+|S[\d/.]+))"
SEASON = r"(?:spring|summer|autumn|fall|winter)"
WHICH = r"(?:last|next|this past|this coming|this|the coming|the past)"
SURE_MONTH = r"(?:M1|M2|M7|M9|M10|M11|M12)"
MONTH_OF_YEAR = rf"(?:{MONTH}{OF_YEAR}|{WHICH} {MONTH}(?! {DAY_NUMBER}))"
WHOLE = (
    rf"(?:{MONTH_OF_YEAR}|(?:the year )?Y\d{{4}}|{WHICH} (?:week|month|year)|the (?:week|month|year)"
    rf"|{WHICH} {SEASON}|(?:the )?{SEASON}{OF_YEAR})"
)
MONTH_CUE = (
    r"(?:in|last|this|next|early|late|mid|mid -|since|until|till|end of|beginning of|start of|middle of|during|"
    r"throughout|by|for|around|of|from|before|after) "
)
NOT_A_PERSON = r"(?! (?:W\d|has|had|is|was|said|says|told|will|would|' s (?:government|deal|party|office|visit|trip|spokes[a-z]+)))"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The parts of a date that the text gives."""

    weekday: int | None = None
    day: int | None = None
    month: int | None = None
    year: int | None = None
    full: bool = False
    """True when the year is given in figures."""


def parts(symbols: str, clock: Clock) -> Parts:
    """The parts of a date in symbols; needs the publication date for "last year"."""
    found = Parts()
    words = symbols.split(" ")
    for place, word in enumerate(words):
        if word[0] in "WA" and word[1:].isdigit():
            found = replace(found, weekday=int(word[1:]))
        elif word[0] in "MB":
            found = replace(found, month=number(word))
        elif word[0] in "NO":
            found = replace(found, day=number(word))
        elif word[0] == "Y":
            found = replace(found, year=number(word), full=True)
        elif word == "year":
            found = replace(found, year=_relative_year(words[place - 1], clock))
    return found


def _relative_year(word: str, clock: Clock) -> int:
    return clock.today.year + {"last": -1, "previous": -1, "next": 1, "following": 1}.get(word, 0)


def date_of(found: Parts, clock: Clock) -> Interval | None:
    """The day that date parts mean."""
    if found.day is None or found.month is None:
        return None
    if found.year is not None:
        value, agrees = days.day_of_year(found.year, found.month, found.day), True
        if value is not None and found.weekday is not None:
            agrees = value.isoweekday() == found.weekday
    else:
        nearest = days.nearest_day(
            found.month, found.day, published=clock.today, tense=clock.tense, weekday=found.weekday
        )
        value, agrees = nearest or (None, True)
    return None if value is None else Interval(value, value, "day", found.full, approximate=not agrees)


def _date(match: Match, clock: Clock) -> Interval | None:
    symbols = match.group()
    for word in symbols.split(" "):
        if word[0] == "D":
            year, month, day = map(int, word[1:].split("-"))
            return date_of(Parts(year=year, month=month, day=day, full=True), clock)
        if word[0] == "S":
            return _figures(word[1:], clock)
    return date_of(parts(symbols, clock), clock)


def _figures(figures: str, clock: Clock) -> Interval | None:
    """04/17/2025 by the order of the publisher's country; with unknown country the order that lies nearer."""
    first, second, third = figures.replace(".", "/").split("/")
    if len(first) == 4:
        return date_of(Parts(year=int(first), month=int(second), day=int(third), full=True), clock)
    year = int(third) if len(third) == 4 else 2000 + int(third) - (100 if int(third) >= 70 else 0)
    if len(third) == 3 or len(first) == 3:
        return None
    orders = [(int(second), int(first)), (int(first), int(second))]
    if clock.country in MONTH_FIRST and "/" in figures:
        orders.reverse()
    values = [value for month, day in orders if year and (value := days.day_of_year(year, month, day))]
    if not values:
        return None
    if len(set(values)) == 1 or clock.country or "." in figures:
        return days.day(values[0], stated=True)
    if clock.published is None:
        return None
    nearer = min(values, key=lambda value: abs((value - clock.today).days))
    return days.day(nearer, stated=True)._replace(approximate=True)


def _day_of_month(match: Match, clock: Clock) -> Interval | None:
    day, which = number(match["day"]), match["which"]
    if which:
        month = days.shifted_month(clock.today, {"last": -1, "next": 1}.get(which, 0)).first
        value = days.day_of_year(month.year, month.month, day)
        return days.day(value) if value else None
    step = -1 if clock.tense == "past" else 1
    for by in (0, 1, 2):
        month = days.shifted_month(clock.today, step * by).first
        value = days.day_of_year(month.year, month.month, day)
        if value and (value <= clock.today + DAY if step < 0 else value >= clock.today - DAY):
            return days.day(value)
    return None


def _month(match: Match, clock: Clock) -> Interval | None:
    found = parts(match.group(), clock)
    if found.month is None or not 1 <= found.month <= 12:
        return None
    if found.year is not None:
        return days.month(found.year, found.month, stated=found.full)
    return _which(match.group().split(" ")[0], clock, found.month)


def _which(word: str, clock: Clock, value: int) -> Interval:
    """The month that "last November", "this November", "next November" or "November" means."""
    today = clock.today
    if word == "last":
        return days.month(today.year - (value >= today.month), value)
    if word == "next":
        return days.month(today.year + (value <= today.month), value)
    if word == "this" and (clock.tense == "past") == (value <= today.month):
        return days.month(today.year, value)
    return days.nearest_month(value, published=today, tense=clock.tense)


def _year(match: Match, clock: Clock) -> Interval | None:
    return days.year(int(match["year"]), stated=True)


def _decade(match: Match, clock: Clock) -> Interval | None:
    year = int(match["year"])
    third = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get(match["part"] or "", (0, 9))
    first, last = days.year(year + third[0]), days.year(year + third[1])
    return first._replace(last=last.last, stated=True, approximate=match["part"] is not None)


def _season(match: Match, clock: Clock) -> Interval | None:
    found, name, which = parts(match.group(), clock), match["season"], match["which"] or ""
    if found.year is not None:
        return days.season(name, found.year, stated=found.full)
    if which in ("last", "the past", "this past"):
        return days.season_beside(name, published=clock.today, by=-1)
    if which in ("next", "the coming", "this coming"):
        return days.season_beside(name, published=clock.today, by=1)
    return days.nearest_season(name, published=clock.today, tense=clock.tense)


PARTS_OF = {
    "early": "early", "beginning": "early", "start": "early", "opening": "early",
    "mid": "mid", "middle": "mid", "late": "late", "end": "late", "close": "late",
}  # fmt: skip


def _third(match: Match, clock: Clock) -> Interval | None:
    whole = clock.days(match["whole"], clock)
    return days.third(whole, PARTS_OF[match["part"]]) if whole else None


def _fraction(match: Match, clock: Clock) -> Interval | None:
    whole, unit = clock.days(match["of"], clock), match["unit"]
    if whole is None:
        return None
    if unit in ("half", "quarter"):
        return days.fraction(whole, number(match["number"]), 2 if unit == "half" else 4)
    length = {"week": 7, "days": 3, "weekend": 2, "fortnight": 14}[unit]
    if match["number"] == "last":
        return whole._replace(
            first=whole.last - (length - 1) * DAY, precision="week" if length == 7 else "day", approximate=length == 3
        )
    first = whole.first + (number(match["number"]) - 1) * length * DAY
    last = min(first + (length - 1) * DAY, whole.last)
    if first > last:
        return None
    return whole._replace(first=first, last=last, precision="week" if length == 7 else "day", approximate=length == 3)


def _week_of(match: Match, clock: Clock) -> Interval | None:
    start = clock.days(match["date"], clock)
    if start is None:
        return None
    found = days.week(start.first)
    if match["how"] != "of":
        found = Interval(start.first, start.first + 6 * DAY, "week")
    return found._replace(stated=start.stated)


_NO_COUNTED = (
    r"(?! (?:people|countries|villages|cities|towns|cases|schools|places|houses|dollars|euros|soldiers|troops))"
)

_OF_MEETING = (
    r"(?= (?:[a-z0-9]+ )?(?:summit|meeting|visit|talks|trip|conference|session|call|round|negotiation|consultation|forum"
    r"|gathering|encounter|tour)s?(?![^ ]))"
)

DATE_RULES: tuple[Rule, ...] = (
    rule("date", DATE, _date, hours=True),
    rule(
        "day of the month",
        r"the (?P<day>O(?:3[01]|[12]\d|[1-9]))(?: (?:day )?of (?P<which>this|last|next) month)?",
        _day_of_month,
        before="on ",
        after=r"(?=$| [.,;:)]| (?:in|at|with|to|by|for|when|and|of (?:this|last|next))(?![^ ]))",
    ),
    rule("month", MONTH_OF_YEAR, _month, before=MONTH_CUE, after=NOT_A_PERSON),
    rule("month of a meeting", MONTH, _month, before=r"(?:the|' s|his|her|their|its|an?|our|my) ", after=_OF_MEETING),
    rule(
        "year of a meeting", r"Y(?P<year>(?:19|20)\d\d)", _year, before=r"(?:the|' s|his|her|their) ", after=_OF_MEETING
    ),
    rule(
        "month and year", rf"(?:{MONTH} (?:, )?(?:of |in )?{YEARISH}|(?:last|this|next) M\d+(?! {DAY_NUMBER}))", _month
    ),
    rule("sure month", SURE_MONTH, _month),
    rule(
        "year",
        r"(?:the year )?Y(?P<year>(?:1[89]|20|21)\d\d)",
        _year,
        before=r"(?:in|during|throughout|of|since|until|by|early|late|mid -) ",
        after=_NO_COUNTED + r"(?! [-/] [YNn]| %)",
    ),
    rule("decade", r"(?:the )?(?:(?P<part>early|mid|late) (?:- )?)?Y(?P<year>\d{3}0) s", _decade),
    rule(
        "season",
        rf"(?:(?P<which>{WHICH}) |the )?(?P<season>{SEASON})(?: (?:of |in )?{YEARISH})?",
        _season,
        before=r"(?:in|during|by|until|since|of|this|early|late|mid -|for|over) ",
        after=r"(?! of [a-z])",
    ),
    rule("season by its side", rf"(?P<which>{WHICH}) (?P<season>{SEASON})", _season),
    rule("season of a year", rf"(?P<which>the )?(?P<season>{SEASON}) (?:of )?Y\d{{4}}", _season),
    rule(
        "part",
        rf"(?:(?:the |at the )?(?P<part>early|mid|late|beginning|start|middle|end|close)(?: -)?(?: of| in)?(?: the)?(?: month of)? (?P<whole>{WHOLE}))",
        _third,
    ),
    rule(
        "fraction",
        rf"(?:the )?(?P<number>[oO]\d|last) (?P<unit>half|quarter|week|weekend|days)(?: of| in) (?P<of>{WHOLE})",
        _fraction,
    ),
    rule("week of", rf"(?:the )?week (?P<how>of|beginning|starting|from)(?: on)? (?P<date>{DATE})", _week_of),
)
