"""Parsing only what is worth it: the pieces of a passage apart, and put together again as one text of tokens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.language.names import days
from kg.language.tagging import RULES, WordTable

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

NAMES = "ner"
"""The costliest component: over half the time of the small pipeline."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A passage as one Doc, and the pieces that it was parsed in."""

    doc: Doc
    pieces: tuple[Doc, ...]


class Parser:
    """Runs a pipeline over the pieces of passages that are worth it.

    A piece that is not parsed is one sentence of words without tags, which all hang on its first word.
    """

    def __init__(self, nlp: Language) -> None:
        self.nlp = nlp
        self._table = WordTable(nlp) if WordTable.fits(nlp) else None
        self._names: Any = nlp.get_pipe(NAMES)
        left_out = {NAMES, *(RULES if self._table else ())}
        self._components: list[Any] = [component for name, component in nlp.pipeline if name not in left_out]

    def parse(self, passages: Sequence[Sequence[str]], marks: Sequence[Sequence[bool]]) -> list[Parsed]:
        """Each passage, given in pieces, as one Doc without named entities; only the marked pieces are parsed."""
        docs = [tuple(self.nlp.make_doc(piece) for piece in pieces) for pieces in passages]
        chosen = [doc for row, read in zip(docs, marks, strict=True) for doc, one in zip(row, read, strict=True) if one]
        for component in self._components:
            chosen = list(component.pipe(chosen))
        return [Parsed(self._joined(row, read), row) for row, read in zip(docs, marks, strict=True)]

    def name(
        self, parsed: Sequence[Parsed], marks: Sequence[Sequence[bool]], unknown: Callable[[int, int, int], bool]
    ) -> None:
        """Label the entities of marked pieces: by the recogniser where a name is ``unknown`` (told by passage and
        tokens), else the days alone, which is all that is looked at there."""
        from spacy.tokens import Span

        chosen: list[tuple[Doc, int, Doc]] = []
        for n, (passage, row) in enumerate(zip(parsed, marks, strict=True)):
            start = 0
            for piece, mark in zip(passage.pieces, row, strict=True):
                end = start + len(piece)
                if mark and unknown(n, start, end):
                    chosen.append((passage.doc, start, piece))
                elif mark:
                    found = [Span(passage.doc, *day, label="DATE") for day in days(passage.doc, start, end)]
                    passage.doc.set_ents([*passage.doc.ents, *found])
                start = end
        list(self._names.pipe([piece for _, _, piece in chosen]))
        for doc, start, piece in chosen:
            found = [Span(doc, start + e.start, start + e.end, label=e.label) for e in piece.ents]
            doc.set_ents([*doc.ents, *found])

    def _joined(self, docs: Sequence[Doc], read: Sequence[bool]) -> Doc:
        import numpy
        from spacy.tokens import Doc

        parts: list[Any] = []
        for doc, parsed in zip(docs, read, strict=True):
            part = doc.to_array(["ORTH", "SPACY", "HEAD", "TAG", "POS", "LEMMA", "DEP"])
            if not parsed:
                part[:, 2] = -numpy.arange(len(doc))
                part[:, 6] = self.nlp.vocab.strings.add("dep")
            elif self._table:
                part[:, 3:] = self._table.rows(doc)
            parts.append(part)
        rows = numpy.concatenate(parts)
        whole: Any = Doc(self.nlp.vocab, words=rows[:, 0].tolist(), spaces=rows[:, 1].astype(bool).tolist())
        joined: Doc = whole.from_array(["HEAD", "TAG", "POS", "LEMMA", "DEP"], numpy.ascontiguousarray(rows[:, 2:]))
        return joined
