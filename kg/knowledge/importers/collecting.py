"""Rows to people: the rows of one person become one record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.knowledge.folding import fold
from kg.knowledge.importers.rows import Row
from kg.knowledge.importers.titles import Titles
from kg.knowledge.types import ActorRecord, PostRecord


def collect(rows: Iterable[Row], titles: Titles) -> Iterator[ActorRecord]:
    """One record a person, in order of id. Holds all rows in memory while it collects."""
    people: dict[str, list[Row]] = {}
    for row in rows:
        people.setdefault(row.key, []).append(row)
    ids = sorted((_actor_id(rows), key) for key, rows in people.items())
    taken: set[str] = set()
    for actor_id, key in ids:
        unique = actor_id if actor_id not in taken else f"{actor_id}:{fold(key).replace(' ', '-')}"
        taken.add(unique)
        yield _record(unique, people[key], titles)


def _actor_id(rows: list[Row]) -> str:
    """The Wikidata id, else one made of name and country ("person:rustem-umerov:ua")."""
    first = rows[0]
    wikidata = next((row.wikidata for row in rows if row.wikidata), None)
    slug = fold(first.label).replace(" ", "-")
    country = _country(rows)
    return wikidata or ":".join(part for part in ("person", slug, (country or "").lower()) if part)


def _record(actor_id: str, rows: list[Row], titles: Titles) -> ActorRecord:
    label = rows[0].label
    country = _country(rows)
    posts = {_post(row, country, titles): None for row in rows if row.title}
    names = dict.fromkeys(name for row in rows for name in (row.label, *row.aliases) if name != label)
    return ActorRecord(
        id=actor_id,
        label=label,
        aliases=tuple(names),
        country=country,
        posts=tuple(sorted(posts, key=lambda post: (post.first or "", post.post, post.country or ""))),
        sex=next((row.sex for row in rows if row.sex), None),
        wikidata=next((row.wikidata for row in rows if row.wikidata), None),
    )


def _country(rows: list[Row]) -> str | None:
    given = (row.country for row in rows if row.country)
    return next(given, None) or next((row.post_country for row in rows if row.post_country), None)


def _post(row: Row, country: str | None, titles: Titles) -> PostRecord:
    title = row.title or ""
    # An ambassador of one country to another holds a post of the first.
    of = row.post_country or titles.country_in(title.split(" to ")[0]) or country
    key = titles.post(title, of)
    shown = title if key != title else None
    return PostRecord(post=key, country=of, title=shown, first=row.first, last=row.last, organization=row.organization)
