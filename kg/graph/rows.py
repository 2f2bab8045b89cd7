"""The rows of a network: nodes and edges with the same plain fields (str, int, float, bool) on every one of them.

"" and 0 stand where nothing is known, because the formats and tools behind them ask for that. Dates are ISO days. Ids
are readable, unique and free of hostile characters.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kg.graph.labels import place_label
from kg.graph.terms import encode
from kg.model import Actor, Meeting, Place, When

SEPARATOR = "; "
"""Between several values in one field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A node of either projection."""

    id: str
    label: str
    type: str
    """"meeting", "actor" or "place"."""
    labels: str
    """The type as Neo4j's import reads it (":Meeting")."""
    kind: str
    """The kind of meeting, actor or place of kg.model."""
    country: str = ""
    status: str = ""
    medium: str = ""
    scope: str = ""
    topic: str = ""
    start: str = ""
    end: str = ""
    """First and last possible day of a meeting; of an actor or place: of all its meetings."""
    precision: str = ""
    basis: str = ""
    approximate: bool = False
    expression: str = ""
    place: str = ""
    aliases: str = ""
    misspellings: str = ""
    wikidata: str = ""
    geonames: int = 0
    located: bool = False
    """Whether latitude and longitude say something; 0, 0 is a point in the Atlantic."""
    latitude: float = 0.0
    longitude: float = 0.0
    meetings: int = 0
    """Meetings of an actor or at a place in this network."""
    reports: int = 0
    sources: str = ""
    confidence: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """An edge of either projection."""

    id: str
    source: str
    target: str
    label: str
    """PARTICIPATED_IN, TOOK_PLACE_IN, PART_OF or MET: the relationship type for Neo4j and Cytoscape."""
    meeting: str = ""
    """Node id of the meeting in the event projection."""
    role: str = ""
    post: str = ""
    side: str = ""
    """The country a participant acts for; of a pair, both: "FR; US"."""
    kind: str = ""
    status: str = ""
    medium: str = ""
    place: str = ""
    start: str = ""
    end: str = ""
    reports: int = 0
    confidence: float = 0.0
    weight: float = 1.0


def actor_key(who: Actor) -> str:
    """The id of an actor's node."""
    return f"actor:{encode(who.id)}"


def meeting_key(id_: str) -> str:
    """The id of the node of the meeting with this id."""
    return f"meeting:{encode(id_)}"


def place_key(where: Place) -> str:
    """The id of a place's node."""
    return f"place:{encode(where.id)}"


def interval(when: When) -> tuple[str, str]:
    """First and last day in ISO form; "" when unresolved."""
    if when.first is None or when.last is None:
        return "", ""
    return when.first.isoformat(), when.last.isoformat()


def of_meeting(meeting: Meeting) -> dict[str, Any]:
    """What every edge of a meeting tells of it."""
    start, end = interval(meeting.when)
    return {
        "kind": meeting.kind,
        "status": meeting.status,
        "medium": meeting.medium,
        "place": place_label(meeting.place) if meeting.place else "",
        "start": start,
        "end": end,
        "reports": len(meeting.reports),
    }
