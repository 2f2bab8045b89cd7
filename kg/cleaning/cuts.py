"""Leftovers inside a line: shortcodes, encoded widgets, agency sentences at its end, a whole page's tail after it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.cleaning.lines import Line
from kg.cleaning.markers import Markers

_SHORTCODE = re.compile(
    r"\[/?(?:[a-z][a-z0-9]*(?:_[a-z0-9]+)+|caption|embed|gallery|audio|video|playlist|contact-form|newsletter|adrotate)"
    r"(?:\s+[\w-]+=(?:\"[^\"\[]*\"|“[^”\[]*”|'[^'\[]*'|[^\s\[\]\"'“”]+))*\s*/?\]"
)
_ENCODED_RUN = re.compile(r"(?<![\w/+])[A-Za-z0-9+/%]{80,}={0,2}")
_SENTENCE_START = re.compile(r"(?<=[.!?\"”’)\]])\s+(?=\S)|\s(?=\()")

TAIL_WINDOW = 500
"""Characters at the end of a line in which agency sentences are looked for."""

TAIL_AFTER = 200
"""A line's tail of leftovers is cut only after that many characters of article, and if it is no more than twice as
long as they are: the phrase may also stand in the middle of a long story."""


def cut_lines(lines: Iterable[Line], *, markers: Markers, has_tails: bool, has_runs: bool) -> Iterator[Line]:
    """The lines without the leftovers inside them; a line is split where something stood in its middle.

    ``has_tails`` and ``has_runs`` say whether the text has a tail phrase or a run without a space at all; they spare
    the search in the common case.
    """
    for line in lines:
        holes = _holes(line.text, has_runs=has_runs)
        tail = _tail_start(line.text, markers) if has_tails else None
        if tail is not None:
            holes.append((tail, len(line.text)))
        pieces = list(_pieces(line, sorted(holes))) if holes else [line]
        for piece in pieces:
            shorter = _without_boilerplate(piece, markers)
            if shorter is not None:
                yield shorter
        if tail is not None:
            yield Line(start=line.start + tail, end=line.end, text=line.text[tail:], new_paragraph=True, leftovers=True)


def _holes(text: str, *, has_runs: bool) -> list[tuple[int, int]]:
    holes = [match.span() for match in _SHORTCODE.finditer(text)] if "[" in text else []
    if has_runs:
        holes += [match.span() for match in _ENCODED_RUN.finditer(text)]
    return holes


def _pieces(line: Line, holes: list[tuple[int, int]]) -> Iterator[Line]:
    position = 0
    for start, end in [*holes, (len(line.text), len(line.text))]:
        piece = line.text[position : max(start, position)]
        stripped = piece.strip()
        if stripped:
            offset = line.start + position + piece.index(stripped)
            yield Line(
                start=offset,
                end=offset + len(stripped),
                text=stripped,
                new_paragraph=True,
            )
        position = max(position, end)


def _tail_start(text: str, markers: Markers) -> int | None:
    for match in markers.tail.finditer(text, TAIL_AFTER):
        if len(text) - match.start() <= 2 * match.start():
            return match.start()
    return None


def _without_boilerplate(line: Line, markers: Markers) -> Line | None:
    """The line without agency sentences at its end; None when nothing else is in it."""
    text, end, before = line.text, len(line.text), -1
    while end not in (0, before):
        before = end
        base = max(0, end - TAIL_WINDOW)
        starts = [] if base else [0]
        starts += [match.end() for match in _SENTENCE_START.finditer(text, base, end)]
        end = next((start for start in starts if markers.boilerplate.fullmatch(text, start, end)), end)
        while end and text[end - 1].isspace():
            end -= 1
    if not end:
        return None
    if end == len(text):
        return line
    return Line(start=line.start, end=line.start + end, text=text[:end], new_paragraph=line.new_paragraph)
