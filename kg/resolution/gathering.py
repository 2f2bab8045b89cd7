"""Which phrases of one article tell of one encounter, and which of another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg.model import Kind, Sighting
from kg.resolution.drafts import ABROAD, Draft
from kg.resolution.encounters import OFF, Encounter
from kg.resolution.plurals import stood_for
from kg.resolution.rank import of_one_side

COUNTRIES = frozenset({"countries", "nations", "parties", "sides", "governments", "heads", "states"})
"""What is rarely said of people: beside somebody's name they are more often whose members or leaders are meant."""
ENCOUNTERS: frozenset[Kind] = frozenset({"meeting", "negotiation"})


def encounters_of(drafts: Iterable[Draft]) -> list[Encounter]:
    """The encounters of one article, in the order in which they are first told."""
    encounters: list[Encounter] = []
    for one in drafts:
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
    if one.sighting.family == ABROAD and len(one.parties) < 2:
        return  # nobody known to have received him
    pointing = one.again or len(one.parties) < 2 or one.sighting.family == "joining"
    candidates = [e for e in reversed(encounters) if _compatible(one, e)]
    exact = [e for e in candidates if len(_shared(one, e)) >= 2 and not _another_counterpart(one, e)]
    if exact:
        best = max(exact, key=lambda e: (len(_shared(one, e)), e.kind == one.sighting.kind))
        best.add(one)
        return
    if pointing:
        related = [e for e in candidates if _points_to(one, e)]
        if related:
            main = 0 if one.parties else 1  # "the meeting" alone is the one the article is about
            latest = max(related, key=lambda e: (*_bound(one, e), main * len(e.drafts), e.drafts[-1].order))
            joining = one.sighting.family == "joining" or (
                one.sighting.kind in ENCOUNTERS and bool(_shared(one, latest))
            )
            latest.add(one, with_parties=joining)
            return
    if one.pointing and one.sighting.anaphoric and not one.sighting.earlier and one.when.expression is None:
        return  # "they discussed": told of a meeting that the article has told already, or of none
    by_noun = one.sighting.medium != "unknown"  # "talks attended by X and Y" stand alone, "X and Y also took part" not
    if len(one.parties) >= 2 and (one.sighting.family != "joining" or by_noun):
        encounter = Encounter()
        encounter.add(one)
        encounters.append(encounter)


def _another_counterpart(one: Draft, encounter: Encounter) -> bool:
    """ "They also met the foreign minister": those who met a president now meet another of his state."""
    if one.sighting.anaphoric or one.sighting.family == "joining":
        return False
    shared = _shared(one, encounter)
    mine, theirs = {pair[0] for pair in shared}, {pair[1] for pair in shared}
    new = {p.country for p in one.parties if p.actor.kind == "person" and p.actor.id not in mine}
    before = encounter.parties.values() if encounter.lead.sighting.family == ABROAD else encounter.lead.parties
    left = {p.country for p in before if p.actor.kind == "person" and p.actor.id not in theirs}
    together = {p.country for p in one.parties if p.actor.id in mine}
    return bool(new) and new == left and not new & together


def _points_to(one: Draft, encounter: Encounter) -> bool:
    """Whether a phrase like "the talks" can mean this encounter: a party in common, or none named."""
    if one.parties and not _shared(one, encounter):
        if encounter.kind == "visit":
            return False
        distance = one.sentence - encounter.drafts[-1].sentence
        at_home = {p.country for p in one.parties} <= {p.country for p in encounter.parties.values()} - {None}
        near = distance <= (12 if at_home else 3)
        joins = one.sighting.family == "joining" and (near or _agrees(one, encounter))
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


def _shared(one: Draft, encounter: Encounter) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    used: set[str] = set()
    for party in one.parties:
        for other in encounter.parties.values():
            if other.actor.id not in used and of_one_side(party, other):
                pairs.append((party.actor.id, other.actor.id))
                used.add(other.actor.id)
                break
    return pairs


def _compatible(one: Draft, encounter: Encounter) -> bool:
    """Whether nothing speaks against a phrase and an encounter being the same meeting."""
    sighting = one.sighting
    if not _kinds_agree(sighting, encounter) and not _same_summit(one, encounter):
        return False
    if sighting.earlier and not encounter.lead.sighting.earlier:
        return False
    settled = not (sighting.open_status or encounter.open_status)
    if settled and sighting.status != encounter.status and not (sighting.anaphoric and sighting.status == "held"):
        if not (_goes_on(one, encounter) or _fell_through(one, encounter)):
            return False
    if sighting.specific != encounter.lead.sighting.specific and not sighting.anaphoric:
        return False
    mediums = {d.sighting.medium for d in encounter.drafts if not d.sighting.anaphoric} - {"unknown"}
    if not sighting.anaphoric and mediums and sighting.medium not in mediums | {"unknown"}:
        return False
    known = encounter.when
    if one.when.first and one.when.last and known.first and known.last:
        if one.when.first > known.last or known.first > one.when.last:
            return False
    place = encounter.place
    return not (one.place and place and one.place.country and place.country and one.place.country != place.country)


def _same_summit(one: Draft, encounter: Encounter) -> bool:
    """Whether a summit and talks have the same parties: "the Geneva summit", "they concluded two days of talks"."""
    if {one.sighting.kind, encounter.kind} - {"summit", "meeting", "negotiation"}:
        return False
    return len(_shared(one, encounter)) == len(one.parties) == len(encounter.parties)


def _goes_on(one: Draft, encounter: Encounter) -> bool:
    """ "Arrived in Spain on Monday for three days ... is due in Seville on Tuesday": one trip, part of it to come."""
    here, there = one.when, encounter.when
    if one.sighting.kind != "visit" or {one.sighting.status, encounter.status} != {"held", "planned"}:
        return False
    if here.first is None or here.last is None or there.first is None or there.last is None:
        return False
    return here.first <= there.last and there.first <= here.last


def _fell_through(one: Draft, encounter: Encounter) -> bool:
    """ "X's meeting with Y is off ... Y, who was due to see X on Tuesday": one meeting, which is off."""
    statuses = {one.sighting.status, encounter.status}
    if not statuses & OFF or not statuses <= OFF | {"planned", "refused"}:
        return False
    if not one.parties:  # "the meeting was put off"
        return one.sighting.anaphoric and one.sighting.status in OFF and encounter.status == "planned"
    return len(_shared(one, encounter)) == len(one.parties) == len(encounter.parties)


def _kinds_agree(sighting: Sighting, encounter: Encounter) -> bool:
    kind = encounter.kind
    if sighting.kind == kind or (sighting.kind in ENCOUNTERS and kind in ENCOUNTERS):
        return True
    if sighting.family == "joining":
        return kind != "visit"
    if "summit" in {sighting.kind, kind} and sighting.kind != kind and len(sighting.parties) >= 2:
        return False  # "at the G7 summit": where others met
    if sighting.anaphoric:
        return "visit" not in {sighting.kind, kind}
    return {sighting.kind, kind} <= {"meeting", "negotiation", "summit"} and len(sighting.parties) < 2
