"""How well names are told apart: ``compare`` on labelled pairs of names, and plain string similarity beside it.

The pairs come in two halves: weights and thresholds are set on the development half, figures are of the check half.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz.distance import JaroWinkler

from kg.knowledge import fold
from kg.resolution.names import SAME_NAME, compare

Similarity = Callable[[str, str], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class NamePair:
    """Two written names, and whether they are one person's."""

    one: str
    other: str
    same: bool
    half: str
    """development or check."""
    kind: str = ""
    """What garbled the name: typing, transliteration, mt (machine translation), ocr, order, nickname …"""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameFigures:
    """How a way of comparing names does on labelled pairs: 0 to 1 each."""

    method: str
    threshold: float
    precision: float
    recall: float
    f1: float
    pairs: int


def read_name_pairs(path: Path) -> tuple[NamePair, ...]:
    """Pairs from a CSV file with the columns half, label, one, other, kind.

    Raises ValueError naming file and line where a label is neither "same" nor "different".
    """
    with path.open(newline="", encoding="utf-8") as file:
        return tuple(_pair(row, f"{path}:{number}") for number, row in enumerate(csv.DictReader(file), start=2))


def _pair(row: Mapping[str, str], where: str) -> NamePair:
    label = row.get("label")
    if label not in ("same", "different") or not row.get("one") or not row.get("other"):
        raise ValueError(f"{where}: label is {label!r}: write two names and the label same or different")
    return NamePair(
        one=row["one"],
        other=row["other"],
        same=label == "same",
        half=row.get("half", "check"),
        kind=row.get("kind", ""),
    )


def evaluate_names(pairs: Iterable[NamePair]) -> tuple[NameFigures, ...]:
    """Figures on the check half: this project's comparison at its fixed threshold, then Jaro-Winkler on the names as
    written and folded, each at the threshold that is best on the development half."""
    known = tuple(pairs)
    return (
        figures("diplomacy-kg", _ours, known, threshold=SAME_NAME),
        figures("rapidfuzz Jaro-Winkler", JaroWinkler.similarity, known),
        figures("rapidfuzz Jaro-Winkler, folded", _folded, known),
    )


def figures(
    method: str, similarity: Similarity, pairs: Sequence[NamePair], *, threshold: float | None = None
) -> NameFigures:
    """Figures of one way of comparing on the check half; with no threshold, the best of the development half."""
    halves: dict[bool, list[tuple[float, bool]]] = {True: [], False: []}
    for pair in pairs:
        halves[pair.half == "check"].append((similarity(pair.one, pair.other), pair.same))
    if threshold is None:
        options = sorted({score for score, _ in halves[False]}) or [1.0]
        threshold = max(options, key=lambda t: (_measures(halves[False], t)[2], -t))
    precision, recall, f1 = _measures(halves[True], threshold)
    return NameFigures(
        method=method, threshold=threshold, precision=precision, recall=recall, f1=f1, pairs=len(halves[True])
    )


def _measures(scored: Sequence[tuple[float, bool]], threshold: float) -> tuple[float, float, float]:
    found = sum(score >= threshold for score, _ in scored)
    wanted = sum(same for _, same in scored)
    right = sum(same and score >= threshold for score, same in scored)
    precision, recall = right / found if found else 0.0, right / wanted if wanted else 0.0
    return precision, recall, 2 * right / (found + wanted) if found + wanted else 0.0


def _ours(one: str, other: str) -> float:
    return compare(one, other).score


def _folded(one: str, other: str) -> float:
    return JaroWinkler.similarity(fold(one), fold(other))
