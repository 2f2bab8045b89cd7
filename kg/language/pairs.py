""" "The two countries", "the leaders of the two neighbours", "officials of the three governments": the states that the
text has just named together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.knowledge.folding import fold
from kg.language.described_posts import HIGHEST
from kg.language.located import Located, Sentence

if TYPE_CHECKING:
    from kg.knowledge import Knowledge

SENTENCES_BACK = 2
LIST_BACK = 8
"""A list of three and more is remembered longer than two states side by side."""
COUNTRIES = frozenset({"countries", "nations", "neighbours", "neighbors", "states", "rivals", "koreas", "governments"})
NUMBERS = {"three": 3, "four": 4, "five": 5}
BETWEEN = frozenset({"and", "-", "–", "/"})


def named_pair(sentence: Sentence, located: Located, before: Sequence[Sentence]) -> tuple[Located, Located] | None:
    """The last two states that stand side by side ("Turkey and Armenia") before a word that means both."""
    for other in (sentence, *reversed(before[-SENTENCES_BACK:])):
        states = [m for m in other.mentions if m.mention.kind == "state" and m.mention.country]
        states = [m for m in states if other is not sentence or m.end <= located.start]
        for one, two in reversed(list(pairwise(states))):
            between = {t.lower_ for t in other.doc[one.end : two.start]} - {"the"}
            if between and between <= BETWEEN and one.mention.country != two.mention.country:
                return one, two
    return None


def named_list(located: Located, number: int, sentence: Sentence, before: Sequence[Sentence]) -> tuple[Located, ...]:
    """The last so many states that stand in one list before a word that means them all."""
    for other in (sentence, *reversed(before[-LIST_BACK:])):
        states = [m for m in other.mentions if m.mention.kind == "state" and m.mention.country]
        states = [m for m in states if other is not sentence or m.end <= located.start]
        for first in range(len(states) - number, -1, -1):
            run = states[first : first + number]
            gaps = [{t.lower_ for t in other.doc[a.end : b.start]} for a, b in pairwise(run)]
            listed = all(gap and gap <= {",", "and", "the", "of"} for gap in gaps)
            if listed and len({m.mention.country for m in run}) == number:
                return tuple(run)
    return ()


def with_pair(
    sentence: Sentence, located: Located, before: Sequence[Sentence], *, knowledge: Knowledge
) -> tuple[Located, ...]:
    """A plural description as what it means of the two states named before: themselves, or a post in each of them."""
    doc, said = sentence.doc, located.mention
    if said.kind != "description" or not said.plural or said.refers_to:
        return (located,)
    both = doc[located.start : located.end].text.lower().split()
    if several := _of_several(sentence, located, before):
        return (replace(located, mention=replace(said, refers_to=tuple(m.mention for m in several))),)
    if said.post in COUNTRIES and "two" in both:
        pair = named_pair(sentence, located, before)
        return (replace(located, mention=replace(said, refers_to=tuple(m.mention for m in pair))) if pair else located,)
    behind = [t.lower_ for t in doc[located.end : located.end + 4]]
    if behind[:1] not in (["of"], ["from"]) or not {"two", "both"} & set(behind) or not COUNTRIES & set(behind):
        return (located,)
    pair = named_pair(sentence, located, before)
    if pair is None:
        return (located,)
    post = _post(sentence, located, knowledge)
    if post is None:  # "senior officials of the two countries"
        return (replace(located, mention=replace(said, refers_to=tuple(m.mention for m in pair))),)
    return tuple(
        replace(
            located,
            mention=replace(said, post=post, country=m.mention.country, plural=False),
            post=knowledge.post_of(post, m.mention.country),
        )
        for m in pair
    )


def _of_several(sentence: Sentence, located: Located, before: Sequence[Sentence]) -> tuple[Located, ...]:
    """ "The three countries", "envoys of the three governments": which three."""
    doc = sentence.doc
    inside = [t.lower_ for t in doc[located.start : located.end]]
    behind = [t.lower_ for t in doc[located.end : located.end + 4]]
    said = inside if located.mention.post in COUNTRIES else behind if behind[:1] in (["of"], ["from"]) else []
    number = next((NUMBERS[word] for word in said if word in NUMBERS), 0)
    return named_list(located, number, sentence, before) if number and COUNTRIES & set(said) else ()


def _post(sentence: Sentence, located: Located, knowledge: Knowledge) -> str | None:
    """The post that one person of a state holds, in the singular: "foreign minister", "leader"; None of others."""
    first = max(sentence.span.start, located.head - 2)
    for start in range(first, located.head + 1):
        post = sentence.doc[start : located.head + 1].text.lower().removesuffix("s")
        if fold(post) == "leader" or knowledge.post_of(post) in HIGHEST:
            return post
    return None
