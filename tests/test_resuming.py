"""An extraction that was stopped, and the same command again: the output is an undisturbed one's, byte for byte."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from kg.cli import resuming
from kg.cli.resuming import Unfinished, asked_for, resumable
from kg.model import Article, Problem
from kg.pipeline import Settings
from kg.records import encode, report_record
from small_news import SETTINGS, extract, news

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="forks and kills")

GIVEN: list[Article | Problem] = [
    *news(30),
    Problem(where="page 7", cause="torn", remedy="mend it"),
    *news(60)[30:],
]


def read() -> Iterator[Article | Problem]:
    return iter(GIVEN)


def work(output: Path, *, command: str = "the same", pause: float = 0.0, stop_at: int | None = None) -> Unfinished:
    """What ``kg extract`` does, without a language model."""
    with resumable(output, command) as unfinished:
        for n, each in enumerate(extract(unfinished.rest(read), settings=SETTINGS)):
            if n == stop_at:
                raise KeyboardInterrupt
            unfinished.write(each, (encode(report_record(report)) for report in each.reports))
            time.sleep(pause)
    return unfinished


@pytest.fixture
def calm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """What an undisturbed extraction writes."""
    monkeypatch.setattr(resuming, "MARK_EVERY", 4)
    path = tmp_path / "calm.jsonl"
    assert len(work(path).problems) == 1
    content = path.read_bytes()
    assert content.count(b"\n") > 40
    path.unlink()
    return content


def stopped(output: Path, at: int) -> None:
    with pytest.raises(KeyboardInterrupt):
        work(output, stop_at=at)


def test_it_goes_on_behind_the_last_mark(calm: bytes, tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    output.write_text("from before\n")
    stopped(output, 38)
    assert output.read_text() == "from before\n"
    begun = Unfinished(output, "the same")
    assert begun.mark.inputs == 36
    assert list(begun.rest(read)) == GIVEN[36:]
    begun.leave()
    stopped(output, 9)
    done = work(output)
    assert output.read_bytes() == calm
    assert done.problems == [("page 7", "torn", "mend it")]
    assert [each.name for each in tmp_path.iterdir()] == ["out.jsonl"]


def test_little_is_not_kept(calm: bytes, tmp_path: Path) -> None:
    stopped(tmp_path / "out.jsonl", 3)
    assert list(tmp_path.iterdir()) == []


def test_another_command_begins_anew(calm: bytes, tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    stopped(output, 20)
    begun = Unfinished(output, "another")
    assert begun.mark.inputs == 0
    begun._file.close()
    work(output, command="another")
    assert output.read_bytes() == calm


def test_other_articles_are_read_anew(calm: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output = tmp_path / "out.jsonl"
    monkeypatch.setitem(globals(), "GIVEN", [*GIVEN[1:4], *GIVEN])
    stopped(output, 20)
    monkeypatch.undo()
    monkeypatch.setattr(resuming, "MARK_EVERY", 4)
    work(output)
    assert output.read_bytes() == calm


def test_fewer_articles_than_were_read_are_read_anew(
    calm: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "out.jsonl"
    stopped(output, 20)
    monkeypatch.setitem(globals(), "GIVEN", GIVEN[:5])
    work(output)
    assert calm.startswith(output.read_bytes()) and output.read_bytes()


@pytest.mark.parametrize("damage", ["torn mark", "no mark", "short file", "no file"])
def test_what_was_damaged_is_begun_anew(calm: bytes, tmp_path: Path, damage: str) -> None:
    output = tmp_path / "out.jsonl"
    stopped(output, 20)
    mark, reports = tmp_path / ".out.jsonl.mark", tmp_path / ".out.jsonl.unfinished"
    if damage == "torn mark":
        mark.write_bytes(mark.read_bytes()[:-9])
    elif damage == "no mark":
        mark.unlink()
    elif damage == "short file":
        reports.write_bytes(reports.read_bytes()[:50])
    else:
        reports.unlink()
    work(output)
    assert output.read_bytes() == calm


def test_two_do_not_write_one_file(tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    with resumable(output, "the same") as first:
        list(first.rest(lambda: iter(())))
        with pytest.raises(click.ClickException, match="another kg extract is writing it"):
            Unfinished(output, "the same")


def test_what_decides_the_output_decides_whether_it_goes_on(tmp_path: Path) -> None:
    layer = tmp_path / "people.jsonl"
    layer.write_text("{}\n")
    told = [
        asked_for(["a"], None, Settings()),
        asked_for(["b"], None, Settings()),
        asked_for(["a"], "2024-01-01", Settings()),
        asked_for(["a"], None, Settings(min_confidence=0.8)),
        asked_for(["a"], None, Settings(knowledge=(layer,))),
    ]
    layer.write_text("{}\n{}\n")
    told.append(asked_for(["a"], None, Settings(knowledge=(layer,))))
    assert len(set(told)) == len(told)
    assert asked_for(["a"], None, Settings(processes=2)) == told[0]


def test_killed_at_any_moment_it_is_finished_by_the_same_command(calm: bytes, tmp_path: Path) -> None:
    chance, output = random.Random(1), tmp_path / "out.jsonl"
    struck = resumed = 0
    for _ in range(12):
        while not output.exists():
            process = os.fork()
            if process == 0:
                try:
                    work(output, pause=0.002)
                finally:
                    os._exit(0)
            time.sleep(chance.uniform(0.0, 0.15))
            os.kill(process, signal.SIGKILL)
            struck += os.waitpid(process, 0)[1] != 0
            resumed += (tmp_path / ".out.jsonl.mark").exists()
            if chance.random() < 0.2:
                work(output)
        assert output.read_bytes() == calm
        for each in tmp_path.iterdir():
            each.unlink()
    assert struck >= 12 and resumed >= 6


@pytest.mark.model
@pytest.mark.parametrize("processes", ["1", "2"])
def test_kg_extract_goes_on_after_a_kill(tmp_path: Path, processes: str) -> None:
    text = "Emmanuel Macron met German Chancellor Olaf Scholz in Berlin on 9 May 2022. It was visit number"
    given, output, calm = (tmp_path / name for name in ("articles.jsonl", "out.jsonl", "calm.jsonl"))
    given.write_text("\n".join(json.dumps({"id": f"a{n}", "text": f"{text} {n}."}) for n in range(300)))
    command = [sys.executable, "-m", "kg", "extract", str(given), "-o"]
    subprocess.run([*command, str(calm)], check=True, capture_output=True)
    process = subprocess.Popen([*command, str(output), "--processes", processes], stderr=subprocess.PIPE)
    deadline = time.monotonic() + 120
    while not (tmp_path / ".out.jsonl.mark").exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    process.kill()
    process.communicate(timeout=60)  # its workers end, too: they hold the pipe
    assert not output.exists()
    again = subprocess.run(
        [*command, str(output), "--processes", processes], check=True, capture_output=True, text=True
    )
    assert "articles were read before this command was stopped: going on behind them" in again.stderr
    assert output.read_bytes() == calm.read_bytes()
    assert {each.name for each in tmp_path.iterdir()} == {"articles.jsonl", "out.jsonl", "calm.jsonl"}
