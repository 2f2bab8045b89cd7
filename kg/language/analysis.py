"""An article as the extractors see it: sentences with their parse and their mentions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.cleaning.datelines import dateline_place
from kg.language.coreference import resolve_references
from kg.language.gate import may_hold_meeting, names_a_side, tells_of_somebodys, worth_parsing
from kg.language.headlines import as_sentence
from kg.language.located import Located, Sentence
from kg.language.mentions import MentionFinder
from kg.language.names import has_unknown_name
from kg.language.parsing import Parsed, Parser
from kg.language.pieces import pieces
from kg.language.speakers import resolve_speakers
from kg.language.text import normalise
from kg.language.units import names_no_state
from kg.model import Passage, Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.tokens import Span as SpacySpan

    from kg.knowledge import Knowledge

__all__ = ["Analyser", "Analysis", "Located", "Sentence", "Steps"]


LONGEST_SENTENCE = 400
"""Tokens; what is longer is a table or a list run together. The rules look from every word to every other."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """What is done beside parsing, each a function: measuring puts another in its place to see what it brings."""

    headline: Callable[[str, str], str] = as_sentence
    """From a title and the body to the title as a sentence would have it."""
    references: Callable[..., tuple[Sentence, ...]] = resolve_references
    """Whom pronouns and descriptions stand for."""
    speakers: Callable[[Sequence[Sentence]], tuple[Sentence, ...]] = resolve_speakers
    """Who speaks: whose "I" and "we" it is."""


class Analyser:
    """Parses the passages of articles and finds who is mentioned in them."""

    def __init__(
        self,
        nlp: Language,
        knowledge: Knowledge,
        *,
        every_sentence: bool = False,
        domestic: bool = False,
        steps: Steps = Steps(),
    ) -> None:
        """``every_sentence``: also those that cannot tell of a meeting, to check what the gate loses. ``domestic``:
        also articles that name nobody of whom a state or organization is known."""
        self.steps = steps
        self._nlp = nlp
        self._parser = Parser(nlp, knowledge)
        self._finder = MentionFinder(knowledge)
        self._knowledge = knowledge
        self._every = every_sentence
        self._domestic = domestic or every_sentence

    def varied(
        self, *, knowledge: Knowledge | None = None, every_sentence: bool = False, steps: Steps | None = None
    ) -> Analyser:
        """Another analyser on the same language pipeline."""
        return Analyser(
            self._nlp,
            knowledge or self._knowledge,
            every_sentence=self._every or every_sentence,
            domestic=self._domestic,
            steps=steps or self.steps,
        )

    def forgetting(self) -> AbstractContextManager[None]:
        """A block for one article: at its end the words it brought are forgotten, lest memory grow with every text.
        No analysis outlives the block."""
        return self._parser.forgetting()

    def analyse(self, passages: Sequence[Passage]) -> Analysis:
        """The sentences of one article that can matter; none where no passage can tell of a meeting."""
        readable = [p for p in passages if p.kind != "dateline" and p.text.strip()]
        if not self._every:
            if not any(may_hold_meeting(p.text) for p in readable):
                return Analysis(sentences=())
            names = any(tells_of_somebodys(p.text) for p in readable)
            readable = [p for n, p in enumerate(readable) if n < INTRODUCING or names or may_hold_meeting(p.text)]
        parsed, mentions = self._read(readable)
        if not parsed:
            return Analysis(sentences=())
        sentences: list[Sentence] = []
        for passage, one, found in zip(readable, parsed, mentions, strict=True):
            for span in _titles(one.doc) if passage.kind == "title" else one.doc.sents:
                if len(span) > LONGEST_SENTENCE:
                    continue
                inside = tuple(m for m in found if span.start <= m.start < span.end)
                sentences.append(Sentence(index=len(sentences), passage=passage, span=span, mentions=inside))
        resolved = self.steps.speakers(self.steps.references(sentences, knowledge=self._knowledge))
        return Analysis(
            sentences=resolved, dateline=next((_dateline_place(p) for p in passages if p.kind == "dateline"), None)
        )

    def _read(self, passages: Sequence[Passage]) -> tuple[list[Parsed], list[list[Located]]]:
        body = " ".join(p.text for p in passages if p.kind != "title")
        texts = [normalise(p.text) for p in passages]
        texts = [self.steps.headline(t, body) if p.kind == "title" else t for t, p in zip(texts, passages, strict=True)]
        cut = [pieces(text) for text in texts]
        parsed = self._parser.cut(cut, worth_parsing(cut, every=self._every))
        docs = [one.doc for one in parsed]
        units = self._finder.units_of(docs)
        if not self._domestic and not names_a_side(docs, units, self._knowledge):
            return [], []
        self._parser.parse(parsed)
        if names_no_state(docs, units):
            units = self._finder.units_of(docs)
        telling = [[self._every or may_hold_meeting(piece) for piece in row] for row in cut]

        def unknown(n: int, start: int, end: int) -> bool:
            return self._every or has_unknown_name(parsed[n].doc, start, end, units[n])

        self._parser.name(parsed, telling, unknown)
        return parsed, self._finder.find(docs, passages, units)


def _titles(doc: Doc) -> Iterator[SpacySpan]:
    """A headline is one sentence, whatever the parser makes of it, but for a semicolon or full stop in it."""
    start = 0
    for token in doc:
        if token.text in {";", "."} and token.i + 1 < len(doc):
            if token.i > start:
                yield doc[start : token.i]
            start = token.i + 1
    if start < len(doc):
        yield doc[start:]


def _dateline_place(passage: Passage) -> Span | None:
    found = dateline_place(passage.text)
    if found is None:
        return None
    start, end = found
    quote = passage.text[start:end]
    return Span(start=passage.start + start, end=passage.start + end, quote=quote, field=passage.field)
