"""Articles, reports and meetings as bytes and back, exactly.

A report names the same actors as ten thousand others, with all their names and posts. So bodies hold the key of an
actor's record instead, and each different record is kept, and held in memory, once.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Collection
from typing import Any, TypeVar

import msgspec

from kg.model import Actor, Article, Meeting, Report

Told = TypeVar("Told", Report, Meeting)


class Records:
    """The actors' records of an archive, by key and by value."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._by_key: dict[int, Actor] = {}
        self._keys: dict[Actor, int] = {}
        self._all = False

    def load_all(self) -> None:
        """Read them in one go: for who reads all reports."""
        for key, body in self._connection.execute("SELECT key, body FROM records"):
            self._learn(key, body)
        self._all = True

    def actor(self, key: int) -> Actor:
        """The record with that key."""
        if key not in self._by_key:
            (body,) = self._connection.execute("SELECT body FROM records WHERE key = ?", (key,)).fetchone()
            self._learn(key, body)
        return self._by_key[key]

    def key(self, actor: Actor) -> int:
        """The key of a record, which is written when it is new."""
        known = self._keys.get(actor)
        if known is None and not self._all:
            self.load_those_of(actor.id)
            known = self._keys.get(actor)
        if known is None:
            query = "INSERT INTO records (body, actor) VALUES (?, ?)"
            known = self._connection.execute(query, (msgspec.json.encode(actor), actor.id)).lastrowid
            assert known is not None
            self._by_key[known], self._keys[actor] = actor, known
        return known

    def load_those_of(self, actor: str) -> None:
        """Read the records of one actor."""
        for key, body in self._connection.execute("SELECT key, body FROM records WHERE actor = ?", (actor,)):
            self._learn(key, body)

    def keep_only(self, actors: Collection[Actor]) -> None:
        """Delete the records that nothing tells of any more. ``load_all`` must have been called."""
        kept = {self._keys[actor] for actor in actors}
        gone = [(key,) for key in self._by_key if key not in kept]
        self._connection.executemany("DELETE FROM records WHERE key = ?", gone)

    def _learn(self, key: int, body: bytes) -> None:
        try:
            actor = msgspec.json.decode(body, type=Actor)
        except TypeError as error:  # no bytes at all
            raise msgspec.DecodeError(f"no record of an actor: {error}") from error
        self._by_key.setdefault(key, actor)
        self._keys.setdefault(actor, key)


def encode(item: Report | Meeting, records: Records) -> bytes:
    """A report or meeting, its actors by key."""
    body: dict[str, Any] = msgspec.to_builtins(item)
    for party, told in zip(item.participants, body["participants"], strict=True):
        told["actor"] = records.key(party.actor)
        if party.match is not None:
            told["match"]["actor"] = records.key(party.match.actor)
    return msgspec.json.encode(body)


def decode(body: bytes, records: Records, *, type: type[Told]) -> Told:
    """The report or meeting that was encoded. Raises msgspec.MsgspecError where the file was damaged."""
    told: dict[str, Any] = msgspec.json.decode(body)
    try:
        for party in told["participants"]:
            party["actor"] = records.actor(party["actor"])
            if party["match"] is not None:
                party["match"]["actor"] = records.actor(party["match"]["actor"])
    except (KeyError, TypeError) as error:
        raise msgspec.DecodeError(f"a body without its actors: {error}") from error
    return msgspec.convert(told, type)


def pack(item: Article | tuple[Report, ...]) -> bytes:
    """What was extracted, whole, for laying it aside. Raises UnicodeEncodeError for half a surrogate pair."""
    return msgspec.json.encode(item)


def unpack_article(body: bytes) -> Article:
    """The article that was packed."""
    return msgspec.json.decode(body, type=Article)


def unpack_reports(body: bytes) -> tuple[Report, ...]:
    """The reports that were packed."""
    return msgspec.json.decode(body, type=tuple[Report, ...])


def digest(body: bytes) -> bytes:
    """Sixteen bytes that stand for the content."""
    return hashlib.blake2b(body, digest_size=16).digest()
