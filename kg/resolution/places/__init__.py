"""Places: the words that say where a meeting was, turned into a venue, city, region or country.

The most specific part of a phrase counts ("Mar-a-Lago in Palm Beach, Florida"), what stands behind it narrows the
choice (``wording``). Names that several places share are decided by a table of points (``choosing``): kind,
inhabitants, whether the place lies in a country of the article, whether the word is its main name. A name that no
place has may be a misspelt one (``guessing``).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from kg.knowledge import Knowledge
from kg.model import Place, PlacePhrase
from kg.resolution.places.choosing import best_place
from kg.resolution.places.wording import UNKNOWN_TOWN, described_name, read_phrase, seat_of, town_around

__all__ = ["RANK", "UNKNOWN_TOWN", "place_on_its_own", "resolve_place", "seat_of"]

RANK = {"venue": 3, "city": 2, "region": 1, "country": 0}
SETTLED_FROM_EUROPE = frozenset({"US", "CA", "AU", "NZ", "ZA"})
SMALLEST_AT_PARTY = 100_000
"""Inhabitants."""


def resolve_place(
    phrases: Sequence[PlacePhrase],
    *,
    countries: Collection[str],
    knowledge: Knowledge,
    named: Collection[str] = (),
    parties: Collection[str] = (),
) -> Place | None:
    """The place that the phrases of a sighting mean, nearest phrase first; None where none names a known place.

    The first phrase with a meaning decides; a later one replaces it where it is more specific and in the same
    country ("in Turkey ... in Istanbul"). ``countries`` (ISO alpha-2) are those of the article, ``named`` those of them
    that it names otherwise than by a city, ``parties`` those that the parties of the meeting act for. A town nobody
    knows keeps its name where the text says in what it lies ("the village of X in the Y region").
    """
    found: Place | None = None
    unknown: str | None = None
    for phrase in phrases:
        place = read_phrase(phrase.span.quote, countries, knowledge)
        if place is None:
            unknown = unknown or (described_name(phrase.span.quote) if found is None else None)
            continue
        place = _at_party(place, phrase.span.quote, named, parties, knowledge)
        if found is None and unknown and place.country:
            return town_around(unknown, place)
        if found is None or (place.country == found.country and RANK[place.kind] > RANK[found.kind]):
            found = place
    return found


def place_on_its_own(text: str, knowledge: Knowledge) -> Place | None:
    """The city or venue of words that are nothing but a place ("Helsinki, Finland", "Hotel X Phnom Penh, Cambodia").

    A town that nobody knows counts where a country stands behind it.
    """
    if not 3 <= len(text) <= 80 or text.islower():
        return None
    found = best_place(text, (), (), knowledge) or (read_phrase(text, (), knowledge) if "," in text else None)
    if found is None or found.kind in ("city", "venue"):
        return found
    town, _, around = text.partition(", ")
    return town_around(town, found) if found.kind == "country" and around and _is_name(town) else None


def _is_name(text: str) -> bool:
    return len(text.split()) <= 3 and all(word[0].isupper() for word in text.split())


def _at_party(place: Place, text: str, named: Collection[str], parties: Collection[str], knowledge: Knowledge) -> Place:
    """The namesake at home of a party, where the greater one lies in a country that the article does not speak of.

    Lebanese and Syrian leaders in Tripoli meet in Lebanon's. Not in the countries settled from Europe, where every
    name of the old world is found again.
    """
    if place.kind != "city" or place.country in (*named, *parties):
        return place
    near = [
        other
        for other in knowledge.find_place(text)
        if other.kind == "city" and other.country in parties and other.country not in SETTLED_FROM_EUROPE
    ]
    best = max(near, key=knowledge.population, default=place)
    return best if knowledge.population(best) >= SMALLEST_AT_PARTY else place
