"""GraphML (http://graphml.graphdrawing.org/): typed keys, every attribute on every node and edge, streaming."""

from __future__ import annotations

from typing import Protocol, TextIO

from kg.exporters.columns import columns, filled
from kg.exporters.texts import content, xml
from kg.graph.findings import Readable
from kg.graph.networks import Projection, edges, nodes
from kg.graph.rows import Edge, Node

_TYPES = {str: "string", int: "int", float: "double", bool: "boolean"}
_IN_NODE, _IN_EDGE = ("id",), ("id", "source", "target")
_SPACE = "http://graphml.graphdrawing.org/xmlns"


class Drawing(Protocol):
    """What a flavour of GraphML adds: how nodes and edges look."""

    head: str
    """Namespaces and schema, for the root element."""
    keys: str

    def node(self, node: Node, number: int) -> str:
        """The element that says how the node with that running number looks."""

    def edge(self, edge: Edge) -> str: ...


class Undrawn:
    """Plain GraphML says nothing of looks."""

    head = f'xsi:schemaLocation="{_SPACE} {_SPACE}/1.0/graphml.xsd"'
    keys = ""

    def node(self, node: Node, number: int) -> str:
        """Nothing."""
        return ""

    def edge(self, edge: Edge) -> str:
        """Nothing."""
        return ""


def write(findings: Readable, file: TextIO, *, base: str) -> None:
    """The event projection. A network has no IRIs: ``base`` changes nothing."""
    write_network(findings, file, "event", Undrawn())


def write_actors(findings: Readable, file: TextIO, *, base: str) -> None:
    """The actor projection of held meetings."""
    write_network(findings, file, "actor", Undrawn())


def write_network(findings: Readable, file: TextIO, projection: Projection, drawing: Drawing) -> None:
    """A projection in a flavour of GraphML."""
    file.write('<?xml version="1.0" encoding="UTF-8"?>\n')
    file.write(f'<graphml xmlns="{_SPACE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" {drawing.head}>\n')
    file.write(drawing.keys)
    _declare(file, "node", Node, _IN_NODE)
    _declare(file, "edge", Edge, _IN_EDGE)
    direction = "directed" if projection == "event" else "undirected"
    file.write(f'<graph id="{projection}s" edgedefault="{direction}">\n')
    data = filled(Node, text=content, each='<data key="n{number}">{value}</data>', leave_out=_IN_NODE)
    for number, node in enumerate(nodes(findings, projection=projection)):
        file.write(f'<node id="{xml(node.id)}">{data(node)}{drawing.node(node, number)}</node>\n')
    data = filled(Edge, text=content, each='<data key="e{number}">{value}</data>', leave_out=_IN_EDGE)
    for edge in edges(findings, projection=projection):
        ends = f'source="{xml(edge.source)}" target="{xml(edge.target)}"'
        file.write(f'<edge id="{xml(edge.id)}" {ends}>{data(edge)}{drawing.edge(edge)}</edge>\n')
    file.write("</graph>\n</graphml>\n")


def _declare(file: TextIO, domain: str, row: type[Node] | type[Edge], without: tuple[str, ...]) -> None:
    for number, (name, type_) in enumerate(columns(row)):
        if name not in without:
            file.write(
                f'<key id="{domain[0]}{number}" for="{domain}" attr.name="{name}" attr.type="{_TYPES[type_]}"/>\n'
            )
