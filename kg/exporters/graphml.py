"""GraphML (http://graphml.graphdrawing.org/): typed keys, every attribute on every node and edge, streaming."""

from __future__ import annotations

from typing import TextIO

from kg.exporters.columns import columns, plain, values
from kg.exporters.texts import xml
from kg.graph.findings import Findings
from kg.graph.networks import Projection, edges, nodes
from kg.graph.rows import Edge, Node

_TYPES = {str: "string", int: "int", float: "double", bool: "boolean"}
_IN_EDGE = ("id", "source", "target")
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""


def write(findings: Findings, file: TextIO, *, base: str) -> None:
    """The event projection. A network has no IRIs: ``base`` changes nothing."""
    _write(findings, file, projection="event")


def write_actors(findings: Findings, file: TextIO, *, base: str) -> None:
    """The actor projection of held meetings."""
    _write(findings, file, projection="actor")


def _write(findings: Findings, file: TextIO, *, projection: Projection) -> None:
    file.write(_HEAD)
    for domain, row in (("node", Node), ("edge", Edge)):
        for number, (name, type_) in enumerate(columns(row)):
            if name not in (("id",) if domain == "node" else _IN_EDGE):
                file.write(
                    f'<key id="{domain[0]}{number}" for="{domain}" attr.name="{name}" attr.type="{_TYPES[type_]}"/>\n'
                )
    direction = "directed" if projection == "event" else "undirected"
    file.write(f'<graph id="{projection}s" edgedefault="{direction}">\n')
    node_values, edge_values = values(Node), values(Edge)
    for node in nodes(findings, projection=projection):
        data = "".join(
            f'<data key="n{number}">{xml(plain(value))}</data>'
            for number, value in enumerate(node_values(node))
            if number
        )
        file.write(f'<node id="{xml(node.id)}">{data}</node>\n')
    start = len(_IN_EDGE)
    for edge in edges(findings, projection=projection):
        data = "".join(
            f'<data key="e{number}">{xml(plain(value))}</data>'
            for number, value in enumerate(edge_values(edge)[start:], start=start)
        )
        ends = f'source="{xml(edge.source)}" target="{xml(edge.target)}"'
        file.write(f'<edge id="{xml(edge.id)}" {ends}>{data}</edge>\n')
    file.write("</graph>\n</graphml>\n")
