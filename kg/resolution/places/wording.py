"""The words for a place: its parts, what it lies in, capitals and seats of government, descriptions before a name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from kg.knowledge import Knowledge, State, fold
from kg.model import Place
from kg.resolution.places.choosing import best_place
from kg.resolution.places.guessing import guessed_place

UNKNOWN_TOWN = "town:"
"""How the id of a town that nobody knows begins."""
LONGEST_PHRASE = 200
"""Characters of a place's words that are read."""
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


def read_phrase(text: str, countries: Collection[str], knowledge: Knowledge) -> Place | None:
    """The place that a phrase means, read from its most specific part outward; ``countries`` are the article's."""
    text = re.sub(r"\s+", " ", text[:LONGEST_PHRASE]).strip(" ,.;:()\"'")
    whole = best_place(text, countries, (), knowledge) if text else None
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
    return guessed_place(parts[-1], countries, knowledge) if parts else None


def seat_of(words: str, country: str, knowledge: Knowledge) -> Place | None:
    """ "The presidential palace" as that of a country; None where the words are no seat of a government."""
    state = knowledge.states.get(country)
    return _capital(f"{words} of {state.name}", (), (), knowledge) if state and _SEAT.fullmatch(words) else None


def described_name(text: str) -> str | None:
    """The name in "the village of X", whatever X is."""
    described = _DESCRIBED.fullmatch(text[:LONGEST_PHRASE])
    return described["name"] if described else None


def town_around(name: str, around: Place) -> Place:
    """A town that nobody knows, in the country of the place it lies in."""
    slug = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")
    return Place(
        id=f"{UNKNOWN_TOWN}{slug}:{(around.country or '').lower()}", name=name, kind="city", country=around.country
    )


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
        if not places and (codes := state_codes(part, knowledge)):
            found += codes
        elif not found and (best := best_place(part, countries, (), knowledge)) and best.country:
            found.append(best.country)
    return tuple(dict.fromkeys(found))


def _part(text: str, countries: Collection[str], inside: Collection[str], knowledge: Knowledge) -> Place | None:
    """One part of a phrase: by name, as a capital or seat of government, or by a name after a description."""
    found = best_place(text, countries, inside, knowledge) or _capital(text, countries, inside, knowledge)
    if found is not None:
        return found
    described = _DESCRIBED.fullmatch(text)
    if described:
        within = tuple(codes_in(described["before"], knowledge)) or tuple(inside)
        return _part(described["name"], countries, within, knowledge)
    nameless = _NAMELESS.fullmatch(text)
    if nameless:
        codes = state_codes(nameless["adjective"], knowledge)
        name = knowledge.states[codes[0]].name if codes else REGIONS_BY_ADJECTIVE.get(fold(nameless["adjective"]))
        if name is not None:
            return best_place(name, countries, inside, knowledge)
    for pattern in (_DIRECTION, _TRAILING_KIND):
        shorter = pattern.sub("", text, count=1) if pattern is _TRAILING_KIND or pattern.match(text) else text
        if shorter and shorter != text and (found := best_place(shorter, countries, inside, knowledge)):
            return found
    return None


def _capital(text: str, countries: Collection[str], inside: Collection[str], knowledge: Knowledge) -> Place | None:
    """ "The Belarusian capital", "capital of Belarus", "the Russian foreign ministry": the capital city.

    "The capital" alone is that of the country named around it, else of the only country of the article.
    """
    seat = _SEAT.fullmatch(text)
    match = seat or _CAPITAL.fullmatch(text)
    if match is None:
        return None
    codes = list(codes_in(f"{match['before'] or ''} {match['of'] or ''}", knowledge)) or list(inside)
    if not codes and not match["of"] and not seat and len(countries) == 1:
        codes = list(countries)
    state = knowledge.states.get(codes[0]) if codes else None
    place = capital_of(state, knowledge) if state else None
    return replace(place, kind="venue", venue=text) if place and seat else place


def capital_of(state: State, knowledge: Knowledge) -> Place | None:
    cities = [p for p in knowledge.find_place(state.capital or "") if p.kind == "city"]
    return next((place for place in cities if place.country == state.code), cities[0] if cities else None)


def codes_in(text: str, knowledge: Knowledge) -> Iterator[str]:
    """The states that words of a text name or qualify: "southern Turkish" gives TR."""
    words = text.split()
    for length in (3, 2, 1):
        for first in range(len(words) - length + 1):
            yield from state_codes(" ".join(words[first : first + length]), knowledge)


def state_codes(text: str, knowledge: Knowledge) -> tuple[str, ...]:
    text = text.removesuffix("'s").removesuffix("’s")
    word = knowledge.state_words.get(fold(text))
    return word.codes[:1] if word is not None and word.fits(text) else ()
