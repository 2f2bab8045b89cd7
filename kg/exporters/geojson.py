"""GeoJSON (RFC 7946) for maps: a feature a place, with the meetings that were there. A feature a line."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any, TextIO

from kg.exporters.texts import printable
from kg.graph.findings import Findings, places
from kg.graph.labels import meeting_label, place_label
from kg.graph.rows import interval, place_key
from kg.model import Meeting, Place


def write(findings: Findings, file: TextIO, *, base: str) -> None:
    """The places of meetings, those without coordinates with no geometry. No IRIs: ``base`` changes nothing."""
    at: defaultdict[str, list[Meeting]] = defaultdict(list)
    for meeting in findings.meetings:
        if meeting.place is not None:
            at[meeting.place.id].append(meeting)
    file.write('{"type": "FeatureCollection", "features": [\n')
    features = (_feature(where, at[id_]) for id_, where in places(findings).items() if id_ in at)
    between = ""
    for feature in features:
        file.write(between + json.dumps(feature, ensure_ascii=False))
        between = ",\n"
    file.write("\n]}\n")


def _feature(where: Place, meetings: list[Meeting]) -> dict[str, Any]:
    located = where.latitude is not None and where.longitude is not None
    days = [interval(meeting.when) for meeting in meetings]
    return {
        "type": "Feature",
        "id": place_key(where),
        "geometry": {"type": "Point", "coordinates": [where.longitude, where.latitude]} if located else None,
        "properties": {
            "name": printable(place_label(where)),
            "kind": where.kind,
            "country": where.country,
            "geonames": where.geonames,
            "meetings": len(meetings),
            "first": min((first for first, _ in days if first), default=None),
            "last": max((last for _, last in days if last), default=None),
            "told": [_told(meeting) for meeting in meetings],
        },
    }


def _told(meeting: Meeting) -> dict[str, Any]:
    start, end = interval(meeting.when)
    return {
        "id": meeting.id,
        "label": printable(meeting_label(meeting)),
        "status": meeting.status,
        "kind": meeting.kind,
        "start": start or None,
        "end": end or None,
        "participants": [printable(party.actor.label) for party in meeting.participants],
        "confidence": meeting.confidence,
    }
