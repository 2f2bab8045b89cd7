"""The actor projection: one edge for each pair of actors and each meeting they had."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from kg.graph.rows import SEPARATOR, Edge, actor_key, meeting_key, of_meeting
from kg.model import Meeting, Participation


def pairs(meeting: Meeting) -> Iterator[Edge]:
    """An edge of weight 1/(n-1) for every two of the n participants.

    With that weight (Newman 2001, on co-authorship) an actor's weights add up to its meetings.
    """
    parties: dict[str, Participation] = {}
    for party in sorted(meeting.participants, key=lambda party: party.actor.id):
        parties.setdefault(party.actor.id, party)
    node, common = meeting_key(meeting.id), of_meeting(meeting)
    for one, other in combinations(parties.values(), 2):
        source, target = actor_key(one.actor), actor_key(other.actor)
        yield Edge(
            id=f"{source} with {target} in {node}",
            source=source,
            target=target,
            label="MET",
            meeting=node,
            side=SEPARATOR.join(filter(None, (one.country, other.country))),
            confidence=round(one.confidence * other.confidence, 4),
            weight=round(1 / (len(parties) - 1), 6),
            **common,
        )
