"""The statements of an archive in a store beside it, for SPARQL."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from io import BufferedReader, RawIOBase
from itertools import islice
from pathlib import Path
from typing import Any

from kg.archive import Archive
from kg.archive.connection import ArchiveError
from kg.graph.terms import DEFAULT_BASE

AT_ONCE = 100
"""Lines that are made at once."""
MARK = "made-of.txt"
"""The file in the store that says of which archive, in which state, and under which base IRI it was made."""


def store_of(archive: Archive, *, base: str = DEFAULT_BASE) -> Path:
    """The folder of the store, made or made anew when it is not of the archive as it is now.

    It lies beside the archive: ``news.kg.rdf`` for ``news.kg``. Raises ArchiveError when it cannot be written.
    """
    folder = archive.store
    with archive.snapshot():
        mark = f"{archive.identity} {archive.revision} {base}"
        if (folder / MARK).is_file() and (folder / MARK).read_text("utf-8") == mark:
            return folder
        aside = folder.with_name(f"{folder.name}.{os.getpid()}.part")
        try:
            shutil.rmtree(aside, ignore_errors=True)
            _fill(archive, aside, base)
            (aside / MARK).write_text(mark, encoding="utf-8")
            shutil.rmtree(folder, ignore_errors=True)
            aside.rename(folder)
        except OSError as error:
            reason = error.strerror or str(error)
            raise ArchiveError(
                f"{folder}: the store for SPARQL cannot be written: {reason}: make room there"
            ) from error
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    return folder


def _fill(archive: Archive, folder: Path, base: str) -> None:
    from pyoxigraph import RdfFormat, Store

    from kg.exporters.lines import nquads

    folder.mkdir(parents=True)
    store = Store(str(folder / "store"))
    with archive.reading() as findings:
        lines = BufferedReader(_Lines(nquads(findings, base=base)), AT_ONCE * 1000)
        store.bulk_load(input=lines, format=RdfFormat.N_QUADS)
    store.optimize()
    store.flush()


class _Lines(RawIOBase):
    """Lines as a file to read, made as they are read: a real one would take as much room as the store again."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # whatever can be written to
        """Fill the buffer, or a part of it; gives how many bytes, 0 at the end."""
        if not self._left:
            self._left = "".join(islice(self._lines, AT_ONCE)).encode("utf-8", "replace")
        room = memoryview(buffer)
        part, self._left = self._left[: len(room)], self._left[len(room) :]
        room[: len(part)] = part
        return len(part)
