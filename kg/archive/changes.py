"""What comes and goes in one change of an archive, and whether only what is near it need be derived anew."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from kg.archive.codec import Records
from kg.archive.judgements import judged_there
from kg.archive.nearby import Nearby

MOST = 0.05
"""Share of the reports up to which a change is derived from what is near it: else deriving all is quicker."""
ALWAYS = 20
"""So many reports are always few."""


class Changes:
    """Is told which articles leave and which reports arrive (``kg.archive.articles``), as that happens."""

    def __init__(self, connection: sqlite3.Connection, records: Records, *, whole: bool = False) -> None:
        self._connection, self._records = connection, records
        self._left = max(ALWAYS, MOST * self._count("SELECT count(*) FROM reports"))
        self._decided = self._count("SELECT count(*) FROM decisions") > 0
        self.whole = whole or not linked_by_these_rules(connection) or _names_are_decided(connection)
        """Whether all must be derived: after many changes, after those of the rules, where names are decided on."""
        self.came: set[int] = set()
        """Reports that arrived, by key."""
        self.near: set[int] = set()
        """Reports that stay and were near those that left."""
        self.meetings: set[int] = set()
        """Keys of the meetings that were told of by those that left."""
        self.records: set[int] = set()
        """Keys of the records that they named."""

    def leaving(self, articles: Sequence[str]) -> None:
        """The articles with these ids, if they are there, are about to be deleted."""
        if self.whole:
            return
        going = {
            key
            for id_ in articles
            for (key,) in self._connection.execute(
                "SELECT r.key FROM reports r JOIN articles a ON a.key = r.article WHERE a.id = ?", (id_,)
            )
        }
        for key in going:
            self._counted(key)
        if going and not self.whole:
            near = Nearby(self._connection, self._records, judged_there(self._connection), without=self.came)
            self.near = (self.near | near.around(going - self.came)) - going
            self.came -= going
            for key in going:
                self.meetings |= self._keys("told t JOIN reports r ON r.id = t.report", "t.meeting", "r.key", key)
                self.records |= self._keys("mentioned", "record", "report", key)

    def arrived(self, report: int) -> None:
        """A report was written under this key."""
        if not self.whole:
            self.came.add(report)
            self._counted(report)

    def deciding(self, one: str, other: str) -> None:
        """A decision on these two is about to be kept or taken back."""
        keys = [
            key
            for id_ in (one, other)
            for (key,) in self._connection.execute("SELECT key FROM reports WHERE id = ?", (id_,))
        ]
        self.whole = self.whole or len(keys) < 2  # names: what follows from that may be anywhere
        if not self.whole:
            near = Nearby(self._connection, self._records, judged_there(self._connection), without=self.came)
            self.near |= near.around(keys)

    def _counted(self, report: int) -> None:
        self._left -= 1
        if self._left < 0:
            self.whole = True
        elif self._decided:
            query = "SELECT count(*) FROM decisions d JOIN reports r ON r.id IN (d.one, d.other) WHERE r.key = ?"
            self.whole = self.whole or self._count(query, report) > 0

    def _count(self, query: str, *values: int) -> int:
        return int(self._connection.execute(query, values).fetchone()[0])

    def _keys(self, table: str, column: str, by: str, value: int) -> set[int]:
        return {key for (key,) in self._connection.execute(f"SELECT {column} FROM {table} WHERE {by} = ?", (value,))}


def linked_by_these_rules(connection: sqlite3.Connection) -> bool:
    """Whether the meetings were derived by the rules of this program, with all by which near ones are found."""
    row = connection.execute("SELECT value FROM settings WHERE name = 'rules'").fetchone()
    return row is not None and row[0] == rules()


@cache
def rules() -> str:
    """What tells the rules of linking from those of another version of the program."""
    code = sorted((each.name, each.read_bytes()) for each in files("kg.linking").iterdir() if each.name.endswith(".py"))
    return hashlib.blake2b(repr(code).encode(), digest_size=16).hexdigest()


def _names_are_decided(connection: sqlite3.Connection) -> bool:
    """Whether a person decided on names, or on reports that are not there: what follows from that may be anywhere."""
    there = "SELECT id FROM reports"
    query = f"SELECT 1 FROM decisions WHERE one NOT IN ({there}) OR other NOT IN ({there}) LIMIT 1"
    return connection.execute(query).fetchone() is not None
