"""The served page: what programs get, that it only reads, and that strangers' pages and texts get nothing done."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from starlette.testclient import TestClient

from hostile import HOSTILE
from kg.archive import Archive, add
from kg.archive.connection import ArchiveError
from kg.explorer import application
from kg.model import Article
from small_news import SETTINGS, article, extract

NEWS = (
    article("a", "Stubb met Kallas in Tallinn on 2024-03-07"),
    article("b", "Stubb met Kallas in Tallinn on 2024-03-07", "A spokeswoman called it useful", source="Baltic Post"),
    article("c", "Duda met Sandu in Riga on 2024-05-20 (planned)", source="Baltic Post"),
    article("d", "Stubb met Duda"),
)
PAGE = {"content-type": "application/json", "origin": "http://localhost"}


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "news.kg"
    with Archive.create(path) as opened:
        add(opened, NEWS, settings=SETTINGS, extract=extract)
    return path


def client(archive: Path, *, reviewing: bool = False) -> TestClient:
    return TestClient(application(archive, reviewing=reviewing), base_url="http://localhost")


def who(meetings: list[dict[str, Any]]) -> list[list[str]]:
    return sorted(sorted(p["name"] for p in m["participants"]) for m in meetings)


@pytest.mark.parametrize("packing", ["gzip", "identity"])
def test_the_page_gets_rows_of_everything_and_knows_where_it_is_served(archive: Path, packing: str) -> None:
    answer = client(archive).get("/api/page/overview", headers={"accept-encoding": packing})
    assert answer.headers.get("content-encoding") == ("gzip" if packing == "gzip" else None)
    shown = answer.json()
    names = [row[1] for row in shown["actors"]]
    assert sorted(sorted(names[actor] for actor, _ in row[9]) for row in shown["meetings"]) == [
        ["Alexander Stubb", "Andrzej Duda"],
        ["Alexander Stubb", "Kaja Kallas"],
        ["Andrzej Duda", "Maia Sandu"],
    ]
    assert shown["server"] == "api/"


def test_what_a_meeting_and_an_actor_tell_is_read_when_it_is_asked_for(archive: Path) -> None:
    with_archive = client(archive)
    (meeting,) = with_archive.get("/api/meetings?status=planned").json()["meetings"]
    told = with_archive.get(f"/api/page/meetings/{meeting['id']}").json()
    assert told["evidence"][0]["quote"] == "Duda met Sandu in Riga on 2024-05-20 (planned)"
    assert [article["source"] for article in told["articles"]] == ["Baltic Post"]
    assert "Stubb" in with_archive.get("/api/page/actors/person:alexander-stubb").json()["spelt"]
    assert with_archive.get("/api/page/meetings/m0").status_code == 404
    assert with_archive.get("/api/page/actors/person:nobody").status_code == 404
    with Archive.create(archive) as opened:
        opened.remove(["c"])
    assert with_archive.get(f"/api/page/meetings/{meeting['id']}").status_code == 404
    assert len(with_archive.get("/api/page/overview").json()["meetings"]) == 2


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("status=planned", [["Andrzej Duda", "Maia Sandu"]]),
        ("country=FI,EE", [["Alexander Stubb", "Kaja Kallas"]]),
        ("sources=2", [["Alexander Stubb", "Kaja Kallas"]]),
        ("actor=person:andrzej-duda&from=2024-05-01&to=2024-05-31", [["Andrzej Duda", "Maia Sandu"]]),
        ("from=2024-03-08&to=2024-04-30", []),
        ("around=Kaja Kallas", [["Alexander Stubb", "Kaja Kallas"]]),
        ("around=person:andrzej-duda&status=held", [["Alexander Stubb", "Andrzej Duda"]]),
        ("kind=visit", []),
        ("actor=Finland&actor=Stubb&actor=Duda", [["Alexander Stubb", "Andrzej Duda"]]),
        ("place=Estonia&single=1", []),
        ("place=Latvia&single=1&certain=yes&to=2024-05-20", [["Andrzej Duda", "Maia Sandu"]]),
        ("disputed=true", []),
        ("confidence=1", []),
    ],
)
def test_meetings_are_filtered_as_the_address_says(archive: Path, query: str, expected: list[list[str]]) -> None:
    answer = client(archive).get(f"/api/meetings?{query}").json()
    assert who(answer["meetings"]) == expected
    assert answer["total"] == len(expected)


def test_what_is_seen_is_what_is_exported(archive: Path) -> None:
    answer = client(archive).get("/api/export/meetings?status=planned")
    assert 'filename="meetings.jsonl"' in answer.headers["content-disposition"]
    assert who([json.loads(line) for line in answer.text.splitlines()]) == [["Andrzej Duda", "Maia Sandu"]]
    assert client(archive).get("/api/export/visio").status_code == 404


def test_a_format_of_several_files_comes_packed(archive: Path) -> None:
    answer = client(archive).get("/api/export/csv?status=planned")
    assert 'filename="csv.zip"' in answer.headers["content-disposition"]
    with ZipFile(BytesIO(answer.content)) as packed:
        assert packed.namelist() == ["nodes.csv", "edges.csv"]
        assert "Maia Sandu" in packed.read("nodes.csv").decode() and "Kallas" not in packed.read("nodes.csv").decode()


def test_what_was_made_for_a_download_does_not_stay(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    aside = tmp_path / "aside"
    aside.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(aside))
    assert client(archive).get("/api/export/csv").content == client(archive).get("/api/export/csv").content
    assert client(archive).get("/api/export/turtle").text.startswith("@prefix")
    assert client(archive).get("/api/export/turtle?status=over").status_code == 400
    assert [*aside.iterdir()] == []


def test_one_meeting_and_the_parties_are_given(archive: Path) -> None:
    with_archive = client(archive)
    (meeting,) = with_archive.get("/api/meetings?status=planned").json()["meetings"]
    assert with_archive.get(f"/api/meetings/{meeting['id']}").json() == meeting
    assert with_archive.get("/api/meetings/m0").status_code == 404
    some = with_archive.get("/api/actors?limit=2&offset=1").json()
    assert (some["total"], [each["label"] for each in some["actors"]]) == (4, ["Andrzej Duda", "Kaja Kallas"])


def test_what_may_be_decided_better_is_given_kind_by_kind(archive: Path) -> None:
    with_archive = client(archive)
    assert {of: with_archive.get(f"/api/doubts/{of}").json() for of in ("names", "people", "meetings")} == {
        "names": {"doubts": []}, "people": {"doubts": []}, "meetings": {"doubts": []},
    }  # fmt: skip
    answer = with_archive.get("/api/doubts/places")
    assert (answer.status_code, "names, people, meetings" in answer.json()["error"]) == (404, True)


def test_an_article_comes_whole_and_words_are_found_in_it(archive: Path) -> None:
    with_archive = client(archive)
    assert with_archive.get("/api/articles/c").json()["text"] == NEWS[2].text
    assert {hit["article"] for hit in with_archive.get("/api/search?words=Sandu").json()["found"]} == {"c"}
    assert with_archive.get("/api/articles/nothing").status_code == 404


def test_sparql_is_answered_within_its_limits(archive: Path) -> None:
    with_archive = client(archive)
    query = "SELECT ?name { ?who a schema:Person ; skos:prefLabel ?name } ORDER BY ?name"
    rows = with_archive.get("/api/sparql", params={"query": query}).json()["rows"]
    assert [row[0]["value"] for row in rows] == ["Alexander Stubb", "Andrzej Duda", "Kaja Kallas", "Maia Sandu"]
    wrong = with_archive.get("/api/sparql", params={"query": "SELECT ?x { SERVICE <http://x.example> { ?x ?y ?z } }"})
    assert wrong.status_code == 400
    assert "SERVICE" in wrong.json()["error"]
    assert len(with_archive.get("/api/sparql/examples").json()["examples"]) >= 20


def test_a_change_of_the_archive_is_seen_at_once(archive: Path) -> None:
    with_archive = client(archive)
    assert with_archive.get("/api/meetings").json()["total"] == 3
    with Archive.create(archive) as opened:
        opened.remove(["c"])
    assert with_archive.get("/api/meetings").json()["total"] == 2


@pytest.mark.parametrize("query", ["limit=many", "sources=x", "confidence=high", "status=over", "from=May"])
def test_a_wrong_parameter_is_named(archive: Path, query: str) -> None:
    answer = client(archive).get(f"/api/meetings?{query}")
    assert answer.status_code == 400
    assert query.split("=")[0] in answer.json()["error"]


def test_a_missing_archive_is_an_error_before_anything_is_served(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="none"):
        application(tmp_path / "none.kg")


def test_every_address_is_described(archive: Path) -> None:
    app = application(archive, reviewing=True)
    described = set(client(archive, reviewing=True).get("/api/openapi.json").json()["paths"])
    served = {
        path.replace(":path", "")
        for route in app.routes
        if (path := str(getattr(route, "path", ""))).startswith("/api/")
    }
    assert described == served - {"/api/openapi.json"}


class TestStrangers:
    def test_another_host_name_is_refused(self, archive: Path) -> None:
        assert client(archive).get("/api/page/overview", headers={"host": "evil.example"}).status_code == 400

    def test_nothing_is_written_unless_reviewing_is_allowed(self, archive: Path) -> None:
        sent = {"judgement": "same", "one": "Sando", "other": "person:maia-sandu"}
        assert client(archive).post("/api/decisions", json=sent, headers=PAGE).status_code == 403
        with Archive.open(archive) as opened:
            assert opened.decisions() == ()

    @pytest.mark.parametrize(
        ("headers", "status"),
        [
            ({"content-type": "application/json", "origin": "http://evil.example"}, 403),
            ({"content-type": "application/json", "sec-fetch-site": "cross-site"}, 403),
            ({"content-type": "text/plain", "origin": "http://localhost"}, 415),
        ],
    )
    def test_only_the_page_itself_may_write(self, archive: Path, headers: dict[str, str], status: int) -> None:
        body = json.dumps({"judgement": "same", "one": "a", "other": "b"})
        answer = client(archive, reviewing=True).post("/api/decisions", content=body, headers=headers)
        assert answer.status_code == status

    def test_a_large_body_is_refused(self, archive: Path) -> None:
        answer = client(archive, reviewing=True).post("/api/decisions", content=b" " * 70_000, headers=PAGE)
        assert answer.status_code == 413

    @pytest.mark.parametrize("body", ["[]", "{", '{"judgement": "maybe", "one": "a", "other": "b"}', '{"one": 1}'])
    def test_a_wrong_decision_is_refused_with_its_cause(self, archive: Path, body: str) -> None:
        answer = client(archive, reviewing=True).post("/api/decisions", content=body, headers=PAGE)
        assert answer.status_code == 400
        assert answer.json()["error"]

    @pytest.mark.parametrize("name", HOSTILE)
    def test_no_text_of_an_article_leaves_its_field(self, tmp_path: Path, name: str) -> None:
        path = tmp_path / "hostile.kg"
        hostile = Article(id="h", title=HOSTILE[name], text=f"Stubb met Kallas. {HOSTILE[name]}", source=HOSTILE[name])
        with Archive.create(path) as opened:
            add(opened, [hostile], settings=SETTINGS, extract=extract)
        answer = client(path).get("/api/articles/h")
        assert answer.json()["title"] == HOSTILE[name]
        assert answer.headers["content-type"] == "application/json"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "script-src 'self'" in answer.headers["content-security-policy"]


def test_a_decision_of_the_page_is_kept_and_followed(archive: Path) -> None:
    with_archive = client(archive, reviewing=True)
    sent = {"judgement": "same", "one": "person:maia-sandu", "other": "person:kaja-kallas"}
    assert with_archive.post("/api/decisions", json=sent, headers=PAGE).json() == {"stored": True}
    with Archive.open(archive) as opened:
        assert [(d.judgement, {d.one, d.other}) for d in opened.decisions()] == [
            ("same", {"person:maia-sandu", "person:kaja-kallas"})
        ]
    people = {p["id"] for m in with_archive.get("/api/meetings").json()["meetings"] for p in m["participants"]}
    assert len(people & {"person:maia-sandu", "person:kaja-kallas"}) == 1
