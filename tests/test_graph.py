"""Meetings as RDF statements and as networks."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import BNode, Literal, URIRef
from rdflib.namespace import OWL, RDF, SKOS, XSD

from hostile import HOSTILE, everywhere
from kg.graph.findings import Findings
from kg.graph.labels import meeting_label
from kg.graph.networks import actor_graph, edges, event_graph, nodes
from kg.graph.rdf import dataset, quads
from kg.graph.rows import Edge, Node
from kg.graph.terms import DEFAULT_BASE, GEO, KG, OA, ORG, PROV, SCHEMA, SEM, TIME, WGS84, encode, iri
from kg.model import Medium, Status, When
from worked_example import (
    ELYSEE,
    FINDINGS,
    FIRST,
    MACRON,
    PARIS,
    PETERSBURG_TALKS,
    SECOND,
    TALKS,
    TALKS_REPORT,
    WITKOFF,
)


def node(path: str, base: str = DEFAULT_BASE) -> URIRef:
    return URIRef(base + path)


def said(findings: Findings, subject: str) -> dict[URIRef, set[object]]:
    """What the graph says of a resource: property to values, plain where they are literals."""
    found: dict[URIRef, set[object]] = {}
    for who, property_, value, _ in quads(findings):
        if who == node(subject):
            found.setdefault(property_, set()).add(str(value) if isinstance(value, Literal) else value)
    return found


def test_a_meeting_says_who_where_when_and_how_it_is_known() -> None:
    talks = said(FINDINGS, "meeting/talks")
    assert talks[RDF.type] == {KG.Meeting, SEM.Event, SCHEMA.Event}
    assert talks[SCHEMA.attendee] == {
        node("actor/person:emmanuel-macron"),
        node("actor/person:steve-witkoff"),
        node("actor/person:andrii-sybiha"),
    }
    assert talks[SCHEMA.organizer] == {node("actor/person:emmanuel-macron")}
    assert talks[SEM.hasPlace] == talks[SCHEMA.location] == {node("place/place:elysee")}
    assert talks[SEM.hasEarliestBeginTimeStamp] == talks[SCHEMA.startDate] == {"2025-04-17"}
    assert talks[KG.otherPlace] == {node("place/place:paris")}
    assert talks[KG.status] == {KG["status-held"]} and talks[SCHEMA.eventStatus] == {SCHEMA.EventScheduled}
    assert talks[SCHEMA.eventAttendanceMode] == {SCHEMA.OfflineEventAttendanceMode}
    assert talks[SCHEMA.subjectOf] == {node("report/report-talks"), node("report/report-preview")}
    assert talks[KG.initiator] == {node("actor/person:steve-witkoff")}
    assert talks[SKOS.prefLabel] == {
        "Meeting of Andrii Sybiha, Emmanuel Macron, Steve Witkoff, Élysée Palace, Paris, 2025-04-17"
    }


def test_an_uncertain_day_is_an_interval_and_no_start_date() -> None:
    earlier = said(FINDINGS, "meeting/petersburg")
    assert earlier[SEM.hasEarliestBeginTimeStamp] == {"2025-04-08"}
    assert earlier[SEM.hasLatestEndTimeStamp] == {"2025-04-13"}
    assert SCHEMA.startDate not in earlier
    (time,) = earlier[SEM.hasTime]
    when = said(FINDINGS, str(time).removeprefix(DEFAULT_BASE))
    assert when[KG.expression] == {"About a week ago"} and when[KG.approximate] == {"true"}
    assert when[TIME.hasBeginning] == {node("day/2025-04-08")}
    assert said(FINDINGS, "day/2025-04-08")[TIME.inXSDDate] == {"2025-04-08"}


def test_an_unresolved_time_keeps_its_words_and_has_no_day() -> None:
    unresolved = replace(TALKS, when=When(expression="Thursday"), other_times=())
    found = said(Findings(meetings=(unresolved,)), "when/meeting:talks:0")
    assert found == {
        RDF.type: {KG.When},
        KG.expression: {"Thursday"},
        KG.basis: {KG["basis-unresolved"]},
        KG.precision: {KG["precision-day"]},
        KG.approximate: {"false"},
    }


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("held", SCHEMA.EventScheduled),
        ("planned", SCHEMA.EventScheduled),
        ("cancelled", SCHEMA.EventCancelled),
        ("postponed", SCHEMA.EventPostponed),
        ("proposed", None),
        ("refused", None),
    ],
)
def test_schema_org_status_only_where_it_has_the_word(status: Status, expected: URIRef | None) -> None:
    found = said(Findings(meetings=(replace(TALKS, status=status),)), "meeting/talks")
    assert found[KG.status] == {KG[f"status-{status}"]}
    assert found.get(SCHEMA.eventStatus) == (None if expected is None else {expected})


@pytest.mark.parametrize(("medium", "expected"), [("phone", {SCHEMA.OnlineEventAttendanceMode}), ("unknown", None)])
def test_calls_are_attended_online(medium: Medium, expected: set[URIRef] | None) -> None:
    found = said(Findings(meetings=(replace(TALKS, medium=medium),)), "meeting/talks")
    assert found.get(SCHEMA.eventAttendanceMode) == expected


def test_misspellings_are_hidden_labels_and_posts_have_their_time() -> None:
    envoy = said(FINDINGS, "actor/person:steve-witkoff")
    assert envoy[SKOS.prefLabel] == {"Steve Witkoff"}
    assert envoy[SKOS.altLabel] == {"Steven Witkoff", "Witkoff"}
    assert envoy[SKOS.hiddenLabel] == {"Vicchoff", "Vitcoff"}
    assert envoy[RDF.type] == {SEM.Actor, SCHEMA.Person} and envoy[KG.country] == {"US"}
    (post,) = envoy[ORG.holds]
    membership = said(FINDINGS, "membership/person%3Asteve-witkoff:1")
    assert membership[KG.post] == {post} and membership[KG.firstHeld] == {"2025"} and KG.lastHeld not in membership
    assert said(FINDINGS, str(post).removeprefix(DEFAULT_BASE))[SKOS.prefLabel] == {"Special Envoy"}
    types = {getattr(value, "datatype", None) for _, name, value, _ in quads(FINDINGS) if name == KG.firstHeld}
    assert types == {XSD.gYear, XSD.date}


def test_only_real_wikidata_ids_are_linked() -> None:
    wikidata = URIRef("http://www.wikidata.org/entity/Q3052772")
    macron = said(FINDINGS, "actor/person:emmanuel-macron")
    assert macron[OWL.sameAs] == macron[SKOS.exactMatch] == {wikidata}
    for wrong in ("", "q1", "Q0", "Q1> <x", "https://www.wikidata.org/wiki/Q1"):
        party = replace(TALKS.participants[0], actor=replace(MACRON, wikidata=wrong))
        meeting = replace(TALKS, participants=(party, *TALKS.participants[1:]))
        assert OWL.sameAs not in said(Findings(meetings=(meeting,)), "actor/person:emmanuel-macron")


def test_a_city_is_its_geonames_entry_and_a_venue_is_in_it() -> None:
    geonames = URIRef("https://sws.geonames.org/2988507/")
    city, venue = said(FINDINGS, "place/place:paris"), said(FINDINGS, "place/place:elysee")
    assert city[OWL.sameAs] == {geonames} and SCHEMA.containedInPlace not in city
    assert venue[SCHEMA.containedInPlace] == {geonames} and OWL.sameAs not in venue
    assert venue[SKOS.prefLabel] == {"Élysée Palace, Paris"} and venue[KG.locality] == {"Paris"}
    assert city[WGS84.lat] == {"48.85341"}
    assert said(FINDINGS, "geometry/place:paris")[GEO.asWKT] == {"POINT(2.3488 48.85341)"}


def test_what_an_article_says_is_in_its_own_graph_with_checked_quotations() -> None:
    by_graph: dict[object, set[URIRef]] = {}
    for subject, _, _, graph in quads(FINDINGS):
        by_graph.setdefault(graph, set()).add(subject)
    assert set(by_graph) == {None, node("graph/paris-agency"), node("graph/paris-preview")}
    assert node("report/report-preview") in by_graph[node("graph/paris-preview")]
    assert not by_graph[None] & by_graph[node("graph/paris-agency")]
    assert not by_graph[node("graph/paris-preview")] & by_graph[node("graph/paris-agency")]
    assert said(FINDINGS, "graph/paris-agency")[PROV.wasDerivedFrom] == {node("article/paris-agency")}

    quoted = said(FINDINGS, "quote/paris-agency:text-92-121")
    position = said(FINDINGS, "position/paris-agency:text-92-121")
    start, end = (int(str(*position[name])) for name in (OA.start, OA.end))
    assert quoted[OA.exact] == {"Andrii Sybiha also took part."} == {FIRST.text[start:end]}
    assert quoted[OA.prefix] == {FIRST.text[start - 32 : start]}
    assert quoted[OA.suffix] == {FIRST.text[end : end + 32]}
    assert said(FINDINGS, "evidence/paris-agency:text-92-121")[OA.hasBody] == {
        node("report/report-talks"),
        node("participation/report:report-talks:person%3Aandrii-sybiha"),
    }


def test_a_match_is_kept_with_its_reasons() -> None:
    party = said(FINDINGS, "participation/report:report-talks:person%3Asteve-witkoff")
    assert party[KG.matchedForm] == {"Steve Vicchoff"} and party[KG.matchScore] == {"0.96"}
    assert party[KG.matchReason] == {"the first name is the same", "the family names sound alike"}
    assert party[KG.rivalCandidate] == {node("actor/person:steve-wyckoff")}


def test_a_quotation_the_article_does_not_have_is_refused() -> None:
    changed = replace(FIRST, text="Corrected: " + FIRST.text)
    with pytest.raises(ValueError, match=r"article 'paris-agency' does not say 'Steve Vicchoff.*extract it again"):
        list(quads(replace(FINDINGS, articles=(changed, SECOND))))


def test_reports_of_articles_that_are_not_there_still_have_their_quotations() -> None:
    found = said(Findings(reports=(TALKS_REPORT,)), "quote/paris-agency:text-92-121")
    assert found == {RDF.type: {OA.TextQuoteSelector}, OA.exact: {"Andrii Sybiha also took part."}}


def test_the_base_moves_resources_and_not_the_vocabulary() -> None:
    other = "https://example.org/kg/"
    moved = {tuple(str(term) for term in quad if term is not None) for quad in quads(FINDINGS, base=other)}
    here = {
        tuple(
            str(term).replace(DEFAULT_BASE, other) if not str(term).startswith(KG) else str(term)
            for term in quad
            if term is not None
        )
        for quad in quads(FINDINGS)
    }
    assert moved == here


@pytest.mark.parametrize(
    "base", ["", "example.org/", "https://example.org", "https://a b/", "http://x/>", "file:///x/"]
)
def test_a_base_that_cannot_be_one_is_refused(base: str) -> None:
    with pytest.raises(ValueError, match="cannot be a base IRI: give"):
        list(quads(FINDINGS, base=base))


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_hostile_ids_give_legal_iris_and_no_blank_nodes(hostile: str) -> None:
    for quad in quads(everywhere(hostile)):
        for term in quad:
            assert not isinstance(term, BNode)
            if isinstance(term, URIRef):
                assert set(str(term)) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:/#%")
                assert not str(term).endswith(("/..", "/."))


@given(st.lists(st.text(min_size=1), min_size=2, max_size=2, unique=True))
def test_different_ids_are_different_iris(ids: list[str]) -> None:
    assert encode(ids[0]) != encode(ids[1])
    assert iri(DEFAULT_BASE, "claim", *ids) != iri(DEFAULT_BASE, "claim", *reversed(ids))


def test_an_empty_id_is_refused() -> None:
    with pytest.raises(ValueError, match="an id is empty"):
        encode("")


def test_the_order_of_what_was_found_does_not_matter() -> None:
    expected = list(quads(FINDINGS))
    for seed in range(5):
        shuffle = random.Random(seed).sample
        meetings = tuple(
            replace(meeting, participants=tuple(shuffle(meeting.participants, len(meeting.participants))))
            for meeting in shuffle(FINDINGS.meetings, 2)
        )
        shuffled = Findings(
            meetings=meetings,
            reports=tuple(shuffle(FINDINGS.reports, 3)),
            articles=tuple(shuffle(FINDINGS.articles, 2)),
        )
        assert list(quads(shuffled)) == expected
        assert list(edges(shuffled)) == list(edges(FINDINGS))


def test_nothing_is_said_twice() -> None:
    found = list(quads(FINDINGS))
    assert len(found) == len(set(found))


def test_two_meetings_under_one_id_are_refused_and_the_same_twice_is_one() -> None:
    assert Findings(meetings=(TALKS, TALKS)).meetings == (TALKS,)
    with pytest.raises(ValueError, match="two different meetings have the id 'talks'"):
        Findings(meetings=(TALKS, replace(TALKS, status="planned")))


def test_what_articles_know_of_an_actor_is_put_together() -> None:
    fuller = replace(WITKOFF, aliases=("Стив Уиткофф",), misspellings=("Vitkoff",), posts=(), wikidata="Q1")
    party = replace(TALKS.participants[1], actor=fuller)
    both = Findings(meetings=(TALKS, replace(PETERSBURG_TALKS, participants=(PETERSBURG_TALKS.participants[0], party))))
    envoy = both.actors()["person:steve-witkoff"]
    assert envoy.aliases == ("Steve Witkoff", "Steven Witkoff", "Witkoff", "Стив Уиткофф") or envoy.aliases == (
        "Steven Witkoff",
        "Witkoff",
        "Стив Уиткофф",
    )
    assert envoy.misspellings == ("Vicchoff", "Vitcoff", "Vitkoff")
    assert envoy.wikidata == "Q1" and envoy.posts == WITKOFF.posts


def test_the_dataset_holds_every_statement() -> None:
    whole = dataset(FINDINGS)
    assert len(whole) == len(list(quads(FINDINGS)))
    assert len(whole.graph(node("graph/paris-preview"))) == sum(
        graph == node("graph/paris-preview") for *_, graph in quads(FINDINGS)
    )


def test_a_label_names_three_and_counts_the_others() -> None:
    crowd = tuple(replace(TALKS.participants[0], actor=replace(MACRON, id=f"p{n}", label=f"P{n}")) for n in range(5))
    meeting = replace(TALKS, kind="summit", participants=crowd, place=None, when=When())
    assert meeting_label(meeting) == "Summit of P0, P1, P2 and 2 others"


def test_the_event_network_has_meetings_actors_and_places() -> None:
    graph = event_graph(FINDINGS)
    assert sorted(graph.nodes) == [
        "actor:person:andrii-sybiha",
        "actor:person:emmanuel-macron",
        "actor:person:steve-witkoff",
        "actor:person:vladimir-putin",
        "meeting:petersburg",
        "meeting:talks",
        "place:place:elysee",
        "place:place:st-petersburg",
    ]
    host = graph.edges["actor:person:emmanuel-macron", "meeting:talks", "actor:person:emmanuel-macron in meeting:talks"]
    assert (host["role"], host["post"], host["side"], host["label"]) == ("host", "President", "FR", "PARTICIPATED_IN")
    assert (host["start"], host["end"]) == ("2025-04-17", "2025-04-17")
    assert graph.has_edge("meeting:talks", "place:place:elysee")
    talks = graph.nodes["meeting:talks"]
    assert talks["place"] == "Élysée Palace, Paris" and talks["sources"] == "news.example; preview.example"
    assert (talks["latitude"], talks["longitude"], talks["located"]) == (ELYSEE.latitude, ELYSEE.longitude, True)
    envoy = graph.nodes["actor:person:steve-witkoff"]
    assert (envoy["start"], envoy["end"], envoy["meetings"]) == ("2025-04-08", "2025-04-17", 2)


def test_a_meeting_leads_to_the_one_it_is_part_of() -> None:
    part = replace(PETERSBURG_TALKS, part_of="talks")
    assert event_graph(Findings(meetings=(TALKS, part))).has_edge("meeting:petersburg", "meeting:talks")
    assert not event_graph(Findings(meetings=(part,))).has_node("meeting:talks")


def test_every_row_has_every_field_in_its_type() -> None:
    kinds = {"str": str, "int": int, "float": float, "bool": bool}
    for findings in (FINDINGS, everywhere("x")):
        for projection in ("event", "actor"):
            for row in (*nodes(findings, projection=projection), *edges(findings, projection=projection)):
                for field in fields(Node if isinstance(row, Node) else Edge):
                    assert type(getattr(row, field.name)) is kinds[str(field.type)], field.name


def test_the_actor_network_has_an_edge_for_each_pair_and_meeting() -> None:
    graph = actor_graph(FINDINGS)
    found = {(one, other, data["meeting"], data["weight"], data["side"]) for one, other, data in graph.edges(data=True)}
    macron, witkoff = "actor:person:emmanuel-macron", "actor:person:steve-witkoff"
    sybiha, putin = "actor:person:andrii-sybiha", "actor:person:vladimir-putin"
    assert found == {
        (sybiha, macron, "meeting:talks", 0.5, "UA; FR"),
        (sybiha, witkoff, "meeting:talks", 0.5, "UA; US"),
        (macron, witkoff, "meeting:talks", 0.5, "FR; US"),
        (witkoff, putin, "meeting:petersburg", 1.0, "US; RU"),
    }
    assert graph.degree(witkoff, weight="weight") == graph.nodes[witkoff]["meetings"] == 2


def test_the_actor_network_counts_held_meetings_unless_told_otherwise() -> None:
    planned = Findings(meetings=(replace(TALKS, status="planned"), PETERSBURG_TALKS))
    assert sorted(actor_graph(planned)) == ["actor:person:steve-witkoff", "actor:person:vladimir-putin"]
    assert len(actor_graph(planned, statuses=("held", "planned"))) == 4


def test_ids_of_edges_are_unique_even_for_an_actor_that_is_there_twice() -> None:
    twice = replace(TALKS, participants=(*TALKS.participants, replace(TALKS.participants[0], role="mediator")))
    keys = [edge.id for edge in edges(Findings(meetings=(twice,)))]
    assert len(keys) == len(set(keys)) == 5
    assert len(list(edges(Findings(meetings=(twice,)), projection="actor"))) == 3


def test_days_of_conflicting_places_are_described_too() -> None:
    assert said(FINDINGS, "place/place:paris")[SKOS.prefLabel] == {PARIS.name}
    assert TALKS.other_times[0].last == dt.date(2025, 4, 20)
    assert said(FINDINGS, "day/2025-04-20")[RDF.type] == {TIME.Instant}
