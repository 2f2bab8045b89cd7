"""Schedules and programmes: lines that begin with the hour, under lines that name the day and the place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.cleaning.lines import Line
from kg.model import Article, Passage, Span

FEWEST = 2
"""Lines with an hour that make a schedule."""
_NAMED = re.compile(r"\b(?:schedule|agenda|programmes?|program|diary|calendar|itinerary|timetable)\b", re.IGNORECASE)
_CLOCK = r"(?:\d{1,2}[.:h]\d{2}(?: ?[ap]\.?m\.?\b)?|\d{1,2} ?[ap]\.?m\b\.?|\d{4} ?(?:hrs|hours|h)\b)"
_ZONE = r"(?: ?(?:hrs|hours|h|CET|CEST|GMT|local time|\(local time\)))*"
_HOUR = re.compile(rf"^[-–•*·\s]*(?:(?:at|from) )?{_CLOCK}(?: ?(?:-|–|to) ?{_CLOCK})?{_ZONE}[\s:.,–-]+(?=[A-Z“\"])")
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
_DATE = rf"(?:\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?)(?:,? \d{{4}})?"
_DAY = re.compile(rf"^[-–•*·\s]*((?:{_WEEKDAY},? )?{_DATE}|{_WEEKDAY})\s*[:.–-]?$")
_STOP = re.compile(
    r"^(?:(?:Official |Working |State )?[Vv]isit to (?:the )?)?(?P<place>[A-Z][\w'’.-]+(?:,? [A-Z][\w'’.-]+){0,3})"
    r"(?: \((?:all times )?local time[^)]*\))?:?$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of a schedule without its hour, and the lines it stands under."""

    line: Line
    start: int
    day: Span | None
    stop: Span | None


def schedule_of(article: Article, lines: Sequence[Line]) -> list[Entry]:
    """The entries of a schedule; none where the text is no schedule: a live blog has lines with hours too."""
    hours = [n for n, line in enumerate(lines) if _HOUR.match(line.text)]
    if len(hours) < FEWEST:
        return []
    heads = [article.title or "", *(line.text for line in lines[: hours[0]])]
    return list(_entries(lines)) if any(_NAMED.search(head) for head in heads) else []


def _entries(lines: Sequence[Line]) -> Iterator[Entry]:
    day: Span | None = None
    stop: Span | None = None
    for line in lines:
        hour = _HOUR.match(line.text)
        if hour is not None:
            yield Entry(line=line, start=line.start + hour.end(), day=day, stop=stop)
        elif (dated := _DAY.match(line.text)) is not None:
            day, stop = _span(line, dated, 1), None
        elif (place := _STOP.match(line.text)) is not None and ("visit to" in line.text.lower() or "(" in line.text):
            stop = _span(line, place, "place")


def _span(line: Line, match: re.Match[str], group: int | str) -> Span:
    start = line.start + match.start(group)
    return Span(start=start, end=start + len(match[group]), quote=match[group])


def entry_passage(article: Article, entry: Entry) -> Passage:
    """The entry as a passage of its own."""
    text = article.text[entry.start : entry.line.end]
    return Passage(start=entry.start, end=entry.line.end, text=text, kind="entry", day=entry.day, stop=entry.stop)
