"""Meetings to RDF.

The default graph is the merged view: meetings, participations, actors, places, status histories. What each article
says stands in a named graph of its own, so that a source can be read, and taken back, alone. Everything has an IRI
made of its id; there are no blank nodes and no clock, and the same findings give the same statements in the same order.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import chain

from rdflib import Dataset, URIRef

from kg.graph.claims import claims
from kg.graph.descriptions import Description, Pair, Term, describe
from kg.graph.findings import Readable, sides
from kg.graph.labels import meeting_label
from kg.graph.literals import day, integer, score, words
from kg.graph.resources import actor, days, participation, party_nodes, place, posts, stamps, when
from kg.graph.terms import (
    ATTENDANCE,
    DEFAULT_BASE,
    EVENT_STATUS,
    KG,
    PROV,
    RDF,
    SCHEMA,
    SEM,
    SKOS,
    check_base,
    concept,
    iri,
    prefixes,
)
from kg.model import Link, Meeting, Report, StatusClaim

Quad = tuple[URIRef, URIRef, Term, URIRef | None]
"""Subject, property, value, and the named graph; None for the default graph."""


def descriptions(
    findings: Readable, *, base: str = DEFAULT_BASE
) -> Iterator[tuple[URIRef | None, Iterator[Description]]]:
    """The default graph (None), then each article's, as what they say of each resource. No resource comes twice.

    To be read in order: a graph's descriptions before the next graph. Raises ValueError for a base that cannot be one.
    """
    check_base(base)
    yield None, _merged_view(findings, base)
    yield from claims(base, findings)


def quads(findings: Readable, *, base: str = DEFAULT_BASE) -> Iterator[Quad]:
    """All statements, streaming: the merged view, then article by article."""
    for graph, found in descriptions(findings, base=base):
        for description in found:
            for property_, value in description.pairs:
                yield description.subject, property_, value, graph


def dataset(findings: Readable, *, base: str = DEFAULT_BASE) -> Dataset:
    """All statements as an rdflib Dataset, for graphs that fit into memory."""
    whole = Dataset()
    for prefix, namespace in prefixes(base).items():
        whole.bind(prefix, namespace)
    for subject, property_, value, graph in quads(findings, base=base):
        target = whole.graph(graph) if graph is not None else whole.default_graph
        target.add((subject, property_, value))
    return whole


def _merged_view(findings: Readable, base: str) -> Iterator[Description]:
    for meeting in findings.meetings:
        yield from _meeting(base, meeting)
    everybody = findings.actors()
    for who in everybody.values():
        yield from actor(base, who)
    yield from posts(base, everybody.values())
    for where in findings.places().values():
        yield from place(base, where)
    yield from days(base, _dates(findings))
    for telling in findings.tellings():
        source = iri(base, "article", telling.document)
        yield describe(iri(base, "graph", telling.document), [(RDF.type, PROV.Bundle), (PROV.wasDerivedFrom, source)])


def _meeting(base: str, meeting: Meeting) -> Iterator[Description]:
    subject = iri(base, "meeting", meeting.id)
    parties = party_nodes(base, "meeting", meeting.id, meeting.participants)
    times = [iri(base, "when", "meeting", meeting.id, str(n)) for n in range(1 + len(meeting.other_times))]
    link_nodes = [iri(base, "link", meeting.id, *link.reports) for link in meeting.links]
    claim_nodes = [iri(base, "claim", meeting.id, claim.report) for claim in meeting.history]
    yield describe(
        subject,
        [
            *_facts(base, meeting),
            (SEM.hasTime, times[0]),
            *((KG.otherTime, node) for node in times[1:]),
            *((KG.otherPlace, iri(base, "place", other.id)) for other in meeting.other_places),
            *((SEM.hasActor, node) for node, _ in parties),
            *((SCHEMA.attendee, iri(base, "actor", party.actor.id)) for _, party in parties),
            *((SCHEMA.organizer, iri(base, "actor", party.actor.id)) for _, party in parties if party.role == "host"),
            *((SCHEMA.subjectOf, iri(base, "report", id_)) for id_ in meeting.reports),
            *((KG.statusClaim, node) for node in claim_nodes),
            *((KG.link, node) for node in link_nodes),
        ],
    )
    for node, time in zip(times, (meeting.when, *meeting.other_times), strict=True):
        yield when(base, node, time)
    for node, party in parties:
        yield participation(base, node, party)
    for position, (node, claim) in enumerate(zip(claim_nodes, meeting.history, strict=True), start=1):
        yield _claim(base, node, claim, position)
    for node, link in zip(link_nodes, meeting.links, strict=True):
        yield _link(base, node, link)


def _facts(base: str, meeting: Meeting) -> Iterator[Pair | None]:
    yield from ((RDF.type, kind) for kind in (KG.Meeting, SEM.Event, SCHEMA.Event))
    yield SKOS.prefLabel, words(meeting_label(meeting))
    yield KG.kind, concept("kind", meeting.kind)
    yield KG.medium, concept("medium", meeting.medium)
    yield KG.status, concept("status", meeting.status)
    yield KG.scope, concept("scope", meeting.scope)
    yield KG.confidence, score(meeting.confidence)
    if meeting.status in EVENT_STATUS:
        yield SCHEMA.eventStatus, EVENT_STATUS[meeting.status]
    if meeting.medium in ATTENDANCE:
        yield SCHEMA.eventAttendanceMode, ATTENDANCE[meeting.medium]
    if meeting.place is not None:
        where = iri(base, "place", meeting.place.id)
        yield SEM.hasPlace, where
        yield SCHEMA.location, where
    yield from stamps(meeting.when)
    if meeting.when.first is not None and meeting.when.first == meeting.when.last:
        yield SCHEMA.startDate, day(meeting.when.first)
    if meeting.topic:
        yield KG.topic, words(meeting.topic)
    if meeting.initiator:
        yield KG.initiator, iri(base, "actor", meeting.initiator)
    if meeting.part_of:
        yield SCHEMA.superEvent, iri(base, "meeting", meeting.part_of)
    yield from ((KG.side, words(code)) for code in sides(meeting.participants))
    yield from ((KG.source, words(source)) for source in meeting.sources)


def _claim(base: str, node: URIRef, claim: StatusClaim, position: int) -> Description:
    return describe(
        node,
        [
            (RDF.type, KG.StatusClaim),
            (KG.position, integer(position)),
            (KG.status, concept("status", claim.status)),
            (PROV.wasDerivedFrom, iri(base, "report", claim.report)),
            (PROV.hadPrimarySource, iri(base, "article", claim.document)),
            (KG.source, words(claim.source)) if claim.source else None,
            (SCHEMA.datePublished, day(claim.published)) if claim.published else None,
            (KG.attributedTo, words(claim.attributed_to)) if claim.attributed_to else None,
        ],
    )


def _link(base: str, node: URIRef, link: Link) -> Description:
    return describe(
        node,
        [
            (RDF.type, KG.Link),
            *((KG.joins, iri(base, "report", id_)) for id_ in link.reports),
            (KG.matchScore, score(link.score)),
            *((KG.matchReason, words(reason)) for reason in link.reasons),
        ],
    )


def _dates(findings: Readable) -> Iterator[dt.date]:
    """The days of meetings and of what was published of them: by these few, queries find the many quickly."""
    for item in chain[Meeting | Report](findings.meetings, findings.reports):
        others = item.other_times if isinstance(item, Meeting) else ()
        for time in (item.when, *others):
            yield from (date for date in (time.first, time.last) if date is not None)
        claims = item.history if isinstance(item, Meeting) else ()
        yield from (claim.published for claim in claims if claim.published is not None)
