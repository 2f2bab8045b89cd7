"""Where a meeting was by what stands around it: its trip, the article's own place, its host."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from kg.knowledge.gatherings import Day
from kg.model import Article, Place
from kg.resolution.drafts import Draft
from kg.resolution.encounters import Encounter
from kg.resolution.places import place_on_its_own
from kg.resolution.representation import SEATS
from kg.resolution.setting import Setting
from kg.resolution.trips import SENTENCES_OF_A_TRIP, Trip

LATELY = dt.timedelta(days=3)
"""How long ago a meeting may have been that is still told from where it was held."""
FRESH_SENTENCES = 4
"""A held meeting told this early in an article, with no word of time, is the day's news."""


def place_of(encounter: Encounter, around: Sequence[Trip], setting: Setting, *, fresh: int) -> Place | None:
    """Where a meeting was: by its own words, else where its trip went, else where the article was written."""
    told, here = encounter.place, setting.here
    if told is not None:
        finer = told.kind == "country" and here is not None and here.country == told.country and here.kind == "city"
        at_home = any(p.country == told.country and p.role == "host" for p in encounter.parties.values())
        return here if finer and at_home and not setting.spoken_here else told
    gathering = _at_a_gathering(encounter, setting)
    if gathering is not None:
        return gathering
    trip = next(iter(around), None)
    if trip is None or (trip.place is None and setting.spoken_here):
        return setting.here if _filed_there(encounter, setting, fresh) else _at_the_hosts(encounter, setting)
    if trip.legs > 1 or _left_behind(trip, around):
        return _stop_at_home(encounter, around)
    if trip.place is None:
        hosts = {p.country for p in encounter.parties.values() if p.actor.id not in trip.visitors}
        at_hosts = setting.here is not None and setting.here.country in hosts
        return setting.here if at_hosts and _filed_there(encounter, setting, fresh) else None
    near = any(_told_together(d, trip, setting.article, titles=fresh - FRESH_SENTENCES) for d in encounter.drafts)
    at_home = any(p.country == trip.place.country for p in encounter.parties.values())
    return trip.place if near or at_home else None


def _left_behind(trip: Trip, around: Sequence[Trip]) -> bool:
    """Whether the sentence tells of another trip, elsewhere: "went to Chad after a visit to Togo"."""
    countries = {t.place.country for t in around if t.place is not None and t.sentence == trip.sentence}
    return len(countries) > 1


def _stop_at_home(encounter: Encounter, around: Sequence[Trip]) -> Place | None:
    """Of a trip with several stops the one in the country of whom the visitor meets."""
    hosts = {p.country for p in encounter.parties.values() if not any(p.actor.id in t.visitors for t in around)}
    places = [t.place for t in around if t.place is not None and t.place.country in hosts]
    return places[0] if len(hosts) == 1 and places else None


def _at_a_gathering(encounter: Encounter, setting: Setting) -> Place | None:
    """Where the summit was held at whose sidelines, or at which, the words tell of it."""
    knowledge = setting.knowledge
    when, to_come = encounter.when, encounter.status in {"planned", "proposed"}
    day = Day(first=when.first, last=when.last, published=setting.article.published, to_come=to_come)
    for one in encounter.drafts:
        sighting = one.sighting
        if sighting.kind == "visit" or sighting.medium in {"phone", "video"}:
            continue
        found = knowledge.gatherings.held_at(sighting.sentence.quote, day)
        if found is not None:
            return place_on_its_own(f"{found.place}, {knowledge.states[found.country].name}", knowledge)
    return None


def _at_the_hosts(encounter: Encounter, setting: Setting) -> Place | None:
    """The country of whoever is to host it ("Turkey is ready to host the talks"), unless the article was written in
    another. Of a meeting held only where a state hosted it: a person may have guests anywhere."""
    told = [d for d in encounter.drafts if d.sighting.kind != "visit" and not d.sighting.anaphoric]
    hosts = [p for d in told for p in d.parties if p.role == "host" and p.country in setting.knowledge.states]
    homes = {p.country for p in hosts if p.country and (p.actor.kind == "state" or encounter.status != "held")}
    if len(homes) != 1 or len({p.country for p in hosts}) != 1 or (setting.here and setting.here.country not in homes):
        return None
    places = setting.knowledge.find_place(setting.knowledge.states[homes.pop()].name)
    return next((place for place in places if place.kind == "country"), None)


def _told_together(meeting: Draft, trip: Trip, article: Article, *, titles: int) -> bool:
    """Whether a meeting is told soon after its trip, in the same paragraph, or by the title over it."""
    gap = meeting.sentence - trip.sentence
    if meeting.sentence < titles:
        return -titles <= gap <= SENTENCES_OF_A_TRIP
    between = article.text[trip.trigger.end : meeting.sighting.trigger.start]
    return 0 <= gap <= SENTENCES_OF_A_TRIP or (gap > 0 and trip.trigger.field == "text" and "\n" not in between)


def _filed_there(encounter: Encounter, setting: Setting, fresh: int) -> bool:
    """Whether the day's news comes from where it happened: the title says so, or the dateline is at a party's home.

    Not a dateline in the capital of a third country, where agencies have their offices.
    """
    here = setting.here
    if here is None or encounter.status != "held" or encounter.kind in {"visit", "call"}:
        return False
    day, last = setting.article.published, encounter.when.last
    if day is not None and last is not None and last < day - LATELY:
        return False
    told = [d.sighting for d in encounter.drafts if d.sentence < fresh]
    told = [s for s in told if not (s.background or s.earlier or s.medium != "in_person")]
    if setting.spoken_here:  # "this summit": the one at which it was said
        return bool(told)
    return any(not s.anaphoric for s in told) and any(
        p.country == here.country or here.name in SEATS.get(p.country or "", ()) for p in encounter.parties.values()
    )


def place_of_visit(visit: Encounter, inside: Iterable[Encounter]) -> Place | None:
    """Where a visit went: the country, where it took the visitor to several of its cities; of one told by its country
    only, the one city in which the visitor met somebody."""
    told = [d.place for d in visit.drafts if d.place is not None]
    country = next((place for place in told if place.kind == "country"), None)
    place = visit.place
    if place is None or country is None:
        return place
    met = [e.place for e in inside if e.place is not None and e.place.kind != "country"]
    cities = {p.name: p for p in (*met, place) if p.kind != "country"}
    at_home = [city for city in cities.values() if city.country == country.country]
    return at_home[0] if len(cities) == len(at_home) == 1 else country
