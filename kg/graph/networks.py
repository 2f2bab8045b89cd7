"""Meetings as networks, in two projections.

Event: meetings, actors and places are nodes; edges lead from an actor to the meetings it took part in, from a meeting
to its place and to the meeting it is part of. Actor: one edge for each pair of actors and each meeting they had.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import asdict
from typing import Literal, TypeVar

import networkx as nx

from kg.graph.actor_projection import pairs
from kg.graph.event_projection import event_edges
from kg.graph.findings import Readable
from kg.graph.nodes import Activity, actor_node, meeting_node, place_node
from kg.graph.rows import Edge, Node, interval
from kg.model import Status

Projection = Literal["event", "actor"]
Network = TypeVar("Network", "nx.MultiDiGraph[str]", "nx.MultiGraph[str]")
HELD: tuple[Status, ...] = ("held",)


def nodes(
    findings: Readable, *, projection: Projection = "event", statuses: Collection[Status] = HELD
) -> Iterator[Node]:
    """The nodes of a projection, streaming: meetings, then actors, then places, each by id.

    ``statuses`` is what the actor projection counts; the event projection shows every meeting.
    """
    activity: defaultdict[str, Activity] = defaultdict(Activity)
    at: defaultdict[str, Activity] = defaultdict(Activity)
    for meeting in findings.meetings:
        if projection == "actor" and meeting.status not in statuses:
            continue
        if projection == "event":
            yield meeting_node(meeting)
        start, end = interval(meeting.when)
        for id_ in {party.actor.id for party in meeting.participants}:
            activity[id_] = activity[id_].with_meeting(start, end)
        if meeting.place is not None:
            at[meeting.place.id] = at[meeting.place.id].with_meeting(start, end)
    everybody = findings.actors()
    for id_ in sorted(activity):
        yield actor_node(everybody[id_], activity[id_])
    if projection == "event":
        for id_, where in findings.places().items():
            if id_ in at:
                yield place_node(where, at[id_])


def edges(
    findings: Readable, *, projection: Projection = "event", statuses: Collection[Status] = HELD
) -> Iterator[Edge]:
    """The edges of a projection, streaming, meeting by meeting."""
    if projection == "event":
        for meeting in findings.meetings:
            yield from event_edges(meeting, whole=findings.has(meeting.part_of) if meeting.part_of else False)
    else:
        for meeting in findings.meetings:
            if meeting.status in statuses:
                yield from pairs(meeting)


def event_graph(findings: Readable) -> nx.MultiDiGraph[str]:
    """Meetings, actors and places as nodes, with the fields of Node and Edge as attributes."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(name="meetings")
    return _filled(graph, nodes(findings), edges(findings))


def actor_graph(findings: Readable, *, statuses: Collection[Status] = HELD) -> nx.MultiGraph[str]:
    """Actors as nodes, one edge for each pair and meeting, of weight 1/(n-1) for n participants."""
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
