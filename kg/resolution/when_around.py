"""When a meeting was by what stands around it: its trip, another meeting, the day's news."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from kg.model import Article, Sighting, Status, When
from kg.resolution.encounters import Encounter
from kg.resolution.times import duration, is_relative, resolve_relative
from kg.resolution.trips import Trip


def when_of(encounter: Encounter, around: Sequence[Trip], article: Article, *, fresh: int) -> When:
    """When a meeting was: by its own words, else those of its trip, else as the day's news."""
    when = encounter.when
    if when.first is not None or when.expression is not None:
        return when
    trip = next((t.when for t in around if t.when.first is not None), None)
    if trip is not None:
        return _during(trip, encounter.status, article)
    return (_as_news(encounter, article, fresh) if encounter.status == "held" else None) or when


def when_of_visit(visit: Encounter, inside: Sequence[Encounter], article: Article, *, fresh: int) -> When:
    """When a visit was; of one told by its month only ("his June trip"), from the first to the last day on which the
    visitor meets somebody; of one under way, up to the day of the news."""
    when = _under_way(visit, when_of(visit, (), article, fresh=fresh), article)
    days = [
        e.when for e in inside if e.when.precision == "day" and e.status == visit.status and not _beside(e.when, when)
    ]
    first = min((day.first for day in days if day.first), default=None)
    last = max((day.last for day in days if day.last), default=None)
    if when.precision not in {"month", "year"} or when.first is None or first is None or last is None:
        return when
    return replace(when, first=first, last=last, precision="day", approximate=True)


def _under_way(visit: Encounter, when: When, article: Article) -> When:
    """ "Arrived on Monday", told on Tuesday: it goes on; "is on a two-day visit": on one of its days the news was."""
    day = article.published
    if visit.status != "held" or day is None:
        return when
    told = [d.sighting for d in visit.drafts]
    if when.first is None or when.basis == "news":
        said = next((m for s in told if (m := _ON_A_VISIT.search(s.sentence.quote))), None)
        days = duration(said["long"]) if said else None
        if days is None or when.expression is not None or not 1 < days <= LONGEST:
            return when
        span = dt.timedelta(days=days - 1)
        return When(first=day - span, last=day + span, basis="news", approximate=True)
    if when.precision != "day" or when.first != when.last or day - when.first != dt.timedelta(days=1):
        return when
    arrived = any(_ARRIVED.match(s.trigger.quote) and not _ON_THE_WAY.search(s.sentence.quote) for s in told)
    arrived = arrived and not any(s.lasting or s.ended for s in told)
    return replace(when, last=day, approximate=True) if arrived else when


LONGEST = 7
"""Days of a visit that is under way, up to which its days can be told."""
_ARRIVED = re.compile(r"(?:arriv|land|touch)", re.IGNORECASE)
_ON_THE_WAY = re.compile(r"\b(?:tour|stopover|leg|stops?|brief|hours[- ]long|one-day)\b|-hour\b", re.IGNORECASE)
"""What ends a stay soon: it is one of several, or short."""
_ON_A_VISIT = re.compile(
    r"\b(?:is|are|currently|now|presently) (?:in (?:\w+ ){1,4})?(?:currently |now |here )?on an? "
    r"(?P<long>\w+[- ]day) (?:\w+ ){0,2}(?:visit|trip|tour)\b",
    re.IGNORECASE,
)


def _beside(inner: When, outer: When) -> bool:
    """Whether days lie outside others."""
    if not (inner.first and inner.last and outer.first and outer.last):
        return True
    return inner.first < outer.first or inner.last > outer.last


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

    The day before publication or that day; that day alone where it is under way or somebody says that it is today.
    """
    told = [
        d
        for d in encounter.drafts
        if (d.sentence < fresh or _TO_EACH_OTHER.search(d.sighting.sentence.quote) or _goes_on(d.sighting, article))
        and not (d.sighting.background or d.sighting.earlier or d.again)
    ]
    if article.published is None or all(d.sighting.anaphoric and len(d.sighting.parties) < 2 for d in told):
        return None
    today = _said_today(article) or any(_UNDER_WAY.search(_words_around(d.sighting, article)) for d in told)
    first = article.published - dt.timedelta(days=not today)
    return When(first=first, last=article.published, basis="news", approximate=True)


_TODAY = re.compile(
    r"\btoday[’']s (?:\w+ ){0,2}?(?:meeting|talks|visit|summit|conversation|negotiations|call|discussions?)\b"
    r"|\btoday,? (?:we|I)\b|\b(?:we|I) (?:\w+[ ,]+){0,6}today\b",
    re.IGNORECASE,
)


def _said_today(article: Article) -> bool:
    """Whether somebody speaks of the meeting, or at it, as of today: "Today's talks ...", "today we are meeting"."""
    return _TODAY.search(article.text) is not None or _TRANSCRIPT.match(article.title or "") is not None


_UNDER_WAY = re.compile(
    r"\b(?:(?:has|have) (?:just )?(?:begun|started)|(?:is|are) (?:now |currently )?(?:under ?way|taking place|meeting|"
    r"holding (?:talks|a meeting)))\b|\bbegan(?: a (?:meeting|conversation)| talks)?(?:[ ,]|$)",
    re.IGNORECASE,
)


def _words_around(sighting: Sighting, article: Article) -> str:
    """The words from a little before the trigger to a little behind it, inside the sentence."""
    text, sentence, trigger = article.field(sighting.trigger.field), sighting.sentence, sighting.trigger
    return text[max(sentence.start, trigger.start - 30) : min(sentence.end, trigger.end + 120)]


_TRANSCRIPT = re.compile(
    r"(?:(?:opening|joint|press) )?remarks (?:by|of|with|at|before)\b"
    r"|.*\b(?:before|after|ahead of) (?:their|a|the)? ?(?:bilateral )?(?:meeting|talks)\b"
    r"|.*\bjoint (?:press|news) (?:availability|conference|statements?)\b",
    re.IGNORECASE,
)
"""Titles of what was said at a meeting, put down on its day."""
_MORE = re.compile(r"\b(?:also|earlier|later|separately|meanwhile|afterwards)\b", re.IGNORECASE)


def _goes_on(sighting: Sighting, article: Article) -> bool:
    """ "He also met X", "Y held talks earlier with Z", an item of a digest: more of the day's news, however late the
    article tells it."""
    if sighting.sentence.quote.startswith(("* ", "• ")):
        return True
    text, trigger = article.field(sighting.trigger.field), sighting.trigger
    first = max(sighting.sentence.start, trigger.start - 25)
    return _MORE.search(text[first : min(sighting.sentence.end, trigger.end + 20)]) is not None


_TO_EACH_OTHER = re.compile(
    r"^\W*(?:Today )?(?:I|We) (?:also )?(?:spoke|talked|met|held|had a (?:call|meeting|conversation))\b"
    r"|\bwelcome you (?:to|here|in)\b"
)
"""How a leader's daily address tells of his day, and what a host says to his guest."""
