"""What a question gives: meetings with the reports they rest on, so that every answer carries its evidence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from kg.archive import Archive
from kg.archive.disputes import disputes
from kg.model import Meeting, Report, Span
from kg.records import MeetingRecord, meeting_record


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A meeting and who tells of it."""

    meeting: Meeting
    reports: tuple[Report, ...]
    """What each article says, in the order of their ids."""
    certain: bool = True
    """False when the meeting was perhaps outside of the days that were asked for."""

    @property
    def evidence(self) -> tuple[tuple[str, Span], ...]:
        """The quotations, each with the id of its article."""
        return tuple((report.document, span) for report in self.reports for span in report.evidence)

    def quotations(self, most: int) -> tuple[tuple[str, Span], ...]:
        """Some of the evidence: one quotation of each article, the earliest first, before a second of any; what the
        text says before what the headline does."""
        order = {claim.report: n for n, claim in enumerate(self.meeting.history)}
        found: list[tuple[int, int, str, Span]] = []
        for report in sorted(self.reports, key=lambda each: order.get(each.id, len(order))):
            spans = sorted(report.evidence, key=lambda span: span.field == "title")
            found += [(nth, len(found), report.document, span) for nth, span in enumerate(spans)]
        return tuple((document, span) for _, _, document, span in sorted(found, key=lambda each: each[:2])[:most])

    @property
    def disputed(self) -> tuple[str, ...]:
        """What the articles contradict each other in: "place", "time", "status"."""
        return disputes(self.meeting)

    def record(self) -> MeetingRecord:
        """The same as a record of ``meetings.jsonl``."""
        return meeting_record(self.meeting, reports={report.id: report for report in self.reports})


@dataclass(frozen=True, slots=True, kw_only=True)
class Meetings:
    """The meetings that fit a question, or the first of them."""

    count: int
    """How many there are."""
    shown: tuple[Told, ...]
    undated: int = 0
    """Meetings that fit but for the days asked for, because theirs are not known; they are not counted."""


def told(
    archive: Archive, keys: Sequence[int], *, days: tuple[dt.date | None, dt.date | None] = (None, None)
) -> tuple[Told, ...]:
    """The meetings with these keys, in this order, with their reports."""
    meetings = archive.meetings(keys)
    ids = sorted({id_ for meeting in meetings for id_ in meeting.reports})
    reports = {report.id: report for report in archive.reports(ids)}
    return tuple(
        Told(
            meeting=meeting,
            reports=tuple(reports[id_] for id_ in meeting.reports if id_ in reports),
            certain=_inside(meeting, *days),
        )
        for meeting in meetings
    )


def _inside(meeting: Meeting, first: dt.date | None, last: dt.date | None) -> bool:
    if first is None and last is None:
        return True
    when = meeting.when
    if when.first is None or when.last is None:
        return False
    return (first is None or when.first >= first) and (last is None or when.last <= last)
