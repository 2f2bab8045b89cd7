"""How alike two single words of names are, as spelling and sound go: a weighted edit distance.

Letters that transliteration, machine translation, typing and scanning exchange cost little (w/v, c/k, y/i, vowels),
others cost much. The weights were set on the development half of ``examples/name_pairs.csv``.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from doublemetaphone import doublemetaphone
from rapidfuzz.distance import OSA, JaroWinkler

_REWRITES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"0", "o"),
        (r"1", "l"),
        (r"5", "s"),
        (r"[^a-z]", ""),
        (r"s[kc](?:ii|yy|iy|yj|ij|yi|y|i|ij|ey|aya|aia|aja)$", "ski"),
        (r"(?:off|ow|of|ov)$", "ov"),
        (r"(?:eff|ew|ef|ev|iev|iew|yev|jev|jew)$", "ev"),
        (r"(?:ova|owa)$", "ova"),
        (r"(?:vitch|wicz|witsch|witch|vych|vich|vic|vitsj)$", "viC"),
        (r"shch|schtsch|szcz|stch", "S"),
        (r"tsch|tch|tsj|tj|cz", "C"),
        (r"sch|sh|sz|sj", "S"),
        (r"dzh|dsch|dj", "J"),
        (r"zh", "Z"),
        (r"t[kc](?!h)|cch|cqu|ck|q(?:u(?=[aei]))?|kk", "k"),
        (r"ch", "C"),
        (r"kh", "h"),
        (r"gh", "g"),
        (r"ph", "f"),
        (r"th", "t"),
        (r"dh", "d"),
        (r"bh", "b"),
        (r"rh", "r"),
        (r"tz|ts", "c"),
        (r"dz", "J"),
        (r"^x", "s"),
        (r"x", "ks"),
        (r"w", "v"),
        (r"eau|oe", "o"),
        (r"ou|oo|ue", "u"),
        (r"ae", "a"),
        (r"ee|ie|iy|ij|yi|yj", "i"),
        (r"(?<=[aeou])i(?=$|[^aeiou])|(?<=[aeou])y(?=$|[^aeiou])", "j"),
        (r"^y(?=[aeou])", "j"),
        (r"y", "i"),
        (r"c(?=[ao uklrnt]|$)", "k"),
    )
)
_DOUBLED = re.compile(r"([a-zA-Z])\1+")
_VOWELS = frozenset("aeiou")
_CLOSE: dict[frozenset[str], float] = {
    frozenset(pair): cost
    for cost, pairs in {
        0.15: "kc ij",
        0.25: "cs sz sS Jj JZ JC",
        0.3: "cC SC Zz Zj vf ou kC Zg Jg jg",
        0.35: "ae ei kh kg ZS dt hC JS Jz js jC jh Ji gh",
        0.4: "ao uv bp cz sC jZ",
        0.45: "hg Sc Sk ks sk",
        0.5: "vb mn au eo iu",
        0.55: "ai eu",
        0.6: "io lr hf",
    }.items()
    for pair in pairs.split()
}
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_NEIGHBOURS = frozenset(
    frozenset(pair)
    for pairs in (*map(pairwise, _ROWS), *(zip(up, low, strict=False) for up, low in pairwise(_ROWS)))
    for pair in pairs
)
_TYPED_WRONG = 0.7
_CASUAL = 0.8

_LETTERS = "abcdefghijklmnopqrstuvwxyzSCJZ"


def _cost(one: str, other: str) -> float:
    pair = frozenset((one, other))
    return 0.0 if one == other else _CLOSE.get(pair, _TYPED_WRONG if pair in _NEIGHBOURS else 1.0)


_COSTS = {one: {other: _cost(one, other) for other in _LETTERS} for one in _LETTERS}


@lru_cache(maxsize=1 << 13)
def plain_spelling(folded: str) -> str:
    """A folded word in a spelling where the usual transliterations fall together ("witkoff", "vicchoff": "vikov")."""
    for pattern, replacement in _REWRITES:
        folded = pattern.sub(replacement, folded)
    return _DOUBLED.sub(r"\1", folded)


@lru_cache(maxsize=1 << 13)
def word_similarity(one: str, other: str) -> float:
    """How alike two folded words are, 0 to 1; 1 only where they are written the same."""
    if one == other:
        return 1.0
    if not one or not other:
        return 0.0
    if min(len(one), len(other)) < 3:
        return 0.9 if plain_spelling(one) == plain_spelling(other) else 0.0
    best = _similar(plain_spelling(one), plain_spelling(other))
    if ("rn" in one) != ("rn" in other) and "m" in one + other:
        scanned = (plain_spelling(word.replace("rn", "m")) for word in (one, other))
        best = max(best, _similar(*scanned) - 0.02)
    if best < 0.9 and len(one) > 4 and set(doublemetaphone(one)) & set(doublemetaphone(other)) - {""}:
        best += 0.04
    return min(best, 0.99)


def typed_similarity(one: str, other: str) -> float:
    """How alike two folded words are when any letter may have been mistyped, 0 to 1: for names already introduced."""
    return max(word_similarity(one, other), OSA.normalized_similarity(one, other))


def _similar(one: str, other: str) -> float:
    if one == other:
        return 0.98
    if JaroWinkler.similarity(one, other) < 0.45:
        return 0.0
    first = 0.25 if one[:1] != other[:1] and _exchange(one[:1], other[:1]) > 0.3 else 0.0
    return max(0.0, 1.0 - (_distance(one, other) + first) / max(4.0, 0.8 * (len(one) + len(other)) / 2 + 0.8))


def _distance(one: str, other: str) -> float:
    """Optimal string alignment with the costs above."""
    losses, gains = _losses(one), _losses(other)
    before: list[float] = []
    above = [0.0]
    for gain in gains:
        above.append(above[-1] + gain)
    for i, letter in enumerate(one):
        loss, costs = losses[i], _COSTS[letter]
        row = [above[0] + loss]
        for j, against in enumerate(other):
            cost = above[j] + costs[against]
            if (lost := above[j + 1] + loss) < cost:
                cost = lost
            if (gained := row[j] + gains[j]) < cost:
                cost = gained
            if i and j and letter == other[j - 1] and one[i - 1] == against and letter != against:
                cost = min(cost, before[j - 1] + 0.5)
            row.append(cost)
        before, above = above, row
    return above[-1]


def _exchange(one: str, other: str) -> float:
    return _COSTS[one][other] if one and other else 1.0


@lru_cache(maxsize=1 << 12)
def _losses(word: str) -> tuple[float, ...]:
    return tuple(_loss(word, i) for i in range(len(word)))


def _loss(word: str, i: int) -> float:
    """What it costs that a letter has no counterpart: little for h, vowels and j."""
    letter = word[i]
    if letter == "h":
        return 0.25
    if letter == "j" or (letter == "g" and word[i - 1 : i] == "n"):
        return 0.35
    if letter in _VOWELS:
        return 0.35 if i == len(word) - 1 else 0.5
    return _CASUAL
