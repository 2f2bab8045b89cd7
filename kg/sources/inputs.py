"""What the user named, opened: files (gzip too), standard input, folders. Nothing is read whole beyond a limit."""

from __future__ import annotations

import gzip
import io
import os
import sys
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from kg.model import Problem

DEFAULT_LIMIT = 50_000_000
"""Bytes; the largest single article."""

CONTAINER_FACTOR = 4
"""A file that holds many articles and must be read whole (JSON, a feed) may be that many times larger."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """An opened input: its name as the user gave it, its bytes (already unpacked), the limit for one article."""

    name: str
    stream: IO[bytes]
    limit: int = DEFAULT_LIMIT

    def read_all(self, *, factor: int = 1, first: bytes = b"") -> bytes | Problem:
        """All bytes, or a Problem when the input is empty, broken or larger than ``factor`` times the limit.

        ``first`` is what was read of it already.
        """
        try:
            data = first + self.stream.read(self.limit * factor + 1)
        except READ_ERRORS as error:
            return broken(self.name, error)
        if len(data) > self.limit * factor:
            return Problem(
                where=self.name,
                cause=f"larger than {self.limit * factor:,} bytes once unpacked",
                remedy="split it; in Python, kg.read takes another limit",
            )
        return empty(self.name) if is_blank(data) else data


READ_ERRORS = (OSError, EOFError, zlib.error)
"""What reading a damaged or unreadable file raises (gzip.BadGzipFile is an OSError)."""


def is_blank(data: bytes) -> bool:
    """Whether nothing is there but space and a byte order mark."""
    return not data[:4].lstrip(b"\xef\xbb\xbf\xff\xfe\0").strip() and not data[4:].strip()


def empty(where: str) -> Problem:
    """The Problem for an input with nothing in it."""
    return Problem(where=where, cause="the file is empty", remedy="leave it out, or fetch it again")


def broken(where: str, error: BaseException) -> Problem:
    """The Problem for a file that cannot be read (on)."""
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error) or type(error).__name__
    return Problem(where=where, cause=f"cannot be read: {reason}", remedy="check that it exists, is whole and readable")


def open_file(path: Path, *, limit: int, unpack: bool = True) -> Input:
    """The file opened; gzip is known by its first bytes, not by its name. Raises OSError."""
    raw = path.open("rb")  # a buffered reader: it can look ahead in a pipe too
    try:
        packed = unpack and raw.peek(2)[:2] == b"\x1f\x8b"
    except BaseException:
        raw.close()
        raise
    stream = gzip.GzipFile(fileobj=raw, mode="rb") if packed else raw
    return Input(name=str(path), stream=cast("IO[bytes]", stream), limit=limit)


def open_standard_input(*, limit: int) -> Input:
    """Standard input, unpacked when it is gzip; its name is "-"."""
    buffered = io.BufferedReader(cast("io.RawIOBase", sys.stdin.buffer), 65536)
    packed = buffered.peek(2)[:2] == b"\x1f\x8b"
    stream = gzip.GzipFile(fileobj=buffered) if packed else buffered
    return Input(name="-", stream=cast("IO[bytes]", stream), limit=limit)


def walk(folder: Path, *, endings: Collection[str]) -> Iterator[Path | Problem]:
    """The files of a folder and its subfolders, sorted by path; hidden ones left out, no folder entered twice.

    Files whose ending is not among ``endings`` are told of in one Problem a folder; a folder that cannot be entered
    and what is no file (a pipe, which may never end) in one each.
    """
    seen: set[str] = set()
    closed: list[OSError] = []
    for root, folders, names in os.walk(folder, followlinks=True, onerror=closed.append):
        real = os.path.realpath(root)
        if real in seen:  # a symbolic link back up the tree
            folders.clear()
            continue
        seen.add(real)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        unknown: list[str] = []
        for name in sorted(name for name in names if not name.startswith(".")):
            path = Path(root) / name
            if ending_of(name, endings) is None:
                unknown.append(name)
            elif path.exists() and not path.is_file():
                yield Problem(where=str(path), cause="a pipe or device, no file", remedy="name it itself to read it")
            else:
                yield path
        if unknown:
            yield Problem(
                where=root,
                cause=f"{len(unknown)} file(s) of unknown kinds skipped, the first {unknown[0]!r}",
                remedy="name a file itself to have it read as text",
            )
    for error in closed:
        yield broken(str(error.filename), error)


def ending_of(name: str, endings: Collection[str]) -> str | None:
    """The ending by which the file's kind is known, without ".gz"."""
    lowered = name.casefold().removesuffix(".gz")
    return next((ending for ending in sorted(endings, key=len, reverse=True) if lowered.endswith(ending)), None)
