"""When: the time expressions of a sentence, and which of them belong to which trigger."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extractors.arguments import governor, upwards
from kg.extractors.lexicon import context
from kg.language.located import Sentence
from kg.model import TimePhrase

if TYPE_CHECKING:
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
            found.append(Expression(start=span.start, end=span.end, root=span.root.i))
    return found


def times_of(trigger: Token, sentence: Sentence, expressions: list[Expression], others: set[int]) -> list[Expression]:
    """The expressions that tell when this trigger's meeting was, nearest in the parse first.

    ``others`` are the tokens of the other triggers of the sentence: an expression that hangs on one of those
    belongs there.
    """
    ranked = []
    chain = {t.i for t in upwards(trigger)}
    for expression in expressions:
        rank = _time_rank(trigger, sentence, expression, chain, others)
        if rank is not None:
            ranked.append((rank, abs(expression.root - trigger.i), expression))
    return [e for _, _, e in sorted(ranked, key=lambda r: (r[0], r[1], r[2].start))]


def _time_rank(
    trigger: Token, sentence: Sentence, expression: Expression, chain: set[int], others: set[int]
) -> int | None:
    token = sentence.doc[expression.root]
    path = [token]
    while path[-1].head.i != path[-1].i:
        path.append(path[-1].head)
    for step, node in enumerate(path):
        if node.i == trigger.i:
            return 0
        if node.i in others and step:
            # on another trigger: still ours when both are one clause ("held a meeting", "visited ... to meet")
            return 4 if node.i in chain else None
        if node.i in chain and node.pos_ in {"VERB", "AUX"}:
            if node.lemma_.lower() in context().reporting and node.i != trigger.i:
                return None if trigger.i > expression.end or expression.start > trigger.i else 6
            return 1 if node == governor(trigger) else 2
        if node.pos_ in {"VERB", "AUX"} and step and node.i not in chain:
            near = abs(expression.root - trigger.i) <= 3
            return 3 if near else (5 if node.head.i in chain or node.dep_ in {"advcl", "relcl"} else None)
    return 5


def time_phrase(sentence: Sentence, expression: Expression, tense: str) -> TimePhrase:
    """The expression as a word of the model."""
    return TimePhrase(
        span=sentence.quote(expression.start, expression.end), tense="past" if tense == "past" else "future"
    )
