"""What is counted, and the measures made of the counts."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Counts over documents; they add up."""

    gold: int = 0
    predicted: int = 0
    found: int = 0
    strict: int = 0
    parties_gold: int = 0
    parties_found: int = 0
    parties_predicted: int = 0
    when_gold: int = 0
    when_exact: int = 0
    when_overlap: int = 0
    when_wrong: int = 0
    when_abstained: int = 0
    when_unknown: int = 0
    when_made_up: int = 0
    where_gold: int = 0
    where_right: int = 0
    where_wrong: int = 0
    where_abstained: int = 0
    where_unknown: int = 0
    where_made_up: int = 0
    status_right: int = 0
    medium_gold: int = 0
    medium_right: int = 0

    def __add__(self, other: Tally) -> Tally:
        mine, others = dataclasses.astuple(self), dataclasses.astuple(other)
        return Tally(**dict(zip(self.__slots__, map(sum, zip(mine, others, strict=True)), strict=True)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The measures, each from 0 to 1, and the three counts they rest on.

    ``when_made_up`` and ``where_made_up`` are shares of the found meetings whose gold has no date or place.
    """

    gold: int
    predicted: int
    found: int
    detection_precision: float
    detection_recall: float
    detection_f1: float
    participants_precision: float
    participants_recall: float
    participants_f1: float
    when_exact: float
    when_exact_or_overlap: float
    when_wrong: float
    when_abstained: float
    when_made_up: float
    where_right: float
    where_wrong: float
    where_abstained: float
    where_made_up: float
    status_accuracy: float
    medium_accuracy: float
    strict_precision: float
    strict_recall: float
    strict_f1: float

    @classmethod
    def of(cls, tally: Tally) -> Figures:
        """The measures of a tally; 0 where there was nothing to measure."""
        n = tally
        detection = share(n.found, n.predicted), share(n.found, n.gold)
        parties = share(n.parties_found, n.parties_predicted), share(n.parties_found, n.parties_gold)
        strict = share(n.strict, n.predicted), share(n.strict, n.gold)
        return cls(
            gold=n.gold,
            predicted=n.predicted,
            found=n.found,
            detection_precision=detection[0],
            detection_recall=detection[1],
            detection_f1=f1(*detection),
            participants_precision=parties[0],
            participants_recall=parties[1],
            participants_f1=f1(*parties),
            when_exact=share(n.when_exact, n.when_gold),
            when_exact_or_overlap=share(n.when_exact + n.when_overlap, n.when_gold),
            when_wrong=share(n.when_wrong, n.when_gold),
            when_abstained=share(n.when_abstained, n.when_gold),
            when_made_up=share(n.when_made_up, n.when_unknown),
            where_right=share(n.where_right, n.where_gold),
            where_wrong=share(n.where_wrong, n.where_gold),
            where_abstained=share(n.where_abstained, n.where_gold),
            where_made_up=share(n.where_made_up, n.where_unknown),
            status_accuracy=share(n.status_right, n.found),
            medium_accuracy=share(n.medium_right, n.medium_gold),
            strict_precision=strict[0],
            strict_recall=strict[1],
            strict_f1=f1(*strict),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """The middle 95% of a measure over resampled documents."""

    measure: str
    low: float
    high: float


def bootstrap(tallies: Mapping[str, Tally], *, samples: int, seed: int = 0) -> tuple[Interval, ...]:
    """Intervals of detection and strict F1, drawing as many documents as there are, with replacement.

    The same seed gives the same intervals. Raises ValueError when there is nothing to draw from.
    """
    if not tallies or samples < 1:
        raise ValueError(f"{len(tallies)} documents drawn {samples} times: at least one document and sample are needed")
    generator, documents = random.Random(seed), list(tallies)
    drawn = [
        Figures.of(sum((tallies[each] for each in generator.choices(documents, k=len(documents))), Tally()))
        for _ in range(samples)
    ]
    return (
        _interval("detection_f1", [figures.detection_f1 for figures in drawn]),
        _interval("strict_f1", [figures.strict_f1 for figures in drawn]),
    )


def _interval(measure: str, values: list[float]) -> Interval:
    ordered = sorted(values)
    return Interval(
        measure=measure, low=ordered[int(0.025 * len(ordered))], high=ordered[int(0.975 * len(ordered)) - 1]
    )


def share(part: float, whole: float) -> float:
    """``part`` of ``whole``, 0..1; 0 where there is nothing."""
    return part / whole if whole else 0.0


def f1(precision: float, recall: float) -> float:
    """The harmonic mean of both; 0 where both are."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
