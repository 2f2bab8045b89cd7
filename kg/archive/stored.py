"""The findings of an archive, read from the file as they are asked for: any number of meetings, little memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain, groupby
from operator import itemgetter
from typing import TypeVar

from kg.archive import articles, codec, judgements
from kg.archive.codec import Records
from kg.graph.findings import Cast, Findings, Telling
from kg.model import Actor, Article, Meeting, Place, Report

Item = TypeVar("Item", Meeting, Report, Article)


class StoredFindings:
    """``kg.graph.findings.Readable`` over an archive: all of it, or the meetings with some keys.

    To be used within a snapshot of the archive, by one at a time. A meeting that is part of one outside of the
    chosen ones is given without it.
    """

    def __init__(self, connection: sqlite3.Connection, records: Records, keys: Sequence[int] | None = None) -> None:
        self._connection, self._records, self._some = connection, records, keys is not None
        self._cast: Cast | None = None
        if keys is not None:
            connection.execute("DROP TABLE IF EXISTS temp.chosen")
            connection.execute("CREATE TEMP TABLE chosen (key INTEGER PRIMARY KEY)")
            connection.executemany("INSERT INTO chosen VALUES (?)", ((key,) for key in keys))
        self._judge = judgements.applying(connection, partial(articles.stored_reports, connection, records))

    @property
    def meetings(self) -> Collection[Meeting]:
        """By id."""
        chosen = "WHERE m.key IN temp.chosen" if self._some else ""
        query = f"FROM meetings m JOIN meeting_bodies b ON b.key = m.key {chosen}"
        return _Rows(self._connection, "b.body", query, "m.id", self._meeting)

    @property
    def reports(self) -> Collection[Report]:
        """By id, with the decisions applied."""
        return _Rows(self._connection, "r.body", f"FROM reports r {self._told('r.id')}", "r.id", self._report)

    @property
    def articles(self) -> Collection[Article]:
        """By id."""
        columns = ", ".join(f"a.{name}" for name in articles.FIELDS)
        return _Rows(self._connection, columns, f"FROM articles a {self._telling}", "a.id", articles.as_article)

    def actors(self) -> Mapping[str, Actor]:
        """Every actor by id. What differs between articles (spellings) is put together."""
        return self._gathered().actors()

    def places(self) -> Mapping[str, Place]:
        """Every place by id; of two that differ under one id, the fuller one."""
        return self._gathered().places()

    def reports_of(self, meeting: Meeting) -> tuple[Report, ...]:
        """The reports of a meeting that are there."""
        query = "SELECT body FROM reports WHERE id = ?"
        rows = (self._connection.execute(query, (id_,)).fetchone() for id_ in meeting.reports)
        return tuple(self._report(row) for row in rows if row)

    def article(self, id_: str) -> Article | None:
        """The article with that id; None where there is none."""
        return articles.StoredArticles(self._connection).get(id_)

    def has(self, meeting: str) -> bool:
        """Whether there is a meeting with that id."""
        query = f"SELECT 1 FROM meetings WHERE id = ?{' AND key IN temp.chosen' if self._some else ''}"
        return self._connection.execute(query, (meeting,)).fetchone() is not None

    def tellings(self) -> Iterator[Telling]:
        """Article by article what it says."""
        rows = self._connection.execute(
            f"SELECT a.id, r.id, r.body FROM articles a LEFT JOIN reports r ON r.article = a.key"
            f" {self._told('r.id', 'AND')} {self._telling} ORDER BY a.id, r.id"
        )
        for id_, group in groupby(rows, key=itemgetter(0)):
            told = [(report, body) for _, report, body in group if report is not None]
            yield Telling(
                document=id_,
                article=self.article(id_),
                reports=tuple(self._report((body,)) for _, body in told),
                about=tuple(self._about(report) for report, _ in told),
            )

    def held(self) -> Findings:
        """The same in memory."""
        return Findings(meetings=tuple(self.meetings), reports=tuple(self.reports), articles=tuple(self.articles))

    def _told(self, report: str, word: str = "WHERE") -> str:
        """The condition that a chosen meeting rests on the report."""
        chosen = "SELECT report FROM told WHERE meeting IN temp.chosen"
        return f"{word} {report} IN ({chosen})" if self._some else ""

    @property
    def _telling(self) -> str:
        """The condition that an article tells of a chosen meeting."""
        return f"WHERE a.key IN (SELECT article FROM reports x {self._told('x.id')})" if self._some else ""

    def _about(self, report: str) -> str | None:
        query = "SELECT m.id FROM told t JOIN meetings m ON m.key = t.meeting WHERE t.report = ?"
        row = self._connection.execute(query, (report,)).fetchone()
        return row[0] if row else None

    def _meeting(self, row: Sequence[bytes]) -> Meeting:
        meeting = codec.decode(row[0], self._records, type=Meeting)
        outside = self._some and meeting.part_of is not None and not self.has(meeting.part_of)
        return replace(meeting, part_of=None) if outside else meeting

    def _report(self, row: Sequence[bytes]) -> Report:
        return self._judge(codec.decode(row[0], self._records, type=Report))

    def _gathered(self) -> Cast:
        if self._cast is None:
            self._cast = Cast()
            for item in chain[Meeting | Report](self.meetings, self.reports):
                self._cast.take(item)
        return self._cast


class _Rows(Collection[Item]):
    """What a query finds, made of its rows each time one goes through it."""

    def __init__(
        self, connection: sqlite3.Connection, columns: str, query: str, order: str, make: Callable[..., Item]
    ) -> None:
        self._connection = connection
        self._columns, self._query, self._order = columns, query, order
        self._make: Callable[..., Item] = make

    def __iter__(self) -> Iterator[Item]:
        for row in self._connection.execute(f"SELECT {self._columns} {self._query} ORDER BY {self._order}"):
            yield self._make(row)

    def __len__(self) -> int:
        (count,) = self._connection.execute(f"SELECT count(*) {self._query}").fetchone()
        return int(count)

    def __contains__(self, item: object) -> bool:
        return any(each == item for each in self)
