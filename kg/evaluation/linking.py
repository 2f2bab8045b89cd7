"""How well reports are linked: pairwise and B-cubed figures over series whose right answer is known.

Pairwise: of all pairs of reports of one series, which are put together and which belong together. B-cubed (Bagga and
Baldwin 1998): for each report the share of its group that is right, and the share of its meeting that is there.
Parts: of the reports said or found to be in a part of another meeting, those of which that is right.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Protocol

from kg.evaluation.figures import f1, share
from kg.evaluation.series import Row, Series
from kg.linking import link
from kg.model import Article, Report

UNCERTAIN = "?"
"""A row's meeting that nobody can know: joining it to another row is wrong, leaving it alone is right."""


class Reader(Protocol):
    """What reads the reports of an article (``kg.pipeline.Extractor``)."""

    def extract(self, article: Article) -> tuple[Article, tuple[Report, ...]]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkFigures:
    """Figures over some series, each measure from 0 to 1."""

    series: int
    reports: int
    series_right: int
    """Series without any fault."""
    pairwise_precision: float
    pairwise_recall: float
    pairwise_f1: float
    b_cubed_precision: float
    b_cubed_recall: float
    b_cubed_f1: float
    parts_precision: float
    parts_recall: float
    parts_f1: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """A series with the group that each row was put into, and the group that this is a part of."""

    series: Series
    groups: tuple[str, ...]
    wholes: tuple[str | None, ...]
    """For each row the group of which its own group is a part, where a row is in that one."""

    @property
    def wrong(self) -> tuple[tuple[int, int, str], ...]:
        """Pairs of row numbers (from 1) with what is wrong: "joined" or "apart"."""
        faults = []
        for i, j in combinations(range(len(self.groups)), 2):
            together = self.groups[i] == self.groups[j]
            if together != _same(self.series.rows[i], self.series.rows[j]):
                faults.append((i + 1, j + 1, "joined" if together else "apart"))
        return tuple(faults)

    @property
    def wrong_parts(self) -> tuple[int, ...]:
        """Rows (from 1) whose meeting is said to be a part of the wrong one, or is not said to be one."""
        rows = self.series.rows
        return tuple(n + 1 for n, row in enumerate(rows) if self.wholes[n] not in self._right_wholes(row))

    def _right_wholes(self, row: Row) -> set[str | None]:
        if row.part_of is None:
            return {None}
        return {group for group, each in zip(self.groups, self.series.rows, strict=True) if each.meeting == row.part_of}


def link_series(series: Iterable[Series], *, reader: Reader | None = None) -> tuple[Linked, ...]:
    """Link each series for itself. ``reader`` is needed for series with texts; without it they are left out."""
    return tuple(_linked(each, reader) for each in series if reader is not None or not each.read)


def _linked(series: Series, reader: Reader | None) -> Linked:
    articles: dict[str, Article] = {}
    reports: list[Report] = []
    own: list[str | None] = []
    for row in series.rows:
        if row.report is not None:
            articles[row.article.id] = row.article
            reports.append(row.report)
            own.append(row.report.id)
        elif reader is not None:
            article, found = reader.extract(row.article)
            articles[article.id] = article
            reports.extend(found)
            told = [report.id for report in found if report.kind != "visit"] or [report.id for report in found]
            own.append(told[0] if told else None)
    home = {report: meeting for meeting in link(reports, articles) for report in meeting.reports}
    groups = tuple(home[id_].id if id_ else f"unread {n}" for n, id_ in enumerate(own))
    wholes = (home[id_].part_of if id_ else None for id_ in own)
    return Linked(series=series, groups=groups, wholes=tuple(each if each in groups else None for each in wholes))


def measure(linked: Sequence[Linked]) -> LinkFigures:
    """The figures of linked series; 0 where there was nothing to measure."""
    together = right = belonging = 0
    precisions: list[float] = []
    recalls: list[float] = []
    parts_found = parts_right = parts_gold = 0
    for each in linked:
        rows, groups = each.series.rows, each.groups
        for i, j in combinations(range(len(rows)), 2):
            same = _same(rows[i], rows[j])
            together += groups[i] == groups[j]
            belonging += same
            right += same and groups[i] == groups[j]
        for i in range(len(rows)):
            precision, recall = _b_cubed(rows, groups, i)
            precisions.append(precision)
            recalls.append(recall)
        wrong = set(each.wrong_parts)
        for n, row in enumerate(rows, start=1):
            parts_found += each.wholes[n - 1] is not None
            parts_gold += row.part_of is not None
            parts_right += row.part_of is not None and n not in wrong
    pairwise = share(right, together), share(right, belonging)
    b_cubed = share(sum(precisions), len(precisions)), share(sum(recalls), len(recalls))
    parts = share(parts_right, parts_found), share(parts_right, parts_gold)
    return LinkFigures(
        series=len(linked),
        reports=len(precisions),
        series_right=sum(not each.wrong and not each.wrong_parts for each in linked),
        pairwise_precision=pairwise[0],
        pairwise_recall=pairwise[1],
        pairwise_f1=f1(*pairwise),
        b_cubed_precision=b_cubed[0],
        b_cubed_recall=b_cubed[1],
        b_cubed_f1=f1(*b_cubed),
        parts_precision=parts[0],
        parts_recall=parts[1],
        parts_f1=f1(*parts),
    )


def _b_cubed(rows: Sequence[Row], groups: Sequence[str], i: int) -> tuple[float, float]:
    """The share of a report's group that is of its meeting, and the share of its meeting that is in its group."""
    group = {j for j in range(len(rows)) if groups[j] == groups[i]}
    gold = {j for j in range(len(rows)) if i == j or _same(rows[i], rows[j])}
    common = len(group & gold)
    return common / len(group), common / len(gold)


def _same(one: Row, other: Row) -> bool:
    return one.meeting == other.meeting != UNCERTAIN
