"""What several reports of one encounter say together; where they differ, the best supported first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from kg.model import Article, Meeting, Participation, Report, Status, StatusClaim, When

Value = TypeVar("Value")


def merge(reports: Sequence[Report], articles: Mapping[str, Article], *, meeting_id: str) -> Meeting:
    """One meeting of its reports; ``reports`` in any order."""
    ordered = sorted(reports, key=lambda r: (_published(r, articles), r.id))
    history = tuple(_claim(r, articles) for r in ordered)
    times = _ranked([r.when for r in ordered if r.when.first is not None], key=lambda w: (str(w.first), str(w.last)))
    times = sorted(times, key=_vagueness)  # stable: the best supported of the most exact
    places = _ranked([r.place for r in ordered if r.place is not None], key=lambda p: (p.id, p.venue or ""))
    places = sorted(places, key=lambda p: p.kind == "country")
    parties = _participants(ordered)
    return Meeting(
        id=meeting_id,
        kind=_first_ranked(r.kind for r in ordered),
        medium=_first_ranked([r.medium for r in ordered if r.medium != "unknown"] or ["unknown"]),
        status=_status(ordered),
        participants=parties,
        place=places[0] if places else None,
        when=times[0] if times else ordered[0].when,
        scope="international" if any(r.scope == "international" for r in ordered) else "domestic",
        topic=next((r.topic for r in ordered if r.topic), None),
        initiator=next((r.initiator for r in ordered if r.initiator), None),
        reports=tuple(sorted(r.id for r in ordered)),
        sources=tuple(sorted({_source(r, articles) for r in ordered} - {""})),
        history=history,
        other_places=tuple(p for p in places[1:] if p.name != places[0].name),
        other_times=tuple(times[1:]),
        confidence=_confidence(ordered),
    )


def _published(report: Report, articles: Mapping[str, Article]) -> str:
    article = articles.get(report.document)
    return str(article.published) if article and article.published else "9999"


def _source(report: Report, articles: Mapping[str, Article]) -> str:
    article = articles.get(report.document)
    return (article.source or "") if article else ""


def _claim(report: Report, articles: Mapping[str, Article]) -> StatusClaim:
    article = articles.get(report.document)
    return StatusClaim(
        status=report.status,
        report=report.id,
        document=report.document,
        source=article.source if article else None,
        published=article.published if article else None,
        attributed_to=report.attributed_to,
    )


def _status(ordered: Sequence[Report]) -> Status:
    """The latest word: of the reports published last; of several on one day the one most articles give."""
    ranks: tuple[Status, ...] = ("held", "cancelled", "refused", "postponed", "planned", "proposed")
    said = Counter(r.status for r in ordered)
    if "held" in said:
        return "held"
    return min(said, key=lambda s: (-said[s], ranks.index(s)))


def _vagueness(when: When) -> tuple[bool, int]:
    assert when.first is not None and when.last is not None
    return when.basis == "news", (when.last - when.first).days


def _participants(ordered: Sequence[Report]) -> tuple[Participation, ...]:
    """Everybody any report names, most often named first; a state only where none of its people is there."""
    found: dict[str, list[Participation]] = {}
    for report in ordered:
        for party in report.participants:
            found.setdefault(party.actor.id, []).append(party)
    people = {p.country for parties in found.values() for p in parties if p.actor.kind == "person" and p.country}
    kept = [
        parties
        for parties in found.values()
        if not (parties[0].actor.kind in {"state", "group"} and parties[0].country in people)
    ]
    kept.sort(key=lambda parties: (-len(parties), parties[0].actor.id))
    return tuple(_joined(parties) for parties in kept)


def _joined(parties: Sequence[Participation]) -> Participation:
    roles = [p.role for p in parties if p.role != "participant"]
    return replace(
        parties[0],
        role=_first_ranked(roles) if roles else "participant",
        post=next((p.post for p in parties if p.post), None),
        country=next((p.country for p in parties if p.country), None),
        forms=tuple(sorted({f for p in parties for f in p.forms})),
        optional=all(p.optional for p in parties),
        confidence=max(p.confidence for p in parties),
    )


def _confidence(ordered: Sequence[Report]) -> float:
    """Independent reports support each other: one minus the chance that all are wrong."""
    doubt = 1.0
    for article_confidence in sorted({r.document: r.confidence for r in ordered}.values()):
        doubt *= 1 - article_confidence
    return round(min(1 - doubt, 0.999), 3)


def _first_ranked(values: Iterable[Value]) -> Value:
    """The value given most often, of equals the one given first."""
    counts = Counter(values)
    return max(counts, key=lambda v: counts[v])


def _ranked(values: Sequence[Value], *, key: Callable[[Value], Hashable]) -> list[Value]:
    """Each different value once, the one given most often first."""
    counts = Counter(key(v) for v in values)
    unique = {key(v): v for v in reversed(values)}
    order = {key(v): n for n, v in reversed(list(enumerate(values)))}
    return sorted(unique.values(), key=lambda v: (-counts[key(v)], order[key(v)]))
