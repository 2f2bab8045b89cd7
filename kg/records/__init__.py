"""The JSON of reports and meetings: what the program writes, and what other programs may hand in.

One record a line. Dates are ``YYYY-MM-DD`` and inclusive, offsets count code points of the article's text,
coordinates are WGS 84 degrees. A record is a view: an actor's own posts and the reasons of a match are in
the graph, not here.
"""

from __future__ import annotations

from kg.records.reading import report_from_json
from kg.records.schema import json_schema
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
from kg.records.writing import encode, meeting_record, report_record

__all__ = [
    "AccountRecord",
    "EvidenceRecord",
    "LinkRecord",
    "MeetingRecord",
    "ParticipantRecord",
    "PlaceRecord",
    "ReportRecord",
    "StatusRecord",
    "TimeRecord",
    "encode",
    "json_schema",
    "meeting_record",
    "report_from_json",
    "report_record",
]
