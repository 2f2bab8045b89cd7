"""The fields of the JSON records, in the order they are written. The JSON Schemas are made of these structs."""

from __future__ import annotations

import datetime as dt

import msgspec

from kg.model import ActorKind, Basis, Fact, Field, Kind, Medium, PlaceKind, Precision, Role, Scope, Status


class ParticipantRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A party of a meeting. ``aliases`` are the forms the article uses; ``country`` is whom it acts for."""

    id: str | None = None
    name: str
    aliases: tuple[str, ...] = ()
    kind: ActorKind
    country: str | None = None
    role: Role = "participant"
    post: str | None = None
    optional: bool | msgspec.UnsetType = msgspec.UNSET
    """Written only when true: a careful reader could leave the party out."""
    confidence: float = 1.0


class PlaceRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Where: the city or, where none is known, the region or country; the venue in it apart."""

    id: str | None = None
    name: str
    kind: PlaceKind = "city"
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    geonames: int | None = None
    venue: str | None = None


class EvidenceRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A quotation: the article's text from ``start`` to ``end`` (exclusive) is ``quote``."""

    document: str | msgspec.UnsetType = msgspec.UNSET
    """Id of the article; written for meetings, which have several."""
    field: Field | msgspec.UnsetType = msgspec.UNSET
    """Written only when the offsets point into the title instead of the text."""
    start: int
    end: int
    quote: str


class TimeRecord(msgspec.Struct, frozen=True, kw_only=True):
    """When, as another report has it."""

    start: dt.date | None
    end: dt.date | None
    precision: Precision
    approximate: bool
    expression: str | None
    basis: Basis


class StatusRecord(msgspec.Struct, frozen=True, kw_only=True):
    """That one article gave a meeting a status."""

    status: Status
    report: str
    document: str
    source: str | None
    published: dt.date | None
    attributed_to: str | None


class AccountRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One of several answers to when, where or who, and which reports give it. ``tellings`` counts copies once."""

    fact: Fact
    value: str
    reports: tuple[str, ...]
    sources: tuple[str, ...]
    tellings: int


class LinkRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Why two reports were taken to tell of one meeting."""

    reports: tuple[str, str]
    score: float
    reasons: tuple[str, ...]


class ReportRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What one article says of one meeting."""

    id: str | None = None
    document: str
    status: Status = "held"
    kind: Kind = "meeting"
    medium: Medium = "unknown"
    scope: Scope = "international"
    specific: bool = True
    participants: tuple[ParticipantRecord, ...]
    place: PlaceRecord | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    precision: Precision = "day"
    approximate: bool = False
    expression: str | None = None
    basis: Basis = "unresolved"
    topic: str | None = None
    initiator: str | None = None
    attributed_to: str | None = None
    part_of: str | None = None
    confidence: float = 1.0
    evidence: tuple[EvidenceRecord, ...] = ()


class MeetingRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What all articles say of one encounter."""

    id: str
    status: Status
    kind: Kind
    medium: Medium
    scope: Scope
    participants: tuple[ParticipantRecord, ...]
    place: PlaceRecord | None
    start: dt.date | None
    end: dt.date | None
    precision: Precision
    approximate: bool
    expression: str | None
    basis: Basis
    topic: str | None
    initiator: str | None
    part_of: str | None
    confidence: float
    reports: tuple[str, ...]
    sources: tuple[str, ...]
    history: tuple[StatusRecord, ...]
    other_places: tuple[PlaceRecord, ...]
    other_times: tuple[TimeRecord, ...]
    accounts: tuple[AccountRecord, ...]
    links: tuple[LinkRecord, ...]
    copies: tuple[tuple[str, ...], ...]
    evidence: tuple[EvidenceRecord, ...]
