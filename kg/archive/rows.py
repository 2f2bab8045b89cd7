"""The rows of a meeting in the tables that the questions are answered from."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from itertools import permutations

from kg.archive.disputes import disputes
from kg.graph.findings import sides
from kg.graph.support import witnesses
from kg.model import Meeting

SUPRANATIONAL = {"EU": "org:eu", "UN": "org:un", "NATO": "org:nato"}
"""The organizations that parties act for as for a country."""


def acting_for(code: str) -> str:
    """The id of the actor that a country code stands for."""
    return SUPRANATIONAL.get(code, f"state:{code.lower()}")


def those_acted_for(meetings: Iterable[Meeting]) -> set[str]:
    """The ids of the actors for whom somebody acts in these meetings: states."""
    return {acting_for(code) for meeting in meetings for code in sides(meeting.participants)}


def write_rows(
    connection: sqlite3.Connection, meeting: Meeting, actors: Mapping[str, int], places: Mapping[str, int]
) -> int:
    """Write all but the body; gives the meeting's key. ``actors`` and ``places`` are the keys of those it names."""
    key = _write_facts(connection, meeting, places[meeting.place.id] if meeting.place else None)
    connection.executemany("INSERT INTO told VALUES (?, ?)", [(key, report) for report in meeting.reports])
    elsewhere = sorted({places[place.id] for place in meeting.other_places})
    connection.executemany("INSERT INTO elsewhere VALUES (?, ?)", [(place, key) for place in elsewhere])
    direct = {actors[party.actor.id] for party in meeting.participants}
    through = {actors[acting_for(code)] for code in sides(meeting.participants)}
    _write_parties(connection, meeting, key, direct, through)
    return key


def keep_longest(connection: sqlite3.Connection) -> None:
    """Keep the days from the first to the last possible one of the meeting that is known least exactly."""
    connection.execute(
        "INSERT OR REPLACE INTO settings"
        " SELECT 'longest', coalesce(max(julianday(last) - julianday(first)), 0) FROM meetings"
    )


def digests(connection: sqlite3.Connection) -> dict[str, tuple[int, bytes]]:
    """Key and digest of the meetings that are there, by id."""
    query = "SELECT m.id, m.key, b.digest FROM meetings m JOIN meeting_bodies b ON b.key = m.key"
    return {id_: (key, digest) for id_, key, digest in connection.execute(query)}


def forget(connection: sqlite3.Connection, keys: Iterable[int]) -> None:
    """Delete meetings with all that hangs on them."""
    rows = [(key,) for key in keys]
    for table in ("pairs", "parties", "told", "elsewhere", "circles"):
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
