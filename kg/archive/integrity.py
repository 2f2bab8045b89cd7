"""Whether an archive is whole: the file, the references in it, and that every quotation is where it is said to be."""

from __future__ import annotations

import sqlite3

from kg.archive.articles import StoredArticles, stored_reports
from kg.archive.codec import Records
from kg.model import Report

_MUST_BE_EMPTY = {
    "reports whose article is missing": "SELECT 1 FROM reports WHERE article NOT IN (SELECT key FROM articles)",
    "reports that are in no meeting": "SELECT 1 FROM reports WHERE id NOT IN (SELECT report FROM told)",
    "reports that are in two meetings": "SELECT 1 FROM told GROUP BY report HAVING count(*) > 1",
    "meetings of reports that are missing": "SELECT 1 FROM told WHERE report NOT IN (SELECT id FROM reports)",
    "meetings without a body": "SELECT 1 FROM meetings WHERE key NOT IN (SELECT key FROM meeting_bodies)",
    "bodies without a meeting": "SELECT 1 FROM meeting_bodies WHERE key NOT IN (SELECT key FROM meetings)",
    "parties of missing meetings": "SELECT 1 FROM parties WHERE meeting NOT IN (SELECT key FROM meetings)",
    "parties that are missing actors": "SELECT 1 FROM parties WHERE actor NOT IN (SELECT key FROM actors)",
    "pairs of missing meetings": "SELECT 1 FROM pairs WHERE meeting NOT IN (SELECT key FROM meetings)",
    "other places of missing meetings": "SELECT 1 FROM elsewhere WHERE meeting NOT IN (SELECT key FROM meetings)",
    "other places that are missing": "SELECT 1 FROM elsewhere WHERE place NOT IN (SELECT key FROM places)",
    "meetings at missing places": (
        "SELECT 1 FROM meetings WHERE place IS NOT NULL AND place NOT IN (SELECT key FROM places)"
    ),
    "missing records that reports name": "SELECT 1 FROM mentioned WHERE record NOT IN (SELECT key FROM records)",
    "ways in which missing actors are written": "SELECT 1 FROM written WHERE actor NOT IN (SELECT key FROM actors)",
}


def check(connection: sqlite3.Connection, records: Records) -> tuple[str, ...]:
    """What is wrong, in words; empty when all is well. Reads everything."""
    wrong = [text for (text,) in connection.execute("PRAGMA integrity_check") if text != "ok"]
    wrong += [f"a row of {row[0]} refers to nothing" for row in connection.execute("PRAGMA foreign_key_check")]
    for table in ("article_words", "quote_words"):
        rows = {"article_words": "articles", "quote_words": "quotes"}[table]
        (indexed,) = connection.execute(f"SELECT count(*) FROM {table}_docsize").fetchone()
        (there,) = connection.execute(f"SELECT count(*) FROM {rows}").fetchone()
        if indexed != there:
            wrong.append(f"full text: {indexed} of {there} {rows} are indexed")
    for what, query in _MUST_BE_EMPTY.items():
        (count,) = connection.execute(f"SELECT count(*) FROM ({query})").fetchone()
        if count:
            wrong.append(f"{count} {what}")
    stored = StoredArticles(connection)
    for report in stored_reports(connection, records):
        wrong += _misquoted(report, stored)
    return tuple(wrong)


def _misquoted(report: Report, stored: StoredArticles) -> list[str]:
    article = stored.get(report.document)
    if article is None:
        return [f"report {report.id}: its article {report.document!r} is missing"]
    spans = (*report.evidence, *(span for party in report.participants for span in party.evidence))
    return [
        f"report {report.id}: article {article.id!r} does not say {span.quote!r} at {span.start}..{span.end}"
        for span in spans
        if not span.quotes(article)
    ]
