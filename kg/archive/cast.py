"""The actors and places of an archive as tables: one row each, however many articles tell of them, and their names."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

import msgspec

from kg.graph.findings import actors_of, fullness, one_of, places_of
from kg.knowledge import fold, shipped
from kg.model import Actor, Meeting, Place, Report

NAMES = {"actors": "names", "places": "place_names"}
"""The tables in which the rows of these are found by name."""


def write_actors(
    connection: sqlite3.Connection, meetings: Sequence[Meeting], reports: Sequence[Report], *, besides: Iterable[str]
) -> dict[str, int]:
    """Make the tables of actors, names and forms anew where they differ; gives the actors' keys by id.

    ``besides`` are ids of actors that are there only because somebody acts for them: states.
    """
    everybody = actors_of(meetings, reports)
    for id_ in besides:
        if id_ not in everybody:
            everybody[id_] = _known(id_)
    keys = _write(connection, "actors", everybody)
    connection.execute("DELETE FROM written")
    for report in reports:
        write_forms(connection, report, keys)
    return keys


def write_places(connection: sqlite3.Connection, meetings: Sequence[Meeting]) -> dict[str, int]:
    """The same for places."""
    return _write(connection, "places", places_of(meetings, ()))


def renew_actors(connection: sqlite3.Connection, ids: Iterable[str], *, acted_for: Collection[str]) -> dict[str, int]:
    """The same for some actors; ``acted_for`` are ids of those that are there at least because somebody acts for them.

    Gives the keys of those that are there.
    """
    keys: dict[str, int] = {}
    for id_ in sorted(ids):
        key, _ = _row(connection, "actors", id_)
        actor = _told_of(connection, id_)
        if actor is None and (id_ in acted_for or _acted_for(connection, key)):
            actor = _known(id_)
        if (key := _renew(connection, "actors", id_, actor)) is not None:
            keys[id_] = key
    return keys


def _told_of(connection: sqlite3.Connection, id_: str) -> Actor | None:
    """What all reports together tell of an actor."""
    query = (
        "SELECT c.body FROM records c WHERE c.actor = ?"
        " AND EXISTS (SELECT 1 FROM mentioned m WHERE m.record = c.key AND m.party)"
    )
    records = [msgspec.json.decode(body, type=Actor) for (body,) in connection.execute(query, (id_,))]
    return one_of(records) if records else None


def _acted_for(connection: sqlite3.Connection, key: int | None) -> bool:
    return connection.execute("SELECT 1 FROM parties WHERE actor = ? LIMIT 1", (key,)).fetchone() is not None


def renew_places(
    connection: sqlite3.Connection, places: Mapping[str, Sequence[Place]], told: Callable[[int], Iterable[Meeting]]
) -> dict[str, int]:
    """The same for some places: by id, what new meetings tell of each. ``told`` gives the other meetings at a key's.

    Gives the keys of those that are there.
    """
    keys: dict[str, int] = {}
    for id_, new in sorted(places.items()):
        key, body = _row(connection, "places", id_)
        others = () if key is None else (p for m in told(key) for p in (m.place, *m.other_places) if p and p.id == id_)
        place = _fullest(new, others, None if key is None else msgspec.json.decode(body, type=Place))
        if (key := _renew(connection, "places", id_, place)) is not None:
            keys[id_] = key
    return keys


def _fullest(new: Sequence[Place], others: Iterable[Place], before: Place | None) -> Place | None:
    """What meetings tell of a place: the fullest. That of the others is at most as full as what was there before."""
    found = max(new, key=fullness, default=None)
    if before is not None and (found is None or fullness(found) < fullness(before)):
        for other in others:
            if found is None or fullness(found) < fullness(other):
                found = other
            if found == before:
                break
    return found


def _known(id_: str) -> Actor:
    try:
        return shipped().actor(id_)
    except KeyError:
        kind, _, code = id_.partition(":")
        state = kind == "state"
        return Actor(id=id_, label=code.upper(), kind="state" if state else "organization", country=code.upper())


def write_forms(connection: sqlite3.Connection, report: Report, keys: Mapping[str, int]) -> None:
    """How an article writes each actor. Several reports of one article count once."""
    connection.executemany(
        "INSERT OR IGNORE INTO written SELECT ?, ?, key FROM articles WHERE id = ?",
        [(keys[party.actor.id], form, report.document) for party in report.participants for form in party.forms],
    )


# Rows


def _write(connection: sqlite3.Connection, table: str, wanted: Mapping[str, Actor | Place]) -> dict[str, int]:
    """Make the rows of actors or places anew where they differ; gives the keys by id."""
    bodies = {id_: msgspec.json.encode(each) for id_, each in wanted.items()}
    keys, changed = _keep_same(connection, table, bodies)
    for id_ in sorted(changed, key=lambda id_: (id_ not in keys, id_)):  # kept keys first, or new rows take them
        keys[id_] = _insert(connection, table, keys.get(id_), wanted[id_], bodies[id_])
    connection.execute(f"DELETE FROM {NAMES[table]}")
    for id_, each in wanted.items():
        _write_names(connection, each, keys[id_])
    return keys


def _keep_same(
    connection: sqlite3.Connection, table: str, bodies: Mapping[str, bytes]
) -> tuple[dict[str, int], Collection[str]]:
    """Deletes the rows that are not wanted like that; gives the keys that stay valid, and the ids to be written.

    An actor or place keeps its key for as long as it is there, because unchanged meetings go on naming it.
    """
    keys: dict[str, int] = {}
    same: set[str] = set()
    gone: list[tuple[int]] = []
    for key, id_, body in connection.execute(f"SELECT key, id, body FROM {table}"):
        if id_ in bodies:
            keys[id_] = key
        if bodies.get(id_) == body:
            same.add(id_)
        else:
            gone.append((key,))
    connection.executemany(f"DELETE FROM {table} WHERE key = ?", gone)
    return keys, bodies.keys() - same


def _row(connection: sqlite3.Connection, table: str, id_: str) -> tuple[int | None, bytes]:
    """Key and body of the row of an actor or place; None and nothing where there is none."""
    row = connection.execute(f"SELECT key, body FROM {table} WHERE id = ?", (id_,)).fetchone()
    return row or (None, b"")


def _renew(connection: sqlite3.Connection, table: str, id_: str, wanted: Actor | Place | None) -> int | None:
    """Make the row of an actor or place what is wanted, with its names; gives its key, None where none is wanted."""
    key, before = _row(connection, table, id_)
    body = b"" if wanted is None else msgspec.json.encode(wanted)
    if body == before:
        return key
    if key is not None:
        owner = table.removesuffix("s")
        connection.execute(f"DELETE FROM {NAMES[table]} WHERE {owner} = ?", (key,))
        connection.execute(f"DELETE FROM {table} WHERE key = ?", (key,))
    if wanted is None:
        return None
    key = _insert(connection, table, key, wanted, body)
    _write_names(connection, wanted, key)
    return key


def _insert(connection: sqlite3.Connection, table: str, key: int | None, each: Actor | Place, body: bytes) -> int:
    """Write a row, under its old key where it has one; gives the key."""
    found_by = (each.label, each.kind) if isinstance(each, Actor) else (each.name, each.venue)
    row = (key, each.id, *found_by, each.country, body)
    written = connection.execute(f"INSERT INTO {table} VALUES (?, ?, ?, ?, ?, ?)", row).lastrowid
    assert written is not None
    return written


def _write_names(connection: sqlite3.Connection, each: Actor | Place, key: int) -> None:
    """Write by which names, folded, an actor or place is found."""
    if isinstance(each, Place):
        called = {fold(name) for name in (each.name, each.venue) if name}
        connection.executemany("INSERT INTO place_names VALUES (?, ?)", [(name, key) for name in sorted(called)])
        return
    standing: dict[str, int] = {}
    for number, names in enumerate(((each.label,), each.aliases, each.misspellings)):
        for name in names:
            standing.setdefault(fold(name), number)
    rows = [(name, key, number) for name, number in sorted(standing.items())]
    connection.executemany("INSERT INTO names VALUES (?, ?, ?)", rows)
