"""Plain text: one file, one article."""

from __future__ import annotations

from collections.abc import Iterator

from kg.model import Article, Problem
from kg.sources.content import decode, looks_binary
from kg.sources.inputs import Input
from kg.sources.records import make_article


def read_text(given: Input) -> Iterator[Article | Problem]:
    """The article of a text file; its title, if it has one, is found when it is cleaned."""
    data = given.read_all()
    if isinstance(data, Problem):
        yield data
        return
    decoded = decode(data)
    if looks_binary(decoded.text):
        yield Problem(where=given.name, cause="no text: it looks binary", remedy="convert it to text or HTML first")
        return
    if decoded.damaged:
        yield Problem(
            where=given.name,
            cause=f"{decoded.damaged} character(s) are unreadable as {decoded.encoding}",
            remedy="save the file as UTF-8",
        )
    yield from make_article(decoded.text, where=given.name)
