"""Visits, trips and tours: who goes to which state; each stop of a tour is a visit of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extractors.arguments import SUBJECT, governor, unique
from kg.extractors.itinerary import Stop, stop_before, stops_from, stops_of
from kg.extractors.lexicon import NounTrigger, VerbTrigger, context
from kg.extractors.nominal import DEFINITE, carries, names_a_meeting, of_possessor
from kg.extractors.sight import Clause, sighting
from kg.extractors.standing import Standing, standing
from kg.extractors.verbal import officials
from kg.extractors.whereabouts import DESTINATION_PREPOSITIONS, ROUTE_PREPOSITIONS
from kg.language.located import Located
from kg.language.units import is_capital
from kg.model import PlacePhrase, Role, Sighting

if TYPE_CHECKING:
    from spacy.tokens import Token

OWNERS = frozenset({"of", "by", "from"})
WHILE = frozenset({"on", "during", "in", "at", "after", "before", "following", "since", "ahead", "amid", "upon", "for"})
PARTS = frozenset(
    {"day", "leg", "stop", "part", "stage", "phase", "start", "beginning", "end", "course", "eve", "close"}
)
"""Of a trip: "on the second day of his trip"."""
THROUGH = DESTINATION_PREPOSITIONS | ROUTE_PREPOSITIONS - {"from"}


def sight_visit(clause: Clause, token: Token, trigger: NounTrigger | VerbTrigger) -> Iterator[Sighting]:
    """The sightings that a noun or verb of travel gives: one for each stop."""
    if isinstance(trigger, VerbTrigger):
        if not is_guest(clause, token):
            yield from _by_verb(clause, token, trigger)
    elif names_a_meeting(token):
        yield from _by_noun(clause, token)


NO_GUEST_AFTER = frozenset(
    {
        "before",
        "after",
        "while",
        "when",
        "by",
        "of",
        "for",
        "from",
        "without",
        "since",
        "and",
        "in",
        "on",
        "is",
        "was",
        "be",
    }
    | {"are", "were", "been", "begin", "began", "started", "considered", "considering", "avoid", "avoided", "planned"}
)


def is_guest(clause: Clause, word: Token) -> bool:
    """Whether "visiting" stands before somebody who visits: "met the visiting president"."""
    if word.lower_ != "visiting" or any(c.dep_ in SUBJECT | {"aux"} for c in word.children):
        return False
    described = any(m.start <= word.i < m.end or m.start == word.i + 1 for m in clause.sentence.mentions)
    before = word.nbor(-1).lower_ if word.i > clause.sentence.span.start else ""
    return word.dep_ == "amod" or (described and before not in NO_GUEST_AFTER)


# --- told by a noun: "made a visit to Y", "X's trip to Y and Z", "during his tour" ------------------------------
def _by_noun(clause: Clause, noun: Token) -> Iterator[Sighting]:
    said = _told_ahead(standing(noun, clause.sentence), governor(noun) or noun)
    if said.negated and said.status == "held":
        return
    if _called_off(governor(noun)):
        said = replace(said, status="cancelled")
    elif said.status == "held" and _prepared(noun):
        said = replace(said, status="planned", tense="future", background=False)
    visitors = _visitors(clause, noun)
    through = noun.lower_ in {"tour", "tours", "swing"} and not any(_owns(clause, c) for c in noun.children)
    stops = stops_of(clause, noun, words=THROUGH if through else DESTINATION_PREPOSITIONS)
    stops = stops or stop_before(clause, noun)
    definite = any(c.lower_ in DEFINITE for c in noun.children if c.dep_ in {"det", "poss"})
    if not visitors and not definite:
        return
    hosts = [] if stops else clause.arguments.after_prepositions([noun], frozenset({"to"}))
    hosts = [m for m in hosts if m.mention.kind == "state"]
    hosts += inviters(clause, governor(noun), visitors)
    anaphoric = definite and not (visitors and (stops or hosts))
    yield from _each_stop(clause, noun, visitors=visitors, hosts=hosts, stops=stops, said=said, anaphoric=anaphoric)


def _owns(clause: Clause, preposition: Token) -> bool:
    """Whether "of" names whose tour it is, not where it leads."""
    below = [m for c in preposition.children for m in clause.arguments.members(c)]
    return preposition.lower_ in OWNERS and any(_travels(m) for m in below)


def _visitors(clause: Clause, noun: Token) -> list[Located]:
    """Whose visit it is: its owner, else the one who pays it, else the one who does something on it."""
    arguments = clause.arguments
    own = [m for c in noun.children if c.dep_ == "poss" for m in of_possessor(arguments, c)]
    own += arguments.after_prepositions([noun], OWNERS)
    if any(m.mention.kind == "pronoun" for m in own):
        own = _named_after(clause, noun, own)
    own = [m for m in own if _travels(m)]
    if own:
        return own
    verb = governor(noun)
    if verb is not None and _pays(noun, verb):
        acting = [m for m in arguments.subjects(verb) if _travels(m)]
        if acting:
            return acting
    return _owner_by_order(clause, noun) or _on_the_way(clause, noun)


def _pays(noun: Token, verb: Token) -> bool:
    lemma = verb.lemma_.lower()
    return (lemma in context().support | {"travel", "arrive"} or _called_off(verb)) and carries(noun, verb)


def _prepared(noun: Token) -> bool:
    """ "Preparations were under way for a visit by X", "is preparing for a trip"."""
    verb = governor(noun)
    ahead = noun.dep_ == "pobj" and noun.head.lower_ == "for" and verb is not None
    return (
        ahead
        and verb is not None
        and any(c.dep_ in SUBJECT and c.lemma_.lower() in {"preparation", "arrangement", "plan"} for c in verb.children)
    )


def _called_off(verb: Token | None) -> bool:
    """ "Called off a planned visit": whatever was planned is off."""
    if verb is None:
        return False
    off = verb.lemma_ == "call" and any(c.lower_ == "off" for c in verb.children)
    return off or verb.lemma_.lower() in context().cancelled


def _named_after(clause: Clause, noun: Token, own: list[Located]) -> list[Located]:
    """ "During his visit to Y, X said": "his" before the verb means its subject."""
    verb = governor(noun)
    acting = clause.arguments.subjects(verb) if verb is not None else []
    people = [m for m in acting if m.mention.kind in {"person", "description"} and not m.mention.plural]
    ahead = [m for m in people if noun.i < m.start]
    return people if ahead or not any(m.mention.refers_to or m.mention.plural for m in own) else own


def _owner_by_order(clause: Clause, noun: Token) -> list[Located]:
    """The first "by" or "of" and somebody soon after the noun, where the parse has hung it elsewhere."""
    doc = clause.sentence.doc
    for j in range(noun.i + 1, min(clause.sentence.span.end, noun.i + 14)):
        if doc[j].lower_ in OWNERS:
            found = [m for m in clause.arguments.right_after(j + 1, within=2) if _travels(m)]
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
    arguments = clause.arguments
    found = arguments.subjects(head) if head.pos_ in {"VERB", "AUX"} else arguments.members(head)
    return [m for m in found if _travels(m) and m.mention.kind in {"person", "description", "pronoun"}]


def _travels(located: Located) -> bool:
    """Whether a mention can be a visitor: people, and those a state or organization sends, not a country."""
    return located.mention.kind in {"person", "description", "pronoun"} or officials(located) or located.mention.plural


# --- told by a verb: "visited Y", "travelled to Y", "left for Y" ------------------------------------------------
def _by_verb(clause: Clause, verb: Token, trigger: VerbTrigger) -> Iterator[Sighting]:
    if trigger.particle and not any(c.lower_ == trigger.particle for c in verb.children):
        return
    said = _told_ahead(standing(verb, clause.sentence), verb)
    if said.negated and said.status in {"held", "proposed"}:
        return
    if any(c.dep_ in SUBJECT and c.i in clause.triggers for c in verb.children):
        return  # "the meetings came a week after": no trip
    visitors = [m for m in clause.arguments.subjects(verb) if _travels(m)]
    hosts: list[Located] = []
    stops: list[Stop] = []
    if "destination_object" in trigger.slots:
        if any(c.dep_ == "auxpass" for c in verb.children):
            visitors = [m for m in clause.arguments.after_prepositions([verb], frozenset({"by"})) if _travels(m)]
        hosts, stops = _visited(clause, verb)
    else:
        stops = stops_of(clause, verb, words=DEPARTING if "departure" in trigger.slots else DESTINATION_PREPOSITIONS)
    if not visitors and clause.sentence.is_title:
        visitors = [m for m in clause.arguments.before(verb.i) if _travels(m)]
    if not visitors or not (stops or hosts):
        return
    hosts += inviters(clause, verb, visitors)
    yield from _each_stop(clause, verb, visitors=visitors, hosts=hosts, stops=stops, said=said, weak=trigger.weak)


DEPARTING = frozenset({"for", "to"})


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


# --- both -------------------------------------------------------------------------------------------------------
def inviters(clause: Clause, verb: Token | None, visitors: list[Located]) -> list[Located]:
    """Who invites ("Zelenskyy invited him to visit Ukraine"): the host to come."""
    for _ in range(3):
        if verb is None:
            return []
        if verb.lemma_ == "invite":
            return [m for m in clause.arguments.subjects(verb) if m not in visitors and m.mention.kind != "state"]
        verb = verb.head if verb.head != verb else None
    return []


def _told_ahead(said: Standing, verb: Token) -> Standing:
    """ "Arrives on Monday", "is travelling on Monday": a day to come; whether it is, its date decides."""
    helpers = {c.tag_ for c in verb.children if c.dep_ == "aux"}
    present = verb.tag_ in {"VBZ", "VBP"} or (verb.tag_ == "VBG" and helpers & {"VBZ", "VBP"})
    if said.status != "held" or not present or verb.lemma_ == "be":
        return said
    return replace(said, tense="future", status="planned" if verb.lemma_ == "head" else "held")


def _each_stop(
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
    lasting, ended = _how_long(clause, token)
    people: list[tuple[Located, Role]] = [(m, "visitor") for m in unique(visitors)]
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
        yield replace(one, lasting=lasting if len(stops) == 1 else None, ended=ended)


BEGINNING = frozenset(
    "arrive begin start kick open embark depart leave land fly travel head launch pay make set".split()
)
ENDING = frozenset("wrap end conclude finish complete close".split())
_SPAN_OF_DAYS = re.compile(r"\b\w+[- ](?:day|week)s?[- ](?:long )?(?:\w+[- ]){0,4}$", re.IGNORECASE)


def _how_long(clause: Clause, token: Token) -> tuple[str | None, bool]:
    """The words for how long a trip lasts, where its verb tells of its first or last day; whether it is the last."""
    verb = governor(token) if token.pos_ in {"NOUN", "PROPN"} else token
    if verb is None or verb.lemma_.lower() not in BEGINNING | ENDING:
        return None, False
    nouns = [t for t in clause.sentence.span if t.i in clause.triggers and t.pos_ == "NOUN" and token.i <= t.i]
    for noun in nouns:
        if noun.i == token.i or governor(noun) == verb:
            before = clause.sentence.quote(max(clause.sentence.span.start, noun.i - 9), noun.i + 1).quote
            words = _SPAN_OF_DAYS.search(before[: len(before) - len(noun.text)])
            if words is not None:
                return words[0] + noun.text, verb.lemma_.lower() in ENDING
    return None, False
