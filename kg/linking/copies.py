"""Which articles are copies of one text: an agency's story printed by many is one witness, not many.

Two texts are copies when one has half of the runs of five words of the other's beginning, or of the whole of it where
it is short. ``benchmarks/copies.py`` compares this with libraries: of 250 government releases and 500 edited copies
(cut, with new leads, bylines, words or sentences changed) it finds 0.995 of the pairs and one false pair in 20,400,
rapidfuzz's ratio of the beginnings 0.933 and none, datasketch's MinHash 0.980 and one, in eight times the time.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from kg.linking.press import NOT_WORDS, Press
from kg.model import Article, Report

RUN = 5
"""Words of a run."""
SHARE = 0.5
"""Least share of the shorter text's runs that copies have in common."""
FEWEST = 12
"""Texts with fewer runs must be the same to the letter: short ones are alike too easily."""
REPRINT_DAYS = 10
"""Days in which a story is printed again."""

Runs = frozenset[tuple[str, ...]]
Saying = tuple[str, frozenset[str]]


def runs(text: str) -> Runs:
    """All runs of five words; of a shorter text all its words."""
    words = text.split()
    if len(words) < RUN:
        return frozenset({tuple(words)})
    return frozenset(zip(*(words[n:] for n in range(RUN)), strict=False))


def same_text(one: Runs, other: Runs) -> bool:
    """Whether one of two texts is a copy of the other, or of a part of it."""
    if one == other:
        return True
    return _enough(len(one & other), one, other)


def _enough(common: int, one: Runs, other: Runs) -> bool:
    fewer = min(len(one), len(other))
    return fewer >= FEWEST and common >= SHARE * fewer


def witnesses(reports: Sequence[Report], press: Press) -> dict[str, str]:
    """The article of each report with the first of those it is a copy of; itself when it is none's.

    ``reports`` are sorted by age. A copy is compared with the first of its kind only.
    """
    found: dict[str, str] = {}
    first: list[tuple[str, Runs]] = []
    having: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for document in dict.fromkeys(report.document for report in reports):
        found[document] = document
        if document not in press:
            continue
        text = runs(press.beginning(document))
        common = Counter(n for run in text for n in having.get(run, ()))
        alike = [n for n in sorted(common) if text == first[n][1] or _enough(common[n], text, first[n][1])]
        if alike:
            found[document] = first[alike[0]][0]
            continue
        for run in text:
            having[run].append(len(first))
        first.append((document, text))
    return found


def originals(reports: Sequence[Report], press: Press) -> dict[str, Report]:
    """For a report in a copy: the report of the text as it was printed first. Others are not in it.

    A copy printed later counts its "Monday" from the wrong day, so the original's time is the better one. Both quote
    the same words of the same parties, and the articles are copies printed within ``REPRINT_DAYS``; two texts of one
    publisher on different days are two of his texts, however much of them is formula.
    """
    blocks: dict[Saying, list[Report]] = defaultdict(list)
    for report in reports:
        said = saying(report)
        if said and report.document in press:
            blocks[said].append(report)
    found: dict[str, Report] = {}
    for block in blocks.values():
        if len(block) > 1:
            found.update(_originals(sorted(block, key=lambda r: (press.age(r), r.document, r.id)), press))
    return found


def saying(report: Report) -> Saying | None:
    """What reports in copies have in common: the words that are quoted, and of whom they are."""
    if not report.evidence:
        return None
    words = NOT_WORDS.sub(" ", report.evidence[0].quote.casefold())
    return words, frozenset(party.actor.id for party in report.participants)


def _originals(block: Sequence[Report], press: Press) -> Iterable[tuple[str, Report]]:
    leaders: list[tuple[Report, Runs]] = []
    for report in block:
        article, text = press[report.document], runs(press.beginning(report.document))
        for leader, leading in leaders:
            if _reprinted(press[leader.document], article) and same_text(leading, text):
                yield report.id, leader
                break
        else:
            leaders.append((report, text))


def _reprinted(first: Article, later: Article) -> bool:
    if first.id == later.id or first.published is None or later.published is None:
        return False
    gap = (later.published - first.published).days
    return gap == 0 or (gap <= REPRINT_DAYS and first.source != later.source)
