"""Which of the meetings that a sentence tells of a day or a place in it belongs to."""

from __future__ import annotations

from calendar import day_name, month_name
from typing import TYPE_CHECKING

from kg.extractors.parse import governor, upwards

if TYPE_CHECKING:
    from spacy.tokens import Token

HOLDING = frozenset(
    {"hold", "schedule", "host", "give", "throw", "convene", "organize", "organise", "stage", "conduct", "set", "plan"}
)
TAKING_PLACE = HOLDING | {"take", "happen", "occur", "open", "begin", "start", "conclude", "end", "run", "be"}
BESIDE = frozenset(
    {"sidelines", "sideline", "margins", "margin", "fringes", "fringe", "framework", "edges", "day", "end"}
)


def tells_of(verb: Token, trigger: Token) -> bool:
    """ "The talks between X and Y held in Muscat": a participle that says when or where, whatever it hangs on."""
    if verb.dep_ == "relcl" and verb.head == trigger and verb.lemma_.lower() in TAKING_PLACE:
        return True
    if trigger.pos_ in {"NOUN", "PROPN"} and _which_takes_place(verb):
        over = upwards(verb)
        return trigger in over or governor(trigger) in over
    if verb.tag_ != "VBN" or verb.lemma_.lower() not in HOLDING or verb.dep_ not in {"acl", "relcl"}:
        return False
    return trigger.i < verb.i and trigger.pos_ in {"NOUN", "PROPN"} and any(t == trigger for t in upwards(verb))


def _which_takes_place(verb: Token) -> bool:
    """ "A summit on April 10, which will take place in X", "of the three countries, which is to be held in X": days and
    parties do not take place, whatever the clause hangs on."""
    clause = verb.head if verb.dep_ == "xcomp" and verb.head.lemma_ == "be" else verb
    if clause.dep_ != "relcl" or not any(c.tag_ == "WDT" and c.dep_ in SUBJECTS for c in clause.children):
        return False
    below = {(c.dep_, c.lower_) for c in verb.children}
    happens = verb.lemma_ == "take" and ("dobj", "place") in below
    held = verb.lemma_ == "hold" and any(dep == "auxpass" for dep, _ in below)
    day = any(t.text in DAYS or t.like_num for t in (clause.head, *clause.head.children))
    return (happens or held) and (day or clause.head.lower_ in SEVERAL)


SUBJECTS = frozenset({"nsubj", "nsubjpass"})
DAYS = frozenset({*month_name, *day_name} - {""})
SEVERAL = frozenset({"countries", "states", "nations", "sides", "leaders", "ministers", "presidents", "delegations"})


def said_to_be(verb: Token, trigger: Token) -> bool:
    """ "The meeting was due to be held in Colombo on Friday", "talks are expected to open in Oslo": what is said of
    the trigger itself, below another verb."""
    if verb.dep_ != "xcomp" or verb.lemma_.lower() not in TAKING_PLACE:
        return False
    above = verb.head
    while above != trigger.head and above.dep_ in {"acomp", "xcomp", "oprd"}:
        above = above.head
    of_it = above == trigger.head and trigger.dep_ in {"nsubj", "nsubjpass"}
    which = any(c.tag_ == "WDT" and c.dep_ in SUBJECTS for c in above.children)  # "which was to have been held"
    return of_it or (which and above.dep_ == "relcl" and any(t == trigger for t in upwards(above)))


def listed_beside(trigger: Token, other: Token) -> bool:
    """ "His talks with X and his trip to Y": two meetings of one list, each with a day and place of its own."""
    current = trigger
    while current != other and current.head != current:
        if current.head == other:
            return current.dep_ in {"conj", "appos"}
        current = current.head
    return False


def beyond_list(trigger: Token, i: int, others: set[int]) -> bool:
    """Whether two more meetings stand between: "his talks with X, his visit to Y, the summit last week"."""
    return trigger.pos_ in {"NOUN", "PROPN"} and sum(1 for other in others if trigger.i < other < i) >= 2


def is_setting(noun: Token) -> bool:
    """ "On the sidelines of the G20 summit": its day and place are those of what happened there."""
    above = noun.head
    if noun.dep_ != "pobj":
        return False
    if above.lower_ == "of" and above.head.lower_ == "group":
        return is_setting(above.head)  # "at the Group of 20 summit in Brazil"
    return above.lower_ in {"at", "during", "in"} or (above.lower_ == "of" and above.head.lower_ in BESIDE)
