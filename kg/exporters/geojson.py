"""GeoJSON (RFC 7946) for maps: a feature a place, with the meetings that were there. A feature a line."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any, TextIO

from kg.exporters.texts import printable
from kg.graph.findings import Readable
from kg.graph.labels import meeting_label, place_label
from kg.graph.rows import interval, place_key
from kg.model import Meeting, Place


def write(findings: Readable, file: TextIO, *, base: str) -> None:
    """The places of meetings, those without coordinates with no geometry. No IRIs: ``base`` changes nothing."""
    at: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for meeting in findings.meetings:
        if meeting.place is not None:
            at[meeting.place.id].append(_told(meeting))
    file.write('{"type": "FeatureCollection", "features": [\n')
    features = (_feature(where, at[id_]) for id_, where in findings.places().items() if id_ in at)
    between = ""
    for feature in features:
        file.write(between + json.dumps(feature, ensure_ascii=False))
        between = ",\n"
    file.write("\n]}\n")


def _feature(where: Place, told: list[dict[str, Any]]) -> dict[str, Any]:
    located = where.latitude is not None and where.longitude is not None
    return {
        "type": "Feature",
        "id": place_key(where),
        "geometry": {"type": "Point", "coordinates": [where.longitude, where.latitude]} if located else None,
        "properties": {
            "name": printable(place_label(where)),
            "kind": where.kind,
            "country": where.country,
            "geonames": where.geonames,
            "meetings": len(told),
            "first": min((each["start"] for each in told if each["start"]), default=None),
            "last": max((each["end"] for each in told if each["end"]), default=None),
            "told": told,
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
