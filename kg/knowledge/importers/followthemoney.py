"""People out of FollowTheMoney entities, such as OpenSanctions' politically exposed persons (JSON Lines)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import msgspec

from kg.knowledge.importers.rows import Row, json_records, partial_date
from kg.knowledge.importers.titles import Titles

_SEXES: Mapping[str, Literal["f", "m"]] = {"female": "f", "male": "m"}
_NAMES = ("name", "alias", "weakAlias", "previousName")


class _Entity(msgspec.Struct):
    id: str
    schema: str
    caption: str = ""
    properties: dict[str, list[msgspec.Raw]] = msgspec.field(default_factory=dict)


@dataclass(slots=True)
class _Offices:
    """What is needed of positions and occupancies to give the people their posts."""

    positions: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    held: dict[str, list[tuple[str, str | None, str | None]]] = field(default_factory=dict)


def rows_of_followthemoney(path: Path, titles: Titles) -> Iterator[Row]:
    """The people (schema Person), with the posts of their Occupancy and Position entities, in whatever order these
    stand, else of their property ``position``. The file is read twice. Raises ValueError for a line that is no
    entity."""
    offices = _Offices()
    for entity in _entities(path):
        if entity.schema == "Position":
            countries = _texts(entity, "country") or _texts(entity, "subnationalArea")
            name = next(iter(_texts(entity, "name")), entity.caption)
            offices.positions[entity.id] = name, titles.country(next(iter(countries), None))
        elif entity.schema == "Occupancy":
            _remember(entity, offices)
    for entity in _entities(path):
        if entity.schema == "Person":
            yield from _person(entity, offices, titles)


def _entities(path: Path) -> Iterator[_Entity]:
    return json_records(path, _Entity, called="FollowTheMoney entity")


def _texts(entity: _Entity, name: str) -> list[str]:
    """The values of a property; nested entities give their ids."""
    values = (msgspec.json.decode(raw) for raw in entity.properties.get(name, ()))
    return [value["id"] if isinstance(value, dict) else str(value) for value in values]


def _remember(entity: _Entity, offices: _Offices) -> None:
    first = min(_texts(entity, "startDate"), default=None)
    last = max(_texts(entity, "endDate"), default=None)
    for holder in _texts(entity, "holder"):
        for post in _texts(entity, "post"):
            offices.held.setdefault(holder, []).append((post, first, last))


def _person(entity: _Entity, offices: _Offices, titles: Titles) -> Iterator[Row]:
    names = list(dict.fromkeys(name for kind in _NAMES for name in _texts(entity, kind)))
    label = entity.caption or next(iter(names), "")
    if not label:
        return
    countries = _texts(entity, "citizenship") + _texts(entity, "nationality") + _texts(entity, "country")
    wikidata = next(iter(_texts(entity, "wikidataId")), entity.id if entity.id[:1] == "Q" else None)
    common = Row(
        key=entity.id,
        label=label,
        wikidata=wikidata,
        aliases=tuple(names),
        country=titles.country(next(iter(countries), None)),
        sex=_SEXES.get(next(iter(_texts(entity, "gender")), "")),
    )
    yield common
    held = offices.held.get(entity.id, [])
    for post, first, last in held:
        if post in offices.positions:
            title, country = offices.positions[post]
            yield _with_post(common, title, country, first, last)
    if not held:
        for title in _texts(entity, "position"):
            yield _with_post(common, title, None, None, None)


def _with_post(common: Row, title: str, country: str | None, first: str | None, last: str | None) -> Row:
    return Row(
        key=common.key,
        label=common.label,
        title=title,
        post_country=country,
        first=partial_date(first),
        last=partial_date(last),
    )
