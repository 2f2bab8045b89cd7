"""What the page shows of an archive, made anew only when the archive has changed."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from kg import query
from kg.archive import Archive, ArchiveError
from kg.page import actor_told, meeting_told, overview, spellings

API = "api/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What was made of one revision."""

    revision: int
    overview: bytes
    packed: bytes
    """The overview, compressed with gzip."""
    actors: Mapping[str, bytes]
    """What is told of each, by id."""


class Shelf:
    """Keeps what takes long to make; a single meeting is read when it is asked for."""

    def __init__(self, archive: Path) -> None:
        self.path = archive
        self._lock = Lock()
        self._made: Made | None = None

    def prepare(self) -> None:
        """Make it while nobody waits for it yet. Whoever asks is told why it cannot be made."""
        with suppress(ArchiveError):
            self.made()

    def made(self) -> Made:
        """All of it, for the archive as it is now."""
        with self._lock, Archive.open(self.path) as archive:
            if self._made is None or archive.revision != self._made.revision:
                self._made = _make(archive)
            return self._made

    def meeting(self, id_: str) -> bytes | None:
        """What is told of the meeting; None where there is none."""
        with Archive.open(self.path) as archive, archive.reading() as findings:
            found = query.meeting_told(archive, id_)
            return meeting_told(found.meeting, findings) if found else None


def _make(archive: Archive) -> Made:
    with archive.reading() as findings:
        revision = archive.revision
        spelt = spellings(findings)
        whole = b"".join(overview(findings, spelt, server=API))
        actors = {id_: actor_told(actor, spelt) for id_, actor in findings.actors().items()}
        return Made(revision=revision, overview=whole, packed=gzip.compress(whole, 5, mtime=0), actors=actors)
