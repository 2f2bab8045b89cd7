"""People out of a CSV table with a header line."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

from kg.knowledge.folding import fold
from kg.knowledge.importers.rows import Row, open_text, partial_date
from kg.knowledge.importers.titles import Titles

COLUMNS = ("name", "aliases", "country", "post", "post_country", "first", "last", "sex", "wikidata", "organization")
"""Only ``name`` must be there. ``aliases`` are separated by ";" or "|"; ``post`` is a key or a title in words,
``organization`` the id of the one that it is a post of; several lines with one name and country (or one Wikidata id)
are one person with several posts."""

_SEXES: Mapping[str, Literal["f", "m"]] = {"f": "f", "female": "f", "m": "m", "male": "m"}


def rows_of_csv(path: Path, titles: Titles) -> Iterator[Row]:
    """The lines of a table separated by commas, semicolons or tabs; see COLUMNS. Raises ValueError without a name
    column."""
    with open_text(path) as file:
        header = file.readline()
        separator = max(",;\t", key=header.count)
        names = [name.strip().casefold() for name in next(csv.reader([header], delimiter=separator), [])]
        if "name" not in names:
            raise ValueError(f"{path}: no column 'name' in the first line; the columns are {', '.join(COLUMNS)}")
        for values in csv.reader(file, delimiter=separator):
            cells = {name: value.strip() for name, value in zip(names, values, strict=False)}
            if cells.get("name"):
                yield _row(cells, titles)


def _row(cells: Mapping[str, str], titles: Titles) -> Row:
    country = titles.country(cells.get("country"))
    wikidata = cells.get("wikidata") or None
    return Row(
        key=wikidata or f"{fold(cells['name'])} {country}",
        label=cells["name"],
        wikidata=wikidata,
        aliases=tuple(a.strip() for a in cells.get("aliases", "").replace("|", ";").split(";") if a.strip()),
        country=country,
        sex=_SEXES.get(cells.get("sex", "").casefold()),
        title=cells.get("post") or cells.get("title") or None,
        post_country=titles.country(cells.get("post_country")),
        first=partial_date(cells.get("first")),
        last=partial_date(cells.get("last")),
        organization=cells.get("organization") or None,
    )
