"""Records with named fields (JSON objects, table rows) to articles, by the usual names of the fields."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urldefrag, urlsplit

from kg.model import Article, DateSource, Problem
from kg.sources.content import without_control_characters
from kg.sources.markup import TooMuchMarkup, too_much

FIELDS: Mapping[str, tuple[str, ...]] = {
    "text": (
        "text",
        "body",
        "article",
        "article_text",
        "articletext",
        "articlebody",
        "full_text",
        "fulltext",
        "content",
        "maintext",
        "main_text",
        "content_text",
        "story",
        "plain_text",
        "raw_text",
        "bodytext",
        "body_text",
    ),
    "html": ("content_html", "html", "body_html", "raw_html"),
    "summary": ("summary", "description", "abstract", "snippet", "excerpt", "sentence", "lead"),
    "title": ("title", "headline", "head_line", "heading", "subject", "name"),
    "published": (
        "published",
        "date",
        "published_at",
        "publishedat",
        "date_published",
        "datepublished",
        "publication_date",
        "publicationdate",
        "pub_date",
        "pubdate",
        "publish_date",
        "publishdate",
        "published_date",
        "datetime",
        "timestamp",
        "created_at",
        "day",
    ),
    "url": ("url", "link", "permalink", "web_url", "source_url", "article_url", "uri", "href", "external_url"),
    "source": (
        "source",
        "publisher",
        "outlet",
        "newspaper",
        "site",
        "site_name",
        "sitename",
        "domain",
        "agency",
        "publication",
    ),
    "id": ("id", "article_id", "doc_id", "document_id", "guid", "uuid", "docid"),
}
"""Our name of a field to the names it has elsewhere (folded: lower case, underscores), best first."""

_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T\s].*)?", re.DOTALL)
_COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}Z?)?")


def fold_field(name: str) -> str:
    """The name of a field for comparison: "Published At" is "published_at"."""
    return re.sub(r"[\s-]+", "_", name.strip().casefold()).lstrip("\ufeff_@")


def choose_fields(names: list[str]) -> dict[str, str]:
    """Our field to the record's name for it."""
    folded = {fold_field(name): name for name in reversed(names)}
    chosen: dict[str, str] = {}
    for field, synonyms in FIELDS.items():
        name = next((folded[synonym] for synonym in synonyms if synonym in folded), None)
        if name is not None:
            chosen[field] = name
    return chosen


def record_article(record: Mapping[str, Any], *, where: str, limit: int) -> Iterator[Article | Problem]:
    """The article of a record; Problems for what of it could not be used, alone when there is no text."""
    chosen = choose_fields([str(key) for key in record])
    values = {field: record[name] for field, name in chosen.items()}
    try:
        text = _text_of(values)
    except TooMuchMarkup as error:
        yield too_much(where, error)
        return
    if text is None and "text" in values and _text(values.get("title")) is not None:
        text = ""  # a headline without a story: the title is all there is, and it can tell of a meeting
    if text is None:
        fields = ", ".join(sorted(map(str, record))[:8]) or "none"
        yield Problem(
            where=where, cause=f"no text (fields: {fields})", remedy='give the article\'s text in a field "text"'
        )
        return
    if len(text) > limit:
        yield Problem(
            where=where, cause=f"a text of {len(text):,} characters", remedy=f"split it; the limit is {limit:,}"
        )
        return
    published, wrong = read_day(values.get("published"))
    if wrong is not None:
        yield Problem(where=where, cause=f"the date {wrong!r} cannot be read", remedy="write it YYYY-MM-DD")
    yield from make_article(
        text,
        where=where,
        identifier=_string(values.get("id")),
        title=_string(values.get("title")),
        url=_string(values.get("url")),
        source=_source(values.get("source")),
        published=published,
    )


def make_article(
    text: str,
    *,
    where: str,
    identifier: str | None = None,
    title: str | None = None,
    url: str | None = None,
    source: str | None = None,
    published: dt.date | None = None,
    published_from: DateSource = "metadata",
) -> Iterator[Article | Problem]:
    """An article with safe text and an id: the given one, else the address, else a digest of title and text."""
    safe, replaced = without_control_characters(text)
    if replaced:
        yield Problem(
            where=where,
            cause=f"{replaced} control character(s) in the text were read as spaces",
            remedy="none needed; look at the text if names in it are broken",
        )
    title = without_control_characters(title)[0].strip() or None if title else None
    url = without_control_characters(url)[0].strip() or None if url else None
    identifier = without_control_characters(identifier)[0].strip() if identifier else ""
    yield Article(
        id=identifier or (urldefrag(url)[0] if url and _is_address(url) else text_id(safe, title=title)),
        text=safe,
        title=title,
        url=url,
        source=without_control_characters(source)[0].strip() or None if source else host_of(url),
        published=published,
        published_from=published_from if published else None,
    )


def text_id(text: str, *, title: str | None = None) -> str:
    """An id made of the content: "text:" and sixteen hexadecimal digits."""
    return "text:" + hashlib.sha256(f"{title or ''}\n{text}".encode("utf-8", "replace")).hexdigest()[:16]


def host_of(url: str | None) -> str | None:
    """The domain of an address, without "www."; None when it has none."""
    try:
        host = urlsplit(url).hostname if url else None
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def _is_address(url: str) -> bool:
    return host_of(url) is not None


def read_day(value: object) -> tuple[dt.date | None, str | None]:
    """The day of a metadata value, and the value itself when it is there but cannot be read.

    ISO 8601 with or without time, YYYYMMDD, RFC 2822, dates with a month's name, seconds since 1970. A date with a
    time and zone is the day in that zone, as its publisher wrote it.
    """
    if value is None or isinstance(value, bool) or value == "":
        return None, None
    if isinstance(value, int | float):
        return _from_timestamp(value) if -1e15 < value < 1e15 else (None, f"{str(value)[:20]}…")
    text = str(value).strip()
    if not text or text.casefold() in ("null", "none", "nan", "n/a", "unknown"):
        return None, None
    match = _DATE.fullmatch(text) or _COMPACT_DATE.fullmatch(text)
    if match is not None:
        try:
            return dt.date(int(match[1]), int(match[2]), int(match[3])), None
        except ValueError:
            return None, text
    day = _written_day(text)
    return (day, None) if day else (None, text)


def _from_timestamp(seconds: float) -> tuple[dt.date | None, str | None]:
    text = str(seconds)
    if 19000101 <= seconds <= 20991231 and seconds == int(seconds):
        return read_day(str(int(seconds)))
    if seconds > 1e11:  # milliseconds
        seconds /= 1000
    if not 0 < seconds < 4_102_444_800:
        return None, text
    return dt.datetime.fromtimestamp(seconds, tz=dt.UTC).date(), None


def _written_day(text: str) -> dt.date | None:
    from email.utils import parsedate_to_datetime

    from kg.cleaning.dates import read_date_line

    try:
        return parsedate_to_datetime(text).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        line = read_date_line(text)
        return line.published if line else None


def _text_of(values: Mapping[str, Any]) -> str | None:
    text = _text(values.get("text"))
    if text is not None:
        return text
    if isinstance(html := values.get("html"), str) and html.strip():
        from kg.sources.pages import plain_text

        return plain_text(html) or None
    return _text(values.get("summary"))


def _text(value: object) -> str | None:
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        value = "\n\n".join(value)  # paragraphs
    return value if isinstance(value, str) and value.strip() else None


def _string(value: object) -> str | None:
    if isinstance(value, int | str) and not isinstance(value, bool):
        return str(value).strip() or None
    return None


def _source(value: object) -> str | None:
    if isinstance(value, Mapping):  # {"name": …}, as news interfaces give it
        value = value.get("name") or value.get("title") or value.get("id")
    return _string(value)
