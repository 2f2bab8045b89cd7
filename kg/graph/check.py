"""Is a graph what the vocabulary says it must be? Checked against the SHACL shapes, and quotation by quotation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
from rdflib import BNode, Dataset, Graph, Literal, URIRef
from rdflib.namespace import SH
from rdflib.term import Node

from kg.bundled import folder
from kg.graph.terms import OA, RDF

FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
    ".nq": ox.RdfFormat.N_QUADS,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".jsonld": ox.RdfFormat.JSON_LD,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A resource that breaks a rule."""

    node: str
    path: str
    """The property concerned; empty when it is the whole resource."""
    value: str
    message: str

    def __str__(self) -> str:
        shown = f" ({self.path}: {self.value})" if self.value else f" ({self.path})" if self.path else ""
        return f"{self.node}: {self.message}{shown}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """What a check found; conforming when there is nothing."""

    statements: int
    findings: tuple[Finding, ...]

    @property
    def conforms(self) -> bool:
        """Whether no rule is broken."""
        return not self.findings


def check(data: Path | Dataset) -> CheckResult:
    """Check an RDF file (.ttl, .trig, .nq, .nt, .jsonld) or a dataset; named graphs are taken together.

    Raises ValueError for a file that is of no such kind or cannot be parsed, OSError for one that cannot be read.
    """
    graph = _parsed(data) if isinstance(data, Path) else _union(data)
    findings = sorted(
        {*_by_shapes(graph), *_by_length(graph)}, key=lambda found: (found.node, found.path, found.message)
    )
    if not len(graph):
        findings = [Finding(node=str(data), path="", value="", message="There is no statement in it.")]
    return CheckResult(statements=len(graph), findings=tuple(findings))


def _parsed(path: Path) -> Graph:
    format_ = FORMATS.get(path.suffix.lower())
    if format_ is None:
        raise ValueError(f"{path} is no RDF file that can be checked: give one that ends in {', '.join(FORMATS)}")
    graph = Graph()
    try:
        for quad in ox.parse(path=str(path), format=format_):
            if isinstance(quad.subject, ox.Triple) or isinstance(quad.object, ox.Triple):
                raise ValueError(f"{path} has statements about statements: give a file of RDF 1.1")
            graph.add((_term(quad.subject), _term(quad.predicate), _term(quad.object)))
    except SyntaxError as error:
        raise ValueError(f"{path} cannot be parsed: {error}. Write it again, or name another file") from error
    return graph


def _term(term: ox.NamedNode | ox.BlankNode | ox.Literal) -> Node:
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if term.language:
        return Literal(term.value, lang=term.language)
    datatype = None if term.datatype.value.endswith("#string") else URIRef(term.datatype.value)
    return Literal(term.value, datatype=datatype)


def _union(data: Dataset) -> Graph:
    graph = Graph()
    for subject, property_, value, _ in data.quads():
        graph.add((subject, property_, value))
    return graph


def _by_shapes(graph: Graph) -> Iterator[Finding]:
    import pyshacl  # takes a third of a second to import

    shapes = Graph().parse(folder("ontology") / "shapes.ttl", format="turtle")
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes, inference="none", inplace=True)
    if not isinstance(report, Graph):
        raise ValueError(f"the graph cannot be checked: {report}")
    for result in report.subjects(RDF.type, SH.ValidationResult):
        yield Finding(
            node=str(report.value(result, SH.focusNode) or ""),
            path=str(report.value(result, SH.resultPath) or ""),
            value=str(report.value(result, SH.value) or ""),
            message=" ".join(sorted(str(message) for message in report.objects(result, SH.resultMessage))),
        )


def _by_length(graph: Graph) -> Iterator[Finding]:
    """Quotations that cannot stand between their offsets; plain code, a SPARQL constraint is 100 times slower."""
    for target in graph.subjects(RDF.type, OA.SpecificResource):
        selectors = list(graph.objects(target, OA.hasSelector))
        quotes = [quote for node in selectors for quote in graph.objects(node, OA.exact)]
        starts = [start for node in selectors for start in graph.objects(node, OA.start)]
        ends = [end for node in selectors for end in graph.objects(node, OA.end)]
        if len(quotes) == len(starts) == len(ends) == 1 and str(starts[0]).isdigit() and str(ends[0]).isdigit():
            length = int(str(ends[0])) - int(str(starts[0]))
            if length != len(str(quotes[0])):
                message = f"A quotation of {len(str(quotes[0]))} characters cannot stand in {length}."
                yield Finding(node=str(target), path=str(OA.exact), value=str(quotes[0]), message=message)
