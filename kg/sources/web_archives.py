"""WARC files (web and news crawls): every HTML page that was fetched with success."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kg.model import Article, Problem
from kg.sources.inputs import READ_ERRORS, Input, broken
from kg.sources.pages import page_articles


def read_web_archive(given: Input) -> Iterator[Article | Problem]:
    """One article a response record with status 200 and an HTML type; other records are passed over."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    responses = 0
    try:
        records = ArchiveIterator(
            given.stream, record_types=WarcRecordType.response, parse_http=True, auto_decode="all"
        )
        for record in records:
            responses += 1
            yield from _record(record, given, responses)
    except (*READ_ERRORS, ValueError, RuntimeError) as error:
        yield broken(f"{given.name}:record {responses + 1}", error)
        return
    if responses == 0:
        yield Problem(where=given.name, cause="no web page in the archive", remedy="check that it is a WARC file")


def _record(record: Any, given: Input, number: int) -> Iterator[Article | Problem]:
    if not (record.http_content_type or "").startswith(("text/html", "application/xhtml")):
        return
    if record.http_headers is not None and record.http_headers.status_code not in (200, None):
        return
    url = record.headers.get("WARC-Target-URI")
    where = f"{given.name}:record {number} ({url})"
    data = record.reader.read(given.limit + 1)
    if len(data) > given.limit:
        remedy = "leave it out; in Python, kg.read takes another limit"
        yield Problem(where=where, cause=f"larger than {given.limit:,} bytes", remedy=remedy)
        return
    yield from page_articles(data, where=where, url=url.strip("<>") if url else None, charset=record.http_charset)
