"""Inputs to articles: one file a kind of input, the table ``SOURCES`` names them.

Everything is read as a stream, article by article; what cannot be used is a ``Problem`` and the rest goes on.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import cast

from kg.model import Article, Problem
from kg.sources.duplicates import distinct
from kg.sources.feeds import read_feed
from kg.sources.inputs import (
    DEFAULT_LIMIT,
    READ_ERRORS,
    Input,
    broken,
    ending_of,
    open_file,
    open_standard_input,
    walk,
)
from kg.sources.json_files import read_json, read_json_lines
from kg.sources.pages import read_html
from kg.sources.tables import read_table
from kg.sources.text_files import read_text
from kg.sources.web_archives import read_web_archive

__all__ = ["DEFAULT_LIMIT", "SOURCES", "dated", "distinct", "read"]

Reader = Callable[[Input], Iterator[Article | Problem]]

SOURCES: Mapping[str, Reader] = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_text,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".json": read_json,
    ".csv": read_table,
    ".tsv": read_table,
    ".xml": read_feed,
    ".rss": read_feed,
    ".atom": read_feed,
    ".warc": read_web_archive,
}
"""Ending of a file's name, before ".gz" if it has that, to the function that reads it."""


def read(
    inputs: Iterable[str | Path], *, published: dt.date | None = None, limit: int = DEFAULT_LIMIT
) -> Iterator[Article | Problem]:
    """The articles of files, folders and "-" (standard input), in the given order, files of a folder by path.

    ``published`` is given to every article that has no date of its own, be it in its metadata, its address, its
    dateline or a line at its top; ``published_from`` is then "user". ``limit`` is the size of the largest single
    article in bytes. Nothing is raised for what is in the inputs. Two articles may have the same id when they are
    given twice; that is for the caller to see.
    """
    for name in inputs:
        for found in _read_one(name, limit=limit):
            yield dated(found, published) if isinstance(found, Article) else found


def dated(article: Article, published: dt.date | None) -> Article:
    """The article with that date, where one is given and it has none of its own."""
    if published is None or article.published is not None:
        return article
    from kg.cleaning import clean

    own = clean(article).article
    if own.published is not None:
        return replace(article, published=own.published, published_from=own.published_from)
    return replace(article, published=published, published_from="user")


def _read_one(name: str | Path, *, limit: int) -> Iterator[Article | Problem]:
    if str(name) == "-":
        yield from _sniffed(open_standard_input(limit=limit))
        return
    path = Path(name)
    try:
        is_folder = path.is_dir()
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        yield broken(str(name), error)
        return
    if not is_folder:
        yield from _read_file(path, limit=limit)
        return
    empty = True
    for found in walk(path, endings=SOURCES):
        empty = False
        if isinstance(found, Problem):
            yield found
        else:
            yield from _read_file(found, limit=limit)
    if empty:
        yield Problem(where=str(path), cause="nothing to read in the folder", remedy="check the folder's name")


def _read_file(path: Path, *, limit: int) -> Iterator[Article | Problem]:
    ending = ending_of(path.name, SOURCES)
    try:
        given = open_file(path, limit=limit, unpack=ending != ".warc")  # fastwarc unpacks record by record
    except (*READ_ERRORS, ValueError) as error:
        yield broken(str(path), error)
        return
    with given.stream:
        yield from SOURCES[ending](given) if ending else _sniffed(given)


def _sniffed(given: Input) -> Iterator[Article | Problem]:
    """An input without a telling name: WARC, JSON Lines, JSON, a feed, HTML or text, by its first bytes."""
    buffered = io.BufferedReader(cast("io.RawIOBase", given.stream), 65_536)
    try:
        head = buffered.peek(4096)[:4096]
    except READ_ERRORS as error:
        yield broken(given.name, error)
        return
    yield from _reader_for(head)(replace(given, stream=buffered))


def _reader_for(head: bytes) -> Reader:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"warc/"):
        return read_web_archive
    if start.startswith(b"{"):
        first = start.split(b"\n", 1)[0].rstrip()
        return read_json if first == b"{" or (b"\n" in start and not first.endswith(b"}")) else read_json_lines
    if start.startswith((b"[{", b"[\n", b"[ ", b"[\r")):
        return read_json
    if start.startswith((b"<?xml", b"<rss", b"<feed", b"<rdf")):
        return read_html if b"<html" in start else read_feed
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<article", b"<!--")) or b"<html" in start:
        return read_html
    return read_text
