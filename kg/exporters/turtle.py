"""Turtle: everything in one graph, the merged view first, then what each article says."""

from __future__ import annotations

from typing import TextIO

from kg.exporters.rdf_text import block, shortener
from kg.graph.findings import Readable
from kg.graph.rdf import descriptions
from kg.graph.terms import prefixes


def write(findings: Readable, file: TextIO, *, base: str) -> None:
    """Stream the graph, one block a resource."""
    names = prefixes(base)
    file.writelines(f"@prefix {name}: <{namespace}> .\n" for name, namespace in names.items())
    short = shortener(names)
    for _, found in descriptions(findings, base=base):
        for description in found:
            file.write("\n")
            file.writelines(block(description, short))
