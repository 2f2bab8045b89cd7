"""What the page needs at once: who met whom where and when, as rows without names of fields, so that much is little.

The rows are written as they are read; ``web/src/data.ts`` has the same ones.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

import msgspec

from kg.graph.findings import Readable
from kg.graph.support import witnesses
from kg.model import Actor, Meeting
from kg.page.told import Spellings


class MeetingRow(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """A meeting as filters, network, timeline, map and table show it. Others are named by their place in their list."""

    id: str
    status: str
    kind: str
    medium: str
    start: dt.date | None
    end: dt.date | None
    approximate: bool
    expression: str | None
    place: int | None
    parties: tuple[tuple[int, str | None], ...]
    """Each with the country it acts for."""
    sources: tuple[int, ...]
    reports: int
    witnesses: int
    """Sources that tell of it independently."""
    confidence: float
    part_of: str | None


class ActorRow(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """An actor, with all forms of the name that are searched."""

    id: str
    name: str
    kind: str
    country: str | None
    forms: tuple[str, ...]


class PlaceRow(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """A place."""

    id: str
    name: str
    kind: str
    country: str | None
    latitude: float | None
    longitude: float | None


def overview(findings: Readable, spelt: Spellings, *, server: str | None = None) -> Iterator[bytes]:
    """One JSON object in pieces, the same bytes for the same findings.

    ``server`` is the address (relative to the page) under which what single meetings and actors tell, articles and
    exports are to be had, None for a page that stands alone.
    """
    actors, places = findings.actors(), findings.places()
    numbers = _Numbers(actors, places)
    yield b"{" + (b'"server":' + msgspec.json.encode(server) + b"," if server is not None else b"")
    yield from _listed("meetings", (numbers.row(meeting) for meeting in findings.meetings))
    yield b","
    yield from _listed("actors", (_actor(actor, spelt) for actor in actors.values()))
    yield b","
    yield from _listed("places", (msgspec.convert(place, PlaceRow, from_attributes=True) for place in places.values()))
    yield b","
    yield from _listed("sources", numbers.sources)
    yield b"}"


class _Numbers:
    """Where actors, places and sources stand in their lists."""

    def __init__(self, actors: Iterable[str], places: Iterable[str]) -> None:
        self._actor = {id_: number for number, id_ in enumerate(actors)}
        self._place = {id_: number for number, id_ in enumerate(places)}
        self.sources: dict[str, int] = {}
        """In the order they come."""

    def row(self, meeting: Meeting) -> MeetingRow:
        return MeetingRow(
            id=meeting.id,
            status=meeting.status,
            kind=meeting.kind,
            medium=meeting.medium,
            start=meeting.when.first,
            end=meeting.when.last,
            approximate=meeting.when.approximate,
            expression=None if meeting.when.first else meeting.when.expression,
            place=self._place[meeting.place.id] if meeting.place else None,
            parties=tuple((self._actor[party.actor.id], party.country) for party in meeting.participants),
            sources=tuple(self.sources.setdefault(name, len(self.sources)) for name in meeting.sources),
            reports=len(meeting.reports),
            witnesses=witnesses(meeting),
            confidence=round(meeting.confidence, 3),
            part_of=meeting.part_of,
        )


def _listed(name: str, rows: Iterable[object]) -> Iterator[bytes]:
    yield b'"' + name.encode() + b'":['
    between = b""
    for row in rows:
        yield between + msgspec.json.encode(row)
        between = b",\n"
    yield b"]"


def _actor(actor: Actor, spelt: Spellings) -> ActorRow:
    forms = {*actor.aliases, *actor.misspellings, *spelt.get(actor.id, ())} - {actor.label}
    return ActorRow(id=actor.id, name=actor.label, kind=actor.kind, country=actor.country, forms=tuple(sorted(forms)))
