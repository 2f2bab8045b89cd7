"""What several reports of one encounter say together; where they differ, the best supported first.

Support is counted in tellings: articles that are copies of one text are one telling.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from kg.linking.copies import witnesses
from kg.linking.press import Press
from kg.linking.views import REMOTE, medium_told, name_of, same_person, welcomes
from kg.model import (
    Account,
    Fact,
    Kind,
    Link,
    Medium,
    Meeting,
    Participation,
    Place,
    Report,
    Status,
    StatusClaim,
    When,
)

Value = TypeVar("Value")
Witnesses = Mapping[str, str]
"""Article ids with the first article of the same text."""
RANKS: tuple[Status, ...] = ("held", "refused", "cancelled", "postponed", "planned", "proposed")
"""Of statuses that are equally well supported the first one counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Generic[Value]):
    """What some of the reports give for a fact, and how many texts of their own these are."""

    value: Value
    reports: tuple[Report, ...]
    tellings: int


def merge(reports: Sequence[Report], press: Press, *, meeting_id: str, links: tuple[Link, ...] = ()) -> Meeting:
    """One meeting of its reports; ``reports`` in any order."""
    ordered = sorted(reports, key=lambda r: (press.age(r), r.id))
    witness = witnesses(ordered, press) if len(ordered) > 1 else {ordered[0].document: ""}
    times, places = _times(ordered, witness), _places(ordered, witness)
    parties = _parties(ordered, witness)
    medium = _medium(ordered, witness)
    return Meeting(
        id=meeting_id,
        kind=_kind(ordered, witness, medium),
        medium=medium,
        status=_status(ordered, witness, press),
        participants=tuple(each.value for each in parties),
        place=places[0].value if places else None,
        when=times[0].value if times else ordered[0].when,
        scope="international" if any(r.scope == "international" for r in ordered) else "domestic",
        topic=next((r.topic for r in ordered if r.topic), None),
        initiator=next((r.initiator for r in ordered if r.initiator), None),
        reports=tuple(sorted(r.id for r in ordered)),
        sources=_sources(ordered, press),
        history=tuple(_claim(r, press) for r in ordered),
        other_places=tuple(each.value for each in places[1:] if each.value.name != places[0].value.name),
        other_times=tuple(each.value for each in times[1:]),
        accounts=(
            *_accounts("time", times, lambda when: f"{when.first}/{when.last}", press),
            *_accounts("place", places, lambda place: place.id, press),
            *_accounts("participant", _disputed(parties, len(ordered)), lambda party: party.actor.id, press),
        ),
        links=links,
        copies=_copies(witness),
        confidence=_confidence(ordered, witness),
    )


def _sources(reports: Sequence[Report], press: Press) -> tuple[str, ...]:
    return tuple(sorted({source for r in reports if (source := press.source(r))}))


def _claim(report: Report, press: Press) -> StatusClaim:
    article = press.get(report.document)
    return StatusClaim(
        status=report.status,
        report=report.id,
        document=report.document,
        source=article.source if article else None,
        published=article.published if article else None,
        attributed_to=report.attributed_to,
    )


def _copies(witness: Witnesses) -> tuple[tuple[str, ...], ...]:
    classes: dict[str, list[str]] = defaultdict(list)
    for document in sorted(witness):
        classes[witness[document]].append(document)
    return tuple(sorted(tuple(each) for each in classes.values() if len(each) > 1))


def _tellings(reports: Sequence[Report], witness: Witnesses) -> int:
    return len({witness[r.document] for r in reports})


def _answers(
    reports: Sequence[Report],
    witness: Witnesses,
    value: Callable[[Report], Value | None],
    key: Callable[[Value], Hashable],
) -> list[Answer[Value]]:
    """Each different value once, the one with most tellings first, of equals the one told first."""
    found: dict[Hashable, tuple[Value, list[Report]]] = {}
    for report in reports:
        given = value(report)
        if given is not None:
            found.setdefault(key(given), (given, []))[1].append(report)
    answers = [
        Answer(value=given, reports=tuple(told), tellings=_tellings(told, witness)) for given, told in found.values()
    ]
    return sorted(answers, key=lambda answer: -answer.tellings)


def _most_told(reports: Sequence[Report], witness: Witnesses, value: Callable[[Report], Value]) -> Value:
    return _answers(reports, witness, value, lambda given: given)[0].value


def _kind(reports: Sequence[Report], witness: Witnesses, medium: Medium) -> Kind:
    """Who says that it was a visit goes before who only says that the visitor was welcomed."""
    agreeing = [each for each in reports if (each.kind == "call") == (medium in REMOTE)] or reports
    clear = [each for each in agreeing if not welcomes(each)] or agreeing
    return _most_told(clear, witness, lambda each: each.kind)


def _medium(reports: Sequence[Report], witness: Witnesses) -> Medium:
    """Who says how it was goes before who only says that they spoke, and before who does not say."""
    told = [r for r in reports if medium_told(r) != "unknown"] or [r for r in reports if r.medium != "unknown"]
    return _most_told(told or reports, witness, lambda r: r.medium)


def _times(reports: Sequence[Report], witness: Witnesses) -> list[Answer[When]]:
    """Times told of it as held, or within those, before other announced ones; words before the mere news, the exact
    before the vague."""
    dated = [r for r in reports if r.when.first is not None]
    answers = _answers(dated, witness, lambda r: r.when, lambda when: (when.first, when.last))
    held = [r.when for r in dated if r.status == "held"]

    def rank(answer: Answer[When]) -> tuple[bool, bool, int]:
        first, last = answer.value.first, answer.value.last
        off = bool(held) and not any(_within(answer.value, when) for when in held)
        return off, answer.value.basis == "news", (last - first).days if first and last else 0

    return sorted(answers, key=rank)


def _within(one: When, other: When) -> bool:
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return False
    return other.first <= one.first and one.last <= other.last


def _places(reports: Sequence[Report], witness: Witnesses) -> list[Answer[Place]]:
    answers = _answers(reports, witness, lambda r: r.place, lambda place: (place.id, place.venue or ""))
    return sorted(answers, key=lambda answer: answer.value.kind == "country")


def _status(reports: Sequence[Report], witness: Witnesses, press: Press) -> Status:
    """Of outcomes the best supported; what was told as held after it was called off, or off again, by the later.

    Plans count only while there is no outcome: then the last day on which somebody spoke of it.
    """
    held, refused = ([r for r in reports if r.status == status] for status in ("held", "refused"))
    if held:
        return "refused" if _tellings(refused, witness) > _tellings(held, witness) else "held"
    last = max(press.age(r) for r in reports)
    off = [r for r in reports if r.status in {"cancelled", "refused", "postponed"}]
    if off:
        called_off = max(press.age(r) for r in off)
        again = [r for r in reports if r.status == "planned" and press.age(r) > called_off]
        reports, last = (again, last) if again else (off, called_off)
    latest = [r for r in reports if press.age(r) == last] or list(reports)
    counts = {status: _tellings([r for r in latest if r.status == status], witness) for status in RANKS}
    return min(RANKS, key=lambda status: (-counts[status], RANKS.index(status)))


def _parties(reports: Sequence[Report], witness: Witnesses) -> list[Answer[Participation]]:
    """Everybody any report names, most often told first; a state only where none of its people is there."""
    found: dict[str, list[tuple[Report, Participation]]] = {}
    full = _full_names({party.actor.id for report in reports for party in report.participants})
    for report in reports:
        for party in report.participants:
            found.setdefault(full.get(party.actor.id, party.actor.id), []).append((report, party))
    people = {
        party.country for told in found.values() for _, party in told if party.actor.kind == "person" and party.country
    }
    answers = []
    for id_, told in found.items():
        told.sort(key=lambda each: each[1].actor.id != id_)  # stable: who has the full name speaks first
        first = told[0][1]
        if not (first.actor.kind in {"state", "group"} and first.country in people):
            by = tuple({report.id: report for report, _ in told}.values())
            party = _joined([party for _, party in told])
            answers.append(Answer(value=party, reports=by, tellings=_tellings(by, witness)))
    return sorted(answers, key=lambda answer: (-answer.tellings, answer.value.actor.id))


def _full_names(ids: Collection[str]) -> dict[str, str]:
    """For who is named in part only by some ("Trudeau") the id of the one whom others name in full, if there is one."""
    full: dict[str, str] = {}
    for id_ in ids:
        longer = [each for each in ids if len(name_of(each)) > len(name_of(id_)) and same_person(each, id_)]
        if len(longer) == 1:
            full[id_] = longer[0]
    return full


def _joined(parties: Sequence[Participation]) -> Participation:
    if len(parties) == 1:
        return parties[0]
    roles = Counter(p.role for p in parties if p.role != "participant")
    return replace(
        parties[0],
        role=roles.most_common(1)[0][0] if roles else "participant",
        post=next((p.post for p in parties if p.post), None),
        country=next((p.country for p in parties if p.country), None),
        forms=tuple(sorted({f for p in parties for f in p.forms})),
        optional=all(p.optional for p in parties),
        confidence=max(p.confidence for p in parties),
    )


def _disputed(parties: Sequence[Answer[Participation]], reports: int) -> list[Answer[Participation]]:
    """Those that not every report names, or none where all reports name the same."""
    return [answer for answer in parties if len(answer.reports) < reports]


def _accounts(
    fact: Fact, answers: Sequence[Answer[Value]], value: Callable[[Value], str], press: Press
) -> list[Account]:
    if len(answers) < 2 and fact != "participant":
        return []
    return [
        Account(
            fact=fact,
            value=value(answer.value),
            reports=tuple(sorted(r.id for r in answer.reports)),
            sources=_sources(answer.reports, press),
            tellings=answer.tellings,
        )
        for answer in answers
    ]


def _confidence(reports: Sequence[Report], witness: Witnesses) -> float:
    """Independent tellings support each other: one minus the chance that all are wrong."""
    surest: dict[str, float] = {}
    for report in reports:
        text = witness[report.document]
        surest[text] = max(surest.get(text, 0.0), report.confidence)
    doubt = 1.0
    for confidence in sorted(surest.values()):
        doubt *= 1 - confidence
    return round(min(1 - doubt, 0.999), 3)
