"""The vectors a pipeline's tok2vec gives the words of a text, in less than half its time.

The first half of the network looks at each word alone: what it makes of a word is kept. The second, convolutions over
the neighbours, is run as thinc runs it, without what training needs. Vectors differ from thinc's in the last bits only.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.tokens import Doc
    from thinc.api import Model

    Matrix = NDArray[Any]

EMBEDDING = "extract_features>>list2ragged>>with_array(*)>>with_array(maxout>>layernorm>>dropout)>>ragged2list"
CONVOLUTION = "residual(expand_window>>maxout>>layernorm>>dropout)"
MOST_KEPT = 8_000
"""Words whose vectors are kept, 3 MiB; then they are worked out anew."""
SMALLEST = 1e-8
"""What a variance is at least, as in thinc."""


class WordVectors:
    """A tok2vec of hashed features, a maxout layer, and convolutions."""

    def __init__(self, model: Model[Any, Any]) -> None:
        """``model`` must fit (see below)."""
        import numpy

        embedding, encoding = model.layers
        extract, _, features, mixing, _ = embedding.layers
        self._columns = list(extract.attrs["columns"])
        self._embed: Any = features.layers[0]
        self._mix = _Layer(mixing)
        self._layers = [_Layer(layer) for layer in encoding.layers[0].layers]
        self._pad = int(encoding.attrs["pad"])
        self._known: dict[bytes, int] = {}
        self._kept: Matrix = numpy.zeros((MOST_KEPT, self._mix.width), dtype="float32")

    @staticmethod
    def fits(model: Model[Any, Any]) -> bool:
        """Whether the model is of that kind: others are left to thinc."""
        if len(model.layers) != 2:
            return False
        embedding, encoding = model.layers
        parts = embedding.name.split("with_array(", 1)
        if len(parts) != 2 or len(embedding.layers) != 5 or not encoding.layers:
            return False
        hashed = {part.split(">>")[-1] for part in embedding.layers[2].layers[0].name.split("|")}
        shape = f"{parts[0]}with_array(*)>>" + ">>".join(layer.name for layer in embedding.layers[3:])
        windows = [_part(layer, "expand_window") for layer in encoding.layers[0].layers if layer.name == CONVOLUTION]
        return (
            shape == EMBEDDING
            and hashed == {"hashembed"}
            and encoding.name == f"with_array({'>>'.join([CONVOLUTION] * len(windows))})"
            and all(window.attrs["window_size"] == 1 for window in windows)
        )

    def of(self, docs: Sequence[Doc]) -> list[Matrix]:
        """A row a word, for each of the texts."""
        import numpy

        if not docs:
            return []
        alone = self._alone(docs)
        rows = numpy.zeros((len(alone) + self._pad * (len(docs) + 1), self._mix.width), dtype="float32")
        at, read = self._pad, 0
        spans = []
        for length in map(len, docs):
            rows[at : at + length] = alone[read : read + length]
            spans.append((at, at + length))
            read, at = read + length, at + length + self._pad
        for layer in self._layers:
            rows += layer.apply(_windows(rows))
        return [rows[start:end] for start, end in spans]

    def _alone(self, docs: Sequence[Doc]) -> Matrix:
        """What each word of all the texts is by itself."""
        import numpy

        keys = [key for doc in docs for key in rows_of(doc.to_array(["ORTH", "NORM", "SPACY"]))]
        new = {key: i for i, key in enumerate(keys) if key not in self._known}
        if len(self._known) + len(new) > MOST_KEPT:
            self._known.clear()
            new = {key: i for i, key in enumerate(keys)}
            self._kept = numpy.zeros((max(MOST_KEPT, len(new)), self._mix.width), dtype="float32")
        if new:
            self._learn(docs, new)
        return self._kept[[self._known[key] for key in keys]]

    def _learn(self, docs: Sequence[Doc], new: dict[bytes, int]) -> None:
        """Work out the vectors of words, one after the other: in a matrix, a row's last bits depend on its place."""
        import numpy

        features = numpy.concatenate([doc.to_array(self._columns) for doc in docs])
        found = self._embed.predict(features[list(new.values())])
        sums = numpy.concatenate([self._mix.sums(found[i : i + 1]) for i in range(len(new))])
        first = len(self._known)
        self._kept[first : first + len(new)] = self._mix.finished(sums)
        self._known.update(zip(new, range(first, first + len(new)), strict=True))


class _Layer:
    """Maxout and layer normalization."""

    def __init__(self, model: Model[Any, Any]) -> None:
        import numpy

        maxout, normalization = _part(model, "maxout"), _part(model, "layernorm")
        weights = numpy.asarray(maxout.get_param("W"))  # width, pieces, inputs
        self.width, self._pieces, inputs = weights.shape
        self._weights: Matrix = numpy.ascontiguousarray(weights.transpose(1, 0, 2).reshape(-1, inputs).T)
        self._bias: Matrix = numpy.asarray(maxout.get_param("b")).T.reshape(-1).copy()
        self._scale: Matrix = numpy.asarray(normalization.get_param("G"))
        self._shift: Matrix = numpy.asarray(normalization.get_param("b"))

    def apply(self, rows: Matrix) -> Matrix:
        """The layer's output, a row for a row."""
        return self.finished(self.sums(rows))

    def sums(self, rows: Matrix) -> Matrix:
        """The rows by the weights."""
        found: Matrix = rows @ self._weights
        return found

    def finished(self, sums: Matrix) -> Matrix:
        """What becomes of the sums; each row by itself."""
        import numpy

        sums += self._bias
        best = sums[:, : self.width]
        for piece in range(1, self._pieces):
            best = numpy.maximum(best, sums[:, piece * self.width : (piece + 1) * self.width])
        best -= numpy.add.reduce(best, axis=1, keepdims=True) / numpy.float32(self.width)
        spread = numpy.einsum("ij,ij->i", best, best)
        spread /= self.width
        spread += SMALLEST
        best /= numpy.sqrt(spread)[:, None]
        best *= self._scale
        best += self._shift
        return best


def rows_of(table: NDArray[Any]) -> list[bytes]:
    """The rows of a table of numbers as bytes: smaller to keep than numbers, and made faster."""
    width = table.shape[1] * table.itemsize
    data = table.tobytes()
    return [data[at : at + width] for at in range(0, len(data), width)]


def _windows(rows: Matrix) -> Matrix:
    """Each row with its neighbours on both sides; nought beyond the ends."""
    import numpy

    count, width = rows.shape
    found = numpy.zeros((count, 3 * width), dtype="float32")
    found[1:, :width] = rows[:-1]
    found[:, width : 2 * width] = rows
    found[:-1, 2 * width :] = rows[1:]
    return found


def _part(model: Model[Any, Any], name: str) -> Model[Any, Any]:
    """The one layer of that name inside a model."""
    (found,) = (layer for layer in model.walk() if layer.name == name)
    return found
