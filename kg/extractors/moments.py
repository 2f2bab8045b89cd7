"""When: the time expressions of a sentence, and which of them belong to which trigger."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.extractors.belonging import BESIDE, beyond_list, is_setting, listed_beside, said_to_be, tells_of
from kg.extractors.lexicon import context
from kg.extractors.parse import governor, upwards
from kg.extractors.predicates import Step, verdict
from kg.language.located import Sentence
from kg.model import TimePhrase

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

FindTimes = Callable[[str], tuple[tuple[int, int], ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """A time expression at tokens start..end."""

    start: int
    end: int
    root: int


def time_expressions(sentence: Sentence, find_times: FindTimes) -> list[Expression]:
    """The time expressions of a sentence, as tokens."""
    offset = sentence.span.start_char
    found = []
    for first, last in find_times(sentence.span.text):
        span = sentence.doc.char_span(offset + first, offset + last, alignment_mode="expand")
        if span is not None and span.start >= sentence.span.start and span.end <= sentence.span.end:
            if _counts_back(span):
                continue
            found.append(Expression(start=span.start, end=span.end, root=span.root.i))
    return found


def _counts_back(span: Tokens) -> bool:
    """ "The first in four years", "his ninth visit to Rome since 2018": how long there was none before, or since when
    they are counted; nor "for the current month", which tells how long somebody presides."""
    if "current" in {t.lower_ for t in span}:
        return True
    if span.start and span[0].lower_ == "this" and span.doc[span.start - 1].lower_ == "time":
        return True  # "for the second time this year"
    if span[0].lower_ == "since":
        return any(
            COUNTED.fullmatch(t.lower_) for t in span.doc[max(span.sent.start, span.start - SINCE_WITHIN) : span.start]
        )
    if span[0].lower_ != "in" or not re.search(r"\b(?:years?|months?|weeks?|decades?)$", span.text.lower()):
        return False
    before = [t.lower_ for t in span.doc[max(span.sent.start, span.start - 9) : span.start]]
    return "first" in before and not re.search(r"\d{4}", span.text)


def times_of(
    trigger: Token, sentence: Sentence, expressions: list[Expression], others: set[int], *, recalled: bool = False
) -> list[Expression]:
    """The expressions that tell when this trigger's meeting was, nearest in the parse first.

    ``others`` are the tokens of the other triggers of the sentence: an expression that hangs on one of those
    belongs there. ``recalled``: the meeting is only referred to, so that the day of what is done about it ("will
    travel on Monday to follow up on the summit") is not its own.
    """
    ranked = []
    chain = {t.i for t in upwards(trigger)}
    recent = any(c.dep_ == "amod" and c.lower_ in RECENT for c in trigger.children) and not is_setting(trigger)
    before = left_behind(trigger)
    if before is not None:
        own = {t.i for t in before.subtree}
        expressions = [e for e in expressions if e.root in own]
    verb = governor(trigger)
    aimed_at = verb is not None and verb.tag_ == "VB" and (recalled or verb.lemma_ == "prepare")
    for expression in expressions:
        if _is_of_topic(trigger, expression, others):
            continue
        rank = _time_rank(trigger, sentence, expression, chain, others)
        if rank is None or ((aimed_at or recent) and rank >= ABOVE):
            continue
        if not beyond_list(trigger, expression.root, others):
            ranked.append((rank, abs(expression.root - trigger.i), expression))
    return [e for _, _, e in sorted(ranked, key=lambda r: (r[0], r[1], r[2].start))]


RECENT = frozenset({"recent", "previous", "earlier", "past"})
"""What is over when somebody speaks of it: "told her on Monday of his recent visit"."""


def left_behind(trigger: Token) -> Token | None:
    """The words of a place that somebody has come from: "arrived from Rome, where he had met X", "flew to Chad after a
    visit to Togo"; the day on which he came is not that of what he did there."""
    path = upwards(trigger)
    for below, word in pairwise(path):
        if word.lower_ == "from" and word.dep_ == "prep" and word.head.lemma_ in MOVING and _there(trigger, below):
            return word
        after = word.lower_ in {"after", "following"} and word.dep_ == "prep"
        after = after and word.head.lemma_ in MOVING - {"return"}
        if after and trigger.lower_ in TRIPS and not any(t.lower_ in {"with", "where"} for t in word.subtree):
            return word
        if word.pos_ in {"VERB", "AUX"} and word.lemma_ in MOVING:
            return None
    return None


def _there(trigger: Token, place: Token) -> bool:
    """Whether the trigger stands in the clause behind a place: "from Rome, where ..."."""
    clauses = [c for c in place.children if c.dep_ == "relcl" and any(g.lower_ == "where" for g in c.children)]
    return any(trigger in c.subtree for c in clauses)


MOVING = frozenset({"arrive", "fly", "travel", "return", "come", "land", "visit", "go", "head"})
TRIPS = frozenset({"visit", "trip", "tour", "stop", "stopover"})
SINCE_WITHIN = 12
"""Tokens between "the first" and "since"."""
COUNTED = re.compile(r"first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:st|nd|rd|th)")


def _is_of_topic(trigger: Token, expression: Expression, others: set[int]) -> bool:
    """ "Consultations on conditions for talks next week": the day right behind another meeting, which is the topic."""
    doc, before = trigger.doc, expression.start - 1
    while before > trigger.i and doc[before].lower_ in {"on", "in", "for", "of"}:
        before -= 1
    if before not in others or before <= trigger.i or doc[before].pos_ not in {"NOUN", "PROPN"}:
        return False
    return any(t.lower_ in {"on", "about", "over", "regarding"} for t in doc[trigger.i + 1 : before])


ABOVE = 2
"""The rank of an expression that hangs on a verb above the trigger's own."""


def _time_rank(
    trigger: Token, sentence: Sentence, expression: Expression, chain: set[int], others: set[int]
) -> int | None:
    aside = False
    if _of_a_named_one(sentence.doc[expression.start : expression.end], others):
        return None
    if _of_what_it_follows(trigger, expression, others):
        return None
    for step, node in enumerate(path := upwards(sentence.doc[expression.root])):
        if node.i == trigger.i or (step and (tells_of(node, trigger) or said_to_be(node, trigger))):
            return 4 if aside else 0
        if step and (node.lower_ in BOUNDS or _owned_by(node, path[step - 1])):
            return None
        if node.lower_ in {"after", "since"} and _the_last_one(node, others | {trigger.i}):
            return None
        if node.i in others and step and not is_setting(node):
            # on another trigger: still ours when both are one clause ("held a meeting", "visited ... to meet")
            # or when they are a pair ("his meeting with X and the summit on April 11")
            together = node.i in chain and not listed_beside(trigger, node)
            return 4 if together or (node.dep_ == "conj" and node.head == trigger) else None
        if step and node.pos_ == "NOUN" and node.i not in chain and _is_topic(node, sentence):
            if _is_dated(sentence.doc[expression.start : expression.end].text):
                return None
            aside = True
        if node.i in chain and node.pos_ in {"VERB", "AUX"}:
            if node.lemma_.lower() in context().reporting and node.i != trigger.i:
                return None if trigger.i > expression.end or expression.start > trigger.i else 6
            return 1 if node == governor(trigger) else ABOVE
        if node.pos_ in {"VERB", "AUX"} and step and node.i not in chain:
            if any(c.dep_ == "mark" and c.lower_ == "since" for c in node.children):
                return None  # "the first meeting since he took office last May"
            if any(c.lower_ in ONCE for c in node.children) or (node.dep_ == "relcl" and node.lemma_ in LEADING):
                return None  # "a meeting originally expected on Saturday", "talks which led to a deal in May"
            if node.dep_ == "xcomp" and node.head.dep_ in {"relcl", "acl"}:
                continue  # "which was to take place on October 11"
            near = abs(expression.root - trigger.i) <= 3
            if near or (node.head == trigger and node.dep_ in {"acl", "relcl"}):
                return 3
            carried = node.head.i in chain or node.dep_ in {"advcl", "relcl"}
            return 5 if carried and node.lemma_.lower() in OF_THE_SAME_DAY else None
    return 5 if path else None


def _the_last_one(preposition: Token, triggers: set[int]) -> bool:
    """ "Six months after their last encounter": counted from one that the article tells nothing else of."""
    below = [c for c in preposition.children if c.dep_ == "pobj" and c.i in triggers]
    return any(g.lower_ in {"last", "previous", "first"} for c in below for g in c.children)


def _of_a_named_one(expression: Tokens, others: set[int]) -> bool:
    """ "Discussed plans for the Hague Summit in June": the month right behind a summit's name is the summit's."""
    before = expression[0].i - 1
    before -= before > 0 and expression.doc[before].lower_ in {"in", "on", "this", "next"}
    return before in others and expression.doc[before].text[0].isupper() and _is_dated(expression.text)


def _of_what_it_follows(trigger: Token, expression: Expression, others: set[int]) -> bool:
    """ "His visit follows the talks of January": the days behind what went before are its own."""
    verb = trigger.head
    if trigger.dep_ != "nsubj" or verb.lemma_.lower() not in {"follow", "precede"}:
        return False
    return any(c.dep_ == "dobj" and c.i in others and c.i < expression.start for c in verb.children)


ONCE = frozenset({"originally", "initially"})
LEADING = frozenset({"lead", "result", "produce", "pave", "yield"})
"""Verbs of what came of a meeting, on a day of its own."""
BOUNDS = frozenset({"ahead", "before", "after", "until", "till", "prior"})


def _owned_by(noun: Token, below: Token) -> bool:
    """ "Monday's attack": the day of something else."""
    return noun.pos_ in {"NOUN", "PROPN"} and below.dep_ == "poss" and below.i < noun.i


def _is_topic(noun: Token, sentence: Sentence) -> bool:
    """Whether a day below this noun may be that of what was talked about ("elections in June"), not of a party."""
    inside = any(m.start <= noun.i < m.end or noun.i == m.head for m in sentence.mentions)
    if inside or is_setting(noun) or noun.lower_ in BESIDE | RETINUE:
        return False
    return noun.dep_ in {"dobj", "pobj", "conj"} and noun.head.lower_ != "for"


RETINUE = frozenset(
    {"group", "delegation", "delegations", "entourage", "team", "party", "wife", "husband", "aides", "advisers"}
)


def _is_dated(text: str) -> bool:
    """A month or year, which a topic has sooner than a meeting told as news."""
    return _MONTH_OR_YEAR.search(text) is not None


_MONTH_OR_YEAR = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|years?|months?)\b|\d{4}"
)


OF_THE_SAME_DAY = frozenset(
    {"arrive", "visit", "travel", "come", "fly", "land", "begin", "start", "open", "kick", "conclude", "end", "wrap",
     "close", "attend", "host", "set", "schedule", "expect", "plan", "slate", "due", "be", "have", "follow", "last",
     "take", "hold", "meet", "happen", "run", "join", "accompany"}
)  # fmt: skip
"""Verbs of a clause beside the trigger's whose day is the meeting's too: "X, who arrived on Monday, met Y"."""


def of_the_past(expression: Expression, trigger: Token, sentence: Sentence) -> bool:
    """Whether an expression is over, or hangs on what was done before the trigger's meeting: "visited X on Monday
    before flying to Y for talks", "agreed last month to meet": no day of a meeting still to come."""
    if _OVER.search(sentence.doc[expression.start : expression.end].text):
        return True
    for node in upwards(sentence.doc[expression.root]):
        if node == trigger:
            return False
        if node.pos_ in {"VERB", "AUX"}:
            coming = context().planned | context().proposed | {"be", "have"}
            owning = node.lemma_.lower() == "have" and any(c.dep_ == "dobj" for c in node.children)
            return node.tag_ == "VBD" and (owning or node.lemma_.lower() not in coming)
    return False


def of_the_refusal(expression: Expression, trigger: Token) -> bool:
    """ "On Thursday cancelled his meeting with X": the day of what is done to the meeting, told before the verb."""
    above = {t.i for t in upwards(trigger)[1:]}
    for node in upwards(trigger.doc[expression.root])[1:]:
        if node.i in above and node.pos_ == "VERB":
            return expression.end <= node.i < trigger.i and verdict(Step(word=node, link="direct")) in OFF
        if node.i in above:
            return False
    return False


OFF = frozenset({"cancelled", "postponed", "refused"})
_OVER = re.compile(r"^(?:last|yesterday|earlier)\b|\bago$", re.IGNORECASE)


def time_phrase(sentence: Sentence, expression: Expression, tense: str) -> TimePhrase:
    """The expression as a word of the model."""
    span = sentence.quote(expression.start, expression.end)
    return TimePhrase(span=span, tense="past" if tense == "past" else "future")
