"""Gold and predicted meetings as the measures see them, and the files they are read from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeVar

import msgspec

from kg.model import Report
from kg.records import encode, report_record


class AnnotatedParty(msgspec.Struct, frozen=True, kw_only=True):
    """A participant of a meeting. ``optional``: a careful reader could leave it out."""

    name: str | None = None
    aliases: tuple[str, ...] | None = None
    kind: str | None = None
    country: str | None = None
    optional: bool = False


class AnnotatedPlace(msgspec.Struct, frozen=True, kw_only=True):
    """A town, or a country where only that is known."""

    name: str | None = None
    country: str | None = None


class Annotation(msgspec.Struct, frozen=True, kw_only=True):
    """A meeting of one document, annotated by a person or found by a program."""

    document: str = ""
    status: str | None = None
    scope: str = "international"
    specific: bool = True
    medium: str | None = None
    kind: str | None = None
    participants: tuple[AnnotatedParty, ...] | None = None
    place: AnnotatedPlace | None = None
    start: str | None = None
    end: str | None = None
    evidence: tuple[object, ...] | None = None

    @property
    def parties(self) -> tuple[AnnotatedParty, ...]:
        """The participants, none where the file says null."""
        return self.participants or ()

    @property
    def place_name(self) -> str | None:
        """The name of the place; None where there is none."""
        return (self.place.name or None) if self.place else None

    def __post_init__(self) -> None:
        self.days()

    def days(self) -> tuple[dt.date, dt.date] | None:
        """First and last day, both inclusive; None when unknown."""
        if not self.start:
            return None
        return dt.date.fromisoformat(self.start[:10]), dt.date.fromisoformat((self.end or self.start)[:10])

    def __str__(self) -> str:
        """One line for people."""
        who = ", ".join(party.name or "?" for party in self.parties)
        when = self.start if self.start == self.end else f"{self.start} to {self.end}"
        return f"{self.status}, {self.medium}: {who}; {self.place_name or 'no place'}; {when or 'no date'}"


class _GoldDocument(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    meetings: tuple[Annotation, ...] | None = None


def read_gold(path: Path) -> Mapping[str, tuple[Annotation, ...]]:
    """The annotated meetings of each document, from JSON Lines of ``{"id": ..., "meetings": [...]}``.

    Lines without ``meetings`` are not yet annotated and left out. Raises ValueError naming file and line.
    """
    documents = (document for _, document in _lines(path, _GoldDocument))
    return {document.id: document.meetings for document in documents if document.meetings is not None}


def read_predicted(path: Path) -> Mapping[str, tuple[Annotation, ...]]:
    """The meetings found in each document, from JSON Lines as ``kg extract`` writes them.

    Raises ValueError naming file and line.
    """
    found: dict[str, tuple[Annotation, ...]] = {}
    for number, meeting in _lines(path, Annotation):
        if not meeting.document:
            raise ValueError(f"{path}:{number}: no document: give the id of the article in the field 'document'")
        found[meeting.document] = (*found.get(meeting.document, ()), meeting)
    return found


def of_report(report: Report) -> Annotation:
    """A report as the measures see it, through the JSON that ``kg extract`` writes of it."""
    return msgspec.json.decode(encode(report_record(report)), type=Annotation)


_Record = TypeVar("_Record")


def _lines(path: Path, kind: type[_Record]) -> Iterator[tuple[int, _Record]]:
    decoder = msgspec.json.Decoder(kind)
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            if line.strip():
                try:
                    yield number, decoder.decode(line)
                except (msgspec.MsgspecError, ValueError) as error:
                    raise ValueError(f"{path}:{number}: {error}: correct or remove the line") from None
