"""What readers of our networks should find, and the cases they are tried on."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pytest

from hostile import HOSTILE, everywhere
from kg.exporters.texts import printable
from kg.graph.findings import Findings
from kg.graph.networks import Projection, edges, nodes
from worked_example import FINDINGS

CASES = {"worked example": FINDINGS, **{name: everywhere(text) for name, text in HOSTILE.items()}}
each_case = pytest.mark.parametrize("findings", CASES.values(), ids=CASES)


def rows(findings: Findings, projection: Projection) -> tuple[dict[str, Any], dict[str, Any]]:
    """The rows as they should come back: without what XML and JSON cannot or should not hold."""

    def clean(row: Any) -> dict[str, Any]:
        return {name: printable(value) if isinstance(value, str) else value for name, value in asdict(row).items()}

    return (
        {node.id: clean(node) for node in nodes(findings, projection=projection)},
        {edge.id: clean(edge) for edge in edges(findings, projection=projection)},
    )


def undirected(edge: dict[str, Any]) -> dict[str, Any]:
    """An edge without its direction, which readers of undirected graphs do not keep."""
    return {**edge, "source": None, "target": None, "ends": {edge["source"], edge["target"]}}
