"""Where the nodes of a drawn network lie: stress majorization (Gansner, Koren and North 2004), in plain Python.

No random number and no library of linear algebra, so that the same network looks the same on every machine. For a
hundred nodes it takes about a second.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import cos, hypot, pi, sin, sqrt

ROUNDS = 80
_SETTLED = 1e-3
_GOLDEN = pi * (3 - sqrt(5))
_GAP = 28.0
"""Pixels between parts that hang together."""
Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """The room that a node wants around its middle."""

    left: float
    right: float
    up: float
    down: float


def arranged(boxes: Mapping[str, Box], pairs: Iterable[tuple[str, str]], *, length: float) -> dict[str, Point]:
    """The middle of every node, in pixels from the top left corner: an edge is about ``length``, no box hides another.

    What does not hang together is laid out by itself, the largest part first.
    """
    near: dict[str, list[str]] = {node: [] for node in boxes}
    for one, other in sorted(set(pairs)):
        near[one].append(other)
        near[other].append(one)
    parts = sorted(_parts(near), key=lambda part: (-len(part), part))
    laid = []
    for part in parts:
        unit = _stress(part, near)
        laid.append(_apart({node: (x * length, y * length) for node, (x, y) in unit.items()}, boxes))
    return _packed(laid, boxes)


def _parts(near: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """The nodes that hang together, each part from its best connected node outwards."""
    left = set(near)
    parts = []
    for start in sorted(near, key=lambda node: (-len(near[node]), node)):
        if start in left:
            part = list(_distances(start, near))
            left.difference_update(part)
            parts.append(part)
    return parts


def _distances(start: str, near: Mapping[str, Sequence[str]]) -> dict[str, int]:
    found = {start: 0}
    waiting = deque([start])
    while waiting:
        node = waiting.popleft()
        for other in near[node]:
            if other not in found:
                found[other] = found[node] + 1
                waiting.append(other)
    return found


def _stress(part: Sequence[str], near: Mapping[str, Sequence[str]]) -> dict[str, Point]:
    """Points whose distances are as close as can be to the number of edges between their nodes."""
    number = {node: n for n, node in enumerate(part)}
    apart = [[0.0] * len(part) for _ in part]
    for node in part:
        for other, distance in _distances(node, near).items():
            apart[number[node]][number[other]] = float(distance)
    xs = [sqrt(n) * cos(n * _GOLDEN) for n in range(len(part))]
    ys = [sqrt(n) * sin(n * _GOLDEN) for n in range(len(part))]
    for _ in range(ROUNDS):
        if _improved(xs, ys, apart) < _SETTLED:
            break
    return {node: (xs[n], ys[n]) for node, n in number.items()}


def _improved(xs: list[float], ys: list[float], apart: Sequence[Sequence[float]]) -> float:
    """Move every node where the others want it; gives the farthest move."""
    farthest = 0.0
    for i, wanted in enumerate(apart):
        x, y = xs[i], ys[i]
        weights = along = across = 0.0
        for j, distance in enumerate(wanted):
            if j != i:
                weight = 1 / (distance * distance)
                dx, dy = x - xs[j], y - ys[j]
                stretch = distance / (hypot(dx, dy) or 1e-9)
                along += weight * (xs[j] + dx * stretch)
                across += weight * (ys[j] + dy * stretch)
                weights += weight
        if weights:
            xs[i], ys[i] = along / weights, across / weights
            farthest = max(farthest, abs(xs[i] - x), abs(ys[i] - y))
    return farthest


def _apart(points: dict[str, Point], boxes: Mapping[str, Box]) -> dict[str, Point]:
    """The points pushed until no box lies on another, or nearly so."""
    nodes = list(points)
    xs, ys = [points[node][0] for node in nodes], [points[node][1] for node in nodes]
    for _ in range(ROUNDS):
        clean = True
        for i, one in enumerate(nodes):
            a = boxes[one]
            for j in range(i):
                b = boxes[nodes[j]]
                right = xs[i] >= xs[j]
                down = ys[i] >= ys[j]
                wide = (b.right + a.left - xs[i] + xs[j]) if right else (a.right + b.left - xs[j] + xs[i])
                high = (b.down + a.up - ys[i] + ys[j]) if down else (a.down + b.up - ys[j] + ys[i])
                if wide > 0 and high > 0:
                    clean = False
                    if wide < high:
                        move = wide / 2 if right else -wide / 2
                        xs[i], xs[j] = xs[i] + move, xs[j] - move
                    else:
                        move = high / 2 if down else -high / 2
                        ys[i], ys[j] = ys[i] + move, ys[j] - move
        if clean:
            break
    return {node: (xs[n], ys[n]) for n, node in enumerate(nodes)}


def _packed(parts: Sequence[Mapping[str, Point]], boxes: Mapping[str, Box]) -> dict[str, Point]:
    """All parts beside and below each other, in lines as wide as the largest part or as a square would be."""
    frames = [_frame(part, boxes) for part in parts]
    area = sum((right - left + _GAP) * (down - up + _GAP) for left, right, up, down in frames)
    widest = max([sqrt(area * 1.6), *(right - left for left, right, _, _ in frames)], default=0.0)
    placed: dict[str, Point] = {}
    x = y = line = 0.0
    for part, (left, right, up, down) in zip(parts, frames, strict=True):
        if x and x + right - left > widest:
            x, y, line = 0.0, y + line + _GAP, 0.0
        placed.update({node: (px - left + x, py - up + y) for node, (px, py) in part.items()})
        x += right - left + _GAP
        line = max(line, down - up)
    return placed


def _frame(part: Mapping[str, Point], boxes: Mapping[str, Box]) -> tuple[float, float, float, float]:
    return (
        min(x - boxes[node].left for node, (x, _) in part.items()),
        max(x + boxes[node].right for node, (x, _) in part.items()),
        min(y - boxes[node].up for node, (_, y) in part.items()),
        max(y + boxes[node].down for node, (_, y) in part.items()),
    )
