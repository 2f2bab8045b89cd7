"""How long a trip or talks last: "began a three-day visit on Monday", "ended three days of talks on Thursday"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.extractors.parse import governor
from kg.extractors.sight import Clause

if TYPE_CHECKING:
    from spacy.tokens import Token

BEGINNING = frozenset(
    "arrive visit begin start kick open embark depart leave land fly travel head launch pay make set touch jet".split()
)
ENDING = frozenset("wrap end conclude finish complete close return".split())
_SPAN_OF_DAYS = re.compile(r"\b\w+[- ](?:day|week)s?[- ](?:long )?(?:\w+[- ]){0,4}$", re.IGNORECASE)


def how_long(clause: Clause, token: Token) -> tuple[str | None, bool]:
    """The words for how long it lasts, where the verb tells of its first or last day; whether of the last."""
    verb = governor(token) if token.pos_ in {"NOUN", "PROPN"} else token
    if verb is None or not (verb.lemma_.lower() in BEGINNING | ENDING or any(c.lower_ == "due" for c in verb.children)):
        return None, False  # "is due in Islamabad on Monday for a two-day visit"
    ended = verb.lemma_.lower() in ENDING
    nouns = [t for t in clause.sentence.span if t.i in clause.triggers and t.pos_ == "NOUN" and token.i <= t.i]
    for noun in nouns:
        if noun.i == token.i or governor(noun) == verb:
            before = clause.sentence.quote(max(clause.sentence.span.start, noun.i - 9), noun.i + 1).quote
            words = _SPAN_OF_DAYS.search(before[: len(before) - len(noun.text)])
            if words is not None:
                return words[0] + noun.text, ended and not _begun(noun)
    return None, ended


def _begun(noun: Token) -> bool:
    """ "Three days of talks that began on Monday ended without a deal": its day is the first."""
    return any(c.dep_ == "relcl" and c.lemma_.lower() in BEGINNING for c in noun.children)
