"""JSON: one object, a list, an object that holds a list (JSON Feed too); JSON Lines, read line by line."""

from __future__ import annotations

import io
import json
import reprlib
from collections.abc import Iterator, Mapping
from typing import Any

from kg.model import Article, Problem
from kg.sources.content import byte_order_mark, decode
from kg.sources.inputs import CONTAINER_FACTOR, READ_ERRORS, Input, broken, empty
from kg.sources.records import FIELDS, fold_field, record_article

LISTS = ("articles", "items", "documents", "docs", "results", "data", "records", "entries", "response", "hits")
"""Where an object that is no article itself keeps its articles."""

MOST_VALUES = 10_000_000
"""Values in one JSON text: their number takes memory, not their length ("[[],[],[],…").)"""

_NOT_JSON = 'write one JSON object a line, with the text in a field "text"'


def read_json(given: Input) -> Iterator[Article | Problem]:
    """The articles of a .json file; one that holds JSON Lines is read as such."""
    data = given.read_all(factor=CONTAINER_FACTOR)
    if isinstance(data, Problem):
        yield data
        return
    text = decode(data).text
    value = _parsed(text)
    if isinstance(value, ValueError):
        first, more, _ = text.partition("\n")
        if more and isinstance(_parsed(first), Mapping):
            yield from _lines(text, given)
            return
        yield Problem(where=given.name, cause=f"no JSON: {value}", remedy="check the file with a JSON validator")
        return
    records = _records(value)
    if records is None:
        yield Problem(where=given.name, cause=f"a JSON {type(value).__name__}, no article", remedy=_NOT_JSON)
        return
    for number, record in enumerate(records, start=1):
        where = given.name if records is value or len(records) == 1 else f"{given.name}:{number}"
        yield from _record_articles(record, where=where, limit=given.limit)


def read_json_lines(given: Input) -> Iterator[Article | Problem]:
    """The articles of a JSON Lines file; a broken line is a Problem and the rest goes on."""
    number = 0
    encoding: str | None = None
    try:
        while line := given.stream.readline(given.limit + 1):
            number += 1
            where = f"{given.name}:{number}"
            if len(line) > given.limit:
                yield Problem(
                    where=where, cause=f"a line of more than {given.limit:,} bytes", remedy="split the article"
                )
                if not _skip_line(given, line):
                    return
                continue
            if number == 1 and (marked := byte_order_mark(line)) is not None:
                encoding, line = marked[0], line[marked[1] :]
                number = 1 if line.strip() else 0
            if encoding is not None and encoding != "utf-8":
                yield from _wide_lines(given, line, encoding)
                return
            yield from line_articles(decode(line).text, where=where, limit=given.limit)
    except READ_ERRORS as error:
        yield broken(f"{given.name}:{number + 1}", error)
        return
    if number == 0:
        yield empty(given.name)


def _skip_line(given: Input, line: bytes) -> bool:
    """Read on to the end of an oversized line; False when it does not end (a gzip bomb)."""
    for _ in range(2 * CONTAINER_FACTOR):
        if not line or line.endswith(b"\n"):
            return bool(line)
        line = given.stream.readline(given.limit)
    return False


def _wide_lines(given: Input, first: bytes, encoding: str) -> Iterator[Article | Problem]:
    """UTF-16 and UTF-32 have zero bytes at line ends: such a file is read whole."""
    rest = given.read_all(factor=CONTAINER_FACTOR, first=first)
    if isinstance(rest, Problem):
        yield rest
    else:
        yield from _lines(rest.decode(encoding, "replace"), given)


def _lines(text: str, given: Input) -> Iterator[Article | Problem]:
    """Lines end with a line feed alone: the other line ends of Unicode may stand inside a JSON text."""
    for number, line in enumerate(io.StringIO(text, newline="\n"), start=1):
        yield from line_articles(line, where=f"{given.name}:{number}", limit=given.limit)


def line_articles(line: str, *, where: str, limit: int) -> Iterator[Article | Problem]:
    """The articles of one line of JSON Lines; none of a blank one."""
    if not line.strip():
        return
    record = _parsed(line)
    if isinstance(record, ValueError):
        yield Problem(where=where, cause=f"no JSON: {record}", remedy=_NOT_JSON)
        return
    yield from _record_articles(record, where=where, limit=limit)


def _record_articles(record: object, *, where: str, limit: int) -> Iterator[Article | Problem]:
    if not isinstance(record, Mapping):
        yield Problem(where=where, cause=f"{reprlib.repr(record)} is no object", remedy=_NOT_JSON)
        return
    yield from record_article(record, where=where, limit=limit)


def _parsed(text: str) -> Any:
    """The value, or the ValueError that says why there is none."""
    if text.count(",") + text.count("[") + text.count("{") > MOST_VALUES:
        return ValueError(f"more than {MOST_VALUES:,} values in one text: split it")
    try:
        return json.loads(text)
    except ValueError as error:
        return error
    except RecursionError:
        return ValueError("nested too deep: give articles as flat objects")


def _records(value: object) -> list[Any] | None:
    while isinstance(value, Mapping):
        held = None
        if not {fold_field(str(key)) for key in value} & {*FIELDS["text"], *FIELDS["html"]}:
            held = next((value[name] for name in LISTS if isinstance(value.get(name), Mapping | list)), None)
        if held is None:
            return [value]
        value = held  # {"response": {"results": […]}}
    return value if isinstance(value, list) else None
