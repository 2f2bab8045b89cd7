"""Visits, trips and tours: who goes to which state; each stop of a tour is a visit of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extractors.carrying import carries
from kg.extractors.itinerary import Stop, here_after, stop_before, stops_of
from kg.extractors.lasting import BEGINNING, ENDING
from kg.extractors.lexicon import NounTrigger, VerbTrigger, context
from kg.extractors.meeting_nouns import is_definite, names_a_meeting
from kg.extractors.owners import possessors
from kg.extractors.parse import governor, upwards
from kg.extractors.place_phrases import DESTINATION_PREPOSITIONS, ROUTE_PREPOSITIONS
from kg.extractors.sight import Clause
from kg.extractors.standing import Standing, standing
from kg.extractors.travel_verbs import goes_on, sight_travel
from kg.extractors.trips import each_stop, inviters, told_ahead, travels, trip_that_takes
from kg.extractors.word_order import SUBJECT
from kg.language.located import Located
from kg.model import Sighting

if TYPE_CHECKING:
    from spacy.tokens import Token

OWNERS = frozenset({"of", "by", "from"})
WHILE = frozenset({"on", "during", "in", "at", "after", "before", "following", "since", "ahead", "amid", "upon", "for"})
PARTS = frozenset(
    {"day", "leg", "stop", "part", "stage", "phase", "start", "beginning", "end", "course", "eve", "close"}
)
"""Of a trip: "on the second day of his trip"."""
LEADING_POSTS = frozenset({"head_of_state", "head_of_government", "monarch", "crown_prince"})
THROUGH = DESTINATION_PREPOSITIONS | ROUTE_PREPOSITIONS - {"from"}


def sight_visit(clause: Clause, token: Token, trigger: NounTrigger | VerbTrigger) -> Iterator[Sighting]:
    """The sightings that a noun or verb of travel gives: one for each stop."""
    if isinstance(trigger, VerbTrigger):
        yield from sight_travel(clause, token, trigger)
    elif names_a_meeting(token):
        yield from _by_noun(clause, token)


def _by_noun(clause: Clause, noun: Token) -> Iterator[Sighting]:
    if _only_counts(noun):
        return
    said = told_ahead(_standing_of_trip(clause, noun), governor(noun) or noun)
    if said.negated:
        return
    if said.status == "held" and _gone_before(noun):
        said = replace(said, background=True)
    if _called_off(governor(noun)):
        said = replace(said, status="cancelled")
    elif said.status == "planned" and _to_end(clause, noun):
        said = replace(said, status="held")
    elif said.status == "held" and (_prepared(noun) or (clause.sentence.is_title and noun.head.lower_ == "before")):
        said = replace(said, status="planned", tense="future", background=False)
    through = noun.lower_ in {"tour", "tours", "swing"} and not any(_owns(clause, c) for c in noun.children)
    stops = stops_of(clause, noun, words=THROUGH if through else DESTINATION_PREPOSITIONS)
    stops = stops or stop_before(clause, noun)
    visitors = _visitors(clause, noun, stops)
    definite = is_definite(noun)
    if not visitors and not definite:
        return
    hosts = [] if stops else clause.arguments.after_prepositions([noun], frozenset({"to"}))
    hosts = [m for m in hosts if m.mention.kind == "state"]
    hosts += inviters(clause, governor(noun), visitors)
    hosts += [m for m in clause.arguments.after_prepositions([noun], frozenset({"with"})) if m.mention.kind == "person"]
    if visitors and stops and said.status == "held":
        hosts += _receiving(clause, noun, visitors, stops)
    if visitors and not hosts and all(p.span.quote == "here" for stop in stops for p in stop):
        hosts += _preparing(clause, noun, visitors)
    anaphoric = definite and not (visitors and (stops or hosts))
    first = _reached(clause, noun, stops) if said.status == "held" else len(stops)
    now, later = stops[:first], stops[first:]
    yield from each_stop(clause, noun, visitors=visitors, hosts=hosts, stops=now, said=said, anaphoric=anaphoric)
    if later:
        ahead, no_day = replace(said, status="planned", tense="future"), replace(clause, days=[])
        yield from each_stop(no_day, noun, visitors=visitors, hosts=[], stops=later, said=ahead)


def _standing_of_trip(clause: Clause, noun: Token) -> Standing:
    """ "Arrived on a trip that will also take him to Rome": the trip is under way, whatever stops are to come."""
    leads_on = any(trip_that_takes(c) is not None for c in noun.subtree if c.dep_ == "relcl")
    verb = governor(noun) if leads_on else None
    return standing(noun if verb is None else verb, clause.sentence)


def _only_counts(noun: Token) -> bool:
    """ "Will meet X in Beirut -- his second visit to Lebanon": which of several trips it is that is told already."""
    counted = any(re.fullmatch(r"\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth", c.lower_) for c in noun.children)
    own = next((c for c in noun.children if c.dep_ == "poss" and c.pos_ == "PRON"), None)
    aside = own is not None and own.i > noun.sent.start and own.nbor(-1).text in {"--", "-", "–", "—", ",", "("}
    return counted and aside and noun.dep_ not in {"nsubj", "dobj"}


def _owns(clause: Clause, preposition: Token) -> bool:
    """Whether "of" names whose tour it is, not where it leads."""
    below = [m for c in preposition.children for m in clause.arguments.members(c)]
    return preposition.lower_ in OWNERS and any(travels(m) for m in below)


def _visitors(clause: Clause, noun: Token, stops: list[Stop]) -> list[Located]:
    """Whose visit it is: its owner, else the one who pays it, else the one who does something on it."""
    arguments = clause.arguments
    own = possessors(arguments, noun)
    own += arguments.after_prepositions([noun], OWNERS)
    if any(m.mention.kind == "pronoun" for m in own):
        own = _named_after(clause, noun, own, stops)
    own = [m for m in own if travels(m)]
    if own:
        return own
    verb = governor(noun)
    if verb is not None and _pays(noun, verb) and not goes_on(clause, verb):
        acting = [m for m in arguments.subjects(verb) if travels(m)]
        if acting:
            return acting
    if verb is not None and verb.lemma_ == "include":  # "X's tour includes stops in Laos"
        return [m for c in verb.children if c.dep_ in SUBJECT for m in possessors(arguments, c) if travels(m)]
    in_headline = _opening_headline(clause, noun) if stops else []
    return in_headline or _owner_by_order(clause, noun) or _on_the_way(clause, noun)


def _opening_headline(clause: Clause, noun: Token) -> list[Located]:
    """ "Lavrov kicks off Kenya, Uganda tour": who stands before the verb, however the rest is parsed."""
    if not clause.sentence.is_title:
        return []
    verb = next((t for t in clause.sentence.span if t.pos_ == "VERB" and t.i < noun.i), None)
    if verb is None or verb.lemma_.lower() not in BEGINNING | ENDING:
        return []
    return [m for m in clause.arguments.before(verb.i) if travels(m)]


def _pays(noun: Token, verb: Token) -> bool:
    lemma = verb.lemma_.lower()
    return (lemma in context().support | {"travel", "arrive"} or _called_off(verb)) and carries(noun, verb)


def _reached(clause: Clause, noun: Token, stops: list[Stop]) -> int:
    """ "Kicked off a tour of Kenya and Uganda": at the first of its stops, the others are still to come."""
    before = {t.lemma_.lower() for t in upwards(noun)[1:3]} | {t.lemma_.lower() for t in _heads_before(clause, noun)}
    return 1 if before & {"begin", "start", "kick", "embark", "launch"} else len(stops)


def _heads_before(clause: Clause, noun: Token) -> list[Token]:
    """The verbs of a headline before the noun, whatever the parse hangs it on."""
    return [t for t in clause.sentence.span if t.pos_ == "VERB" and t.i < noun.i] if clause.sentence.is_title else []


def _to_end(clause: Clause, noun: Token) -> bool:
    """ "Will wrap up his visit on Wednesday": a visit that is under way, its last day still to come."""
    verb = noun.head
    dated = any(clause.sentence.doc[e.root].head.head == verb for e in clause.expressions)
    return noun.dep_ == "dobj" and verb.lemma_.lower() in ENDING - {"return"} and dated


def _gone_before(noun: Token) -> bool:
    """ "Spoke with X following X's visit to Oslo", "about his recent trip": what the news comes after."""
    owned = any(c.dep_ == "poss" for c in noun.children)
    return noun.dep_ == "pobj" and owned and noun.head.lower_ in {"following", "after", "about", "over"}


def _prepared(noun: Token) -> bool:
    """ "Preparations were under way for a visit by X", "is preparing for a trip"."""
    verb = governor(noun)
    ahead = noun.dep_ == "pobj" and noun.head.lower_ == "for" and verb is not None
    return (
        ahead
        and verb is not None
        and any(c.dep_ in SUBJECT and c.lemma_.lower() in {"preparation", "arrangement", "plan"} for c in verb.children)
    )


def _preparing(clause: Clause, noun: Token, visitors: list[Located]) -> list[Located]:
    """ "Cuba freed prisoners ahead of a visit by the Pope": the one state that the sentence tells of is the host."""
    verb = governor(noun)
    led = any(c.dep_ == "prep" and c.lower_ in DESTINATION_PREPOSITIONS for c in noun.children)
    if verb is None or led or noun.dep_ != "pobj" or not WHILE & {t.lower_ for t in upwards(noun)[1:4]}:
        return []
    named = [m for m in clause.sentence.mentions if m.mention.kind == "state" and not m.modifier]
    own = {m.mention.country for m in visitors}
    states = {m.mention.country for m in named} - own
    here = here_after(clause, noun) is not None
    return [m for m in clause.arguments.subjects(verb) if m in named and (here or len(states) == 1)][:1]


def _receiving(clause: Clause, noun: Token, visitors: list[Located], stops: list[Stop]) -> list[Located]:
    """ "During X's visit to A, Y of A promised more aid": its leader, who speaks to his guest."""
    if noun.dep_ != "pobj" or noun.head.lower_ not in {"during", "on"} or len(stops) > 1:
        return []
    verb = governor(noun)
    spans = {p.span for p in stops[0]}
    homes = {m.mention.country for m in clause.sentence.mentions if m.mention.span in spans} - {None}
    acting = clause.arguments.subjects(verb) if verb is not None else []
    return [m for m in acting if m not in visitors and not m.modifier and _led_by(clause, m) & homes]


def _led_by(clause: Clause, located: Located) -> set[str | None]:
    """The states that somebody of that name leads or has led."""
    if located.mention.kind != "person":
        return set()
    known = clause.knowledge.find(located.mention.name) or clause.knowledge.by_family_name(located.mention.name)
    return {held.country for actor in known for held in actor.posts if held.post in LEADING_POSTS}


def _called_off(verb: Token | None) -> bool:
    """ "Called off a planned visit": whatever was planned is off."""
    if verb is None:
        return False
    off = verb.lemma_ == "call" and any(c.lower_ == "off" for c in verb.children)
    return off or verb.lemma_.lower() in context().cancelled


def _named_after(clause: Clause, noun: Token, own: list[Located], stops: list[Stop]) -> list[Located]:
    """ "During his visit to Y, X said": "his" before the verb means its subject, unless that one is at home in Y."""
    beside = [m for m in clause.sentence.mentions if m.end == noun.head.i and m.mention.kind == "person"]
    if beside and noun.dep_ == "pobj":
        return beside  # "the support shown by X during his visit"
    verb = governor(noun)
    acting = clause.arguments.subjects(verb) if verb is not None else []
    people = [m for m in acting if m.mention.kind in {"person", "description"} and not m.mention.plural]
    at_home = {
        m.mention.country for m in clause.sentence.mentions if any(m.mention.span == p.span for s in stops for p in s)
    }
    ahead = [m for m in people if noun.i < m.start and m.mention.country not in at_home - {None}]
    return people if ahead or not any(m.mention.refers_to or m.mention.plural for m in own) else own


def _owner_by_order(clause: Clause, noun: Token) -> list[Located]:
    """The first "by" or "of" and somebody soon after the noun, where the parse has hung it elsewhere."""
    doc = clause.sentence.doc
    for j in range(noun.i + 1, min(clause.sentence.span.end, noun.i + 14)):
        if doc[j].lower_ in OWNERS:
            found = [m for m in clause.arguments.right_after(j + 1, within=2) if travels(m)]
            if found:
                return found
        if doc[j].pos_ in {"VERB", "AUX"} or doc[j].text in {";", ":", "."}:
            break
    return []


def _on_the_way(clause: Clause, noun: Token) -> list[Located]:
    """ "X said during a visit to Y", "X, on a trip to Y, said", "on the second day of a trip": who is on it."""
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lower_ in PARTS:
        noun = noun.head.head
    above = noun.head
    if noun.dep_ != "pobj" or (above.lower_ not in WHILE and above.head.lower_ not in WHILE):
        return []
    while above.dep_ in {"prep", "pcomp", "advmod"} and above.head.pos_ in {"ADP", "ADV", "SCONJ"}:
        above = above.head
    head = above.head
    if goes_on(clause, head):
        return []
    arguments = clause.arguments
    found = arguments.subjects(head) if head.pos_ in {"VERB", "AUX"} else arguments.members(head)
    return [m for m in found if travels(m) and m.mention.kind in {"person", "description", "pronoun"}]
