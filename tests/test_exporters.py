"""Every format, read back by a program that did not write it; counts and values compared."""

from __future__ import annotations

import csv
import json
import random
import shutil
import subprocess
import sys
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import networkx as nx
import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from rdflib import Dataset, Graph, Literal

from hostile import everywhere
from kg.exporters import EVERYWHERE, EXPORTERS, USUAL, export, graphml, lines, trig, turtle
from kg.exporters.files import replacing
from kg.exporters.texts import cell, content, printable, xml
from kg.graph.findings import Findings
from kg.graph.networks import Projection
from kg.graph.rdf import quads
from kg.graph.terms import DEFAULT_BASE
from network_rows import CASES, each_case, rows, undirected
from worked_example import FINDINGS, FIRST, TALKS

Statement = tuple[str, str, str, str, str]

OXIGRAPH = {
    "turtle": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
}
RDFLIB = {"turtle": "turtle", "trig": "trig", "nquads": "nquads", "ntriples": "nt", "jsonld": "json-ld"}
NAMED_GRAPHS = {"trig", "nquads", "jsonld"}


def expected(findings: Findings, *, named: bool) -> set[Statement]:
    return {
        statement(subject, property_, value, graph=str(graph) if named and graph is not None else "")
        for subject, property_, value, graph in quads(findings)
    }


def statement(subject: object, property_: object, value: object, *, graph: str) -> Statement:
    """A statement of rdflib's, as pyoxigraph would have it."""
    plain = "http://www.w3.org/2001/XMLSchema#string"
    type_ = f"^^{str(value.datatype or '') or plain}" if isinstance(value, Literal) else ""
    return str(subject), str(property_), str(value), type_, graph


def by_oxigraph(path: Path, name: str) -> set[Statement]:
    return {
        (
            quad.subject.value,
            quad.predicate.value,
            quad.object.value,
            f"^^{quad.object.datatype.value}" if isinstance(quad.object, ox.Literal) else "",
            "" if isinstance(quad.graph_name, ox.DefaultGraph) else quad.graph_name.value,
        )
        for quad in ox.parse(path=str(path), format=OXIGRAPH[name])
    }


def by_rdflib(data: str, name: str) -> set[Statement]:
    whole = Dataset()
    whole.parse(data=data, format=RDFLIB[name])
    return {
        statement(subject, property_, value, graph=str(graph or "").removeprefix("urn:x-rdflib:default"))
        for subject, property_, value, graph in whole.quads()
    }


@each_case
@pytest.mark.parametrize("name", OXIGRAPH)
def test_oxigraph_reads_every_statement(findings: Findings, name: str, tmp_path: Path) -> None:
    (path,) = export(findings, tmp_path, [name])
    assert by_oxigraph(path, name) == expected(findings, named=name in NAMED_GRAPHS)


@pytest.mark.parametrize("findings", [FINDINGS, *map(everywhere, ("a\"b'\\", "<&>\u202e", "x\ny\tz"))])
@pytest.mark.parametrize("name", RDFLIB)
def test_rdflib_reads_every_statement(findings: Findings, name: str, tmp_path: Path) -> None:
    (path,) = export(findings, tmp_path, [name])
    found = by_rdflib(path.read_text(encoding="utf-8"), name)
    assert found == expected(findings, named=name in NAMED_GRAPHS)


@each_case
def test_pyld_reads_every_statement(findings: Findings, tmp_path: Path) -> None:
    jsonld = pytest.importorskip("pyld").jsonld
    (path,) = export(findings, tmp_path, ["jsonld"])
    quads = jsonld.to_rdf(json.loads(path.read_text(encoding="utf-8")), {"format": "application/n-quads"})
    (tmp_path / "again.nq").write_text(quads, encoding="utf-8")
    assert by_oxigraph(tmp_path / "again.nq", "nquads") == expected(findings, named=True)


@pytest.mark.skipif(shutil.which("rapper") is None, reason="rapper (Debian: raptor2-utils) is not installed")
@pytest.mark.parametrize("name", ["turtle", "ntriples", "nquads", "trig"])
@pytest.mark.parametrize("case", [case for case in CASES if case != "controls"])
def test_rapper_reads_every_statement(name: str, case: str, tmp_path: Path) -> None:
    (path,) = export(CASES[case], tmp_path, [name])
    command = ["rapper", "--quiet", "--input", name, "--output", "ntriples", str(path)]
    done = subprocess.run(command, capture_output=True, check=True)
    assert done.stderr == b""
    (tmp_path / "again.nt").write_bytes(done.stdout)
    assert by_oxigraph(tmp_path / "again.nt", "ntriples") == expected(CASES[case], named=False)


def test_turtle_is_readable() -> None:
    file = StringIO()
    turtle.write(FINDINGS, file, base=DEFAULT_BASE)
    text = file.getvalue()
    assert text.startswith("@prefix geo: <http://www.opengis.net/ont/geosparql#> .\n")
    assert "\nmeeting:talks a sem:Event, schema:Event, kg:Meeting ;\n" in text
    assert "\n    kg:confidence 0.97 ;\n" in text and "\n    kg:approximate true ;\n" in text
    assert text.count("\nactor:person:steve-witkoff a ") == 1


def test_trig_keeps_the_claims_of_an_article_together() -> None:
    file = StringIO()
    trig.write(FINDINGS, file, base=DEFAULT_BASE)
    claims = file.getvalue().split("\ngraph:paris-preview {\n")[1].split("\n}\n")[0]
    assert "report:report-preview a kg:Report" in claims and "report-talks" not in claims


@each_case
@pytest.mark.parametrize("projection", ["event", "actor"])
def test_networkx_reads_graphml(findings: Findings, projection: Projection, tmp_path: Path) -> None:
    (path,) = export(findings, tmp_path, ["graphml" if projection == "event" else "graphml-actors"])
    graph: Any = nx.read_graphml(path, force_multigraph=True)
    all_nodes, all_edges = rows(findings, projection)
    assert graph.is_directed() == (projection == "event")
    assert {id_: {"id": id_, **data} for id_, data in graph.nodes(data=True)} == all_nodes
    found = {
        key: {"id": key, "source": one, "target": other, **data}
        for one, other, key, data in graph.edges(keys=True, data=True)
    }
    assert {key: undirected(edge) for key, edge in found.items()} == {
        key: undirected(edge) for key, edge in all_edges.items()
    }


@each_case
@pytest.mark.parametrize("projection", ["event", "actor"])
def test_networkx_reads_gexf(findings: Findings, projection: Projection, tmp_path: Path) -> None:
    (path,) = export(findings, tmp_path, ["gexf" if projection == "event" else "gexf-actors"])
    graph = nx.read_gexf(path, version="1.3")
    all_nodes, all_edges = rows(findings, projection)
    assert set(graph) == set(all_nodes) and graph.number_of_edges() == len(all_edges)
    for id_, data in graph.nodes(data=True):
        assert {"start": "", "end": "", **data, "id": id_} == all_nodes[id_]
    for one, other, data in graph.edges(data=True):
        found = {"start": "", "end": "", **data, "source": one, "target": other}
        assert undirected({name: found[name] for name in all_edges[data["id"]]}) == undirected(all_edges[data["id"]])


def test_gexf_is_dynamic_as_gephi_wants_it(tmp_path: Path) -> None:
    (path,) = export(FINDINGS, tmp_path, ["gexf"])
    root = etree.parse(str(path)).getroot()
    space = {"g": "http://gexf.net/1.3"}
    (graph,) = root.findall("g:graph", space)
    assert (graph.get("mode"), graph.get("timeformat"), graph.get("defaultedgetype")) == ("dynamic", "date", "directed")
    days = {node.get("id"): (node.get("start"), node.get("end")) for node in root.iterfind(".//g:node", space)}
    assert days["meeting:petersburg"] == ("2025-04-08", "2025-04-13")
    assert {(edge.get("start"), edge.get("end")) for edge in root.iterfind(".//g:edge", space)} == {
        ("2025-04-08", "2025-04-13"),
        ("2025-04-17", "2025-04-17"),
    }


@each_case
def test_igraph_reads_graphml(findings: Findings, tmp_path: Path) -> None:
    igraph = pytest.importorskip("igraph")
    (path,) = export(findings, tmp_path, ["graphml"])
    graph = igraph.Graph.Read_GraphML(str(path))
    all_nodes, all_edges = rows(findings, "event")
    assert {vertex["id"]: vertex.attributes() for vertex in graph.vs} == all_nodes
    names = graph.vs["id"]
    found = [
        # igraph 1.0 gives edges the ids of nodes: compared is all but the id, in the order of the file.
        {"source": names[edge.source], "target": names[edge.target], **edge.attributes(), "id": ""}
        for edge in graph.es
    ]
    assert found == [{**edge, "id": ""} for edge in all_edges.values()]


@each_case
@pytest.mark.parametrize("name", ["graphml", "graphml-actors", "gexf", "gexf-actors"])
def test_xml_is_well_formed(findings: Findings, name: str, tmp_path: Path) -> None:
    (path,) = export(findings, tmp_path, [name])
    etree.parse(str(path), etree.XMLParser(resolve_entities=False, no_network=True))


@each_case
@pytest.mark.parametrize("projection", ["event", "actor"])
def test_cytoscape_has_every_element(findings: Findings, projection: Projection, tmp_path: Path) -> None:
    (path,) = export(findings, tmp_path, ["cytoscape" if projection == "event" else "cytoscape-actors"])
    elements = json.loads(path.read_text(encoding="utf-8"))["elements"]
    all_nodes, all_edges = rows(findings, projection)
    assert {item["data"]["id"]: item["data"] for item in elements["nodes"]} == {
        id_: {**node, "name": node["label"]} for id_, node in all_nodes.items()
    }
    assert {item["data"]["id"]: item["data"] for item in elements["edges"]} == {
        id_: {**edge, "interaction": edge["label"]} for id_, edge in all_edges.items()
    }


@each_case
def test_tables_have_every_row_and_no_formula(findings: Findings, tmp_path: Path) -> None:
    for path, all_rows in zip(export(findings, tmp_path, ["csv"]), rows(findings, "event"), strict=True):
        with path.open(encoding="utf-8", newline="") as file:
            found = {row["id"]: row for row in csv.DictReader(file)}
        assert set(found) == set(all_rows)
        for id_, row in all_rows.items():
            for name, value in row.items():
                shown = str(value).lower() if isinstance(value, bool) else str(value)
                assert found[id_][name] in (shown, "'" + shown)
                assert not (isinstance(value, str) and found[id_][name].lstrip().startswith(("=", "+", "-", "@")))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "\x00=1"])
def test_formulas_are_disarmed(text: str) -> None:
    assert cell(text).startswith("'")


@pytest.mark.parametrize("text", ["Macron", "G7 = seven", "2025-04-17", "", "a-b"])
def test_plain_cells_stay(text: str) -> None:
    assert cell(text) == text


def test_records_are_those_of_the_json_contract(tmp_path: Path) -> None:
    reports, meetings = (
        [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        for path in export(FINDINGS, tmp_path, ["reports", "meetings"])
    )
    assert [report["id"] for report in reports] == ["report-petersburg", "report-preview", "report-talks"]
    assert FIRST.text[reports[2]["evidence"][0]["start"] : reports[2]["evidence"][0]["end"]].startswith(
        "Steve Vicchoff"
    )
    assert [meeting["id"] for meeting in meetings] == ["petersburg", "talks"]
    assert meetings[1]["reports"] == ["report-preview", "report-talks"]
    assert len(meetings[1]["evidence"]) == 3


def test_the_order_of_what_was_found_changes_no_byte(tmp_path: Path) -> None:
    first = {path.name: path.read_bytes() for path in export(FINDINGS, tmp_path / "first", EXPORTERS)}
    shuffle = random.Random(3).sample
    shuffled = Findings(
        meetings=tuple(shuffle(FINDINGS.meetings, 2)),
        reports=tuple(shuffle(FINDINGS.reports, 3)),
        articles=tuple(shuffle(FINDINGS.articles, 2)),
    )
    assert {path.name: path.read_bytes() for path in export(shuffled, tmp_path / "second", EXPORTERS)} == first
    assert set(first) == {name for format_ in EXPORTERS.values() for name in format_.files}


def test_the_hash_seed_changes_no_byte(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from worked_example import FINDINGS; "
        "from kg.exporters import EXPORTERS, export; export(FINDINGS, Path(sys.argv[1]), EXPORTERS)"
    )
    for seed in ("1", "2"):
        subprocess.run(
            [sys.executable, "-c", program, str(tmp_path / seed)],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(filter(None, sys.path))},
            check=True,
        )
    assert {path.name: path.read_bytes() for path in (tmp_path / "1").iterdir()} == {
        path.name: path.read_bytes() for path in (tmp_path / "2").iterdir()
    }


def test_nothing_found_gives_files_that_can_be_read(tmp_path: Path) -> None:
    export(Findings(), tmp_path, EXPORTERS)
    assert len(nx.read_graphml(tmp_path / "graph.graphml")) == 0
    assert len(nx.read_gexf(tmp_path / "graph.gexf", version="1.3")) == 0
    assert json.loads((tmp_path / "graph.cyjs").read_text())["elements"] == {"nodes": [], "edges": []}
    assert len(Graph().parse(tmp_path / "graph.ttl", format="turtle")) == 0
    assert list(ox.parse(path=str(tmp_path / "graph.jsonld"), format=ox.RdfFormat.JSON_LD)) == []


def test_an_unknown_format_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="there is no format 'rdfxml': choose from all, html, turtle, trig"):
        export(FINDINGS, tmp_path / "out", ["turtle", "rdfxml"])
    assert not (tmp_path / "out").exists()


def test_a_format_whose_package_is_missing_says_what_brings_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.exporters.find_spec", lambda name: None)
    with pytest.raises(ValueError, match=r"'parquet' needs pyarrow: pip install 'diplomacy-kg\[tables\]'"):
        export(FINDINGS, tmp_path / "out", ["turtle", "parquet"])
    assert not (tmp_path / "out").exists()
    assert {"html", "svg", "neo4j"} <= set(EVERYWHERE) and not {"parquet", "png"} & set(EVERYWHERE)


def test_what_most_people_open_is_written_unless_all_is_asked_for(tmp_path: Path) -> None:
    usual = {path.name for path in export(FINDINGS, tmp_path / "usual")}
    assert usual == {name for each in USUAL for name in EXPORTERS[each].files}
    assert {"report.html", "graph.ttl", "graph.trig", "graph.graphml", "meetings.jsonl", "nodes.csv"} < usual
    assert not {"graph.nt", "graph.cypher", "meetings.ics"} & usual
    everything = export(FINDINGS, tmp_path / "all", ["turtle", "all"])
    assert [path.name for path in everything].count("graph.ttl") == 1
    assert {path.name for path in everything} == {name for each in EVERYWHERE for name in EXPORTERS[each].files}


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    (path,) = export(FINDINGS, tmp_path, ["turtle"])
    before = path.read_bytes()
    broken = replace(FINDINGS, articles=(replace(FIRST, text="Something else."),))
    with pytest.raises(ValueError, match="does not say"):
        export(broken, tmp_path, ["turtle"])
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["graph.ttl"]


def test_a_lone_surrogate_does_not_stop_the_writing(tmp_path: Path) -> None:
    with replacing(tmp_path / "file") as file:
        file.write("half \ud83d of a dove")
    assert (tmp_path / "file").read_text(encoding="utf-8") == "half ? of a dove"
    meeting = replace(TALKS, topic="half \ud83d of a dove")
    (path,) = export(replace(FINDINGS, meetings=(meeting,)), tmp_path, ["nquads"])
    assert "half \ufffd of a dove" in {statement[2] for statement in by_oxigraph(path, "nquads")}


def labelled(label: str) -> Findings:
    party = TALKS.participants[0]
    named = replace(party, actor=replace(party.actor, label=label, aliases=(label + "!",)))
    return Findings(meetings=(replace(TALKS, topic=label, participants=(named, *TALKS.participants[1:])),))


names = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


@settings(max_examples=60)
@given(names)
def test_any_name_survives_rdf(name: str) -> None:
    for writer, format_ in ((lines.write_nquads, ox.RdfFormat.N_QUADS), (turtle.write, ox.RdfFormat.TURTLE)):
        file = StringIO()
        writer(labelled(name), file, base=DEFAULT_BASE)
        found = {quad.object.value for quad in ox.parse(file.getvalue(), format=format_)}
        assert {name, name + "!"} <= found


@settings(max_examples=60)
@given(names)
def test_any_name_survives_graphml_but_for_what_xml_cannot_hold(name: str) -> None:
    file = StringIO()
    graphml.write(labelled(name), file, base=DEFAULT_BASE)
    graph = nx.parse_graphml(file.getvalue())
    assert graph.nodes["actor:person:emmanuel-macron"]["label"] == printable(name)


@given(st.text())
def test_any_text_is_one_xml_attribute(text: str) -> None:
    element = etree.fromstring(f'<a b="{xml(text)}">{content(text)}</a>')
    assert element.get("b") == printable(text) == (element.text or "")


@each_case
def test_every_format_can_be_written_for_every_case(findings: Findings, tmp_path: Path) -> None:
    for path in export(findings, tmp_path, EXPORTERS):
        assert path.stat().st_size > 0
