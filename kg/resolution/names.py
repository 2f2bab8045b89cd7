"""Whether two written names can be of one person, judged by the names alone.

Folding, transliteration families, sound, keyboard and scanning errors (``spelling``), word order, joined and
hyphenated parts, particles, titles, initials, short forms of given names, and generational suffixes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kg.knowledge import fold
from kg.knowledge.spelling import word_similarity
from kg.resolution.given_names import short_forms

SAME_NAME = 0.78
"""Names with at least this score are taken for one person's by ``kg evaluate names``."""

TITLES = frozenset(
    "mr mrs ms miss dr prof professor sir dame lord lady baroness baron count hon honorable honourable excellency "
    "his her he majesty highness royal president premier chancellor minister secretary senator congressman general gen "
    "colonel col lt lieutenant major admiral marshal captain ambassador envoy king queen prince princess crown emir "
    "sheikh shaikh sheik sultan pope cardinal ayatollah imam mullah rabbi comrade herr frau monsieur madame mme don "
    "dona senor sayyid "
    "seyyed seyed hajj haji us uk foreign prime vice deputy former judge justice governor mayor the".split()
)
PARTICLES = frozenset(
    "al el ul ad as ash az an ar at bin ibn ben bint abu von van der den de del della di da dos das do du la le los "
    "las ter ten zu y e o af av".split()
)
_SUFFIXES = {"jr": "jr", "junior": "jr", "jnr": "jr", "sr": "sr", "senior": "sr", "ii": "ii", "iii": "iii", "iv": "iv"}
_SUFFIXES |= {number: number for number in ("i", "v", "vi", "vii", "viii", "x", "xii", "xiv", "xvi")}
_SCANNED = str.maketrans("015", "ols")
_NOT_SAID = re.compile(r"[\"“”(][^\"“”()]*[\"“”)]")
_SAME_WORD = 0.72
"""Words below this are different words of a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameComparison:
    """How far two names agree: ``score`` from 0 to 1, and why."""

    score: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedName:
    """A name in folded words, without titles and particles; hyphenated and clitic parts joined ("jong un": two)."""

    words: tuple[str, ...]
    suffix: str = ""
    particles: tuple[str, ...] = ()


@lru_cache(maxsize=1 << 11)
def parse_name(name: str) -> ParsedName:
    """The words of a name that tell people apart, in the order written; family names before a comma go last."""
    bare = _NOT_SAID.sub(" ", name)
    if bare.count(",") == 1:
        family, given = (part.strip() for part in bare.split(","))
        if family and given and fold(given) not in _SUFFIXES:
            bare = f"{given} {family}"
    words = [word for part in bare.replace(".", ". ").split() for word in _split(part)]
    while len(words) > 1 and words[0] in TITLES and not (len(words) == 2 and len(words[1]) < 3):
        words.pop(0)
    suffix = ""
    if len(words) > 1 and words[-1] in _SUFFIXES:
        suffix = _SUFFIXES[words.pop()]
    kept = tuple(word for i, word in enumerate(words) if word not in PARTICLES or len(words) == 1)
    particles = tuple(word for word in words if word in PARTICLES)
    if len(words) == 2 and len(kept) == 1 and words[0] == kept[0] and len(words[1]) == 2 and "-" not in name:
        kept, particles = tuple(words), ()  # "Kim Il", "Li An": a short name, no particle
    return ParsedName(words=kept or tuple(words), suffix=suffix, particles=particles)


def _split(part: str) -> list[str]:
    """Folded words; digits among letters are letters badly scanned ("Hi1lary")."""
    words = fold(part).split()
    return [w.translate(_SCANNED) if not w.isalpha() and not w.isdigit() else w for w in words]


@lru_cache(maxsize=1 << 12)
def compare(one: str, other: str) -> NameComparison:
    """Compare two bare person names of any script, order and spelling.

    The score says how well the names agree, not how likely the people are one: "Powell" and "Colin Powell" agree.
    """
    a, b = parse_name(one), parse_name(other)
    if not a.words or not b.words:
        return NameComparison(score=0.0, reasons=("no name",))
    if a.suffix != b.suffix and {a.suffix, b.suffix} - {""} and not _one_sided(a, b):
        return NameComparison(score=0.2, reasons=("father and son",))
    if a.words == b.words:
        return NameComparison(score=1.0, reasons=("same name",))
    short, long = (a.words, b.words) if len(a.words) <= len(b.words) else (b.words, a.words)
    if len(short) == 1:
        return _bare(short[0], long)
    return max(
        (_aligned(x, y) for x in _readings(short, long) for y in _readings(long, short)),
        key=lambda found: found.score,
    )


def _one_sided(a: ParsedName, b: ParsedName) -> bool:
    """A junior may be called without the suffix; senior and junior, second and third are two."""
    return not (a.suffix and b.suffix)


def _bare(word: str, long: tuple[str, ...]) -> NameComparison:
    """One word against a name: best with its last word, then with the first, then with all joined."""
    if len(long) == 1:
        score = word_similarity(word, long[0])
        return NameComparison(score=score, reasons=(_worded("name", score),))
    last, first = word_similarity(word, long[-1]), word_similarity(word, long[0])
    joined = word_similarity(word, "".join(long))
    middle = max((word_similarity(word, part) for part in long[1:-1]), default=0.0)
    best = max(last, joined, 0.95 * first, 0.85 * middle)
    return NameComparison(score=0.97 * best, reasons=(_worded("family name", best), "given name not told"))


def _readings(words: tuple[str, ...], against: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The words, and the words with two neighbours joined where the other name has them in one ("Myung bak")."""
    found = [words]
    for i in range(len(words) - 1):
        joined = words[i] + words[i + 1]
        if min(len(words[i]), len(words[i + 1])) < 2:
            continue
        if any(len(word) >= len(joined) - 1 and word_similarity(joined, word) >= 0.85 for word in against):
            found.append((*words[:i], joined, *words[i + 2 :]))
    return tuple(found)


def _aligned(a: tuple[str, ...], b: tuple[str, ...]) -> NameComparison:
    """Full names: every word of the shorter one must find its counterpart, family name with family name."""
    if len(a) == 1 or len(b) == 1:
        return _bare(a[0], b) if len(a) == 1 else _bare(b[0], a)
    if len(a) > len(b):
        a, b = b, a
    pairs = _pairs(a, b)
    missing = len(a) - len(pairs)
    if not pairs:
        return NameComparison(score=0.0, reasons=("different names",))
    told = [score for _, _, score in pairs if score > 0]
    weakest = min((score for _, _, score in pairs), default=0.0)
    average = sum(told) / len(told) if told else 0.0
    score = 0.5 * average + 0.5 * weakest
    reasons = [_worded("names", average)]
    order = [j for _, j, _ in sorted(pairs)]
    if order != sorted(order):
        rotated = any(order[i:] + order[:i] == sorted(order) for i in range(len(order)))
        reasons.append("other order")
        told_by_initial = any(min(len(a[i]), len(b[j])) == 1 for i, j, _ in pairs)
        score *= 0.97 if rotated and not told_by_initial else 0.7
    if len(pairs) == len(a) and not _family_paired(a, b, pairs):
        score *= 0.75
        reasons.append("family names differ")
    if missing:
        rest = max(0, len(b) - len(pairs))
        score *= 0.45 if rest else 0.8
        reasons.append("given names differ")
    elif _initials_differ(a, b, pairs):
        score *= 0.6
        reasons.append("initials differ")
    elif len(b) > len(a):
        score *= 0.98
        reasons.append("shorter form")
    return NameComparison(score=min(score, 0.99), reasons=tuple(reasons))


def _pairs(a: tuple[str, ...], b: tuple[str, ...]) -> list[tuple[int, int, float]]:
    """Counterparts, best first, each word once; initials and short forms count."""
    options = sorted(
        (
            (_word_match(x, y), -abs((i - len(a)) - (j - len(b))), -i, -j)
            for i, x in enumerate(a)
            for j, y in enumerate(b)
        ),
        reverse=True,
    )
    pairs: list[tuple[int, int, float]] = []
    for score, _, i, j in options:
        if score >= _SAME_WORD and all(-i != p and -j != q for p, q, _ in pairs):
            pairs.append((-i, -j, score))
    return pairs


def _word_match(one: str, other: str) -> float:
    if one == other:
        return 1.0
    if len(one) == 1 or len(other) == 1:
        return 0.88 if one[0] == other[0] else 0.0
    if other in short_forms(one) or one in short_forms(other):
        return 0.95
    alike = word_similarity(one, other)
    if alike < _SAME_WORD and bool(short_forms(one)) != bool(short_forms(other)):  # "Bil" for William
        word = other if short_forms(one) else one
        known = sorted(short_forms(one) | short_forms(other))
        return 0.9 if any(word_similarity(word, short) >= 0.95 for short in known) else alike
    return alike


def _family_paired(a: tuple[str, ...], b: tuple[str, ...], pairs: list[tuple[int, int, float]]) -> bool:
    """Whether an end of one name, where family names stand, goes with an end of the other."""
    ends_a, ends_b = {0, len(a) - 1}, {0, len(b) - 1}
    return any(i in ends_a and j in ends_b and len(a[i]) > 1 and len(b[j]) > 1 for i, j, _ in pairs)


def _initials_differ(a: tuple[str, ...], b: tuple[str, ...], pairs: list[tuple[int, int, float]]) -> bool:
    """ "George W." and "George H. W.": both tell initials, and not the same ones."""
    one = tuple(word for word in a if len(word) == 1)
    other = tuple(word for word in b if len(word) == 1)
    return bool(one and other) and one != other and any(a[i] == b[j] and len(a[i]) > 1 for i, j, _ in pairs)


def _worded(what: str, score: float) -> str:
    if score >= 0.999:
        return f"same {what}"
    if score >= 0.95:
        return f"{what}: another transliteration"
    return f"{what} alike ({score:.2f})" if score >= _SAME_WORD else f"{what} unlike ({score:.2f})"
