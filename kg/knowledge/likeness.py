"""Known family names that a word is like, as spelling and sound go."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from kg.knowledge.folding import fold
from kg.knowledge.knowledge_base import Knowledge
from kg.knowledge.spelling import plain_spelling, word_similarity
from kg.model import Actor

MOST_COMPARED = 24
"""Family names of like sound that are compared letter by letter, the most alike in a first, quick look."""
MANY = 150
"""Family names of like sound that are respelt for comparison: more only where somebody imported very many."""
MOST_FAMILIES = 8
"""Family names looked at for one misspelt name, the most alike first."""
MISSPELT = 0.84
"""A word this like the family name of somebody in such a post may be his, misspelt."""
SHORTEST = 5
"""Letters; shorter words are like too many names."""
HIGHEST = 3
"""Level of the posts whose holders the news calls by their family names alone."""


def alike_families(word: str, knowledge: Knowledge, *, least: float) -> list[tuple[str, float]]:
    """Known family names that are like this folded word, the most alike first."""
    return [pair for pair in _families_like(word, knowledge) if pair[1] >= least] if len(word) > 2 else []


NAMESAKE = 0.72
"""Whose given name is the same, and whose family name is this like, may be meant."""


def namesakes(name: str, knowledge: Knowledge) -> tuple[Actor, ...]:
    """The people of that very name, else those with its given name and a family name like its own."""
    people = tuple(actor for actor in knowledge.find(name) if actor.kind == "person")
    written = fold(name).split()
    if people or len(written) < 2:
        return people
    alike = alike_families(written[-1], knowledge, least=NAMESAKE)
    found = (actor for family, _ in alike for actor in knowledge.by_family_name(family))
    return tuple(actor for actor in found if fold(actor.label).split()[0] == written[0])


@lru_cache(maxsize=1 << 11)
def is_misspelt_leader(word: str, knowledge: Knowledge) -> bool:
    """Whether a word that is nobody's name is like that of a leader, a minister, an envoy."""
    folded = fold(word)
    return len(folded) >= SHORTEST and any(
        held.post in knowledge.posts and knowledge.posts[held.post].level <= HIGHEST
        for family, _ in alike_families(folded, knowledge, least=MISSPELT)
        for actor in knowledge.by_family_name(family)
        if knowledge.shipped(actor.id)
        for held in actor.posts
    )


@lru_cache(maxsize=1 << 11)
def _families_like(word: str, knowledge: Knowledge) -> tuple[tuple[str, float], ...]:
    """A quick look at all families of like sound, a closer one at the nearest of them, then letter by letter."""
    families: Sequence[str] = knowledge.sounding(word)
    if len(families) > MANY:
        rough = process.extract(word, families, scorer=JaroWinkler.normalized_similarity, limit=MANY)
        families = sorted(family for family, _, _ in rough)
    spelt = {family: plain_spelling(family.split()[-1]) for family in families}
    nearest = process.extract(
        plain_spelling(word), spelt, scorer=JaroWinkler.normalized_similarity, score_cutoff=0.6, limit=MOST_COMPARED
    )
    scored = ((family, word_similarity(word, family.split()[-1])) for _, _, family in nearest)
    return tuple(sorted(scored, key=lambda pair: (-pair[1], pair[0])))[:MOST_FAMILIES]
