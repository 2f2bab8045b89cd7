"""SPARQL over an archive: the examples give what they promise, and no query gets out, or goes on for ever."""

from __future__ import annotations

import csv
import datetime as dt
import http.server
import io
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.archive import Archive, add
from kg.cli import main
from kg.sparql import SparqlError, ask, examples
from kg.sparql.guard import asks_elsewhere
from small_news import SETTINGS, article, extract

ARTICLES = (
    article("a", "Stubb met Kallas in Tallinn on 2024-03-07", source="Wire", published=dt.date(2024, 3, 8)),
    article("b", "Stubb met Kallas in Tartu on 2024-03-07", source="Herald", published=dt.date(2024, 3, 9)),
)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.create(tmp_path / "news.kg") as archive:
        add(archive, ARTICLES, settings=SETTINGS, extract=extract)
        yield archive


def test_the_merged_view_and_what_each_article_says(archive: Archive) -> None:
    merged = ask(archive, "SELECT ?place { ?meeting a kg:Meeting ; sem:hasPlace/skos:prefLabel ?place }")
    assert (merged.variables, merged.values(), merged.more) == (("place",), (("Tallinn",),), False)
    query = "SELECT ?graph ?place { GRAPH ?graph { ?report kg:place ?where } ?where skos:prefLabel ?place }"
    assert sorted(ask(archive, query).values()) == [
        ("https://w3id.org/diplomacy-kg/graph/a", "Tallinn"),
        ("https://w3id.org/diplomacy-kg/graph/b", "Tartu"),
    ]


def test_asking_and_constructing(archive: Archive) -> None:
    assert ask(archive, "ASK { ?meeting kg:status kg:status-held }").truth is True
    assert ask(archive, "ASK { ?meeting kg:status kg:status-planned }").truth is False
    made = ask(archive, "CONSTRUCT { ?a kg:met ?b } { [] schema:attendee ?a, ?b FILTER (str(?a) < str(?b)) }")
    one, other = (f"<https://w3id.org/diplomacy-kg/actor/person:{name}>" for name in ("alexander-stubb", "kaja-kallas"))
    assert made.triples == (f"{one} <https://w3id.org/diplomacy-kg/ontology#met> {other} .",)


def test_no_more_than_asked_for(archive: Archive) -> None:
    answer = ask(archive, "SELECT ?s { ?s ?p ?o }", most=3)
    assert (len(answer.rows), answer.more) == (3, True)


def test_the_store_follows_the_archive(archive: Archive) -> None:
    count = "SELECT (COUNT(*) AS ?n) { ?report a kg:Meeting }"
    assert ask(archive, count).values() == (("1",),)
    archive.remove(["a", "b"])
    assert ask(archive, count).values() == (("0",),)
    assert [each.name for each in archive.path.parent.iterdir() if each.name.endswith(".part")] == []


def test_a_query_that_takes_too_long_is_ended(archive: Archive) -> None:
    with pytest.raises(SparqlError, match="no answer after 1 seconds"):
        ask(archive, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }", timeout=1)


def test_what_is_no_sparql_is_said_with_its_place(archive: Archive) -> None:
    with pytest.raises(SparqlError, match=r"the query is not SPARQL: error at 1:\d+"):
        ask(archive, "SELECT { }")
    with pytest.raises(SparqlError, match="not SPARQL"):
        ask(archive, "INSERT DATA { kg:a kg:b kg:c }")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://x/> { ?a ?b ?c } }",
        "select * { service silent ?x { } }",
        r"SELECT * { \u0053ERVICE <x> { } }",
        'SELECT * { ?a ?b "\\"" SERVICE <x> { } }',
        "SELECT*{?a ?b 1SERVICE<x>{}}",
        "SELECT*{?a ?b trueSERVICE<x>{}}",
        "SELECT*{FILTER(?a<3)SERVICE#>\n<x>{}}",
        "SELECT*{SERVICEx:y{}}",
    ],
)
def test_a_query_that_asks_another_server_is_refused(archive: Archive, query: str) -> None:
    with pytest.raises(SparqlError, match="SERVICE asks another server"):
        ask(archive, query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service { ?service ?p 'SERVICE' } # SERVICE",
        'SELECT * { <http://x/service#a> kg:service """a "service" b""" }',
        "SELECT * { ?s ?p 'x'@en-service }",
    ],
)
def test_the_word_service_may_stand_where_it_asks_nobody(query: str) -> None:
    assert not asks_elsewhere(query)


def test_the_process_that_answers_has_no_network(archive: Archive) -> None:
    heard: list[str] = []

    class Listener(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            heard.append(self.path)
            self.send_error(404)

        do_POST = do_GET

    probe = "import sys; from kg.sparql.worker import leave_the_network as leave; sys.exit(not leave())"
    if subprocess.run([sys.executable, "-c", probe], check=False).returncode:
        pytest.skip("this system lets nobody leave the network")
    ask(archive, "ASK { }")
    with http.server.HTTPServer(("127.0.0.1", 0), Listener) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        query = f"SELECT * {{ SERVICE <http://127.0.0.1:{server.server_port}/> {{ ?a ?b ?c }} }}"
        store = archive.path.with_name("news.kg.rdf") / "store"
        done = subprocess.run(
            [sys.executable, "-m", "kg.sparql.worker", str(store)],
            input=json.dumps({"query": query, "prefixes": {}, "most": 1}).encode(),
            capture_output=True,
            check=True,
        )
        server.shutdown()
    assert "error" in json.loads(done.stdout)
    assert heard == []


def test_sparql_on_the_command_line(archive: Archive, tmp_path: Path) -> None:
    def run(*arguments: str) -> str:
        result = CliRunner().invoke(main, ["sparql", *arguments, "--archive", str(archive.path)])
        assert result.exit_code == 0, result.output
        return result.stdout

    query = "SELECT ?name ?none { ?who a schema:Person ; skos:prefLabel ?name } ORDER BY ?name"
    assert run(query) == "name             none\nAlexander Stubb\nKaja Kallas\n"
    file = tmp_path / "people.rq"
    file.write_text(query, encoding="utf-8")
    found = json.loads(run(str(file), "--json"))
    assert found["head"] == {"vars": ["name", "none"]}
    assert found["results"]["bindings"][1] == {"name": {"type": "literal", "value": "Kaja Kallas"}}
    assert list(csv.reader(io.StringIO(run(query, "--csv")))) == [
        ["name", "none"],
        ["Alexander Stubb", ""],
        ["Kaja Kallas", ""],
    ]
    assert run("ASK { }") == "yes\n"
    both = CliRunner().invoke(main, ["sparql", query, "--example", "hosts", "--archive", str(archive.path)])
    assert both.exit_code == 2
    unknown = CliRunner().invoke(main, ["sparql", "--example", "gossip", "--archive", str(archive.path)])
    assert "there is no example 'gossip': choose from meetings-of-a-person" in unknown.stderr


def test_the_examples_are_listed_and_printed() -> None:
    assert len(examples()) == len({each.name for each in examples()}) == 20
    listed = CliRunner().invoke(main, ["sparql-examples"]).stdout
    assert all(each.name in listed and each.asks in listed for each in examples())
    assert CliRunner().invoke(main, ["sparql-examples", "hosts"]).stdout.startswith("SELECT ?name")


@pytest.mark.model
def test_every_example_has_an_answer_in_the_example_articles(tmp_path: Path) -> None:
    from kg.bundled import folder

    path = tmp_path / "news.kg"
    result = CliRunner().invoke(main, ["add", str(folder("examples") / "articles"), "--archive", str(path)])
    assert result.exit_code == 0, result.output
    with Archive.create(path) as archive:
        add(archive, ARTICLES, settings=SETTINGS, extract=extract)
        answers = {each.name: ask(archive, each.query).values() for each in examples()}
    assert [name for name, rows in answers.items() if not rows] == []
    assert answers["between-two-people"] == (
        ("https://w3id.org/diplomacy-kg/meeting/mccbbd07498ec9144", "2022-11-13", "2022-11-14", "Bali"),
    )
    assert answers["met-both"] == (("Emmanuel Macron",),)
    assert [row[1:3] for row in answers["disagreements"]] == [("Tallinn", "Tartu")]
    labels = {row[0] for row in answers["status-history"]}
    assert any("Beijing, 2023-04-06" in label for label in labels)
