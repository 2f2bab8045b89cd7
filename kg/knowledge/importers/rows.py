"""What importers read: one row says one thing of one person; and the ways to read the lines of a file."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Literal, TypeVar

import msgspec

Record = TypeVar("Record")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A name, and perhaps a post, of the person with that key in the source."""

    key: str
    """What tells one person of the source from another."""
    label: str
    wikidata: str | None = None
    aliases: tuple[str, ...] = ()
    country: str | None = None
    """ISO 3166-1 alpha-2."""
    sex: Literal["f", "m"] | None = None
    title: str | None = None
    """A post in words ("Minister of Foreign Affairs of Ukraine"), or a key of the posts."""
    post_country: str | None = None
    first: str | None = None
    last: str | None = None
    organization: str | None = None
    """Id of the organization that the post is one of."""


def open_text(path: Path) -> IO[str]:
    """A text file, packed with gzip or not, read as UTF-8."""
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8", newline="")
    return path.open(encoding="utf-8-sig", newline="")


def json_records(path: Path, kind: type[Record], *, called: str) -> Iterator[Record]:
    """Each object as a record: of JSON Lines, or of a JSON array with one object a line, as in dumps.

    Raises ValueError, which names file, line and what it should be ``called``, for a line that is none.
    """
    decoder = msgspec.json.Decoder(kind)
    with open_text(path) as file:
        for number, line in enumerate(file, 1):
            text = line.strip().rstrip(",")
            if not text or text in ("[", "]"):
                continue
            try:
                yield decoder.decode(text)
            except msgspec.DecodeError as error:
                raise ValueError(f"{path}, line {number} is no {called}: {error}") from error


def partial_date(text: str | None) -> str | None:
    """ "2019", "2019-05" or "2019-05-20" out of an ISO date or time, with Wikidata's sign and zeros; else None."""
    if not text:
        return None
    day = text.lstrip("+").split("T")[0].removesuffix("-00").removesuffix("-00")
    parts = day.split("-")
    fits = 1 <= len(parts) <= 3 and len(parts[0]) == 4 and all(part.isdigit() for part in parts)
    return day if fits else None
