"""People out of slices of Wikidata's JSON dump: those who held a position (P39)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

import msgspec

from kg.knowledge.importers.rows import Row, json_records, partial_date
from kg.knowledge.importers.titles import Titles

_HUMAN, _INSTANCE_OF, _POSITION, _CITIZEN_OF, _SEX = "Q5", "P31", "P39", "P27", "P21"
_STARTED, _ENDED, _OF_COUNTRY, _JURISDICTION = "P580", "P582", "P17", "P1001"
_SEXES: Mapping[str, Literal["f", "m"]] = {"Q6581072": "f", "Q6581097": "m"}
_LANGUAGES = ("en", "mul", "en-gb", "en-us")


class _Text(msgspec.Struct):
    value: str


class _Item(msgspec.Struct):
    id: str
    labels: dict[str, _Text] = {}
    aliases: dict[str, list[_Text]] = {}
    claims: dict[str, list[dict[str, Any]]] = {}


def rows_of_wikidata(path: Path, titles: Titles) -> Iterator[Row]:
    """The people with an English label who hold or held a position that stands in the same file.

    Read twice: first the positions' names and countries, then the people. Keep the position items when you cut a
    slice from the dump; a post whose item is missing is left out, its holder not. Raises ValueError for a line that
    is no item.
    """
    positions = {
        item.id: (_label(item), _place(item, titles)) for item in _items(path) if not _is_human(item) and _label(item)
    }
    for item in _items(path):
        if _is_human(item) and _POSITION in item.claims and _label(item):
            yield from _person(item, positions, titles)


def _items(path: Path) -> Iterator[_Item]:
    return json_records(path, _Item, called="Wikidata item")


def _person(item: _Item, positions: Mapping[str, tuple[str, str | None]], titles: Titles) -> Iterator[Row]:
    label = _label(item)
    names = (alias.value for language in _LANGUAGES for alias in item.aliases.get(language, ()))
    countries = (titles.country(value) for value in _values(item, _CITIZEN_OF))
    yield Row(
        key=item.id,
        label=label,
        wikidata=item.id,
        aliases=tuple(dict.fromkeys(names)),
        country=next((country for country in countries if country), None),
        sex=next((_SEXES[value] for value in _values(item, _SEX) if value in _SEXES), None),
    )
    for claim in item.claims[_POSITION]:
        post = _value(claim.get("mainsnak", {}))
        if post in positions and claim.get("rank") != "deprecated":
            title, country = positions[post]
            first, last = _qualifier(claim, _STARTED), _qualifier(claim, _ENDED)
            yield Row(key=item.id, label=label, title=title, post_country=country, first=first, last=last)


def _label(item: _Item) -> str:
    return next((item.labels[language].value for language in _LANGUAGES if language in item.labels), "")


def _is_human(item: _Item) -> bool:
    return _HUMAN in _values(item, _INSTANCE_OF)


def _place(item: _Item, titles: Titles) -> str | None:
    places = (titles.country(value) for name in (_JURISDICTION, _OF_COUNTRY) for value in _values(item, name))
    return next((place for place in places if place), None)


def _values(item: _Item, name: str) -> list[str]:
    """Ids of the values of a property, preferred ones first, deprecated ones left out."""
    claims = [claim for claim in item.claims.get(name, ()) if claim.get("rank") != "deprecated"]
    claims.sort(key=lambda claim: claim.get("rank") != "preferred")
    return [value for claim in claims if (value := _value(claim.get("mainsnak", {})))]


def _value(snak: Mapping[str, Any]) -> str:
    value = snak.get("datavalue", {}).get("value")
    return str(value.get("id", "")) if isinstance(value, dict) else ""


def _qualifier(claim: Mapping[str, Any], name: str) -> str | None:
    snaks = claim.get("qualifiers", {}).get(name, ())
    times = (snak.get("datavalue", {}).get("value", {}).get("time") for snak in snaks)
    return partial_date(next(times, None))
