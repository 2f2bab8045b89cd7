"""Headlines In Title Case or CAPITALS, rewritten as a sentence would have them, so that the parser can read them."""

from __future__ import annotations

import re
from collections import Counter

from kg.language.units import words

_WORD = re.compile(r"[A-Za-z][A-Za-z'.]*")
_COMMON = re.compile(r"(?<![A-Za-z.'-])[a-z][a-z']+")
_NAMED = re.compile(r"(?<=[a-z,] )[A-Z][a-z']+")
FEWEST_WORDS = 4
_NAMES_TOO = frozenset({"may", "will", "call", "rice", "brown", "new", "state"})
"""Small only before another common word: "May Meet", "New Talks", but "Meets May", "New York", "State Department"."""
_PREPOSITIONS = frozenset("in of the at on to for with and from by over after amid before during as into via".split())
MOSTLY = 0.75
"""Share of the longer words that are capitalised in a headline written in title case."""


def as_sentence(title: str, body: str) -> str:
    """The headline with small letters where a sentence has them, the same length; others are left as they are.

    A word is small when the article's body writes it small more often than not, or when it is one of the common words
    of headlines; whatever else is capitalised stays so: it may be a name.
    """
    found = list(_WORD.finditer(title))
    longer = [m.group() for m in found[1:] if len(m.group()) > 3]
    if len(found) < FEWEST_WORDS or not longer:
        return title
    if sum(word[0].isupper() for word in longer) < MOSTLY * len(longer):
        return title
    common, named = Counter(_COMMON.findall(body)), Counter(m.lower() for m in _NAMED.findall(body))
    capitals = sum(word.isupper() for word in longer) >= MOSTLY * len(longer)
    pieces, at = [], 0
    for n, match in enumerate(found):
        word = match.group()
        lower = word.lower()
        bare = lower.removesuffix("'s")
        small = n > 0 and (common[bare] > named[bare] or (bare in words().headline_words and not named[bare]))
        if bare in _NAMES_TOO:
            following = found[n + 1].group().lower() if n + 1 < len(found) else ""
            small = small and following in words().headline_words - _PREPOSITIONS
        if bare in words().post_heads | words().institution_words:
            small = False  # "Foreign Minister Wang Yi": capitals are usual there, and help to see whose post it is
        if small and ("." in word or (word.isupper() and len(word) < 4 and not capitals)):
            small = False  # "US", "UN", "U.S."
        rewritten = lower if small else word[0] + lower[1:] if capitals and len(word) > 3 else word
        pieces += [title[at : match.start()], rewritten]
        at = match.end()
    return "".join([*pieces, title[at:]])
