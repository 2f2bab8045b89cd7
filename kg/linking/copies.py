"""Which articles are copies of one text: an agency's story printed by many is one witness, not many."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz import fuzz

from kg.model import Article, Report

COMPARED = 1500
"""Characters that are compared: editors cut a story from its end."""
SHORTEST = 80
"""A text shorter than this must be the same to the letter; two short ones are alike too easily."""
SAME_TEXT = 88.0
"""Least similarity (rapidfuzz ratio, 0 to 100) of copies: a new lead word, a byline, a corrected figure."""
REPRINT_DAYS = 10
"""Days in which a story is printed again."""

_NOT_WORDS = re.compile(r"\W+")


def compared(article: Article) -> str:
    """What of an article is compared: its first words, without case and punctuation."""
    return _NOT_WORDS.sub(" ", article.text[: COMPARED * 2].casefold()).strip()[:COMPARED]


def same_text(one: str, other: str) -> bool:
    """Whether one of two compared texts is a copy of the other, or of its beginning."""
    if one == other:
        return bool(one)
    length = min(len(one), len(other))
    return length >= SHORTEST and fuzz.ratio(one[:length], other[:length], score_cutoff=SAME_TEXT) > 0


def witnesses(documents: Iterable[str], articles: Mapping[str, Article]) -> dict[str, str]:
    """Each article with the first of those it is a copy of (by publication, then id), itself when it is none's.

    A copy is compared with the first of its kind only; the order of ``documents`` does not matter.
    """
    known = [articles[each] for each in sorted(set(documents)) if each in articles]
    found = {each: each for each in documents}
    texts: list[str] = []
    first: list[str] = []
    for article in sorted(known, key=_age):
        text = compared(article)
        leader = _leader(text, texts)
        if leader is None:
            texts.append(text)
            first.append(article.id)
        else:
            found[article.id] = first[leader]
    return found


def _leader(text: str, texts: Sequence[str]) -> int | None:
    return next((n for n, other in enumerate(texts) if same_text(text, other)), None)


def _age(article: Article) -> tuple[str, str]:
    return str(article.published or "9999"), article.id


def originals(reports: Sequence[Report], articles: Mapping[str, Article]) -> dict[str, Report]:
    """For a report in a copy: the report of the text as it was printed first. Others are not in it.

    A copy printed later counts its "Monday" from the wrong day, so the original's time is the better one. Both quote
    the same words of the same parties, and the articles are copies printed within ``REPRINT_DAYS``; two texts of one
    publisher on different days are two of his texts, however much of them is formula.
    """
    blocks: dict[tuple[str, frozenset[str]], list[Report]] = defaultdict(list)
    for report in reports:
        if report.evidence and report.document in articles:
            words = _NOT_WORDS.sub(" ", report.evidence[0].quote.casefold())
            blocks[words, frozenset(p.actor.id for p in report.participants)].append(report)
    found: dict[str, Report] = {}
    for block in blocks.values():
        if len(block) > 1:
            found.update(_originals(sorted(block, key=lambda r: (*_age(articles[r.document]), r.id)), articles))
    return found


def _originals(block: Sequence[Report], articles: Mapping[str, Article]) -> Iterable[tuple[str, Report]]:
    leaders: list[tuple[Report, str]] = []
    for report in block:
        article = articles[report.document]
        text = compared(article)
        for leader, leading in leaders:
            if _reprinted(articles[leader.document], article) and same_text(leading, text):
                yield report.id, leader
                break
        else:
            leaders.append((report, text))


def _reprinted(first: Article, later: Article) -> bool:
    if first.id == later.id or first.published is None or later.published is None:
        return False
    gap = (later.published - first.published).days
    return gap == 0 or (gap <= REPRINT_DAYS and first.source != later.source)
