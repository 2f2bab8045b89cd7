"""The trips that an article tells of, and the meetings that can be part of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.model import Place, Span, Status, When
from kg.resolution.drafts import Draft
from kg.resolution.encounters import OFF, Encounter
from kg.resolution.rank import of_one_side

SENTENCES_OF_A_TRIP = 2
"""So many sentences after a trip is told the visitor's meetings are taken to be part of it."""
SENTENCES_OF_A_PLAN = 15
"""The same for a trip announced: what else is planned is its programme."""
LASTING = 3
"""Days that a trip may last after the day the text gives for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trip:
    """A visit as one phrase tells it, even where it names no host."""

    sentence: int
    trigger: Span
    order: int
    visitors: frozenset[str]
    status: Status
    place: Place | None
    when: When
    legs: int
    """Destinations that the phrase gives the trip."""
    whole: Encounter | None
    """What the article says of it as a visit of its own; None where it names no host."""

    def takes_in(self, encounter: Encounter) -> bool:
        """Whether a meeting can be part of it: a visitor takes part, and their days do not exclude each other."""
        told = self.status == encounter.status or self._awaits(encounter)
        met = bool(self.visitors & set(encounter.parties))
        hosts = {p.country for p in encounter.parties.values() if p.role == "host"} - {None}
        elsewhere = self.place is not None and bool(hosts) and self.place.country not in hosts
        elsewhere = elsewhere or self._leads_elsewhere(encounter)
        return told and met and not elsewhere and encounter.kind != "call" and not _apart(self.when, encounter.when)

    def _leads_elsewhere(self, encounter: Encounter) -> bool:
        """ "Arrived in Cairo ... came from Tokyo, where he met X": a meeting told to have been in another country."""
        if self.place is None or self.legs > 1 or encounter.place is None:
            return False
        return None not in (countries := {self.place.country, encounter.place.country}) and len(countries) > 1

    def holds(self, encounter: Encounter) -> bool:
        """Whether a meeting with somebody at home there falls on a day that the trip is told to have lasted."""
        if not (self.place and self.when.first and self.when.last and encounter.when.first and encounter.when.last):
            return False
        home = self.place.country
        at_home = any(p.country == home for p in encounter.parties.values())
        return at_home and self.when.first <= encounter.when.first and encounter.when.last <= self.when.last

    def is_to_home_of(self, encounter: Encounter) -> bool:
        """ "X will meet Vietnamese leaders. Travelling to Hanoi with exporters, she said": told right behind it."""
        home = self.place.country if self.place else None
        return home is not None and any(p.country == home for p in encounter.parties.values())

    def _awaits(self, meeting: Encounter) -> bool:
        """ "Arrived in Kyiv; he will meet the president": the hosts of a trip under way are still to be met."""
        if (self.status, meeting.status) != ("held", "planned") or self.place is None:
            return False
        home = self.place.country
        return any(p.country == home for p in meeting.parties.values()) and meeting.place in {None, self.place}


def trips_of(drafts: Sequence[Draft], encounters: Iterable[Encounter]) -> tuple[Trip, ...]:
    """The trips that the phrases of an article tell of, each with what the article says elsewhere of the same one."""
    whole = {d.order: e for e in encounters for d in e.drafts if e.kind == "visit"}
    visits = [d for d in drafts if d.sighting.kind == "visit"]
    trips = []
    for one in visits:
        told = whole.get(one.order)
        places = {d.place.id for d in visits if d.sighting.trigger == one.sighting.trigger and d.place}
        trips.append(
            Trip(
                sentence=one.sentence,
                trigger=one.sighting.trigger,
                order=one.order,
                visitors=frozenset(p.actor.id for p in one.parties if p.role == "visitor"),
                status=told.status if told else one.sighting.status,
                place=told.place if told else one.place,
                when=told.when if told else one.when,
                legs=len(places),
                whole=told,
            )
        )
    return tuple(trips)


def trips_around(encounter: Encounter, trips: Iterable[Trip], *, titles: int) -> list[Trip]:
    """The trips that a meeting may be part of, told before it, in its sentence or right behind, the
    nearest first.

    A title's meeting may be part of the trip that the body begins with; ``titles`` counts the sentences of the title.
    """
    if encounter.kind in {"visit", "call"}:
        return []
    reach = SENTENCES_OF_A_TRIP if encounter.status == "held" else SENTENCES_OF_A_PLAN
    near = [
        (abs(gap), trip.order > encounter.lead.order, abs(trip.order - encounter.lead.order), trip)
        for trip in trips
        if trip.takes_in(encounter)
        for d in encounter.drafts
        if 0 <= (gap := d.sentence - trip.sentence) <= reach
        or (d.sentence < titles and -titles <= gap < 0)
        or (gap > 0 and trip.holds(encounter))
        or (gap == -1 and trip.is_to_home_of(encounter))
    ]
    return [trip for *_, trip in sorted(near, key=lambda n: n[:3])]


def _apart(trip: When, meeting: When) -> bool:
    """Whether the days exclude each other: a trip may go on for some days after the one it is told for."""
    if not (trip.first and trip.last and meeting.first and meeting.last):
        return False
    return trip.first > meeting.last or meeting.first > trip.last + LASTING * dt.timedelta(days=1)


def called_off_with(encounter: Encounter, trips: Iterable[Trip]) -> Status | None:
    """ "Postponed his trip to Moscow, where he had planned to meet X": what becomes of a meeting whose trip is off."""
    if encounter.kind in {"visit", "call"} or encounter.status != "planned":
        return None
    off = (
        trip.status
        for trip in trips
        if trip.status in OFF
        and trip.visitors & set(encounter.parties)
        and trip.place is not None
        and not _apart(trip.when, encounter.when)
        and any(0 <= d.sentence - trip.sentence <= SENTENCES_OF_A_PLAN for d in encounter.drafts)
        and _in(trip.place, encounter)
    )
    return next(off, None)


def _in(place: Place, encounter: Encounter) -> bool:
    """Whether the meeting was to be there: it is told to, or nowhere else and with somebody who is at home there."""
    if encounter.place is not None:
        return encounter.place.country == place.country
    return any(p.country == place.country for p in encounter.parties.values())


CALLED_A_VISIT = ("visit", "trip", "tour")


def only_to_talks(
    visit: Encounter, place: Place | None, when: When, others: Iterable[tuple[Encounter, Place | None, When]]
) -> bool:
    """ "Arrived in Doha for talks with the Taliban": a journey to where others are met is no visit to that state,
    unless the article calls it one."""
    if visit.kind != "visit" or place is None or place.country is None:
        return False
    if any(d.sighting.trigger.quote.lower().startswith(CALLED_A_VISIT) for d in visit.drafts):
        return False
    visitors = [p for p in visit.parties.values() if p.role == "visitor"]
    hosts = [p for p in visit.parties.values() if p.role != "visitor"]
    by_country = visit.place is not None and visit.place.kind == "country"
    if any(p.actor.kind != "state" for p in hosts):
        return False
    return any(
        there is not None
        and there.country == place.country
        and not any(p.country == place.country for p in met.parties.values())
        and any(of_one_side(visitor, p) for visitor in visitors for p in met.parties.values())
        and not _apart(when, day)
        for met, there, day in others
        if met.kind not in {"visit", "call"} and not (met.kind == "summit" and by_country)
    )
