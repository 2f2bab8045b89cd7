"""The event projection: edges lead from an actor to the meetings it took part in, from a meeting to its place and to
the meeting it is part of.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.graph.rows import Edge, actor_key, meeting_key, of_meeting, place_key
from kg.model import Meeting


def event_edges(meeting: Meeting, *, whole: bool) -> Iterator[Edge]:
    """The edges of a meeting; to the ``whole`` it is part of only where that is there too."""
    node, common = meeting_key(meeting.id), of_meeting(meeting)
    seen: dict[str, int] = {}
    for party in sorted(meeting.participants, key=lambda party: party.actor.id):
        actor = actor_key(party.actor)
        count = seen[actor] = seen.get(actor, 0) + 1
        yield Edge(
            id=f"{actor} in {node}" + (f" ({count})" if count > 1 else ""),
            source=actor,
            target=node,
            label="PARTICIPATED_IN",
            meeting=node,
            role=party.role,
            post=party.post or "",
            side=party.country or "",
            confidence=party.confidence,
            **common,
        )
    if meeting.place is not None:
        place = place_key(meeting.place)
        yield Edge(
            id=f"{node} at {place}", source=node, target=place, label="TOOK_PLACE_IN", meeting=node,
            confidence=meeting.confidence, **common,
        )  # fmt: skip
    if meeting.part_of is not None and whole:
        of = meeting_key(meeting.part_of)
        yield Edge(
            id=f"{node} part of {of}", source=node, target=of, label="PART_OF", meeting=node,
            confidence=meeting.confidence, **common,
        )  # fmt: skip
