"""Merging the reports of many articles, best pairs first, where no pair of the whole contradicts."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from kg.linking.decision import ENOUGH, NEAR_DAYS, SAME_NEWS_DAYS, Candidate, contradict, score, side
from kg.linking.merging import merge
from kg.model import Article, Meeting, Report

MOST_SIDES = 12
"""Sides of one report that candidates are looked up by; a roll call of fifty would pair everybody."""


def link(reports: Iterable[Report], articles: Mapping[str, Article]) -> tuple[Meeting, ...]:
    """Group the reports into meetings, sorted by first day and id.

    ``articles`` gives publication dates and sources by article id. Only the set of reports counts: any order
    gives the same meetings, with the same ids.
    """
    candidates = sorted(
        (_candidate(r, articles) for r in {r.id: r for r in reports}.values()), key=lambda c: c.report.id
    )
    pairs = sorted(
        ((score(candidates[i], candidates[j]), i, j) for i, j in _pairs(candidates)),
        key=lambda p: (-p[0], candidates[p[1]].report.id, candidates[p[2]].report.id),
    )
    groups: dict[int, list[int]] = {i: [i] for i in range(len(candidates))}
    group_of = list(range(len(candidates)))
    for points, i, j in pairs:
        if points < ENOUGH or group_of[i] == group_of[j]:
            continue
        left, right = groups[group_of[i]], groups[group_of[j]]
        if any(contradict(candidates[a], candidates[b]) for a in left for b in right):
            continue
        gone = group_of[j]
        for member in right:
            group_of[member] = group_of[i]
        left += right
        del groups[gone]
    meetings = [_meeting([candidates[i].report for i in sorted(g)], articles) for g in groups.values()]
    return tuple(sorted(meetings, key=lambda m: (str(m.when.first or "9999"), m.id)))


def _candidate(report: Report, articles: Mapping[str, Article]) -> Candidate:
    article = articles.get(report.document)
    return Candidate(
        report=report,
        published=article.published if article else None,
        sides=frozenset(side(p) for p in report.participants),
    )


def _pairs(candidates: Sequence[Candidate]) -> Iterator[tuple[int, int]]:
    """Pairs worth comparing: two sides in common, and days or publications close to each other."""
    blocks: dict[tuple[str, str], list[int]] = defaultdict(list)
    for n, candidate in enumerate(candidates):
        for pair in combinations(sorted(candidate.sides)[:MOST_SIDES], 2):
            blocks[pair].append(n)
    seen: set[tuple[int, int]] = set()
    for _, members in sorted(blocks.items()):
        for i, j in _close(members, candidates):
            key = (min(i, j), max(i, j))
            if key not in seen and contradict(candidates[i], candidates[j]) is None:
                seen.add(key)
                yield key


def _close(members: Sequence[int], candidates: Sequence[Candidate]) -> Iterator[tuple[int, int]]:
    """Members of a block whose times can meet, found by a sweep over days instead of all with all."""
    spans = sorted((start, end, n) for n in members for start, end in _windows(candidates[n]))
    open_spans: list[tuple[int, int]] = []
    for start, end, n in spans:
        open_spans = [(e, m) for e, m in open_spans if e >= start]
        yield from ((m, n) for _, m in open_spans if m != n)
        open_spans.append((end, n))


def _windows(candidate: Candidate) -> Iterator[tuple[int, int]]:
    """Ordinal days in which a report looks for others: its meeting's days and its publication's."""
    if candidate.first and candidate.last:
        yield candidate.first.toordinal() - NEAR_DAYS, candidate.last.toordinal() + NEAR_DAYS
    if candidate.published:
        day = candidate.published.toordinal()
        yield 10_000_000 + day - SAME_NEWS_DAYS, 10_000_000 + day + SAME_NEWS_DAYS  # publications never meet meetings


def _meeting(reports: Sequence[Report], articles: Mapping[str, Article]) -> Meeting:
    key = "\x1f".join(sorted(r.id for r in reports))
    return merge(reports, articles, meeting_id="m" + hashlib.sha256(key.encode()).hexdigest()[:16])
