"""How a meeting was held: in person, by phone, by video."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extractors.lexicon import context
from kg.language.located import Sentence
from kg.model import Medium

if TYPE_CHECKING:
    from spacy.tokens import Token


def medium_of(trigger: Token, sentence: Sentence, default: Medium) -> Medium:
    """How they met, by the words of the clause; the trigger's own default when they say nothing."""
    words = context()
    left = max(sentence.span.start, trigger.i - 12)
    near = [sentence.doc[i].lower_ for i in range(left, min(sentence.span.end, trigger.i + 22))]
    if any(w in words.video for w in near):
        return "video"
    if any(w in words.phone for w in near) and not any(w in words.in_person for w in near):
        return "phone"
    if any(w in words.in_person for w in near) or any(
        v.dep_ == "relcl" and any(c.lower_ == "where" for c in v.children) for v in (trigger, trigger.head)
    ):
        return "in_person" if default != "video" else "video"
    return default
