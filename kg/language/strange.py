"""Words that the language model has never seen: rare names, and misspelt ones.

The words a pipeline was trained on are in its string store, some twenty thousand capitalised ones among them. What it
makes of others is a guess from their letters: neither its tags nor its labels are evidence there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.language.units import words

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Token

    from kg.knowledge import Knowledge

SEEN = "kg_seen_words"
"""The table of the pipeline's lookups that holds the words it was trained on."""
SHORTEST = 4
"""Letters; shorter words resemble too much."""


def remember_seen(nlp: Language) -> None:
    """Keep the words that the pipeline was trained on: its string store grows with every text it reads."""
    seen = {word: True for word in nlp.vocab.strings if word[:1].isalpha()}
    nlp.vocab.lookups.add_table(SEEN, seen)


def may_be_unseen(text: str) -> bool:
    """Whether a word is of those that are looked up among the model's: capitalised, of some length, no abbreviation."""
    return len(text) >= SHORTEST and text[0].isupper() and not text.isupper()


def never_seen(token: Token) -> bool:
    """Whether the model has never seen the word, in capitals or small; False where its words are not known."""
    text = token.text
    if not may_be_unseen(text):
        return False
    lookups = token.vocab.lookups
    if not lookups.has_table(SEEN):
        return False
    seen, lower = lookups.get_table(SEEN), text.lower()
    return text not in seen and lower not in seen and lower.removesuffix("s") not in seen


def is_strange(token: Token, knowledge: Knowledge) -> bool:
    """Whether the model has never seen the word, and nothing but people is known by it."""
    lower = token.lower_
    if not never_seen(token) or lower in words().not_names or lower in knowledge.state_words:
        return False
    return not knowledge.find_place(lower) and not knowledge.find(token.text)
