"""GEXF 1.3 (https://gexf.net/), dynamic: Gephi's timeline shows when. Streaming.

An interval stands on each node and edge whose days are known; what has none is there all the time.
"""

from __future__ import annotations

from typing import TextIO

from kg.exporters.columns import columns, filled
from kg.exporters.texts import xml
from kg.graph.findings import Readable
from kg.graph.networks import Projection, edges, nodes
from kg.graph.rows import Edge, Node

_TYPES = {str: "string", int: "integer", float: "double", bool: "boolean"}
_VALUE = '<attvalue for="{number}" value="{value}"/>'
_OWN_PLACE = {
    "node": frozenset({"id", "label", "start", "end"}),
    "edge": frozenset({"id", "label", "source", "target", "start", "end", "weight"}),
}
"""Fields that GEXF has a place for: not among the attribute values."""


def write(findings: Readable, file: TextIO, *, base: str) -> None:
    """The event projection. A network has no IRIs: ``base`` changes nothing."""
    _write(findings, file, projection="event")


def write_actors(findings: Readable, file: TextIO, *, base: str) -> None:
    """The actor projection of held meetings."""
    _write(findings, file, projection="actor")


def _write(findings: Readable, file: TextIO, *, projection: Projection) -> None:
    direction = "directed" if projection == "event" else "undirected"
    file.write('<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3">\n')
    file.write(
        f'<graph defaultedgetype="{direction}" mode="dynamic" timeformat="date" timerepresentation="interval">\n'
    )
    _declare(file, "node", Node)
    _declare(file, "edge", Edge)
    file.write("<nodes>\n")
    data = filled(Node, text=xml, each=_VALUE, leave_out=_OWN_PLACE["node"])
    for node in nodes(findings, projection=projection):
        head = f'<node id="{xml(node.id)}" label="{xml(node.label)}"{_interval(node.start, node.end)}>'
        file.write(f"{head}<attvalues>{data(node)}</attvalues></node>\n")
    file.write("</nodes>\n<edges>\n")
    data = filled(Edge, text=xml, each=_VALUE, leave_out=_OWN_PLACE["edge"])
    for edge in edges(findings, projection=projection):
        ends = f'source="{xml(edge.source)}" target="{xml(edge.target)}" weight="{edge.weight!r}"'
        head = f'<edge id="{xml(edge.id)}" {ends} kind="{edge.label}" label="{edge.label}"'
        file.write(f"{head}{_interval(edge.start, edge.end)}><attvalues>{data(edge)}</attvalues></edge>\n")
    file.write("</edges>\n</graph>\n</gexf>\n")


def _declare(file: TextIO, domain: str, row: type[Node] | type[Edge]) -> None:
    file.write(f'<attributes class="{domain}" mode="static">\n')
    for number, (name, type_) in enumerate(columns(row)):
        if name not in _OWN_PLACE[domain]:
            file.write(f'<attribute id="{number}" title="{name}" type="{_TYPES[type_]}"/>\n')
    file.write("</attributes>\n")


def _interval(start: str, end: str) -> str:
    return f' start="{start}" end="{end}"' if start else ""
