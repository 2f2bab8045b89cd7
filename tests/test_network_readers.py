"""Networks read by the tools and databases they are meant for: Tulip, graphology, Cytoscape.js, yEd's form, Cypher.

What a machine does not have is skipped: Node with the packages of tests/readers (``make readers``), ladybug, Tulip (the
registry's for GraphML, Debian's for GEXF).
"""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from lxml import etree

from kg.exporters import export
from kg.exporters.texts import printable
from kg.graph.findings import Findings
from kg.graph.networks import Projection, edges, nodes
from network_rows import CASES, each_case, rows, undirected
from worked_example import FINDINGS

HERE = Path(__file__).parent
TULIP = "/usr/lib/python3/dist-packages/tulip"
PROJECTIONS = pytest.mark.parametrize("projection", ["event", "actor"])
YED = {"y": "http://www.yworks.com/xml/graphml", "g": "http://graphml.graphdrawing.org/xmlns"}

needs_node = pytest.mark.skipif(
    shutil.which("node") is None or not (HERE / "readers" / "node_modules").exists(),
    reason="Node or its packages are missing: make readers",
)


@pytest.fixture(scope="module")
def by_node(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str, str], Any]:
    """What JavaScript libraries find, by format, projection and case; Node is started once for all."""
    keys, files = [], []
    for case, findings in CASES.items():
        for name in ("graphml", "gexf", "cytoscape"):
            for projection in PROJECTIONS.args[1]:
                keys.append((name, projection, case))
                files.append(f"{name}:{written(findings, tmp_path_factory.mktemp('node'), name, projection)}")
    command = ["node", str(HERE / "readers" / "read.mjs"), *files]
    lines = subprocess.run(command, capture_output=True, check=True).stdout.splitlines()
    return dict(zip(keys, map(json.loads, lines), strict=True))


def one_line(value: Any) -> Any:
    """A text with single spaces for line ends; other values as they are."""
    return " ".join(value.split()) if isinstance(value, str) else value


def written(findings: Findings, folder: Path, name: str, projection: Projection) -> Path:
    """The file of a format, in that projection."""
    (path,) = export(findings, folder, [name if projection == "event" else f"{name}-actors"])
    return path


@each_case
@pytest.mark.parametrize("name", ["graphml", "graphml-actors", "yed", "yed-actors", "gexf", "gexf-actors"])
def test_xml_is_valid(findings: Findings, name: str, tmp_path: Path) -> None:
    (path,) = export(findings, tmp_path, [name])
    part = "gexf-part.xsd" if name.startswith("gexf") else "graphml-part.xsd"
    etree.XMLSchema(file=str(HERE / "schemas" / part)).assertValid(etree.parse(str(path)))


@pytest.mark.parametrize(
    ("name", "part", "old", "new"),
    [
        ("graphml", "graphml-part.xsd", 'target="meeting:talks"', 'target="meeting:other"'),
        ("graphml", "graphml-part.xsd", 'key="n1"', 'key="n99"'),
        ("gexf", "gexf-part.xsd", 'start="2025-04-17"', 'start="Thursday"'),
        ("gexf", "gexf-part.xsd", '<node id="meeting:talks"', '<node id="meeting:petersburg"'),
    ],
)
def test_the_schemas_find_what_is_wrong(tmp_path: Path, name: str, part: str, old: str, new: str) -> None:
    (path,) = export(FINDINGS, tmp_path, [name])
    text = path.read_text(encoding="utf-8")
    assert old in text
    spoiled = etree.fromstring(text.replace(old, new).encode())
    assert not etree.XMLSchema(file=str(HERE / "schemas" / part)).validate(spoiled)


@pytest.mark.filterwarnings("ignore:DataSet:DeprecationWarning")
@pytest.mark.parametrize("findings", [CASES[name] for name in CASES if name not in ("markup", "lines", "turtle")])
@PROJECTIONS
def test_tulip_reads_graphml(findings: Findings, projection: Projection, tmp_path: Path) -> None:
    """Its importer keeps only what follows the last "&", "<" or line end of a text: such cases are left out."""
    tlp = pytest.importorskip("tulip").tlp
    path = written(findings, tmp_path, "graphml", projection)
    graph = tlp.importGraph("GraphML", {"filename": str(path)})
    all_nodes, all_edges = rows(findings, projection)
    names = ("label", "type", "kind", "country", "start", "end", "aliases", "sources")
    found = [tuple(graph[name].getNodeStringValue(node) for name in names) for node in graph.getNodes()]
    assert found == [tuple(node[name] for name in names) for node in all_nodes.values()]
    labels = {node: graph["viewLabel"].getNodeStringValue(node) for node in graph.getNodes()}
    assert list(labels.values()) == [node["label"] for node in all_nodes.values()]
    ends = [{labels[graph.source(edge)], labels[graph.target(edge)]} for edge in graph.getEdges()]
    assert ends == [
        {all_nodes[edge["source"]]["label"], all_nodes[edge["target"]]["label"]} for edge in all_edges.values()
    ]
    weights = [graph["weight"].getEdgeValue(edge) for edge in graph.getEdges()]
    assert weights == [edge["weight"] for edge in all_edges.values()]


needs_tulip = pytest.mark.skipif(not Path(TULIP).exists(), reason="Debian's Tulip is not installed: apt install tulip")


@needs_tulip
def test_tulip_refuses_gexf_that_is_called_dynamic(tmp_path: Path) -> None:
    """As Gephi wants ours to be: docs/formats.md says what to do."""
    assert read_by_tulip(written(FINDINGS, tmp_path, "gexf", "event"), tmp_path) is None


@needs_tulip
@each_case
@PROJECTIONS
def test_tulip_reads_gexf_once_it_is_called_static(findings: Findings, projection: Projection, tmp_path: Path) -> None:
    path = written(findings, tmp_path, "gexf", projection)
    path.write_text(path.read_text(encoding="utf-8").replace('mode="dynamic"', 'mode="static"', 1), encoding="utf-8")
    found = read_by_tulip(path, tmp_path)
    assert found is not None
    all_nodes, all_edges = rows(findings, projection)
    kept = [name for name, value in next(iter(all_nodes.values())).items() if isinstance(value, str)]
    names = [name for name in kept if name not in ("id", "start", "end")]  # it has no intervals, and ids of its own
    nodes_found, edges_found = found[: len(all_nodes)], found[len(all_nodes) :]
    assert [[one_line(node[name]) for name in names] for node in nodes_found] == [
        [one_line(node[name]) for name in names] for node in all_nodes.values()
    ]
    labels = {id_: node["label"] for id_, node in all_nodes.items()}
    assert [[*map(one_line, edge["ends"]), edge["confidence"]] for edge in edges_found] == [
        [one_line(labels[edge["source"]]), one_line(labels[edge["target"]]), edge["confidence"]]
        for edge in all_edges.values()
    ]


def read_by_tulip(path: Path, away: Path) -> list[dict[str, Any]] | None:
    """The nodes and then the edges that Debian's Tulip finds; None where it refuses the file."""
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(away), "QT_QPA_PLATFORM": "offscreen"}
    command = ["/usr/bin/python3", str(HERE / "readers" / "tulip_gexf.py"), str(path)]
    done = subprocess.run(command, capture_output=True, check=False, env=environment, cwd=away)
    return [json.loads(line) for line in done.stdout.splitlines()] if done.returncode == 0 else None


@needs_node
@pytest.mark.parametrize("case", CASES)
@PROJECTIONS
@pytest.mark.parametrize("name", ["graphml", "gexf"])
def test_graphology_reads(by_node: Any, case: str, name: str, projection: Projection) -> None:
    found = by_node[name, projection, case]
    all_nodes, all_edges = rows(CASES[case], projection)
    lost = {"start", "end"} if name == "gexf" else set()  # graphology has no intervals

    def kept(row: dict[str, Any]) -> dict[str, Any]:
        """One-lined, because graphology's XML parser takes U+0085 and U+2028 for line ends."""
        return {key: one_line(value) for key, value in row.items() if key not in lost}

    assert {node["id"]: kept(node) for node in found["nodes"]} == {id_: kept(node) for id_, node in all_nodes.items()}
    assert {edge["id"]: undirected(kept(edge)) for edge in found["edges"]} == {
        id_: undirected(kept(edge)) for id_, edge in all_edges.items()
    }


@needs_node
@pytest.mark.parametrize("case", CASES)
@PROJECTIONS
def test_cytoscape_js_loads(by_node: Any, case: str, projection: Projection) -> None:
    found = by_node["cytoscape", projection, case]
    all_nodes, all_edges = rows(CASES[case], projection)
    assert {node["id"]: node for node in found["nodes"]} == {
        id_: {**node, "name": node["label"]} for id_, node in all_nodes.items()
    }
    assert {edge["id"]: edge for edge in found["edges"]} == {
        id_: {**edge, "interaction": edge["label"]} for id_, edge in all_edges.items()
    }


class TestYed:
    """yEd itself was not tried: its form of GraphML is what networkx reads and yFiles' documentation shows."""

    @each_case
    @PROJECTIONS
    def test_networkx_finds_the_labels_and_everything_else(
        self, findings: Findings, projection: Projection, tmp_path: Path
    ) -> None:
        graph: Any = nx.read_graphml(written(findings, tmp_path, "yed", projection), force_multigraph=True)
        all_nodes, all_edges = rows(findings, projection)
        assert set(graph) == set(all_nodes)
        for id_, data in graph.nodes(data=True):
            assert data["label"].split() == all_nodes[id_]["label"].split()
            assert {"shape_type", "x", "y"} <= data.keys()
            assert {**all_nodes[id_], **data, "label": "", "shape_type": "", "x": 0, "y": 0} == {
                **all_nodes[id_], "label": "", "shape_type": "", "x": 0, "y": 0,
            }  # fmt: skip
        assert {key for *_, key in graph.edges(keys=True)} == set(all_edges)

    def test_colour_is_country_or_status_and_size_is_how_often(self, tmp_path: Path) -> None:
        (path,) = export(FINDINGS, tmp_path, ["yed"])
        root = etree.parse(str(path)).getroot()
        drawn = {}
        for node in root.iterfind(".//g:node", YED):
            (fill,), (geometry,) = node.findall(".//y:Fill", YED), node.findall(".//y:Geometry", YED)
            (shape,) = node.findall(".//y:Shape", YED)
            drawn[node.get("id")] = fill.get("color"), float(geometry.get("width", "")), shape.get("type")
        witkoff, putin = drawn["actor:person:steve-witkoff"], drawn["actor:person:vladimir-putin"]
        assert witkoff[1] > putin[1]
        assert (witkoff[2], drawn["meeting:talks"][2], drawn["place:place:elysee"][2]) == (
            "ellipse",
            "diamond",
            "rectangle",
        )
        assert len({witkoff[0], putin[0], drawn["actor:person:emmanuel-macron"][0]}) == 3
        assert drawn["meeting:talks"][0] == drawn["meeting:petersburg"][0] == "#10b981"
        places = {(each.get("x"), each.get("y")) for each in root.iterfind(".//y:Geometry", YED)}
        assert len(places) == len(drawn)


MEETING = (
    "label STRING, kind STRING, status STRING, medium STRING, scope STRING, topic STRING, start {day}, `end` {day}, "
    "precision STRING, basis STRING, approximate BOOLEAN, expression STRING, place STRING, country STRING, "
    "reports INT64, sources STRING, confidence DOUBLE"
)
ACTOR = (
    "label STRING, kind STRING, country STRING, aliases STRING, misspellings STRING, wikidata STRING, meetings INT64, "
    "start {day}, `end` {day}"
)
PLACE = (
    "label STRING, kind STRING, country STRING, geonames INT64, {located}latitude DOUBLE, longitude DOUBLE, "
    "meetings INT64, start {day}, `end` {day}"
)
LINES = (
    ("PARTICIPATED_IN", "Actor", "Meeting", "id STRING, role STRING, post STRING, side STRING, confidence DOUBLE"),
    ("TOOK_PLACE_IN", "Meeting", "Place", "id STRING, confidence DOUBLE"),
    ("PART_OF", "Meeting", "Meeting", "id STRING, confidence DOUBLE"),
)


class TestCypher:
    """In ladybug, an embedded engine that speaks openCypher; Neo4j itself was not tried."""

    def database(self, *, imported: bool) -> Any:
        """An empty database. It wants its tables declared, in the order of the columns when files are imported."""
        ladybug = pytest.importorskip("ladybug")
        database = ladybug.Connection(ladybug.Database(":memory:"))
        label, type_ = ("label_ STRING, ", "type_ STRING, ") if imported else ("", "")
        fill = {"day": "DATE" if imported else "STRING", "located": "" if imported else "located BOOLEAN, "}
        for name, columns in (("Meeting", MEETING), ("Actor", ACTOR), ("Place", PLACE)):
            database.execute(f"CREATE NODE TABLE {name}(id STRING PRIMARY KEY, {label}{columns.format(**fill)})")
        for name, start, end, columns in LINES:
            database.execute(f"CREATE REL TABLE {name}(FROM {start} TO {end}, {type_}{columns})")
        return database

    def asked(self, database: Any, query: str) -> list[list[Any]]:
        answer = database.execute(query)
        found = []
        while answer.has_next():
            found.append(answer.get_next())
        return found

    @each_case
    def test_the_script_makes_every_node_and_relationship_and_does_no_harm_twice(
        self, findings: Findings, tmp_path: Path
    ) -> None:
        (path,) = export(findings, tmp_path, ["cypher"])
        keys, _, script = path.read_text(encoding="utf-8").partition("UNWIND")
        assert [line.split()[:3] for line in keys.splitlines()] == [
            ["CREATE", "CONSTRAINT", f"{name}_id"] for name in ("meeting", "actor", "place")
        ]
        database = self.database(imported=False)
        for _ in range(2):
            database.execute("UNWIND" + script)
        all_nodes, all_edges = rows(findings, "event")
        for name in ("Meeting", "Actor", "Place"):
            columns = (
                "id",
                "label",
                "kind",
                "country",
                "start",
                "end",
                *(["aliases"] if name == "Actor" else ["kind"]),
            )
            query = f"MATCH (n:{name}) RETURN {', '.join(f'n.`{column}`' for column in columns)} ORDER BY n.id"
            expected = [
                [node[column] for column in columns] for node in all_nodes.values() if node["type"] == name.lower()
            ]
            assert self.asked(database, query) == sorted(expected)
        found = self.asked(database, "MATCH (a)-[r]->(b) RETURN r.id, a.id, b.id, label(r), r.confidence ORDER BY r.id")
        names = ("id", "source", "target", "label", "confidence")
        assert found == sorted([edge[name] for name in names] for edge in all_edges.values())

    @each_case
    def test_the_tables_are_imported(self, findings: Findings, tmp_path: Path) -> None:
        meetings, actors, places, *lines = export(findings, tmp_path, ["neo4j"])
        database = self.database(imported=True)
        how = "(HEADER=true, ESCAPE='\"', QUOTE='\"', PARALLEL=false)"
        for name, path in (("Meeting", meetings), ("Actor", actors), ("Place", places)):
            database.execute(f"COPY {name} FROM '{path}' {how}")
        for (name, *_), path in zip(LINES, lines, strict=True):
            database.execute(f"COPY {name} FROM '{path}' {how}")
        all_nodes, all_edges = rows(findings, "event")

        found = self.asked(database, "MATCH (n) RETURN n.id, n.label, n.kind, n.country, n.label_ ORDER BY n.id")
        assert [[id_, one_line(label), *others[:2]] for id_, label, *others in found] == sorted(
            [id_, one_line(node["label"]), node["kind"], node["country"] or None] for id_, node in all_nodes.items()
        )
        assert {label for *_, label in found} <= {"Meeting", "Place", "Actor;Person", "Actor;State"}
        query = "MATCH (a)-[r]->(b) RETURN r.id, a.id, b.id, r.type_, r.confidence ORDER BY r.id"
        names = ("id", "source", "target", "label", "confidence")
        assert self.asked(database, query) == sorted([edge[name] for name in names] for edge in all_edges.values())

    def test_a_question_is_answered(self, tmp_path: Path) -> None:
        (path,) = export(FINDINGS, tmp_path, ["cypher"])
        database = self.database(imported=False)
        database.execute("UNWIND" + path.read_text(encoding="utf-8").partition("UNWIND")[2])
        query = (
            "MATCH (a:Actor)-[:PARTICIPATED_IN]->(m:Meeting)<-[:PARTICIPATED_IN]-(b:Actor) "
            "WHERE a.label = 'Vladimir Putin' AND b.id <> a.id RETURN b.label, m.start"
        )
        assert self.asked(database, query) == [["Steve Witkoff", "2025-04-08"]]


@each_case
def test_neo4j_gets_typed_headers_one_line_a_row_and_lists(findings: Findings, tmp_path: Path) -> None:
    for path in export(findings, tmp_path, ["neo4j"]):
        text = path.read_text(encoding="utf-8")
        with path.open(encoding="utf-8", newline="") as file:
            header, *found = csv.reader(file)
        assert len(text.splitlines()) == text.count("\n") == len(found) + 1
        assert header[:2] == ["id:ID", ":LABEL"] or header[:3] == [":START_ID", ":END_ID", ":TYPE"]
        assert all(len(row) == len(header) for row in found)
        for column, name in enumerate(header):
            if name.endswith(":date"):
                assert all(not row[column] or len(row[column]) == 10 for row in found)


def test_neo4j_lists_are_parted_by_semicolons(tmp_path: Path) -> None:
    actors = export(FINDINGS, tmp_path, ["neo4j"])[1]
    with actors.open(encoding="utf-8", newline="") as file:
        (witkoff,) = [row for row in csv.DictReader(file) if row["label"] == "Steve Witkoff"]
    assert witkoff["aliases:string[]"].split(";") == ["Steven Witkoff", "Witkoff"]
    assert (witkoff[":LABEL"], witkoff["meetings:int"]) == ("Actor;Person", "2")


def test_the_cases_hold_text_that_xml_cannot() -> None:
    assert any(printable(node.label) != node.label for case in CASES.values() for node in nodes(case))
    assert all(list(edges(case)) for case in CASES.values())
