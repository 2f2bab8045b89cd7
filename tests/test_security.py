"""What SECURITY.md promises and no other test keeps."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import kg
from hostile import HOSTILE, everywhere
from kg.archive import Archive
from kg.exporters import EXPORTERS, export
from kg.model import Article
from small_news import news

if TYPE_CHECKING:
    from starlette.testclient import TestClient

PACKAGE = Path(kg.__file__).parent
ROOT = PACKAGE.parent


def calls(path: Path) -> list[str]:
    return [ast.unparse(node.func) for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {name.name.split(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_nothing_is_executed_or_fetched(path: Path) -> None:
    forbidden = {"pickle", "marshal", "shelve", "dill", "yaml", "requests", "urllib3", "httpx", "ftplib", "telnetlib"}
    assert imports(path) & forbidden == set()
    assert set(calls(path)) & {"eval", "exec", "os.system", "os.popen", "compile", "__import__", "urlopen"} == set()
    assert "shell=True" not in path.read_text()


@pytest.mark.parametrize("hostile", ["../../../../tmp/out", "/etc/passwd", "a\\..\\b", "CON", HOSTILE["dots"], "\x00"])
def test_no_text_becomes_a_path(hostile: str, tmp_path: Path) -> None:
    inside = tmp_path / "a" / "b" / "c" / "graph"
    export(everywhere(hostile), inside)
    expected = {name for exporter in EXPORTERS.values() for name in exporter.files}
    assert {path.name for path in inside.iterdir()} <= expected
    assert {path for path in tmp_path.rglob("*") if path.is_file() and inside not in path.parents} == set()


@pytest.mark.parametrize("hostile", [*HOSTILE.values(), "'; DROP TABLE articles; --", '" OR "" = "', "NEAR(a b)", "*"])
def test_no_text_becomes_a_statement_of_the_archive(hostile: str, tmp_path: Path) -> None:
    with Archive.create(tmp_path / "a.kg") as archive:
        given = Article(id=hostile, text=f"Stubb met Kallas. {hostile}", source=hostile)
        archive.lay_aside([(each, (), b"digest") for each in (given, *news(2))])
        archive.settle()
        archive.search(f"word {hostile} \ud800")
        assert archive.articles[hostile] == given
        assert archive.remove_source(hostile) == 1
        assert archive.counts()["articles"] == 2
        assert archive.check() == ()


def test_every_locked_package_has_a_hash() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        path = ROOT / name
        if not path.exists():
            pytest.skip("the wheel is tested")
        blocks = re.split(r"\n(?=[a-zA-Z0-9])", path.read_text())
        packages = [block for block in blocks if re.match(r"[A-Za-z0-9._-]+(\[.*\])?==", block)]
        assert len(packages) > 20
        assert [block.split("==")[0] for block in packages if "--hash=sha256:" not in block] == []


def test_every_test_that_the_security_page_names_is_there() -> None:
    page = ROOT / "SECURITY.md"
    if not page.exists():
        pytest.skip("the wheel is tested")
    named = set(re.findall(r"`((?:test_)?\w+\.py)`", page.read_text()))
    assert {name for name in named if not (Path(__file__).parent / name).exists()} == set()


@pytest.fixture
def client(tmp_path: Path) -> TestClient:
    pytest.importorskip("starlette")
    from starlette.testclient import TestClient

    from kg.explorer import application

    with Archive.create(tmp_path / "a.kg") as archive:
        archive.lay_aside([(each, (), b"digest") for each in news(3)])
        archive.settle()
    app = application(tmp_path / "a.kg", reviewing=True)
    return TestClient(app, base_url="http://127.0.0.1:8321", raise_server_exceptions=False)


DECISION = '{"judgement": "same", "one": "Stubb", "other": "Kallas"}'
JSON = {"content-type": "application/json"}


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8321", "", "0.0.0.0"]
)
def test_a_name_that_was_rebound_to_this_machine_is_refused(client: TestClient, host: str) -> None:
    assert client.get("/api/page/overview", headers={"host": host}).status_code == 400


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://localhost:9999"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_no_other_site_writes(client: TestClient, headers: dict[str, str]) -> None:
    assert client.post("/api/decisions", content=DECISION, headers={**JSON, **headers}).status_code == 403


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_what_a_form_of_another_site_can_send_is_refused(client: TestClient, kind: str) -> None:
    assert client.post("/api/decisions", content=DECISION, headers={"content-type": kind}).status_code == 415


def test_bodies_rows_and_words_are_limited(client: TestClient) -> None:
    assert client.post("/api/decisions", content=b" " * 70_000 + DECISION.encode(), headers=JSON).status_code == 413
    assert client.get("/api/meetings?limit=999999999").status_code == 200
    assert client.get("/api/meetings?limit=" + "9" * 5000).status_code == 400
    assert client.get("/api/search?words=" + "%22" * 3000).status_code == 400
    assert client.get("/api/search?words=" + "word+" * 3000).status_code in (200, 400)


@pytest.mark.parametrize(
    "path", ["/../../etc/passwd", "/api/export/..%2f..%2fetc", "/api/articles/%2e%2e/x", "/page.js/../x"]
)
def test_no_address_is_a_path_on_the_disk(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_every_answer_has_the_headers_and_no_error_shows_its_inside(client: TestClient) -> None:
    for path in ("/", "/api/meetings", "/nothing", "/api/meetings?limit=x", "/api/export/none", "/api/sparql?query=x"):
        answer = client.get(path)
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "access-control-allow-origin" not in answer.headers
        assert "Traceback" not in answer.text
        assert answer.status_code < 500
