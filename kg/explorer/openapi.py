"""The interface for programs, described as OpenAPI 3.1."""

from __future__ import annotations

import json
from typing import Any

from kg.exporters import EXPORTERS
from kg.query.doubts import DOUBTS
from kg.records import MeetingRecord, json_schema

_TEXT = {"type": "string"}
_NUMBER = {"type": "integer", "minimum": 0}
_DAY = {"type": "string", "format": "date"}
_FLAG = {"type": "boolean"}
FILTERS: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("actor", _TEXT, "Id or name of an actor that took part, or for which somebody did; may be repeated."),
    ("around", _TEXT, "Ids or names joined by commas; one of them took part, or two whom one of them met."),
    ("country", _TEXT, "Codes joined by commas; somebody of each took part."),
    ("place", _TEXT, "City, venue or country, by name or id."),
    ("kind", _TEXT, "meeting, visit, summit, negotiation, call; joined by commas."),
    ("medium", _TEXT, "in_person, phone, video, unknown; joined by commas."),
    ("status", _TEXT, "held, planned, proposed, cancelled, postponed, refused; joined by commas."),
    ("from", _DAY, "Meetings that may have been on this day or later."),
    ("to", _DAY, "Meetings that may have been on this day or earlier."),
    ("certain", _FLAG, "Only those that surely were within these days."),
    ("sources", _NUMBER, "Told by at least this many sources; copies of one text are one."),
    ("single", _FLAG, "Only what one source alone claims."),
    ("confidence", {"type": "number", "minimum": 0, "maximum": 1}, "At least this sure."),
    ("changed", _DAY, "Told of by an article published on this day or later."),
    ("disputed", _FLAG, "Only where articles contradict each other."),
)
PAGING: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("limit", {"type": "integer", "minimum": 1, "maximum": 1000}, "Most rows in the answer."),
    ("offset", _NUMBER, "Rows to leave out first."),
)


def description(*, reviewing: bool) -> dict[str, Any]:
    """The OpenAPI document; writing is in it only where the server allows it."""
    paths: dict[str, Any] = {
        "/api/page/overview": _get("All meetings, actors and places as rows: what the page begins with."),
        "/api/page/meetings/{id}": _get("What the page shows of a meeting: quotations within the text.", path=("id",)),
        "/api/page/actors/{id}": _get("What the page shows of an actor: posts and spellings.", path=("id",)),
        "/api/meetings": _get("Meetings that fit the filters.", query=(*FILTERS, *PAGING)),
        "/api/meetings/{id}": _get("One meeting with its evidence.", path=("id",), schema="Meeting"),
        "/api/actors": _get("Everybody who is a party of a meeting.", query=PAGING),
        "/api/articles/{id}": _get("An article with its text.", path=("id",)),
        "/api/search": _get("Articles and quotations with these words.", query=(("words", _TEXT, "Words."), PAGING[0])),
        "/api/export/{format}": _get(
            "A file with what fits the filters (zipped, where a format has several files); format is one of "
            f"{', '.join(EXPORTERS)}.",
            query=FILTERS,
            path=("format",),
        ),
        "/api/sparql": _get(
            "The answer to a SPARQL 1.1 query: read only, limited in time and rows.",
            query=(("query", _TEXT, "The query; the usual prefixes need no declaration."),),
        ),
        "/api/sparql/examples": _get("Queries to begin with."),
        "/api/doubts/{of}": _get(
            f"What a person may decide better, with reasons; of is one of {', '.join(DOUBTS)}.", path=("of",)
        ),
    }
    if reviewing:
        paths["/api/decisions"] = {"post": _post()}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Who met whom", "version": "1", "description": "Read only, for this machine alone."},
        "paths": paths,
        "components": {"schemas": {"Meeting": _schema()}},
    }


def _get(
    summary: str,
    *,
    query: tuple[tuple[str, dict[str, Any], str], ...] = (),
    path: tuple[str, ...] = (),
    schema: str | None = None,
) -> dict[str, Any]:
    content: dict[str, Any] = {
        "application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"} if schema else {}}
    }
    return {
        "get": {
            "summary": summary,
            "parameters": [
                *({"name": name, "in": "path", "required": True, "schema": _TEXT} for name in path),
                *({"name": name, "in": "query", "schema": type_, "description": text} for name, type_, text in query),
            ],
            "responses": {
                "200": {"description": "Found.", "content": content},
                "400": {"description": "A parameter that cannot be; the answer says which."},
                "404": {"description": "There is no such thing."},
            },
        }
    }


def _post() -> dict[str, Any]:
    fields = {
        "judgement": {"enum": ["same", "different", "undo"]},
        "one": _TEXT,
        "other": _TEXT,
        "note": {"type": ["string", "null"]},
    }
    return {
        "summary": "Decide whether two names, people or reports' meetings are one, or take it back.",
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {
                    "schema": {"type": "object", "required": ["judgement", "one", "other"], "properties": fields}
                }
            },
        },
        "responses": {"200": {"description": "Stored."}, "400": {"description": "It contradicts another decision."}},
    }


def _schema() -> Any:
    return json.loads(json_schema(MeetingRecord))
