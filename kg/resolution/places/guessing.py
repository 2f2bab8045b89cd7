"""Misspelt places: what a name that nobody knows was meant to be."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from rapidfuzz import process
from rapidfuzz.distance import OSA

from kg.knowledge import Knowledge, fold
from kg.model import Place
from kg.resolution.places.choosing import NO_PLACES, best_place

SMALLEST_GUESSED_CITY = 500_000
"""A misspelt city outside the article's countries is guessed only if it has so many inhabitants or is a capital."""
SMALLEST_GUESSED_CITY_NEAR = 30_000


def guessed_place(name: str, countries: Collection[str], knowledge: Knowledge) -> Place | None:
    """A misspelt city or country ("Istambul"): one slip in five to seven letters, two in more, same first letter.

    Never a name that anybody is known by, and only where one name is nearest; capitals and the cities of known
    venues before others.
    """
    folded = fold(name)
    if not 5 <= len(folded) <= 40 or not name[0].isupper() or _somebody(folded, name, knowledge):
        return None
    slips = 1 if len(folded) < 8 else 2
    tiers = {name: tier for name, tier in _guessable(countries, knowledge) if name[:1] == folded[0]}
    near = process.extract(folded, sorted(tiers), scorer=OSA.distance, score_cutoff=slips, limit=5)
    best = sorted((distance, tiers[found], found) for found, distance, _ in near)
    nearest = [found for distance, tier, found in best if (distance, tier) == best[0][:2]]
    places = {place.id: place for found in nearest if (place := best_place(found.title(), countries, (), knowledge))}
    return next(iter(places.values())) if len(places) == 1 else None


def _guessable(countries: Collection[str], knowledge: Knowledge) -> Iterator[tuple[str, int]]:
    """Folded names that a misspelling may mean, with their tier (0 is likeliest); a later pair overrules."""
    yield from ((name, 2) for name in knowledge.city_names(smallest=SMALLEST_GUESSED_CITY))
    yield from ((name, 1) for name in knowledge.city_names(smallest=SMALLEST_GUESSED_CITY_NEAR, countries=countries))
    yield from ((name, 0) for name in knowledge.venue_cities())
    for state in knowledge.states.values():
        if not state.former:
            yield from ((fold(name), 0) for name in (state.name, state.capital) if name)


def _somebody(folded: str, name: str, knowledge: Knowledge) -> bool:
    words = folded.split()
    return (
        folded in NO_PLACES
        or folded in knowledge.state_words
        or folded in knowledge.post_words
        or bool(knowledge.find(name))
        or any(word in knowledge.first_names or bool(knowledge.by_family_name(word)) for word in words)
    )
