"""Tables with a column of text: .csv (comma, semicolon, tab or bar) and .tsv."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any, TextIO

from kg.model import Article, Problem
from kg.sources.content import byte_order_mark
from kg.sources.inputs import READ_ERRORS, Input, broken, empty, is_blank
from kg.sources.records import choose_fields, record_article

_SAMPLE = 65_536


def read_table(given: Input) -> Iterator[Article | Problem]:
    """One article a row; ``where`` is the line in the file at which the row ends."""
    try:
        sample = given.stream.read(_SAMPLE)
    except READ_ERRORS as error:
        yield broken(given.name, error)
        return
    if is_blank(sample):
        yield empty(given.name)
        return
    text = io.TextIOWrapper(
        io.BufferedReader(_Rejoined(sample, given)), encoding=_encoding(sample), errors="replace", newline=""
    )
    if csv.field_size_limit() < given.limit:
        csv.field_size_limit(given.limit)  # the module's own limit of 128 KB is smaller than many articles
    rows = csv.reader(_lines(text, given.limit), delimiter=_delimiter(sample, given.name))
    try:
        header = [name.lstrip("\ufeff") for name in next(rows, [])]
        yield from _rows(rows, header, given)
    except csv.Error as error:
        yield Problem(
            where=f"{given.name}:{rows.line_num}", cause=f"no table: {error}", remedy="check the quotes of that line"
        )
    except READ_ERRORS as error:
        yield broken(f"{given.name}:{rows.line_num}", error)


def _rows(rows: Iterator[list[str]], header: list[str], given: Input) -> Iterator[Article | Problem]:
    chosen = choose_fields(header)
    if not {"text", "html", "summary"} & set(chosen):
        shown = ", ".join(header)[:200]
        yield Problem(where=f"{given.name}:1", cause=f"no column of text in {shown!r}", remedy='name one column "text"')
        return
    for row in rows:
        where = f"{given.name}:{getattr(rows, 'line_num', 0)}"
        if not any(cell.strip() for cell in row):
            continue
        if len(row) > len(header):
            yield Problem(
                where=where,
                cause=f"{len(row)} cells in a table of {len(header)} columns",
                remedy="put quotes around cells that hold the separator; the first cells were used",
            )
        yield from record_article(dict(zip(header, row, strict=False)), where=where, limit=given.limit)


def _lines(text: TextIO, limit: int) -> Iterator[str]:
    """The lines without NUL. Raises csv.Error at one that is longer than an article may be: it may never end."""
    while line := text.readline(limit + 1):
        if len(line) > limit:
            raise csv.Error(f"a line of more than {limit:,} characters")
        yield line.replace("\0", " ")


def _encoding(sample: bytes) -> str:
    marked = byte_order_mark(sample)
    if marked is not None:
        return {"utf-8": "utf-8-sig", "utf-16-le": "utf-16", "utf-16-be": "utf-16"}.get(marked[0], marked[0])
    try:
        sample[: sample.rfind(b"\n") + 1 or None].decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"  # what spreadsheet programs write
    return "utf-8"


def _delimiter(sample: bytes, name: str) -> str:
    if name.casefold().removesuffix(".gz").endswith(".tsv"):
        return "\t"
    header = sample.decode(_encoding(sample), "replace").split("\n", 1)[0]
    return max(",;\t|", key=header.count)


class _Rejoined(io.RawIOBase):
    """The sample and the rest of the stream behind it, so that a pipe need not be rewound."""

    def __init__(self, sample: bytes, given: Input) -> None:
        self._sample = sample
        self._given = given

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # whatever can be written to: Python 3.11 has no name for that
        room = memoryview(buffer)
        if self._sample:
            data, self._sample = self._sample[: len(room)], self._sample[len(room) :]
        else:
            data = self._given.stream.read(len(room))
        room[: len(data)] = data
        return len(data)
