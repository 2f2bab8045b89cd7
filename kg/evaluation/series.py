"""Series of reports on the same and on similar encounters, with the right answer: the benchmark of linking.

A TOML file: ``[cast]`` gives kind and country of every party, ``[places]`` country and coordinates, each ``[[series]]``
has a name and rows, one row a report. A row with ``text`` and no parties stands for the first report (rather of an
encounter than of a visit) that the pipeline reads out of that text. ``examples/series.toml`` explains the fields.
"""

from __future__ import annotations

import calendar
import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast, get_args

from kg.model import (
    Actor,
    ActorKind,
    Article,
    Kind,
    Medium,
    Participation,
    Place,
    Precision,
    Report,
    Role,
    Span,
    Status,
    When,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What one article says of one meeting, and which meeting that is. Without a report the text is to be read."""

    article: Article
    report: Report | None
    meeting: str
    part_of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Rows that are linked together."""

    name: str
    rows: tuple[Row, ...]

    @property
    def read(self) -> bool:
        """Whether the pipeline has to read its texts first."""
        return any(row.report is None for row in self.rows)


def read_series(path: Path) -> tuple[Series, ...]:
    """The series of a file. Raises ValueError naming series, row and fault."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{path} is no TOML: {error}") from error
    return tuple(
        Series(
            name=series["name"],
            rows=tuple(
                _row(row, data, where=f"{path}: series {series['name']!r}, row {n}", key=f"{number}-{n}")
                for n, row in enumerate(series["rows"], start=1)
            ),
        )
        for number, series in enumerate(data.get("series", ()), start=1)
    )


def _row(row: Mapping[str, Any], data: Mapping[str, Any], *, where: str, key: str) -> Row:
    unknown = set(row) - _FIELDS
    if unknown or "meeting" not in row or not ("parties" in row or "text" in row):
        raise ValueError(f"{where}: give meeting, and parties or text; unknown fields: {sorted(unknown)}")
    try:
        article = _article(row, key)
        report = _report(row, data, article, key) if "parties" in row else None
    except (KeyError, ValueError) as error:
        raise ValueError(f"{where}: {error} is not known: put it into [cast] or [places], or spell it right") from error
    return Row(article=article, report=report, meeting=row["meeting"], part_of=row.get("part_of"))


_FIELDS = {
    "about", "article", "by", "kind", "medium", "meeting", "news", "on", "part_of", "parties", "place", "says",
    "status", "text", "title", "topic", "when",
}  # fmt: skip


def _article(row: Mapping[str, Any], key: str) -> Article:
    how = " of a telephone call" if row.get("medium") == "phone" else ""
    says = row.get("text") or row.get("says") or f"Report {key} by {row.get('by')}{how}, in words of its own."
    return Article(
        id=f"article-{key.split('-')[0]}-{row['article']}" if "article" in row else f"article-{key}",
        text=says,
        title=row.get("title"),
        source=row.get("by"),
        published=row.get("on"),
        published_from="metadata" if "on" in row else None,
    )


def _report(row: Mapping[str, Any], data: Mapping[str, Any], article: Article, key: str) -> Report:
    status, kind = row.get("status", "held"), row.get("kind", "meeting")
    medium = row.get("medium", "in_person")
    for value, allowed in ((status, Status), (kind, Kind), (medium, Medium)):
        if value not in get_args(allowed):
            raise ValueError(repr(value))
    return Report(
        id=f"report-{key}",
        document=article.id,
        kind=cast("Kind", kind),
        medium=cast("Medium", medium),
        status=cast("Status", status),
        participants=tuple(_party(each, data["cast"]) for each in row["parties"].split(", ")),
        place=_place(row["place"], data["places"]) if "place" in row else None,
        when=_when(row),
        topic=row.get("topic"),
        confidence=0.9,
        evidence=(Span(start=0, end=len(article.text), quote=article.text),),
    )


def _party(words: str, known: Mapping[str, str]) -> Participation:
    """A party such as "Macron" or "Macron host"."""
    name, _, role = words.partition(" ")
    kind, country = known[name].split()
    if role and role not in get_args(Role):
        raise ValueError(repr(role))
    own = None if country == "-" else country.strip("()")
    code = own if own == country else None
    id_ = f"{kind}:{name.casefold()}"
    actor = Actor(id=id_, label=name, kind=cast("ActorKind", "organization" if kind == "org" else kind), country=own)
    return Participation(actor=actor, country=code, role=cast("Role", role or "participant"), forms=(name,))


def _place(name: str, known: Mapping[str, str]) -> Place:
    """A city of [places], or "country RU"."""
    if name.startswith("country "):
        code = name.removeprefix("country ")
        return Place(id=f"place:{code}", name=code, kind="country", country=code)
    country, latitude, longitude = known[name].split()
    return Place(
        id=f"place:{name}",
        name=name,
        kind="city",
        country=country,
        latitude=float(latitude),
        longitude=float(longitude),
    )


def _when(row: Mapping[str, Any]) -> When:
    """A day, two days joined by /, or a month."""
    words = row.get("when")
    if words is None:
        return When()
    first, _, last = words.partition("/")
    precision: Precision = "day"
    if len(first) == len("2024-05"):
        year, month = map(int, first.split("-"))
        first, last, precision = f"{first}-01", f"{first}-{calendar.monthrange(year, month)[1]}", "month"
    return When(
        first=dt.date.fromisoformat(first),
        last=dt.date.fromisoformat(last or first),
        precision=precision,
        basis="news" if row.get("news") else "publication",
        approximate=bool(row.get("about") or row.get("news")),
    )
