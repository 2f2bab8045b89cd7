"""Which phrases of one article tell of one encounter, and which of another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.model import Participation
from kg.resolution.compatibility import ENCOUNTERS, compatible, shared
from kg.resolution.drafts import ABROAD, Draft
from kg.resolution.encounters import Encounter
from kg.resolution.plurals import named_one_by_one, stood_for
from kg.resolution.rank import of_one_side
from kg.resolution.wording import (
    counts_rounds,
    in_one_breath,
    tells_apart,
    tells_who_came,
    told_also,
)

COUNTRIES = frozenset({"countries", "nations", "parties", "sides", "governments", "heads", "states"})
"""What is rarely said of people: beside somebody's name they are more often whose members or leaders are meant."""


NEXT = 2
"""Sentences behind talks of nobody named in which the text says who took part."""


def encounters_of(drafts: Sequence[Draft]) -> list[Encounter]:
    """The encounters of one article, in the order in which they are first told."""
    encounters: list[Encounter] = []
    ahead: list[Draft] = []
    unsaid: Draft | None = None
    for told in drafts:
        one = named_one_by_one(told, drafts) if told.guessed else told
        if one is None:
            continue
        if not one.sighting.parties and not one.sighting.anaphoric:
            unsaid = one  # "talks in Doha ended on Friday": who took part is told next, or never
            continue
        known = len(encounters)
        if not encounters and one.pointing and not one.parties and _told_apart(one) and not one.sighting.anaphoric:
            ahead.append(one)  # "The two last met in Osaka in 2019", before the article has named them
        else:
            _place_draft(_with_stood_for(one, encounters), encounters)
        if unsaid is not None and len(encounters) > known and one.sighting.anaphoric:
            if one.sentence - unsaid.sentence <= NEXT and compatible(unsaid, encounters[-1]):
                encounters[-1].add(unsaid)
            unsaid = None
    for one in ahead:
        _place_draft(_with_stood_for(one, encounters), encounters)
    return encounters


def _with_stood_for(one: Draft, encounters: list[Encounter]) -> Draft:
    """The phrase with the parties that its plural words stand for, where it tells something of its own about them."""
    beside = one.parties and not any(mention.post in COUNTRIES for mention in one.plurals)
    if not one.again or not (_told_apart(one) or beside):
        return one
    known = {p.actor.id for p in one.parties}
    return replace(one, parties=(*one.parties, *(p for p in stood_for(one, encounters) if p.actor.id not in known)))


def _told_apart(one: Draft) -> bool:
    """Whether a phrase says when or where, so that it can tell of another encounter of the same people."""
    return one.sighting.earlier or one.place is not None or one.when.expression is not None


def _place_draft(one: Draft, encounters: list[Encounter]) -> None:
    """Add a draft to the encounter it tells of, or begin a new one."""
    if (one.sighting.family == ABROAD and len(one.parties) < 2) or _what_for(one, encounters):
        return  # nobody known to have received him, or no more told than by his visit
    breath = next((e for e in reversed(encounters) if _in_one_breath(one, e)), None)
    if breath is not None:
        breath.add(one)
        return
    pointing = one.again or len(one.parties) < 2 or _joins(one)
    candidates = [e for e in reversed(encounters) if compatible(one, e)]
    apart = tells_apart(one.sighting)  # "met separately with X and Y": no part of the talks of all three
    exact = [
        e
        for e in candidates
        if len(shared(one, e)) >= 2 and not _another_counterpart(one, e) and not (apart and len(e.parties) > 2)
        if not (told_also(one.sighting) and len(shared(one, e)) < len(one.parties))
    ]
    if exact:
        best = max(exact, key=lambda e: (len(shared(one, e)), e.kind == one.sighting.kind))
        best.add(one)
        return
    if pointing:
        related = [e for e in candidates if _points_to(one, e) and (len(e.parties) > 1 or _joins(one))]
        if related:
            main = 0 if one.parties else 1  # "the meeting" alone is the one the article is about
            latest = max(related, key=lambda e: (*_bound(one, e), main * len(e.drafts), e.drafts[-1].order))
            joining = _joins(one) or (one.sighting.kind in ENCOUNTERS and bool(shared(one, latest)))
            latest.add(one, with_parties=joining)
            return
        one = _of_the_same_sides(one, encounters)
    if one.pointing and one.sighting.anaphoric and not one.sighting.earlier and one.when.expression is None:
        return  # "they discussed": told of a meeting that the article has told already, or of none
    by_noun = one.sighting.medium != "unknown"  # "talks attended by X and Y" stand alone, "X and Y also took part" not
    if (len(one.parties) >= 2 and (one.sighting.family != "joining" or by_noun)) or _leaders_of_one(one):
        encounter = Encounter()
        encounter.add(one)
        encounters.append(encounter)


def _what_for(one: Draft, encounters: list[Encounter]) -> bool:
    """ "Arrived in Riyadh for talks with Saudi officials": what a visit is for, with nobody named whom it is to."""
    sighting = one.sighting
    if sighting.kind not in ENCOUNTERS or not any(p.actor.kind == "state" for p in one.parties):
        return False
    for visit in (d for e in encounters if e.kind == "visit" for d in e.drafts):
        if visit.sentence == one.sentence and visit.ids == one.ids:
            start = sighting.sentence.start
            between = sighting.sentence.quote[visit.sighting.trigger.end - start : sighting.trigger.start - start]
            if _PURPOSE.search(between):
                return True
    return False


_PURPOSE = re.compile(r"\b(?:for|to (?:hold|have|attend|conduct|begin|start|continue|resume))\b[^,;]*$")


def _of_the_same_sides(one: Draft, encounters: list[Encounter]) -> Draft:
    """ "The first round, held in December, failed": with the parties of the round that the article has told."""
    placed = one.when.first is not None or one.place is not None
    if one.parties or not placed or one.sighting.kind not in ENCOUNTERS or not counts_rounds(one.sighting):
        return one
    told = [e for e in encounters if e.kind in ENCOUNTERS and len(e.lead.parties) > 1]
    near = [e for e in told if one.sentence - e.lead.sentence <= 12]
    return replace(one, parties=_sides_of(near[0])) if near else one


def _sides_of(encounter: Encounter) -> tuple[Participation, ...]:
    """Those whom its first phrase names; for the states of a headline the people who came for them."""
    first = encounter.lead.parties
    states = {p.country for p in first if p.actor.kind == "state"}
    came = [p for p in encounter.parties.values() if p.actor.kind == "person" and p.country in states]
    return (*(p for p in first if p.actor.kind != "state" or p.country not in {c.country for c in came}), *came)


def _in_one_breath(one: Draft, encounter: Encounter) -> bool:
    """Whether the sentence has told of this meeting just before, of the same parties."""
    last = encounter.drafts[-1]
    return len(one.ids) >= 2 and one.ids == last.ids and in_one_breath(last.sighting, one.sighting)


def _joins(one: Draft) -> bool:
    """Whether a phrase adds to a meeting told before: "X and Y were present at the meeting", both of one side."""
    if one.sighting.family == "joining":
        return True
    sides = {p.country for p in one.parties}
    several = len(one.parties) >= 2 and len(sides) == 1 and None not in sides
    return several and one.sighting.anaphoric and one.sighting.kind in ENCOUNTERS and tells_who_came(one.sighting)


def _leaders_of_one(one: Draft) -> bool:
    """ "West African leaders met in Abuja": who they are is told by those whom later sentences name."""
    if len(one.parties) != 1 or one.again or one.sighting.anaphoric or one.sighting.family == "joining":
        return False
    return all(p.mention.kind in {"organization", "group"} for p in one.sighting.parties)


def _another_counterpart(one: Draft, encounter: Encounter) -> bool:
    """ "They also met the foreign minister": those who met a president now meet another of his state."""
    if one.sighting.anaphoric or one.sighting.family == "joining":
        return False
    common = shared(one, encounter)
    mine, theirs = {pair[0] for pair in common}, {pair[1] for pair in common}
    new = {p.country for p in one.parties if p.actor.kind == "person" and p.actor.id not in mine}
    before = encounter.parties.values() if encounter.lead.sighting.family == ABROAD else encounter.lead.parties
    left = {p.country for p in before if p.actor.kind == "person" and p.actor.id not in theirs}
    together = {p.country for p in one.parties if p.actor.id in mine}
    return bool(new) and new == left and not new & together


def _points_to(one: Draft, encounter: Encounter) -> bool:
    """Whether a phrase like "the talks" can mean this encounter: a party in common, or none named."""
    if one.parties and not shared(one, encounter):
        if encounter.kind == "visit":
            return False
        distance = one.sentence - encounter.drafts[-1].sentence
        at_home = {p.country for p in one.parties} <= {p.country for p in encounter.parties.values()} - {None}
        near = distance <= (12 if at_home else 3)
        joins = _joins(one) and (near or _agrees(one, encounter))
        return joins or (one.sighting.anaphoric and _agrees(one, encounter))
    if one.sighting.kind == "visit" and encounter.kind != "visit":
        return False
    return one.sentence - encounter.drafts[-1].sentence <= 12


def _bound(one: Draft, encounter: Encounter) -> tuple[bool, bool, bool, bool, int]:
    """What binds a phrase to an encounter: a place or day in common, and where people join it: the same standing,
    the one whom they join, no telephone between, that it is just told, or told most of, or their states were there."""
    if one.sighting.family != "joining":
        return True, False, True, _agrees(one, encounter), 0
    joined = bool(one.parties) and any(of_one_side(one.parties[0], p) for p in encounter.parties.values())
    just_told = one.sentence - encounter.drafts[-1].sentence <= 1
    there = encounter.kind != "call" or one.sighting.medium in {"phone", "video"}
    sides = len({p.country for p in one.parties} & {p.country for p in encounter.parties.values()} - {None})
    weight = 99 if just_told else len(encounter.drafts)
    delegation = one.sighting.trigger.quote.lower().startswith(("includ", "compris"))
    standing = delegation or one.sighting.status == encounter.status
    return standing, joined, there, _agrees(one, encounter), weight if joined else sides


def _agrees(one: Draft, encounter: Encounter) -> bool:
    """Whether both name the same place, or the same day in the same words."""
    placed = one.place is not None and encounter.place is not None and one.place.id == encounter.place.id
    return placed or (one.when.expression is not None and one.when.expression == encounter.when.expression)
