"""Parts of speech and lemmas, looked up: what the pipeline's rules say of a word with a tag is worked out once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

RULES = ("attribute_ruler", "lemmatizer")
"""The components that the table stands for; the second reads what the first says of the word."""
LOOKED_AT = frozenset({"TAG", "DEP", "LOWER", "ORTH", "IS_SPACE"})
MOST_KNOWN = 100_000
"""Words kept with what the rules say of them; then the table begins anew."""

Row = tuple[int, int, int, int]
"""Tag, part of speech, lemma and relation of a word, as spaCy numbers them."""


class WordTable:
    """What the attribute ruler and the lemmatizer say of the words of a Doc, in a tenth of their time.

    Nearly all patterns of the ruler look at one word alone: its tag, its relation, its letters. So the answer is kept.
    A text that may hold one of the few patterns of several words ("let's") is read by the rules themselves.
    """

    def __init__(self, nlp: Language) -> None:
        self._strings, self._vocab = nlp.vocab.strings, nlp.vocab
        self._ruler: Any = nlp.get_pipe(RULES[0])
        self._lemmatizer: Any = nlp.get_pipe(RULES[1])
        self._known: dict[tuple[int, int, int], Row] = {}
        self._plain: dict[tuple[int, int], tuple[list[str], list[str]]] = {}
        """Part of speech and morphology of a word that no pattern spells, by its tag and relation."""
        self._signs = frozenset(_signs(nlp))
        self._spelled = frozenset(_spelled(nlp))

    @staticmethod
    def fits(nlp: Language) -> bool:
        """Whether the pipeline has these rules, one behind the other, and they look at nothing but words."""
        names = list(nlp.pipe_names)
        if not set(RULES) <= set(names) or names.index(RULES[1]) != names.index(RULES[0]) + 1:
            return False
        if getattr(nlp.get_pipe(RULES[1]), "mode", None) != "rule":
            return False
        return all(set(word) <= LOOKED_AT for pattern in _patterns(nlp) for word in pattern)

    def rows(self, doc: Doc) -> list[Row]:
        """The answer for every word of a tagged and parsed Doc."""
        keys = doc.to_array(["TAG", "DEP", "ORTH", "LOWER"]).tolist()
        if any(lower in self._signs or dep in self._signs for _, dep, _, lower in keys):
            self._lemmatizer(self._ruler(doc))
            return [tuple(row) for row in doc.to_array(["TAG", "POS", "LEMMA", "DEP"]).tolist()]
        return [
            self._known.get((tag, dep, orth)) or self._learn(tag, dep, orth, lower) for tag, dep, orth, lower in keys
        ]

    def _learn(self, tag: int, dep: int, orth: int, lower: int) -> Row:
        from spacy.tokens import Doc

        text, tags, deps = self._strings[orth], [self._strings[tag]], [self._strings[dep]]
        small = self._strings[lower]
        plain = None if small in self._spelled or not small.isalnum() else self._plain.get((tag, dep))
        if plain is not None:
            word = Doc(self._vocab, words=[text], tags=tags, deps=deps, heads=[0], pos=plain[0], morphs=plain[1])
        else:
            word = self._ruler(Doc(self._vocab, words=[text], tags=tags, deps=deps, heads=[0]))
            if small not in self._spelled and small.isalnum():
                self._plain[tag, dep] = [word[0].pos_], [str(word[0].morph)]
        if len(self._known) >= MOST_KNOWN:
            self._known.clear()
        token = self._lemmatizer(word)[0]
        row = token.tag, token.pos, token.lemma, token.dep
        self._known[tag, dep, orth] = row
        return row


def _patterns(nlp: Language) -> Iterator[list[dict[str, Any]]]:
    ruler: Any = nlp.get_pipe(RULES[0])
    for each in ruler.patterns:
        yield from each["patterns"]


def _signs(nlp: Language) -> Iterator[int]:
    """Words and relations one of which is in every text that a pattern of several words fits."""
    for pattern in _patterns(nlp):
        if len(pattern) > 1:
            plain = [word[key] for word in pattern for key in ("LOWER", "DEP") if isinstance(word.get(key), str)]
            for sign in plain[:1] or [each for word in pattern for each in _listed(word.get("LOWER"))]:
                yield nlp.vocab.strings.add(sign)


def _spelled(nlp: Language) -> Iterator[str]:
    """Words that a pattern names; those it describes by a regular expression have an apostrophe or are "y"."""
    for pattern in _patterns(nlp):
        for word in pattern:
            for key in ("LOWER", "ORTH"):
                yield from [word[key].lower()] if isinstance(word.get(key), str) else _listed(word.get(key))
                if isinstance(word.get(key), dict) and "REGEX" in word[key]:
                    yield re.sub(r"\W", "", word[key]["REGEX"])


def _listed(value: object) -> list[str]:
    return list(value.get("IN", ())) if isinstance(value, dict) else []
