"""From the sightings of one article to its reports: one encounter, one report."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace

from kg.knowledge import Knowledge
from kg.language import Analysis
from kg.model import Article, Medium, Participation, Place, PlacePhrase, Report, Scope, Sighting, Span, Status, When
from kg.resolution.actors import Cast
from kg.resolution.drafts import Setting, draft, with_host, without_doubles
from kg.resolution.encounters import Encounter
from kg.resolution.gathering import encounters_of
from kg.resolution.home import home_country
from kg.resolution.places import resolve_place
from kg.resolution.scope import international
from kg.resolution.times import is_relative, resolve_relative

FRESH_SENTENCES = 4
"""A held meeting told this early in an article, with no word of time, is the day's news."""


def reports(
    article: Article, analysis: Analysis, sightings: Sequence[Sequence[Sighting]], *, cast: Cast, knowledge: Knowledge
) -> tuple[Report, ...]:
    """Merge what the phrases of one article say into one report a meeting, in the order of the text."""
    setting = _setting(article, analysis, cast, knowledge)
    drafts = [
        draft(s, order=n, sentence=index, setting=setting)
        for n, (index, s) in enumerate((i, s) for i, found in enumerate(sightings) for s in found)
    ]
    encounters = encounters_of(drafts)
    for encounter in encounters:
        encounter.adopted = _status_around(encounter, encounters)
        encounter.anchored = _from_other_meeting(encounter, encounters, article)
    titles = sum(1 for s in analysis.sentences if s.is_title)
    around = [visit_around(e, encounters) for e in encounters]
    found = [
        _report(e, setting, visit, fresh=titles + FRESH_SENTENCES) for e, visit in zip(encounters, around, strict=True)
    ]
    made = {id(e): r.id for e, r in zip(encounters, found, strict=True) if r is not None and countable(r)}
    return tuple(
        replace(r, part_of=made.get(id(visit))) if visit is not None else r
        for r, visit in zip(found, around, strict=True)
        if r is not None
    )


def _setting(article: Article, analysis: Analysis, cast: Cast, knowledge: Knowledge) -> Setting:
    mentions = [m.mention for m in analysis.mentions]
    return Setting(
        article=article,
        cast=cast,
        knowledge=knowledge,
        credible=frozenset(m.actor.id for mention in mentions if not mention.doubtful for m in cast.matches(mention)),
        countries=frozenset(m.country for m in mentions if m.country),
        people=tuple(m for m in mentions if m.kind == "person"),
        home=home_country(article),
        here=_here(analysis, knowledge),
    )


def _here(analysis: Analysis, knowledge: Knowledge) -> Place | None:
    if analysis.dateline is None:
        return None
    return resolve_place([PlacePhrase(span=analysis.dateline)], countries=(), knowledge=knowledge)


def _status_around(encounter: Encounter, encounters: Sequence[Encounter]) -> Status | None:
    """What the article says of the other meetings of a party, when a bare title tells of this one."""
    if not encounter.open_status:
        return None
    others = [e for e in encounters if not e.open_status and set(e.parties) & set(encounter.parties)]
    fresh = [e.status for e in others if not e.lead.sighting.background]
    return "planned" if fresh and all(s == "planned" for s in fresh) else None


def _from_other_meeting(encounter: Encounter, encounters: Sequence[Encounter], article: Article) -> When | None:
    """ "About a week after the meetings in Paris": counted from the meeting told beside it, else from the first."""
    said = encounter.when
    if said.first is not None or said.expression is None or not is_relative(said.expression):
        return None
    beside = {d.sentence for d in encounter.drafts}
    others = [e for e in encounters if e is not encounter and e.when.first is not None and e.kind != "visit"]
    others.sort(key=lambda e: not any(d.sentence in beside for d in e.drafts))
    if not others:
        return None
    anchor = others[0].when
    words = said.expression
    # "the meetings came a week after a trip" dates the trip from the meetings: a week before
    if _told_of_the_other(encounter, words, article):
        words = re.sub(r"\b(?:after|behind|following)\b", "before", words)
    found = resolve_relative(words, anchor=anchor)
    return replace(found, expression=said.expression) if found.first is not None else None


def _told_of_the_other(encounter: Encounter, words: str, article: Article) -> bool:
    """Whether the words date the other meeting from this one: "the talks came a week after a trip, where he met"."""
    sighting = next(
        (d.sighting for d in encounter.drafts if any(t.span.quote == words for t in d.sighting.times)), None
    )
    if sighting is None or not re.search(r"\b(?:after|behind|following)\b", words):
        return False
    end = next(t.span.end for t in sighting.times if t.span.quote == words)
    between = article.field(sighting.trigger.field)[end : sighting.trigger.start]
    return re.search(r"\b(?:where|in which|during which|when)\b", between) is not None


def visit_around(encounter: Encounter, encounters: Sequence[Encounter]) -> Encounter | None:
    """The trip a meeting is part of: told in the same breath, its visitor taking part."""
    if encounter.kind in {"visit", "call"}:
        return None
    for other in encounters:
        if other.kind != "visit" or other.status != encounter.status:
            continue
        visitors = {p.actor.id for p in other.parties.values() if p.role == "visitor"}
        near = any(0 <= d.sentence - v.sentence <= 2 for d in encounter.drafts for v in other.drafts)
        if near and visitors & set(encounter.parties):
            return other
    return None


def _report(encounter: Encounter, setting: Setting, visit: Encounter | None, *, fresh: int) -> Report | None:
    article = setting.article
    parties = without_doubles(list(encounter.parties.values()))
    if len(parties) < 2:
        return None
    lead = encounter.lead
    when = encounter.when
    if when.first is None and when.expression is None and visit is not None:
        when = visit.when
    if when.first is None and when.expression is None and encounter.status == "held":
        when = _as_news(encounter, article, fresh) or when
    medium: Medium = next((d.sighting.medium for d in encounter.drafts if d.sighting.medium != "unknown"), "unknown")
    place = encounter.place or (visit.place if visit else None) if medium not in {"phone", "video"} else None
    evidence = tuple(dict.fromkeys(d.sighting.sentence for d in encounter.drafts))
    telling = [d for d in encounter.drafts if not d.sighting.anaphoric]  # "the talks": often another's words on them
    parties = with_host(parties, place)
    abroad = international(parties, on=when.first or article.published, knowledge=setting.knowledge)
    scope: Scope = "international" if abroad else "domestic"
    return Report(
        id=_report_id(article, evidence[0], lead.sighting.trigger, parties),
        document=article.id,
        kind=encounter.kind,
        medium=medium,
        status="planned" if _still_to_come(encounter, when, article) else encounter.status,
        participants=tuple(parties),
        place=place,
        when=when,
        scope=scope,
        specific=any(d.sighting.specific for d in encounter.drafts) and not _only_referred_to(encounter, when),
        topic=next((d.sighting.topic for d in encounter.drafts if d.sighting.topic), None),
        initiator=next((d.initiator for d in encounter.drafts if d.initiator), None),
        attributed_to=next((d.sighting.attributed_to for d in telling if d.sighting.attributed_to), None),
        confidence=round(max(d.sighting.confidence for d in encounter.drafts), 3),
        evidence=evidence,
    )


def _still_to_come(encounter: Encounter, when: When, article: Article) -> bool:
    """ "Is travelling to Riga April 3-5", said on April 2: what is told in the present has not begun."""
    day = article.published
    return encounter.status == "held" and day is not None and when.first is not None and when.first > day


def _only_referred_to(encounter: Encounter, when: When) -> bool:
    """A summit that is only an occasion in the text ("since the NATO Summit"), with no day of its own."""
    return encounter.kind == "summit" and when.first is None and all(d.sighting.background for d in encounter.drafts)


def _as_news(encounter: Encounter, article: Article, fresh: int) -> When | None:
    """The day's news: told early, by a verb or in the title, with no word of time."""
    if article.published is None or not any(
        d.sentence < fresh and not (d.sighting.anaphoric or d.sighting.background or d.sighting.earlier)
        for d in encounter.drafts
    ):
        return None
    return When(first=article.published - dt.timedelta(days=1), last=article.published, basis="news", approximate=True)


def _report_id(article: Article, evidence: Span, trigger: Span, parties: Sequence[Participation]) -> str:
    key = "\x1f".join([article.id, evidence.field, str(trigger.start), *sorted(p.actor.id for p in parties)])
    return "r" + hashlib.sha256(key.encode()).hexdigest()[:16]


def countable(report: Report) -> bool:
    """Whether a report is of a definite meeting between sides of different states."""
    return report.specific and report.scope == "international"


__all__ = ["countable", "reports"]
