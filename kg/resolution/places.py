"""Places: the words that say where a meeting was, turned into a venue, city, region or country.

The most specific part of a phrase counts ("Mar-a-Lago in Palm Beach, Florida"), what stands behind it narrows the
choice. Names that several places share are decided by a table of points (see ``_points``): kind, inhabitants,
whether the place lies in a country of the article, whether the word is its main name.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from rapidfuzz import process
from rapidfuzz.distance import OSA

from kg.knowledge import Knowledge, State, fold
from kg.model import Place, PlacePhrase

RANK = {"venue": 3, "city": 2, "region": 1, "country": 0}
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
SMALLEST_GUESSED_CITY = 500_000
"""A misspelt city outside the article's countries is guessed only if it has so many inhabitants or is a capital."""
SMALLEST_GUESSED_CITY_NEAR = 30_000

KINDS_OF_PLACE = (
    r"(?:capital|city|town|resort|port|village|island|province|region|peninsula|suburb|emirate|enclave|republic|"
    r"district|state|prefecture|archipelago|oasis|township|municipality|metropolis|hub)"
)
_OUTER = re.compile(
    r",\s*|\s+(?:in|at|near|outside|on|inside|within)\s+(?:the\s+)?(?=[a-z ]*[^\W\d_])|\s+-\s+|\s*\(|\)", re.IGNORECASE
)
_DESCRIBED = re.compile(
    rf"(?P<before>.*)\b{KINDS_OF_PLACE}\b(?:\s+(?:city|town|island))?(?:\s+of)?,?\s+(?P<name>[^\W\d_a-z].*)"
)
_NAMELESS = re.compile(rf"(?:this |an? |the )?(?P<adjective>[^\W\d_]+) (?!capital){KINDS_OF_PLACE}", re.IGNORECASE)
REGIONS_BY_ADJECTIVE = {
    "siberian": "Siberia", "crimean": "Crimea", "balinese": "Bali", "bavarian": "Bavaria", "sicilian": "Sicily",
    "sardinian": "Sardinia", "corsican": "Corsica", "catalan": "Catalonia", "scottish": "Scotland", "welsh": "Wales",
    "alaskan": "Alaska", "hawaiian": "Hawaii", "californian": "California", "texan": "Texas", "chechen": "Chechnya",
    "tibetan": "Tibet", "cornish": "Cornwall", "tuscan": "Tuscany", "tyrolean": "Tyrol",
}  # fmt: skip
"""What "this Siberian city" lies in, where the adjective is of no state."""
_CAPITAL = re.compile(r"(?:(?P<before>.*?)\s)?capital(?:\s+city)?(?:\s+of\s+(?P<of>.+))?", re.IGNORECASE)
_SEAT = re.compile(
    r"(?:(?P<before>.*?)\s)?(?P<seat>(?:foreign|defen[cs]e|interior) ministry|"
    r"ministry of (?:foreign affairs|defen[cs]e)|presidential (?:palace|office|administration)|"
    r"prime minister[’']?s office|government house|parliament)"
    r"(?:\s+of\s+(?P<of>.+))?",
    re.IGNORECASE,
)
_DIRECTION = re.compile(
    r"(?:(?:the|downtown|central|greater|neighbou?ring|nearby|(?:north|south)?-?(?:north|south|east|west)(?:ern)?)\s+)+",
    re.IGNORECASE,
)
_TRAILING_KIND = re.compile(
    rf"\s+(?:{KINDS_OF_PLACE}|oblast|airport|international airport|area|governorate)$", re.IGNORECASE
)
_VENUE_WORD = re.compile(
    r"\b(?:hotel|palace|villa|castle|cent(?:re|er)|hall|residence|airport|embassy|base|house|building|headquarters|"
    r"mosque|cathedral|museum|university|academy|complex|ranch|estate|mansion|lodge|club|consulate|chateau|château|"
    r"ministry|monastery|schloss|palazzo|resort|retreat)\b",
    re.IGNORECASE,
)
NO_PLACES = frozenset(
    "parliament congress senate summit council office mission embassy victory union independence government ministry "
    "assembly conference forum house president minister court cabinet commission committee university hotel palace "
    "airport border center centre church university army navy police press washington post facebook twitter "
    "asia africa europe america oceania middle "
    "january february march april may june july august september october november december "
    "english french german russian chinese arabic spanish peace war hope order time group state states".split()
) - {"washington"}
"""Capitalised words after a preposition that no place is meant by when they stand alone."""


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
        place = _resolve(phrase.span.quote, countries, knowledge)
        if place is None:
            described = _DESCRIBED.fullmatch(phrase.span.quote)
            unknown = unknown or (described["name"] if described and found is None else None)
            continue
        place = _at_party(place, phrase.span.quote, named, parties, knowledge)
        if found is None and unknown and place.country:
            return _unknown_town(unknown, place)
        if found is None or (place.country == found.country and RANK[place.kind] > RANK[found.kind]):
            found = place
    return found


def place_in_title(title: str, knowledge: Knowledge) -> Place | None:
    """The place that a title names after a bar ("Remarks before a meeting | Helsinki, Finland"), as releases do."""
    last = title.rpartition("|")[2].strip() if "|" in title else ""
    if not 3 <= len(last) <= 60:
        return None
    found = _best(last, (), (), knowledge) or (_resolve(last, (), knowledge) if "," in last else None)
    return found if found is not None and found.kind in ("city", "venue") else None


def _unknown_town(name: str, around: Place) -> Place:
    slug = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")
    return Place(id=f"town:{slug}:{(around.country or '').lower()}", name=name, kind="city", country=around.country)


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


SETTLED_FROM_EUROPE = frozenset({"US", "CA", "AU", "NZ", "ZA"})
SMALLEST_AT_PARTY = 100_000
"""Inhabitants."""


def _resolve(text: str, countries: Collection[str], knowledge: Knowledge) -> Place | None:
    text = re.sub(r"\s+", " ", text).strip(" ,.;:()\"'")
    whole = _best(text, countries, (), knowledge) if text else None
    if whole is not None:
        return whole
    parts = _parts(text)
    inside = _containers(parts[1:], countries, knowledge)
    for place, part in enumerate(parts):
        found = _part(part, countries, inside if place == 0 else (), knowledge)
        if found is None:
            continue
        unknown = parts[place - 1] if place else ""
        if unknown and found.kind in ("city", "region") and _VENUE_WORD.search(unknown):
            return replace(found, kind="venue", venue=unknown)
        return found
    return _guessed(text, countries, knowledge)


def _parts(text: str) -> list[str]:
    """From the most specific outward: "Moscow's Kremlin" and "the Kremlin in Moscow" are both Kremlin, Moscow."""
    parts = []
    for part in _OUTER.split(text):
        owner, owned, rest = part.partition("’s " if "’s " in part else "'s ")
        parts += [rest, owner] if owned and not _SEAT.fullmatch(part) else [part]
    return [stripped for part in parts if (stripped := re.sub(r"^the ", "", part.strip(" .\"'’")))]


def _containers(parts: Sequence[str], countries: Collection[str], knowledge: Knowledge) -> tuple[str, ...]:
    """The countries that the outer parts of a phrase lie in: "Florida" is in US."""
    found = []
    for part in parts:
        places = knowledge.find_place(part)
        found += [p.country for p in places if p.country and p.kind in ("country", "region")]
        if not places and (codes := _state_codes(part, knowledge)):
            found += codes
        elif not found and (best := _best(part, countries, (), knowledge)) and best.country:
            found.append(best.country)
    return tuple(dict.fromkeys(found))


def _part(text: str, countries: Collection[str], inside: Collection[str], knowledge: Knowledge) -> Place | None:
    """One part of a phrase: by name, as a capital or seat of government, or by a name after a description."""
    found = _best(text, countries, inside, knowledge) or _capital(text, countries, inside, knowledge)
    if found is not None:
        return found
    described = _DESCRIBED.fullmatch(text)
    if described:
        within = tuple(_codes_in(described["before"], knowledge)) or tuple(inside)
        return _part(described["name"], countries, within, knowledge)
    nameless = _NAMELESS.fullmatch(text)
    if nameless:
        codes = _state_codes(nameless["adjective"], knowledge)
        name = knowledge.states[codes[0]].name if codes else REGIONS_BY_ADJECTIVE.get(fold(nameless["adjective"]))
        if name is not None:
            return _best(name, countries, inside, knowledge)
    for pattern in (_DIRECTION, _TRAILING_KIND):
        shorter = pattern.sub("", text, count=1) if pattern is _TRAILING_KIND or pattern.match(text) else text
        if shorter and shorter != text and (found := _best(shorter, countries, inside, knowledge)):
            return found
    return None


def _best(text: str, countries: Collection[str], inside: Collection[str], knowledge: Knowledge) -> Place | None:
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
        and all(knowledge.population(p) < SMALLEST_GUESSED_CITY for p in places)
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


def _capital(text: str, countries: Collection[str], inside: Collection[str], knowledge: Knowledge) -> Place | None:
    """ "The Belarusian capital", "capital of Belarus", "the Russian foreign ministry": the capital city.

    "The capital" alone is that of the country named around it, else of the only country of the article.
    """
    seat = _SEAT.fullmatch(text)
    match = seat or _CAPITAL.fullmatch(text)
    if match is None:
        return None
    codes = list(_codes_in(f"{match['before'] or ''} {match['of'] or ''}", knowledge)) or list(inside)
    if not codes and not match["of"] and not seat and len(countries) == 1:
        codes = list(countries)
    state = knowledge.states.get(codes[0]) if codes else None
    place = _capital_of(state, knowledge) if state else None
    return replace(place, kind="venue", venue=text) if place and seat else place


def _capital_of(state: State, knowledge: Knowledge) -> Place | None:
    cities = [p for p in knowledge.find_place(state.capital or "") if p.kind == "city"]
    return next((place for place in cities if place.country == state.code), cities[0] if cities else None)


def _codes_in(text: str, knowledge: Knowledge) -> Iterator[str]:
    """The states that words of a text name or qualify: "southern Turkish" gives TR."""
    words = text.split()
    for length in (3, 2, 1):
        for first in range(len(words) - length + 1):
            yield from _state_codes(" ".join(words[first : first + length]), knowledge)


def _state_codes(text: str, knowledge: Knowledge) -> tuple[str, ...]:
    text = text.removesuffix("'s").removesuffix("’s")
    word = knowledge.state_words.get(fold(text))
    return word.codes[:1] if word is not None and word.fits(text) else ()


def _guessed(text: str, countries: Collection[str], knowledge: Knowledge) -> Place | None:
    """A misspelt city or country ("Istambul"): one slip in five to seven letters, two in more, same first letter.

    Never a name that anybody is known by, and only where one name is nearest; capitals and the cities of known
    venues before others.
    """
    name = _parts(text)[-1] if _parts(text) else ""
    folded = fold(name)
    if not 5 <= len(folded) <= 40 or not name[0].isupper() or _somebody(folded, name, knowledge):
        return None
    slips = 1 if len(folded) < 8 else 2
    tiers = {name: tier for name, tier in _guessable(countries, knowledge) if name[:1] == folded[0]}
    near = process.extract(folded, sorted(tiers), scorer=OSA.distance, score_cutoff=slips, limit=5)
    best = sorted((distance, tiers[found], found) for found, distance, _ in near)
    nearest = [found for distance, tier, found in best if (distance, tier) == best[0][:2]]
    places = {place.id: place for found in nearest if (place := _best(found.title(), countries, (), knowledge))}
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
