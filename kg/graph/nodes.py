"""Meetings, actors and places as nodes of a network."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kg.graph.labels import meeting_label, place_label
from kg.graph.rows import SEPARATOR, Node, actor_key, interval, meeting_key, place_key
from kg.model import Actor, Meeting, Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """How many meetings an actor or place has in a network, and from when to when."""

    meetings: int = 0
    start: str = ""
    end: str = ""

    def with_meeting(self, start: str, end: str) -> Activity:
        """With a meeting on these days more; "" when they are not known."""
        earlier = start if start and (not self.start or start < self.start) else self.start
        return Activity(meetings=self.meetings + 1, start=earlier, end=max(self.end, end))


def meeting_node(meeting: Meeting) -> Node:
    """A meeting as a node."""
    start, end = interval(meeting.when)
    return Node(
        id=meeting_key(meeting.id),
        label=meeting_label(meeting),
        type="meeting",
        labels=":Meeting",
        kind=meeting.kind,
        country=(meeting.place.country or "") if meeting.place else "",
        status=meeting.status,
        medium=meeting.medium,
        scope=meeting.scope,
        topic=meeting.topic or "",
        start=start,
        end=end,
        precision=meeting.when.precision if start else "",
        basis=meeting.when.basis,
        approximate=meeting.when.approximate,
        expression=meeting.when.expression or "",
        place=place_label(meeting.place) if meeting.place else "",
        reports=len(meeting.reports),
        sources=SEPARATOR.join(meeting.sources),
        confidence=meeting.confidence,
        **_coordinates(meeting.place),
    )


def actor_node(who: Actor, activity: Activity) -> Node:
    """An actor as a node."""
    return Node(
        id=actor_key(who),
        label=who.label,
        type="actor",
        labels=f":Actor:{who.kind.capitalize()}",
        kind=who.kind,
        country=who.country or "",
        aliases=SEPARATOR.join(sorted(who.aliases)),
        misspellings=SEPARATOR.join(sorted(who.misspellings)),
        wikidata=who.wikidata or "",
        start=activity.start,
        end=activity.end,
        meetings=activity.meetings,
    )


def place_node(where: Place, activity: Activity) -> Node:
    """A place as a node."""
    return Node(
        id=place_key(where),
        label=place_label(where),
        type="place",
        labels=":Place",
        kind=where.kind,
        country=where.country or "",
        geonames=where.geonames or 0,
        start=activity.start,
        end=activity.end,
        meetings=activity.meetings,
        **_coordinates(where),
    )


def _coordinates(where: Place | None) -> dict[str, Any]:
    if where is None or where.latitude is None or where.longitude is None:
        return {}
    return {"located": True, "latitude": float(where.latitude), "longitude": float(where.longitude)}
