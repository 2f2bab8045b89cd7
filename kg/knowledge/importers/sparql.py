"""People out of a result file of a SPARQL query, as query.wikidata.org gives it (application/sparql-results+json)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

import msgspec

from kg.knowledge.importers.rows import Row, open_text, partial_date
from kg.knowledge.importers.titles import Titles

_SEXES: Mapping[str, Literal["f", "m"]] = {"Q6581072": "f", "female": "f", "Q6581097": "m", "male": "m"}
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "person": ("person", "item", "human", "holder", "politician"),
    "label": ("personLabel", "itemLabel", "humanLabel", "holderLabel", "politicianLabel", "name", "label"),
    "aliases": ("personAltLabel", "itemAltLabel", "altLabel", "alias", "aliases"),
    "country": ("country", "citizenship", "countryCode", "iso", "countryLabel", "citizenshipLabel"),
    "title": ("positionLabel", "officeLabel", "postLabel", "position", "office", "title"),
    "post_country": ("jurisdiction", "jurisdictionLabel", "positionCountry", "officeCountry"),
    "first": ("start", "startDate", "first", "from"),
    "last": ("end", "endDate", "last", "until"),
    "sex": ("sex", "gender", "sexLabel", "genderLabel"),
}
"""What we want to what queries call it, the first that is bound counts."""


class _Value(msgspec.Struct):
    value: str


class _Results(msgspec.Struct):
    bindings: list[dict[str, _Value]]


class _Answer(msgspec.Struct):
    results: _Results


def rows_of_sparql(path: Path, titles: Titles) -> Iterator[Row]:
    """One row a result; raises ValueError where the file is no SPARQL result, or its results name no person."""
    with open_text(path) as file:
        try:
            answer = msgspec.json.decode(file.read(), type=_Answer)
        except msgspec.DecodeError as error:
            raise ValueError(f"{path} is no SPARQL result in JSON ({error}): download it as JSON (verbose)") from error
    for binding in answer.results.bindings:
        cells = {want: _first(binding, columns) for want, columns in _COLUMNS.items()}
        label = cells["label"]
        if label and not _is_id(label):
            yield _row(cells, label, titles)


def _first(binding: Mapping[str, _Value], columns: tuple[str, ...]) -> str | None:
    return next((binding[column].value for column in columns if column in binding), None)


def _row(cells: Mapping[str, str | None], label: str, titles: Titles) -> Row:
    item = (cells["person"] or "").rsplit("/", 1)[-1]
    title = cells["title"]
    return Row(
        key=item or label,
        label=label,
        wikidata=item if _is_id(item) else None,
        aliases=tuple(alias.strip() for alias in (cells["aliases"] or "").split(", ") if alias.strip()),
        country=titles.country(cells["country"]),
        sex=_SEXES.get((cells["sex"] or "").rsplit("/", 1)[-1]),
        title=None if not title or title.startswith("http") or _is_id(title) else title,
        post_country=titles.country(cells["post_country"]),
        first=partial_date(cells["first"]),
        last=partial_date(cells["last"]),
    )


def _is_id(text: str) -> bool:
    return text[:1] == "Q" and text[1:].isdigit()
