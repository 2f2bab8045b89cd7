"""Reports and meetings to their records, and those to lines of JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

import msgspec

from kg.model import Link, Meeting, Participation, Place, Report, Span, When
from kg.records.structs import (
    AccountRecord,
    EvidenceRecord,
    LinkRecord,
    MeetingRecord,
    ParticipantRecord,
    PlaceRecord,
    ReportRecord,
    StatusRecord,
    TimeRecord,
)

Record = TypeVar("Record", PlaceRecord, StatusRecord, AccountRecord)


def report_record(report: Report) -> ReportRecord:
    """The record of a report."""
    return ReportRecord(
        id=report.id,
        document=report.document,
        status=report.status,
        kind=report.kind,
        medium=report.medium,
        scope=report.scope,
        specific=report.specific,
        participants=tuple(_participant(each) for each in report.participants),
        place=_place(report.place),
        start=report.when.first,
        end=report.when.last,
        precision=report.when.precision,
        approximate=report.when.approximate,
        expression=report.when.expression,
        basis=report.when.basis,
        topic=report.topic,
        initiator=report.initiator,
        attributed_to=report.attributed_to,
        part_of=report.part_of,
        confidence=_rounded(report.confidence),
        evidence=tuple(_evidence(span) for span in report.evidence),
    )


def meeting_record(meeting: Meeting, *, reports: Mapping[str, Report] | None = None) -> MeetingRecord:
    """The record of a meeting; its evidence is that of those of its reports that are in ``reports`` (by id)."""
    known = reports or {}
    told = [known[each] for each in meeting.reports if each in known]
    return MeetingRecord(
        id=meeting.id,
        status=meeting.status,
        kind=meeting.kind,
        medium=meeting.medium,
        scope=meeting.scope,
        participants=tuple(_participant(each) for each in meeting.participants),
        place=_place(meeting.place),
        start=meeting.when.first,
        end=meeting.when.last,
        precision=meeting.when.precision,
        approximate=meeting.when.approximate,
        expression=meeting.when.expression,
        basis=meeting.when.basis,
        topic=meeting.topic,
        initiator=meeting.initiator,
        part_of=meeting.part_of,
        confidence=_rounded(meeting.confidence),
        reports=meeting.reports,
        sources=meeting.sources,
        history=tuple(_same(claim, StatusRecord) for claim in meeting.history),
        other_places=tuple(record for place in meeting.other_places if (record := _place(place))),
        other_times=tuple(_time(when) for when in meeting.other_times),
        accounts=tuple(_same(each, AccountRecord) for each in meeting.accounts),
        links=tuple(_link(each) for each in meeting.links),
        copies=meeting.copies,
        evidence=tuple(_evidence(span, document=report.document) for report in told for span in report.evidence),
    )


def encode(record: ReportRecord | MeetingRecord) -> bytes:
    """One line of UTF-8 JSON with its line feed; fields in the order of the struct."""
    return msgspec.json.encode(record) + b"\n"


def _participant(party: Participation) -> ParticipantRecord:
    return ParticipantRecord(
        id=party.actor.id,
        name=party.actor.label,
        aliases=party.forms,
        kind=party.actor.kind,
        country=party.country,
        role=party.role,
        post=party.post,
        optional=True if party.optional else msgspec.UNSET,
        confidence=_rounded(party.confidence),
    )


def _place(place: Place | None) -> PlaceRecord | None:
    return _same(place, PlaceRecord) if place is not None else None


def _same(item: object, record: type[Record]) -> Record:
    """The record that has the fields of an item under the same names."""
    return msgspec.convert(item, record, from_attributes=True)


def _evidence(span: Span, *, document: str | None = None) -> EvidenceRecord:
    return EvidenceRecord(
        document=document or msgspec.UNSET,
        field="title" if span.field == "title" else msgspec.UNSET,
        start=span.start,
        end=span.end,
        quote=span.quote,
    )


def _time(when: When) -> TimeRecord:
    return TimeRecord(
        start=when.first,
        end=when.last,
        precision=when.precision,
        approximate=when.approximate,
        expression=when.expression,
        basis=when.basis,
    )


def _link(link: Link) -> LinkRecord:
    return LinkRecord(reports=link.reports, score=_rounded(link.score), reasons=link.reasons)


def _rounded(confidence: float) -> float:
    """Four decimals: more would only show how the sum was made."""
    return round(confidence, 4)
