"""Parts of speech and lemmas, looked up: what the pipeline's rules say of a word with a tag is worked out once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from struct import Struct
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.language import Language
    from spacy.tokens import Doc

RULES = ("attribute_ruler", "lemmatizer")
"""The components that the table stands for; the second reads what the first says of the word."""
LOOKED_AT = frozenset({"TAG", "DEP", "LOWER", "ORTH", "IS_SPACE"})
MOST_KNOWN = 16_000
"""Words kept with what the rules say of them; then the table begins anew."""

WORD = Struct("=3Q")
"""Tag, relation and letters of a word, as spaCy numbers them."""
ROW = Struct("=4Q")
"""What the rules say of it: tag, part of speech, lemma, relation; 0 for the relation that it had."""


class WordTable:
    """What the attribute ruler and the lemmatizer say of the words of a Doc, in a tenth of their time.

    Nearly all patterns of the ruler look at one word alone: its tag, its relation, its letters. So the answer is kept.
    A text that may hold one of the few patterns of several words ("let's") is read by the rules themselves.
    """

    def __init__(self, nlp: Language) -> None:
        self._strings: Any = nlp.vocab.strings
        self._vocab = nlp.vocab
        self._ruler: Any = nlp.get_pipe(RULES[0])
        self._lemmatizer: Any = nlp.get_pipe(RULES[1])
        self._conditions = [
            word["DEP"] for pattern in _patterns(nlp) if len(pattern) == 1 for word in pattern if "DEP" in word
        ]
        self._alike: dict[int, int] = {}
        """Relations, each with the first that was met of those that no pattern of one word tells it from."""
        self._known: dict[bytes, bytes] = {}
        self._new: list[bytes] = []
        """The last that were met for the first time."""
        self._plain: dict[tuple[int, int] | None, tuple[str, str]] = {}
        """Part of speech and morphology of a word that no pattern spells, by its tag and relation."""
        self._of_several = _of_several(nlp)
        self._spelled = frozenset(_spelled(nlp))

    @staticmethod
    def fits(nlp: Language) -> bool:
        """Whether the pipeline has these rules, one behind the other, and they look at nothing but words."""
        names = list(nlp.pipe_names)
        if not set(RULES) <= set(names) or names.index(RULES[1]) != names.index(RULES[0]) + 1:
            return False
        if getattr(nlp.get_pipe(RULES[1]), "mode", None) != "rule":
            return False
        return all(_is_simple(word) for pattern in _patterns(nlp) for word in pattern)

    def rows(self, doc: Doc) -> NDArray[Any]:
        """Tag, part of speech, lemma and relation of every word of a tagged and parsed Doc."""
        import numpy

        given: NDArray[Any] = doc.to_array(["TAG", "DEP", "ORTH", "LOWER"])
        keys = given.tolist()
        if any(
            (dep in self._of_several or lower in self._of_several) and self._may_fit(keys, i)
            for i, (_, dep, _, lower) in enumerate(keys)
        ):
            self._lemmatizer(self._ruler(doc))
            table: NDArray[Any] = doc.to_array(["TAG", "POS", "LEMMA", "DEP"])
            return table
        for dep in {dep for _, dep, _, _ in keys if dep not in self._alike}:
            self._alike[dep] = self._first_like(dep)
        words = [WORD.pack(tag, self._alike[dep], orth) for tag, dep, orth, _ in keys]
        new = {word: key[3] for word, key in zip(words, keys, strict=True) if word not in self._known}
        if len(self._known) + len(new) > MOST_KNOWN:
            self._known.clear()
            new = {word: key[3] for word, key in zip(words, keys, strict=True)}
        if new:
            self._learn([(*WORD.unpack(word), lower) for word, lower in new.items()])
        said = numpy.frombuffer(b"".join([self._known[word] for word in words]), dtype="uint64").reshape(-1, 4).copy()
        said[:, 3] = numpy.where(said[:, 3] == 0, given[:, 1], said[:, 3])
        return said

    def _first_like(self, dep: int) -> int:
        """The first relation met that fits the same conditions."""
        fits = [_fits(self._strings[dep], condition) for condition in self._conditions]
        for other in self._alike:
            if [_fits(self._strings[other], condition) for condition in self._conditions] == fits:
                return self._alike[other]
        return dep

    def forget(self) -> None:
        """Drop the words whose lemma the pipeline has forgotten."""
        for word in self._new:
            if word in self._known and ROW.unpack(self._known[word])[2] not in self._strings:
                del self._known[word]
        self._new.clear()

    def _may_fit(self, keys: list[list[int]], i: int) -> bool:
        """Whether a pattern of several words may fit around word i, which is a sign of it."""
        for at, beside in (*self._of_several.get(keys[i][1], ()), *self._of_several.get(keys[i][3], ())):
            j = i + 1 if at == 0 else i - 1
            if 0 <= j < len(keys) and (beside is None or beside.fullmatch(self._strings[keys[j][3]])):
                return True
        return False

    def _learn(self, keys: Iterable[tuple[int, int, int, int]]) -> None:
        """Ask the rules for words that are met for the first time."""
        plain: list[tuple[int, int, int, tuple[str, str]]] = []
        for tag, dep, orth, lower in keys:
            small = self._strings[lower]
            alike = (tag, dep) if small not in self._spelled and small.isalnum() else None
            if alike in self._plain:
                plain.append((tag, dep, orth, self._plain[alike]))
                continue
            word = self._ruler(self._doc([(tag, dep, orth)]))
            if alike is not None:
                self._plain[alike] = word[0].pos_, str(word[0].morph)
            self._keep([(tag, dep, orth)], self._lemmatizer(word))
        if plain:
            words = [(tag, dep, orth) for tag, dep, orth, _ in plain]
            said = {"pos": [pos for *_, (pos, _) in plain], "morphs": [morph for *_, (_, morph) in plain]}
            self._keep(words, self._lemmatizer(self._doc(words, **said)))
        self._lemmatizer.cache.clear()  # what it keeps of words is kept here

    def _doc(self, words: Sequence[tuple[int, int, int]], **said: Any) -> Doc:
        """Words that have nothing to do with one another."""
        from spacy.tokens import Doc

        tags, deps, texts = ([self._strings[row[n]] for row in words] for n in range(3))
        return Doc(self._vocab, words=texts, tags=tags, deps=deps, heads=list(range(len(words))), **said)

    def _keep(self, words: Iterable[tuple[int, int, int]], doc: Doc) -> None:
        for word, token in zip(words, doc, strict=True):
            changed = token.dep if token.dep != word[1] else 0
            self._new.append(key := WORD.pack(*word))
            self._known[key] = ROW.pack(token.tag, token.pos, token.lemma, changed)


def _patterns(nlp: Language) -> Iterator[list[dict[str, Any]]]:
    ruler: Any = nlp.get_pipe(RULES[0])
    for each in ruler.patterns:
        yield from each["patterns"]


def _of_several(nlp: Language) -> dict[int, list[tuple[int, re.Pattern[str] | None]]]:
    """The patterns of several words by a word or relation that must be there: its place, and what the word beside it
    is like, where the pattern has two and says so."""
    found: dict[int, list[tuple[int, re.Pattern[str] | None]]] = {}
    for pattern in _patterns(nlp):
        if len(pattern) < 2:
            continue
        signs = [(at, word[k]) for at, word in enumerate(pattern) for k in ("LOWER", "DEP") if type(word.get(k)) is str]
        listed = [(at, each) for at, word in enumerate(pattern) for each in _listed(word.get("LOWER"))]
        for at, sign in signs[:1] or listed:
            other = pattern[1 - at].get("LOWER") if len(pattern) == 2 else None
            found.setdefault(nlp.vocab.strings.add(sign), []).append((at, _like(other)))
    return found


def _like(value: object) -> re.Pattern[str] | None:
    if isinstance(value, str):
        return re.compile(re.escape(value))
    if isinstance(value, dict) and "REGEX" in value:
        return re.compile(f".*(?:{value['REGEX']}).*")
    listed = _listed(value)
    return re.compile("|".join(map(re.escape, listed))) if listed else None


def _spelled(nlp: Language) -> Iterator[str]:
    """Words that a pattern names; those it describes by a regular expression have an apostrophe or are "y"."""
    for pattern in _patterns(nlp):
        for word in pattern:
            for key in ("LOWER", "ORTH"):
                yield from [word[key].lower()] if isinstance(word.get(key), str) else _listed(word.get(key))
                if isinstance(word.get(key), dict) and "REGEX" in word[key]:
                    yield re.sub(r"\W", "", word[key]["REGEX"])


def _is_simple(word: dict[str, Any]) -> bool:
    dep = word.get("DEP", "")
    return set(word) <= LOOKED_AT and (isinstance(dep, str) or (len(dep) == 1 and set(dep) <= {"IN", "NOT_IN"}))


def _fits(text: str, condition: str | dict[str, list[str]]) -> bool:
    if isinstance(condition, str):
        return text == condition
    return text in condition["IN"] if "IN" in condition else text not in condition["NOT_IN"]


def _listed(value: object) -> list[str]:
    return list(value.get("IN", ())) if isinstance(value, dict) else []
