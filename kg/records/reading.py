"""Lines of JSON back to reports: from this program or from another one."""

from __future__ import annotations

import hashlib

import msgspec

from kg.model import Actor, Participation, Place, Report, Span, When
from kg.records.structs import EvidenceRecord, ParticipantRecord, PlaceRecord, ReportRecord


def report_from_json(line: bytes | str) -> Report:
    """The report of a line. Raises ValueError that says what is wrong and where in the record.

    Ids that are missing are made of the names, a missing id of the report of the line itself. An actor comes
    back with the facts of the record only: name, kind, country and the forms the article uses.
    """
    try:
        record = msgspec.json.decode(line, type=ReportRecord)
        return _report(record, id_=record.id or _digest(line))
    except (msgspec.MsgspecError, UnicodeDecodeError, ValueError) as error:
        raise ValueError(f"not a report: {error}; the fields are in ontology/report.schema.json") from None


def _report(record: ReportRecord, *, id_: str) -> Report:
    return Report(
        id=id_,
        document=record.document,
        kind=record.kind,
        medium=record.medium,
        status=record.status,
        participants=tuple(_participation(each) for each in record.participants),
        place=_place(record.place),
        when=When(
            first=record.start,
            last=record.end or record.start,
            precision=record.precision,
            expression=record.expression,
            basis=record.basis if record.start is None or record.basis != "unresolved" else "stated",
            approximate=record.approximate,
        ),
        scope=record.scope,
        specific=record.specific,
        topic=record.topic,
        initiator=record.initiator,
        attributed_to=record.attributed_to,
        part_of=record.part_of,
        confidence=record.confidence,
        evidence=tuple(_span(each) for each in record.evidence),
    )


def _participation(record: ParticipantRecord) -> Participation:
    id_ = record.id or ":".join(filter(None, (record.kind, _slug(record.name), (record.country or "").casefold())))
    return Participation(
        actor=Actor(
            id=id_, label=record.name, kind=record.kind, country=record.country, aliases=_others(record.aliases, record)
        ),
        role=record.role,
        post=record.post,
        country=record.country,
        forms=record.aliases,
        optional=record.optional is True,
        confidence=record.confidence,
    )


def _place(record: PlaceRecord | None) -> Place | None:
    if record is None:
        return None
    return Place(
        id=record.id or ":".join(filter(None, (record.kind, _slug(record.name), (record.country or "").casefold()))),
        name=record.name,
        kind=record.kind,
        country=record.country,
        latitude=record.latitude,
        longitude=record.longitude,
        geonames=record.geonames,
        venue=record.venue,
    )


def _span(record: EvidenceRecord) -> Span:
    field = "text" if record.field is msgspec.UNSET else record.field
    return Span(start=record.start, end=record.end, quote=record.quote, field=field)


def _others(aliases: tuple[str, ...], record: ParticipantRecord) -> tuple[str, ...]:
    return tuple(alias for alias in aliases if alias != record.name)


def _slug(name: str) -> str:
    return "-".join(name.casefold().split())


def _digest(line: bytes | str) -> str:
    return hashlib.sha256(line if isinstance(line, bytes) else line.encode()).hexdigest()[:16]
