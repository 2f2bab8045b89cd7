"""Parquet tables for pandas, polars, DuckDB and Spark: written in groups of rows, so that any number fits.

Needs pyarrow: ``pip install 'diplomacy-kg[tables]'``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, TextIO

from kg.graph.findings import Readable
from kg.graph.labels import meeting_label
from kg.model import Meeting

GROUP = 20_000
"""Rows that are in memory at a time."""
_TEXT, _TEXTS, _DAY, _SHARE, _YES, _WHOLE = "text", "texts", "day", "share", "yes", "whole"
_MEETINGS = {
    **dict.fromkeys(("id", "label", "kind", "status", "medium", "scope", "topic"), _TEXT),
    **dict.fromkeys(("first", "last"), _DAY),
    **dict.fromkeys(("precision", "basis", "expression", "place", "country", "initiator", "part_of"), _TEXT),
    "approximate": _YES,
    "confidence": _SHARE,
    **dict.fromkeys(("participants", "countries", "sources", "reports"), _TEXTS),
}
_PARTICIPATIONS = {
    **dict.fromkeys(("meeting", "actor", "name", "kind", "role", "post", "country"), _TEXT),
    "optional": _YES,
    "confidence": _SHARE,
}
_ACTORS = {**dict.fromkeys(("id", "name", "kind", "country", "wikidata"), _TEXT), "aliases": _TEXTS}
_ACTORS["misspellings"] = _TEXTS
_PLACES = {
    **dict.fromkeys(("id", "name", "venue", "kind", "country"), _TEXT),
    **dict.fromkeys(("latitude", "longitude"), _SHARE),
    "geonames": _WHOLE,
}
_QUOTATIONS = {
    **dict.fromkeys(("meeting", "report", "article", "source", "title", "url"), _TEXT),
    "published": _DAY,
    "field": _TEXT,
    **dict.fromkeys(("start", "end"), _WHOLE),
    "quote": _TEXT,
}


def write_meetings(findings: Readable, file: TextIO, *, base: str) -> None:
    """A row a meeting; places and actors by id. No IRIs: ``base`` changes nothing."""
    _write(file, _MEETINGS, map(_meeting, findings.meetings))


def write_participations(findings: Readable, file: TextIO, *, base: str) -> None:
    """A row a party of a meeting."""
    _write(file, _PARTICIPATIONS, (row for meeting in findings.meetings for row in _parties(meeting)))


def write_actors(findings: Readable, file: TextIO, *, base: str) -> None:
    """A row an actor."""
    rows = (
        {
            "id": who.id, "name": who.label, "kind": who.kind, "country": who.country, "wikidata": who.wikidata,
            "aliases": who.aliases, "misspellings": who.misspellings,
        }
        for who in findings.actors().values()
    )  # fmt: skip
    _write(file, _ACTORS, rows)


def write_places(findings: Readable, file: TextIO, *, base: str) -> None:
    """A row a place."""
    _write(file, _PLACES, ({name: getattr(each, name) for name in _PLACES} for each in findings.places().values()))


def write_quotations(findings: Readable, file: TextIO, *, base: str) -> None:
    """A row a quotation: which meeting it proves, and where it stands."""
    _write(file, _QUOTATIONS, _quotations(findings))


def _meeting(meeting: Meeting) -> dict[str, Any]:
    return {
        "id": meeting.id,
        "label": meeting_label(meeting),
        "kind": meeting.kind,
        "status": meeting.status,
        "medium": meeting.medium,
        "scope": meeting.scope,
        "topic": meeting.topic,
        "first": meeting.when.first,
        "last": meeting.when.last,
        "precision": meeting.when.precision if meeting.when.first else None,
        "basis": meeting.when.basis,
        "expression": meeting.when.expression,
        "place": meeting.place.id if meeting.place else None,
        "country": meeting.place.country if meeting.place else None,
        "initiator": meeting.initiator,
        "part_of": meeting.part_of,
        "approximate": meeting.when.approximate,
        "confidence": meeting.confidence,
        "participants": [party.actor.label for party in meeting.participants],
        "countries": sorted(filter(None, {party.country for party in meeting.participants})),
        "sources": meeting.sources,
        "reports": meeting.reports,
    }


def _parties(meeting: Meeting) -> Iterator[dict[str, Any]]:
    for party in meeting.participants:
        yield {
            "meeting": meeting.id, "actor": party.actor.id, "name": party.actor.label, "kind": party.actor.kind,
            "role": party.role, "post": party.post, "country": party.country,
            "optional": party.optional, "confidence": party.confidence,
        }  # fmt: skip


def _quotations(findings: Readable) -> Iterator[dict[str, Any]]:
    for telling in findings.tellings():
        known = {name: getattr(telling.article, name, None) for name in ("source", "title", "url", "published")}
        for report, about in zip(telling.reports, telling.about, strict=True):
            for span in report.evidence:
                yield {
                    "meeting": about, "report": report.id, "article": telling.document, **known,
                    "field": span.field, "start": span.start, "end": span.end, "quote": span.quote,
                }  # fmt: skip


def _write(file: TextIO, columns: dict[str, str], rows: Iterable[dict[str, Any]]) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    types = {
        _TEXT: pa.string(),
        _TEXTS: pa.list_(pa.string()),
        _DAY: pa.date32(),
        _SHARE: pa.float64(),
        _YES: pa.bool_(),
        _WHOLE: pa.int64(),
    }
    schema = pa.schema([(name, types[type_]) for name, type_ in columns.items()])
    with parquet.ParquetWriter(file.buffer, schema, compression="zstd") as table:
        rows = iter(rows)
        while group := list(islice(rows, GROUP)):
            table.write_table(pa.Table.from_pylist([_whole(row) for row in group], schema=schema))


def _whole(row: dict[str, Any]) -> dict[str, Any]:
    """Without lone surrogates, which UTF-8 cannot hold: "?" stands for them."""
    return {name: _utf8(value) for name, value in row.items()}


def _utf8(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    return [_utf8(each) for each in value] if isinstance(value, (list, tuple)) else value
