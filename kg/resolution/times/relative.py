"""Rules for what is counted from publication: "Thursday", "two weeks ago", "earlier this month", "next summer"."""

from __future__ import annotations

import datetime as dt
import math

from kg.resolution.times import days
from kg.resolution.times.dates import DATE, MONTH_OF_YEAR, WHOLE
from kg.resolution.times.days import DAY, Interval
from kg.resolution.times.rules import (
    ABOUT,
    COUNT,
    PART_OF_DAY,
    UNIT,
    VAGUE_NUMBERS,
    WEEKDAY,
    Clock,
    Match,
    Rule,
    number,
    rule,
)

DAY_WORDS = {
    "yesterday": -1, "today": 0, "tomorrow": 1, "tonight": 0, "last night": -1, "yesterday night": -1,
    "the day before yesterday": -2, "day before yesterday": -2,
    "the day after tomorrow": 2, "day after tomorrow": 2,
}  # fmt: skip
NEAR_DAY = (
    rf"(?:(?:the )?day before yesterday|(?:the )?day after tomorrow|(?:yesterday|tomorrow) {PART_OF_DAY}"
    rf"|yesterday|today|tomorrow|tonight|last (?:night|evening)|this (?:very )?(?:morning|afternoon|evening))"
)
HOLIDAY = r"(?:christmas(?: day| eve)?|new year ' s(?: day| eve)?)"
SIDE = r"(?:last|next|this past|this coming|this|the coming|coming|the past|past)"
WEEKDAY_PHRASE = (
    rf"(?:(?:early|late|earlier|later) (?:on )?)?(?:(?:last|next|this) week (?:on |, )?)?(?:{SIDE} )?{WEEKDAY}"
    rf"(?: {PART_OF_DAY})?(?: (?:of )?(?:last|next|this) week)?"
)
POINT = rf"(?:{DATE}|{NEAR_DAY}|{WEEKDAY_PHRASE})"
ANY = rf"(?:{POINT}|(?:the )?(?:end|beginning|start|middle) of {WHOLE}|(?:early|late|mid)(?: -)? {WHOLE}|(?:last|next|this) (?:week|month|year)|(?:the )?weekend|{HOLIDAY})"


def _near_day(match: Match, clock: Clock) -> Interval | None:
    for words in sorted(DAY_WORDS, key=len, reverse=True):
        if words in match.group():
            return days.day(clock.today + DAY_WORDS[words] * DAY)
    return days.day(clock.today - DAY if "last evening" in match.group() else clock.today)


def _overnight(match: Match, clock: Clock) -> Interval | None:
    return Interval(clock.today - DAY, clock.today)


def _weekday(match: Match, clock: Clock) -> Interval | None:
    weekday = int(match["weekday"][1])
    which, week = match["which"] or "", match["week"] or match["week_before"]
    today = clock.today
    if week:
        monday = days.week(today + 7 * {"last": -1, "next": 1}.get(week, 0) * DAY).first
        return days.day(monday + (weekday - 1) * DAY)
    if which in ("last", "the past", "this past", "past"):
        return days.day(days.weekday_on_or_before(today - DAY, weekday))
    if which in ("next", "coming", "the coming", "this coming"):
        return days.day(days.weekday_on_or_after(today + DAY, weekday))
    if clock.tense == "past":
        return days.day(days.weekday_on_or_before(today, weekday))
    return days.day(days.weekday_on_or_after(today, weekday))


def _weekend(match: Match, clock: Clock) -> Interval | None:
    which, today = match["which"] or "", clock.today
    if which in ("last", "this past", "the past", "past"):
        saturday = days.weekday_on_or_before(today - 2 * DAY, 6)
        return Interval(saturday, saturday + DAY)
    if which == "next":
        saturday = days.week(today + 7 * DAY).first + 5 * DAY
        return Interval(saturday, saturday + DAY)
    return days.weekend(today, "future" if "coming" in which else clock.tense)


def _unit(match: Match, clock: Clock) -> Interval | None:
    unit, which = match["unit"], match["which"]
    today = clock.today
    if which in ("the past", "this past"):
        return _last_units(1, unit, today)
    by = -1 if which == "last" else 1 if "next" in which or "coming" in which else 0
    found = days.shifted(today, by, unit)
    so_far = unit == "week" and by == 0 and clock.tense == "past"  # what was done "this week" was done by now
    return found._replace(last=today) if so_far else found


def _part_so_far(match: Match, clock: Clock) -> Interval | None:
    """ "Earlier this month": from its first day to publication; "later this month": from the day after on."""
    whole, today = days.unit_around(clock.today, match["unit"]), clock.today
    if match["which"] == "earlier":
        return whole._replace(last=today)
    return whole._replace(first=min(today + DAY, whole.last))


def _last_units(count: int, unit: str, today: dt.date) -> Interval:
    """The last so many days (publication day included), weeks, months or years."""
    if unit == "hour":
        count, unit = max(1, math.ceil(count / 24) + 1), "day"
    if unit == "day":
        return Interval(today - (count - 1) * DAY, today, "day")
    if unit in ("week", "fortnight"):
        return Interval(today - 7 * count * (2 if unit == "fortnight" else 1) * DAY, today, "week")
    months = count * {"month": 1, "year": 12, "decade": 120}[unit]
    return Interval(days.shifted_day(today, months=-months), today, "month" if unit == "month" else "year")


def _ago(match: Match, clock: Clock) -> Interval | None:
    unit, count, today = match["unit"], match["count"] or "few", clock.today
    about = match["about"] is not None
    vague = next((span for word, span in VAGUE_NUMBERS.items() if word in count.split(" ")), None)
    if unit == "hour":
        return days.day(today - (0 if vague or number(count) < 24 else number(count) // 24) * DAY)
    if vague:
        near, far = vague
        if unit == "week":
            near, far = 2, min(far, 4)
        first, last = days.shifted(today, -far, unit).first, days.shifted(today, -near, unit).last
        return Interval(first, last, days.shifted(today, 0, unit).precision, approximate=True)
    return days.shifted(today, -number(count), unit)._replace(approximate=about or "couple" in count)


def _ago_weekday(match: Match, clock: Clock) -> Interval | None:
    found = days.week(clock.today - 7 * number(match["count"]) * DAY)
    return days.day(found.first + (int(match["weekday"][1]) - 1) * DAY)


def _hence(match: Match, clock: Clock) -> Interval | None:
    """ "In two weeks": that ISO week; in the past tense the words tell how long something took."""
    if clock.tense == "past" and not match["from_now"]:
        return None
    count = match["count"]
    if any(word in count.split(" ") for word in VAGUE_NUMBERS):
        return None
    about = match["about"] is not None or "couple" in count
    return days.shifted(clock.today, number(count), match["unit"])._replace(approximate=about)


def _window(match: Match, clock: Clock) -> Interval | None:
    """ "In the last three days", "over the next two weeks"; a vague number of them is no day at all."""
    count, unit, today = match["count"], match["unit"], clock.today
    if any(word in count.split(" ") for word in VAGUE_NUMBERS):
        return None
    if match["side"] in ("last", "past", "previous", "recent"):
        return _last_units(number(count), unit, today)
    if unit == "hour":
        return Interval(today, today + math.ceil(number(count) / 24) * DAY)
    if unit in ("day", "week", "fortnight"):
        step = {"day": 1, "week": 7, "fortnight": 14}[unit]
        return Interval(today, today + number(count) * step * DAY, "day" if unit == "day" else "week")
    months = number(count) * {"month": 1, "year": 12, "decade": 120}[unit]
    return Interval(today, days.shifted_day(today, months=months), "month" if unit == "month" else "year")


def _vague(match: Match, clock: Clock) -> Interval | None:
    """No day can be known, but the words say that it is not the news of the day."""
    return None


def _beside(match: Match, clock: Clock) -> Interval | None:
    """ "A week before 12 April", "the day after Thursday's talks", "on the eve of May 9"."""
    anchor = clock.days(match["of"], clock)
    if anchor is None:
        return None
    count, unit = match["count"] or "a", match["unit"] or "day"
    if any(word in count.split(" ") for word in VAGUE_NUMBERS):
        return None
    sign = -1 if (match["side"] or "before") in ("before", "ahead of", "prior to") else 1
    start = anchor.first if sign < 0 else anchor.last
    found = shifted_exactly(start, sign * number(count), unit)
    return found._replace(stated=anchor.stated, approximate=match["about"] is not None)


def shifted_exactly(value: dt.date, count: int, unit: str) -> Interval:
    """The day so many days or weeks away; the month or year for those units."""
    if unit in ("week", "fortnight"):
        return days.day(value + count * (7 if unit == "week" else 14) * DAY)
    return days.shifted(value, count, unit)


def _bound(match: Match, clock: Clock) -> Interval | None:
    """ "Since Monday": up to publication; "by", "until", "before" in a plan: from publication on."""
    found, today = clock.days(match["of"], clock), clock.today
    if found is None:
        return None
    if match["bound"] == "since":
        return found._replace(last=max(today, found.last)) if found.first <= today else None
    if match["bound"] == "after" or clock.tense == "past":
        return None
    last = found.first - DAY if match["bound"] in ("before", "ahead of", "prior to") else found.last
    return found._replace(first=today, last=last, stated=False, approximate=True) if last >= today else None


def _hedged(match: Match, clock: Clock) -> Interval | None:
    found = clock.days(match["of"], clock)
    return found._replace(approximate=True) if found else None


HOLIDAYS = {"christmas": (12, 25), "christmas day": (12, 25), "christmas eve": (12, 24), "new year ' s eve": (12, 31),
            "new year ' s day": (1, 1), "new year ' s": (1, 1)}  # fmt: skip


def _holiday(match: Match, clock: Clock) -> Interval | None:
    month, day = HOLIDAYS[match["name"]]
    if match["year"]:
        value = days.day_of_year(number(match["year"]), month, day)
        return days.day(value, stated=True) if value else None
    found = days.nearest_day(month, day, published=clock.today, tense=clock.tense)
    return days.day(found[0]) if found else None


HOURS_TO_YEARS = rf"(?P<unit>hour|{UNIT[3:-1]})s?"
_HEDGE = r"(?:as early as|as soon as|as late as|no later than|no earlier than|possibly|perhaps|probably|likely|sometime|around|about|reportedly)"

RELATIVE_RULES: tuple[Rule, ...] = (
    rule("near day", rf"(?:(?:earlier|later|late|early) (?:on )?)?{NEAR_DAY}", _near_day, hours=True),
    rule("overnight", "overnight", _overnight),
    rule(
        "weekday",
        rf"(?:(?:on )?the {PART_OF_DAY} of |(?:early|late|earlier|later) (?:on )?)?"
        rf"(?:(?P<week_before>last|next|this) week (?:on |, )?)?(?:(?P<which>{SIDE}) )?(?P<weekday>{WEEKDAY})"
        rf"(?: {PART_OF_DAY})?(?: (?:of )?(?P<week>last|next|this) week)?",
        _weekday,
        hours=True,
    ),
    rule("weekend", rf"(?:(?:earlier|later) )?(?:(?P<which>{SIDE}) |the |a )?weekend", _weekend),
    rule(
        "unit",
        r"(?P<which>last|next|this coming|this past|this|the coming|the past|the current|coming) (?P<unit>week|month|year)",
        _unit,
    ),
    rule("this unit", r"(?P<which>the) (?P<unit>week|month|year)", _unit, before="during |in the course of "),
    rule(
        "part so far",
        r"(?P<which>earlier|later)(?: on)?(?: in)? (?:this|the current) (?P<unit>week|month|year)",
        _part_so_far,
    ),
    rule(
        "ago",
        rf"(?:(?P<about>{ABOUT}) )?(?:(?P<count>{COUNT}) )?{HOURS_TO_YEARS} ago(?: today| this (?:week|month))?",
        _ago,
    ),
    rule("ago on a weekday", rf"(?P<count>[Nn]\d+|a) weeks? ago (?:on |last )?(?P<weekday>{WEEKDAY})", _ago_weekday),
    rule(
        "hence",
        rf"in (?:(?P<about>{ABOUT}) )?(?P<count>{COUNT}) (?P<unit>{UNIT})s?(?: ' s?)?(?P<from_now> time| from now)?",
        _hence,
        after="(?! of)",
    ),
    rule(
        "from now", rf"(?P<about>about )?(?P<count>{COUNT}) (?P<unit>{UNIT})s?(?P<from_now> from (?:now|today))", _hence
    ),
    rule(
        "window",
        rf"(?:(?:in|over|during|within|for|throughout) )?the (?P<side>last|past|previous|next|coming|following) (?P<count>{COUNT}) {HOURS_TO_YEARS}",
        _window,
    ),
    rule("within", rf"within (?:(?:the next|about) )?(?P<count>{COUNT}) {HOURS_TO_YEARS}(?P<side>)", _window),
    rule(
        "vague",
        r"(?:recently|(?<!as )(?<!- )soon(?! as)|lately|in the (?:near|foreseeable) future|in the future|in the past|the other day|sooner or later"
        r"|(?:in|over|within|during|for)(?: the)? (?:recent|coming|next|past|last|following|previous|upcoming|few)(?: (?:few|several|couple of))? (?:hours|days|weeks|months|years|decades)"
        r"|(?:these|those) days|at (?:a|some) later (?:date|stage|time|point)|at an? (?:unspecified|early|later) date|on an? (?:unspecified|later|future) date)",
        _vague,
    ),
    rule(
        "beside",
        rf"(?:(?P<about>{ABOUT}) )?(?:on )?(?:the )?(?:eve of|(?:(?P<count>{COUNT}) )?(?P<unit>day|week|month|year)s? (?P<side>before|after|ahead of|prior to|from|since)) (?:the )?(?P<of>{POINT})",
        _beside,
    ),
    rule(
        "bound",
        rf"(?P<bound>since|until|till|by|before|after|ahead of|prior to) (?P<of>{ANY}|{MONTH_OF_YEAR}|Y\d{{4}})",
        _bound,
        after="(?! ' )",
    ),
    rule("hedged", rf"{_HEDGE} (?:in |on )?(?:the )?(?P<of>{ANY})", _hedged),
    rule(
        "holiday",
        rf"(?P<name>{HOLIDAY})(?: (?:, |of )?(?P<year>Y\d{{4}}))?",
        _holiday,
    ),
)
