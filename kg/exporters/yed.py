"""GraphML as yEd wants it: labels, colours, shapes and sizes in its own namespace, besides all attributes.

Nodes lie on a spiral, so that none hides another; yEd's Layout menu arranges them.
"""

from __future__ import annotations

from math import cos, pi, sin, sqrt
from typing import TextIO

from kg.exporters import colours
from kg.exporters.graphml import write_network
from kg.exporters.texts import content
from kg.graph.findings import Readable
from kg.graph.rows import Edge, Node

_GOLDEN = pi * (3 - sqrt(5))
_SPACING = 90.0
_SMALLEST, _LARGEST = 22.0, 120.0
_SHAPES = {"person": "ellipse", "state": "roundrectangle", "organization": "hexagon", "group": "octagon"}
_PLACE = "#cbd5e1"
_LINE = "#94a3b8"


def write(findings: Readable, file: TextIO, *, base: str) -> None:
    """The event projection. A network has no IRIs: ``base`` changes nothing."""
    write_network(findings, file, "event", _Drawn(findings))


def write_actors(findings: Readable, file: TextIO, *, base: str) -> None:
    """The actor projection of held meetings."""
    write_network(findings, file, "actor", _Drawn(findings))


class _Drawn:
    """Actors have the colour of their country and grow with their meetings; a meeting has the colour of its status."""

    head = (
        'xmlns:y="http://www.yworks.com/xml/graphml" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns '
        'http://www.yworks.com/xml/schema/graphml/1.1/ygraphml.xsd"'
    )
    keys = (
        '<key id="drawn-node" for="node" yfiles.type="nodegraphics"/>\n'
        '<key id="drawn-edge" for="edge" yfiles.type="edgegraphics"/>\n'
    )

    def __init__(self, findings: Readable) -> None:
        self._countries = colours.countries(findings)

    def node(self, node: Node, number: int) -> str:
        """Shape, colour, size, place and label."""
        side = round(min(_LARGEST, _SMALLEST + 7 * sqrt(node.meetings)), 1)
        away, turn = _SPACING * sqrt(number), number * _GOLDEN
        x, y = round(away * cos(turn) - side / 2, 1), round(away * sin(turn) - side / 2, 1)
        shape, colour = self._look(node)
        return (
            '<data key="drawn-node"><y:ShapeNode>'
            f'<y:Geometry height="{side}" width="{side}" x="{x}" y="{y}"/>'
            f'<y:Fill color="{colour}" transparent="false"/>'
            '<y:BorderStyle color="#ffffff" type="line" width="1.0"/>'
            '<y:NodeLabel alignment="center" autoSizePolicy="content" fontFamily="Dialog" fontSize="12" '
            'fontStyle="plain" modelName="sandwich" modelPosition="s" textColor="#1e293b" visible="true">'
            f'{content(node.label)}</y:NodeLabel><y:Shape type="{shape}"/></y:ShapeNode></data>'
        )

    def edge(self, edge: Edge) -> str:
        """A line, dashed when the meeting was not held, dotted to a place, with an arrow to a whole."""
        type_ = "dashed" if edge.status != "held" else "dotted" if edge.label == "TOOK_PLACE_IN" else "line"
        arrow = "standard" if edge.label == "PART_OF" else "none"
        return (
            '<data key="drawn-edge"><y:PolyLineEdge>'
            f'<y:LineStyle color="{_LINE}" type="{type_}" width="1.0"/><y:Arrows source="none" target="{arrow}"/>'
            "</y:PolyLineEdge></data>"
        )

    def _look(self, node: Node) -> tuple[str, str]:
        if node.type == "meeting":
            return "diamond", colours.STATUS.get(node.status, colours.OTHER)
        if node.type == "place":
            return "rectangle", _PLACE
        return _SHAPES.get(node.kind, "ellipse"), self._countries.get(node.country, colours.OTHER)
