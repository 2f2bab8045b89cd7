"""The timeline as a picture: a lane for each actor, a line for each meeting, a band where a day is uncertain."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from typing import TextIO

from kg.exporters import colours
from kg.exporters.pictures.shapes import MARGIN, PALE, RULE, counted, dot, line, picture, shortened, text, width
from kg.graph.findings import Readable
from kg.graph.labels import meeting_label
from kg.model import Meeting

MOST = 32
"""Lanes that are drawn."""
LATEST = 150
"""Meetings that are drawn: of more, the latest whose days are known to a month."""
_MONTH = 31
_WIDE, _LANE, _AXIS = 1200.0, 24.0, 26.0
_LETTERS = 34
_ROUNDS = 12
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
_ROOM = 64.0
"""Pixels that a label of the axis wants."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Days to pixels."""

    first: dt.date
    days: int
    left: float
    right: float

    def at(self, day: dt.date) -> float:
        """The middle of a day."""
        return self.left + ((day - self.first).days + 0.5) / self.days * (self.right - self.left)


def write(findings: Readable, file: TextIO, *, base: str) -> None:
    """The timeline as SVG. It shows labels, not IRIs: ``base`` changes nothing."""
    known = sum(1 for each in findings.meetings if each.when.first is not None)
    fitting = (each for each in findings.meetings if (each.when.first is not None if known <= LATEST else _exact(each)))
    dated = nlargest(LATEST, fitting, key=_order)
    often = Counter(id_ for meeting in dated for id_ in {party.actor.id for party in meeting.participants})
    chosen = sorted(often, key=lambda id_: (-often[id_], id_))[:MOST]
    lanes = {id_: n for n, id_ in enumerate(_ordered(chosen, dated))}
    everybody = findings.actors()
    names = {id_: shortened(everybody[id_].label, _LETTERS) for id_ in lanes}
    left = MARGIN + max((width(name, 12) for name in names.values()), default=0.0) + 26
    scale = _scale(dated, left)
    palette = colours.countries(findings)
    high = _AXIS * 2 + _LANE * len(lanes)
    shades = {id_: palette.get(everybody[id_].country or "", colours.OTHER) for id_ in lanes}
    statuses = {meeting.status for meeting in dated}
    legend: dict[str, str] = {status: colour for status, colour in colours.STATUS.items() if status in statuses}
    body = [
        *_axis(scale, high),
        *_lanes(lanes, names, shades, left),
        *(part for meeting in reversed(dated) for part in _meeting(meeting, lanes, shades, scale)),
    ]
    told = _told(dated, known, len(lanes), len(often))
    file.writelines(picture(_WIDE, high + MARGIN / 2, title="Who met when", told=told, legend=legend, body=body))


def _order(meeting: Meeting) -> tuple[str, str]:
    return str(meeting.when.first), meeting.id


def _exact(meeting: Meeting) -> bool:
    first, last = meeting.when.first, meeting.when.last
    return first is not None and last is not None and (last - first).days < _MONTH


def _ordered(chosen: Sequence[str], meetings: Sequence[Meeting]) -> list[str]:
    """Those who met beside each other, as far as that goes: each moves to the middle of the company it kept."""
    company: dict[str, list[str]] = {id_: [] for id_ in chosen}
    for meeting in meetings:
        present = sorted({party.actor.id for party in meeting.participants} & company.keys())
        for id_ in present:
            company[id_] += (other for other in present if other != id_)
    order = list(chosen)
    for _ in range(_ROUNDS):
        place = {id_: float(n) for n, id_ in enumerate(order)}
        wanted = {
            id_: (place[id_] + sum(place[other] for other in met)) / (1 + len(met)) for id_, met in company.items()
        }
        order = sorted(order, key=lambda id_: (round(wanted[id_], 6), id_))
    return order


def _scale(dated: Sequence[Meeting], left: float) -> Scale:
    days = [day for meeting in dated for day in (meeting.when.first, meeting.when.last) if day]
    first, last = min(days, default=dt.date(2000, 1, 1)), max(days, default=dt.date(2000, 1, 1))
    margin = max(1, (last - first).days // 40)
    start = max(1, first.toordinal() - margin)
    end = min(dt.date.max.toordinal(), last.toordinal() + margin)
    return Scale(first=dt.date.fromordinal(start), days=end - start + 1, left=left, right=_WIDE - MARGIN)


def _axis(scale: Scale, high: float) -> Iterator[str]:
    for day, label in _ticks(scale):
        x = scale.at(day)
        yield line(x, _AXIS, x, high - _AXIS, colour=RULE)
        for y in (_AXIS - 9, high - _AXIS + 18):
            yield text(x, y, label, size=11, anchor="middle", fill=PALE)


def _ticks(scale: Scale) -> Iterator[tuple[dt.date, str]]:
    """Days, weeks, months, quarters, years or round years: the finest that have room for their labels."""
    room = int((scale.right - scale.left) // _ROOM)
    days = [scale.first + dt.timedelta(days=n) for n in range(scale.days)]
    weeks = [day for day in days if day.weekday() == 0]
    months = [day for day in days if day.day == 1]
    quarters = [day for day in months if day.month % 3 == 1]
    years = [day for day in months if day.month == 1]
    choices = [(days, "%d %b"), (weeks, "%d %b"), (months, "%b %Y"), (quarters, "%b %Y")]
    choices += [([day for day in years if day.year % step == 0], "%Y") for step in _STEPS]
    ticks, pattern = next(choice for choice in choices if len(choice[0]) <= room)
    return ((day, _written(day, pattern)) for day in ticks)


def _written(day: dt.date, pattern: str) -> str:
    """English months, whatever language the machine speaks."""
    month = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()[day.month - 1]
    return pattern.replace("%d", str(day.day)).replace("%b", month).replace("%Y", f"{day.year:04}")


def _lanes(lanes: Mapping[str, int], names: Mapping[str, str], shades: Mapping[str, str], left: float) -> Iterator[str]:
    for id_, lane in lanes.items():
        y = _y(lane)
        yield line(left, y, _WIDE - MARGIN, y, colour=RULE)
        yield text(left - 22, y + 4, names[id_], anchor="end")
        yield dot(left - 11, y, 4.5, colour=shades[id_])


def _y(lane: int) -> float:
    return _AXIS + _LANE * (lane + 0.5)


def _meeting(meeting: Meeting, lanes: Mapping[str, int], shades: Mapping[str, str], scale: Scale) -> Iterator[str]:
    present = sorted({party.actor.id for party in meeting.participants} & lanes.keys(), key=lanes.__getitem__)
    first, last = meeting.when.first, meeting.when.last
    if not present or first is None or last is None:
        return
    x = (scale.at(first) + scale.at(last)) / 2
    colour, told = colours.STATUS[meeting.status], f"{meeting_label(meeting)} ({meeting.status})"
    dashed = {} if meeting.status == "held" else {"stroke_dasharray": "4 3"}
    if len(present) > 1:
        yield line(x, _y(lanes[present[0]]), x, _y(lanes[present[-1]]), colour=colour, thick=2, **dashed)
    for id_ in present:
        y = _y(lanes[id_])
        if first != last:
            ends = {"stroke_opacity": "0.3", "stroke_linecap": "round"}
            yield line(scale.at(first), y, scale.at(last), y, colour=shades[id_], thick=8, **ends)
        yield dot(x, y, 5, colour=shades[id_], told=told)


def _told(dated: Sequence[Meeting], known: int, drawn: int, there: int) -> str:
    days = [day for meeting in dated for day in (meeting.when.first, meeting.when.last) if day]
    period = f", {min(days)} to {max(days)}" if days else ""
    who = f"{drawn:,} of {counted(there, 'actor')}" if drawn < there else counted(there, "actor")
    latest = f"the latest {len(dated):,} of " if len(dated) < known else ""
    return f"{latest}{counted(known, 'meeting')} with a known day{period}; {who}"
