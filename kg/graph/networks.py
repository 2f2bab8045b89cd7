"""Meetings as networks, in two projections.

Event: meetings, actors and places are nodes; edges lead from an actor to the meetings it took part in, from a meeting
to its place and to the meeting it is part of. Actor: one edge for each pair of actors and each meeting they had.

Nodes and edges are rows with the same plain fields (str, int, float, bool) on every one of them, "" and 0 where
nothing is known, because the formats and tools behind them ask for that. Dates are ISO days. Ids of nodes and edges
are readable, unique and free of hostile characters.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass
from itertools import combinations
from typing import Any, Literal, TypeVar

import networkx as nx

from kg.graph.findings import Findings, actors, places
from kg.graph.labels import meeting_label, place_label
from kg.graph.terms import encode
from kg.model import Actor, Meeting, Participation, Place, Status, When

Projection = Literal["event", "actor"]
Network = TypeVar("Network", "nx.MultiDiGraph[str]", "nx.MultiGraph[str]")
HELD: tuple[Status, ...] = ("held",)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Activity:
    """How many meetings an actor or place has in a network, and from when to when."""

    meetings: int = 0
    start: str = ""
    end: str = ""

    def with_meeting(self, when: When) -> _Activity:
        start, end = interval(when)
        return _Activity(
            meetings=self.meetings + 1,
            start=min(filter(None, (self.start, start)), default=""),
            end=max(self.end, end),
        )


def interval(when: When) -> tuple[str, str]:
    """First and last day in ISO form; "" when unresolved."""
    if when.first is None or when.last is None:
        return "", ""
    return when.first.isoformat(), when.last.isoformat()


def nodes(
    findings: Findings, *, projection: Projection = "event", statuses: Collection[Status] = HELD
) -> Iterator[Node]:
    """The nodes of a projection, streaming: meetings, then actors, then places, each by id.

    ``statuses`` is what the actor projection counts; the event projection shows every meeting.
    """
    chosen = [item for item in findings.meetings if projection == "event" or item.status in statuses]
    if projection == "event":
        yield from map(_meeting_node, chosen)
    everybody = actors(findings)
    activity: defaultdict[str, _Activity] = defaultdict(_Activity)
    at: defaultdict[str, _Activity] = defaultdict(_Activity)
    for meeting in chosen:
        for id_ in {party.actor.id for party in meeting.participants}:
            activity[id_] = activity[id_].with_meeting(meeting.when)
        if meeting.place is not None:
            at[meeting.place.id] = at[meeting.place.id].with_meeting(meeting.when)
    for id_ in sorted(activity):
        yield _actor_node(everybody[id_], activity[id_])
    if projection == "event":
        for id_, where in places(findings).items():
            if id_ in at:
                yield _place_node(where, at[id_])


def edges(
    findings: Findings, *, projection: Projection = "event", statuses: Collection[Status] = HELD
) -> Iterator[Edge]:
    """The edges of a projection, streaming, meeting by meeting."""
    if projection == "event":
        known = {meeting.id for meeting in findings.meetings}
        for meeting in findings.meetings:
            yield from _event_edges(meeting, known)
    else:
        for meeting in findings.meetings:
            if meeting.status in statuses:
                yield from _pairs(meeting)


def event_graph(findings: Findings) -> nx.MultiDiGraph[str]:
    """Meetings, actors and places as nodes, with the fields of Node and Edge as attributes."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(name="meetings")
    return _filled(graph, nodes(findings), edges(findings))


def actor_graph(findings: Findings, *, statuses: Collection[Status] = HELD) -> nx.MultiGraph[str]:
    """Actors as nodes, one edge for each pair and meeting, of weight 1/(n-1) for n participants.

    With that weight (Newman 2001, on co-authorship) an actor's weights add up to its meetings.
    """
    graph: nx.MultiGraph[str] = nx.MultiGraph(name="actors")
    return _filled(
        graph,
        nodes(findings, projection="actor", statuses=statuses),
        edges(findings, projection="actor", statuses=statuses),
    )


def _filled(graph: Network, all_nodes: Iterator[Node], all_edges: Iterator[Edge]) -> Network:
    for node in all_nodes:
        attributes = asdict(node)
        graph.add_node(attributes.pop("id"), **attributes)
    for edge in all_edges:
        attributes = asdict(edge)
        source, target = attributes.pop("source"), attributes.pop("target")
        graph.add_edge(source, target, key=edge.id, **attributes)
    return graph


def _meeting_node(meeting: Meeting) -> Node:
    start, end = interval(meeting.when)
    return Node(
        id=f"meeting:{encode(meeting.id)}",
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


def _actor_node(who: Actor, activity: _Activity) -> Node:
    return Node(
        id=f"actor:{encode(who.id)}",
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


def _place_node(where: Place, activity: _Activity) -> Node:
    return Node(
        id=f"place:{encode(where.id)}",
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


def _event_edges(meeting: Meeting, known: Collection[str]) -> Iterator[Edge]:
    node, common = f"meeting:{encode(meeting.id)}", _common(meeting)
    seen: dict[str, int] = {}
    for party in sorted(meeting.participants, key=lambda party: party.actor.id):
        actor = f"actor:{encode(party.actor.id)}"
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
        place = f"place:{encode(meeting.place.id)}"
        yield Edge(
            id=f"{node} at {place}", source=node, target=place, label="TOOK_PLACE_IN", meeting=node,
            confidence=meeting.confidence, **common,
        )  # fmt: skip
    if meeting.part_of is not None and meeting.part_of in known:
        whole = f"meeting:{encode(meeting.part_of)}"
        yield Edge(
            id=f"{node} part of {whole}", source=node, target=whole, label="PART_OF", meeting=node,
            confidence=meeting.confidence, **common,
        )  # fmt: skip


def _pairs(meeting: Meeting) -> Iterator[Edge]:
    parties: dict[str, Participation] = {}
    for party in sorted(meeting.participants, key=lambda party: party.actor.id):
        parties.setdefault(party.actor.id, party)
    node, common = f"meeting:{encode(meeting.id)}", _common(meeting)
    for one, other in combinations(parties.values(), 2):
        source, target = f"actor:{encode(one.actor.id)}", f"actor:{encode(other.actor.id)}"
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


def _common(meeting: Meeting) -> dict[str, Any]:
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
