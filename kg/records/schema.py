"""The JSON Schemas of the records."""

from __future__ import annotations

from typing import Any

import msgspec

from kg.records.structs import MeetingRecord, ReportRecord

SCHEMA_BASE = "https://w3id.org/diplomacy-kg/"


def json_schema(record: type[ReportRecord] | type[MeetingRecord]) -> bytes:
    """The JSON Schema (2020-12) of a record, indented, with its line feed."""
    name = {ReportRecord: "report", MeetingRecord: "meeting"}[record]
    (reference,), components = msgspec.json.schema_components((record,), ref_template="#/$defs/{name}")
    schema: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{SCHEMA_BASE}{name}.schema.json",
        **reference,
        "$defs": {key: components[key] for key in sorted(components)},
    }
    return msgspec.json.format(msgspec.json.encode(schema), indent=2) + b"\n"
