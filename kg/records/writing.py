"""Reports and meetings to their records, and those to lines of JSON."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from kg.model import Account, Link, Meeting, Participation, Place, Report, Span, StatusClaim, When
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
        history=tuple(_status(claim) for claim in meeting.history),
        other_places=tuple(record for place in meeting.other_places if (record := _place(place))),
        other_times=tuple(_time(when) for when in meeting.other_times),
        accounts=tuple(_account(each) for each in meeting.accounts),
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
    if place is None:
        return None
    return PlaceRecord(
        id=place.id,
        name=place.name,
        kind=place.kind,
        country=place.country,
        latitude=place.latitude,
        longitude=place.longitude,
        geonames=place.geonames,
        venue=place.venue,
    )


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


def _account(account: Account) -> AccountRecord:
    return AccountRecord(
        fact=account.fact,
        value=account.value,
        reports=account.reports,
        sources=account.sources,
        tellings=account.tellings,
    )


def _link(link: Link) -> LinkRecord:
    return LinkRecord(reports=link.reports, score=_rounded(link.score), reasons=link.reasons)


def _status(claim: StatusClaim) -> StatusRecord:
    return StatusRecord(
        status=claim.status,
        report=claim.report,
        document=claim.document,
        source=claim.source,
        published=claim.published,
        attributed_to=claim.attributed_to,
    )


def _rounded(confidence: float) -> float:
    """Four decimals: more would only show how the sum was made."""
    return round(confidence, 4)
