"""Hostile text made harmless for formats that cannot hold or must not run it."""

from __future__ import annotations

import re
from functools import lru_cache

_NOT_XML = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")
_SPECIAL = re.compile("[&<>\"'\t\n\r]")
_MARKUP = re.compile("[&<>\r]")
_ENTITIES = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&apos;",
    "\t": "&#9;",
    "\n": "&#10;",
    "\r": "&#13;",
}
_FORMULA = re.compile(r"[\s\x00-\x1f]*[=+\-@＝＋－＠]|[\t\r\n]")


def printable(value: str) -> str:
    """Without control characters and what XML 1.0 forbids or discourages; tabs and line ends stay."""
    return _NOT_XML.sub("", value)


@lru_cache(maxsize=4096)
def xml(value: str) -> str:
    """A value for an XML element or attribute; line ends come back as they were."""
    return _SPECIAL.sub(lambda found: _ENTITIES[found[0]], printable(value))


@lru_cache(maxsize=4096)
def content(value: str) -> str:
    """A value for inside of an XML element: quotes stay as they are, which careless readers (Tulip's) need."""
    return _MARKUP.sub(lambda found: _ENTITIES[found[0]], printable(value))


def cell(value: str) -> str:
    """A table cell that no spreadsheet runs: what looks like a formula gets an apostrophe before it (OWASP)."""
    shown = printable(value)
    return "'" + shown if _FORMULA.match(shown) else shown
