"""Twenty queries that show what can be asked, out of ``examples.rq``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_HEAD = re.compile(r"^### ([a-z0-9-]+): (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A query with what it asks in words."""

    name: str
    asks: str
    query: str


@cache
def examples() -> tuple[Example, ...]:
    """All of them, in the order of the file."""
    text = files("kg.sparql").joinpath("examples.rq").read_text("utf-8")
    _, *parts = _HEAD.split(text)
    triples = zip(parts[::3], parts[1::3], parts[2::3], strict=True)
    return tuple(Example(name=name, asks=asks, query=query.strip() + "\n") for name, asks, query in triples)
