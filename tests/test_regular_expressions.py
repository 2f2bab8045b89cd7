"""No pattern of the project takes more than linear time, whatever text a stranger makes for it."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from pumping import Known, all_patterns, attacks, seconds_for

LONGEST = {
    "kg.cleaning.dates": 160,
    "kg.cleaning.datelines": 200,
    "kg.cleaning.markers": 500,
    "kg.cleaning.passages": 120,
    "kg.resolution.own_place": 1_000,
    "kg.resolution.places.wording": 200,
}
"""Characters that the patterns of these modules are ever shown; they only have to be quick on so many."""
UNBOUNDED = 8_000
"""Characters on which the others are tried; a quarter of them to see how the time grows."""
QUICK = 0.1
"""Seconds; nobody waits longer for what is shown so little text."""
MOST_ATTACKS = 60
"""On one pattern, chosen among all by chance."""


@pytest.fixture(scope="module")
def patterns() -> Sequence[Known]:
    return all_patterns()


def test_all_patterns_are_found(patterns: Sequence[Known]) -> None:
    modules = {known.module for known in patterns}
    assert {"kg.cleaning.cuts", "kg.resolution.times.rules", "kg.language.gate", "kg.sparql.guard"} <= modules
    assert len(patterns) > 200
    assert set(LONGEST) <= modules


def test_the_attacks_find_what_grows() -> None:
    for pattern in (r"(a+)+$", r"(\w+\s?)*!", r"\s+$", r"(?:a|a)*b", r"x*y*x*z", r"\d+\d+\d+x"):
        assert grows(Known(module="", pattern=pattern, flags=0, searched=True)) is not None, pattern
    for pattern in (r"a+b", r"\bmet\b", r"[^<>]*", r"(?:at ){0,3}noon", r"<[a-z]++>"):
        assert grows(Known(module="", pattern=pattern, flags=0, searched=False)) is None, pattern


def grows(known: Known) -> str | None:
    """An attack on which the time grows clearly faster than the text; None where none was found."""
    pairs = list(
        zip(*(attacks(known.pattern, known.flags, length=n) for n in (UNBOUNDED // 4, UNBOUNDED)), strict=False)
    )
    random.Random(0).shuffle(pairs)
    short: str
    long: str
    for short, long in pairs[:MOST_ATTACKS]:
        if seconds_for(known, long) < 0.02:
            continue
        # Measured again, the least of several: others may be using the processor's caches.
        least, most = (min(seconds_for(known, text) for _ in range(3)) for text in (short, long))
        if (most > 0.02 and most > 8 * least) or most >= 0.5:
            return long
    return None


def slow(known: Known) -> str | None:
    """An attack of the longest text it is shown that takes too long."""
    texts = list(attacks(known.pattern, known.flags, length=LONGEST[known.module]))
    random.Random(0).shuffle(texts)
    for text in texts[:MOST_ATTACKS]:
        if min(seconds_for(known, text) for _ in range(2)) > QUICK:
            return text
    return None


def test_no_pattern_grows_faster_than_its_text(patterns: Sequence[Known]) -> None:
    wrong = {}
    for known in patterns:
        attack = slow(known) if known.module in LONGEST else grows(known)
        if attack is not None:
            wrong[known.module, known.pattern[:80]] = attack[:80]
    assert wrong == {}
