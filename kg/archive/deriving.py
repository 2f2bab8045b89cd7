"""From the reports in the archive to its meetings, with the tables that the questions are answered from.

Linking sees all reports each time: whether two reports are one meeting depends on the whole set, so linking only what
is near a new article could not be shown to give the same. What is written is only what differs: a meeting's id is made
of its reports, so the meetings of an untouched event stay as they are.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from itertools import permutations

from kg.archive import codec
from kg.archive.articles import StoredArticles, stored_reports
from kg.archive.cast import write_actors, write_places
from kg.archive.codec import Records
from kg.archive.disputes import disputes
from kg.archive.judgements import decisions_of, keep_stand_ins, meeting_judgements
from kg.archive.judging import applied, stand_ins
from kg.graph.findings import sides
from kg.graph.support import witnesses
from kg.linking import link
from kg.model import Meeting, Report

SUPRANATIONAL = {"EU": "org:eu", "UN": "org:un", "NATO": "org:nato"}
"""The organizations that parties act for as for a country."""


def derive(connection: sqlite3.Connection, records: Records) -> None:
    """Make the meetings and all that follows from them what the articles and decisions say. Inside a transaction."""
    extracted = tuple(stored_reports(connection, records))
    decisions = decisions_of(connection)
    one_for_each = stand_ins(extracted, decisions)
    keep_stand_ins(connection, decisions, one_for_each)
    reports = tuple(map(applied(decisions, one_for_each), extracted))
    decided = meeting_judgements(connection, {report.id for report in reports})
    meetings = link(reports, StoredArticles(connection), judgements=decided)
    acting = {code: acting_for(code) for code in sorted(_countries(meetings))}
    actor_keys = write_actors(connection, meetings, reports, besides=acting.values())
    place_keys = write_places(connection, meetings)
    before = _digests(connection)
    for meeting in meetings:
        body = codec.encode(meeting, records)
        digest = codec.digest(body)
        old_key, old_digest = before.pop(meeting.id, (None, b""))
        if digest == old_digest:
            continue
        if old_key is not None:
            _forget(connection, [old_key])
        key = _write_facts(connection, meeting, place_keys[meeting.place.id] if meeting.place else None)
        connection.execute("INSERT INTO meeting_bodies VALUES (?, ?, ?)", (key, digest, body))
        connection.executemany("INSERT INTO told VALUES (?, ?)", [(key, report) for report in meeting.reports])
        elsewhere = sorted({place_keys[place.id] for place in meeting.other_places})
        connection.executemany("INSERT INTO elsewhere VALUES (?, ?)", [(place, key) for place in elsewhere])
        direct = {actor_keys[party.actor.id] for party in meeting.participants}
        through = {actor_keys[acting[code]] for code in sides(meeting.participants)}
        _write_parties(connection, meeting, key, direct, through)
    _forget(connection, [key for key, _ in before.values()])
    connection.execute(
        "INSERT OR REPLACE INTO settings SELECT 'longest', coalesce(max(julianday(last) - julianday(first)), 0)"
        " FROM meetings WHERE last > first"
    )
    told: tuple[Report | Meeting, ...] = (*extracted, *meetings)
    used = {party.actor for item in told for party in item.participants}
    used |= {party.match.actor for item in told for party in item.participants if party.match}
    records.keep_only(used)


def acting_for(code: str) -> str:
    """The id of the actor that a country code stands for."""
    return SUPRANATIONAL.get(code, f"state:{code.lower()}")


def _countries(meetings: Iterable[Meeting]) -> set[str]:
    return {code for meeting in meetings for code in sides(meeting.participants)}


def _digests(connection: sqlite3.Connection) -> dict[str, tuple[int, bytes]]:
    """Key and digest of the meetings that are there, by id."""
    query = "SELECT m.id, m.key, b.digest FROM meetings m JOIN meeting_bodies b ON b.key = m.key"
    return {id_: (key, digest) for id_, key, digest in connection.execute(query)}


def _forget(connection: sqlite3.Connection, keys: Iterable[int]) -> None:
    """Delete meetings with all that hangs on them."""
    rows = [(key,) for key in keys]
    for table in ("pairs", "parties", "told", "elsewhere"):
        connection.executemany(f"DELETE FROM {table} WHERE meeting = ?", rows)
    for table in ("meeting_bodies", "meetings"):
        connection.executemany(f"DELETE FROM {table} WHERE key = ?", rows)


def _write_facts(connection: sqlite3.Connection, meeting: Meeting, place: int | None) -> int:
    published = [claim.published.isoformat() for claim in meeting.history if claim.published]
    values = (
        meeting.id, meeting.status, meeting.kind, meeting.medium, meeting.scope,
        meeting.when.first.isoformat() if meeting.when.first else "",
        meeting.when.last.isoformat() if meeting.when.last else "",
        place, meeting.place.country if meeting.place else None, meeting.confidence,
        witnesses(meeting), len(meeting.reports),
        bool(disputes(meeting)), max(published, default=""),
    )  # fmt: skip
    marks = ", ".join("?" * len(values))
    columns = (
        "id, status, kind, medium, scope, first, last, place, country, confidence, sources, reports, disputed, changed"
    )
    key = connection.execute(f"INSERT INTO meetings ({columns}) VALUES ({marks})", values).lastrowid
    assert key is not None
    return key


def _write_parties(
    connection: sqlite3.Connection, meeting: Meeting, key: int, direct: set[int], through: set[int]
) -> None:
    first = meeting.when.first.isoformat() if meeting.when.first else ""
    connection.executemany(
        "INSERT INTO parties VALUES (?, ?, ?, ?, ?)",
        [(actor, first, key, actor in direct, meeting.status) for actor in sorted(direct | through)],
    )
    if meeting.status == "held":
        met = {*permutations(sorted(direct), 2), *permutations(sorted(through), 2)}
        connection.executemany("INSERT INTO pairs VALUES (?, ?, ?, ?)", [(a, b, first, key) for a, b in sorted(met)])
