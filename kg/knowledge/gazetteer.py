"""Names to places: countries, venues, regions and the cities of GeoNames, read when a place is first asked for."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

from kg.knowledge.folding import fold
from kg.knowledge.reading import read_records, read_text
from kg.knowledge.types import PlaceRecord, State, StateWord
from kg.model import Place


class _Cities(NamedTuple):
    """Lines of the cities file (see ``tools/build_cities.py``) and where each folded name stands."""

    lines: Sequence[str]
    names: Mapping[str, Sequence[int]]


class Gazetteer:
    """Places by folded name."""

    def __init__(self, *, folder: Path, states: Mapping[str, State], state_words: Mapping[str, StateWord]) -> None:
        self._folder = folder
        self._states = states
        self._state_words = state_words

    def find(self, name: str) -> tuple[Place, ...]:
        """Countries, venues and regions first, then cities, the most populous first; regions that are less known
        than a city of their name (New York) last."""
        folded = fold(name)
        regions = self._regions.get(folded, ())
        return (
            *self._countries(folded),
            *(_venue(record) for record in self._venues.get(folded, ())),
            *(_region(record) for record in regions if not record.after_city),
            *(_city(self._cities.lines[number]) for number in self._cities.names.get(folded, ())),
            *(_region(record) for record in regions if record.after_city),
        )

    def population(self, place: Place) -> int:
        """Inhabitants of a city or country; 0 for others and unknown ones."""
        if place.kind == "country":
            state = self._states.get(place.country or "")
            return state.population if state else 0
        return self._populations.get(place.geonames or 0, 0)

    def city_names(self, *, smallest: int, countries: Collection[str] | None = None) -> tuple[str, ...]:
        """Folded main names of the cities with at least so many inhabitants, in those countries (None: anywhere)."""
        lists = [self._main_names.get(c, ()) for c in (("",) if countries is None else sorted(countries))]
        return tuple(name for names in lists for people, name in takewhile(lambda n: n[0] >= smallest, names))

    def has_venue(self, place: Place) -> bool:
        """Whether a known venue lies in that city."""
        return place.geonames in self._venue_cities

    def venue_cities(self) -> tuple[str, ...]:
        """Folded names of the cities that have a known venue, sorted."""
        return tuple(sorted({fold(r.city) for records in self._venues.values() for r in records if r.city}))

    def _countries(self, folded: str) -> tuple[Place, ...]:
        word = self._state_words.get(folded)
        if word is None or word.form != "name":
            return ()
        return tuple(country_place(self._states[code]) for code in word.codes)

    @cached_property
    def _venues(self) -> Mapping[str, Sequence[PlaceRecord]]:
        return _by_name(read_records(self._folder / "venues.jsonl", PlaceRecord))

    @cached_property
    def _regions(self) -> Mapping[str, Sequence[PlaceRecord]]:
        return _by_name(read_records(self._folder / "regions.jsonl", PlaceRecord))

    @cached_property
    def _cities(self) -> _Cities:
        lines = read_text(self._folder / "cities.tsv.gz").splitlines()
        names: dict[str, list[int]] = {}
        for number, line in enumerate(lines):
            for name in line.rsplit("\t", 1)[1].split("|"):
                names.setdefault(name, []).append(number)
        return _Cities(lines=lines, names=names)

    @cached_property
    def _venue_cities(self) -> frozenset[int]:
        return frozenset(r.geonames for records in self._venues.values() for r in records if r.geonames and r.city)

    @cached_property
    def _main_names(self) -> Mapping[str, Sequence[tuple[int, str]]]:
        """By country, and by "" for all: inhabitants and folded main name of its cities, the most populous first."""
        found: dict[str, list[tuple[int, str]]] = {"": []}
        for line in self._cities.lines:
            field = line.split("\t", 7)
            named = int(field[6]), field[7].split("|", 1)[0]
            found[""].append(named)
            found.setdefault(field[2], []).append(named)
        return found

    @cached_property
    def _populations(self) -> Mapping[int, int]:
        fields = (line.split("\t", 7) for line in self._cities.lines)
        return {int(field[0]): int(field[6]) for field in fields}


def country_place(state: State) -> Place:
    """A state as a place; its point is its capital."""
    return Place(
        id=f"country:{state.code.lower()}",
        name=state.name,
        kind="country",
        country=state.code,
        latitude=state.latitude,
        longitude=state.longitude,
    )


def _city(line: str) -> Place:
    number, name, country, _admin, latitude, longitude, *_ = line.split("\t", 6)
    return Place(
        id=f"geonames:{number}",
        name=name,
        kind="city",
        country=country,
        latitude=float(latitude),
        longitude=float(longitude),
        geonames=int(number),
    )


def _venue(record: PlaceRecord) -> Place:
    return Place(
        id=record.id,
        name=record.city or record.name,
        kind="venue",
        country=record.country,
        latitude=record.latitude,
        longitude=record.longitude,
        geonames=record.geonames,
        venue=record.name,
    )


def _region(record: PlaceRecord) -> Place:
    return Place(
        id=record.id,
        name=record.name,
        kind="region",
        country=record.country,
        latitude=record.latitude,
        longitude=record.longitude,
        geonames=record.geonames,
    )


def _by_name(records: Sequence[PlaceRecord]) -> dict[str, list[PlaceRecord]]:
    found: dict[str, list[PlaceRecord]] = {}
    for record in records:
        for name in dict.fromkeys(fold(name) for name in (record.name, *record.aliases)):
            found.setdefault(name, []).append(record)
    return found
