"""Which of the meetings that a sentence tells of a day or a place in it belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extractors.parse import upwards

if TYPE_CHECKING:
    from spacy.tokens import Token

HOLDING = frozenset({"hold", "schedule", "host", "convene", "organize", "organise", "stage", "conduct", "set", "plan"})
TAKING_PLACE = HOLDING | {"take", "happen", "occur", "open", "begin", "start", "conclude", "end", "run", "be"}
BESIDE = frozenset(
    {"sidelines", "sideline", "margins", "margin", "fringes", "fringe", "framework", "edges", "day", "end"}
)


def tells_of(verb: Token, trigger: Token) -> bool:
    """ "The talks between X and Y held in Muscat": a participle that says when or where, whatever it hangs on."""
    if verb.dep_ == "relcl" and verb.head == trigger and verb.lemma_.lower() in TAKING_PLACE:
        return True
    if verb.tag_ != "VBN" or verb.lemma_.lower() not in HOLDING or verb.dep_ not in {"acl", "relcl"}:
        return False
    return trigger.i < verb.i and trigger.pos_ in {"NOUN", "PROPN"} and any(t == trigger for t in upwards(verb))


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
    return above.lower_ in {"at", "during", "in"} or (above.lower_ == "of" and above.head.lower_ in BESIDE)
