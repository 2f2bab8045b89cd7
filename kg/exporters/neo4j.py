"""CSV for ``neo4j-admin database import``: a file a kind of node or relationship, with its typed header, streaming.

An empty field is a property that is absent. No field has a line end, so that the importer's defaults do.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from typing import TextIO

from kg.exporters.columns import Plain, plain
from kg.exporters.texts import printable
from kg.graph.findings import Readable
from kg.graph.networks import edges, nodes
from kg.graph.rows import SEPARATOR, Edge, Node

_LISTS = ("aliases", "misspellings", "sources")
_TIMES = ("start:date", "end:date")
_NODES = {
    "meeting": (
        *("label", "kind", "status", "medium", "scope", "topic", *_TIMES, "precision", "basis", "approximate:boolean"),
        *("expression", "place", "country", "reports:int", "sources:string[]", "confidence:double"),
    ),
    "actor": (
        *("label", "kind", "country", "aliases:string[]", "misspellings:string[]", "wikidata", "meetings:int"),
        *_TIMES,
    ),
    "place": (
        *("label", "kind", "country", "geonames:long", "latitude:double", "longitude:double", "meetings:int"),
        *_TIMES,
    ),
}
_EDGES = {
    "PARTICIPATED_IN": ("id", "role", "post", "side", "confidence:double"),
    "TOOK_PLACE_IN": ("id", "confidence:double"),
    "PART_OF": ("id", "confidence:double"),
}
_LINE_ENDS = re.compile("[\t\n\r\x85\u2028\u2029]+")


def write_meetings(findings: Readable, file: TextIO, *, base: str) -> None:
    """The meetings. A network has no IRIs: ``base`` changes nothing."""
    _write_nodes(findings, file, "meeting")


def write_actors(findings: Readable, file: TextIO, *, base: str) -> None:
    """The actors, labelled Actor and by their kind."""
    _write_nodes(findings, file, "actor")


def write_places(findings: Readable, file: TextIO, *, base: str) -> None:
    """The places."""
    _write_nodes(findings, file, "place")


def write_participations(findings: Readable, file: TextIO, *, base: str) -> None:
    """From actors to the meetings they took part in."""
    _write_edges(findings, file, "PARTICIPATED_IN")


def write_where(findings: Readable, file: TextIO, *, base: str) -> None:
    """From meetings to their places."""
    _write_edges(findings, file, "TOOK_PLACE_IN")


def write_parts(findings: Readable, file: TextIO, *, base: str) -> None:
    """From meetings to the meetings they are part of."""
    _write_edges(findings, file, "PART_OF")


def _write_nodes(findings: Readable, file: TextIO, type_: str) -> None:
    table = csv.writer(file, lineterminator="\n")
    table.writerow(["id:ID", ":LABEL", *_NODES[type_]])
    for node in nodes(findings):
        if node.type == type_:
            labels = node.labels.lstrip(":").replace(":", ";")
            table.writerow([node.id, labels, *_properties(node, _NODES[type_])])


def _write_edges(findings: Readable, file: TextIO, label: str) -> None:
    table = csv.writer(file, lineterminator="\n")
    table.writerow([":START_ID", ":END_ID", ":TYPE", *_EDGES[label]])
    for edge in edges(findings):
        if edge.label == label:
            table.writerow([edge.source, edge.target, edge.label, *_properties(edge, _EDGES[label])])


def _properties(row: Node | Edge, header: tuple[str, ...]) -> Iterator[str]:
    for column in header:
        name = column.partition(":")[0]
        value: Plain = getattr(row, name)
        if isinstance(row, Node) and _unknown(row, name):
            yield ""
        elif isinstance(value, str):
            shown = _LINE_ENDS.sub(" ", printable(value))
            yield shown.replace(SEPARATOR, ";") if name in _LISTS else shown
        else:
            yield plain(value)


def _unknown(node: Node, name: str) -> bool:
    """Whether a number says nothing."""
    return (name in ("latitude", "longitude") and not node.located) or (name == "geonames" and not node.geonames)
