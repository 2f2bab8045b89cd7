"""Cytoscape JSON (.cyjs), read by Cytoscape desktop and Cytoscape.js; streaming, an element a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TextIO

from kg.exporters.columns import named
from kg.exporters.texts import printable
from kg.graph.findings import Readable
from kg.graph.networks import Projection, edges, nodes
from kg.graph.rows import Edge, Node


def write(findings: Readable, file: TextIO, *, base: str) -> None:
    """The event projection. A network has no IRIs: ``base`` changes nothing."""
    _write(findings, file, projection="event")


def write_actors(findings: Readable, file: TextIO, *, base: str) -> None:
    """The actor projection of held meetings."""
    _write(findings, file, projection="actor")


def _write(findings: Readable, file: TextIO, *, projection: Projection) -> None:
    name = "Meetings" if projection == "event" else "Actors"
    file.write(f'{{"data": {{"name": "{name}"}},\n"elements": {{\n"nodes": [\n')
    file.writelines(_lines(nodes(findings, projection=projection)))
    file.write("],\n" + '"edges": [\n')
    file.writelines(_lines(edges(findings, projection=projection)))
    file.write("]}}\n")


def _lines(rows: Iterator[Node] | Iterator[Edge]) -> Iterator[str]:
    between = ""
    for row in rows:
        data = {name: printable(value) if isinstance(value, str) else value for name, value in named(row)}
        # Cytoscape shows "name" on nodes, and takes "interaction" as the type of an edge.
        data["name" if isinstance(row, Node) else "interaction"] = data["label"]
        yield between + json.dumps({"data": data}, ensure_ascii=False)
        between = ",\n"
    yield "\n"
