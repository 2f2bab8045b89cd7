"""Processes that write to an archive, killed at a random moment; used by the tests and by ``benchmarks/kills.py``."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kg.archive import Archive, add, adding
from kg.graph.findings import Findings
from kg.model import Article
from small_news import SETTINGS, extract, newer, news

Work = Callable[[Path], None]


def before() -> list[Article]:
    """What is in the archive already."""
    return news(24)


def add_more(path: Path) -> None:
    """Adds new articles, new versions of some, and some that are there."""
    adding.AT_ONCE = 3
    changed = [newer(each) if n % 4 == 0 else each for n, each in enumerate(before())]
    with Archive.create(path) as archive:
        add(archive, [*changed, *news(60)[24:]], settings=SETTINGS, extract=extract)


def add_few(path: Path) -> None:
    """Adds so few articles that only what is near them is linked anew."""
    adding.AT_ONCE = 1
    with Archive.create(path) as archive:
        add(archive, [newer(before()[5]), *news(28)[24:]], settings=SETTINGS, extract=extract)


def remove_some(path: Path) -> None:
    """Takes a publisher back."""
    with Archive.create(path) as archive:
        archive.remove_source("Gulf Herald")


WORKS: dict[str, Work] = {"add": add_more, "add a few": add_few, "remove": remove_some}


@dataclass(frozen=True, slots=True, kw_only=True)
class Undisturbed:
    """What a work comes to when nobody disturbs it."""

    start: Path
    """The archive before."""
    findings: Findings
    seconds: float


def undisturbed(name: str, folder: Path) -> Undisturbed:
    """Do the work once, in a process of its own."""
    start, path = folder / f"{name}-start.kg", folder / f"{name}-undisturbed.kg"
    with Archive.create(start) as archive:
        add(archive, before(), settings=SETTINGS, extract=extract)
    shutil.copy(start, path)
    began = time.perf_counter()
    assert _wait(_begin(WORKS[name], path)) == 0
    seconds = time.perf_counter() - began
    with Archive.open(path) as archive:
        return Undisturbed(start=start, findings=archive.findings(), seconds=seconds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What was found after a kill."""

    struck: bool
    """Whether the process was still at work."""
    before: bool
    """Whether the archive was then as before the work; else it was as after it."""
    waiting: int
    """Articles that were laid aside."""


def kill_once(name: str, calm: Undisturbed, path: Path, chance: random.Random) -> Outcome:
    """Begin the work, kill it, look, and do it again to its end. Raises AssertionError when anything is wrong."""
    shutil.copy(calm.start, path)
    process = _begin(WORKS[name], path)
    time.sleep(chance.uniform(0, calm.seconds * 1.05))
    os.kill(process, signal.SIGKILL)
    struck = _wait(process) != 0
    with Archive.open(calm.start) as archive:
        start = archive.findings()
    with Archive.open(path) as archive:
        assert archive.check() == (), "an archive that was killed is whole"
        found, waiting = archive.findings(), archive.counts()["incoming"]
    assert found in (start, calm.findings), "it is as before or as after, never between"
    assert _wait(_begin(WORKS[name], path)) == 0
    with Archive.open(path) as archive:
        assert archive.check() == ()
        assert archive.findings() == calm.findings, "done again, it is as if nobody had disturbed it"
        assert archive.counts()["incoming"] == 0
    for each in path.parent.glob(f"{path.name}*"):
        each.unlink()
    return Outcome(struck=struck, before=found == start, waiting=waiting)


def _begin(work: Work, path: Path) -> int:
    """A process that does the work."""
    process = os.fork()
    if process == 0:
        try:
            work(path)
        except BaseException:  # a child must not go on with the tests
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    return process


def _wait(process: int) -> int:
    _, status = os.waitpid(process, 0)
    return status
