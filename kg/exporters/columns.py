"""The fields of a node or edge row, with their plain types, as formats with typed columns need them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import fields
from operator import attrgetter
from typing import Any, get_type_hints

from kg.graph.rows import Edge, Node

Plain = str | int | float | bool


_WAYS: dict[type, Callable[[Any], str]] = {bool: lambda value: "true" if value else "false", int: repr, float: repr}


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


def filled(
    row: type[Node] | type[Edge], *, text: Callable[[str], str], each: str, leave_out: Collection[str]
) -> Callable[[Any], str]:
    """A function that writes the values of a row one after the other, each as ``each`` says.

    That has {number} for the number of its column and {value} for the value; ``text`` escapes texts. Quicker than going
    through the fields of every row, and files of a million rows are written by it.
    """
    chosen = [(number, name, type_) for number, (name, type_) in enumerate(columns(row)) if name not in leave_out]
    template = "".join(each.replace("%", "%%").format(number=number, value="%s") for number, _, _ in chosen)
    take = attrgetter(*(name for _, name, _ in chosen))
    ways = [_WAYS.get(type_, text) for _, _, type_ in chosen]
    return lambda item: template % tuple([way(value) for way, value in zip(ways, take(item), strict=True)])


def named(row: Node | Edge) -> Iterator[tuple[str, Plain]]:
    """Name and value of every field."""
    return ((field.name, getattr(row, field.name)) for field in fields(row))
