"""The network as a picture: who met whom in meetings that were held; of a large one the most active, closest actors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import combinations
from math import log2, sqrt
from typing import TextIO

from kg.exporters import colours
from kg.exporters.pictures.layout import Box, Point, arranged
from kg.exporters.pictures.shapes import MARGIN, counted, dot, line, picture, shortened, text, width
from kg.graph.findings import Readable
from kg.model import Actor, Meeting

MOST = 80
"""Actors that are drawn."""
CLOSEST = 4
"""Of a network with more than three lines an actor: the lines to those whom each met most often."""
_LENGTH = 118.0
_SIZE = 12.0
_NARROWEST = 640.0
_LETTERS = 32
_SMALLEST, _LARGEST = 5.0, 30.0
Pair = tuple[str, str]


def write(findings: Readable, file: TextIO, *, base: str) -> None:
    """The network as SVG. It shows labels, not IRIs: ``base`` changes nothing."""
    often = Counter(id_ for meeting in _held(findings) for id_ in _present(meeting))
    chosen = sorted(often, key=lambda id_: (-often[id_], id_))[:MOST]
    drawn = {*chosen}
    among = Counter(pair for each in _held(findings) for pair in combinations(sorted(_present(each) & drawn), 2))
    met = _closest(among) if len(among) > 3 * len(chosen) else among
    everybody = findings.actors()
    unit = min(2.4, (_LARGEST - _SMALLEST) / sqrt(max(often.values(), default=1)))
    radii = {id_: _SMALLEST + unit * sqrt(often[id_]) for id_ in chosen}
    names = {id_: shortened(everybody[id_].label, _LETTERS) for id_ in chosen}
    boxes = {id_: _room(names[id_], radii[id_]) for id_ in chosen}
    at = {
        id_: (x + MARGIN, y + MARGIN / 2)
        for id_, (x, y) in arranged(boxes, met, length=_LENGTH * (1 + len(chosen) / 200)).items()
    }
    wide = max([_NARROWEST, *(x + boxes[id_].right + MARGIN for id_, (x, _) in at.items())])
    high = max((y + boxes[id_].down + MARGIN for id_, (_, y) in at.items()), default=MARGIN)
    palette = colours.countries(findings)
    shown = {id_: _colour(everybody[id_], palette) for id_ in chosen}
    body = _body(at, met, [(everybody[id_], names[id_], radii[id_], shown[id_], often[id_]) for id_ in chosen])
    legend = {code: colour for code, colour in palette.items() if colour in {*shown.values()}}
    if colours.OTHER in shown.values():
        legend["other"] = colours.OTHER
    told = _told(findings, len(chosen), len(often)) + ("; lines to those met most" if len(met) < len(among) else "")
    file.writelines(picture(wide, high, title="Who met whom", told=told, legend=legend, body=body))


def _held(findings: Readable) -> Iterator[Meeting]:
    return (meeting for meeting in findings.meetings if meeting.status == "held")


def _present(meeting: Meeting) -> set[str]:
    return {party.actor.id for party in meeting.participants}


def _closest(met: Mapping[Pair, int]) -> dict[Pair, int]:
    ranked = sorted(met, key=lambda pair: (-met[pair], pair))
    lines: Counter[str] = Counter()
    kept = {}
    for pair in ranked:
        if min(lines[id_] for id_ in pair) < CLOSEST:
            kept[pair] = met[pair]
            lines.update(pair)
    return kept


def _room(name: str, radius: float) -> Box:
    side = max(radius, width(name, _SIZE) / 2) + 4
    return Box(left=side, right=side, up=radius + 4, down=radius + _SIZE + 8)


def _colour(who: Actor, palette: Mapping[str, str]) -> str:
    return palette.get(who.country or "", colours.OTHER)


def _told(findings: Readable, drawn: int, there: int) -> str:
    count = sum(1 for _ in _held(findings))
    days = {day for meeting in _held(findings) for day in (meeting.when.first, meeting.when.last) if day}
    period = f", {min(days)} to {max(days)}" if days else ""
    who = f"{drawn:,} of {counted(there, 'actor')}" if drawn < there else counted(there, "actor")
    return f"{counted(count, 'meeting')} held{period}; {who}, larger the more they met"


def _body(
    at: Mapping[str, Point], met: Mapping[Pair, int], nodes: list[tuple[Actor, str, float, str, int]]
) -> Iterator[str]:
    yield '<g stroke-opacity="0.55">\n'
    for (one, other), times in sorted(met.items()):
        yield line(*at[one], *at[other], colour=colours.OTHER, thick=min(5, 1.2 + 0.7 * log2(times)))
    yield "</g>\n"
    for who, _, radius, colour, times in nodes:
        told = f"{who.label}{f' ({who.country})' if who.country else ''}: {counted(times, 'meeting')}"
        yield dot(*at[who.id], radius, colour=colour, told=told, square=who.kind != "person")
    for who, name, radius, _, times in nodes:
        x, y = at[who.id]
        heavy = {"font_weight": "bold"} if times >= max(3, nodes[0][4] / 2) else {}
        yield text(x, y + radius + _SIZE + 1, name, size=_SIZE, anchor="middle", **heavy)
