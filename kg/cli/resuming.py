"""An extraction that goes on where the same command was stopped.

What is written so far stands beside the output, with a mark that says how far it is good: how many inputs were read, a
digest of them, and how many bytes were written. The same command reads those inputs again, without analysing them,
and goes on behind them. Anything else than the same inputs and options begins anew.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from kg.cli.console import fail

if TYPE_CHECKING:
    from kg.model import Article, Problem
    from kg.pipeline import Extraction, Settings

MARK_EVERY = 128
"""Inputs after which the mark is moved: so many at most are analysed twice."""


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """How far a file is good."""

    command: str
    """Digest of what was asked for: inputs, options, version."""
    inputs: int = 0
    """How many articles and problems of inputs were read."""
    read: str = ""
    """Digest of them."""
    written: int = 0
    """Bytes of the reports of those articles."""
    problems: tuple[tuple[str, str, str], ...] = ()
    """Where, cause and remedy of the problems so far."""


def asked_for(inputs: Iterable[str], published: object, settings: Settings) -> str:
    """A digest of everything that decides what is written; the number of processes does not."""
    from importlib.metadata import version

    layers = [(str(path), (state := path.stat()).st_size, state.st_mtime_ns) for path in settings.knowledge]
    model = settings.model or os.environ.get("KG_MODEL")
    told = (version("diplomacy-kg"), model, list(inputs), str(published), layers, replace(settings, processes=1))
    return sha256(repr(told).encode("utf-8", "surrogatepass")).hexdigest()


class Unfinished:
    """The reports of an extraction under way."""

    def __init__(self, path: Path, command: str) -> None:
        """``path`` is the output."""
        self._path = path
        self._reports = path.with_name(f".{path.name}.unfinished")
        self._marks = path.with_name(f".{path.name}.mark")
        self._file = self._opened()
        self._digests: deque[str] = deque()
        """Of the inputs that were handed out and have given nothing yet."""
        self.mark = self._old_mark(command)
        self._inputs, self._read = self.mark.inputs, self.mark.read
        self.problems: list[tuple[str, str, str]] = []
        """Where, cause and remedy of all problems, those of the earlier run included."""

    def _opened(self) -> BinaryIO:
        """The file, for this process alone."""
        file = os.fdopen(os.open(self._reports, os.O_RDWR | os.O_CREAT, 0o666), "r+b")
        try:
            import fcntl
        except ImportError:  # not on Windows
            return file
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            fail(f"{self._path}: another kg extract is writing it: wait for that one, or name another file")
        return file

    def _old_mark(self, command: str) -> Mark:
        """The mark of an earlier run of the same command, or one at the beginning."""
        try:
            mark = msgspec.json.decode(self._marks.read_bytes(), type=Mark)
        except (OSError, msgspec.DecodeError):
            mark = Mark(command="")
        if mark.command == command and mark.written <= os.fstat(self._file.fileno()).st_size:
            return mark
        return Mark(command=command)

    def rest(self, read: Callable[[], Iterator[Article | Problem]]) -> Iterator[Article | Problem]:
        """The inputs that are left to be analysed; ``read`` begins to read all of them."""
        items, digest = read(), ""
        for item in islice(items, self.mark.inputs):
            digest = _digest(digest, item)
        if digest != self.mark.read:  # other articles than then
            self.mark, items, digest = Mark(command=self.mark.command), read(), ""
        self._file.seek(self.mark.written)
        self._file.truncate()
        self._inputs, self._read, self.problems = self.mark.inputs, self.mark.read, list(self.mark.problems)
        return self._noted(items, digest)

    def _noted(self, items: Iterator[Article | Problem], digest: str) -> Iterator[Article | Problem]:
        for item in items:
            digest = _digest(digest, item)
            self._digests.append(digest)
            yield item

    def write(self, done: Extraction, lines: Iterable[bytes]) -> None:
        """Keep what the next input gave."""
        self._file.writelines(lines)
        if done.problem:
            self.problems.append((done.problem.where, done.problem.cause, done.problem.remedy))
        self._inputs, self._read = self._inputs + 1, self._digests.popleft()
        if self._inputs - self.mark.inputs >= MARK_EVERY:
            self._move_mark()

    def _move_mark(self) -> None:
        self._file.flush()
        os.fsync(self._file.fileno())
        aside = self._marks.with_name(self._marks.name + ".part")
        self.mark = Mark(
            command=self.mark.command,
            inputs=self._inputs,
            read=self._read,
            written=self._file.tell(),
            problems=tuple(self.problems),
        )
        aside.write_bytes(msgspec.json.encode(self.mark))
        aside.replace(self._marks)

    def finish(self) -> None:
        """Give the output its name."""
        self._file.close()
        self._reports.replace(self._path)
        self._marks.unlink(missing_ok=True)

    def leave(self) -> None:
        """Stop before all is done. What is not worth going on with does not stay."""
        self._file.close()
        if not self.mark.inputs:
            self._reports.unlink(missing_ok=True)
            self._marks.unlink(missing_ok=True)


def _digest(before: str, item: Article | Problem) -> str:
    return sha256(before.encode() + repr(item).encode("utf-8", "surrogatepass")).hexdigest()


@contextmanager
def resumable(path: Path, command: str) -> Iterator[Unfinished]:
    """The reports of an extraction: the output where the block ends well, else what the same command goes on with."""
    unfinished = Unfinished(path, command)
    try:
        yield unfinished
        unfinished.finish()
    except BaseException:
        unfinished.leave()
        raise
