"""Which articles are copies of one text: an agency's story printed by many is one witness, not many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz

from kg.linking.press import NOT_WORDS, Press
from kg.model import Article, Report

SHORTEST = 80
"""A text shorter than this must be the same to the letter; two short ones are alike too easily."""
SAME_TEXT = 88.0
"""Least similarity (rapidfuzz ratio, 0 to 100) of copies: a new lead word, a byline, a corrected figure."""
REPRINT_DAYS = 10
"""Days in which a story is printed again."""


def same_text(one: str, other: str) -> bool:
    """Whether one of two compared texts is a copy of the other, or of its beginning."""
    if one == other:
        return bool(one)
    length = min(len(one), len(other))
    return length >= SHORTEST and fuzz.ratio(one[:length], other[:length], score_cutoff=SAME_TEXT) > 0


def witnesses(reports: Sequence[Report], press: Press) -> dict[str, str]:
    """The article of each report with the first of those it is a copy of; itself when it is none's.

    ``reports`` are sorted by age. A copy is compared with the first of its kind only.
    """
    found: dict[str, str] = {}
    texts: list[str] = []
    first: list[str] = []
    for document in dict.fromkeys(report.document for report in reports):
        found[document] = document
        if document in press:
            text = press.beginning(document)
            leader = _leader(text, texts)
            if leader is None:
                texts.append(text)
                first.append(document)
            else:
                found[document] = first[leader]
    return found


def _leader(text: str, texts: Sequence[str]) -> int | None:
    return next((n for n, other in enumerate(texts) if same_text(text, other)), None)


def originals(reports: Sequence[Report], press: Press) -> dict[str, Report]:
    """For a report in a copy: the report of the text as it was printed first. Others are not in it.

    A copy printed later counts its "Monday" from the wrong day, so the original's time is the better one. Both quote
    the same words of the same parties, and the articles are copies printed within ``REPRINT_DAYS``; two texts of one
    publisher on different days are two of his texts, however much of them is formula.
    """
    blocks: dict[tuple[str, frozenset[str]], list[Report]] = defaultdict(list)
    for report in reports:
        if report.evidence and report.document in press:
            words = NOT_WORDS.sub(" ", report.evidence[0].quote.casefold())
            blocks[words, frozenset(p.actor.id for p in report.participants)].append(report)
    found: dict[str, Report] = {}
    for block in blocks.values():
        if len(block) > 1:
            found.update(_originals(sorted(block, key=lambda r: (press.age(r), r.document, r.id)), press))
    return found


def _originals(block: Sequence[Report], press: Press) -> Iterable[tuple[str, Report]]:
    leaders: list[tuple[Report, str]] = []
    for report in block:
        article, text = press[report.document], press.beginning(report.document)
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
