"""What is given to the archive: articles with their reports, laid aside, put in place, taken back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

import msgspec

from kg.archive import codec
from kg.archive.codec import Records
from kg.linking.traces import words_said
from kg.model import Article, Report


class Change(Protocol):
    """Who wants to know which articles come and go (``kg.archive.changes``)."""

    def leaving(self, articles: Sequence[str]) -> None:
        """The articles with these ids, if they are there, are about to be deleted."""

    def arrived(self, report: int) -> None:
        """A report was written under this key."""


COLUMNS = "id, url, title, text, source, published, published_from"
FIELDS = COLUMNS.split(", ")


def digest_of(connection: sqlite3.Connection, id_: str) -> bytes | None:
    """The digest the article was given with, whether it is in place or laid aside; None for an unknown one."""
    for table in ("incoming", "articles"):
        row = connection.execute(f"SELECT digest FROM {table} WHERE id = ?", (id_,)).fetchone()
        if row is not None:
            return bytes(row[0])
    return None


def lay_aside(connection: sqlite3.Connection, article: Article, reports: Sequence[Report], *, digest: bytes) -> None:
    """Keep an article and its reports until ``put_in_place``; a version laid aside earlier is replaced."""
    connection.execute(
        "INSERT OR REPLACE INTO incoming VALUES (?, ?, ?, ?)",
        (article.id, digest, codec.pack(article), codec.pack(tuple(reports))),
    )


def put_in_place(connection: sqlite3.Connection, records: Records, change: Change) -> int:
    """All that was laid aside replaces what the archive had of the same articles; gives how many there were."""
    ids = [id_ for (id_,) in connection.execute("SELECT id FROM incoming ORDER BY id")]
    change.leaving(ids)
    for id_ in ids:
        query = "SELECT digest, article, reports FROM incoming WHERE id = ?"
        digest, article, reports = connection.execute(query, (id_,)).fetchone()
        connection.execute("DELETE FROM articles WHERE id = ?", (id_,))
        _insert(connection, codec.unpack_article(article), codec.unpack_reports(reports), digest, records, change)
    connection.execute("DELETE FROM incoming")
    return len(ids)


def remove(connection: sqlite3.Connection, ids: Sequence[str], change: Change) -> int:
    """Delete the articles with all they say; gives how many there were. Their words leave the indexes too."""
    change.leaving(ids)
    count = connection.executemany("DELETE FROM articles WHERE id = ?", [(id_,) for id_ in ids]).rowcount
    if count > 0:
        for table in ("article_words", "quote_words"):
            connection.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")
    return max(0, count)


def _insert(
    connection: sqlite3.Connection,
    article: Article,
    reports: Sequence[Report],
    digest: bytes,
    records: Records,
    change: Change,
) -> None:
    published = article.published.isoformat() if article.published else None
    values = (article.id, digest, article.url, article.title, article.text, article.source, published)
    article_key = connection.execute(
        "INSERT INTO articles (id, digest, url, title, text, source, published, published_from)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (*values, article.published_from),
    ).lastrowid
    for report in reports:
        report_key = connection.execute(
            "INSERT INTO reports (id, article, body) VALUES (?, ?, ?)",
            (report.id, article_key, codec.encode(report, records)),
        ).lastrowid
        assert report_key is not None
        connection.executemany(
            'INSERT INTO quotes (report, field, start, "end", quote) VALUES (?, ?, ?, ?, ?)',
            [(report_key, span.field, span.start, span.end, span.quote) for span in report.evidence],
        )
        note(connection, report_key, report, records)
        change.arrived(report_key)


def note(connection: sqlite3.Connection, key: int, report: Report, records: Records) -> None:
    """Keep what a report is found by: whom it names, what it says it is a part of, the words that copies share."""
    named = {records.key(party.match.actor): False for party in report.participants if party.match}
    named |= {records.key(party.actor): True for party in report.participants}
    rows = [(record, key, party) for record, party in sorted(named.items())]
    connection.executemany("INSERT OR REPLACE INTO mentioned VALUES (?, ?, ?)", rows)
    if report.part_of is not None:
        connection.execute("INSERT OR REPLACE INTO said VALUES (?, ?)", (key, report.part_of))
    connection.execute("UPDATE reports SET words = ? WHERE key = ?", (words_said(report), key))


class StoredArticles(Mapping[str, Article]):
    """The articles by id, read from the file when they are asked for, in the order of ids."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def __getitem__(self, id_: str) -> Article:
        row = self._connection.execute(f"SELECT {COLUMNS} FROM articles WHERE id = ?", (id_,)).fetchone()
        if row is None:
            raise KeyError(id_)
        return as_article(row)

    def __iter__(self) -> Iterator[str]:
        return (id_ for (id_,) in self._connection.execute("SELECT id FROM articles ORDER BY id"))

    def __len__(self) -> int:
        (count,) = self._connection.execute("SELECT count(*) FROM articles").fetchone()
        return int(count)

    def __contains__(self, id_: object) -> bool:
        return self._connection.execute("SELECT 1 FROM articles WHERE id = ?", (id_,)).fetchone() is not None


def stored_reports(connection: sqlite3.Connection, records: Records) -> Iterator[Report]:
    """Every report as extracted, in the order of ids."""
    for (body,) in connection.execute("SELECT body FROM reports ORDER BY id"):
        yield codec.decode(body, records, type=Report)


def as_article(row: Sequence[str | None]) -> Article:
    """The article of a row of ``COLUMNS``."""
    return msgspec.convert(dict(zip(FIELDS, row, strict=True)), Article)
