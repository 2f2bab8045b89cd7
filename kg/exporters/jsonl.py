"""JSON Lines of reports and meetings: the records of kg.records, one a line."""

from __future__ import annotations

from typing import TextIO

from kg.graph.findings import Readable
from kg.records import encode, meeting_record, report_record


def write_reports(findings: Readable, file: TextIO, *, base: str) -> None:
    """What each article says. Records carry ids, not IRIs: ``base`` changes nothing."""
    for report in findings.reports:
        file.write(encode(report_record(report)).decode("utf-8").rstrip("\n") + "\n")


def write_meetings(findings: Readable, file: TextIO, *, base: str) -> None:
    """What all articles say of each meeting."""
    for meeting in findings.meetings:
        reports = {report.id: report for report in findings.reports_of(meeting)}
        file.write(encode(meeting_record(meeting, reports=reports)).decode("utf-8").rstrip("\n") + "\n")
