"""What every way of telling a trip shares: who can travel, who hosts, how long it lasts, a sighting for each stop."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extractors.itinerary import Stop
from kg.extractors.lasting import how_long
from kg.extractors.lexicon import context, triggers
from kg.extractors.sight import Clause, sighting
from kg.extractors.standing import Standing
from kg.language.located import Located, unique
from kg.model import Role, Sighting, TimePhrase

if TYPE_CHECKING:
    from spacy.tokens import Token


def travels(located: Located) -> bool:
    """Whether a mention can be a visitor: people, and those a state or organization sends, not a country."""
    if context().private & {word.lower() for word in (located.mention.post or "").split()[-1:]}:
        return False
    if located.mention.span.quote.rpartition(" ")[2] in {"countries", "nations", "states"}:
        return False
    return located.mention.kind in {"person", "description", "pronoun"} or located.of_people or located.mention.plural


def with_leaders(clause: Clause, found: list[Located]) -> list[Located]:
    """A delegation goes with whoever leads it: "a delegation led by the foreign minister"."""
    heads = [clause.sentence.doc[m.head] for m in found if m.mention.kind in {"state", "group", "organization"}]
    led = [c for head in heads for c in head.children if c.dep_ in {"acl", "relcl"} and c.lemma_ in {"lead", "head"}]
    return [*found, *clause.arguments.after_prepositions(led, frozenset({"by"}))]


def inviters(clause: Clause, verb: Token | None, visitors: list[Located]) -> list[Located]:
    """Who invites ("Zelenskyy invited him to visit Ukraine"): the host to come."""
    for _ in range(3):
        if verb is None:
            return []
        if verb.lemma_ == "invite":
            return [m for m in clause.arguments.subjects(verb) if m not in visitors and m.mention.kind != "state"]
        verb = verb.head if verb.head != verb else None
    return []


TAKING = frozenset({"take", "bring"})
"""What a trip does with who is on it."""


def trip_that_takes(verb: Token) -> Token | None:
    """The noun for the trip that takes somebody somewhere: "his tour took him to Togo", "a trip that will take her"."""
    subjects = [c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}] if verb.lemma_ in TAKING else []
    trips = [verb.head if c.lower_ in {"that", "which"} and verb.dep_ == "relcl" else c for c in subjects]
    trips += [t.head.head for t in trips if t.dep_ == "pobj" and t.head.lower_ == "of"]  # "a tour of the Pacific that"
    known = triggers().nouns
    return next((t for t in trips if t.lower_ in known and known[t.lower_].kind == "visit"), None)


def told_ahead(said: Standing, verb: Token) -> Standing:
    """What the tense of a trip's verb adds.

    "Arrives on Monday", "is travelling on Monday": a day to come; whether it is, its date decides. "Had visited
    Rome": before the news of the day. "Had been expected to visit Rome": it came to nothing.
    """
    helpers = {c.tag_ for c in verb.children if c.dep_ == "aux"}
    if said.status == "held" and verb.lemma_ == "be" and any(c.lower_ == "due" for c in verb.children):
        return replace(said, status="planned", tense="future")  # "is due in Islamabad for a two-day visit"
    if said.status == "held" and _in_pluperfect(verb):
        return replace(said, background=True)
    if said.status == "planned" and any(v.lemma_ in FORESEEN and _in_pluperfect(v) for v in (verb, verb.head)):
        late = any(t.lower_ in {"off", "back", "postponed", "delayed"} for t in verb.sent)
        return replace(said, status="postponed" if late else "cancelled", tense="past", background=True)
    present = verb.tag_ in {"VBZ", "VBP"} or (verb.tag_ == "VBG" and helpers & {"VBZ", "VBP"})
    if said.status != "held" or not present or verb.lemma_ == "be":
        return said
    return replace(said, tense="future", status="planned" if verb.lemma_ == "head" else "held")


FORESEEN = frozenset({"expect", "schedule", "plan", "due", "set", "slate"})


def _in_pluperfect(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ in {"had", "'d"} for c in verb.children)


def each_stop(
    clause: Clause,
    token: Token,
    *,
    visitors: list[Located],
    hosts: list[Located],
    stops: list[Stop],
    said: Standing,
    anaphoric: bool = False,
    weak: bool = False,
) -> Iterator[Sighting]:
    lasting, ended = how_long(clause, token)
    if clause.sentence.is_title and said.status == "planned" and token.lemma_ in SETTING_OUT and token.tag_ == "VBZ":
        said = replace(said, open_status=True)  # "Ruto heads to Beijing": the body tells whether he has left
    people: list[tuple[Located, Role]] = [(m, "visitor") for m in unique(with_leaders(clause, visitors))]
    hosting: list[tuple[Located, Role]] = [(m, "host") for m in unique(hosts) if not m.modifier and m not in visitors]
    for number, stop in enumerate(stops or [[]]):
        one = sighting(
            clause,
            token,
            family="visits",
            kind="visit",
            medium="in_person",
            parties=people if number else [*people, *hosting],
            places=stop,
            said=said,
            anaphoric=anaphoric,
            confidence=0.5 if weak else 0.7,
        )
        own = _own_times(one, number, stops)
        yield replace(one, lasting=lasting if own == one.times else None, ended=ended, times=own)


def _own_times(one: Sighting, number: int, stops: list[Stop]) -> tuple[TimePhrase, ...]:
    """ "To Moscow on Tuesday and to Kyiv on Thursday": the times behind one stop and before the next are its own."""
    starts = [stop[0].span.start for stop in stops]
    if len(starts) < 2 or len(one.times) < 2 or starts != sorted(starts):
        return one.times
    ends = [*starts[1:], one.sentence.end]
    own = [[t for t in one.times if a < t.span.start < b] for a, b in zip(starts, ends, strict=True)]
    return tuple(own[number]) if all(own) else one.times


SETTING_OUT = frozenset({"head", "leave", "depart", "fly", "travel", "jet", "go"})
