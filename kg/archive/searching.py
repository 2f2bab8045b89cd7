"""Full text search over articles and the quotations that meetings rest on."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from typing import Literal

RANKED = 20_000
"""Hits that are ranked."""
_WORD = re.compile(r'"[^"]*"|[^\s"]+')


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A hit: an article, or a quotation with the meeting it tells of."""

    where: Literal["article", "evidence"]
    article: str
    """Id of the article."""
    title: str | None
    published: str | None
    source: str | None
    meeting: str | None
    """Id of the meeting; None for an article."""
    snippet: str
    """Words around the hit, the found ones between "[" and "]"."""


def search(connection: sqlite3.Connection, words: str, *, limit: int) -> tuple[Found, ...]:
    """Articles first, then quotations, best first. All words must be there; "..." is a phrase, foo* a beginning.

    Words that are in more than ``RANKED`` articles tell little apart: then the order is that of adding.
    """
    query = _fts(words)
    by_article, by_quote = (_order(connection, table, query) for table in ("article_words", "quote_words"))
    found_articles = connection.execute(
        "SELECT 'article', a.id, a.title, a.published, a.source, NULL,"
        " snippet(article_words, -1, '[', ']', '…', 24)"
        " FROM article_words JOIN articles a ON a.key = article_words.rowid"
        f" WHERE article_words MATCH ? ORDER BY {by_article} LIMIT ?",
        (query, limit),
    ).fetchall()
    found_quotes = connection.execute(
        "SELECT 'evidence', a.id, a.title, a.published, a.source, m.id,"
        " highlight(quote_words, 0, '[', ']')"
        " FROM quote_words JOIN quotes q ON q.key = quote_words.rowid JOIN reports r ON r.key = q.report"
        " JOIN articles a ON a.key = r.article LEFT JOIN told t ON t.report = r.id LEFT JOIN meetings m"
        f" ON m.key = t.meeting WHERE quote_words MATCH ? ORDER BY {by_quote} LIMIT ?",
        (query, limit),
    ).fetchall()
    return tuple(
        Found(where=where, article=id_, title=title, published=day, source=source, meeting=meeting, snippet=snippet)
        for where, id_, title, day, source, meeting, snippet in (*found_articles, *found_quotes)
    )


def _order(connection: sqlite3.Connection, table: str, query: str) -> str:
    counted = f"SELECT count(*) FROM (SELECT 1 FROM {table} WHERE {table} MATCH ? LIMIT {RANKED + 1})"
    (count,) = connection.execute(counted, (query,)).fetchone()
    if count > RANKED:
        return f"{table}.rowid"
    return "rank, a.id" if table == "article_words" else "rank, a.id, q.start"


def _fts(words: str) -> str:
    """The user's words as an FTS5 query that is never a syntax error."""
    terms = []
    plain = words.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")
    for word in _WORD.findall(plain):
        bare = word.strip('"')
        beginning = word.endswith("*") and not word.startswith('"')
        bare = bare.rstrip("*") if beginning else bare
        if any(character.isalnum() for character in bare):
            terms.append(f'"{bare}"{" *" if beginning else ""}')
    if not terms:
        raise ValueError(f'{words!r} has no word to look for: give one, such as ceasefire or "peace talks"')
    return " ".join(terms)
