"""What goes wrong around the program: full disks, locked and damaged archives, killed processes, interrupts, pipes.

Each command is a process of its own, as its user starts it. docs/robustness.md tells what its user sees.
"""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.archive import Archive, ArchiveError
from kg.graph.findings import Findings

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="asks Linux for limits and processes")

TEXT = "Emmanuel Macron met German Chancellor Olaf Scholz in Berlin on 9 May 2022."
KG = (sys.executable, "-m", "kg")


def kg(*arguments: str | Path, before: Callable[[], None] | None = None, given: bytes | None = None) -> tuple[int, str]:
    """Exit code and standard error of a command."""
    done = subprocess.run(
        [*KG, *map(str, arguments)], input=given, capture_output=True, check=False, preexec_fn=before, timeout=120
    )
    error = done.stderr.decode()
    assert "Traceback" not in error, error
    return done.returncode, error


def articles(folder: Path, count: int = 3) -> Path:
    path = folder / "articles.jsonl"
    lines = (json.dumps({"id": f"a{n}", "text": f"{TEXT} It was visit number {n}."}) for n in range(count))
    path.write_text("\n".join(lines))
    return path


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of three articles."""
    folder = tmp_path_factory.mktemp("filled")
    assert kg("add", articles(folder), "--archive", folder / "a.kg")[0] == 0
    return folder / "a.kg"


@pytest.fixture
def archive(filled: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(filled, tmp_path / "a.kg"))


def whole(archive: Path, articles: int) -> bool:
    with Archive.open(archive) as opened:
        return opened.check() == () and opened.counts()["articles"] == articles


def files_end_at(size: int) -> Callable[[], None]:
    """As on a full disk: no file of the process can grow beyond that."""

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


# Disk full


@pytest.mark.model
def test_a_full_disk_stops_adding_and_the_second_run_completes(archive: Path, tmp_path: Path) -> None:
    more = articles(tmp_path, count=60)
    code, error = kg("add", more, "--archive", archive, before=files_end_at(archive.stat().st_size + 4096))
    assert code == 2
    assert "run the same command again" in error
    assert whole(archive, 3)
    assert kg("add", more, "--archive", archive)[0] == 0
    assert whole(archive, 60)


def test_a_full_disk_leaves_the_old_exports_as_they_were(archive: Path, tmp_path: Path) -> None:
    output = tmp_path / "graph"
    command = ("export", "--archive", archive, "--output", output, "--format", "html")
    assert kg(*command)[0] == 0
    before = (output / "report.html").read_bytes()
    code, error = kg(*command, before=files_end_at(100_000))
    assert code == 2
    assert "raise the limit and run the same command again" in error
    assert {path.name: path.read_bytes() for path in output.iterdir()} == {"report.html": before}


@pytest.mark.skipif(not os.access("/dev/full", os.W_OK), reason="needs /dev/full")
@pytest.mark.model
def test_a_full_disk_behind_standard_output_is_told(tmp_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        command = [*KG, "extract", str(articles(tmp_path))]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2
    assert b"No space left on device: make room" in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.model
def test_a_build_whose_own_archive_finds_no_room_says_so(tmp_path: Path) -> None:
    code, error = kg("build", articles(tmp_path), "--output", tmp_path / "graph", before=files_end_at(20_000))
    assert code == 2
    assert "run the same command again" in error
    assert list((tmp_path / "graph").iterdir()) == []


# The archive locked, damaged, cut off, not writable


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.archive.connection.PATIENCE", 0.1)


@pytest.mark.usefixtures("impatient")
def test_a_locked_archive_is_read_and_its_writer_waited_for(archive: Path) -> None:
    from click.testing import CliRunner

    from kg.cli import main

    with Archive.create(archive) as other:
        other.connection.execute("BEGIN IMMEDIATE")
        read = CliRunner().invoke(main, ["archive", "show", str(archive)])
        written = CliRunner().invoke(main, ["remove", "a1", "--archive", str(archive)])
    assert read.exit_code == 0
    assert written.exit_code == 2
    assert "another kg is writing to it: wait until that is done" in written.output
    assert whole(archive, 3)


@pytest.mark.parametrize("kept", [0.05, 0.3, 0.7, 0.95])
def test_an_archive_that_was_cut_off_is_told_of_by_every_command(archive: Path, tmp_path: Path, kept: float) -> None:
    data = archive.read_bytes()
    archive.write_bytes(data[: int(len(data) * kept)])
    for command in (
        ["archive", "check", str(archive)],
        ["export", "--archive", str(archive), "--output", str(tmp_path / "out")],
    ):
        assert kg(*command)[0] in (1, 2)
    assert not (tmp_path / "out").exists() or list((tmp_path / "out").iterdir()) == []


def findings_or_none(path: Path) -> Findings | None:
    """What an archive tells, or None where the check or the reading says that it is damaged."""
    try:
        with Archive.open(path) as opened:
            return opened.findings() if opened.check() == () else None
    except ArchiveError:
        return None
    finally:
        for each in path.parent.glob(f"{path.name}-*"):
            each.unlink()


def test_every_damaged_page_is_found_or_harmless(archive: Path, tmp_path: Path) -> None:
    """Each page overwritten in turn: the check or the reading says so, or what is read is the same."""
    data, page, damaged = archive.read_bytes(), 4096, tmp_path / "damaged.kg"
    sound = findings_or_none(archive)
    told = []
    for start in range(page, len(data), page):
        damaged.write_bytes(data[:start] + b"\xa5" * page + data[start + page :])
        told.append(findings_or_none(damaged))
    assert all(found in (None, sound) for found in told)
    assert told.count(None) > len(told) // 2


def test_bits_that_flip_raise_nothing_but_an_archive_error(archive: Path, tmp_path: Path) -> None:
    """A letter of a stored text may change unseen; nothing else may come of it than a message or other letters."""
    data, damaged, chance = archive.read_bytes(), tmp_path / "damaged.kg", random.Random(0)
    told = []
    for _ in range(200):
        spoilt = bytearray(data)
        for _ in range(8):
            spoilt[chance.randrange(100, len(data))] ^= 1 << chance.randrange(8)
        damaged.write_bytes(spoilt)
        told.append(findings_or_none(damaged))
    assert None in told


def test_a_file_that_is_no_archive_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.kg"
    path.write_bytes(b"no archive at all" * 100)
    code, error = kg("add", articles(tmp_path), "--archive", path)
    assert (code, path.read_bytes()) == (2, b"no archive at all" * 100)
    assert "this file is no archive" in error


def test_the_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE mine (x)")
    other.close()
    before = path.read_bytes()
    code, _ = kg("add", articles(tmp_path), "--archive", path)
    assert (code, path.read_bytes()) == (2, before)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_archive_can_be_asked_and_not_changed(archive: Path) -> None:
    archive.chmod(0o444)
    archive.parent.chmod(0o555)
    try:
        assert kg("archive", "show", archive)[0] == 0
        code, error = kg("remove", "a1", "--archive", archive)
    finally:
        archive.parent.chmod(0o755)
    assert code == 2
    assert "change its permissions" in error


# Outputs


@pytest.mark.model
def test_an_output_that_cannot_be_made_is_told_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    code, error = kg("build", articles(tmp_path, 2000), "--output", tmp_path / "file" / "graph")
    assert code == 2
    assert "a file is where a folder should be" in error


def test_an_export_folder_on_a_file_system_without_writing_is_told(archive: Path) -> None:
    code, error = kg("export", "--archive", archive, "--output", "/proc/graph")
    assert code == 2
    assert "/proc/graph: " in error


@pytest.mark.model
def test_a_reader_that_goes_ends_the_command_quietly(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [*KG, "extract", str(articles(tmp_path, 3))], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout and process.stderr
    process.stdout.close()
    error = process.stderr.read()
    assert (process.wait(60), error) == (141, b"")


# Inputs that change under the reader


@pytest.mark.model
def test_files_that_vanish_or_shrink_while_a_folder_is_read_are_problems(tmp_path: Path) -> None:
    from kg.sources import read

    folder = tmp_path / "in"
    folder.mkdir()
    for name in "abc":
        (folder / f"{name}.txt").write_text(f"{name}: {TEXT}")
    found = []
    for each in read([folder]):
        found.append(each)
        (folder / "b.txt").unlink(missing_ok=True)
    assert [getattr(each, "text", "")[:1] for each in found] == ["a", "", "c"]
    assert "No such file" in str(getattr(found[1], "cause", ""))


def test_a_file_cut_off_while_it_is_read_gives_what_was_there(tmp_path: Path) -> None:
    from kg.model import Article
    from kg.sources import read

    path = articles(tmp_path, 5000)
    found = []
    for each in read([path]):
        found.append(each)
        if len(found) == 1:
            os.truncate(path, 300_000)
    assert all(isinstance(each, Article) for each in found[:100])
    assert not isinstance(found[-1], Article) or len(found) < 5000


# Processes killed and interrupted


def children(process: int) -> list[int]:
    try:
        return [int(each) for each in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    except OSError:
        return []


def workers(process: int) -> list[int]:
    return [each for each in children(process) if b"spawn_main" in Path(f"/proc/{each}/cmdline").read_bytes()]


@pytest.mark.model
def test_a_worker_that_is_killed_costs_nothing(tmp_path: Path) -> None:
    given = articles(tmp_path, 60)
    undisturbed = subprocess.run([*KG, "extract", str(given)], capture_output=True, check=True).stdout
    process = subprocess.Popen(
        [*KG, "extract", str(given), "--processes", "2"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout and process.stderr
    deadline = time.monotonic() + 60
    while not (there := workers(process.pid)) and time.monotonic() < deadline:
        time.sleep(0.05)
    os.kill(there[0], signal.SIGKILL)
    out, error = process.communicate(timeout=120)
    assert (process.returncode, error) == (0, b"")
    assert out == undisturbed


DEADLY = """
import os, signal, sys
from kg import pipeline, workers
from kg.model import Article
def end(): os.kill(os.getpid(), signal.SIGKILL)
class Deadly:
    @classmethod
    def load(cls, settings): return cls() if {loads} else end()
    def extract(self, article): return (article, ()) if article.text != "deadly" else end()
workers.Extractor = Deadly
if __name__ == "__main__":
    texts = ["deadly" if n in (3, 41) else f"text {{n}}" for n in range(80)]
    given = [Article(id=str(n), text=text) for n, text in enumerate(texts)]
    try:
        found = list(workers.extract_in_parallel(given, settings=pipeline.Settings(processes=2)))
    except workers.WorkersLost as error:
        sys.exit(str(error))
    print([each.article.id if each.article else each.problem.where + "!" for each in found])
"""


def deadly(tmp_path: Path, *, loads: bool) -> subprocess.CompletedProcess[str]:
    """A run whose workers are killed: by the texts of two articles, or as soon as they load anything; in a process of
    its own, for it starts others."""
    program = tmp_path / "deadly.py"
    program.write_text(DEADLY.format(loads=loads))
    return subprocess.run([sys.executable, str(program)], capture_output=True, text=True, timeout=120)


def test_an_article_that_ends_its_process_is_a_problem_and_the_others_are_read(tmp_path: Path) -> None:
    found = deadly(tmp_path, loads=True).stdout.strip()
    assert found == str([f"{n}!" if n in (3, 41) else str(n) for n in range(80)])


def test_workers_that_end_as_soon_as_they_start_stop_the_run(tmp_path: Path) -> None:
    done = deadly(tmp_path, loads=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.strip().endswith("as soon as they start: free memory, or use --processes 1")


@pytest.mark.model
def test_worker_processes_that_cannot_load_say_why(tmp_path: Path) -> None:
    code, error = kg("extract", articles(tmp_path), "--processes", "2", "--model", "no_such_model")
    assert code == 2
    assert "'no_such_model' cannot be loaded" in error


@pytest.mark.model
@pytest.mark.parametrize("processes", [1, 2])
@pytest.mark.parametrize("wait", [0.6, 4.0])
def test_ctrl_c_leaves_a_whole_archive_and_no_process(tmp_path: Path, processes: int, wait: float) -> None:
    given, archive = articles(tmp_path, 200), tmp_path / "a.kg"
    command = [*KG, "add", str(given), "--archive", str(archive), "--processes", str(processes)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True)
    time.sleep(wait)
    started = workers(process.pid)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to the command and its workers
    _, error = process.communicate(timeout=30)
    if process.returncode == 0:
        pytest.skip("it was done before")
    assert b"Traceback" not in error, error
    assert process.returncode == 130
    assert b"stopped: " in error
    assert [each for each in started if Path(f"/proc/{each}").exists()] == []
    assert not archive.exists() or whole(archive, 0)
    kept = Archive.open(archive).counts()["incoming"] if archive.exists() else 0
    assert kg("add", given, "--archive", archive)[0] == 0
    assert whole(archive, 200)
    assert kept == 0 or wait > 1


@pytest.mark.model
def test_ctrl_c_during_extract_leaves_no_half_file(tmp_path: Path) -> None:
    output = tmp_path / "reports.jsonl"
    output.write_text("from before\n")
    process = subprocess.Popen(
        [*KG, "extract", str(articles(tmp_path, 20_000)), "-o", str(output)], stderr=subprocess.PIPE
    )
    time.sleep(4)
    process.send_signal(signal.SIGINT)
    _, error = process.communicate(timeout=30)
    assert process.returncode == 130
    assert b"stopped: " in error
    assert output.read_text() == "from before\n"
    kept = {".reports.jsonl.mark", ".reports.jsonl.unfinished"}  # what the same command goes on with, if it came so far
    left = {each.name for each in tmp_path.iterdir()} - {"articles.jsonl", "reports.jsonl"}
    assert left in (set(), kept)
    assert bool(left) == (b"goes on where this one was" in error)
