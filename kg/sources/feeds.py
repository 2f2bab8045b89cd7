"""RSS and Atom files with the entries' full content."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from kg.model import Article, Problem
from kg.sources.content import decode
from kg.sources.inputs import CONTAINER_FACTOR, Input
from kg.sources.markup import TooMuchMarkup, too_much
from kg.sources.pages import declared_encoding, plain_text
from kg.sources.records import host_of, make_article, read_day

_TAG = re.compile(r"<[a-zA-Z/!][^<>]*>|&(?:#\d+|#x[0-9a-fA-F]+|\w+);")


def read_feed(given: Input) -> Iterator[Article | Problem]:
    """One article an entry: its content, else its summary."""
    data = given.read_all(factor=CONTAINER_FACTOR)
    if isinstance(data, Problem):
        yield data
        return
    text = decode(data, declared=declared_encoding(data)).text
    if re.search(r"<!ENTITY", text, re.IGNORECASE):
        yield Problem(
            where=given.name,
            cause="the file defines XML entities, which can grow without end",
            remedy="write the characters themselves and delete the <!ENTITY …> lines",
        )
        return
    import feedparser

    # Given as UTF-8 bytes with that very header, so that the declared encoding is not applied a second time; only
    # text is taken of it, so that it need not be made safe to show.
    parsed = feedparser.parse(
        text.encode("utf-8", "replace"),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not parsed.get("version") and not parsed.entries:
        yield Problem(where=given.name, cause="neither RSS nor Atom", remedy="give .xml files only if they are feeds")
        return
    if not parsed.entries:
        yield Problem(where=given.name, cause="a feed without entries", remedy="leave it out, or fetch it again")
    source = parsed.feed.get("title") or host_of(parsed.feed.get("link"))
    for number, entry in enumerate(parsed.entries, start=1):
        yield from _entry(entry, where=f"{given.name}:entry {number}", source=source)


def _entry(entry: dict[str, Any], *, where: str, source: str | None) -> Iterator[Article | Problem]:
    contents = [str(content.get("value") or "") for content in entry.get("content") or ()]
    try:
        text = _to_text(max([*contents, ""], key=len)) or _to_text(str(entry.get("summary") or ""))
        title = _to_text(str(entry.get("title") or ""))
    except TooMuchMarkup as error:
        yield too_much(where, error)
        return
    if not text and not title:
        yield Problem(where=where, cause="an entry without text", remedy="subscribe to the feed with full content")
        return
    # Only when it was published counts; feedparser itself would fall back from "published" to "updated".
    stated = dict.get(entry, "published")
    published, wrong = read_day(stated)
    if wrong is not None:
        yield Problem(
            where=where, cause=f"the date {wrong!r} cannot be read", remedy="dates in feeds are RFC 822 or ISO"
        )
    link = entry.get("link") if host_of(entry.get("link")) else None  # feedparser gives a guid as link, too
    yield from make_article(
        text or title,
        where=where,
        title=title or None,
        url=link,
        identifier=None if link else entry.get("id"),
        source=source,
        published=published,
    )


def _to_text(content: str) -> str:
    return plain_text(content) if _TAG.search(content) else content.strip()
