"""Web pages: main text by trafilatura, title, address and date by what the page declares of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from configparser import ConfigParser
from functools import cache
from typing import Any

from kg.model import Article, Problem
from kg.sources.content import decode, looks_binary
from kg.sources.inputs import Input
from kg.sources.markup import TooMuchMarkup, tamed, too_much
from kg.sources.page_metadata import cut_short, declared_in, parse_page
from kg.sources.records import make_article

_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w-]{3,30})|encoding=["']([\w-]{3,30})""", re.IGNORECASE
)

SHORT_PAGE = 250
"""Characters; a text below that is taken only where it ends a sentence, else another extractor is asked too."""
SHORTEST_STORY = 40
"""Characters; a headline and a line under it."""
_SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s*$")


def read_html(given: Input) -> Iterator[Article | Problem]:
    """The article of one page."""
    data = given.read_all()
    if isinstance(data, Problem):
        yield data
        return
    yield from page_articles(data, where=given.name)


def page_articles(
    data: bytes, *, where: str, url: str | None = None, charset: str | None = None
) -> Iterator[Article | Problem]:
    """The article of a page's bytes; ``url`` and ``charset`` are what the transport said."""
    declared_charset = charset or declared_encoding(data)
    html = decode(data, declared=declared_charset, is_html=True).text
    if looks_binary(html):
        yield Problem(where=where, cause="no text: it looks binary", remedy="convert it to HTML or text first")
        return
    try:
        html = tamed(html)
    except TooMuchMarkup as error:
        yield too_much(where, error)
        return
    tree = parse_page(html)
    declared = declared_in(tree)
    text = main_text(html, tree)
    if not text.strip():
        yield Problem(where=where, cause="no article text in the page", remedy="save the page's text as .txt")
        return
    yield from make_article(
        text,
        where=where,
        title=declared.title,
        url=url or declared.url,
        source=declared.source,
        published=declared.published,
    )


def declared_encoding(data: bytes) -> str | None:
    """The encoding that a page or feed names in its first 2,048 bytes."""
    match = _CHARSET.search(data[:2048])
    found = (match[1] or match[2]) if match else None
    return found.decode("ascii") if found else None


def main_text(html: str, tree: Any) -> str:
    """The main text of a page: paragraphs apart by newlines, menus and teasers left out as far as they can be told.

    Of a page with little text the extractor is first asked for what it is sure of, however short: what it would
    gather to make more of it is what stands around a short story.
    """
    sure = _extracted(html, least=SHORTEST_STORY) if tree is not None else ""
    if len(sure) >= SHORT_PAGE or (_SENTENCE_END.search(sure) and len(sure) >= SHORTEST_STORY):
        return sure
    text = _extracted(html, least=SHORT_PAGE) if tree is not None else ""
    if len(text) >= SHORT_PAGE:
        return text
    other = plain_text(html, main_content=not cut_short(tree))
    return other if len(other) > 2 * len(text) else text


def _extracted(html: str, *, least: int) -> str:
    """The main text as trafilatura finds it; it gathers more from all over the page where it finds less than that."""
    from trafilatura import bare_extraction

    found = bare_extraction(html, fast=True, include_comments=False, config=_extraction(least))
    return str(getattr(found, "text", None) or "")


@cache
def _extraction(least: int) -> ConfigParser:
    from trafilatura.settings import use_config

    configuration: ConfigParser = use_config()
    configuration.set("DEFAULT", "min_extracted_size", str(least))
    return configuration


def plain_text(html: str, *, main_content: bool = False) -> str:
    """All visible text of a page or fragment; paragraphs apart by blank lines. Raises TooMuchMarkup.

    Looking for the main content takes time that grows with the square of the depth of the markup.
    """
    from resiliparse.extract.html2text import extract_plain_text

    return str(
        extract_plain_text(tamed(html), main_content=main_content, alt_texts=False, links=False, list_bullets=False)
    ).strip()
