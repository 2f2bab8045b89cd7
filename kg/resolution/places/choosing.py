"""Which of the places that share a name is meant: the one with the most points."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence

from kg.knowledge import Knowledge, State, fold
from kg.model import Place

CONTEXT_POINTS = 1.5
CITY_CONTEXT_POINTS = 0.7
"""A city in a country of the article may have five times fewer inhabitants than its namesake elsewhere: less than
for regions, since the countries with most namesakes (US) are in most articles."""
HOST_CITY_POINTS = 1.5
"""A city with a known venue of diplomacy: Geneva in Switzerland."""
MAIN_NAME_POINTS = 2.0
CAPITAL_POINTS = 1.5
KIND_POINTS = {"venue": 10.0, "country": 9.0, "region": 8.0}
"""Of cities the logarithm of inhabitants (3 to 7.4) counts."""
LESS_KNOWN_REGION_POINTS = 4.0
"""Of a region that comes to mind after the city of its name (New York)."""
SMALLEST_AGAINST_A_NAME = 500_000
"""Inhabitants: a known family name outside the article's countries is a city only where so many live."""
NO_PLACES = frozenset(
    "parliament congress senate summit council office mission embassy victory union independence government ministry "
    "assembly conference forum house president minister court cabinet commission committee university hotel palace "
    "airport border center centre church university army navy police press washington post facebook twitter "
    "asia africa europe america oceania middle "
    "january february march april may june july august september october november december "
    "english french german russian chinese arabic spanish peace war hope order time group state states".split()
) - {"washington"}
"""Capitalised words after a preposition that no place is meant by when they stand alone."""


def best_place(text: str, countries: Collection[str], inside: Collection[str], knowledge: Knowledge) -> Place | None:
    """The place of that name with the most points, among those in the narrowing countries where any is."""
    folded = fold(text)
    if not folded or folded in NO_PLACES or text.islower():
        return None
    word = knowledge.state_words.get(folded)
    if word is not None and not word.fits(text):
        return None
    places = knowledge.find_place(text)
    narrowed = [place for place in places if place.country in inside] if inside else []
    candidates = narrowed or list(places)
    first_city = next((n for n, place in enumerate(places) if place.kind == "city"), len(places))
    if candidates and _rather_a_person(candidates, folded, countries, inside, knowledge):
        return None
    ranked = [
        (_points(place, folded, countries, knowledge, after_city=places.index(place) > first_city), -number, place)
        for number, place in enumerate(candidates)
    ]
    return max(ranked, key=lambda item: item[:2])[2] if ranked else None


def _rather_a_person(
    places: Sequence[Place], folded: str, countries: Collection[str], inside: Collection[str], knowledge: Knowledge
) -> bool:
    """Whether a known family name is at most a small city of a country that the article does not speak of."""
    return (
        all(p.kind == "city" and p.country not in (*countries, *inside) for p in places)
        and all(knowledge.population(p) < SMALLEST_AGAINST_A_NAME for p in places)
        and not any(knowledge.has_venue(place) for place in places)
        and bool(knowledge.by_family_name(folded))
    )


def _points(place: Place, folded: str, countries: Collection[str], knowledge: Knowledge, *, after_city: bool) -> float:
    if place.kind == "city":
        points = math.log10(max(knowledge.population(place), 1000))
        state = knowledge.states.get(place.country or "")
        points += CAPITAL_POINTS * (state is not None and _is_capital(place, folded, state))
        points += HOST_CITY_POINTS * knowledge.has_venue(place)
    else:
        points = LESS_KNOWN_REGION_POINTS if after_city else KIND_POINTS[place.kind]
    points += MAIN_NAME_POINTS * (fold(place.venue or place.name) == folded)
    context = CITY_CONTEXT_POINTS if place.kind == "city" else CONTEXT_POINTS
    return points + context * (place.country in countries)


def _is_capital(place: Place, folded: str, state: State) -> bool:
    """Whether the place is the state's capital under a name in use: Salisbury no longer means Harare."""
    names = {fold(name) for name in (state.capital or "", *state.capital_names)}
    return fold(place.name) == fold(state.capital or "") and folded in names
