"""How a meeting was held: in person, by phone, by video."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extractors.lexicon import context, triggers
from kg.extractors.parse import governor, upwards
from kg.language.located import Sentence
from kg.model import Medium

if TYPE_CHECKING:
    from spacy.tokens import Token


FARTHEST_LEFT, FARTHEST_RIGHT = 12, 22
"""Tokens before and behind a trigger in which the words that say how they met are looked for."""
OF_MEETINGS = frozenset(
    {"link", "line", "format", "conferencing", "mode", "session", "sessions", "participation", "event", "roundtable",
     "appearance", "basis", "platform"}
)  # fmt: skip
"""What "video" stands before, besides the nouns of meeting, when it says how people met; a video address is none."""


def medium_of(trigger: Token, sentence: Sentence, default: Medium) -> Medium:
    """How they met, by the words of the clause; the trigger's own default when they say nothing."""
    words = context()
    telling = words.video | words.phone | words.in_person
    left = max(sentence.span.start, trigger.i - FARTHEST_LEFT)
    around = sentence.doc[left : min(sentence.span.end, trigger.i + FARTHEST_RIGHT)]
    likely = [t for t in around if t.lower_ in telling]
    near = [t.lower_ for t in likely if not _of_something_else(t) and not _of_another(t, trigger)]
    if any(w in words.video for w in near):
        return "video"
    if any(w in words.phone for w in near) and not any(w in words.in_person for w in near):
        return "phone"
    if any(w in words.in_person for w in near) or any(
        v.dep_ == "relcl" and any(c.lower_ == "where" for c in v.children) for v in (trigger, trigger.head)
    ):
        return "in_person" if default != "video" else "video"
    return default


def _of_something_else(token: Token) -> bool:
    """ "His video address", "a phone tap": a word that says what something else is like."""
    if token.dep_ not in {"compound", "amod", "nmod"} or token.head.pos_ not in {"NOUN", "PROPN"}:
        return False
    return token.head.i > token.i and token.head.lower_ not in OF_MEETINGS | triggers().nouns.keys()


def _of_another(token: Token, trigger: Token) -> bool:
    """ "Spoke by phone with X and said he would receive Y": the word hangs on another verb of meeting."""
    verb = next((t for t in upwards(token)[1:] if t.pos_ in {"VERB", "AUX"}), None)
    if trigger.pos_ == "VERB" and (token.lower_ in triggers().nouns or token.head.lower_ in triggers().nouns):
        return verb != trigger  # "plans to meet X, following a phone call"
    if verb is None or verb == trigger or verb.lemma_.lower() not in triggers().verbs:
        return False
    return verb != (governor(trigger) if trigger.pos_ != "VERB" else None) and verb.head != trigger
