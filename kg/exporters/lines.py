"""N-Triples and N-Quads: one statement a line, for loaders and for comparing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from kg.exporters.rdf_text import term
from kg.graph.findings import Readable
from kg.graph.rdf import descriptions


def write_ntriples(findings: Readable, file: TextIO, *, base: str) -> None:
    """Stream all statements as one graph."""
    for _, found in descriptions(findings, base=base):
        for description in found:
            subject = term(description.subject)
            file.writelines(f"{subject} {term(name)} {term(value)} .\n" for name, value in description.pairs)


def write_nquads(findings: Readable, file: TextIO, *, base: str) -> None:
    """Stream all statements, those of an article with its graph."""
    file.writelines(nquads(findings, base=base))


def nquads(findings: Readable, *, base: str) -> Iterator[str]:
    """The lines of these statements, in the order of the file."""
    for graph, found in descriptions(findings, base=base):
        end = " .\n" if graph is None else f" {term(graph)} .\n"
        for description in found:
            subject = term(description.subject)
            for name, value in description.pairs:
                yield f"{subject} {term(name)} {term(value)}{end}"
