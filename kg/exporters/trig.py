"""TriG: the merged view in the default graph, each article's claims in a graph of their own."""

from __future__ import annotations

from typing import TextIO

from kg.exporters.rdf_text import block, shortener
from kg.graph.findings import Readable
from kg.graph.rdf import descriptions
from kg.graph.terms import prefixes


def write(findings: Readable, file: TextIO, *, base: str) -> None:
    """Stream the dataset, one block a resource."""
    names = prefixes(base)
    file.writelines(f"@prefix {name}: <{namespace}> .\n" for name, namespace in names.items())
    short = shortener(names)
    for graph, found in descriptions(findings, base=base):
        if graph is not None:
            file.write(f"\n{short(graph)} {{\n")
        for description in found:
            if graph is None:
                file.write("\n")
            file.writelines(block(description, short, indent="" if graph is None else "  "))
        if graph is not None:
            file.write("}\n")
