"""Meetings of an archive that may be one: alike, though not enough for the rules, or alike to several."""

from __future__ import annotations

import msgspec

from kg.archive import Archive
from kg.archive.judgements import meeting_judgements
from kg.linking import near_misses
from kg.model import Report

LATEST = 20_000
"""Reports of an archive that are compared; of more, those told last: linking takes its time."""
MOST = 200


class MayBeOneMeeting(msgspec.Struct, frozen=True, kw_only=True):
    """Two meetings to decide on."""

    one: str
    """Id of a report of the one; decisions are on reports, which stay while meetings come and go."""
    other: str
    meetings: tuple[str, str]
    """Ids of the meetings as they are now."""
    score: float
    reasons: tuple[str, ...]
    quotes: tuple[str, str]


def unjoined(archive: Archive) -> tuple[MayBeOneMeeting, ...]:
    """Pairs of meetings nobody has decided on, the likeliest first."""
    with archive.reading() as findings:
        about = {id_: meeting.id for meeting in findings.meetings for id_ in meeting.reports}
        reports = {report.id: report for report in findings.reports if report.id in about}
    if len(reports) > LATEST:
        latest = sorted(reports, key=lambda id_: (str(reports[id_].when.first or ""), id_))[-LATEST:]
        reports = {id_: reports[id_] for id_ in latest}
    decided = meeting_judgements(archive.connection, reports)
    found = []
    for each in near_misses(reports.values(), archive.articles, judgements=decided):
        one, other = (reports[id_] for id_ in each.reports)
        if about[one.id] != about[other.id]:
            found.append(
                MayBeOneMeeting(
                    one=one.id,
                    other=other.id,
                    meetings=(about[one.id], about[other.id]),
                    score=round(each.score, 2),
                    reasons=each.reasons,
                    quotes=(_said(one), _said(other)),
                )
            )
    return tuple(found[:MOST])


def _said(report: Report) -> str:
    return next((span.quote for span in report.evidence), "")
