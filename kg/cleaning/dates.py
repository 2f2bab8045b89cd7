"""Publication dates in lines of their own ("Published: 12 March 2024, 10:15 IST") and in addresses (/2024/03/12/).

A date that day and month could be read both ways (03/04/2024) is read only when the address's country decides.
Nothing is compared with today's date, so that the same input always gives the same answer.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
DATE = (
    rf"(?:{_WEEKDAY}(?:\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?[\s.-]*{_MONTH},?[\s-]*\d{{4}}"
    rf"|{_MONTH}\s*\d{{1,2}}(?:st|nd|rd|th)?,?\s*\d{{4}}"
    r"|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})(?!\d))"
)
"""A full date, as a regular expression (case ignored)."""

DAY_AND_MONTH = rf"(?:{_WEEKDAY}(?:{_MONTH}\s*\d{{1,2}}\b|\d{{1,2}}\s*{_MONTH}))"
"""A date without year, as datelines have it."""

_CLOCK = r"(?:\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?|\d{1,2}\s*[ap]\.?m\.?)"
_ZONE = r"(?:\s*\(?(?:[A-Z]{2,5}|(?:GMT|UTC)?[+-]\d{1,2}:?\d{0,2}|Z|local time)\)?(?![A-Za-z]))?"
_LABEL = (
    r"(?P<label>(?:first\s+|last\s+|date\s+)?(?:published|posted|updated|modified|issued|released|created)"
    r"|date|publication date|publish date|release date)(?:\s+(?:on|at|date))?\s*[:|-]?\s*"
)
_DATE_LINE = re.compile(
    rf"(?:by\s[^|•·\d]{{2,60}}[|•·,–—-]\s*)?(?:{_LABEL})?(?:{_CLOCK}{_ZONE}[\s,|-]+)?(?P<date>{DATE})"
    rf"(?:T\d{{2}}:\d{{2}}\S*|(?:\s+at|\s*[,|•·–—-])?\s*{_CLOCK}{_ZONE})?\s*(?:[|•·–—(/].{{0,80}})?",
    re.IGNORECASE,
)
_EMPTY_LABEL = re.compile(_LABEL, re.IGNORECASE)
_NUMBERS = re.compile(r"\d+")
_LETTERS = re.compile(r"[a-z]{3,9}")
_URL_DATE = re.compile(
    r"(?<![\d])(?P<year>(?:19|20)\d\d)(?P<separator>[-/_.]?)(?P<month>\d{2}|[a-z]{3,9})(?P=separator)(?P<day>\d{2})(?!\d)",
    re.IGNORECASE,
)
_URL_MONTH = re.compile(r"/(?P<year>(?:19|20)\d\d)[-/](?P<month>0[1-9]|1[0-2])(?=[/-]|$)")
_MONTH_FIRST = (".us", ".gov", ".mil")
_DAY_FIRST = (
    ".uk .in .au .nz .ie .pk .bd .lk .za .ng .ke .gh .fr .de .it .es .pt .nl .be .at .ch .pl "
    ".cz .sk .ro .bg .gr .tr .ru .ua .by .kz .uz .am .az .ge .md .rs .hr .si .me .mk .al .ba "
    ".il .ae .sa .qa .kw .om .bh .jo .lb .iq .eg .ma .tn .dz .sg .my .id .vn .th .br .ar .cl "
    ".mx .pe .eu .dk .no .se .fi .ee .lv .lt "
).split()


@dataclass(frozen=True, slots=True, kw_only=True)
class DateLine:
    """A line that does nothing but date the page."""

    published: dt.date | None
    """None when the date cannot be read one way only, or is missing after its label."""
    label: str
    """"published", "last updated" and the like, lower case; empty for a date alone."""

    @property
    def is_update(self) -> bool:
        """Whether the line says when the page was changed, not when it was published."""
        return "updated" in self.label or "modified" in self.label


def read_date_line(text: str, *, url: str | None = None) -> DateLine | None:
    """What a line like "Updated: March 12, 2024, 10:15 AM IST" says; None for any other line."""
    if len(text) > 160:
        return None
    match = _DATE_LINE.fullmatch(text)
    if match is None:
        return DateLine(published=None, label="date") if _EMPTY_LABEL.fullmatch(text) else None
    return DateLine(published=read_date(match["date"], url=url), label=(match["label"] or "").casefold())


def read_date(expression: str, *, url: str | None = None) -> dt.date | None:
    """The day that a full date names; None when day and month could be exchanged and the address does not decide."""
    numbers = [int(number) for number in _NUMBERS.findall(expression)]
    month = next((_MONTHS[word] for word in _LETTERS.findall(expression.casefold()) if word in _MONTHS), None)
    if month is not None and len(numbers) == 2:
        return _day(numbers[1], month, numbers[0])
    if len(numbers) != 3:
        return None
    if numbers[0] > 31:
        return _day(*numbers)
    first, second, year = numbers
    return _choose(_day(year, second, first), _day(year, first, second), dotted="." in expression, url=url)


def _choose(day_first: dt.date | None, month_first: dt.date | None, *, dotted: bool, url: str | None) -> dt.date | None:
    if day_first is None or month_first is None or day_first == month_first or dotted:
        return day_first or month_first
    from_url = date_in_url(url)
    if from_url in (day_first, month_first):
        return from_url
    host = urlsplit(url).hostname or "" if url else ""
    if host.endswith(_MONTH_FIRST):
        return month_first
    return day_first if host.endswith(tuple(_DAY_FIRST)) else None


def date_in_url(url: str | None) -> dt.date | None:
    """The full date in an address's path: /2024/03/12/, /2024-03-12-title, /20240312/, /2024/mar/12/."""
    for match in _URL_DATE.finditer(_path(url)):
        name = match["month"].casefold()
        month = int(name) if name.isdigit() else _MONTHS.get(name, 0)
        day = _day(int(match["year"]), month, int(match["day"]))
        if day is not None:
            return day
    return None


def month_in_url(url: str | None) -> tuple[int, int] | None:
    """Year and month in an address's path (/2024/03/title)."""
    match = _URL_MONTH.search(_path(url))
    return (int(match["year"]), int(match["month"])) if match else None


def _path(url: str | None) -> str:
    try:
        return urlsplit(url).path if url else ""
    except ValueError:  # the address is broken ("http://[x"); then it has no date either
        return ""


def day_and_month(expression: str) -> tuple[int, int] | None:
    """Month and day of a date without year ("April 17")."""
    numbers = _NUMBERS.findall(expression)
    month = next((_MONTHS[word] for word in _LETTERS.findall(expression.casefold()) if word in _MONTHS), None)
    return (month, int(numbers[0])) if month and numbers else None


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day) if 1900 <= year < 2100 else None
    except ValueError:  # 31 February: no date
        return None
