"""The cluster engine gives what one machine gives: by two local workers, byte for byte once the lines are sorted."""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest
from click.testing import CliRunner

from kg.archive.codec import pack
from kg.bundled import folder
from kg.cli import main
from kg.pipeline import Settings, extract_all
from kg.sources import read

if TYPE_CHECKING:
    from pyarrow import RecordBatch

pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(find_spec("pyspark") is None, reason="the extra spark is not installed"),
    pytest.mark.skipif(shutil.which("java") is None, reason="there is no Java"),
]


def run(*arguments: object, code: int = 0) -> str:
    result = CliRunner().invoke(main, [str(each) for each in arguments], catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result.output


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The examples that are JSON Lines, and some dull articles, as one file."""
    source = folder("examples") / "articles"
    lines = [line for path in sorted(source.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()]
    lines += [json.dumps({"id": f"dull-{n}", "text": "The harvest was poor. Prices rose."}) for n in range(5)]
    path = tmp_path_factory.mktemp("cluster") / "articles.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def one_machine(articles: Path) -> Path:
    """What ``kg build`` writes of them."""
    output = articles.parent / "one"
    run("build", articles, "--output", output, "--format", "nquads", "--format", "meetings")
    return output


def extracted(inputs: Path, output: Path) -> list[dict[str, object]]:
    """The rows that two workers write of articles."""
    from pyarrow import parquet

    run("cluster", "extract", inputs, "--output", output, "--processes", 2, "--partitions", 4)
    return sorted(parquet.read_table(output).to_pylist(), key=lambda row: row["id"])


@pytest.fixture(scope="module")
def rows(articles: Path) -> list[dict[str, object]]:
    return extracted(articles, articles.parent / "extracted")


def quads(graph: Path) -> list[str]:
    return sorted(
        line
        for path in graph.glob("nquads/*.gz")
        for line in gzip.open(path, "rt", encoding="utf-8", newline="\n").read().splitlines()
    )


def records(graph: Path) -> list[str]:
    from pyarrow import parquet

    return sorted(parquet.read_table(graph / "meetings").column("record").to_pylist())


def test_two_workers_give_what_one_machine_gives(
    articles: Path, rows: list[dict[str, object]], one_machine: Path, tmp_path: Path
) -> None:
    assert len(rows) == len(articles.read_text("utf-8").splitlines())
    graph = tmp_path / "graph"
    told = run("cluster", "link", articles.parent / "extracted", "-o", graph, "--processes", 2, "--partitions", 4)
    meetings = (one_machine / "meetings.jsonl").read_text("utf-8").splitlines()
    assert told == f"Meetings: {len(meetings)}\n"
    assert records(graph) == sorted(meetings)
    assert quads(graph) == sorted((one_machine / "graph.nq").read_text("utf-8").split("\n")[:-1])


def test_parquet_is_read_as_json_lines_are(articles: Path, rows: list[dict[str, object]], tmp_path: Path) -> None:
    import pyarrow
    from pyarrow import parquet

    given = [json.loads(line) for line in articles.read_text("utf-8").splitlines()]
    table = pyarrow.table(
        {name: [row.get(name) for row in given] for name in sorted({n for row in given for n in row})}
    )
    (tmp_path / "in").mkdir()
    parquet.write_table(table, tmp_path / "in" / "articles.parquet")
    assert extracted(tmp_path / "in", tmp_path / "out") == rows


def test_web_archives_of_a_list_are_read_as_one_machine_reads_them(tmp_path: Path) -> None:
    """Two archives, one of them packed, and one that is not there."""
    from pyarrow import parquet

    names = ["paris.warc", "doha.warc.gz", "gone.warc"]
    (tmp_path / "paris.warc").write_bytes(web_archive("Paris"))
    (tmp_path / "doha.warc.gz").write_bytes(gzip.compress(web_archive("Doha")))
    (tmp_path / "crawl.paths.gz").write_bytes(gzip.compress("\n".join(names).encode()))
    run("cluster", "extract", tmp_path / "crawl.paths.gz", "-o", tmp_path / "out", "--processes", 2, code=1)
    given = sorted(parquet.read_table(tmp_path / "out").to_pylist(), key=lambda row: row["id"])
    done = list(extract_all(read([tmp_path / name for name in names]), settings=Settings()))
    told = sorted((d.article.id, pack(d.article), pack(d.reports)) for d in done if d.article)
    assert [(row["id"], row["article"], row["reports"]) for row in given if row["article"]] == told
    assert len(told) == 2
    assert [row["problem"] for row in given if row["problem"]] == [
        msgspec.json.encode(d.problem) for d in done if d.problem
    ]


def web_archive(city: str) -> bytes:
    """An archive of one page on a meeting in that city."""
    text = f"French President Emmanuel Macron met German Chancellor Olaf Scholz in {city} on 12 March 2024. " * 3
    page = f"<html><head><title>Talks in {city}</title></head><body><article><p>{text}</p></article></body></html>"
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page.encode()
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2024-03-13T00:00:00Z\r\n"
        f"WARC-Target-URI: https://herald.example/{city.lower()}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def test_an_article_given_twice_is_read_once_and_a_bad_line_is_a_problem(articles: Path, tmp_path: Path) -> None:
    from pyarrow import parquet

    lines = articles.read_text("utf-8").splitlines()
    double = tmp_path / "double.jsonl"
    double.write_text("\n".join([*lines, *lines, "{no JSON"]) + "\n", encoding="utf-8")
    told = run("cluster", "extract", double, "--output", tmp_path / "out", "--processes", 2, "--partitions", 4, code=1)
    assert "1 problems" in told
    rows = parquet.read_table(tmp_path / "out").to_pylist()
    assert len([row for row in rows if row["article"]]) == len(lines)
    assert [b"no JSON" in row["problem"] for row in rows if row["problem"]] == [True]


def test_a_partition_that_fails_is_done_again_and_leaves_nothing_twice(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker ends itself in the middle of the first attempt."""
    from pyarrow import parquet

    from kg.cluster import extracting

    mark = tmp_path / "failed"
    real = extracting._extract

    def failing(batches: Iterable[RecordBatch], *, settings: Settings) -> Iterator[RecordBatch]:
        for batch in real(batches, settings=settings):
            yield batch
            if batch.num_rows and not mark.exists():
                mark.touch()
                raise OSError("the disk of this worker is gone")

    monkeypatch.setattr(extracting, "_extract", failing)
    run("cluster", "extract", articles, "--output", tmp_path / "out", "--master", "local[2,3]", "--partitions", 4)
    assert mark.exists()
    ids = [row["id"] for row in parquet.read_table(tmp_path / "out").to_pylist()]
    assert len(ids) == len(set(ids)) == len(articles.read_text("utf-8").splitlines())


def test_an_output_that_is_there_is_refused(articles: Path, tmp_path: Path) -> None:
    assert "is there already" in run("cluster", "extract", articles, "--output", tmp_path, code=2)
