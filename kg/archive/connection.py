"""Opening the file, transactions, and what SQLite says of its troubles in words a user can act on."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

PATIENCE = 10.0
"""Seconds to wait for another process that is writing."""

CACHE = 256 * 1024
"""KiB of pages a connection keeps in memory."""


class ArchiveError(Exception):
    """The archive cannot be used; the message names the file, the cause and the remedy."""


def connect(path: Path, *, writing: bool) -> sqlite3.Connection:
    """A connection to the file, which must exist unless ``writing``. Raises ArchiveError."""
    if path.is_dir():
        raise ArchiveError(f"{path} is a folder: name a file in it, {path / 'news.kg'}")
    if not writing and not path.exists():
        raise ArchiveError(f"{path}: there is no archive: make one with: kg add INPUT --archive {path}")
    if not path.parent.is_dir():
        raise ArchiveError(f"{path}: the folder {path.parent} is missing: make it first")
    with plainly(path):
        address = f"{path.absolute().as_uri()}?mode={'rwc' if writing else 'ro'}"
        connection = sqlite3.connect(address, uri=True, isolation_level=None, timeout=PATIENCE)
        try:
            connection.execute(f"PRAGMA cache_size = -{CACHE}")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except BaseException:
            connection.close()
            raise
        return connection


def prepare_writing(connection: sqlite3.Connection) -> None:
    """How an archive is written to; it changes the file, which must be known to be an archive."""
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA secure_delete = ON")  # what is taken back is not left lying in the file
    connection.execute("PRAGMA synchronous = FULL")  # what is done stays done, even when the power fails


@contextmanager
def plainly(path: Path) -> Iterator[None]:
    """Turns what SQLite raises into an ArchiveError that says what to do."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise ArchiveError(f"{path}: {_explained(str(error), path)}") from error
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise ArchiveError(f"{path}: {_explained('malformed', path)}") from error


@contextmanager
def transaction(connection: sqlite3.Connection, *, writing: bool) -> Iterator[None]:
    """All that is done inside takes place together or not at all; what is read inside is of one moment."""
    if _in_transaction(connection):
        yield
        return
    connection.execute("BEGIN IMMEDIATE" if writing else "BEGIN")
    try:
        yield
    except BaseException:
        if _in_transaction(connection):  # SQLite ends it itself when the disk is full
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _in_transaction(connection: sqlite3.Connection) -> bool:
    return connection.in_transaction


def _explained(error: str, path: Path) -> str:
    text = error.casefold()
    if "locked" in text or "busy" in text:
        return "another kg is writing to it: wait until that is done, then do this again"
    if "full" in text:
        return "the disk is full: make room and run the same command again, nothing that was done is lost"
    if "not a database" in text:
        return "this file is no archive: name another file, or make one with: kg add INPUT --archive FILE"
    if "malformed" in text or "corrupt" in text:
        return (
            "the file is damaged: restore it from a copy, or move it away and add the articles again "
            f"(kg archive check {path} says where it is broken)"
        )
    if "readonly" in text or "read-only" in text:
        return "it may not be written to: change its permissions or those of its folder"
    if "unable to open" in text:
        return "it cannot be opened: check its permissions and those of its folder"
    if "disk i/o" in text:
        return "the disk does not answer as it should: check the disk, then run the same command again"
    return f"{error}: check the file with: kg archive check {path}"
