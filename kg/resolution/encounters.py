"""One encounter while an article is read: what its phrases say of it together."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from kg.model import Kind, Medium, Participation, Place, Sighting, Status, When
from kg.resolution.drafts import Draft
from kg.resolution.participants import join_participations
from kg.resolution.wording import (
    is_headline,
    is_in_passing,
    is_intended,
    is_occasion_of_words,
    is_only_named,
    medium_is_open,
)

OFF: frozenset[Status] = frozenset({"cancelled", "postponed"})
"""What becomes of a plan that is not kept to."""

APPEARANCES = "appearances"
"""The family of joint news conferences: they tell that somebody met, not on what occasion."""


@dataclass(slots=True)
class Encounter:
    """The drafts of one encounter while an article is read."""

    drafts: list[Draft] = field(default_factory=list)
    parties: dict[str, Participation] = field(default_factory=dict)
    adopted: Status | None = None
    """The status of what else the article tells of the same party, where only a title without a verb tells this."""
    called_off: Status | None = None
    """The status of the trip on which it was planned, where that is off."""
    anchored: When | None = None
    """When it was, counted from another meeting of the article."""

    @property
    def lead(self) -> Draft:
        return self.drafts[0]

    @property
    def kind(self) -> Kind:
        own = [d.sighting for d in self.drafts if not d.sighting.anaphoric] or [self.lead.sighting]
        plain = [s for s in own if s.family != APPEARANCES and not medium_is_open(s)]
        return (plain or own)[0].kind

    @property
    def medium(self) -> Medium:
        """What the first phrase says that says it in more than the usual sense of its word."""
        told = [d.sighting for d in self.drafts if d.sighting.medium != "unknown"]
        return next((s.medium for s in sorted(told, key=lambda s: s.anaphoric or medium_is_open(s))), "unknown")

    @property
    def status(self) -> Status:
        """What the first phrase says that does say it; a title without a verb leaves it open, a plan may be off.

        A headline's present tense ("Blinken meets Wang") tells it only where nothing in the text does.
        """
        if is_occasion_of_words(self.lead.sighting):
            return "held"
        settled = [d.sighting for d in self.drafts if not d.sighting.open_status]
        if self.lead.sighting.open_status and self.lead.sighting.status == "planned":
            settled = [s for s in settled if not s.anaphoric]  # "Rubio heads to Paris. The trip comes as ..."
        plain = [s for s in settled if not is_in_passing(s)] or settled
        told = [s.status for s in sorted(plain, key=lambda s: is_headline(s) or s.anaphoric)]
        direct = {s.status for s in plain if not (is_headline(s) or s.anaphoric or is_only_named(s))}
        if direct == {"held", "planned"} and self.kind != "visit":
            return "held"  # it has come about
        if told and told[0] == "planned":
            return next((status for status in told if status in OFF), self.called_off or "planned")
        return told[0] if told else self.adopted or self.lead.sighting.status

    @property
    def open_status(self) -> bool:
        return all(d.sighting.open_status and not is_occasion_of_words(d.sighting) for d in self.drafts)

    @property
    def place(self) -> Place | None:
        """The finest place told, the first of those; the country where a phrase takes a visit to two of its cities."""
        told = [d for d in self.drafts if d.place is not None]
        direct = [d for d in told if not d.sighting.anaphoric] or told
        finest = next((d for d in direct if d.place and d.place.kind != "country"), None)
        country = next((d.place for d in direct if d.place and d.place.kind == "country"), None)
        if finest is None or (country is not None and self._one_of_several(finest)):
            return country
        return finest.place

    def _one_of_several(self, stop: Draft) -> bool:
        """Whether the phrase names other stops: "a visit to Irpin and Bucha"."""
        same = [d for d in self.drafts if d.sighting.trigger == stop.sighting.trigger]
        return self.kind == "visit" and len({d.place.id for d in same if d.place and d.place.kind != "country"}) > 1

    @property
    def when(self) -> When:
        told = [d for d in self.drafts if d.when.first is not None and d.when.last is not None]
        told = [d for d in told if not is_intended(d.sighting)] or told
        told = [d for d in told if not is_headline(d.sighting) or d.sighting.status == self.status] or told
        told = [d for d in told if d.sighting.status == "held" or self.status != "held"] or told
        whole = [d.when for d in told if d.sighting.lasting and d.when.first != d.when.last]
        direct = whole or [d.when for d in told if not d.sighting.anaphoric]
        worded = next((d.when for d in self.drafts if d.when.expression and not d.sighting.anaphoric), self.lead.when)
        here = self.lead.sentence
        near = [
            d.when for d in told if (_near_word(d.when) and not _long_past(d)) or _tells_day(d) or d.sentence == here
        ]
        exact = min(direct or near, key=_days, default=worded)
        return self.anchored or (self._whole_visit(exact) if self.kind == "visit" else exact)

    def _whole_visit(self, begun: When) -> When:
        """ "Arrived on Sunday ... on his visit of October 6-8": of a visit all the days that begin with that one."""
        same = [d.when for d in self.drafts if d.when.first == begun.first and d.when.precision == "day"]
        if begun.first and begun.precision == "day" and not _days(begun):
            begun = max([begun, *same], key=_days)
        arrived = [d for d in self.drafts if any(arrived_for(d, other.when) for other in self.drafts)]
        first = min((d.when.first for d in arrived if d.when.first), default=None)
        last = max((d.when.last for d in self.drafts if d.when.last and d.when.precision == "day"), default=None)
        return replace(begun, first=first, last=last) if first and last and begun.precision == "day" else begun

    def add(self, one: Draft, *, with_parties: bool = True) -> None:
        self.drafts.append(one)
        if with_parties:
            for party in one.parties:
                known = self.parties.get(party.actor.id)
                self.parties[party.actor.id] = join_participations(known, party) if known else party


def arrived_for(arrival: Draft, day: When) -> bool:
    """Whether a phrase tells of an arrival a few days before the day of a visit, or on it."""
    came = arrival.when
    if not (came.first and came.precision == day.precision == "day" and day.first and day.last):
        return False
    told = is_arrival(arrival.sighting) and arrival.sighting.status == "held"
    return told and came.first < day.last and (day.first - came.first).days <= STAY


def is_arrival(sighting: Sighting) -> bool:
    """Whether a phrase tells of a visit by its beginning."""
    return sighting.kind == "visit" and sighting.trigger.quote.lower().startswith(ARRIVALS)


ARRIVALS = ("arriv", "land", "touch")
STAY = 3
"""Days after an arrival on which the same visit may be told to go on."""


def _tells_day(one: Draft) -> bool:
    """ "Called the meeting with X in Moscow on January 21 useful": who met, by name, and on what day."""
    named = sum(p.mention.kind == "person" for p in one.sighting.parties) > 1
    return named and one.when.precision == "day" and one.sighting.status == "held"


def _near_word(when: When) -> bool:
    """A word like "today" or "on Monday": also beside "the talks" it dates them; a date there may be another's."""
    if when.basis != "publication":
        return False
    return re.search(r"\d", _HOUR.sub("", when.expression or "")) is None


_HOUR = re.compile(r"\b\d{1,2}(?:[:.]\d\d)?\s*[ap]\.?m\b", re.IGNORECASE)


def _long_past(one: Draft) -> bool:
    """ "The talks reviewed what was agreed in October last year": no day of the talks."""
    return one.sighting.status == "held" and one.when.precision != "day"


def _days(when: When) -> int:
    return (when.last - when.first).days if when.first and when.last else 0
