"""From the sightings of one article to its reports: one encounter, one report."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace

from kg.knowledge import Knowledge
from kg.language import Analysis
from kg.model import Article, Participation, Place, Report, Scope, Sighting, Span, Status, When
from kg.resolution.actors import Cast
from kg.resolution.confidence import Told, confidence
from kg.resolution.drafts import Draft, draft
from kg.resolution.encounters import Encounter
from kg.resolution.gathering import encounters_of
from kg.resolution.home import home_country, namesakes_at_home, publisher_country
from kg.resolution.own_place import own_place
from kg.resolution.place_around import FRESH_SENTENCES, place_of, place_of_visit
from kg.resolution.representation import with_host, with_hosts_country, without_doubles, without_seats
from kg.resolution.scope import international
from kg.resolution.setting import Setting
from kg.resolution.succession import day_of_the_last, place_told_before
from kg.resolution.trips import Trip, called_off_with, only_to_talks, trips_around, trips_of
from kg.resolution.when_around import from_other_meeting, when_of, when_of_visit


def told_reports(
    article: Article,
    analysis: Analysis,
    sightings: Sequence[Sequence[Sighting]],
    *,
    cast: Cast,
    knowledge: Knowledge,
    gather: Callable[[Sequence[Draft]], list[Encounter]] = encounters_of,
) -> tuple[Told, ...]:
    """Merge what the phrases of one article say into one report a meeting, in the order of the text.

    ``gather`` decides which phrases tell of one encounter.
    """
    setting = _setting(article, analysis, cast, knowledge)
    drafts = _drafts(sightings, setting)
    encounters = gather(drafts)
    for encounter in encounters:
        encounter.adopted = _status_around(encounter, encounters)
        encounter.anchored = from_other_meeting(encounter, encounters, article)
        encounter.anchored = encounter.anchored or day_of_the_last(encounter, encounters)
    titles = sum(1 for s in analysis.sentences if s.is_title)
    trips = trips_of(drafts, encounters)
    for encounter in encounters:
        encounter.called_off = called_off_with(encounter, trips)
    around = [trips_around(e, trips, titles=titles) for e in encounters]
    settled = _settled(encounters, around, drafts, setting, fresh=titles + FRESH_SENTENCES)
    found = [
        None if only_to_talks(e, place, when, settled) else _report(e, when, place, setting)
        for e, place, when in settled
    ]
    made = {id(e): r.id for e, r in zip(encounters, found, strict=True) if r is not None and countable(r)}
    return tuple(
        _weighed(
            Told(
                encounter=e,
                report=replace(r, part_of=made.get(id(near[0].whole))) if near else r,
                alone=set(made) <= {id(e)},
                body_silent=all(d.sighting.trigger.field == "title" for d in drafts),
            )
        )
        for e, r, near in zip(encounters, found, around, strict=True)
        if r is not None
    )


def _drafts(sightings: Sequence[Sequence[Sighting]], setting: Setting) -> list[Draft]:
    told = [(index, sighting) for index, found in enumerate(sightings) for sighting in found]
    return [draft(s, order=n, sentence=index, setting=setting) for n, (index, s) in enumerate(told)]


def _settled(
    encounters: Sequence[Encounter], around: Sequence[list[Trip]], drafts: list[Draft], setting: Setting, *, fresh: int
) -> list[tuple[Encounter, Place | None, When]]:
    """Each encounter with where and when it was, by its own words, by the trips it is part of or that are its parts,
    and by what the rest of the article says; ``around``: the trips of each."""
    settled = []
    for e, near in zip(encounters, around, strict=True):
        inside = [other for other, its in zip(encounters, around, strict=True) if its and its[0].whole is e]
        if e.kind == "visit":
            place, when = place_of_visit(e, inside), when_of_visit(e, inside, setting.article, fresh=fresh)
        else:
            place = place_of(e, near, setting, fresh=fresh) or place_told_before(e, encounters, drafts)
            when = when_of(e, near, setting.article, fresh=fresh)
        settled.append((e, place, when))
    return settled


def _weighed(told: Told) -> Told:
    return replace(told, report=replace(told.report, confidence=confidence(told)))


def _setting(article: Article, analysis: Analysis, cast: Cast, knowledge: Knowledge) -> Setting:
    mentions = [m.mention for m in analysis.mentions]
    own = own_place(article, analysis.dateline, knowledge)
    return Setting(
        article=article,
        cast=cast,
        knowledge=knowledge,
        credible=frozenset(m.actor.id for mention in mentions if not mention.doubtful for m in cast.matches(mention)),
        countries=frozenset(m.country for m in mentions if m.country),
        named=frozenset(m.mention.country for m in analysis.mentions if m.mention.country and not m.metonym),
        people=tuple(m for m in mentions if m.kind == "person"),
        home=home_country(article),
        namesakes_at_home=namesakes_at_home(mentions, home_country(article), knowledge),
        here=own.place,
        spoken_here=own.spoken,
        publisher=publisher_country(article),
    )


def _status_around(encounter: Encounter, encounters: Sequence[Encounter]) -> Status | None:
    """What the article says of the other meetings of a party, when a bare title tells of this one."""
    if not encounter.open_status:
        return None
    others = [e for e in encounters if not e.open_status and set(e.parties) & set(encounter.parties)]
    fresh = [e.status for e in others if not e.lead.sighting.background]
    return "planned" if fresh and all(s == "planned" for s in fresh) else None


def _report(encounter: Encounter, when: When, place: Place | None, setting: Setting) -> Report | None:
    article = setting.article
    parties = without_doubles(list(encounter.parties.values()))
    if len(parties) < 2:
        return None
    lead = encounter.lead
    if encounter.kind not in {"visit", "summit"}:
        parties = without_seats(parties, place)
    medium = encounter.medium
    place = place if medium not in {"phone", "video"} else None
    evidence = tuple(dict.fromkeys(d.sighting.sentence for d in encounter.drafts))
    telling = [d for d in encounter.drafts if not d.sighting.anaphoric]  # "the talks": often another's words on them
    parties = with_host(with_hosts_country(parties, place, setting.knowledge), place)
    abroad = international(parties, on=when.first or article.published, knowledge=setting.knowledge)
    scope: Scope = "international" if abroad else "domestic"
    return Report(
        id=_report_id(article, evidence[0], lead.sighting.trigger, parties),
        document=article.id,
        kind="call" if encounter.kind == "meeting" and medium in {"phone", "video"} else encounter.kind,
        medium=medium,
        status="planned" if _still_to_come(encounter, when, article) else encounter.status,
        participants=tuple(parties),
        place=place,
        when=when,
        scope=scope,
        specific=any(d.sighting.specific for d in encounter.drafts)
        and not _only_referred_to(encounter, when)
        and not (_with_anybody(parties) and when.first is None and place is None),
        topic=next((d.sighting.topic for d in encounter.drafts if d.sighting.topic), None),
        initiator=next((d.initiator for d in encounter.drafts if d.initiator), None),
        attributed_to=next((d.sighting.attributed_to for d in telling if d.sighting.attributed_to), None),
        evidence=evidence,
    )


def _still_to_come(encounter: Encounter, when: When, article: Article) -> bool:
    """ "Is travelling to Riga April 3-5", said on April 2: what is told in the present has not begun."""
    day = article.published
    return encounter.status == "held" and day is not None and when.first is not None and when.first > day


def _only_referred_to(encounter: Encounter, when: When) -> bool:
    """A summit that is only an occasion in the text ("since the NATO Summit"), with no day of its own."""
    return encounter.kind == "summit" and when.first is None and all(d.sighting.background for d in encounter.drafts)


def _with_anybody(parties: Sequence[Participation]) -> bool:
    """ "Has talked to a hundred world leaders": with no place and no day either, that is no one meeting."""
    unnamed = [p for p in parties if p.actor.kind == "group" and p.country is None]
    return any(ANYBODY & set(p.actor.label.lower().split()) for p in unnamed) and len(parties) - len(unnamed) < 2


ANYBODY = frozenset({"world", "foreign", "global", "international", "regional", "other", "partners", "counterparts"})


def _report_id(article: Article, evidence: Span, trigger: Span, parties: Sequence[Participation]) -> str:
    key = "\x1f".join([article.id, evidence.field, str(trigger.start), *sorted(p.actor.id for p in parties)])
    return "r" + hashlib.sha256(key.encode()).hexdigest()[:16]


def countable(report: Report) -> bool:
    """Whether a report is of a definite meeting between sides of different states."""
    return report.specific and report.scope == "international"


__all__ = ["countable", "told_reports"]
