"""The archive as its users see it: open, write, read."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import TracebackType

import msgspec

from kg.archive import articles, codec, integrity, judgements, searching
from kg.archive.changes import Changes
from kg.archive.codec import Records
from kg.archive.connection import ArchiveError, connect, plainly, prepare_writing, transaction
from kg.archive.deriving import derive
from kg.archive.judgements import Decision
from kg.archive.schema import check_version, migrate
from kg.archive.searching import Found
from kg.archive.stored import StoredFindings
from kg.graph.findings import Findings
from kg.model import Actor, Article, Meeting, Place, Report

Change = Callable[[Records, Changes], int | bool | None]
"""What is done to an archive, and how many things it changed."""


class Archive:
    """An open archive. Use it as a context manager, from one thread; each thread or process opens its own.

    One may write while any number read; a reader goes on seeing what was there until the writer is done. All
    methods raise ArchiveError when the file cannot be used.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        """Use ``open`` or ``create``."""
        self.connection = connection
        """For the questions of ``kg.query``: read with it, do not write."""
        self.path = path

    @classmethod
    def open(cls, path: Path | str) -> Archive:
        """An archive that is there, to read from; one of an older version is brought to today's first."""
        path = Path(path)
        connection = connect(path, writing=False)
        with _closing_on_error(connection), plainly(path):
            today = check_version(connection, path)
        if not today:
            connection.close()
            with cls.create(path):
                pass
            connection = connect(path, writing=False)
        return cls(connection, path)

    @classmethod
    def create(cls, path: Path | str, *, lasting: bool = True) -> Archive:
        """An archive to write to, made where there is none.

        One that is not ``lasting`` is for this process alone: quicker, and of no use after a power cut.
        """
        path = Path(path)
        connection = connect(path, writing=True)
        with _closing_on_error(connection), plainly(path):
            check_version(connection, path)
            prepare_writing(connection)
            if not lasting:
                connection.execute("PRAGMA synchronous = OFF")
            migrate(connection, path)
        return cls(connection, path)

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    # Writing

    def given(self, id_: str) -> bytes | None:
        """The digest an article was given with, be it in place or laid aside; None for an unknown one."""
        with plainly(self.path):
            return articles.digest_of(self.connection, id_)

    def lay_aside(self, extracted: Sequence[tuple[Article, Sequence[Report], bytes]]) -> None:
        """Keep articles with their reports and digests, in one transaction, until the next ``settle``."""
        with self._writing():
            for article, reports, digest in extracted:
                articles.lay_aside(self.connection, article, reports, digest=digest)

    def settle(self) -> int:
        """Put what was laid aside in its place and derive the meetings; gives the number of articles."""
        return self._changing(partial(articles.put_in_place, self.connection))

    def remove(self, ids: Sequence[str]) -> int:
        """Take articles back with all that follows from them; gives how many of them were there."""

        def take_back(records: Records, changes: Changes) -> int:
            articles.put_in_place(self.connection, records, changes)
            return articles.remove(self.connection, ids, changes)

        return self._taking_back(take_back)

    def remove_source(self, source: str) -> int:
        """Take back all articles of a publisher; gives how many there were."""

        def take_back(records: Records, changes: Changes) -> int:
            articles.put_in_place(self.connection, records, changes)
            rows = self.connection.execute("SELECT id FROM articles WHERE source = ?", (source,)).fetchall()
            return articles.remove(self.connection, [id_ for (id_,) in rows], changes)

        return self._taking_back(take_back)

    def decide(self, decision: Decision) -> None:
        """Keep a person's decision on two names or reports; the meetings follow. Raises DecisionError when it
        contradicts an earlier one."""

        def keep(_: Records, changes: Changes) -> None:
            changes.deciding(decision.one, decision.other)
            judgements.keep(self.connection, decision)

        self._changing(keep, always=True)

    def undo(self, one: str, other: str) -> bool:
        """Take a decision back; whether there was one."""

        def take_back(_: Records, changes: Changes) -> bool:
            changes.deciding(one, other)
            return judgements.take_back(self.connection, one, other)

        return self._changing(take_back) > 0

    def derive(self) -> None:
        """Derive all meetings anew: after an update of the program."""
        self._changing(partial(articles.put_in_place, self.connection), always=True, whole=True)

    # Reading

    @property
    def store(self) -> Path:
        """The folder beside the archive in which ``kg.sparql`` keeps its statements: news.kg.rdf for news.kg."""
        return self.path.with_name(self.path.name + ".rdf")

    @property
    def revision(self) -> int:
        """A number that grows with every change of what is in place."""
        return int(self._setting("revision") or 0)

    @property
    def longest(self) -> int:
        """Days from the first to the last possible day of the meeting that is known least exactly."""
        return int(float(self._setting("longest") or 0))

    @property
    def identity(self) -> str:
        """What tells this archive from another one that has its name later; "" for one that was never changed."""
        return self._setting("identity") or ""

    def _setting(self, name: str) -> str | None:
        with plainly(self.path):
            row = self.connection.execute("SELECT value FROM settings WHERE name = ?", (name,)).fetchone()
            return str(row[0]) if row else None

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """What is read inside is of one moment, whatever is written meanwhile."""
        with plainly(self.path), transaction(self.connection, writing=False):
            yield

    @contextmanager
    def reading(self, keys: Sequence[int] | None = None) -> Iterator[StoredFindings]:
        """All findings, or the meetings with these keys and what they rest on; read as they are asked for.

        What is read inside is of one moment.
        """
        with self.snapshot():
            yield StoredFindings(self.connection, self._records(), keys)

    def findings(self) -> Findings:
        """All of it in memory."""
        with self.reading() as stored:
            return stored.held()

    @property
    def articles(self) -> Mapping[str, Article]:
        """The articles by id, read when they are asked for."""
        return articles.StoredArticles(self.connection)

    def sources(self) -> dict[str, int]:
        """The publishers and how many articles each has; "" for articles without one."""
        query = "SELECT coalesce(source, ''), count(*) FROM articles GROUP BY 1 ORDER BY 1"
        with plainly(self.path):
            return dict(self.connection.execute(query).fetchall())

    def meetings(self, keys: Sequence[int]) -> tuple[Meeting, ...]:
        """The meetings with these keys, in this order."""
        with self.snapshot():
            records = self._records()
            query = "SELECT body FROM meeting_bodies WHERE key = ?"
            bodies = [self.connection.execute(query, (key,)).fetchone()[0] for key in keys]
            return tuple(codec.decode(body, records, type=Meeting) for body in bodies)

    def reports(self, ids: Sequence[str]) -> tuple[Report, ...]:
        """The reports with these ids that are there, with the decisions applied, in this order."""
        with self.snapshot():
            records = self._records()
            query = "SELECT body FROM reports WHERE id = ?"
            rows = [self.connection.execute(query, (id_,)).fetchone() for id_ in ids]
            everything = partial(articles.stored_reports, self.connection, records)
            apply = judgements.applying(self.connection, everything)
            return tuple(apply(codec.decode(row[0], records, type=Report)) for row in rows if row)

    def actor(self, key: int) -> Actor:
        """The actor with that key, as all articles together tell of it."""
        with plainly(self.path):
            (body,) = self.connection.execute("SELECT body FROM actors WHERE key = ?", (key,)).fetchone()
            return msgspec.json.decode(body, type=Actor)

    def place(self, key: int) -> Place:
        """The place with that key."""
        with plainly(self.path):
            (body,) = self.connection.execute("SELECT body FROM places WHERE key = ?", (key,)).fetchone()
            return msgspec.json.decode(body, type=Place)

    def decisions(self) -> tuple[Decision, ...]:
        """What a person decided about names and reports."""
        with plainly(self.path):
            return judgements.stored_decisions(self.connection)

    def search(self, words: str, *, limit: int = 20) -> tuple[Found, ...]:
        """The articles and quotations with these words, best first. Raises ValueError for no words."""
        with self.snapshot():
            return searching.search(self.connection, words, limit=limit)

    def counts(self) -> dict[str, int]:
        """How much of each there is: articles, reports, meetings, actors, places, decisions, laid aside."""
        tables = ("articles", "reports", "meetings", "actors", "places", "decisions", "incoming")
        with self.snapshot():
            return {t: self.connection.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in tables}

    def check(self) -> tuple[str, ...]:
        """What is wrong with the file or its content; empty when all is well."""
        try:
            with self.snapshot():
                return integrity.check(self.connection, self._records(whole=True))
        except ArchiveError as error:
            return (str(error),)

    def _records(self, *, whole: bool = False) -> Records:
        records = Records(self.connection)
        if whole:
            records.load_all()
        return records

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with plainly(self.path), transaction(self.connection, writing=True):
            yield

    def _taking_back(self, change: Change) -> int:
        """A change after which nothing of what was removed is left: the store for SPARQL is made anew when needed."""
        count = self._changing(change)
        if count:
            shutil.rmtree(self.store, ignore_errors=True)
        return count

    def _changing(self, change: Change, *, always: bool = False, whole: bool = False) -> int:
        """Make a change and derive what follows from it, in one transaction. Nothing changed: nothing derived.

        ``whole``: what follows is looked for everywhere; ``always``: even where nothing changed.
        """
        with self._writing():
            records = self._records()
            changes = Changes(self.connection, records, whole=whole)
            waiting = self.connection.execute("SELECT count(*) FROM incoming").fetchone()[0]
            count = int(change(records, changes) or 0)
            if count or waiting or always:
                derive(self.connection, records, changes)
                self.connection.execute(
                    "INSERT INTO settings VALUES ('revision', 1)"
                    " ON CONFLICT (name) DO UPDATE SET value = CAST(value AS INTEGER) + 1"
                )
                self.connection.execute(
                    "INSERT OR IGNORE INTO settings VALUES ('identity', lower(hex(randomblob(8))))"  # in no output
                )
        return count


@contextmanager
def _closing_on_error(connection: sqlite3.Connection) -> Iterator[None]:
    try:
        yield
    except BaseException:
        connection.close()
        raise
