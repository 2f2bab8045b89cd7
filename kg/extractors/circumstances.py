"""About what, at whose request and according to whom: the words around a trigger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extractors.arguments import Arguments
from kg.extractors.lexicon import context
from kg.extractors.parse import upwards
from kg.language.located import Located, Sentence
from kg.language.text import text_of

if TYPE_CHECKING:
    from spacy.tokens import Token


def initiator_of(arguments: Arguments, sentence: Sentence) -> Located | None:
    """At whose request: "at the request of the US administration", "at the invitation of President Xi"."""
    lower, asking = sentence.lower, context().request
    for n, word in enumerate(lower):
        if word in asking and lower[n + 1 : n + 2] == ["of"]:
            found = arguments.right_after(sentence.span.start + n + 2, within=2)
            if found:
                return found[0]
    return None


def attribution_of(trigger: Token, sentence: Sentence) -> str | None:
    """Who says so: the subject of the reporting verb above the trigger, or after "according to", in its words."""
    lower = sentence.lower
    for n, word in enumerate(lower[:-2]):
        if word == "according" and lower[n + 1] == "to":
            below = [c for c in sentence.span[n + 1].children if c.dep_ == "pobj"]
            if below:
                return _words(sentence, below[0])
    for verb in upwards(trigger)[1:]:
        if verb.lemma_.lower() in context().reporting and verb.pos_ == "VERB":
            subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
            if subject is not None and subject.lower_ not in {"he", "she", "it", "they", "who", "which", "that"}:
                return _words(sentence, subject)
    parataxis = [v for v in sentence.span if v.dep_ in {"ROOT", "parataxis"} and v.lemma_.lower() in {"say", "report"}]
    for verb in parataxis:
        if any(t.i == trigger.i for t in verb.subtree):
            subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
            if subject is not None and subject.pos_ != "PRON":
                return _words(sentence, subject)
    return None


def _words(sentence: Sentence, token: Token) -> str:
    inside = [t.i for t in token.subtree if t.dep_ not in {"relcl", "appos"}]
    start, end = min(inside), max(inside) + 1
    end = max([end, *(m.end for m in sentence.mentions if m.start < end <= m.end)])  # a name that the parse cut
    doc = sentence.doc
    text = text_of(doc, start, end)
    return text.removeprefix("the ").removeprefix("The ")[:120]


TOPIC_VERBS = frozenset({"discuss", "address", "review", "tackle", "cover", "consider", "explore"})
LONGEST_TOPIC = 160


def topic_of(trigger: Token, sentence: Sentence) -> str | None:
    """What it was about: "to discuss ...", "on ...", "focused on ..."; None when the sentence does not say."""
    for token in trigger.subtree if trigger.pos_ in {"NOUN", "PROPN"} else sentence.span:
        if token.lower_ in {"on", "about", "over"} and token.dep_ == "prep" and token.head.i == trigger.i:
            about = next((c for c in token.children if c.dep_ == "pobj"), None)
            if about is not None and about.ent_type_ not in {"DATE", "TIME"}:
                return _words(sentence, about)[:LONGEST_TOPIC]
    for token in sentence.doc[trigger.i + 1 : sentence.span.end]:
        if token.lemma_ in TOPIC_VERBS and token.pos_ == "VERB":
            about = next((c for c in token.children if c.dep_ == "dobj"), None)
            if about is not None:
                return _words(sentence, about)[:LONGEST_TOPIC]
    return None
