"""People from elsewhere, turned into the format of our own people files: one file a source, one line in IMPORTERS."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from kg.knowledge.importers.collecting import collect
from kg.knowledge.importers.csv_table import rows_of_csv
from kg.knowledge.importers.followthemoney import rows_of_followthemoney
from kg.knowledge.importers.rows import Row
from kg.knowledge.importers.sparql import rows_of_sparql
from kg.knowledge.importers.titles import Titles
from kg.knowledge.importers.wikidata import rows_of_wikidata
from kg.knowledge.importers.writing import write_people
from kg.knowledge.loading import load

IMPORTERS: Mapping[str, Callable[[Path, Titles], Iterable[Row]]] = {
    "wikidata": rows_of_wikidata,
    "sparql": rows_of_sparql,
    "ftm": rows_of_followthemoney,
    "csv": rows_of_csv,
}
"""Kind of source to its reader."""


def import_people(path: Path, kind: str, output: Path) -> int:
    """Turn a file into a people file and index it; gives the number of people written.

    ``kind`` is a key of IMPORTERS: "wikidata" (slices of the JSON dump, .json or .jsonl), "sparql" (results in the
    SPARQL JSON format), "ftm" (FollowTheMoney entities, JSON Lines), "csv"; all may be packed with gzip. The output
    is JSON Lines sorted by id, for ``load(extra=[output])``; its index stands beside it, unless the output's name
    ends in .gz. Raises ValueError where the kind is unknown or the file is not of it.
    """
    reader = IMPORTERS.get(kind)
    if reader is None:
        raise ValueError(f"no importer {kind!r}: use one of {', '.join(sorted(IMPORTERS))}")
    titles = Titles(load())
    return write_people(collect(reader(path, titles), titles), output)


__all__ = ["IMPORTERS", "import_people"]
