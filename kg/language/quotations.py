"""Where words are quoted, and who is said to say them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.language.located import Sentence
from kg.language.units import words
from kg.model import Mention, Passage

if TYPE_CHECKING:
    from spacy.tokens import Token


@lru_cache(maxsize=64)
def quotations(passage: Passage) -> tuple[tuple[int, int], ...]:
    """Where words are quoted in a paragraph; a quotation left open goes on to the end."""
    found: list[tuple[int, int]] = []
    start: int | None = None
    for i, character in enumerate(passage.text):
        if start is None and character in '"“„«':
            start = i
        elif start is not None and character in '"”»“':
            found.append((start, i))
            start = None
    if start is not None:
        found.append((start, len(passage.text)))
    return tuple(found)


def quoted(quotation: tuple[int, int], sentences: Sequence[Sentence], n: int) -> Mention | None:
    """Who says a quotation: the subject of a verb of saying around it, else in the sentence before or after."""
    passage = sentences[n].passage
    around = [k for k in range(max(0, n - 6), min(len(sentences), n + 7)) if sentences[k].passage is passage]
    overlapping = [k for k in around if _overlaps(sentences[k], quotation)]
    first, last = min(overlapping, default=n), max(overlapping, default=n)
    for k in (*overlapping, last + 1, first - 1):
        if k not in around and k != first - 1:
            continue
        if 0 <= k < len(sentences) and not sentences[k].is_title:
            for token in sentences[k].span:
                who = _sayer(token, sentences[k])
                if who is not None:
                    return who
    return None


def _overlaps(sentence: Sentence, quotation: tuple[int, int]) -> bool:
    start = sentence.span.start_char
    return start < quotation[1] and quotation[0] < sentence.span.end_char


def _sayer(token: Token, sentence: Sentence) -> Mention | None:
    if token.lemma_.lower() not in words().saying or token.pos_ not in {"VERB", "AUX"}:
        return None
    if any(a <= token.idx < b for a, b in quotations(sentence.passage)):
        return None
    subjects = [c.i for c in token.children if c.dep_ in {"nsubj", "nsubjpass"}] or [token.i - 1, token.i + 1]
    for located in sentence.mentions:
        if located.says_i or not any(located.start <= i < located.end or i == located.head for i in subjects):
            continue
        mention = located.mention.refers_to[0] if located.mention.refers_to else located.mention
        if mention.kind == "person" or (mention.kind == "description" and mention.country):
            return mention
    return None
