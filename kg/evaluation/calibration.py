"""Whether confidence means something: of the reports given 0.8, how many are right; and the points that make it so.

The points of the reasons are a logistic regression of "right" on the reasons that hold, drawn towards zero where few
reports have a reason. They are judged crosswise: each tenth of the articles by the points fitted on the others.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from kg.evaluation.annotations import Annotation, of_report
from kg.evaluation.scoring import score
from kg.model import Article
from kg.resolution.confidence import REASONS, Weights, believed, reasons_for

if TYPE_CHECKING:
    from kg.pipeline import Extractor

RIDGE = 2.0
"""How strongly points are drawn to zero: as if so many reports had spoken against each reason's mattering."""
FOLDS = 10
STEPS = 25
"""Newton's steps; the fit stands still after about eight."""
BINS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One report held against the annotation of its article."""

    document: str
    reasons: frozenset[str]
    right: bool
    """Whether it found an annotated meeting; what is not counted in the measures (domestic, general) is not judged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """The reports whose confidence lies between two tenths."""

    low: float
    high: float
    reports: int
    given: float
    """Their mean confidence."""
    right: float
    """The share of them that is right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """How well confidence tells right reports from wrong ones."""

    reports: int
    right: float
    """The share of all that is right."""
    auc: float
    """How often a right report is surer than a wrong one, ties counted half; 0.5 is chance."""
    error: float
    """The expected calibration error: by how much given and right differ in a bin, on average over the reports."""
    bins: tuple[Bin, ...]
    """Those that are not empty."""


def judge(
    articles: Iterable[Article], gold: Mapping[str, Sequence[Annotation]], *, extractor: Extractor
) -> tuple[Judged, ...]:
    """The reports that ``extractor`` makes of the annotated articles. Raises ValueError when none is annotated."""
    told = {}
    predicted: dict[str, list[Annotation]] = {}
    for article in articles:
        if article.id in gold:
            predicted[article.id] = []
            for each in extractor.tell(article)[1]:
                seen = of_report(each.report)
                told[id(seen)] = each
                predicted[article.id].append(seen)
    if not predicted:
        raise ValueError("none of the articles is annotated: the ids in the gold file must be those of the articles")
    wanted = {document: gold[document] for document in predicted}
    return tuple(
        Judged(
            document=finding.document,
            reasons=frozenset(reason.name for reason in reasons_for(told[id(finding.predicted)])),
            right=finding.gold is not None,
        )
        for finding in score(wanted, predicted).findings
        if finding.predicted is not None
    )


def fit(judged: Sequence[Judged]) -> Weights:
    """The points that make ``judged`` most probable. Raises ValueError where all are right or all wrong."""
    if len({each.right for each in judged}) < 2:
        raise ValueError(f"{len(judged)} reports, all right or all wrong: points need some of both")
    rows = _rows(judged)
    right = np.array([each.right for each in judged], dtype=np.float64)
    points = np.zeros(rows.shape[1])
    ridge = np.diag([0.0] + [RIDGE] * len(REASONS))
    for _ in range(STEPS):
        share = 1 / (1 + np.exp(-rows @ points))
        slope = rows.T @ (right - share) - ridge @ points
        bend = (rows * (share * (1 - share))[:, None]).T @ rows + ridge
        points = points + np.linalg.solve(bend, slope)
    base, *others = (round(float(each), 2) for each in points)
    return Weights(base=base, points={reason.name: value for reason, value in zip(REASONS, others, strict=True)})


def _rows(judged: Sequence[Judged]) -> NDArray[np.float64]:
    names = [reason.name for reason in REASONS]
    return np.array([[1.0, *(float(name in each.reasons) for name in names)] for each in judged])


def given(judged: Sequence[Judged], weights: Weights) -> tuple[float, ...]:
    """The confidence that the points give each."""
    return tuple(believed(sorted(each.reasons), weights) for each in judged)


def given_crosswise(judged: Sequence[Judged]) -> tuple[float, ...]:
    """The confidence each would have by points fitted on the other tenths of the articles.

    Raises ValueError where the others are all right or all wrong.
    """
    folds = [_fold(each.document) for each in judged]
    weights = {
        fold: fit([each for each, at in zip(judged, folds, strict=True) if at != fold]) for fold in sorted(set(folds))
    }
    return tuple(believed(sorted(each.reasons), weights[at]) for each, at in zip(judged, folds, strict=True))


def _fold(document: str) -> int:
    return int(hashlib.sha256(document.encode()).hexdigest(), 16) % FOLDS


def calibration(judged: Sequence[Judged], confidences: Sequence[float]) -> Calibration:
    """Measure the confidence that each of ``judged`` was given."""
    pairs = list(zip(confidences, (each.right for each in judged), strict=True))
    bins = []
    for n in range(BINS):
        inside = [pair for pair in pairs if min(int(pair[0] * BINS + 1e-9), BINS - 1) == n]
        if inside:
            mean, right = (sum(column) / len(inside) for column in zip(*inside, strict=True))
            bins.append(Bin(low=n / BINS, high=(n + 1) / BINS, reports=len(inside), given=mean, right=right))
    return Calibration(
        reports=len(pairs),
        right=sum(right for _, right in pairs) / len(pairs) if pairs else 0.0,
        auc=_auc([sure for sure, right in pairs if right], [sure for sure, right in pairs if not right]),
        error=sum(each.reports * abs(each.given - each.right) for each in bins) / len(pairs) if pairs else 0.0,
        bins=tuple(bins),
    )


def _auc(right: Sequence[float], wrong: Sequence[float]) -> float:
    if not right or not wrong:
        return 0.5
    won = sum((one > other) + 0.5 * (one == other) for one in right for other in wrong)
    return won / (len(right) * len(wrong))


def as_toml(weights: Weights) -> str:
    """The points as the data file has them."""
    head = '# What the reasons of confidence.py are worth, in log-odds. Written by "kg evaluate calibration --fit".'
    points = [f"{name} = {value}" for name, value in weights.points.items()]
    return "\n".join([head, f"base = {weights.base}", "", "[points]", *points, ""])
