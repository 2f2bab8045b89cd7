"""Where and when by what was told before: what one party does next, and what others do beside a summit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from kg.model import Place, When
from kg.resolution.drafts import Draft
from kg.resolution.encounters import Encounter

SOON = 2
"""Sentences after a meeting in which the next one of the same day is told."""
SAME_DAY = 8
"""The same where it is told with a word for later or earlier that day."""
LATER = re.compile(
    r"\b(?:in the (?:morning|afternoon|evening)|later|afterwards?|then|subsequently|earlier in the day"
    r"|(?:over|at) (?:breakfast|lunch|dinner))\b",
    re.IGNORECASE,
)


def told_before(encounter: Encounter, encounters: Sequence[Encounter]) -> Encounter | None:
    """The meeting that one of the parties had just before: "She met X on Monday in Y. She then held talks with Z."

    None where either is only referred to, is a visit, or was not held.
    """
    lead = encounter.lead
    if not _is_news(encounter, lead):
        return None
    reach = SAME_DAY if LATER.search(lead.sighting.sentence.quote) else SOON
    before = [
        (d.order, e)
        for e in encounters
        if e is not encounter and e.parties.keys() & encounter.parties.keys()
        for d in e.drafts
        if d.order < lead.order and 0 <= lead.sentence - d.sentence <= reach
        if _is_news(e, d) and d.sighting.headline == lead.sighting.headline
    ]
    return max(before, key=lambda told: told[0])[1] if before else None


def _is_news(encounter: Encounter, one: Draft) -> bool:
    recalled = one.sighting.background or one.sighting.earlier or one.sighting.anaphoric
    told = encounter.status == "held" and encounter.kind not in {"visit", "summit"} and not recalled
    return told and not IN_CONVERSATION.search(one.sighting.sentence.quote)


IN_CONVERSATION = re.compile(r"\b(?:I|We|we|Our|our|us|My|my|You|you|Your|your)\b|•")
"""What is said or listed, in which one meeting does not follow on the other as it does in a told story."""


def day_of_the_last(encounter: Encounter, encounters: Sequence[Encounter]) -> When | None:
    """The day of the meeting told just before, where the words give this one none."""
    if encounter.when.first is not None or encounter.when.expression is not None:
        return None
    last = told_before(encounter, encounters)
    if last is None or last.when.precision != "day" or last.when.first is None:
        return None
    return last.when if last.when.first == last.when.last else None


def place_told_before(encounter: Encounter, encounters: Sequence[Encounter], drafts: Sequence[Draft]) -> Place | None:
    """Where it was by what was told before: the summit beside which it was, or the meeting of the same day."""
    return (
        _place_of_the_occasion(encounter, drafts)
        or _place_of_the_last(encounter, encounters)
        or _only_place(encounter, encounters)
    )


def _only_place(encounter: Encounter, encounters: Sequence[Encounter]) -> Place | None:
    """Where everything is that the article tells of one of the parties in the same standing, if it is one city."""
    lead = encounter.lead
    if (
        encounter.medium != "in_person"
        or encounter.kind == "summit"
        or lead.sighting.background
        or lead.sighting.earlier
        or IN_CONVERSATION.search(lead.sighting.sentence.quote)
    ):
        return None
    beside = [
        e
        for e in encounters
        if e is not encounter and e.status == encounter.status and e.parties.keys() & encounter.parties.keys()
        if not (e.lead.sighting.background or e.lead.sighting.earlier) and e.place is not None
        if abs(lead.sentence - e.lead.sentence) <= SAME_DAY and not _on_other_days(encounter.when, e)
    ]
    cities = {e.place.id: e.place for e in beside if e.place and e.place.kind != "country"}
    return next(iter(cities.values())) if len(cities) == 1 else None


def _on_other_days(when: When, other: Encounter) -> bool:
    """Whether the other was on days of its own; a visit, of which the first day is told, lasts some."""
    if not (when.first and when.last and other.when.first and other.when.last):
        return False
    last = other.when.last + timedelta(days=STAY if other.kind == "visit" else 0)
    return when.first > last or other.when.first > when.last


STAY = 3
"""Days that a visitor may still be there after the day on which the visit is told."""


def _place_of_the_last(encounter: Encounter, encounters: Sequence[Encounter]) -> Place | None:
    """The city of the meeting told just before on the same day."""
    last = told_before(encounter, encounters)
    if last is None or last.medium != "in_person" or encounter.medium != "in_person":
        return None
    same = encounter.when.first is not None and encounter.when == last.when
    return (last.place or _place_of_the_last(last, encounters)) if same else None


def _place_of_the_occasion(encounter: Encounter, drafts: Sequence[Draft]) -> Place | None:
    """ "On the sidelines of the gathering": where the summit is that the article told of last, or in the title."""
    lead = encounter.lead
    if encounter.medium != "in_person" or not AT_THE_OCCASION.search(lead.sighting.sentence.quote):
        return None
    before = [d for d in drafts if d.sighting.kind == "summit" and d.place is not None and d.order < lead.order]
    return before[-1].place if before else None


AT_THE_OCCASION = re.compile(
    r"\bon the (?:sidelines?|margins?|fringes?)\b(?! of\b)|"
    r"\b(?:(?:sidelines?|margins?|fringes?) of (?:the|this|that) (?:\w+ )?"
    r"(?:event|gathering|meeting|summit|conference|forum)"
    r"|at (?:the|this|that) (?:gathering|summit|conference|forum))\b(?! (?:of|in|on|with|between)\b)",
    re.IGNORECASE,
)
