"""Where a meeting was: from the words of a text to a city, region, country or venue.

The nearest phrase that names a known place decides; words after its comma ("Palm Beach, Florida") and the
countries the article speaks of choose between places of one name, then the number of inhabitants does.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from kg.knowledge import Knowledge, fold
from kg.model import Place, PlacePhrase

LARGE = 300_000
"""Inhabitants from which a city is meant though its country is not spoken of."""
_SUFFIX = re.compile(
    r"\s+(?:city|(?:international )?airport|palace|summit|region|province|state|oblast|resort|hotel|island|residence"
    r"|area)$",
    re.IGNORECASE,
)
_EXACT = frozenset({"venue", "city", "region"})


def resolve_place(phrases: Sequence[PlacePhrase], *, countries: Collection[str], knowledge: Knowledge) -> Place | None:
    """The place of the first phrase that names one; a city before a country that only frames it.

    ``countries`` are the ISO codes the article speaks of. None when no phrase is a known place.
    """
    best: Place | None = None
    for phrase in phrases:
        place = _place(phrase.span.quote, countries, knowledge)
        if place is None:
            continue
        if best is None:
            best = place
        elif best.kind == "country" and place.kind in _EXACT and place.country == best.country:
            return place
    return best


def _place(text: str, countries: Collection[str], knowledge: Knowledge) -> Place | None:
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if not parts:
        return None
    context = {p.country for part in parts[1:] for p in knowledge.find_place(part) if p.country}
    for name in _names(parts[0]):
        found = _choose(knowledge.find_place(name), context, countries, knowledge)
        if found is not None:
            return found
    if len(parts) > 1:  # "Palais X, Geneva": the part that is known
        return _place(", ".join(parts[1:]), countries, knowledge)
    word = knowledge.state_words.get(fold(parts[0]))
    if word is not None and word.form == "capital":
        capital = knowledge.states[word.code].capital
        return _choose(knowledge.find_place(capital or ""), {word.code}, countries, knowledge)
    return None


def _names(text: str) -> Iterator[str]:
    """The phrase itself, then without its common last word ("Kabul Province") and its first words."""
    yield text
    shorter = _SUFFIX.sub("", text)
    if shorter != text:
        yield shorter
    words = text.split()
    for n in range(1, min(len(words), 4)):
        yield " ".join(words[n:])


def _choose(
    found: Sequence[Place], context: Collection[str | None], countries: Collection[str], knowledge: Knowledge
) -> Place | None:
    if not found:
        return None
    for wanted in (context, countries):
        inside = [p for p in found if p.country in wanted]
        if inside:
            return inside[0]
    first = found[0]
    if context and first.kind == "city":
        return None
    if first.kind != "city" or knowledge.population(first) >= LARGE or len(found) == 1:
        return first
    return None
