"""The place and the time that one phrase gives a meeting in its own words."""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Collection
from dataclasses import replace

from kg.model import UNRESOLVED, Article, Place, Sighting, TimePhrase, When
from kg.resolution.places import resolve_place, seat_of
from kg.resolution.setting import Setting
from kg.resolution.times import duration, is_relative, resolve_time, with_duration

_BOUND = re.compile(r"(?:before|after|ahead of|prior to|until|till|by)\b", re.IGNORECASE)
"""What stands beside a meeting without telling its day: "ahead of Friday's vote"."""
SOON = 75
"""Days: "his June trip", said in May or April, is to come; said in January it is that of last year."""


def place_told(
    sighting: Sighting, parties: Collection[str], setting: Setting, *, hosts: Collection[str] = ()
) -> Place | None:
    """Where the phrase says it was; ``parties``: the countries taking part, ``hosts``: of those who receive.

    "Here" is the article's own place, "the presidential palace" that of the host.
    """
    quotes = [p.span.quote.lower() for p in sighting.places]
    here = any(q == "here" or q.startswith("this ") for q in quotes)
    phrases = [p for p, q in zip(sighting.places, quotes, strict=True) if not q.startswith(("our ", "here"))]
    place = resolve_place(
        phrases, countries=setting.countries, named=setting.named, parties=parties, knowledge=setting.knowledge
    )
    if place is not None and place.kind == "country" and place.country in setting.namesakes_at_home:
        found = setting.knowledge.find_place(place.name)
        return next((p for p in found if p.kind == "region" and p.country == setting.home), place)
    in_country = setting.here if place is not None and place.kind == "country" and here else None
    if place is not None and in_country is not None and in_country.country == place.country:
        return in_country  # "in this Turkish city"
    if place is None and here:
        return setting.here
    if place is None and len(hosts) == 1:
        return next((p for q in quotes if (p := seat_of(q, min(hosts), setting.knowledge))), None)
    if place is None and len(phrases) < len(sighting.places) and setting.home in setting.knowledge.states:
        at_home = setting.knowledge.states[setting.home or ""].name  # "our country", in a government's own release
        place = next(iter(setting.knowledge.find_place(at_home)), None)
    return place


def when_told(sighting: Sighting, setting: Setting) -> When:
    """When the phrase says it was, with how long it lasted; up to its last day to come, where it is to end then."""
    when = _lasting(_day(sighting, setting), sighting)
    today = setting.article.published
    ending = sighting.ended and sighting.status == "held" and today is not None and when.first is not None
    return replace(when, first=today) if ending and today and when.first and today < when.first else when


def _day(sighting: Sighting, setting: Setting) -> When:
    unresolved = UNRESOLVED
    published, country = setting.article.published, setting.publisher
    for phrase in sighting.times:
        noun = not sighting.trigger.quote.lower().endswith("ed")  # "visited Oslo in January": the last one
        when = (_nearest_month(phrase, setting.article) if noun else None) or resolve_time(
            phrase.span.quote, published=published, tense=phrase.tense, country=country
        )
        if when.first is None and is_relative(phrase.span.quote):
            return replace(when, expression=phrase.span.quote)  # counted from another meeting, once that is known
        if when.first is not None:
            return when
        if unresolved.expression is None and not _BOUND.match(phrase.span.quote):
            unresolved = when
    return unresolved


def _nearest_month(phrase: TimePhrase, article: Article) -> When | None:
    """ "His June trip": the next June where it is near; None for one long past and for other words of time."""
    day = article.published
    if day is None or phrase.tense != "past" or phrase.span.quote not in month_name[1:]:
        return None
    to_come = resolve_time(phrase.span.quote, published=day, tense="future")
    return to_come if to_come.first and (to_come.first - day).days <= SOON else None


def _lasting(when: When, sighting: Sighting) -> When:
    """ "Began a three-day visit on Monday": three days from then; "wrapped up ... on Sunday": the three up to then."""
    days = duration(sighting.lasting) if sighting.lasting else None
    if days is None or when.precision != "day":
        return when
    whole = with_duration(when, days)
    if not sighting.ended or when.first is None or whole.last is None:
        return whole
    return replace(when, first=when.first - (whole.last - when.first))
