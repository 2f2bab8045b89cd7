"""iCalendar (RFC 5545): the meetings whose days are known, as all-day events. Streaming.

Nothing in it asks anybody to attend, and no event blocks a day.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TextIO

from kg.exporters.texts import printable
from kg.graph.findings import Readable
from kg.graph.labels import heading, place_label
from kg.graph.terms import encode
from kg.model import Meeting, Participation, Report, Status

_OCTETS = 75
_QUOTES = 3
"""Quotations in a description."""
_STATUS: Mapping[Status, str] = {
    "held": "CONFIRMED",
    "planned": "TENTATIVE",
    "proposed": "TENTATIVE",
    "postponed": "TENTATIVE",
    "cancelled": "CANCELLED",
    "refused": "CANCELLED",
}
_SPECIAL = re.compile(r"\r\n|[\\;,\n\r]")
_ADDRESS = re.compile(r"https?://[^\s<>\"']+")


def write(findings: Readable, file: TextIO, *, base: str) -> None:
    """The calendar. Its events have ids, not IRIs: ``base`` changes nothing."""
    head = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//diplomacy-kg//kg//EN", "CALSCALE:GREGORIAN", "NAME:Meetings")
    file.writelines(f"{line}\r\n" for line in (*head, "X-WR-CALNAME:Meetings"))
    wholes = {meeting.part_of for meeting in findings.meetings if meeting.part_of}
    dated = {meeting.id for meeting in findings.meetings if meeting.id in wholes and meeting.when.first}
    for meeting in findings.meetings:
        if meeting.when.first is not None and meeting.when.last is not None:
            told = findings.reports_of(meeting)
            links = (article.url for each in told if (article := findings.article(each.document)))
            link = next((url for url in links if url and _ADDRESS.fullmatch(url)), None)
            lines = [*_event(meeting, meeting.when.first, meeting.when.last, told)]
            if meeting.part_of in dated:
                lines.append(("RELATED-TO", _uid(meeting.part_of)))
            if link is not None:
                lines.append(("URL", link))
            for name, value in (("BEGIN", "VEVENT"), *lines, ("END", "VEVENT")):
                file.write(_folded(f"{name}:{value}"))
    file.write("END:VCALENDAR\r\n")


def _event(meeting: Meeting, first: dt.date, last: dt.date, told: Sequence[Report]) -> Iterator[tuple[str, str]]:
    published = [claim.published for claim in meeting.history if claim.published]
    where = meeting.place
    yield "UID", _uid(meeting.id)
    yield "DTSTAMP", f"{max(published, default=first):%Y%m%d}T000000Z"  # as of the news, not of this run
    yield "DTSTART;VALUE=DATE", f"{first:%Y%m%d}"
    if last < dt.date.max:
        yield "DTEND;VALUE=DATE", f"{last + dt.timedelta(days=1):%Y%m%d}"
    yield "SUMMARY", _text(_summary(meeting))
    if where is not None:
        yield "LOCATION", _text(place_label(where))
        if where.latitude is not None and where.longitude is not None:
            yield "GEO", f"{where.latitude};{where.longitude}"
    yield "DESCRIPTION", _text("\n".join(_description(meeting, told)))
    yield "CATEGORIES", ",".join((meeting.kind, meeting.status, meeting.medium))
    yield "STATUS", _STATUS[meeting.status]
    yield "TRANSP", "TRANSPARENT"


def _uid(id_: str | None) -> str:
    return f"{encode(id_)}@diplomacy-kg"


def _summary(meeting: Meeting) -> str:
    standing = "" if meeting.status == "held" else f"{meeting.status.capitalize()}: "
    several = meeting.when.first != meeting.when.last and (meeting.when.approximate or meeting.when.precision != "day")
    return f"{standing}{heading(meeting)}{' (within these days)' if several else ''}"


def _description(meeting: Meeting, told: Sequence[Report]) -> Iterator[str]:
    yield from map(_named, meeting.participants)
    if meeting.topic:
        yield f"On: {meeting.topic}"
    if meeting.sources:
        yield f"According to: {', '.join(meeting.sources)}"
    quotes = dict.fromkeys(span.quote for report in told for span in report.evidence)
    yield from (f"“{' '.join(quote.split())}”" for quote in list(quotes)[:_QUOTES])


def _named(party: Participation) -> str:
    return ", ".join(filter(None, (party.actor.label, party.post, party.country)))


def _text(value: str) -> str:
    """A TEXT value: what separates is escaped, line ends are written \\n."""
    return _SPECIAL.sub(lambda found: "\\n" if found[0] in "\r\n" else f"\\{found[0]}", _inline(value))


def _inline(value: str) -> str:
    return printable(value).replace("\x85", " ").replace("\u2028", " ").replace("\u2029", " ")


def _folded(line: str) -> str:
    """A content line in pieces of at most 75 octets, no character torn apart."""
    pieces, piece, octets = [], "", 0
    for character in line:
        size = len(character.encode("utf-8", "replace"))
        if octets + size > _OCTETS:
            pieces.append(piece)
            piece, octets = " ", 1
        piece += character
        octets += size
    return "\r\n".join([*pieces, piece]) + "\r\n"
