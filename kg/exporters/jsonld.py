"""JSON-LD with the project's context inside, so that it can be read without the network."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, TextIO

from rdflib import URIRef

from kg.graph.context import compact, context
from kg.graph.descriptions import Description, Term
from kg.graph.findings import Readable
from kg.graph.rdf import descriptions
from kg.graph.terms import RDF


def write(findings: Readable, file: TextIO, *, base: str) -> None:
    """Stream the dataset: a node a line; each article's claims are a node with a graph inside."""
    file.write(f'{{"@context": {json.dumps(context(), ensure_ascii=False)},\n"@graph": [\n')
    between = ""
    for graph, found in descriptions(findings, base=base):
        if graph is None:
            for line in _lines(found):
                file.write(between + line)
                between = ",\n"
        else:
            file.write(f'{between}{{"@id": {json.dumps(str(graph))}, "@graph": [\n')
            file.write(",\n".join(_lines(found)))
            file.write("\n]}")
            between = ",\n"
    file.write("\n]}\n")


def _lines(found: Iterator[Description]) -> Iterator[str]:
    for description in found:
        yield json.dumps(_node(description), ensure_ascii=False)


def _node(description: Description) -> dict[str, Any]:
    node: dict[str, Any] = {"@id": str(description.subject)}
    for property_, value in description.pairs:
        if property_ == RDF.type:
            node.setdefault("@type", []).append(compact(str(value)))
        else:
            node.setdefault(compact(str(property_)), []).append(_value(value))
    return {key: values[0] if len(values) == 1 else values for key, values in node.items()}


def _value(value: Term) -> Any:
    if isinstance(value, URIRef):
        return {"@id": compact(str(value))}
    return {"@value": str(value), "@type": compact(str(value.datatype))} if value.datatype else str(value)
