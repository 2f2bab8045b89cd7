"""FollowTheMoney entities (https://followthemoney.tech/), one a line, for Aleph, OpenAleph and their tools. Streaming.

A meeting is an Event, a state a PublicBody, an article an Article; posts held are Occupancies of Positions.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TextIO

from kg.exporters.texts import printable
from kg.graph.findings import Readable
from kg.graph.labels import meeting_label, place_label
from kg.model import Actor, ActorKind, Article, Meeting, Place, PostHeld, Report

_SCHEMATA: Mapping[ActorKind, str] = {
    "person": "Person",
    "state": "PublicBody",
    "organization": "Organization",
    "group": "LegalEntity",
}
_WIKIDATA = re.compile(r"Q[1-9][0-9]*")
_PART_OF_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_ADDRESS = re.compile(r"https?://[^\s<>\"']+")
_NO_COUNTRIES = frozenset({"NATO"})
"""Sides that FollowTheMoney has no code for."""
Properties = Mapping[str, Iterable[str | None]]


def write(findings: Readable, file: TextIO, *, base: str) -> None:
    """Actors with their posts, places, articles, meetings. Ids are hashes of ours: ``base`` changes nothing."""
    file.writelines(f"{line}\n" for line in _lines(findings))


def _lines(findings: Readable) -> Iterator[str]:
    everybody = findings.actors()
    for who in everybody.values():
        yield _actor(who)
    for key in sorted({_post_key(post) for who in everybody.values() for post in who.posts}):
        yield _entity(_id("post", *key), "Position", {"name": [key[0]], "country": [_country(key[1])]})
    for who in everybody.values():
        if who.kind == "person":
            yield from (_occupancy(who, number, post) for number, post in enumerate(who.posts))
    for where in findings.places().values():
        yield _address(where)
    for article in findings.articles:
        yield _article(article)
    for meeting in findings.meetings:
        reports = findings.reports_of(meeting)
        proof = [_id("article", each.document) for each in reports if findings.article(each.document) is not None]
        yield _event(meeting, reports, proof)


def _entity(id_: str, schema: str, properties: Properties) -> str:
    """An entity with the values that there are, each once, in the order given."""
    kept = {
        name: found
        for name, values in properties.items()
        if (found := [*dict.fromkeys(text for value in values if value and (text := printable(value).strip()))])
    }
    return json.dumps({"id": id_, "schema": schema, "properties": kept}, ensure_ascii=False)


def _id(*parts: str) -> str:
    digest = hashlib.sha1("\n".join(parts).encode("utf-8", "surrogatepass"), usedforsecurity=False)
    return f"kg-{digest.hexdigest()}"


def _country(code: str | None) -> str | None:
    return None if not code or code in _NO_COUNTRIES else code.lower()


def _post_key(post: PostHeld) -> tuple[str, str]:
    return post.title or post.post.replace("_", " "), post.country or ""


def _actor(who: Actor) -> str:
    wikidata = who.wikidata if who.wikidata and _WIKIDATA.fullmatch(who.wikidata) else None
    return _entity(
        _id("actor", who.id),
        _SCHEMATA[who.kind],
        {
            "name": [who.label],
            "alias": sorted(who.aliases),
            "weakAlias": sorted(who.misspellings),
            "country": [_country(who.country)],
            "wikidataId": [wikidata],
            "position": [_post_key(post)[0] for post in who.posts] if who.kind == "person" else [],
        },
    )


def _occupancy(who: Actor, number: int, post: PostHeld) -> str:
    return _entity(
        _id("occupancy", who.id, str(number)),
        "Occupancy",
        {
            "holder": [_id("actor", who.id)],
            "post": [_id("post", *_post_key(post))],
            "startDate": [_date(post.first)],
            "endDate": [_date(post.last)],
        },
    )


def _date(value: str | None) -> str | None:
    return value if value and _PART_OF_DATE.fullmatch(value) else None


def _address(where: Place) -> str:
    located = where.latitude is not None and where.longitude is not None
    return _entity(
        _id("place", where.id),
        "Address",
        {
            "full": [place_label(where)],
            "name": [place_label(where)],
            "city": [where.name] if where.kind in ("city", "venue") else [],
            "country": [_country(where.country)],
            "latitude": [repr(where.latitude)] if located else [],
            "longitude": [repr(where.longitude)] if located else [],
        },
    )


def _article(article: Article) -> str:
    return _entity(
        _id("article", article.id),
        "Article",
        {
            "title": [article.title],
            "sourceUrl": [_link(article.url)],
            "publisher": [article.source],
            "publishedAt": [article.published.isoformat() if article.published else None],
            "bodyText": [article.text],
        },
    )


def _link(url: str | None) -> str | None:
    return url if url and _ADDRESS.fullmatch(url) else None


def _event(meeting: Meeting, reports: Sequence[Report], proof: Sequence[str]) -> str:
    when, where = meeting.when, meeting.place
    hosts = [party for party in meeting.participants if party.role == "host"]
    return _entity(
        _id("meeting", meeting.id),
        "Event",
        {
            "name": [meeting_label(meeting)],
            "startDate": [when.first.isoformat() if when.first else None],
            "endDate": [when.last.isoformat() if when.last else None],
            "involved": [_id("actor", party.actor.id) for party in meeting.participants],
            "organizer": [_id("actor", party.actor.id) for party in hosts],
            "location": [place_label(where) if where else None],
            "addressEntity": [_id("place", where.id) if where else None],
            "country": sorted(filter(None, {_country(p.country) for p in meeting.participants})),
            "keywords": [meeting.kind, meeting.status, meeting.medium],
            "summary": [meeting.topic],
            "description": [span.quote for report in reports for span in report.evidence],
            "publisher": meeting.sources,
            "proof": proof,
            "recordId": [meeting.id],
        },
    )
