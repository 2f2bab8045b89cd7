"""Meetings named by a noun: "held talks with", "Blinken's call with"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extractors import abroad
from kg.extractors.arguments import Arguments
from kg.extractors.attendance import ATTENDING, also_told, attended, comes_to, involves, joined
from kg.extractors.carrying import CALLED, is_after_long
from kg.extractors.encounters_apart import Parties, each_at_home, encounters
from kg.extractors.lasting import how_long
from kg.extractors.lexicon import NounTrigger, context, triggers
from kg.extractors.meeting_nouns import (
    is_counted,
    is_definite,
    is_described,
    is_occasion,
    is_pledge,
    names_a_meeting,
    only_names_format,
)
from kg.extractors.negotiations import answered, offer_of
from kg.extractors.owners import possessors, there_for
from kg.extractors.parse import governor, upwards
from kg.extractors.predicates import Step, is_finite, verdict
from kg.extractors.sides import Sides, sides_of
from kg.extractors.sides_told import PARTNERS
from kg.extractors.sight import Clause, meets_itself, sighting
from kg.extractors.standing import Standing, standing
from kg.language.located import Located
from kg.model import Sighting

if TYPE_CHECKING:
    from spacy.tokens import Token

POINTING = frozenset({"this", "it", "that", "which", "meeting", "talks", "visit", "summit", "call"})
ARRANGING = frozenset({"be", "plan", "schedule", "expect", "intend", "hope", "want", "propose", "offer"})
"""Past verbs that leave open whether the call came about."""


def sight_noun(clause: Clause, noun: Token, trigger: NounTrigger) -> Iterator[Sighting]:
    """The sighting that a noun of meeting gives: with parties of its own, or pointing back to one told before."""
    if not names_a_meeting(noun) or only_names_format(noun):
        return
    said = _standing(noun, trigger, clause)
    sides = sides_of(clause, noun, trigger)
    everybody, definite = sides.everybody, is_definite(noun)
    series = _is_of_several(clause, noun, sides) or (definite and _is_attended(noun, trigger, sides))
    lonely = len(everybody) < 2 and not any(m.mention.plural or meets_itself(clause, m) for m in everybody)
    if lonely and not definite and not series and not is_described(noun) and not is_counted(noun):
        yield from _of_one_side(clause, noun, trigger, sides, said)
        return
    if said.negated or (said.status != "held" and is_pledge(noun)):
        return
    if is_occasion(noun) and len(_own(clause.arguments, noun)) < 2:
        return
    everyone: Parties = [(m, sides.role(m)) for m in everybody]
    restated = _is_restated(noun)
    others = [*sides.partners, *sides.guests]
    for parties in encounters(clause, noun, everyone, sides.owners, others):
        found = sighting(
            clause,
            noun,
            family="joining" if series else trigger.family,
            kind=trigger.kind,
            medium=trigger.medium,
            parties=parties,
            places=[] if each_at_home(clause, noun, others) else None,
            said=said,
            anaphoric=bool(definite or lonely or series or restated),
            confidence=0.6 if lonely else 0.8,
        )
        lasting, ended = how_long(clause, noun)
        found = replace(found, lasting=lasting, ended=ended)
        yield _without_comparison(found) if restated else found


def _of_one_side(clause: Clause, noun: Token, trigger: NounTrigger, sides: Sides, said: Standing) -> Iterator[Sighting]:
    """ "The minister held talks in Paris": with those who are at home there; "a round of talks ended": nobody's yet."""
    if noun.lower_ not in abroad.NOUNS or said.negated or is_pledge(noun):
        return
    if sides.everybody:
        yield from abroad.sight_abroad(clause, noun, trigger, owners=sides.owners, said=said)
    elif said.specific and _is_news_itself(noun):
        yield sighting(
            clause, noun, family=trigger.family, kind=trigger.kind, medium=trigger.medium, parties=[], said=said
        )


def _is_news_itself(noun: Token) -> bool:
    """ "A round of talks in Doha ended on Friday": what the sentence is about, though it does not say who took part."""
    subject = noun
    while subject.dep_ == "pobj" and subject.head.lower_ == "of":
        subject = subject.head.head
    return subject.dep_ in {"nsubj", "nsubjpass"} and subject.head.tag_ == "VBD"


def _is_restated(noun: Token) -> bool:
    """ "It was their first meeting since", "this marks the third summit": what the article has told, counted."""
    if noun.dep_ not in {"attr", "dobj"} or noun.head.lemma_ not in {"be", "mark", "become", "represent"}:
        return False
    subject = next((c for c in noun.head.children if c.dep_ == "nsubj"), None)
    counted = {c.lower_ for c in noun.children} & {"first", "second", "third", "fourth", "fifth", "latest"}
    return subject is not None and subject.lower_ in POINTING and bool(counted)


def _without_comparison(found: Sighting) -> Sighting:
    """Without the days that the meeting is only counted from: "their first meeting since he took office last month"."""
    start = found.sentence.start
    told = [
        t
        for t in found.times
        if not re.search(
            r"\b(?:since|after|following|from)\b", found.sentence.quote[found.trigger.end - start : t.span.end - start]
        )
    ]
    return replace(found, times=tuple(told), background=False)


def _is_of_several(clause: Clause, noun: Token, sides: Sides) -> bool:
    """ "The meetings in Paris also included X": more who were at meetings told before."""
    if noun.tag_ not in {"NNS", "NNPS"} or not (joined(clause, noun) or involves(noun)):
        return False
    everybody = sides.everybody
    if sides.mediators and len(everybody) > 2:
        return False
    return not (involves(noun) and len(everybody) > 1 and not also_told(noun))


def _is_attended(noun: Token, trigger: NounTrigger, sides: Sides) -> bool:
    """ "X and Y attended the meeting", "X hosted it": more who were at a meeting told before."""
    if len(sides.everybody) == 1 and comes_to(noun):
        return True
    return trigger.kind != "summit" and ((not sides.partners and comes_to(noun, only=ATTENDING)) or attended(noun))


def _standing(noun: Token, trigger: NounTrigger, clause: Clause) -> Standing:
    """ "Offered his condolences in a call": what is offered is something else, the call was held."""
    said = standing(noun, clause.sentence)
    offer = offer_of(noun)
    if offer is not None and trigger.kind != "call":
        return answered(said, offer)
    if is_after_long(noun) or there_for(clause.arguments, noun):
        return replace(said, status="held", tense="past", negated=False)
    if said.status == "held" and noun.dep_ == "pobj" and noun.head.lower_ == "for" and _is_on_the_way(noun.head.head):
        return replace(said, tense="future")  # "are travelling to Kyiv for talks on Saturday"
    if _says_in_passing(noun, trigger):
        above = next((t for t in upwards(noun)[1:] if is_finite(t)), None)
        tenses = {"VBD", "VBP", "VBZ"} if clause.sentence.is_title else {"VBD"}
        if above is not None and above.tag_ in tenses and above.lemma_.lower() not in ARRANGING:
            return replace(said, status="held", tense="past")  # "agreed in a call to organise a meeting"
    return said


def _is_on_the_way(verb: Token) -> bool:
    """ "Is flying to Geneva": not there yet."""
    known = triggers().verbs.get(verb.lemma_.lower())
    now = any(c.dep_ == "aux" and c.tag_ in {"VBZ", "VBP"} for c in verb.children)
    return known is not None and known.kind == "visit" and verb.tag_ == "VBG" and now


def _says_in_passing(noun: Token, trigger: NounTrigger) -> bool:
    """ "Agreed in a call to", "fail to agree a ceasefire in Antalya talks": the meeting in which something was done."""
    if noun.dep_ != "pobj":
        return False
    if trigger.kind == "call":
        return noun.head.lower_ in CALLED | {"during"}
    verb = governor(noun)
    if noun.head.lower_ not in {"in", "during"} or verb is None or verb.tag_ != "VB":
        return False
    if any(c.dep_ == "dobj" and c.lower_ not in triggers().nouns for c in verb.children):
        return True
    return verb.lemma_.lower() not in context().support and verdict(Step(word=verb, link="direct")) is None


def _own(arguments: Arguments, noun: Token) -> list[Located]:
    """The parties that the noun's own words name: "the outcome of the meeting of X with Y"."""
    return possessors(arguments, noun) + arguments.after_prepositions([noun], PARTNERS | {"of", "by"})
