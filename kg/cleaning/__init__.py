"""The article in the text of a page: title, dateline and body stay, page leftovers go.

The text itself is never changed: passages carry offsets into it. Which lines belong to the article is decided in
``regions``; what leftovers look like is data, ``markers.toml``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kg.cleaning.cuts import cut_lines
from kg.cleaning.datelines import Dateline, publication_date, read_dateline
from kg.cleaning.dates import DateLine, date_in_url, read_date_line
from kg.cleaning.lines import Line, is_prose, split_lines
from kg.cleaning.markers import load_markers
from kg.cleaning.passages import make_passages
from kg.cleaning.regions import article_lines
from kg.model import Article, DateSource, Passage

__all__ = ["Cleaned", "Dateline", "clean", "dateline_of"]

_RUN = re.compile(r"\S{80}")

TOP = 12
"""Lines; a line that dates the page stands among the first twelve, before the second paragraph."""

LONGEST_LEDE = 400
"""Characters; a longer paragraph above a line with a date is the article, not its summary."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """An article and the passages of it that are article."""

    article: Article
    """As given, with ``title`` and ``published`` filled where the text or the address has them."""
    passages: tuple[Passage, ...]
    """The title first, then in the order of the text; they do not overlap."""


def clean(article: Article) -> Cleaned:
    """Find title, dateline and body of the article, and its publication date where it had none.

    A date is taken, in this order, from a line at the top that says when the page was published, the address, the
    dateline, a line at the top that says when it was updated. Dates elsewhere on the page belong to something else.
    Never raises; a page of nothing but leftovers has no passages.
    """
    markers = load_markers()
    has_tails = any(phrase in article.text for phrase in markers.tails)
    has_runs = _RUN.search(article.text) is not None
    lines = list(cut_lines(split_lines(article.text), markers=markers, has_tails=has_tails, has_runs=has_runs))
    wanted, outside = article_lines(lines, markers=markers)
    dates = _dates_at_top(lines, outside, article.url)
    kept = [line for line, keep in zip(lines, wanted, strict=True) if keep or line.start in dates]
    passages = tuple(make_passages(article, kept, dated=frozenset(dates), markers=markers))
    title = article.title
    if title is None and passages and passages[0].kind == "title":
        title = passages[0].text
    cleaned = Cleaned(article=replace(article, title=title), passages=passages)
    if article.published is not None:
        return cleaned
    published, source = _publication(cleaned, list(dates.values()))
    return replace(cleaned, article=replace(cleaned.article, published=published, published_from=source))


def dateline_of(cleaned: Cleaned) -> Dateline | None:
    """Place, words of the date and agency of the article's dateline; None when it has none."""
    markers = load_markers()
    for passage in cleaned.passages:
        if passage.kind == "dateline":
            rest = cleaned.article.text[passage.start : passage.end + 60]
            dateline = read_dateline(passage.text, markers=markers) or read_dateline(rest, markers=markers)
            if dateline is not None:
                return dateline
    return None


def _dates_at_top(lines: Sequence[Line], outside: Sequence[bool], url: str | None) -> Mapping[int, DateLine]:
    """The lines that date the page, by their start: before the second paragraph, and with a paragraph after them."""
    found: dict[int, DateLine] = {}
    paragraphs = 0
    for position, line in enumerate(lines[:TOP]):
        if outside[position]:
            break
        dated = read_date_line(line.text, url=url)
        if dated is None and position and read_date_line(lines[position - 1].text, url=url) is None:
            paragraphs += is_prose(line.text) and (2 if len(line.text) > LONGEST_LEDE else 1)
        if paragraphs > 1:
            break
        if dated is not None and any(is_prose(later.text) for later in lines[position + 1 :]):
            found[line.start] = dated
    return found


def _publication(cleaned: Cleaned, dates: Sequence[DateLine]) -> tuple[dt.date | None, DateSource | None]:
    published = next((line.published for line in dates if line.published and not line.is_update), None)
    if published is not None:
        return published, "dateline"
    from_url = date_in_url(cleaned.article.url)
    if from_url is not None:
        return from_url, "url"
    dateline = dateline_of(cleaned)
    filed = publication_date(dateline, url=cleaned.article.url) if dateline else None
    filed = filed or next((line.published for line in dates if line.published), None)
    return (filed, "dateline") if filed else (None, None)
