"""Whether a graph conforms to the shapes of the ontology."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pyshacl
from rdflib import SH, Dataset, Graph
from rdflib.term import Node

from kg.bundled import folder

FORMATS = {".ttl": "turtle", ".nt": "nt", ".trig": "trig", ".nq": "nquads", ".jsonld": "json-ld"}
"""RDF files by their ending, and rdflib's name of the format."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """A place where a graph does not conform."""

    file: Path
    node: str
    """IRI of the node that is wrong."""
    path: str
    """The property that is wrong, empty when it is the node itself."""
    message: str


def graph_files(path: Path) -> tuple[Path, ...]:
    """The RDF files of a folder, sorted, or the file itself. Raises ValueError when there is none."""
    found = sorted(each for each in path.iterdir() if each.suffix in FORMATS) if path.is_dir() else [path]
    if not found or found[0].suffix not in FORMATS:
        raise ValueError(f"{path}: no RDF file: name one that ends in {', '.join(FORMATS)}, or a folder with some")
    return tuple(found)


def check_file(path: Path) -> tuple[Violation, ...]:
    """Where the graph in a file does not conform to ``ontology/``'s shapes; named graphs are taken together.

    Raises ValueError when the file is no RDF of the format its ending says.
    """
    try:
        data = Dataset(default_union=True).parse(path, format=FORMATS[path.suffix])
    except Exception as error:  # rdflib's parsers raise of everything
        raise ValueError(f"{path}: cannot be read as {FORMATS[path.suffix]}: {error}") from error
    merged = Graph()
    for subject, predicate, object_, _ in data.quads():
        merged.add((subject, predicate, object_))
    _, results, _ = pyshacl.validate(merged, shacl_graph=_shapes(), inference="none", advanced=False)
    return _violations(path, results)


def _shapes() -> Graph:
    shapes = Graph()
    for file in sorted(folder("ontology").glob("*shapes*.ttl")):
        shapes.parse(file, format="turtle")
    return shapes


def _violations(path: Path, results: Graph) -> tuple[Violation, ...]:
    def text(result: Node, property_: Node) -> str:
        return str(results.value(result, property_) or "")

    found = [
        (text(each, SH.focusNode), text(each, SH.resultPath), text(each, SH.resultMessage))
        for each in results.objects(None, SH.result)
    ]
    return tuple(
        Violation(file=path, node=node, path=property_, message=message) for node, property_, message in sorted(found)
    )
