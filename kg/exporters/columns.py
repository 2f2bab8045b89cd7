"""The fields of a node or edge row, with their plain types, as formats with typed columns need them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields
from operator import attrgetter
from typing import Any, get_type_hints

from kg.graph.rows import Edge, Node

Plain = str | int | float | bool


def columns(row: type[Node] | type[Edge]) -> tuple[tuple[str, type], ...]:
    """Names and types of all fields, in the order they are declared."""
    return tuple(get_type_hints(row).items())


def values(row: type[Node] | type[Edge]) -> Callable[[Any], tuple[Plain, ...]]:
    """A function that gives the values of a row in the order of its columns."""
    return attrgetter(*(name for name, _ in columns(row)))


def plain(value: Plain) -> str:
    """A value as XML and CSV write it: "true", "3", "0.97", or the text itself."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else repr(value)


def named(row: Node | Edge) -> Iterator[tuple[str, Plain]]:
    """Name and value of every field."""
    return ((field.name, getattr(row, field.name)) for field in fields(row))
