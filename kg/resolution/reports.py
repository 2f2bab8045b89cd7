"""From the sightings of one article to its reports: one encounter, one report."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kg.knowledge import Knowledge
from kg.language import Analysis
from kg.model import Article, Kind, Medium, Participation, Place, Report, Scope, Sighting, Span, Status, When
from kg.resolution.actors import Cast
from kg.resolution.drafts import (
    Draft,
    Setting,
    draft,
    international,
    join_participations,
    same_side,
    with_host,
    without_doubles,
)
from kg.resolution.home import home_country
from kg.resolution.times import is_relative, resolve_relative

ENCOUNTERS: frozenset[Kind] = frozenset({"meeting", "negotiation"})
FRESH_SENTENCES = 4
"""A held meeting told this early in an article, with no word of time, is the day's news."""


@dataclass(slots=True)
class _Encounter:
    """The drafts of one encounter while an article is read."""

    drafts: list[Draft] = field(default_factory=list)
    parties: dict[str, Participation] = field(default_factory=dict)
    adopted: Status | None = None
    """The status of what else the article tells of the same party, where only a title without a verb tells this."""
    anchored: When | None = None
    """When it was, counted from another meeting of the article."""

    @property
    def lead(self) -> Draft:
        return self.drafts[0]

    @property
    def kind(self) -> Kind:
        kinds = [d.sighting.kind for d in self.drafts if not d.sighting.anaphoric] or [self.lead.sighting.kind]
        return kinds[0]

    @property
    def status(self) -> Status:
        """What the first phrase says that does say it; a title without a verb leaves it open."""
        told = next((d.sighting for d in self.drafts if not d.sighting.open_status), None)
        return told.status if told is not None else self.adopted or self.lead.sighting.status

    @property
    def open_status(self) -> bool:
        return all(d.sighting.open_status for d in self.drafts)

    @property
    def place(self) -> Place | None:
        """The finest place told, the first of those."""
        places = [d.place for d in self.drafts if d.place is not None]
        return next((p for p in places if p.kind != "country"), places[0] if places else None)

    @property
    def when(self) -> When:
        told = [d for d in self.drafts if d.when.first is not None and d.when.last is not None]
        direct = [d.when for d in told if not d.sighting.anaphoric]
        worded = next((d.when for d in self.drafts if d.when.expression and not d.sighting.anaphoric), self.lead.when)
        exact = min(direct or [d.when for d in told if _near_word(d.when)], key=_days, default=worded)
        return self.anchored or exact

    def add(self, one: Draft, *, with_parties: bool = True) -> None:
        self.drafts.append(one)
        if with_parties:
            for party in one.parties:
                known = self.parties.get(party.actor.id)
                self.parties[party.actor.id] = join_participations(known, party) if known else party


def _near_word(when: When) -> bool:
    """A word like "today" or "on Monday": also beside "the talks" it dates them; a date there may be another's."""
    return when.basis == "publication" and re.search(r"\d", when.expression or "") is None


def _days(when: When) -> int:
    return (when.last - when.first).days if when.first and when.last else 0


def reports(
    article: Article, analysis: Analysis, sightings: Sequence[Sequence[Sighting]], *, cast: Cast, knowledge: Knowledge
) -> tuple[Report, ...]:
    """Merge what the phrases of one article say into one report a meeting, in the order of the text."""
    setting = _setting(article, analysis, cast, knowledge)
    drafts = [
        draft(s, order=n, sentence=index, setting=setting)
        for n, (index, s) in enumerate((i, s) for i, found in enumerate(sightings) for s in found)
    ]
    encounters: list[_Encounter] = []
    for one in drafts:
        _place_draft(one, encounters)
    for encounter in encounters:
        encounter.adopted = _status_around(encounter, encounters)
        encounter.anchored = _from_other_meeting(encounter, encounters, article)
    titles = sum(1 for s in analysis.sentences if s.is_title)
    found = [_report(e, article, visit_around(e, encounters), fresh=titles + FRESH_SENTENCES) for e in encounters]
    return tuple(r for r in found if r is not None)


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
    )


def _place_draft(one: Draft, encounters: list[_Encounter]) -> None:
    """Add a draft to the encounter it tells of, or begin a new one."""
    pointing = one.again or len(one.parties) < 2 or one.sighting.family == "joining"
    candidates = [e for e in reversed(encounters) if _compatible(one, e)]
    exact = [e for e in candidates if len(_shared(one, e)) >= 2]
    if exact:
        best = max(exact, key=lambda e: (len(_shared(one, e)), e.kind == one.sighting.kind))
        best.add(one)
        return
    if pointing:
        related = [e for e in candidates if _points_to(one, e)]
        if related:
            main = 0 if one.parties else 1  # "the meeting" alone is the one the article is about
            latest = max(related, key=lambda e: (_agrees(one, e), main * len(e.drafts), e.drafts[-1].order))
            joining = one.sighting.family == "joining" or (
                one.sighting.kind in ENCOUNTERS and bool(_shared(one, latest))
            )
            latest.add(one, with_parties=joining)
            return
    if len(one.parties) >= 2 and one.sighting.family != "joining":
        encounter = _Encounter()
        encounter.add(one)
        encounters.append(encounter)


def _points_to(one: Draft, encounter: _Encounter) -> bool:
    """Whether a phrase like "the talks" can mean this encounter: a party in common, or none named."""
    if one.parties and not _shared(one, encounter):
        if encounter.kind == "visit":
            return False
        near = one.sentence - encounter.drafts[-1].sentence <= 3
        joins = one.sighting.family == "joining" and (near or _agrees(one, encounter))
        return joins or (one.sighting.anaphoric and _agrees(one, encounter))
    if one.sighting.kind == "visit" and encounter.kind != "visit":
        return False
    return one.sentence - encounter.drafts[-1].sentence <= 12


def _agrees(one: Draft, encounter: _Encounter) -> bool:
    """Whether both name the same place, or the same day in the same words."""
    placed = one.place is not None and encounter.place is not None and one.place.id == encounter.place.id
    return placed or (one.when.expression is not None and one.when.expression == encounter.when.expression)


def _shared(one: Draft, encounter: _Encounter) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    used: set[str] = set()
    for party in one.parties:
        for other in encounter.parties.values():
            if other.actor.id not in used and same_side(party.actor, other.actor):
                pairs.append((party.actor.id, other.actor.id))
                used.add(other.actor.id)
                break
    return pairs


def _compatible(one: Draft, encounter: _Encounter) -> bool:
    """Whether nothing speaks against a phrase and an encounter being the same meeting."""
    sighting = one.sighting
    if not _kinds_agree(sighting, encounter):
        return False
    settled = not (sighting.open_status or encounter.open_status)
    if settled and sighting.status != encounter.status and not (sighting.anaphoric and sighting.status == "held"):
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


def _kinds_agree(sighting: Sighting, encounter: _Encounter) -> bool:
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


def _status_around(encounter: _Encounter, encounters: Sequence[_Encounter]) -> Status | None:
    """What the article says of the other meetings of a party, when a bare title tells of this one."""
    if not encounter.open_status:
        return None
    others = [e for e in encounters if not e.open_status and set(e.parties) & set(encounter.parties)]
    fresh = [e.status for e in others if not e.lead.sighting.background]
    return "planned" if fresh and all(s == "planned" for s in fresh) else None


def _from_other_meeting(encounter: _Encounter, encounters: Sequence[_Encounter], article: Article) -> When | None:
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


def _told_of_the_other(encounter: _Encounter, words: str, article: Article) -> bool:
    """Whether the words date the other meeting from this one: "the talks came a week after a trip, where he met"."""
    sighting = next(
        (d.sighting for d in encounter.drafts if any(t.span.quote == words for t in d.sighting.times)), None
    )
    if sighting is None or not re.search(r"\b(?:after|behind|following)\b", words):
        return False
    end = next(t.span.end for t in sighting.times if t.span.quote == words)
    between = article.field(sighting.trigger.field)[end : sighting.trigger.start]
    return re.search(r"\b(?:where|in which|during which|when)\b", between) is not None


def visit_around(encounter: _Encounter, encounters: Sequence[_Encounter]) -> _Encounter | None:
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


def _report(encounter: _Encounter, article: Article, visit: _Encounter | None, *, fresh: int) -> Report | None:
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
    scope: Scope = "international" if international(parties) else "domestic"
    return Report(
        id=_report_id(article, evidence[0], lead.sighting.trigger, parties),
        document=article.id,
        kind=encounter.kind,
        medium=medium,
        status=encounter.status,
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


def _only_referred_to(encounter: _Encounter, when: When) -> bool:
    """A summit that is only an occasion in the text ("since the NATO Summit"), with no day of its own."""
    return encounter.kind == "summit" and when.first is None and all(d.sighting.background for d in encounter.drafts)


def _as_news(encounter: _Encounter, article: Article, fresh: int) -> When | None:
    """The day's news: told early, by a verb or in the title, with no word of time."""
    if article.published is None or not any(
        d.sentence < fresh and not d.sighting.anaphoric and not d.sighting.background for d in encounter.drafts
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
