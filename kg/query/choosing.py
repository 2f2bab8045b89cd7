"""Whom and what the user means: actors and places of an archive by id or by any of their names."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kg.archive import Archive
from kg.knowledge import fold, shipped

MOST_MET = 10
"""How many times more meetings than all others of a name together somebody has who is meant without being asked for."""
SHOWN = 10
"""Candidates that a message names."""


class UnknownName(ValueError):
    """Nobody, or more than one, is meant by a name; the message says who could be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Somebody:
    """An actor of the archive, short."""

    key: int
    """The archive's own number for it; not to be shown."""
    id: str
    label: str
    kind: str
    country: str | None

    def __str__(self) -> str:
        return f"{self.label} ({self.id}{', ' + self.country if self.country and self.kind != 'state' else ''})"


def find_actor(archive: Archive, name: str) -> Somebody:
    """The actor with that id; with that label; with that alias, misspelling or family name: the first of these.

    Of several the one who has ``MOST_MET`` times the meetings of all others is meant. Raises UnknownName when there is
    none, or when there are several on an equal footing.
    """
    with archive.snapshot():
        for query, values in (
            ("SELECT key FROM actors WHERE id = ?", (name,)),
            ("SELECT actor FROM names WHERE name = ? AND standing = 0", (fold(name),)),
            (
                "SELECT DISTINCT actor FROM names WHERE name = ? OR name LIKE ? ESCAPE '!'",
                (fold(name), f"% {_literally(fold(name))}"),
            ),
        ):
            keys = [key for (key,) in archive.connection.execute(query, values)]
            if keys:
                return _meant(archive, keys, name)
        part = f"%{_literally(fold(name))}%"
        query = "SELECT DISTINCT actor FROM names WHERE name LIKE ? ESCAPE '!' ORDER BY actor LIMIT ?"
        near = [somebody(archive, key) for (key,) in archive.connection.execute(query, (part, SHOWN))]
    hint = f"did you mean {_listed(near)}?" if near and name.strip() else "look with: kg search"
    raise UnknownName(f"{archive.path}: nobody is called {name!r}: {hint}")


def _meant(archive: Archive, keys: Sequence[int], name: str) -> Somebody:
    """The one of these who is meant, being met so much more often. Raises UnknownName."""
    if len(keys) == 1:
        return somebody(archive, keys[0])
    count = "SELECT count(*) FROM parties WHERE actor = ?"
    met = {key: int(archive.connection.execute(count, (key,)).fetchone()[0]) for key in keys}
    first, *others = sorted((somebody(archive, key) for key in keys), key=lambda each: (-met[each.key], each.id))
    if met[first.key] >= MOST_MET * max(1, sum(met[each.key] for each in others)):
        return first
    raise UnknownName(f"{name!r} can be {_listed([first, *others])}: give the id")


def somebody(archive: Archive, key: int) -> Somebody:
    """The actor with that key."""
    query = "SELECT key, id, label, kind, country FROM actors WHERE key = ?"
    return as_somebody(archive.connection.execute(query, (key,)).fetchone())


def as_somebody(row: Sequence[Any]) -> Somebody:
    """The actor of a row: key, id, label, kind, country."""
    key, id_, label, kind, country = row
    return Somebody(key=key, id=id_, label=label, kind=kind, country=country)


@dataclass(frozen=True, slots=True, kw_only=True)
class Somewhere:
    """Places of that name: cities and venues by key, countries by code. A country contains its places."""

    keys: tuple[int, ...] = ()
    countries: tuple[str, ...] = ()


def find_place(archive: Archive, name: str) -> Somewhere:
    """The places with that id or name, a country's name or code included. Raises UnknownName when there is none."""
    with archive.snapshot():
        keys = _keys(archive.connection, "SELECT key FROM places WHERE id = ?", name)
        keys = keys or _keys(archive.connection, "SELECT place FROM place_names WHERE name = ?", fold(name))
        word = shipped().state_words.get(fold(name))
        codes = word.codes if word and word.form == "name" and word.fits(name) else ()
        if name in shipped().states:
            codes = (name,)
        if keys or codes:
            return Somewhere(keys=keys, countries=tuple(codes))
        part = f"%{_literally(fold(name))}%"
        query = "SELECT DISTINCT p.name FROM place_names n JOIN places p ON p.key = n.place WHERE n.name LIKE ?"
        rows = archive.connection.execute(f"{query} ESCAPE '!' ORDER BY 1 LIMIT ?", (part, SHOWN)).fetchall()
    near = ", ".join(label for (label,) in rows)
    raise UnknownName(f"{archive.path}: no meeting is at {name!r}{f': did you mean {near}?' if near else ''}")


def _keys(connection: sqlite3.Connection, query: str, value: str) -> tuple[int, ...]:
    return tuple(key for (key,) in connection.execute(query, (value,)))


def _listed(found: list[Somebody]) -> str:
    more = f" or {len(found) - SHOWN} others" if len(found) > SHOWN else ""
    return ", ".join(str(each) for each in found[:SHOWN]) + more


def _literally(text: str) -> str:
    """For LIKE ... ESCAPE '!'."""
    return "".join(f"!{character}" if character in "%_!" else character for character in text)
