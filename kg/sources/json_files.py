"""JSON: one object, a list, an object that holds a list (JSON Feed too); JSON Lines, read line by line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from kg.model import Article, Problem
from kg.sources.content import byte_order_mark, decode
from kg.sources.inputs import CONTAINER_FACTOR, READ_ERRORS, Input, broken
from kg.sources.records import FIELDS, fold_field, record_article

LISTS = ("articles", "items", "documents", "docs", "results", "data", "records", "entries", "response", "hits")
"""Where an object that is no article itself keeps its articles."""

_NOT_JSON = 'write one JSON object a line, with the text in a field "text"'


def read_json(given: Input) -> Iterator[Article | Problem]:
    """The articles of a .json file; one that holds JSON Lines is read as such."""
    data = given.read_all(factor=CONTAINER_FACTOR)
    if isinstance(data, Problem):
        yield data
        return
    text = decode(data).text
    try:
        value = json.loads(text)
    except RecursionError:
        yield Problem(where=given.name, cause="JSON nested too deep", remedy="give articles as flat objects")
        return
    except ValueError as error:
        lines = text.splitlines()
        if len(lines) > 1 and isinstance(_parsed(lines[0]), Mapping):
            for number, line in enumerate(lines, start=1):
                yield from _line_articles(line, where=f"{given.name}:{number}", limit=given.limit)
            return
        yield Problem(where=given.name, cause=f"no JSON: {error}", remedy="check the file with a JSON validator")
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
            if encoding is not None and encoding.startswith("utf-16"):
                yield from _wide_lines(given, line, encoding)
                return
            yield from _line_articles(decode(line).text, where=where, limit=given.limit)
    except READ_ERRORS as error:
        yield broken(f"{given.name}:{number + 1}", error)
        return
    if number == 0:
        yield Problem(where=given.name, cause="the file is empty", remedy="leave it out, or fetch it again")


def _skip_line(given: Input, line: bytes) -> bool:
    """Read on to the end of an oversized line; False when it does not end (a gzip bomb)."""
    for _ in range(2 * CONTAINER_FACTOR):
        if not line or line.endswith(b"\n"):
            return bool(line)
        line = given.stream.readline(given.limit)
    return False


def _wide_lines(given: Input, first: bytes, encoding: str) -> Iterator[Article | Problem]:
    """UTF-16 has zero bytes at line ends: such a file is read whole."""
    rest = given.read_all(factor=CONTAINER_FACTOR)
    if isinstance(rest, Problem):
        rest = b""
    for number, line in enumerate((first + rest).decode(encoding, "replace").splitlines(), start=1):
        yield from _line_articles(line, where=f"{given.name}:{number}", limit=given.limit)


def _line_articles(line: str, *, where: str, limit: int) -> Iterator[Article | Problem]:
    if not line.strip():
        return
    record = _parsed(line)
    if isinstance(record, ValueError | RecursionError):
        yield Problem(where=where, cause=f"no JSON: {record}", remedy=_NOT_JSON)
        return
    yield from _record_articles(record, where=where, limit=limit)


def _record_articles(record: object, *, where: str, limit: int) -> Iterator[Article | Problem]:
    if not isinstance(record, Mapping):
        shown = json.dumps(record, default=str)[:60]
        yield Problem(where=where, cause=f"{shown} is no object", remedy=_NOT_JSON)
        return
    yield from record_article(record, where=where, limit=limit)


def _parsed(line: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        return error


def _records(value: object) -> list[Any] | None:
    if isinstance(value, list):
        return value
    if not isinstance(value, Mapping):
        return None
    folded = {fold_field(str(key)) for key in value}
    if not folded & {*FIELDS["text"], *FIELDS["html"]}:
        for name in LISTS:
            held = value.get(name)
            if isinstance(held, Mapping):  # {"response": {"results": […]}}
                return _records(held)
            if isinstance(held, list):
                return held
    return [value]
