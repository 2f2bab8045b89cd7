"""How a verb carries a noun of meeting: whether who does what the verb says was at what the noun names."""

from __future__ import annotations

from calendar import day_name
from typing import TYPE_CHECKING

from kg.extractors.lexicon import NounTrigger, context
from kg.extractors.negotiations import after_long
from kg.extractors.parse import governor
from kg.extractors.predicates import Step, steps, verdict

if TYPE_CHECKING:
    from spacy.tokens import Token

TEMPORAL = frozenset({"after", "following", "during", "before", "at", "since", "ahead", "upon"})
CARRIED = frozenset(
    {"dobj", "obj", "attr", "conj", "acomp", "oprd", "pobj", "prep", "nsubjpass", "advcl", "xcomp", "dative"}
)
"""How what a verb carries hangs on it."""
BY_PREPOSITION = frozenset(
    {"in", "for", "at", "to", "into", "on", "from", "with", "during", "after", "before", "up", "out"}
)
THROUGH_PREPOSITION = (BY_PREPOSITION - {"out"}) | {"of"}
SAID_IN = frozenset({"discuss", "say", "tell", "urge", "press", "raise", "warn", "reaffirm", "express", "stress"})
"""What somebody does in a meeting: "discussed the deal in talks with Y"."""
CALLED = frozenset({"in", "by", "over", "on"})
"""What stands before a call that somebody says something in."""


def supports(verb: Token, noun: Token) -> bool:
    """Whether the verb's subject takes part in the meeting that the verb has: "held", "ruled out", "called for"."""
    if verb.lemma_.lower() in context().support or _is_what_for(verb, noun) or _is_judged(verb, noun):
        return True
    step = next((step for step in steps(noun) if step.word == verb), Step(word=verb, link="direct"))
    return verdict(step) is not None


def _is_what_for(verb: Token, noun: Token) -> bool:
    """ "Visited Manila last week for talks": what somebody went there for."""
    return verb.lemma_.lower() in {"visit", "tour"} and noun.dep_ == "pobj" and noun.head.lower_ == "for"


def _is_judged(verb: Token, noun: Token) -> bool:
    """ "Described the talks with Xi as frank", "called the meeting with Xi useful": who says so was there."""
    with_somebody = any(c.lower_ == "with" for c in (*noun.children, *verb.children))
    return verb.lemma_.lower() in JUDGING and with_somebody and noun.dep_ in {"dobj", "nsubj"}


JUDGING = frozenset("call describe hail praise term characterize characterise assess consider rate deem laud".split())


def carries(noun: Token, verb: Token) -> bool:
    """Whether the verb's subject takes part: the noun is its object, or hangs on it by "in", "for", "at"."""
    current, steps = noun, 0
    while steps < LONGEST_WAY:
        if current.head == verb:
            return current.dep_ in CARRIED and (current.dep_ != "prep" or current.lower_ in BY_PREPOSITION)
        if current.dep_ == "pobj" and (current.head.lower_ not in THROUGH_PREPOSITION or current.lower_ in OUTSIDE):
            return False
        if current.head.pos_ == "VERB" or current.head == current:
            return False
        current = current.head
        steps += current.lower_ not in COUNTING and current.head.lower_ not in COUNTING
    return False


OUTSIDE = frozenset({"wake", "aftermath", "run", "runup", "advance", "light", "anticipation", "shadow", "absence"})
"""What is not at a meeting: "met X in the wake of the summit", "in the run-up to the conference"."""
LONGEST_WAY = 4
"""Words between a noun and the verb that carries it."""
COUNTING = frozenset({"day", "days", "week", "series", "round", "string", "flurry"})
"""What only counts: "kicked off a day of talks with a meeting with Y"."""


DAYS = frozenset(day_name)


def is_after_long(noun: Token) -> bool:
    """ "After a week of talks", "despite hours of negotiations": those told of were there."""
    return after_long(noun, TEMPORAL | {"despite"})


def is_temporal(noun: Token, trigger: NounTrigger) -> bool:
    """ "After talks with Y, X said ...": whoever the sentence is about was there, the owner unnamed."""
    if any(c.dep_ == "poss" and c.text not in DAYS for c in noun.children):
        return False  # but "after Saturday's talks with Y"
    above = noun.head
    if is_after_long(noun):
        return True
    if noun.dep_ == "pobj" and above.lower_ == "of" and above.head.lower_ in {"round", "series"}:
        noun, above = above.head, above.head.head  # "ahead of a new round of talks"
        if above.lower_ == "of" and above.head.lower_ == "ahead":
            return True
    words = TEMPORAL | CALLED if trigger.kind == "call" else TEMPORAL
    verb = governor(noun) if above.lower_ == "in" and noun.dep_ == "pobj" else None
    if verb is not None and verb.lemma_.lower() in SAID_IN:
        return True
    return noun.dep_ in {"pobj", "dobj"} and (
        above.lower_ in words
        or (above.lower_ == "of" and above.head.lower_ in TEMPORAL)
        or (above.lower_ == "to" and above.i > 0 and above.nbor(-1).lower_ == "prior")
    )
