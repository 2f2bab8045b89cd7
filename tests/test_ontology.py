"""The vocabulary and what is written with it hold together; the documentation's example and queries are true."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from kg.bundled import folder
from kg.exporters import export
from kg.graph.check import check
from kg.graph.context import context
from kg.graph.findings import Findings
from kg.graph.rdf import dataset, quads
from kg.graph.terms import CLASSES, CONCEPTS, DATA_PROPERTIES, KG, NAMESPACES, OBJECT_PROPERTIES, prefixes
from worked_example import FINDINGS, TALKS, TALKS_REPORT

KINDS = {OWL.Class: CLASSES, OWL.ObjectProperty: OBJECT_PROPERTIES, OWL.DatatypeProperty: DATA_PROPERTIES}


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(folder("ontology") / "diplomacy.ttl", format="turtle")


def declared(ontology: Graph, kind: URIRef) -> set[str]:
    return {str(term).removeprefix(KG) for term in ontology.subjects(RDF.type, kind) if str(term).startswith(KG)}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.fragment)
def test_what_the_program_lists_is_what_the_ontology_declares(ontology: Graph, kind: URIRef) -> None:
    assert declared(ontology, kind) == set(KINDS[kind])


def test_the_closed_lists_of_the_model_are_the_concepts(ontology: Graph) -> None:
    assert declared(ontology, SKOS.Concept) == {f"{name}-{value}" for name, all_ in CONCEPTS.items() for value in all_}


def test_every_declared_word_is_explained(ontology: Graph) -> None:
    for kind in KINDS:
        for term in ontology.subjects(RDF.type, kind):
            if isinstance(term, URIRef):
                assert ontology.value(term, RDFS.label) and ontology.value(term, RDFS.comment), term
    for kind in (OWL.ObjectProperty, OWL.DatatypeProperty):
        for term in ontology.subjects(RDF.type, kind):
            assert ontology.value(term, RDFS.domain) is not None, term


def test_what_is_written_is_declared_and_what_is_declared_is_written() -> None:
    written: set[str] = set()
    for _, property_, value, _ in quads(FINDINGS_WITH_EVERYTHING):
        written.update(str(term) for term in (property_, value) if isinstance(term, URIRef) and term.startswith(KG))
    lists = {str(KG[f"{name}-{value}"]) for name, values in CONCEPTS.items() for value in values}
    own = {str(KG[name]) for names in KINDS.values() for name in names}
    assert written - lists == own


def test_shapes_name_only_what_the_graph_writes_or_the_ontology_declares() -> None:
    text = (folder("ontology") / "shapes.ttl").read_text(encoding="utf-8")
    lists = {f"{name}-{value}" for name, values in CONCEPTS.items() for value in values}
    known = {*CLASSES, *OBJECT_PROPERTIES, *DATA_PROPERTIES, *lists}
    assert set(re.findall(r"kg:([\w-]+)", text)) <= known


def test_the_context_is_the_one_that_is_written() -> None:
    packaged = json.loads((folder("ontology") / "context.jsonld").read_text(encoding="utf-8"))
    assert packaged == {"@context": context()}


def test_no_prefix_stands_for_two_namespaces() -> None:
    names = prefixes("https://example.org/")
    assert {name: names[name] for name in NAMESPACES} == NAMESPACES


def index_blocks(language: str) -> list[str]:
    text = (folder("ontology") / "index.md").read_text(encoding="utf-8")
    return re.findall(rf"```{language}\n(.*?)```", text, flags=re.S)


def test_the_documented_meeting_is_what_the_program_writes() -> None:
    documented = Graph().parse(data=index_blocks("turtle")[0], format="turtle")
    written = {(subject, property_, value) for subject, property_, value, _ in quads(FINDINGS)}
    assert len(documented) > 60
    assert set(documented) <= written


def answers(store: ox.Store, query: str) -> list[list[Any]]:
    """The rows of a SELECT: text, or None for what is not bound."""
    found = store.query(query)
    assert isinstance(found, ox.QuerySolutions)
    return [[None if value is None else value.value for value in row] for row in found]


def test_the_documented_queries_answer(tmp_path: Path) -> None:
    store = ox.Store()
    store.load(path=str(*export(FINDINGS, tmp_path, ["turtle"])), format=ox.RdfFormat.TURTLE)
    met, changed = (answers(store, query) for query in index_blocks("sparql"))
    quote = "Steve Vicchoff, the US envoy, met with President Emmanuel Macron at the Élysée on Thursday."
    assert ["2025-04-17", "Emmanuel Macron", str(KG["role-host"]), quote] in met
    assert [None, "Vladimir Putin"] in [row[:2] for row in met]
    assert [(row[1], row[2].removeprefix(KG), row[3], row[4], row[5]) for row in changed if "talks" in row[0]] == [
        ("1", "status-planned", "2025-04-15", "preview.example", "the French presidency"),
        ("2", "status-held", "2025-04-18", "news.example", None),
    ]


@pytest.mark.parametrize("name", ["turtle", "trig", "nquads", "ntriples", "jsonld"])
def test_the_worked_example_conforms(name: str, tmp_path: Path) -> None:
    result = check(*export(FINDINGS, tmp_path, [name]))
    assert result.findings == ()
    assert result.statements == len({quad[:3] for quad in quads(FINDINGS)})


def test_a_dataset_can_be_checked() -> None:
    assert check(dataset(FINDINGS)).conforms


BROKEN = {
    "A meeting has at least two parties.": replace(TALKS, participants=TALKS.participants[:1]),
    "A meeting rests on at least one report.": replace(TALKS, reports=()),
    "It has one confidence, from 0 to 1.": replace(TALKS, confidence=1.5),
}


@pytest.mark.parametrize("message", BROKEN)
def test_a_broken_meeting_is_found(message: str) -> None:
    result = check(dataset(replace(FINDINGS, meetings=(BROKEN[message],))))
    assert message in {found.message for found in result.findings}
    assert "https://w3id.org/diplomacy-kg/meeting/talks" in {found.node for found in result.findings}


def test_a_report_without_quotation_is_found() -> None:
    bare = replace(TALKS_REPORT, evidence=())
    result = check(dataset(Findings(reports=(bare,), articles=FINDINGS.articles)))
    assert [str(found) for found in result.findings] == [
        "https://w3id.org/diplomacy-kg/report/report-talks: A report rests on at least one quotation. "
        "(https://w3id.org/diplomacy-kg/ontology#evidence)"
    ]


EDITS = {
    "The first possible day is one day, and not after the last.": ('LatestEndTimeStamp "2025-04-17"', "04-17", "04-01"),
    "It has one status, of the list.": ("kg:status kg:status-held", "status-held", "status-rumoured"),
    "The quoted words are given.": ('oa:exact "Andrii Sybiha also took part."', "oa:exact", "oa:note"),
    "There is one start, before the end.": ('oa:start "0"', '"0"', '"5000"'),
    "A participation has one actor.": ("rdf:value actor:person:andrii-sybiha", "rdf:value", "rdf:subject"),
    "A quotation of 33 characters cannot stand in 29.": ("Andrii Sybiha also took part.\" ", "part.", "part, too"),
}  # fmt: skip


@pytest.mark.parametrize("message", EDITS)
def test_a_file_that_somebody_edited_is_found_out(message: str, tmp_path: Path) -> None:
    (path,) = export(FINDINGS, tmp_path, ["turtle"])
    where, old, new = EDITS[message]
    text = path.read_text(encoding="utf-8")
    assert where in text
    path.write_text(text.replace(where, where.replace(old, new)), encoding="utf-8")
    assert message in {found.message for found in check(path).findings}


def test_what_cannot_be_checked_is_said(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"graph\.xml is no RDF file that can be checked: give one that ends in \.ttl"):
        check(tmp_path / "graph.xml")
    (tmp_path / "broken.ttl").write_text("this is not Turtle", encoding="utf-8")
    with pytest.raises(ValueError, match="cannot be parsed"):
        check(tmp_path / "broken.ttl")
    (tmp_path / "empty.ttl").write_text("", encoding="utf-8")
    assert [found.message for found in check(tmp_path / "empty.ttl").findings] == ["There is no statement in it."]


FINDINGS_WITH_EVERYTHING = replace(
    FINDINGS,
    reports=tuple(
        replace(
            report,
            participants=(
                *report.participants[:-1],
                replace(
                    report.participants[-1],
                    optional=True,
                    actor=replace(
                        report.participants[-1].actor,
                        id="group:officials",
                        kind="group",
                        posts=(replace(TALKS.participants[0].actor.posts[0], last="2022-05"),),
                    ),
                ),
            ),
        )
        for report in FINDINGS.reports
    ),
)
"""The worked example with what it lacks: a group, a post that ended, somebody who could be left out."""
