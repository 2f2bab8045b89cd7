"""When and where of a meeting by what stands around it: the trip it is part of, another meeting, the day's news."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg.model import Article, Place, Span, Status, When
from kg.resolution.drafts import Draft
from kg.resolution.encounters import Encounter
from kg.resolution.setting import Setting
from kg.resolution.times import is_relative, resolve_relative

FRESH_SENTENCES = 4
"""A held meeting told this early in an article, with no word of time, is the day's news."""
SENTENCES_OF_A_TRIP = 2
"""So many sentences after a trip is told the visitor's meetings are taken to be part of it."""
SENTENCES_OF_A_PLAN = 15
"""The same for a trip announced: what else is planned is its programme."""


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
        return told and met and encounter.kind != "call" and not _apart(self.when, encounter.when)

    def holds(self, encounter: Encounter) -> bool:
        """Whether a meeting with somebody at home there falls on a day that the trip is told to have lasted."""
        if not (self.place and self.when.first and self.when.last and encounter.when.first and encounter.when.last):
            return False
        home = self.place.country
        at_home = any(p.country == home for p in encounter.parties.values())
        return at_home and self.when.first <= encounter.when.first and encounter.when.last <= self.when.last

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
    """The trips that a meeting may be part of, told before it or in its sentence, the nearest first.

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
    ]
    return [trip for *_, trip in sorted(near, key=lambda n: n[:3])]


def when_of(encounter: Encounter, around: Sequence[Trip], article: Article, *, fresh: int) -> When:
    """When a meeting was: by its own words, else those of its trip, else as the day's news."""
    when = encounter.when
    if when.first is not None or when.expression is not None:
        return when
    trip = next((t.when for t in around if t.when.first is not None), None)
    if trip is not None:
        return _during(trip, encounter.status, article)
    return (_as_news(encounter, article, fresh) if encounter.status == "held" else None) or when


def _during(trip: When, status: Status, article: Article) -> When:
    """The days of a trip that are past, where a meeting on it was held, or still to come, where it is planned."""
    day = article.published
    if day is None or trip.first is None or trip.last is None or trip.precision != "day":
        return trip
    if status == "held" and trip.first <= day < trip.last:
        return replace(trip, last=day)
    if status == "planned" and trip.last < day:
        return When()
    return replace(trip, first=day) if status == "planned" and trip.first < day else trip


def place_of(encounter: Encounter, around: Sequence[Trip], setting: Setting, *, fresh: int) -> Place | None:
    """Where a meeting was: by its own words, else where its trip went, else where the article was written."""
    if encounter.place is not None:
        return encounter.place
    trip = next(iter(around), None)
    if trip is None or (trip.place is None and setting.spoken_here):
        return setting.here if _filed_there(encounter, setting, fresh) else _at_the_hosts(encounter, setting)
    if trip.legs > 1 or trip.place is None:
        return None
    near = any(_told_together(d, trip, setting.article, titles=fresh - FRESH_SENTENCES) for d in encounter.drafts)
    at_home = any(p.country == trip.place.country for p in encounter.parties.values())
    return trip.place if near or at_home else None


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
    told = [d.sighting for d in encounter.drafts if d.sentence < fresh]
    told = [s for s in told if not (s.background or s.earlier or s.medium != "in_person")]
    if setting.spoken_here:  # "this summit": the one at which it was said
        return bool(told)
    return any(not s.anaphoric for s in told) and any(p.country == here.country for p in encounter.parties.values())


def place_of_visit(visit: Encounter, inside: Iterable[Encounter]) -> Place | None:
    """Where a visit went; of one told by its country only, the one city in which the visitor met somebody."""
    place = visit.place
    if place is None or place.kind != "country":
        return place
    cities = {e.place.name: e.place for e in inside if e.place is not None and e.place.kind != "country"}
    at_home = [city for city in cities.values() if city.country == place.country]
    return at_home[0] if len(cities) == len(at_home) == 1 else place


def _apart(trip: When, meeting: When) -> bool:
    """Whether the days exclude each other: a trip may go on for some days after the one it is told for."""
    if not (trip.first and trip.last and meeting.first and meeting.last):
        return False
    return trip.first > meeting.last or meeting.first > trip.last + LASTING * dt.timedelta(days=1)


LASTING = 3
"""Days that a trip may last after the day the text gives for it."""


def from_other_meeting(encounter: Encounter, encounters: Sequence[Encounter], article: Article) -> When | None:
    """ "About a week after the meetings in Paris": counted from the meeting told beside it, else from the first.

    "On the same day", "the next day": from what was told last.
    """
    said = encounter.when
    if said.first is not None or said.expression is None or not is_relative(said.expression):
        return None
    beside = {d.sentence for d in encounter.drafts}
    if re.match(r"(?:on |in |during )?(?:the|that) (?:very )?(?:same|next|following) ", said.expression, re.IGNORECASE):
        return _from_the_last(encounter, encounters, said)
    others = [e for e in encounters if e is not encounter and e.when.first is not None and e.kind != "visit"]
    others.sort(key=lambda e: not any(d.sentence in beside for d in e.drafts))
    if not others:
        return None
    anchor = others[0].when
    words = said.expression
    # "the meetings came a week after a trip" dates the trip from the meetings: a week before
    if _told_of_the_other(encounter, encounters, words, article):
        words = re.sub(r"\b(?:after|behind|following|before|prior to|ahead of)\b", _other_way, words)
    found = resolve_relative(words, anchor=anchor)
    return replace(found, expression=said.expression) if found.first is not None else None


def _from_the_last(encounter: Encounter, encounters: Sequence[Encounter], said: When) -> When | None:
    order = min(d.order for d in encounter.drafts if d.when.expression == said.expression)
    told = [
        (d.order, e.when)
        for e in encounters
        for d in e.drafts
        if e is not encounter and e.when.first is not None and d.order < order
    ]
    if not told or said.expression is None:
        return None
    found = resolve_relative(said.expression, anchor=max(told, key=lambda t: t[0])[1])
    return found if found.first is not None else None


def _other_way(match: re.Match[str]) -> str:
    return "before" if match.group() in {"after", "behind", "following"} else "after"


def _told_of_the_other(encounter: Encounter, encounters: Sequence[Encounter], words: str, article: Article) -> bool:
    """Whether the words date the other meeting from this one.

    "The talks came a week after a trip, where he met ...", "he met X two days before his summit with Y": what is told
    right behind the words is what they count from.
    """
    sighting = next(
        (d.sighting for d in encounter.drafts if any(t.span.quote == words for t in d.sighting.times)), None
    )
    if sighting is None or not re.search(r"\b(?:after|behind|following|before|prior to|ahead of)$", words):
        return False
    end = next(t.span.end for t in sighting.times if t.span.quote == words)
    between = article.field(sighting.trigger.field)[end : sighting.trigger.start]
    if re.search(r"\b(?:where|in which|during which|when)\b", between):
        return True
    triggers = [d.sighting.trigger.start for e in encounters for d in e.drafts if e is not encounter]
    return (
        0 < len(between) <= 60 and "," not in between and not any(end <= t < sighting.trigger.start for t in triggers)
    )


def _as_news(encounter: Encounter, article: Article, fresh: int) -> When | None:
    """The day's news: told early, by a verb or in the title, with no word of time.

    The day before publication or that day; that day alone where somebody says of it that it is today.
    """
    told = [
        d
        for d in encounter.drafts
        if (d.sentence < fresh or _FIRST_PERSON.match(d.sighting.sentence.quote))
        and not (d.sighting.background or d.sighting.earlier or d.again)
    ]
    if article.published is None or all(d.sighting.anaphoric for d in told):
        return None
    first = article.published - dt.timedelta(days=not _said_today(article))
    return When(first=first, last=article.published, basis="news", approximate=True)


_TODAY = re.compile(
    r"\btoday[’']s (?:\w+ ){0,2}?(?:meeting|talks|visit|summit|conversation|negotiations|call|discussions?)\b"
    r"|\btoday,? (?:we|I)\b|\b(?:we|I) (?:\w+[ ,]+){0,6}today\b",
    re.IGNORECASE,
)


def _said_today(article: Article) -> bool:
    """Whether somebody speaks of the meeting, or at it, as of today: "Today's talks ...", "today we are meeting"."""
    return _TODAY.search(article.text) is not None or _TRANSCRIPT.match(article.title or "") is not None


_TRANSCRIPT = re.compile(
    r"(?:(?:opening|joint|press) )?remarks (?:by|of|with|at|before)\b"
    r"|.*\b(?:before|after|ahead of) (?:their|a|the)? ?(?:bilateral )?(?:meeting|talks)\b",
    re.IGNORECASE,
)
"""Titles of what was said at a meeting, put down on its day."""
_FIRST_PERSON = re.compile(
    r"\W*(?:Today )?(?:I|We) (?:also )?(?:spoke|talked|met|held|had a (?:call|meeting|conversation))\b"
)
"""How a leader's daily address tells of his day."""
