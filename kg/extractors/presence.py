"""Trips told without a word for them: "is in Paris for talks", "is due in Lisbon", "met the visiting president"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extractors.itinerary import here_after, stops_of
from kg.extractors.lexicon import triggers
from kg.extractors.parse import governor
from kg.extractors.sight import Clause
from kg.extractors.standing import Standing, standing
from kg.extractors.travel_verbs import is_guest
from kg.extractors.trips import TAKING, each_stop, travels, trip_that_takes
from kg.language.located import Located
from kg.model import PlacePhrase, Sighting

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

BEING_THERE = frozenset({"in", "at"})
AWAITED = frozenset({"expect", "schedule", "await", "bind"})
"""Of somebody "expected in Ankara", "bound for Cairo"."""
PURPOSES = frozenset(
    {"negotiations", "talks", "discussions", "consultations", "summit", "meeting", "meetings", "conference"}
)

ON_BUSINESS = frozenset({"meet", "attend", "discuss", "hold", "participate", "negotiate", "confer", "mediate", "sign"})
"""What those are there to do."""


def sight_presence(clause: Clause) -> Iterator[Sighting]:
    """The sightings of those who are, were or will be somewhere on business."""
    for verb in clause.verbs:
        if verb.i in clause.triggers:
            continue
        said = _being(verb, clause) or _awaited(verb) or _taken(verb, clause)
        if said is None or said.negated:
            continue
        visitors = _sent(verb, clause) or [m for m in clause.arguments.subjects(verb) if travels(m)]
        ahead = said.status == "planned" or verb.lemma_ in TAKING | {"send"}
        stops = stops_of(clause, verb, words=BEING_THERE | {"for", "to"} if ahead else BEING_THERE)
        if visitors and stops:
            taken = verb.lemma_ in TAKING
            within = _with_own_days(clause, verb) if taken else clause
            yield from each_stop(within, verb, visitors=visitors, hosts=[], stops=stops, said=said, weak=not taken)
    told: list[Located] = []
    for someone, preposition in _beside(clause):
        visitors = [m for m in clause.arguments.extended(clause.arguments.list_back(someone)) if travels(m)]
        if someone in told:
            continue
        told += visitors
        stops = stops_of(clause, clause.sentence.doc[someone.head], words=BEING_THERE)
        if visitors and stops and stops[0][0].span.start > clause.sentence.quote(preposition, preposition + 1).start:
            said = Standing(status="held", tense="past")
            token = clause.sentence.doc[someone.head]
            yield from each_stop(clause, token, visitors=visitors, hosts=[], stops=stops[:1], said=said, weak=True)


def _beside(clause: Clause) -> Iterator[tuple[Located, int]]:
    """Those beside whose name it stands: "X, in Beijing for talks, said ..."; in headlines "X in Beijing for talks".

    With the token of the preposition.
    """
    doc, end = clause.sentence.doc, clause.sentence.span.end
    for located in clause.sentence.mentions:
        j = max(located.end, located.cover, located.head + 1)
        if located.modifier or j + 1 >= end or doc[located.head].dep_ == "poss":
            continue
        if clause.sentence.is_title and doc[j].lower_ in BEING_THERE:
            if _opens_headline(clause, located) and _is_all_or_purpose(clause, j):
                yield located, j
        elif doc[j].text == "," and doc[j + 1].lower_ in BEING_THERE and _closes_with_purpose(clause, j + 1):
            yield located, j + 1


def _opens_headline(clause: Clause, located: Located) -> bool:
    """Whether a headline has no verb before somebody, and no preposition that makes him another's."""
    before = clause.sentence.doc[clause.sentence.span.start : located.start]
    return not any(t.pos_ in {"VERB", "AUX", "ADP"} or t.i in clause.triggers for t in before)


def _is_all_or_purpose(clause: Clause, at: int) -> bool:
    """ "Scholz in Beijing", "Scholz in Beijing for talks", "Scholz in Beijing to meet Xi"."""
    place = next((p for i, p in clause.places.phrases(BEING_THERE) if i == at), None)
    if place is None:
        return False
    doc, end = clause.sentence.doc, clause.sentence.span.end
    after = next((i for i in range(at + 1, end) if clause.sentence.quote(i, i + 1).start >= place.span.end), end)
    rest = doc[after:end]
    if not len(rest.text.strip()):
        return True
    if rest[0].lower_ == "to":
        return rest[1:2].text != "" and rest[1].tag_ == "VB"
    return rest[0].lower_ in {"as", ":"} or (rest[0].lower_ in {"for", "on", "ahead"} and _tells_purpose(rest))


def _closes_with_purpose(clause: Clause, at: int) -> bool:
    """Whether the words between two commas say where and what for."""
    doc, end = clause.sentence.doc, clause.sentence.span.end
    commas = [i for i in range(at, min(end, at + 20)) if doc[i].text == ","]
    return any(_tells_purpose(doc[at:comma]) for comma in commas[:2])


def _tells_purpose(words: Span) -> bool:
    """ "For talks", "to attend the summit"."""
    return any(
        t.lower_ in PURPOSES | {"visit", "trip"} or (t.tag_ == "VB" and t.lemma_.lower() in ON_BUSINESS) for t in words
    ) and any(t.lower_ in {"for", "to", "on"} for t in words)


def _being(verb: Token, clause: Clause) -> Standing | None:
    """ "Was in Islamabad on Monday for talks", "will be in Rome", "is due in Lisbon", "is on his way to Doha"."""
    if verb.lemma_ != "be":
        return None
    below = list(verb.children)
    if any(c.dep_ == "acomp" and c.lower_ == "due" and _opens_place(c, clause) for c in below):
        return Standing(status="planned", tense="future")
    if any(c.dep_ == "prep" and c.lower_ == "on" and any(g.lower_ == "way" for g in c.children) for c in below):
        return Standing(status="planned", tense="future")
    if not _opens_place(verb, clause):
        return None
    said = standing(verb, clause.sentence)
    if said.status == "planned" and any(c.lower_ in {"will", "'ll"} for c in below):
        return said
    return said if said.status == "held" and (_has_purpose(verb) or _has_day(verb, clause)) else None


def _has_day(verb: Token, clause: Clause) -> bool:
    """Whether the clause says when: "was in Prague last week"."""
    doc = clause.sentence.doc
    return any(verb in {doc[e.root].head, doc[e.root].head.head} for e in clause.expressions)


def _taken(verb: Token, clause: Clause) -> Standing | None:
    """ "A tour that will take him to Kenya", "Israel sent a delegation to Doha": who is brought there or sent."""
    if verb.lemma_ not in TAKING | {"send"} or not any(c.lower_ == "to" for c in verb.children):
        return None
    if not _sent(verb, clause):
        return None
    said = standing(verb, clause.sentence)
    before = said.status == "held" and verb.lemma_ in TAKING
    return replace(said, background=said.background or before)


def _with_own_days(clause: Clause, verb: Token) -> Clause:
    """ "Arrived on Monday on a tour that has taken him to Kenya": the clause with the days of the tour's stops only."""
    own = {t.i for t in verb.subtree}
    return replace(clause, days=[e for e in clause.expressions if e.root in own])


def _sent(verb: Token, clause: Clause) -> list[Located]:
    """Whom a trip takes somewhere, or a state sends: its delegation counts as the state, an envoy as himself."""
    if verb.lemma_ in TAKING:
        return _travellers(verb, clause)
    if verb.lemma_ != "send":
        return []
    things = [c for c in verb.children if c.dep_ == "dobj"]
    people = [m for m in clause.arguments.objects(verb) if travels(m)]
    if people or not any(c.lower_ in DELEGATIONS for c in things):
        return people
    return [m for m in clause.arguments.subjects(verb) if m.mention.kind in {"state", "group", "organization"}]


def _travellers(verb: Token, clause: Clause) -> list[Located]:
    """ "His tour will take him to Nigeria", "a tour that takes the minister to Eritrea and Kenya"."""
    trip = trip_that_takes(verb)
    if trip is None:
        return []
    taken = [m for c in verb.children if c.dep_ in {"dobj", "dative"} for m in clause.arguments.at.get(c.i, ())]
    if any(m.mention.kind == "pronoun" for m in taken):
        above = governor(trip)
        behind = [m for m in clause.arguments.subjects(above) if m.start > verb.i] if above is not None else []
        taken = [m for m in behind if m.mention.kind == "person"][:1] or taken  # "in a trip that will take him to A, X"
    return [m for m in taken if m.mention.kind in {"person", "description", "pronoun"}]


DELEGATIONS = frozenset({"delegation", "delegations", "negotiators", "envoy", "envoys", "team", "representatives"})
"""Whom states send for talks."""


def _awaited(verb: Token) -> Standing | None:
    """ "Is expected in Ankara on Monday"."""
    if verb.lemma_ not in AWAITED:
        return None
    passive = any(c.dep_ == "auxpass" for c in verb.children)
    where = any(c.dep_ == "prep" and c.lower_ in BEING_THERE for c in verb.children)
    if not passive or not where or any(c.dep_ == "xcomp" for c in verb.children):
        return None
    return Standing(status="planned", tense="future")


def _opens_place(token: Token, clause: Clause) -> bool:
    return any(clause.sentence.doc[at].head == token for at, _ in clause.places.phrases(BEING_THERE))


def _has_purpose(verb: Token) -> bool:
    """Whether the clause says what for: "for talks", "to meet him"."""
    nouns = triggers().nouns
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ == "for":
            return any(
                c.lower_ in PURPOSES or (c.lower_ in nouns and nouns[c.lower_].kind != "call") for c in child.children
            )
        if child.dep_ in {"advcl", "xcomp"} and child.tag_ == "VB" and child.lemma_.lower() in ON_BUSINESS:
            return True
    return False


def sight_guests(clause: Clause, told: Sequence[Sighting]) -> Iterator[Sighting]:
    """Visits of guests whose meeting did not happen ("refused to meet the visiting president in Kyiv").

    Where the sentence tells what the guest did there, that meeting says it all.
    """
    if "visiting" not in clause.sentence.lower:
        return
    met = {p.mention.span for s in told if s.status in {"held", "planned"} and s.kind != "visit" for p in s.parties}
    for word in clause.sentence.span:
        if not is_guest(clause, word):
            continue
        guests = [m for m in clause.sentence.mentions if _is_the_guest(m, word)][:1]
        if not guests or guests[0].mention.span in met:
            continue
        place = _where(clause, word)
        if place is not None:
            said = Standing(status="held", tense="past", background=True)
            yield from each_stop(clause, word, visitors=guests, hosts=[], stops=[[place]], said=said)


def _is_the_guest(located: Located, word: Token) -> bool:
    begins = located.start <= word.i < located.end or word.i < located.start <= word.i + 2
    return begins and located.mention.kind in {"person", "description"} and not located.mention.plural


def _where(clause: Clause, word: Token) -> PlacePhrase | None:
    inside = [p for at, p in clause.places.phrases(BEING_THERE) if at > word.i]
    return inside[0] if inside else here_after(clause, word, within=20)
