"""Actors, places and times in RDF: what meetings and reports both point to."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence

from rdflib import URIRef

from kg.graph.descriptions import Description, Pair, describe
from kg.graph.labels import place_label
from kg.graph.literals import day, decimal, flag, partial_date, point, score, words
from kg.graph.terms import (
    GEO,
    GEONAMES,
    KG,
    ORG,
    OWL,
    RDF,
    SCHEMA,
    SEM,
    SKOS,
    TIME,
    WGS84,
    WIKIDATA,
    Resource,
    concept,
    iri,
)
from kg.model import Actor, ActorKind, Participation, Place, PlaceKind, PostHeld, When

ACTOR_TYPES: dict[ActorKind, URIRef] = {
    "person": SCHEMA.Person,
    "state": SCHEMA.Country,
    "organization": SCHEMA.Organization,
    "group": KG.Group,
}
PLACE_TYPES: dict[PlaceKind, URIRef] = {
    "venue": SCHEMA.CivicStructure,
    "city": SCHEMA.City,
    "region": SCHEMA.AdministrativeArea,
    "country": SCHEMA.Country,
}


def actor(base: str, who: Actor) -> Iterator[Description]:
    """The actor with all names, then its posts: the time of each in an ORG membership."""
    held = [(post, iri(base, "post", post.post, post.country or "-", post.title or "-")) for post in who.posts]
    subject = iri(base, "actor", who.id)
    names = {who.label}
    aliases = sorted(set(who.aliases) - names)
    misspellings = sorted(set(who.misspellings) - names - set(aliases))
    yield describe(
        subject,
        [
            (RDF.type, SEM.Actor),
            (RDF.type, ACTOR_TYPES[who.kind]),
            (SKOS.prefLabel, words(who.label)),
            *((SKOS.altLabel, words(alias)) for alias in aliases),
            *((SKOS.hiddenLabel, words(form)) for form in misspellings),
            (KG.country, words(who.country)) if who.country else None,
            *_wikidata(who.wikidata),
            *((ORG.holds, post) for _, post in held),
        ],
    )
    for number, (post, node) in enumerate(held, start=1):
        yield _membership(iri(base, "membership", who.id, str(number)), subject, post, node)


def _membership(node: URIRef, who: URIRef, held: PostHeld, post: URIRef) -> Description:
    return describe(
        node,
        [
            (RDF.type, ORG.Membership),
            (ORG.member, who),
            (KG.post, post),
            (KG.firstHeld, partial_date(held.first)) if held.first else None,
            (KG.lastHeld, partial_date(held.last)) if held.last else None,
        ],
    )


def posts(base: str, actors: Iterable[Actor]) -> Iterator[Description]:
    """Every post that one of the actors held, once; a post is a title in a country."""
    held = {(post.post, post.country or "-", post.title or "-"): post for who in actors for post in who.posts}
    for key in sorted(held):
        post = held[key]
        yield describe(
            iri(base, "post", *key),
            [
                (RDF.type, ORG.Post),
                (SKOS.prefLabel, words(post.title or post.post.replace("_", " "))),
                (SKOS.notation, words(post.post)),
                (KG.country, words(post.country)) if post.country else None,
            ],
        )


def _wikidata(id_: str | None) -> list[Pair]:
    if not id_ or not re.fullmatch(r"Q[1-9][0-9]*", id_):
        return []
    return [(OWL.sameAs, WIKIDATA[id_]), (SKOS.exactMatch, WIKIDATA[id_])]


def place(base: str, where: Place) -> Iterator[Description]:
    """The place, then its point. A venue's GeoNames id is that of its city."""
    subject = iri(base, "place", where.id)
    venue = where.kind == "venue" or bool(where.venue)
    same = SCHEMA.containedInPlace if venue else OWL.sameAs
    located = where.latitude is not None and where.longitude is not None
    geometry = iri(base, "geometry", where.id)
    yield describe(
        subject,
        [
            (RDF.type, SEM.Place),
            (RDF.type, SCHEMA.Place),
            (RDF.type, SCHEMA.CivicStructure if venue else PLACE_TYPES[where.kind]),
            (SKOS.prefLabel, words(place_label(where))),
            (KG.locality, words(where.name)) if venue else None,
            (KG.country, words(where.country)) if where.country else None,
            (same, GEONAMES[f"{where.geonames}/"]) if where.geonames is not None else None,
            (GEO.hasGeometry, geometry) if located else None,
            (WGS84.lat, decimal(where.latitude, places=5)) if where.latitude is not None else None,
            (WGS84.long, decimal(where.longitude, places=5)) if where.longitude is not None else None,
        ],
    )
    if where.latitude is not None and where.longitude is not None:
        wkt = point(where.latitude, where.longitude)
        yield describe(geometry, [(RDF.type, GEO.Geometry), (GEO.asWKT, wkt)])


def when(base: str, node: URIRef, time: When) -> Description:
    """An interval of days with the words it was read from."""
    return describe(
        node,
        [
            (RDF.type, KG.When),
            (KG.precision, concept("precision", time.precision)),
            (KG.basis, concept("basis", time.basis)),
            (KG.approximate, flag(time.approximate)),
            (KG.expression, words(time.expression)) if time.expression else None,
            *stamps(time),
            (TIME.hasBeginning, iri(base, "day", time.first.isoformat())) if time.first else None,
            (TIME.hasEnd, iri(base, "day", time.last.isoformat())) if time.last else None,
        ],
    )


def stamps(time: When) -> list[Pair]:
    """The first and the last day that are possible; nothing for an unresolved time."""
    if time.first is None or time.last is None:
        return []
    return [(SEM.hasEarliestBeginTimeStamp, day(time.first)), (SEM.hasLatestEndTimeStamp, day(time.last))]


def days(base: str, dates: Iterable[dt.date]) -> Iterator[Description]:
    """Days as OWL-Time instants, shared by all who mean them."""
    for date in sorted(set(dates)):
        node = iri(base, "day", date.isoformat())
        yield describe(node, [(RDF.type, TIME.Instant), (TIME.inXSDDate, day(date))])


def party_nodes(
    base: str, owner: Resource, id_: str, parties: Sequence[Participation]
) -> list[tuple[URIRef, Participation]]:
    """The parties with their IRIs, by actor; an actor that is there twice is numbered."""
    seen: dict[str, int] = {}
    nodes = []
    for party in sorted(parties, key=lambda party: party.actor.id):
        count = seen[party.actor.id] = seen.get(party.actor.id, 0) + 1
        number = () if count == 1 else (str(count),)
        nodes.append((iri(base, "participation", owner, id_, party.actor.id, *number), party))
    return nodes


def participation(base: str, node: URIRef, party: Participation, more: Iterable[Pair] = ()) -> Description:
    """An actor in a meeting, or in what a report says of one."""
    return describe(
        node,
        [
            (RDF.type, KG.Participation),
            (RDF.value, iri(base, "actor", party.actor.id)),
            (SEM.roleType, concept("role", party.role)),
            (KG.postTitle, words(party.post)) if party.post else None,
            (KG.country, words(party.country)) if party.country else None,
            (KG.optional, flag(True)) if party.optional else None,
            (KG.confidence, score(party.confidence)),
            *((KG.form, words(form)) for form in party.forms),
            *more,
        ],
    )
