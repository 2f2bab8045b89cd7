"""Whether nothing speaks against a phrase telling of an encounter: its kind, standing, medium, days and place."""

from __future__ import annotations

from kg.model import Kind, Sighting
from kg.resolution.drafts import Draft
from kg.resolution.encounters import OFF, Encounter, arrived_for
from kg.resolution.rank import of_one_side
from kg.resolution.wording import (
    is_during,
    is_headline,
    is_in_passing,
    is_intended,
    is_occasion_of_words,
    is_of_the_moment,
    medium_is_open,
    once_more,
    said_before,
    same_medium,
    was_to_be,
)

HEADLINE_REACH = 4
"""Sentences behind a headline in which the text says in what standing its news is, and how they met."""
ENCOUNTERS: frozenset[Kind] = frozenset({"meeting", "negotiation"})


def shared(one: Draft, encounter: Encounter) -> list[tuple[str, str]]:
    """The parties of the phrase with those of the encounter that stand for the same side, by their actors' ids."""
    pairs: list[tuple[str, str]] = []
    used: set[str] = set()
    for party in one.parties:
        for other in encounter.parties.values():
            if other.actor.id not in used and of_one_side(party, other):
                pairs.append((party.actor.id, other.actor.id))
                used.add(other.actor.id)
                break
    return pairs


def compatible(one: Draft, encounter: Encounter) -> bool:
    """Whether nothing speaks against a phrase and an encounter being the same meeting."""
    sighting = one.sighting
    if not (_kinds_agree(sighting, encounter) or _same_summit(one, encounter) or _held_alike(one, encounter)):
        return False
    if sighting.earlier and not encounter.lead.sighting.earlier and not _the_same_once_more(one, encounter):
        return False
    settled = not (sighting.open_status or encounter.open_status)
    said_again = sighting.anaphoric and sighting.status == "held" and not _is_past(one)
    if settled and sighting.status != encounter.status and not said_again:
        came_about = _goes_on(one, encounter) or _came_true(one, encounter) or _during_it(one, encounter)
        if not (came_about or _fell_through(one, encounter) or _by_its_form(one, encounter)):
            return False
    if sighting.specific != encounter.lead.sighting.specific and not sighting.anaphoric:
        return False
    direct = [d.sighting for d in encounter.drafts if not d.sighting.anaphoric]
    if not sighting.anaphoric and direct and not any(same_medium(sighting, s) for s in direct):
        return False
    by_form = any(medium_is_open(s) for s in (sighting, encounter.lead.sighting))
    if by_form and "unknown" not in {sighting.medium, encounter.medium} and sighting.medium != encounter.medium:
        if one.ids != frozenset(encounter.parties) or one.sentence - encounter.drafts[-1].sentence > HEADLINE_REACH:
            return False
    if _other_days(one, encounter) and not _came_true(one, encounter):
        return False
    place = encounter.place
    return not (one.place and place and one.place.country and place.country and one.place.country != place.country)


def _is_past(one: Draft) -> bool:
    """ "At their first meeting in Singapore in June, X and Y signed": dated, with parties of its own."""
    return len(one.parties) > 1 and one.when.first is not None and one.place is not None


def _the_same_once_more(one: Draft, encounter: Encounter) -> bool:
    """ "They last met in Busan in November": of the meeting there and then that the article has told already."""
    here, there = one.when, encounter.when
    known = here.first is not None and there.first is not None and one.place is not None
    return known and here.first == there.first and one.place == encounter.place


def _other_days(one: Draft, encounter: Encounter) -> bool:
    """Whether their days exclude each other; whom one came to see may be seen later than on the day one came."""
    said, known = one.when, encounter.when
    if is_occasion_of_words(encounter.lead.sighting) and said.first is not None and not one.sighting.anaphoric:
        return not is_of_the_moment(one.sighting)  # "we met a month ago", in remarks before a meeting
    if not (said.first and said.last and known.first and known.last) or _arrived_before(one, encounter):
        return False
    if all(is_headline(d.sighting) for d in encounter.drafts) and said.expression == known.expression:
        return False  # "meet on Wednesday", says the headline; "will meet on Wednesday", the text
    if said.first > known.last:
        return not all(is_intended(d.sighting) for d in encounter.drafts)
    return known.first > said.last and not is_intended(one.sighting)


def _arrived_before(one: Draft, encounter: Encounter) -> bool:
    """ "X is visiting Rome on Monday ... X arrived on Sunday": one visit, told of its first day and of another."""
    if not one.sighting.kind == encounter.kind == "visit" or one.ids != frozenset(encounter.parties):
        return False
    return any(arrived_for(a, b.when) or arrived_for(b, a.when) for a in (one,) for b in encounter.drafts)


def _by_its_form(one: Draft, encounter: Encounter) -> bool:
    """Whether one of them tells the meeting as held by its form alone, and the other as planned in so many words.

    "Xi Jinping visits Serbia" as a headline over "will visit on Monday"; "arrived for talks with X ... will meet X".
    What is planned and what is proposed of the same people, with no other day, is one meeting too.
    """
    sighting = one.sighting
    if len(shared(one, encounter)) < 2 or len(one.parties) != len(encounter.parties) or once_more(sighting):
        return False
    statuses = {sighting.status, encounter.status}
    if is_occasion_of_words(encounter.lead.sighting) and statuses in ({"held", "planned"}, {"held", "proposed"}):
        return one.ids == frozenset(encounter.parties) and is_of_the_moment(sighting)
    if statuses == {"planned", "proposed"}:
        return one.when.first is None or one.when == encounter.when
    if statuses - {"held"} not in ({"planned"}, {"proposed"}) or len(statuses) != 2:
        return False
    if sighting.status == "held" and is_in_passing(sighting):
        return True
    if sighting.anaphoric:
        return False
    told = [d for d in encounter.drafts if not d.sighting.open_status]
    close = one.sentence - encounter.lead.sentence <= HEADLINE_REACH
    if sighting.status == "held":
        return close and all(is_headline(d.sighting) and not d.sighting.times for d in told)
    return all(is_in_passing(d.sighting) or (close and _same_headline(d, one)) for d in told)


def _same_headline(headline: Draft, one: Draft) -> bool:
    undated = not headline.sighting.times or headline.when.expression == one.when.expression
    return undated and is_headline(headline.sighting)


def _same_summit(one: Draft, encounter: Encounter) -> bool:
    """Whether a summit and talks have the same parties: "the Geneva summit", "they concluded two days of talks"."""
    if {one.sighting.kind, encounter.kind} - {"summit", "meeting", "negotiation"}:
        return False
    common = len(shared(one, encounter))
    if common == len(one.parties) == len(encounter.parties):
        return True
    here, there = ({p.country or p.actor.id for p in parties} for parties in (one.parties, encounter.parties.values()))
    return here == there and common == min(len(one.parties), len(encounter.parties)) >= 2  # "the EU-China summit"


def _goes_on(one: Draft, encounter: Encounter) -> bool:
    """ "Arrived in Spain on Monday for three days ... is due in Seville on Tuesday": one trip, part of it to come."""
    here, there = one.when, encounter.when
    if one.sighting.kind != "visit" or {one.sighting.status, encounter.status} != {"held", "planned"}:
        return False
    if here.first is None or here.last is None or there.first is None or there.last is None:
        return False
    return here.first <= there.last and there.first <= here.last


def _came_true(one: Draft, encounter: Encounter) -> bool:
    """ "The ministry said he would meet X on Friday ... he met X in Antalya on Friday": what was to be, and was."""
    if {one.sighting.status, encounter.status} != {"held", "planned"} or once_more(one.sighting):
        return False
    if len(shared(one, encounter)) < 2 or len(one.parties) != len(encounter.parties):
        return False
    told = [d for d in (one, encounter.lead) if d.sighting.status == "held"]
    if any(is_in_passing(d.sighting) or d.sighting.headline or d.sighting.anaphoric for d in told):
        return False
    plan = one if one.sighting.status == "planned" else encounter.lead
    here, there = one.when, encounter.lead.when
    if here.expression is None or there.expression is None:
        return said_before(plan.sighting)
    return here.expression == there.expression or (here.first, here.last) == (there.first, there.last) != (None, None)


def _during_it(one: Draft, encounter: Encounter) -> bool:
    """ "Arrived for a three-day visit ... During his visit he will be received by X": the visit that has begun."""
    same = one.sighting.kind == encounter.kind == "visit" and one.ids == frozenset(encounter.parties)
    return same and encounter.status == "held" and one.when.first is None and is_during(one.sighting)


def _fell_through(one: Draft, encounter: Encounter) -> bool:
    """ "X's meeting with Y is off ... Y, who was due to see X on Tuesday": one meeting, which is off."""
    statuses = {one.sighting.status, encounter.status}
    if not statuses & OFF or not statuses <= OFF | {"planned", "refused"}:
        return False
    if not one.parties:  # "the meeting was put off"
        as_planned = one.sighting.status == "planned" and was_to_be(one.sighting)  # "it was due to be held in Lome"
        off = one.sighting.status in OFF and encounter.status == "planned"
        return one.sighting.anaphoric and (off or (as_planned and encounter.status in OFF))
    return len(shared(one, encounter)) == len(one.parties) == len(encounter.parties)


def _held_alike(one: Draft, encounter: Encounter) -> bool:
    """ "Met by video link ... the video call": of a meeting and a call, both by video, or how is left open."""
    sighting = one.sighting
    named = not sighting.anaphoric and not one.plurals and len(shared(one, encounter)) == len(one.parties)
    if not named or not {sighting.kind, encounter.kind} <= ENCOUNTERS | {"call"}:
        return False
    alike = sighting.medium in {"phone", "video"} and sighting.medium in {d.sighting.medium for d in encounter.drafts}
    return alike or any(medium_is_open(s) for s in (sighting, encounter.lead.sighting))


def _kinds_agree(sighting: Sighting, encounter: Encounter) -> bool:
    kind = encounter.kind
    if sighting.kind == kind or (sighting.kind in ENCOUNTERS and kind in ENCOUNTERS):
        return True
    if sighting.family == "joining":
        return kind != "visit"
    if "summit" in {sighting.kind, kind} and sighting.kind != kind and len(sighting.parties) >= 2:
        return False  # "at the G7 summit": where others met
    if sighting.kind == "summit" and sighting.trigger.field == "text" and sighting.trigger.quote[0].isupper():
        return False  # "discussed plans for the Hague Summit": one with a name of its own
    if sighting.anaphoric:
        return "visit" not in {sighting.kind, kind}
    return {sighting.kind, kind} <= {"meeting", "negotiation", "summit"} and len(sighting.parties) < 2
