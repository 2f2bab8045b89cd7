"""The actors and places of an archive as tables: one row each, however many articles tell of them, and their names."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec

from kg.graph.findings import actors_of, places_of
from kg.knowledge import fold, shipped
from kg.model import Actor, Meeting, Place, Report

Columns = tuple[str, str | None, str | None]
"""What a row can be looked up by, between its id and its body."""
EXAMPLES = 5
"""Articles that are named for each way an actor is written."""


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
    columns = {id_: (each.label, each.kind, each.country) for id_, each in everybody.items()}
    keys = _write(connection, "actors", everybody, columns)
    _write_names(connection, everybody, keys)
    _write_forms(connection, reports, keys)
    return keys


def write_places(connection: sqlite3.Connection, meetings: Sequence[Meeting]) -> dict[str, int]:
    """The same for places."""
    everywhere = places_of(meetings, ())
    columns = {id_: (each.name, each.venue, each.country) for id_, each in everywhere.items()}
    keys = _write(connection, "places", everywhere, columns)
    connection.execute("DELETE FROM place_names")
    rows = sorted({(fold(name), keys[id_]) for id_, place in everywhere.items() for name in _called(place)})
    connection.executemany("INSERT INTO place_names VALUES (?, ?)", rows)
    return keys


def _known(id_: str) -> Actor:
    try:
        return shipped().actor(id_)
    except KeyError:
        kind, _, code = id_.partition(":")
        state = kind == "state"
        return Actor(id=id_, label=code.upper(), kind="state" if state else "organization", country=code.upper())


def _write(
    connection: sqlite3.Connection, table: str, wanted: Mapping[str, Actor | Place], columns: Mapping[str, Columns]
) -> dict[str, int]:
    """Make the rows of actors or places anew where they differ; gives the keys by id."""
    bodies = {id_: msgspec.json.encode(each) for id_, each in wanted.items()}
    keys, changed = _keep_same(connection, table, bodies)
    for id_ in sorted(changed, key=lambda id_: (id_ not in keys, id_)):  # kept keys first, or new rows take them
        row = (keys.get(id_), id_, *columns[id_], bodies[id_])
        key = connection.execute(f"INSERT INTO {table} VALUES (?, ?, ?, ?, ?, ?)", row).lastrowid
        assert key is not None
        keys[id_] = key
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


def _write_names(connection: sqlite3.Connection, everybody: Mapping[str, Actor], keys: Mapping[str, int]) -> None:
    standing: dict[tuple[str, int], int] = {}
    for id_, actor in everybody.items():
        for number, names in enumerate(((actor.label,), actor.aliases, actor.misspellings)):
            for name in names:
                standing.setdefault((fold(name), keys[id_]), number)
    connection.execute("DELETE FROM names")
    rows = [(name, key, number) for (name, key), number in sorted(standing.items())]
    connection.executemany("INSERT INTO names VALUES (?, ?, ?)", rows)


def _write_forms(connection: sqlite3.Connection, reports: Iterable[Report], keys: Mapping[str, int]) -> None:
    """How articles write each actor. Several reports of one article count once."""
    documents: defaultdict[tuple[int, str], set[str]] = defaultdict(set)
    for report in reports:
        for party in report.participants:
            for form in party.forms:
                documents[keys[party.actor.id], form].add(report.document)
    connection.execute("DELETE FROM forms")
    connection.executemany(
        "INSERT INTO forms VALUES (?, ?, ?, ?)",
        [
            (actor, form, len(found), msgspec.json.encode(sorted(found)[:EXAMPLES]).decode())
            for (actor, form), found in sorted(documents.items())
        ],
    )


def _called(place: Place) -> Iterable[str]:
    return (place.name, place.venue) if place.venue else (place.name,)
