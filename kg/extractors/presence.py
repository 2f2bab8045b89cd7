"""Trips told without a word for them: "is in Paris for talks", "is due in Lisbon", "met the visiting president"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kg.extractors.itinerary import here_after, stops_of
from kg.extractors.lexicon import triggers
from kg.extractors.sight import Clause
from kg.extractors.standing import Standing, standing
from kg.extractors.trips import each_stop, travels
from kg.extractors.visits import is_guest
from kg.language.located import Located
from kg.model import PlacePhrase, Sighting

if TYPE_CHECKING:
    from spacy.tokens import Token

BEING_THERE = frozenset({"in", "at"})
AWAITED = frozenset({"expect", "schedule", "await", "bind"})
"""Of somebody "expected in Ankara", "bound for Cairo"."""
PURPOSES = frozenset(
    {"negotiations", "talks", "discussions", "consultations", "summit", "meeting", "meetings", "conference"}
)


def sight_presence(clause: Clause) -> Iterator[Sighting]:
    """The sightings of those who are, were or will be somewhere on business."""
    for verb in clause.sentence.span:
        if verb.pos_ not in {"VERB", "AUX"} or verb.i in clause.triggers:
            continue
        said = _being(verb, clause) or _awaited(verb)
        if said is None or said.negated:
            continue
        visitors = [m for m in clause.arguments.subjects(verb) if travels(m)]
        stops = stops_of(clause, verb, words=BEING_THERE | {"for", "to"} if said.status == "planned" else BEING_THERE)
        if visitors and stops:
            yield from each_stop(clause, verb, visitors=visitors, hosts=[], stops=stops, said=said, weak=True)


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


def _awaited(verb: Token) -> Standing | None:
    """ "Is expected in Ankara on Monday"."""
    passive = any(c.dep_ == "auxpass" for c in verb.children)
    where = any(c.dep_ == "prep" and c.lower_ in BEING_THERE for c in verb.children)
    if verb.lemma_ not in AWAITED or not passive or not where or any(c.dep_ == "xcomp" for c in verb.children):
        return None
    return Standing(status="planned", tense="future")


def _opens_place(token: Token, clause: Clause) -> bool:
    return any(clause.sentence.doc[at].head == token for at, _ in clause.places.phrases(BEING_THERE))


def _has_purpose(verb: Token) -> bool:
    """Whether the clause says what for: "for talks", "to meet him"."""
    nouns = triggers().nouns
    wanted = {"meet", "attend", "discuss", "hold", "participate", "negotiate", "confer", "mediate", "sign"}
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ == "for":
            return any(
                c.lower_ in PURPOSES or (c.lower_ in nouns and nouns[c.lower_].kind != "call") for c in child.children
            )
        if child.dep_ in {"advcl", "xcomp"} and child.tag_ == "VB" and child.lemma_.lower() in wanted:
            return True
    return False


def sight_guests(clause: Clause, told: Sequence[Sighting]) -> Iterator[Sighting]:
    """Visits of guests whose meeting did not happen ("refused to meet the visiting president in Kyiv").

    Where the sentence tells what the guest did there, that meeting says it all.
    """
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
