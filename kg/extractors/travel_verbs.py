"""Visits told by a verb: "visited Y", "travelled to Y", "left for Y"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extractors.itinerary import Stop, stops_from, stops_of
from kg.extractors.lexicon import VerbTrigger
from kg.extractors.parse import upwards
from kg.extractors.place_phrases import DESTINATION_PREPOSITIONS
from kg.extractors.sight import Clause
from kg.extractors.standing import standing
from kg.extractors.trips import each_stop, inviters, told_ahead, travels
from kg.extractors.word_order import SUBJECT
from kg.language.located import Located
from kg.language.units import is_capital
from kg.model import PlacePhrase, Sighting

if TYPE_CHECKING:
    from spacy.tokens import Token

NO_GUEST_AFTER = frozenset(
    "before after while when by of for from without since and in on is was be are were been"
    " begin began started considered considering avoid avoided planned".split()
)
"""Behind these "visiting" is what somebody does."""


def sight_travel(clause: Clause, verb: Token, trigger: VerbTrigger) -> Iterator[Sighting]:
    """The sightings that a verb of travel gives, one for each stop."""
    if is_guest(clause, verb) or _passes_over(verb):
        return
    if trigger.particle and not any(c.lower_ == trigger.particle for c in verb.children):
        return
    if verb.lower_ == "going" and verb.i + 1 < len(verb.doc) and verb.doc[verb.i + 1].tag_ == "TO":
        return  # "are going to meet": no trip
    said = told_ahead(standing(verb, clause.sentence), verb)
    if said.negated and said.status in {"held", "proposed"}:
        return
    if goes_on(clause, verb):
        return
    visitors = _goers(clause, verb)
    hosts: list[Located] = []
    stops: list[Stop] = []
    if "destination_object" in trigger.slots:
        if any(c.dep_ == "auxpass" for c in verb.children):
            visitors = [m for m in clause.arguments.after_prepositions([verb], frozenset({"by"})) if travels(m)]
        hosts, stops = _visited(clause, verb)
    else:
        stops = stops_of(clause, verb, words=_leading(trigger))
        if not stops and any(c.lower_ == "where" for v in upwards(verb)[:3] if v.dep_ == "relcl" for c in v.children):
            stops = [[p] for p in clause.places.of(verb, clause.others(verb))][:1]  # "Lebanon, where X is to travel"
    orphan = verb.dep_ == "ROOT" and not any(c.dep_ in SUBJECT for c in verb.children)
    if not visitors and (clause.sentence.is_title or orphan):
        visitors = [m for m in clause.arguments.before(verb.i) if travels(m)]
    if not visitors or not (stops or hosts):
        return
    hosts += inviters(clause, verb, visitors)
    told = each_stop(clause, verb, visitors=visitors, hosts=hosts, stops=stops, said=said, weak=trigger.weak)
    if "origin" in trigger.slots:  # the day of the return is not that of the visit
        told = (replace(one, times=(), background=True) for one in told)
    yield from told


def goes_on(clause: Clause, verb: Token) -> bool:
    """ "The meetings came a week after a trip", "a series of talks comes to an end": nobody travels."""
    subjects = [c for c in verb.children if c.dep_ in SUBJECT]
    below = [g for c in subjects for p in c.children if p.lower_ == "of" for g in p.children]
    return any(token.i in clause.triggers for token in (*subjects, *below))


def _goers(clause: Clause, verb: Token) -> list[Located]:
    """The subjects; "met X and Y, who had arrived in Kyiv": both had."""
    acting = [m for m in clause.arguments.subjects(verb) if travels(m)]
    if verb.dep_ != "relcl" or len(acting) != 1 or verb.i == 0 or clause.sentence.doc[verb.left_edge.i - 1].text != ",":
        return acting
    return [m for m in clause.arguments.list_back(acting[0]) if travels(m)]


def _leading(trigger: VerbTrigger) -> frozenset[str]:
    """The prepositions that tell where the trip leads: "left for", "returned from", "travelled to"."""
    if "origin" in trigger.slots:
        return frozenset({"from"})
    return frozenset({"for", "to"}) if "departure" in trigger.slots else DESTINATION_PREPOSITIONS


def _visited(clause: Clause, verb: Token) -> tuple[list[Located], list[Stop]]:
    """The people and the places that are visited; "a camp in Jordan" is in Jordan."""
    things = [c for c in verb.children if c.dep_ in {"dobj", "obj", "nsubjpass"}]
    if not things and verb.i + 1 < clause.sentence.span.end and clause.sentence.doc[verb.i + 1].pos_ == "PROPN":
        things = [clause.sentence.doc[verb.i + 1]]
    hosts = [m for m in clause.arguments.objects(verb) if m.mention.kind in {"person", "description"}]
    if hosts:
        return hosts, [[p] for p in clause.places.of(verb, clause.others(verb))][:1]
    for thing in things:
        start = thing.left_edge.i
        while start < thing.i and not is_capital(clause.sentence.doc[start].text):
            start += 1
        if is_capital(clause.sentence.doc[start].text):
            name = clause.sentence.quote(start, clause.places.end_of_name(start, clause.sentence.span.end))
            return [], stops_from(clause, start=start, phrase=PlacePhrase(span=name, preposition="to"))
        within = stops_of(clause, thing, words=frozenset({"in", "at", "near"}))
        if within:
            return [], within
    return [], []


def _passes_over(verb: Token) -> bool:
    """ "Flew over the town", "as I flew over here": no arrival; "flew over to London" is one."""
    behind = [t.lower_ for t in verb.doc[verb.i + 1 : verb.i + 3]]
    return verb.lemma_ == "fly" and behind[:1] == ["over"] and behind[1:] not in (["to"], ["from"], ["for"])


def is_guest(clause: Clause, word: Token) -> bool:
    """Whether "visiting" stands before somebody who visits: "met the visiting president"."""
    if word.lower_ != "visiting" or any(c.dep_ in SUBJECT | {"aux"} for c in word.children):
        return False
    described = any(
        (m.start <= word.i < m.end or m.start == word.i + 1)
        and (m.mention.kind in {"person", "description"} or m.of_people)
        for m in clause.sentence.mentions
    )  # no "visiting Tel Aviv"
    before = word.nbor(-1).lower_ if word.i > clause.sentence.span.start else ""
    return word.dep_ == "amod" or (described and before not in NO_GUEST_AFTER)
