"""Visits, trips and tours: who goes to which state; each leg of a tour is a visit of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extractors.arguments import SUBJECT, governor, unique
from kg.extractors.lexicon import NounTrigger, VerbTrigger, context
from kg.extractors.nominal import DEFINITE, carries, names_a_meeting, of_possessor
from kg.extractors.sight import Clause, sighting
from kg.extractors.standing import standing
from kg.extractors.verbal import officials
from kg.language.located import Located
from kg.model import PlacePhrase, Role, Sighting

if TYPE_CHECKING:
    from spacy.tokens import Token


def sight_visit(clause: Clause, token: Token, trigger: NounTrigger | VerbTrigger) -> Iterator[Sighting]:
    """The sightings that a noun or verb of travel gives: one for each state visited."""
    if isinstance(trigger, VerbTrigger):
        yield from visit_by_verb(clause, token, trigger)
    else:
        yield from visit_by_noun(clause, token, trigger)


def inviters(clause: Clause, verb: Token | None, visitors: list[Located]) -> list[Located]:
    """Who invites ("Zelenskyy invited him to visit Ukraine"): the host to come."""
    for _ in range(3):
        if verb is None:
            return []
        if verb.lemma_ == "invite":
            return [m for m in clause.arguments.subjects(verb) if m not in visitors and m.mention.kind != "state"]
        verb = verb.head if verb.head != verb else None
    return []


def visit_by_noun(clause: Clause, noun: Token, trigger: NounTrigger) -> Iterator[Sighting]:
    """ "Made a visit to Y", "X's trip to Y and Z", "during his tour"."""
    if not names_a_meeting(noun):
        return
    said = standing(noun, clause.sentence)
    arguments = clause.arguments
    owners = [m for c in noun.children if c.dep_ == "poss" for m in of_possessor(arguments, c)]
    owners += arguments.after_prepositions([noun], frozenset({"of", "by", "from"}))
    verb = governor(noun)
    if (
        not owners
        and verb is not None
        and verb.lemma_.lower() in context().support | {"travel", "arrive"}
        and carries(noun, verb)
    ):
        owners = arguments.subjects(verb)
    if not owners and verb is not None and any(c.lower_ in {"his", "her"} for c in noun.children):
        owners = arguments.subjects(verb)
    owners = [m for m in owners if m.mention.kind != "state" or m.head >= m.end or m.mention.plural]
    legs = legs_of(clause, clause.places.destinations(noun))
    places = legs[0] if legs else []
    definite = any(c.lower_ in DEFINITE for c in noun.children if c.dep_ in {"det", "poss"})
    if not owners and not definite:
        return
    hosts = [] if places else arguments.after_prepositions([noun], frozenset({"to"}))
    hosts = [m for m in hosts if m.mention.kind == "state"]
    parties: list[tuple[Located, Role]] = [(m, "visitor") for m in unique(owners)]
    parties += [(m, "host") for m in unique([*hosts, *inviters(clause, verb, owners)])]
    yield sighting(
        clause,
        noun,
        family=trigger.family,
        kind="visit",
        medium="in_person",
        parties=parties,
        places=places,
        said=said,
        anaphoric=definite and not (owners and (places or hosts)),
        confidence=0.7,
    )
    for leg in legs[1:]:
        yield sighting(
            clause,
            noun,
            family=trigger.family,
            kind="visit",
            medium="in_person",
            places=leg,
            said=said,
            parties=[(m, "visitor") for m in unique(owners)],
            confidence=0.7,
        )


def legs_of(clause: Clause, places: list[PlacePhrase]) -> list[list[PlacePhrase]]:
    """A tour's destinations, each a leg of its own: "to Israel, the Netherlands, and the United Kingdom"."""
    if not places:
        return []
    first = places[0]
    legs = [[first, *places[1:]]]
    for state in clause.sentence.mentions:
        start = state.mention.span.start
        if state.mention.kind != "state" or state.modifier or start < first.span.end:
            continue
        gap = clause.sentence.passage.text[
            legs[-1][0].span.end - clause.sentence.passage.start : start - clause.sentence.passage.start
        ]
        if gap.replace("the", "").replace("and", "").strip(" ,"):
            break
        if gap.strip() == "," and _inside(clause, legs[-1][0], state):
            continue
        legs.append([PlacePhrase(span=state.mention.span, preposition=first.preposition)])
    return legs


def _inside(clause: Clause, place: PlacePhrase, state: Located) -> bool:
    """ "Beirut, Lebanon": the second names the country of the first."""
    return any(
        p.country == state.mention.country and p.kind != "country"
        for p in clause.knowledge.find_place(place.span.quote)
    )


def visit_by_verb(clause: Clause, verb: Token, trigger: VerbTrigger) -> Iterator[Sighting]:
    """ "Visited Y", "travelled to Y"."""
    said = standing(verb, clause.sentence)
    if said.negated and said.status == "held":
        return
    if any(c.dep_ in SUBJECT and c.i in clause.triggers for c in verb.children):
        return  # "the meetings came a week after": no trip
    subjects = [
        m
        for m in clause.arguments.subjects(verb)
        if m.mention.kind in {"person", "description", "pronoun"} or officials(m)
    ]
    if not subjects:
        return
    if "destination_object" in trigger.slots:
        hosts = [m for m in clause.arguments.objects(verb) if m.mention.kind == "state"]
        phrases = [_as_place(clause, c) for c in verb.children if c.dep_ in {"dobj", "obj"}]
        if not phrases and verb.i + 1 < clause.sentence.span.end:
            nxt = clause.sentence.doc[verb.i + 1]
            phrases = [_as_place(clause, nxt)] if nxt.pos_ == "PROPN" else []
        places = [p for p in phrases if p is not None]
    else:
        hosts = []
        places = clause.places.destinations(verb)
    if not places and not hosts:
        return
    parties: list[tuple[Located, Role]] = [(m, "visitor") for m in subjects]
    if trigger.weak and not hosts:
        hosts = [
            m
            for m in clause.sentence.mentions
            if m.mention.kind == "state" and any(m.mention.span.start == p.span.start for p in places)
        ]
    parties += [(m, "host") for m in unique([*hosts, *inviters(clause, verb, subjects)]) if not m.modifier]
    if not places:
        places = [PlacePhrase(span=m.mention.span, preposition="to") for m in hosts]
    yield sighting(
        clause,
        verb,
        family=trigger.family,
        kind="visit",
        medium="in_person",
        parties=parties,
        places=places,
        said=said,
        confidence=0.5 if trigger.weak else 0.7,
    )
    for leg in legs_of(clause, places)[1:]:
        yield sighting(
            clause,
            verb,
            family=trigger.family,
            kind="visit",
            medium="in_person",
            places=leg,
            said=said,
            parties=[(m, "visitor") for m in subjects],
            confidence=0.5 if trigger.weak else 0.7,
        )


def _as_place(clause: Clause, token: Token) -> PlacePhrase | None:
    from kg.language.units import is_capital

    doc = clause.sentence.doc
    inside = sorted(
        t.i for t in token.subtree if t.i <= token.i or t.dep_ in {"appos", "punct", "conj", "prep", "pobj"}
    )
    start = token.i
    while start - 1 in inside and is_capital(doc[start - 1].text):
        start -= 1
    if not is_capital(doc[start].text):
        return None
    end = clause.places.end_of_name(start, clause.sentence.span.end)
    return PlacePhrase(span=clause.sentence.quote(start, end), preposition="to")
