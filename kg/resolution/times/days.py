"""Calendar arithmetic: pure functions from days to days and intervals. Weeks are ISO weeks, Monday to Sunday."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import NamedTuple

from kg.model import Precision, Tense

DAY = dt.timedelta(days=1)
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""First month of each season of three months (summer is June to August)."""
COMING_DAYS = 30
"""A day without a year that lies at most so many days after publication is a coming one, whatever the tense."""


class Interval(NamedTuple):
    """Days from first to last, both included, and how exactly they are known."""

    first: dt.date
    last: dt.date
    precision: Precision = "day"
    stated: bool = False
    """True when the text gives the whole date, so that nothing is counted from publication."""
    approximate: bool = False


def day(value: dt.date, *, stated: bool = False) -> Interval:
    """The interval of one day."""
    return Interval(value, value, "day", stated)


def week(value: dt.date) -> Interval:
    """The ISO week around a day."""
    monday = value - value.weekday() * DAY
    return Interval(monday, monday + 6 * DAY, "week")


def month(year: int, number: int, *, stated: bool = False) -> Interval:
    """A calendar month."""
    last = calendar.monthrange(year, number)[1]
    return Interval(dt.date(year, number, 1), dt.date(year, number, last), "month", stated)


def year(number: int, *, stated: bool = False) -> Interval:
    """A calendar year."""
    return Interval(dt.date(number, 1, 1), dt.date(number, 12, 31), "year", stated)


def season(name: str, number: int, *, stated: bool = False) -> Interval:
    """A season by the year in which it starts: winter 2022 is December 2022 to February 2023."""
    first = SEASONS[name]
    last = month(number + 1, 2) if first == 12 else month(number, first + 2)
    return Interval(dt.date(number, first, 1), last.last, "month", stated)


def shifted_month(value: dt.date, by: int) -> Interval:
    """The calendar month so many months after (before, if negative) the one of a day."""
    index = value.year * 12 + value.month - 1 + by
    return month(index // 12, index % 12 + 1)


def shifted_day(value: dt.date, *, months: int) -> dt.date:
    """The same day so many months later, or the last day of that month where it is shorter."""
    target = shifted_month(value, months)
    return min(target.first.replace(day=1) + (value.day - 1) * DAY, target.last)


def shifted(value: dt.date, number: int, unit: str) -> Interval:
    """The day, week, month or year so many units away: "two weeks ago" is that ISO week."""
    if unit == "day":
        return day(value + number * DAY)
    if unit in ("week", "fortnight"):
        return week(value + number * (7 if unit == "week" else 14) * DAY)
    if unit == "month":
        return shifted_month(value, number)
    return year(value.year + number * {"year": 1, "decade": 10, "century": 100}[unit])


def unit_around(value: dt.date, unit: str) -> Interval:
    """The week, month or year a day is in."""
    return shifted(value, 0, unit)


def weekday_on_or_before(value: dt.date, weekday: int) -> dt.date:
    """The last such weekday (ISO number) up to and including a day."""
    return value - ((value.isoweekday() - weekday) % 7) * DAY


def weekday_on_or_after(value: dt.date, weekday: int) -> dt.date:
    """The next such weekday (ISO number) from a day on, that day included."""
    return value + ((weekday - value.isoweekday()) % 7) * DAY


def weekend(value: dt.date, tense: Tense) -> Interval:
    """Saturday and Sunday: the last ones that have begun (past) or the next ones that have not ended."""
    saturday = weekday_on_or_before(value, 6) if tense == "past" else weekday_on_or_after(value, 7) - DAY
    return Interval(saturday, saturday + DAY)


def day_of_year(number: int, month_number: int, day_number: int) -> dt.date | None:
    """That day, or None where the calendar has none such."""
    if not 1 <= month_number <= 12 or not 1 <= day_number <= calendar.monthrange(number, month_number)[1]:
        return None
    return dt.date(number, month_number, day_number)


def nearest_day(
    month_number: int, day_number: int, *, published: dt.date, tense: Tense, weekday: int | None = None
) -> tuple[dt.date, bool] | None:
    """A day given without its year, and whether a weekday given with it agrees.

    Past: the latest up to publication, but one at most COMING_DAYS after publication is that coming one (nobody
    tells of a day eleven months ago without its year). Future and present: the first from the day before
    publication on. A weekday that fits another neighbouring year decides for that year.
    """
    candidates = [
        found
        for number in range(published.year - 9, published.year + 10)
        if 1 <= number <= 9999 and (found := day_of_year(number, month_number, day_number))
    ]
    if tense == "past":
        fitting = [value for value in candidates if value <= published + COMING_DAYS * DAY][::-1]
    else:
        fitting = [value for value in candidates if value >= published - DAY]
    if not fitting:
        return None
    if weekday is not None:
        near = sorted(candidates, key=lambda value: abs((value - published).days))
        for value in [fitting[0], *near[:3]]:
            if value.isoweekday() == weekday:
                return value, True
        return fitting[0], False
    return fitting[0], True


def nearest_month(number: int, *, published: dt.date, tense: Tense) -> Interval:
    """A month given without its year: the latest begun (past) or the first not ended, this month included."""
    if tense == "past":
        return month(published.year - (number > published.month), number)
    return month(published.year + (number < published.month), number)


def nearest_season(name: str, *, published: dt.date, tense: Tense) -> Interval:
    """A season without its year: the latest begun (past) or the first not ended."""
    candidates = [season(name, number) for number in range(published.year - 2, published.year + 2)]
    if tense == "past":
        return [found for found in candidates if found.first <= published][-1]
    return next(found for found in candidates if found.last >= published)


def season_beside(name: str, *, published: dt.date, by: int) -> Interval:
    """The last such season that has ended (by=-1), or the next that has not begun (by=1)."""
    candidates = [season(name, number) for number in range(published.year - 2, published.year + 3)]
    if by < 0:
        return [found for found in candidates if found.last < published][-1]
    return next(found for found in candidates if found.first > published)


def third(whole: Interval, which: str) -> Interval:
    """The early, middle or late third: of a month days 1-10, 11-20 and the rest; of a year four months each;
    of a week Monday and Tuesday, up to Thursday, and Friday to Sunday; of a season or half a month each."""
    place = {"early": 0, "mid": 1, "late": 2}[which]
    if whole.precision == "week":
        first, last = ((0, 1), (2, 3), (4, 6))[place]
        return whole._replace(first=whole.first + first * DAY, last=whole.first + last * DAY, approximate=True)
    months = (whole.last.year - whole.first.year) * 12 + whole.last.month - whole.first.month + 1
    if months == 1:
        first, last = ((0, 9), (10, 19), (20, 30))[place]
        return whole._replace(
            first=whole.first + first * DAY, last=min(whole.first + last * DAY, whole.last), approximate=True
        )
    if months < 3:
        return whole._replace(approximate=True)
    part = months // 3
    begin = shifted_month(whole.first, place * part)
    end = shifted_month(whole.first, place * part + part - 1)
    return whole._replace(first=begin.first, last=end.last, precision="month", approximate=True)


def fraction(whole: Interval, number: int, of: int) -> Interval | None:
    """The first or second half of a month or year, or a quarter of a year."""
    if not 1 <= number <= of:
        return None
    months = 12 if whole.precision == "year" else 1
    if months == 12:
        part = 12 // of
        begin = shifted_month(whole.first, part * (number - 1))
        end = shifted_month(whole.first, part * number - 1)
        return whole._replace(first=begin.first, last=end.last, precision="month")
    if of != 2 or whole.precision != "month":
        return None
    middle = whole.first + 14 * DAY
    return whole._replace(last=middle) if number == 1 else whole._replace(first=middle + DAY)
