"""The network as a Cypher script, for Neo4j and other property-graph databases: it needs no other file.

Running it again changes nothing (MERGE by id). It begins with the keys as Neo4j 5 declares them; a database with
another way to declare its tables runs the rest.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from itertools import islice
from typing import TextIO

from kg.exporters.columns import Plain
from kg.exporters.texts import printable
from kg.graph.findings import Readable
from kg.graph.networks import edges, nodes
from kg.graph.rows import Edge, Node

BATCH = 200
"""Rows in one statement."""
_LABELS = {"meeting": "Meeting", "actor": "Actor", "place": "Place"}
_NODES = {
    "Meeting": (
        *("label", "kind", "status", "medium", "scope", "topic", "start", "end", "precision", "basis", "approximate"),
        *("expression", "place", "country", "reports", "sources", "confidence"),
    ),
    "Actor": ("label", "kind", "country", "aliases", "misspellings", "wikidata", "meetings", "start", "end"),
    "Place": ("label", "kind", "country", "geonames", "located", "latitude", "longitude", "meetings", "start", "end"),
}
_EDGES = {
    "PARTICIPATED_IN": ("Actor", "Meeting", ("role", "post", "side", "confidence")),
    "TOOK_PLACE_IN": ("Meeting", "Place", ("confidence",)),
    "PART_OF": ("Meeting", "Meeting", ("confidence",)),
}
_ESCAPED = re.compile("[\\\\'\x00-\x1f\x7f-\x9f\u2028\u2029]")
_SHORT = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def write(findings: Readable, file: TextIO, *, base: str) -> None:
    """Keys, nodes, relationships. A network has no IRIs: ``base`` changes nothing."""
    for label in _LABELS.values():
        key = f"CREATE CONSTRAINT {label.casefold()}_id IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE"
        file.write(f"{key};\n")
    for label, properties in _NODES.items():
        chosen = (node for node in nodes(findings) if _LABELS[node.type] == label)
        ending = f"MERGE (n:{label} {{id: row.id}}) SET {_set('n', properties)};\n"
        _write(file, chosen, ("id", *properties), ending)
    for type_, (start, end, own) in _EDGES.items():
        found = (edge for edge in edges(findings) if edge.label == type_)
        ending = (
            f"MATCH (a:{start} {{id: row.source}}), (b:{end} {{id: row.target}}) "
            f"MERGE (a)-[r:{type_} {{id: row.id}}]->(b) SET {_set('r', own)};\n"
        )
        _write(file, found, ("id", "source", "target", *own), ending)


def _write(file: TextIO, rows: Iterable[Node | Edge], names: tuple[str, ...], ending: str) -> None:
    rows = iter(rows)
    while batch := list(islice(rows, BATCH)):
        file.write("UNWIND [\n")
        file.write(",\n".join(_map(row, names) for row in batch))
        file.write(f"\n] AS row {ending}")


def _map(row: Node | Edge, names: tuple[str, ...]) -> str:
    return "{" + ", ".join(f"`{name}`: {_literal(getattr(row, name))}" for name in names) + "}"


def _set(variable: str, names: tuple[str, ...]) -> str:
    return ", ".join(f"{variable}.`{name}` = row.`{name}`" for name in names)


def _literal(value: Plain) -> str:
    if isinstance(value, str):
        return "'" + _ESCAPED.sub(_escape, printable(value)) + "'"
    return json.dumps(value)


def _escape(found: re.Match[str]) -> str:
    return _SHORT.get(found[0]) or f"\\u{ord(found[0]):04X}"
