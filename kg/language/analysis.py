"""An article as the extractors see it: sentences with their parse and their mentions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.cleaning.datelines import dateline_place
from kg.language.coreference import resolve_references
from kg.language.gate import may_hold_meeting
from kg.language.headlines import as_sentence
from kg.language.located import Located, Sentence
from kg.language.mentions import MentionFinder
from kg.language.speakers import resolve_speakers
from kg.language.text import normalise
from kg.model import Passage, Span

if TYPE_CHECKING:
    from spacy.language import Language

    from kg.knowledge import Knowledge

__all__ = ["Analysis", "Located", "Sentence", "analyse"]


INTRODUCING = 4
"""Passages, the title among them, that are read whatever words they hold: there an article introduces its people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """All sentences of an article, titles first, in the order of the text."""

    sentences: tuple[Sentence, ...]
    dateline: Span | None = None
    """The place at the head of the story ("PARIS" of "PARIS, April 17 - "): where "here" is."""

    @property
    def mentions(self) -> list[Located]:
        return [m for s in self.sentences for m in s.mentions]


def analyse(passages: Sequence[Passage], *, nlp: Language, knowledge: Knowledge) -> Analysis:
    """Parse the passages of one article and find who is mentioned in them."""
    readable = [p for p in passages if p.kind != "dateline" and p.text.strip()]
    if not any(may_hold_meeting(p.text) for p in readable):
        return Analysis(sentences=())
    readable = [p for n, p in enumerate(readable) if n < INTRODUCING or may_hold_meeting(p.text)]
    body = " ".join(p.text for p in readable if p.kind != "title")
    texts = [as_sentence(normalise(p.text), body) if p.kind == "title" else normalise(p.text) for p in readable]
    docs = list(nlp.pipe(texts))
    finder = MentionFinder(knowledge)
    found = finder.find(docs, readable)
    sentences: list[Sentence] = []
    for passage, doc, mentions in zip(readable, docs, found, strict=True):
        for span in doc.sents:
            inside = tuple(m for m in mentions if span.start <= m.start < span.end)
            sentences.append(Sentence(index=len(sentences), passage=passage, span=span, mentions=inside))
    resolved = resolve_speakers(resolve_references(sentences, knowledge=knowledge))
    return Analysis(
        sentences=resolved, dateline=next((_dateline_place(p) for p in passages if p.kind == "dateline"), None)
    )


def _dateline_place(passage: Passage) -> Span | None:
    found = dateline_place(passage.text)
    if found is None:
        return None
    start, end = found
    quote = passage.text[start:end]
    return Span(start=passage.start + start, end=passage.start + end, quote=quote, field=passage.field)
