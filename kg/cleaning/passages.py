"""Kept lines to passages: title, dateline, and one body passage a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.cleaning.datelines import is_place_alone, read_dateline
from kg.cleaning.dates import read_date_line
from kg.cleaning.lines import Line, ends_sentence, is_headline, is_prose
from kg.cleaning.markers import Markers, fold_line
from kg.cleaning.schedules import entry_passage, schedule_of
from kg.model import Article, Passage, PassageKind

WRAPPED = range(45, 111)
"""Characters; a text whose longest line is within this range may be hard-wrapped."""

DATELINE_WITHIN = 4
"""Paragraphs in which a dateline is looked for; one of prose counts twice, so that a summary may stand above it."""

LONGEST_PASSAGE = 30_000
"""Characters; the memory of the language pipeline grows with the passage. Whole pages in one line have some 10,000."""

_SPACE = re.compile(r"\s+")
_BYLINE = re.compile(
    r"(?i:by) [A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|and|de|van|von|al|bin|&)){1,8}"
    r"(?:,? (?:in|for) .{2,40}|,? [A-Z][\w. ]{2,30})?"
)


def make_passages(article: Article, lines: Sequence[Line], *, dated: frozenset[int], markers: Markers) -> list[Passage]:
    """The passages of an article out of its kept lines; ``dated`` holds the starts of lines that only date the page."""
    lines = [line for position, line in enumerate(lines) if position >= 6 or not _BYLINE.fullmatch(line.text[:120])]
    passages: list[Passage] = []
    title = _title_line(article, lines)
    if title is not None:
        passages.append(_passage(article, title.start, title.end, "title"))
        lines = [line for line in lines if line is not title]
    elif article.title and article.title.strip():
        passages.append(_title_passage(article.title))
    entries = schedule_of(article, lines)
    if entries:
        dated = dated | {entry.line.start for entry in entries}
        passages += [entry_passage(article, entry) for entry in entries]
        lines = [line for line in lines if line.start not in dated]
    body = list(_paragraphs(lines, article.text, dated))
    datelines_left = DATELINE_WITHIN
    for n, (start, end) in enumerate(body):
        over_date = n < DATELINE_WITHIN and n + 1 < len(body) and body[n + 1][0] in dated
        if over_date and is_place_alone(article.text[start:end], markers=markers):
            passages.append(_passage(article, start, end, "dateline"))
            datelines_left = 0
            continue
        if start in dated:
            if _is_bare_date(article.text[start:end]):
                passages.append(_passage(article, start, end, "dateline"))
            continue
        dateline = read_dateline(article.text[start:end], markers=markers) if datelines_left > 0 else None
        datelines_left -= 2 if is_prose(article.text[start:end]) else 1
        if dateline is not None:
            datelines_left = 0
            passages.append(_dateline_passage(article, start, start + dateline.end))
            start += dateline.end
        passages += (_passage(article, *part, "body") for part in _parts(article.text, start, end))
    return sorted(passages, key=lambda p: (p.kind != "title", p.start))


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The paragraph, or what it is cut into at sentences or words when it is longer than any paragraph is."""
    while end - start > LONGEST_PASSAGE:
        latest = start + LONGEST_PASSAGE
        cut = max(text.rfind(". ", start, latest), text.rfind("\n", start, latest)) + 1
        cut = cut or text.rfind(" ", start, latest) + 1 or latest
        yield start, cut
        space = _SPACE.match(text, cut, end)
        start = space.end() if space else cut
    if start < end:
        yield start, end


def _title_line(article: Article, lines: Sequence[Line]) -> Line | None:
    """The line of the text that is the title: the given title again, or a headline before the first paragraph."""
    if article.title and article.title.strip():
        folded = fold_line(article.title)
        return next((line for line in lines[:3] if fold_line(line.text) == folded), None)
    if not lines or not is_headline(lines[0].text):
        return None
    if len(lines) == 1:
        return lines[0]  # all there is of the article
    width = max(len(line.text) for line in lines)
    if _continues(lines[0], lines[1], width, article.text):
        return None  # the first line of a hard-wrapped paragraph
    followers = [line for line in lines[1:6] if is_prose(line.text) or (ends_sentence(line.text) and " " in line.text)]
    return lines[0] if followers or len(lines) == 2 else None


def _paragraphs(lines: Sequence[Line], text: str, dated: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Start and end of each paragraph: a line, or the lines of a hard-wrapped paragraph."""
    width = max((len(line.text) for line in lines), default=0)
    start: int | None = None
    for position, line in enumerate(lines):
        if start is None:
            start = line.start
        following = lines[position + 1] if position + 1 < len(lines) else None
        if following is not None and line.start not in dated and _continues(line, following, width, text):
            continue
        yield start, line.end
        start = None


def _continues(line: Line, following: Line, width: int, text: str) -> bool:
    """Whether the next line goes on with this line's paragraph: it was broken because the next word did not fit, or
    somewhere in a sentence."""
    if following.new_paragraph or text[line.end : following.start].strip():
        return False
    broken = following.text[0].islower() and not ends_sentence(line.text)
    if width not in WRAPPED:
        return broken and len(line.text) >= WRAPPED.start and is_prose(following.text)
    first_word = following.text.split(maxsplit=1)[0]
    if len(line.text) + 1 + len(first_word) > width:
        return True
    return broken and len(line.text) * 2 > width


def _is_bare_date(text: str) -> bool:
    line = read_date_line(text)
    return line is not None and line.published is not None and not line.label


def _passage(article: Article, start: int, end: int, kind: PassageKind) -> Passage:
    return Passage(start=start, end=end, text=article.text[start:end], kind=kind)


def _dateline_passage(article: Article, start: int, end: int) -> Passage:
    return _passage(article, start, start + len(article.text[start:end].rstrip()), "dateline")


def _title_passage(title: str) -> Passage:
    text = title.strip()
    start = title.index(text)
    return Passage(start=start, end=start + len(text), text=text, kind="title", field="title")
