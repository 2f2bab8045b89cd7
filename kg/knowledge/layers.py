"""People and organizations of one file set, indexed for look-ups: in memory, or on disk for big imported files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Protocol

from kg.knowledge.family_names import family_names
from kg.knowledge.folding import fold
from kg.knowledge.sounds import sound_keys
from kg.knowledge.types import ActorRecord


class Layer(Protocol):
    """Where records are looked up; all names folded."""

    def get(self, actor_id: str) -> ActorRecord | None:
        """The record with that id."""

    def named(self, folded: str) -> tuple[ActorRecord, ...]:
        """Those with that label, alias or misspelling, in order of the file."""

    def longest(self, beginning: str) -> int:
        """How many words the longest name has that begins with these one or two; 0 where none does."""

    def family(self, folded: str) -> tuple[ActorRecord, ...]:
        """The people with that family name, in order of the file."""

    def sounding(self, key: str) -> tuple[str, ...]:
        """The family names with that key of ``kg.knowledge.sounds``, sorted."""

    def in_post(self, post: str, where: str | None) -> tuple[ActorRecord, ...]:
        """Those who ever held that post in that country or organization, in order of the file."""

    def with_wikidata(self, wikidata: str) -> ActorRecord | None:
        """The one with that Wikidata id."""

    def search(self, folded: str, limit: int) -> tuple[ActorRecord, ...]:
        """Those with a name that has these letters in it, in order of the file."""

    def __iter__(self) -> Iterator[str]:
        """Ids in order of the file."""

    def __len__(self) -> int:
        """How many records."""


def names_of(record: ActorRecord) -> tuple[str, ...]:
    """All folded names of a record, each once, label first."""
    return tuple(dict.fromkeys(fold(name) for name in (record.label, *record.aliases, *record.misspellings)))


def families_of(record: ActorRecord) -> tuple[str, ...]:
    """All folded family names of a person: stated ones, else those of the label; their other spellings in aliases
    ("Zelensky", "Zelenskiy"); and aliases of one word."""
    if record.kind != "person":
        return ()
    found = family_names(record.label, country=record.country)
    if record.family_name:
        found = family_names(f"x {record.family_name}")
    single = (fold(alias) for alias in record.aliases if " " not in alias)
    sounds = {key for name in found for key in sound_keys(name)}
    others = (
        name
        for alias in record.aliases
        if " " in alias
        for name in family_names(alias, country=record.country)
        if sounds & set(sound_keys(name))
    )
    return tuple(dict.fromkeys((*found, *single, *others)))


def seats_of(record: ActorRecord) -> tuple[tuple[str, str | None], ...]:
    """Each post the record names, with its country, and with its organization where there is one."""
    seats: dict[tuple[str, str | None], None] = {}
    for post in record.posts:
        seats[post.post, post.country] = None
        if post.organization:
            seats[post.post, post.organization] = None
    return tuple(seats)


def most_words(phrases: Iterable[str]) -> dict[str, int]:
    """How many words the longest of the folded phrases has that begins so, by its first word and by its first two."""
    longest: dict[str, int] = {}
    for phrase in phrases:
        words = phrase.split()
        for beginning in {" ".join(words[:1]), " ".join(words[:2])}:
            longest[beginning] = max(longest.get(beginning, 0), len(words))
    return longest


class MemoryLayer:
    """Records held in memory: for the shipped files and for small imported ones."""

    def __init__(self, records: Iterable[ActorRecord]) -> None:
        self._records: dict[str, ActorRecord] = {}
        self._names: dict[str, list[str]] = {}
        self._families: dict[str, list[str]] = {}
        self._seats: dict[tuple[str, str | None], list[str]] = {}
        self._wikidata: dict[str, str] = {}
        for record in records:
            self._records[record.id] = record
        for record in self._records.values():
            self._index(record)

    def _index(self, record: ActorRecord) -> None:
        for name in names_of(record):
            self._names.setdefault(name, []).append(record.id)
        for name in families_of(record):
            self._families.setdefault(name, []).append(record.id)
        for seat in seats_of(record):
            self._seats.setdefault(seat, []).append(record.id)
        if record.wikidata:
            self._wikidata.setdefault(record.wikidata, record.id)

    def _all(self, ids: Iterable[str]) -> tuple[ActorRecord, ...]:
        return tuple(self._records[actor_id] for actor_id in ids)

    def get(self, actor_id: str) -> ActorRecord | None:
        return self._records.get(actor_id)

    def named(self, folded: str) -> tuple[ActorRecord, ...]:
        return self._all(self._names.get(folded, ()))

    @cached_property
    def _longest(self) -> Mapping[str, int]:
        return most_words(self._names)

    def longest(self, beginning: str) -> int:
        return self._longest.get(beginning, 0)

    def family(self, folded: str) -> tuple[ActorRecord, ...]:
        return self._all(self._families.get(folded, ()))

    @cached_property
    def _sounds(self) -> Mapping[str, tuple[str, ...]]:
        sounds: dict[str, list[str]] = {}
        for name in sorted(self._families):
            for key in sound_keys(name):
                sounds.setdefault(key, []).append(name)
        return {key: tuple(names) for key, names in sounds.items()}

    def sounding(self, key: str) -> tuple[str, ...]:
        return self._sounds.get(key, ())

    def in_post(self, post: str, where: str | None) -> tuple[ActorRecord, ...]:
        return self._all(self._seats.get((post, where), ()))

    def with_wikidata(self, wikidata: str) -> ActorRecord | None:
        return self._records.get(self._wikidata.get(wikidata, ""))

    def search(self, folded: str, limit: int) -> tuple[ActorRecord, ...]:
        found = dict.fromkeys(i for name, ids in self._names.items() if folded in name for i in ids)
        return self._all(list(found)[:limit])

    def __iter__(self) -> Iterator[str]:
        return iter(self._records)

    def __len__(self) -> int:
        return len(self._records)
