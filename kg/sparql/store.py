"""The statements of an archive in a store beside it, for SPARQL."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from kg.archive import Archive
from kg.archive.connection import ArchiveError
from kg.graph.terms import DEFAULT_BASE

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

    from kg.exporters import export

    folder.mkdir(parents=True)
    with archive.reading() as findings:
        (lines,) = export(findings, folder, ["nquads"], base=base)
    store = Store(str(folder / "store"))
    store.bulk_load(path=str(lines), format=RdfFormat.N_QUADS)
    store.optimize()
    store.flush()
    del store  # closes it
    lines.unlink()
