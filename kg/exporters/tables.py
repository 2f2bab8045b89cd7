"""CSV for spreadsheets (RFC 4180, UTF-8): a row a node, a row an edge."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import TextIO

from kg.exporters.columns import columns, plain, values
from kg.exporters.texts import cell
from kg.graph.findings import Readable
from kg.graph.networks import edges, nodes
from kg.graph.rows import Edge, Node


def write_nodes(findings: Readable, file: TextIO, *, base: str) -> None:
    """The nodes of the event projection. A network has no IRIs: ``base`` changes nothing."""
    _write(file, Node, nodes(findings))


def write_edges(findings: Readable, file: TextIO, *, base: str) -> None:
    """The edges of the event projection."""
    _write(file, Edge, edges(findings))


def _write(file: TextIO, row: type[Node] | type[Edge], rows: Iterable[Node] | Iterable[Edge]) -> None:
    table = csv.writer(file)
    table.writerow(name for name, _ in columns(row))
    take = values(row)
    for item in rows:
        table.writerow(cell(value) if isinstance(value, str) else plain(value) for value in take(item))
