"""The tables, and how an older archive becomes one of today.

``MIGRATIONS[n]`` brings an archive of version n to n + 1; a new file runs them all. The version is SQLite's
``user_version``. What is given: articles, reports, decisions. What is derived of them, and could be made again at
any time: meetings with their parties, actors and places, in columns that the questions need.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from kg.archive.connection import ArchiveError, transaction

APPLICATION = 0x6B67_6172
"""SQLite's application_id: "kgar"."""

_GIVEN = """
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE incoming (       -- extracted, not yet in place: what a killed "add" has done
  id TEXT PRIMARY KEY, digest BLOB NOT NULL, article BLOB NOT NULL, reports BLOB NOT NULL);

CREATE TABLE articles (
  key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
  digest BLOB NOT NULL,       -- of the article as it was given, and of how it was read
  url TEXT, title TEXT, text TEXT NOT NULL, source TEXT, published TEXT, published_from TEXT);
CREATE INDEX articles_by_source ON articles (source);
CREATE VIRTUAL TABLE article_words USING fts5(
  title, text, content='articles', content_rowid='key', tokenize='unicode61 remove_diacritics 2');
CREATE TRIGGER article_added AFTER INSERT ON articles BEGIN
  INSERT INTO article_words (rowid, title, text) VALUES (new.key, new.title, new.text);
END;
CREATE TRIGGER article_removed AFTER DELETE ON articles BEGIN
  INSERT INTO article_words (article_words, rowid, title, text) VALUES ('delete', old.key, old.title, old.text);
END;

CREATE TABLE records (        -- actors as reports and meetings tell of them, each different record once
  key INTEGER PRIMARY KEY, body BLOB NOT NULL);

CREATE TABLE reports (
  key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
  article INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE, body BLOB NOT NULL);
CREATE INDEX reports_by_article ON reports (article);

CREATE TABLE quotes (
  key INTEGER PRIMARY KEY, report INTEGER NOT NULL REFERENCES reports (key) ON DELETE CASCADE,
  field TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, quote TEXT NOT NULL);
CREATE INDEX quotes_by_report ON quotes (report);
CREATE VIRTUAL TABLE quote_words USING fts5(
  quote, content='quotes', content_rowid='key', tokenize='unicode61 remove_diacritics 2');
CREATE TRIGGER quote_added AFTER INSERT ON quotes BEGIN
  INSERT INTO quote_words (rowid, quote) VALUES (new.key, new.quote);
END;
CREATE TRIGGER quote_removed AFTER DELETE ON quotes BEGIN
  INSERT INTO quote_words (quote_words, rowid, quote) VALUES ('delete', old.key, old.quote);
END;

CREATE TABLE decisions (
  one TEXT NOT NULL, other TEXT NOT NULL, judgement TEXT NOT NULL, note TEXT, PRIMARY KEY (one, other)) WITHOUT ROWID;
"""

_DERIVED = """
CREATE TABLE actors (
  key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, label TEXT NOT NULL, kind TEXT NOT NULL, country TEXT,
  body BLOB NOT NULL);
CREATE TABLE names (          -- folded; standing: 0 label, 1 alias, 2 misspelling
  name TEXT NOT NULL, actor INTEGER NOT NULL, standing INTEGER NOT NULL, PRIMARY KEY (name, actor)) WITHOUT ROWID;
CREATE TABLE forms (          -- how articles write an actor: in how many, and some of them
  actor INTEGER NOT NULL, form TEXT NOT NULL, articles INTEGER NOT NULL, examples TEXT NOT NULL,
  PRIMARY KEY (actor, form)) WITHOUT ROWID;

CREATE TABLE places (
  key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, venue TEXT, country TEXT, body BLOB NOT NULL);
CREATE TABLE place_names (name TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (name, place)) WITHOUT ROWID;

CREATE TABLE meetings (       -- narrow, so that all of them are read quickly
  key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, status TEXT NOT NULL, kind TEXT NOT NULL, medium TEXT NOT NULL,
  scope TEXT NOT NULL, first TEXT NOT NULL, last TEXT NOT NULL,     -- days; '' when they are not known
  place INTEGER, country TEXT, confidence REAL NOT NULL, sources INTEGER NOT NULL, reports INTEGER NOT NULL,
  disputed INTEGER NOT NULL, changed TEXT NOT NULL);                -- the latest publication; '' when not known
CREATE INDEX meetings_by_day ON meetings (first, last);
CREATE INDEX meetings_by_place ON meetings (place, first);
CREATE INDEX meetings_by_country ON meetings (country, first);
CREATE INDEX meetings_by_status ON meetings (status, first);
CREATE INDEX meetings_by_change ON meetings (changed);
CREATE INDEX meetings_by_support ON meetings (sources, first);
CREATE INDEX meetings_disputed ON meetings (first) WHERE disputed;
CREATE TABLE meeting_bodies (key INTEGER PRIMARY KEY, digest BLOB NOT NULL, body BLOB NOT NULL);

CREATE TABLE told (meeting INTEGER NOT NULL, report TEXT NOT NULL, PRIMARY KEY (meeting, report)) WITHOUT ROWID;
CREATE INDEX told_by_report ON told (report);

CREATE TABLE parties (        -- direct: 1 it took part itself, 0 somebody acted for it (a state's people)
  actor INTEGER NOT NULL, first TEXT NOT NULL, meeting INTEGER NOT NULL, direct INTEGER NOT NULL,
  status TEXT NOT NULL,       -- of the meeting, so that it need not be looked up
  PRIMARY KEY (actor, first, meeting)) WITHOUT ROWID;
CREATE INDEX parties_by_meeting ON parties (meeting, actor, direct);
CREATE TABLE pairs (          -- who met whom at meetings that were held, both ways round
  actor INTEGER NOT NULL, other INTEGER NOT NULL, first TEXT NOT NULL, meeting INTEGER NOT NULL,
  PRIMARY KEY (actor, other, first, meeting)) WITHOUT ROWID;
CREATE INDEX pairs_by_meeting ON pairs (meeting);
"""

_ELSEWHERE = """
CREATE TABLE elsewhere (      -- other places that some of the articles give for a meeting
  place INTEGER NOT NULL, meeting INTEGER NOT NULL, PRIMARY KEY (place, meeting)) WITHOUT ROWID;
CREATE INDEX elsewhere_by_meeting ON elsewhere (meeting);
INSERT OR IGNORE INTO elsewhere SELECT p.key, b.key
  FROM meeting_bodies b, json_each(CAST(b.body AS TEXT), '$.other_places') e
  JOIN places p ON p.id = json_extract(e.value, '$.id');
"""

_NEAR = """
ALTER TABLE records ADD COLUMN actor TEXT NOT NULL DEFAULT '';      -- the actor's id
UPDATE records SET actor = json_extract(CAST(body AS TEXT), '$.id');
CREATE INDEX records_by_actor ON records (actor);
CREATE TABLE mentioned (      -- records that reports name; party: 1 for who took part, 0 for who was only matched
  record INTEGER NOT NULL, report INTEGER NOT NULL REFERENCES reports (key) ON DELETE CASCADE, party INTEGER NOT NULL,
  PRIMARY KEY (record, report)) WITHOUT ROWID;
CREATE INDEX mentioned_by_report ON mentioned (report);
CREATE INDEX names_by_actor ON names (actor);
CREATE INDEX place_names_by_place ON place_names (place);
CREATE INDEX meetings_by_length ON meetings (julianday(last) - julianday(first));

CREATE TABLE written (        -- how articles write an actor
  actor INTEGER NOT NULL, form TEXT NOT NULL, article INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE,
  PRIMARY KEY (actor, form, article)) WITHOUT ROWID;
CREATE INDEX written_by_article ON written (article);
INSERT OR IGNORE INTO written SELECT a.key, f.value, r.article
  FROM reports r, json_each(CAST(r.body AS TEXT), '$.participants') p
  JOIN records c ON c.key = json_extract(p.value, '$.actor') JOIN actors a ON a.id = c.actor,
  json_each(p.value, '$.forms') f;
DROP TABLE forms;

-- By what linking finds the reports near those that come or go (kg.linking.traces). Days are ordinals.
ALTER TABLE reports ADD COLUMN words INTEGER;       -- the words and parties that copies have in common
CREATE INDEX reports_by_words ON reports (words);
CREATE TABLE traces (
  key INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, own INTEGER NOT NULL,
  report INTEGER NOT NULL REFERENCES reports (key) ON DELETE CASCADE,
  PRIMARY KEY (key, first, last, own, report)) WITHOUT ROWID;
CREATE INDEX traces_by_report ON traces (report);
CREATE TABLE plans (          -- groups of reports that can be plans that were moved, or what became of them
  pair INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, planned INTEGER NOT NULL,
  put_off INTEGER NOT NULL, report INTEGER NOT NULL REFERENCES reports (key) ON DELETE CASCADE);
CREATE INDEX plans_by_first ON plans (pair, first);
CREATE INDEX plans_by_last ON plans (pair, last) WHERE planned;
CREATE INDEX plans_by_report ON plans (report);
CREATE TABLE said (           -- reports that say of what they tell a part
  report INTEGER PRIMARY KEY REFERENCES reports (key) ON DELETE CASCADE, whole TEXT NOT NULL);
CREATE INDEX said_by_whole ON said (whole);
CREATE TABLE circles (        -- meetings that would be parts of a part of theirs
  meeting INTEGER PRIMARY KEY);
"""

MIGRATIONS: tuple[str, ...] = (_GIVEN + _DERIVED, _ELSEWHERE, _NEAR)


def version_of(connection: sqlite3.Connection) -> int:
    """The version of the archive's tables; 0 for an empty file."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def check_version(connection: sqlite3.Connection, path: Path) -> bool:
    """Whether the tables are those of today. Raises ArchiveError for a file of something else or of a newer kg."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    version = version_of(connection)
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if tables and application != APPLICATION:
        raise ArchiveError(f"{path}: this database is no archive of kg: name another file")
    if version > len(MIGRATIONS):
        raise ArchiveError(
            f"{path}: its version is {version}, this kg knows versions up to {len(MIGRATIONS)}: update diplomacy-kg"
        )
    return version == len(MIGRATIONS)


def migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Make the tables, or bring them to today's version, in one transaction; nothing where they are so already."""
    if check_version(connection, path):
        return
    with transaction(connection, writing=True):
        for script in MIGRATIONS[version_of(connection) :]:
            for statement in _statements(script):
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")


def _statements(script: str) -> list[str]:
    """The statements of a script. ``executescript`` would end the transaction before it begins."""
    statements, statement = [], ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            statements.append(statement)
            statement = ""
    return statements
