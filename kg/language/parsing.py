"""Parsing only what is worth it: the pieces of a passage apart, and put together again as one text of tokens."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any

from kg.language.lending import Lender
from kg.language.names import days
from kg.language.recogniser import Entity, Recogniser
from kg.language.tagging import RULES, WordTable
from kg.language.vectors import WordVectors

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from kg.knowledge import Knowledge

WRITTEN: list[int | str] = ["HEAD", "TAG", "POS", "LEMMA", "DEP"]
"""What of a piece's parse the passage gets."""
NAMES = "ner"
"""The costliest component: over half the time of the small pipeline."""
VECTORS = "tok2vec"
WORDS_LEARNT = 10_000
"""Words that the pipeline did not know and may keep, 3 MiB of them: the frequent ones are among the first met."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A passage as one Doc, and the pieces of it that were parsed, by their first token."""

    doc: Doc
    starts: tuple[int, ...]
    """First token of every piece, and the end of the last."""
    wanted: tuple[int, ...]
    """The numbers of the pieces that are worth parsing."""
    lent: list[int]
    """Words that were read as another name."""
    pieces: dict[int, Doc]
    """What was parsed, by the number of the piece."""


class Parser:
    """Runs a pipeline over the pieces of passages that are worth it.

    A word that the pipeline has never seen is read as a name that it has (``lending``).
    A piece that is not parsed is one sentence of words without tags, which all hang on its first word.
    """

    def __init__(self, nlp: Language, knowledge: Knowledge) -> None:
        self.nlp = nlp
        self._lender = Lender(nlp, knowledge)
        self._table = WordTable(nlp) if WordTable.fits(nlp) else None
        self._most_strings = len(nlp.vocab.strings) + WORDS_LEARNT
        names: Any = nlp.get_pipe(NAMES)
        self._entities = Recogniser(names).entities if Recogniser.fits(names) else _entities_of(names)
        left_out = {NAMES, *(RULES if self._table else ())}
        self._vectors: WordVectors | None = None
        first: Any = nlp.pipeline[0][1]
        if nlp.pipe_names[0] == VECTORS and WordVectors.fits(first.model):
            self._vectors = WordVectors(first.model)
            left_out.add(VECTORS)
        self._components: list[Any] = [component for name, component in nlp.pipeline if name not in left_out]

    @contextmanager
    def forgetting(self) -> Iterator[None]:
        """The words that are read in this block are forgotten at its end, once the pipeline has met enough of them: it
        keeps every word otherwise. No Doc outlives the block."""
        vocab: Any = self.nlp.vocab
        if len(vocab.strings) < self._most_strings or vocab.in_memory_zone:
            yield
            return
        try:
            with self.nlp.memory_zone():
                yield
        finally:
            if self._table is not None:
                self._table.forget()

    def cut(self, passages: Sequence[Sequence[str]], marks: Sequence[Sequence[bool]]) -> list[Parsed]:
        """The words of each passage, given in pieces; the marked pieces are to be parsed."""
        return [self._cut(pieces, read) for pieces, read in zip(passages, marks, strict=True)]

    def parse(self, passages: Sequence[Parsed]) -> None:
        """Parse the marked pieces of passages that were cut; named entities come later."""
        for passage in passages:
            passage.pieces.update(self._apart(passage))
        chosen = [piece for passage in passages for piece in passage.pieces.values()]
        if self._vectors is not None:
            for piece, vectors in zip(chosen, self._vectors.of(chosen), strict=True):
                piece.tensor = vectors  # where the components behind look for them
        for component in self._components:
            chosen = list(component.pipe(chosen))
        for piece in chosen:
            _join_lists(piece)
        for passage in passages:
            self._write(passage)

    def _cut(self, pieces: Sequence[str], read: Sequence[bool]) -> Parsed:
        doc = self.nlp.make_doc("".join(pieces))
        ends = list(accumulate(len(piece) for piece in pieces))
        offsets = [token.idx for token in doc]
        starts = (0, *(bisect_left(offsets, end) for end in ends[:-1]), len(doc))
        wanted = tuple(n for n, wanted in enumerate(read) if wanted and starts[n] < starts[n + 1])
        return Parsed(doc, starts, wanted, [], {})

    def _apart(self, passage: Parsed) -> Iterator[tuple[int, Doc]]:
        """The wanted pieces of a passage, with lent names."""
        from spacy.tokens import Doc

        doc, starts = passage.doc, passage.starts
        orths = doc.to_array(["ORTH", "SPACY"]).tolist() if passage.wanted else []
        for n in passage.wanted:
            for i, lent in self._lender.loans(doc, starts[n], starts[n + 1]):
                orths[i][0] = lent
                passage.lent.append(i)
            rows = orths[starts[n] : starts[n + 1]]
            yield n, Doc(doc.vocab, words=[orth for orth, _ in rows], spaces=[bool(space) for _, space in rows])

    def name(
        self, parsed: Sequence[Parsed], marks: Sequence[Sequence[bool]], unknown: Callable[[int, int, int], bool]
    ) -> None:
        """Label the entities of marked pieces: by the recogniser where a name is ``unknown`` (told by passage and
        tokens), else the days alone, which is all that is looked at there."""
        from spacy.tokens import Span

        chosen: list[tuple[Doc, int, Doc]] = []
        for n, (passage, row) in enumerate(zip(parsed, marks, strict=True)):
            for k, piece in passage.pieces.items():
                start, end = passage.starts[k], passage.starts[k + 1]
                if row[k] and unknown(n, start, end):
                    chosen.append((passage.doc, start, piece))
                elif row[k]:
                    found = [Span(passage.doc, *day, label="DATE") for day in days(passage.doc, start, end)]
                    passage.doc.set_ents([*passage.doc.ents, *found])
        for (doc, start, _), entities in zip(chosen, self._entities([piece for _, _, piece in chosen]), strict=True):
            found = [Span(doc, start + first, start + end, label=label) for first, end, label in entities]
            doc.set_ents([*doc.ents, *found])

    def _write(self, passage: Parsed) -> None:
        """Write into the passage what its pieces were parsed to."""
        import numpy

        unknown = self.nlp.vocab.strings.add("dep")
        rows = numpy.zeros((len(passage.doc), len(WRITTEN)), dtype="uint64")
        rows[:, 4] = unknown
        for n, (start, end) in enumerate(pairwise(passage.starts)):
            piece = passage.pieces.get(n)
            if piece is None:
                rows[start:end, 0] = numpy.arange(0, start - end, -1, dtype="int64").view("uint64")
            elif self._table is None:
                rows[start:end] = piece.to_array(WRITTEN)
            else:
                rows[start:end, 0] = piece.to_array("HEAD")
                rows[start:end, 1:] = self._table.rows(piece)
        doc: Any = passage.doc
        doc.from_array(WRITTEN, rows)
        for i in passage.lent:
            doc[i].lemma = doc[i].orth


def _join_lists(piece: Doc) -> None:
    """Undo ends of sentences behind "and" or a comma, where the parser gives up in the middle of a long list, and
    behind the short name in brackets of a body ("Europe (OSCE) chief X")."""
    for sentence in list(piece.sents)[1:]:
        before = piece[sentence.start - 1]
        short = before.text == ")" and sentence.start > 2 and piece[sentence.start - 3].text == "("
        if before.tag_ == "CC" or before.text == "," or short:
            root = sentence.root
            root.head, root.dep_ = before.head, "appos" if short else "conj"


def _entities_of(component: Any) -> Callable[[Sequence[Doc]], list[list[Entity]]]:
    """What a component of the pipeline labels, where it is no recogniser of the usual form."""

    def entities(docs: Sequence[Doc]) -> list[list[Entity]]:
        return [[(e.start, e.end, e.label_) for e in doc.ents] for doc in component.pipe(docs)]

    return entities
