"""Named entities, by the pipeline's own network and rules, in a fraction of spaCy's time.

The recogniser reads from left to right, and what it makes of a word outside any name depends on that word alone: so
all of them are worked out at once. Inside a name the word, the name's first word and the one before count.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from kg.language.vectors import WordVectors

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.tokens import Doc
    from thinc.api import Model

    Matrix = NDArray[Any]

Entity = tuple[int, int, str]
"""First word, end, label."""
NOTHING = "U-"
"""The move that makes a word no entity where somebody has said so before."""
FEATURES = 3
"""Words looked at: the next one, and inside a name its first one and the last one read."""


class Recogniser:
    """Reads what spaCy's entity recogniser reads."""

    def __init__(self, component: Any) -> None:
        """``component`` must fit (see below)."""
        import numpy

        model = component.model
        vectors, _, self._narrow = model.get_ref("tok2vec").layers
        self._vectors = WordVectors(vectors)
        self._lower: Model[Any, Any] = model.get_ref("lower")
        self._bias: Matrix = numpy.asarray(self._lower.get_param("b"))
        upper = model.get_ref("upper")
        self._weights: Matrix = numpy.asarray(upper.get_param("W"))
        self._upper_bias: Matrix = numpy.asarray(upper.get_param("b"))
        self.moves = _moves(component)
        self.leaves = numpy.array([move == "O" for move in self.moves])
        self.is_one = numpy.array([move.startswith("U-") and move != NOTHING for move in self.moves])
        self.begins = numpy.array([move.startswith("B-") for move in self.moves])
        labels = [move[2:] for move in self.moves if move.startswith("B-")]
        self._inside = {label: [self.moves.index(f"{move}-{label}") for move in "IL"] for label in labels}

    @staticmethod
    def fits(component: Any) -> bool:
        """Whether it is spaCy's own recogniser with a network of the usual form."""
        model: Any = getattr(component, "model", None)
        if getattr(model, "name", "") != "parser_model" or component.cfg.get("beam_width") != 1:
            return False
        layers = model.get_ref("tok2vec").layers
        return (
            model.attrs["has_upper"]
            and not model.attrs["unseen_classes"]
            and model.get_ref("lower").get_dim("nF") == FEATURES
            and [layer.name for layer in layers[1:]] == ["list2array", "linear"]
            and WordVectors.fits(layers[0])
            and {move[:2] for move in _moves(component)} == {"B-", "I-", "L-", "U-", "O"}
        )

    def entities(self, docs: Sequence[Doc]) -> list[list[Entity]]:
        """The entities of each text, in order; of texts whose sentences are told apart."""
        import numpy

        if not docs:
            return []
        rows = numpy.concatenate(self._vectors.of(docs))
        features: Matrix = self._lower.predict(self._narrow.predict(rows))  # by word, place looked at, hidden, piece
        none, told = features[0], features[1:]
        outside = self._scores(told[:, 0] + none[1] + none[2])
        found, at = [], 0
        for doc in docs:
            end = at + len(doc)
            found.append(list(_Reading(self, told[at:end], outside[at:end], doc).entities()))
            at = end
        return found

    def goes_on(self, sums: Matrix, label: str) -> bool:
        """Whether a name with that label goes on behind a word, from what the words looked at add up to."""
        hidden = _best(sums + self._bias)
        further, last = self._weights[self._inside[label]] @ hidden + self._upper_bias[self._inside[label]]
        return bool(further > last)

    def _scores(self, sums: Matrix) -> Matrix:
        """How well each move would do, from what the words looked at add up to."""
        hidden: Matrix = _best(sums + self._bias)
        scores: Matrix = hidden @ self._weights.T
        scores += self._upper_bias
        return scores


def _best(pieces: Matrix) -> Matrix:
    """The greatest along the last axis, which is short."""
    import numpy

    best: Matrix = pieces[..., 0]
    for n in range(1, pieces.shape[-1]):
        best = numpy.maximum(best, pieces[..., n])
    return best


def _moves(component: Any) -> list[str]:
    """What the recogniser can make of a word ("B-PERSON": a person's name begins), as its network numbers them."""
    return [component.moves.get_class_name(n) for n in range(component.moves.n_moves)]


class _Reading:
    """One text, read from left to right."""

    def __init__(self, own: Recogniser, told: Matrix, outside: Matrix, doc: Doc) -> None:
        import numpy

        starts, spaces = doc.to_array(["SENT_START", "IS_SPACE"]).T == 1
        self._own, self._told = own, told
        last = numpy.append(starts[1:], True)  # of its sentence: no name goes on behind it
        allowed = own.leaves | (own.is_one & ~spaces[:, None]) | (own.begins & ~(spaces | last)[:, None])
        self._last: list[bool] = last.tolist()
        self._best: list[int] = numpy.where(allowed, outside, -numpy.inf).argmax(axis=1).tolist()

    def entities(self) -> Iterator[Entity]:
        """The entities, in order."""
        moves = self._own.moves
        i = 0
        while i < len(self._best):
            start, move = i, moves[self._best[i]]
            i += 1
            if move.startswith("B-"):
                while self._goes_on(i, start, move[2:]):
                    i += 1
                i += 1
            if move != "O":
                yield start, i, move[2:]

    def _goes_on(self, i: int, start: int, label: str) -> bool:
        """Whether the name that began at ``start`` goes on behind word i."""
        told = self._told
        return not self._last[i] and self._own.goes_on(told[i, 0] + told[start, 1] + told[i - 1, 2], label)
