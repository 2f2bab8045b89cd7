"""Predicted meetings against gold ones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from kg.evaluation.annotations import Annotation
from kg.evaluation.figures import Tally
from kg.evaluation.names import ComparedParty, pair_parties, prepared, same_place

Verdict = Literal["strict", "partial", "missed", "spurious"]
Pairs = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What became of one meeting, for reading errors."""

    document: str
    verdict: Verdict
    predicted: Annotation | None = None
    gold: Annotation | None = None
    why: str = ""
    """Of a partial one: which of participants, when, where and status are not right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """The result of a comparison."""

    tallies: Mapping[str, Tally]
    """By document."""
    findings: tuple[Finding, ...]

    @property
    def total(self) -> Tally:
        """The sum over all documents."""
        return sum(self.tallies.values(), Tally())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Compared:
    """A meeting made ready for comparison."""

    meeting: Annotation
    parties: tuple[ComparedParty, ...]
    days: tuple[dt.date, dt.date] | None

    @property
    def counts(self) -> bool:
        """International, specific, and with two or more required participants."""
        required = [party for party in self.meeting.parties if not party.optional]
        return self.meeting.scope == "international" and self.meeting.specific and len(required) >= 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A predicted meeting that finds a gold one, by their indexes, with the indexes of their common parties."""

    predicted: int
    gold: int
    pairs: Pairs


def score(gold: Mapping[str, Sequence[Annotation]], predicted: Mapping[str, Sequence[Annotation]]) -> Scores:
    """Compares document by document; predictions for documents that ``gold`` does not have are left out."""
    tallies: dict[str, Tally] = {}
    findings: list[Finding] = []
    for document, meetings in gold.items():
        tallies[document], told = _score_document(document, meetings, predicted.get(document, ()))
        findings.extend(told)
    return Scores(tallies=tallies, findings=tuple(findings))


def _score_document(
    document: str, gold: Sequence[Annotation], predicted: Sequence[Annotation]
) -> tuple[Tally, list[Finding]]:
    golds = [_compared(meeting) for meeting in gold]
    guesses = [_compared(meeting) for meeting in predicted if len(meeting.parties) >= 2]
    chosen = _choose(guesses, golds)
    counted = _counted(golds, {match.gold for match in chosen})
    ignored = _ignored(guesses, golds, chosen, counted)
    tally = Tally(gold=len(counted), predicted=len(guesses) - len(ignored))
    findings = []
    for match in chosen:
        if match.gold in counted:
            guess, truth = guesses[match.predicted], golds[match.gold]
            part, why = _compare(guess, truth, match.pairs)
            tally += part
            verdict: Verdict = "strict" if part.strict else "partial"
            findings.append(
                Finding(document=document, verdict=verdict, predicted=guess.meeting, gold=truth.meeting, why=why)
            )
    taken_gold, taken = {match.gold for match in chosen}, {match.predicted for match in chosen}
    findings += [
        Finding(document=document, verdict="missed", gold=golds[j].meeting) for j in sorted(counted - taken_gold)
    ]
    findings += [
        Finding(document=document, verdict="spurious", predicted=guess.meeting)
        for i, guess in enumerate(guesses)
        if i not in taken | ignored
    ]
    return tally, findings


def _compared(meeting: Annotation) -> _Compared:
    return _Compared(meeting=meeting, parties=tuple(prepared(party) for party in meeting.parties), days=meeting.days())


def _choose(guesses: Sequence[_Compared], golds: Sequence[_Compared]) -> tuple[_Found, ...]:
    """One to one, best first: by common parties, then dates, then status."""
    candidates = []
    for i, guess in enumerate(guesses):
        for j, truth in enumerate(golds):
            pairs = pair_parties(guess.parties, truth.parties)
            if len(pairs) < 2 or _days_apart(guess, truth) > 1:
                continue
            shared = 2 * len(pairs) / (len(guess.parties) + len(truth.parties))
            near = 0.0 if not (guess.days and truth.days) else 0.3 if guess.days == truth.days else 0.15
            same_status = 0.1 if guess.meeting.status == truth.meeting.status else 0
            candidates.append((-(shared + near + same_status), i, j, pairs))
    chosen: list[_Found] = []
    for _, i, j, pairs in sorted(candidates):
        if all(i != each.predicted and j != each.gold for each in chosen):
            chosen.append(_Found(predicted=i, gold=j, pairs=pairs))
    return tuple(chosen)


def _counted(golds: Sequence[_Compared], found: set[int]) -> set[int]:
    """Indexes of the gold meetings that count: not a visit that is told through the meeting inside it."""
    return {
        j
        for j, truth in enumerate(golds)
        if truth.counts and (j in found or truth.meeting.kind != "visit" or not _told_by_another(golds, j, found))
    }


def _told_by_another(golds: Sequence[_Compared], visit: int, found: set[int]) -> bool:
    return any(
        _days_apart(golds[other], golds[visit]) == 0
        and len(pair_parties(golds[other].parties, golds[visit].parties)) >= 2
        for other in found - {visit}
    )


def _ignored(
    guesses: Sequence[_Compared], golds: Sequence[_Compared], chosen: Sequence[_Found], counted: set[int]
) -> set[int]:
    """Indexes of the predictions that neither help nor hurt: they tell of a gold meeting that does not count."""
    others = set(range(len(golds))) - counted
    taken = {match.predicted for match in chosen}
    again = {
        i
        for i, guess in enumerate(guesses)
        if i not in taken and any(len(pair_parties(guess.parties, golds[j].parties)) >= 2 for j in others)
    }
    return again | {match.predicted for match in chosen if match.gold in others}


def _compare(guess: _Compared, truth: _Compared, pairs: Pairs) -> tuple[Tally, str]:
    """The counts of one found meeting, and what is not right in it."""
    required = {j for j, party in enumerate(truth.meeting.parties) if not party.optional}
    got = {j for _, j in pairs}
    who = required <= got and len(guess.parties) == len(pairs)
    when = _when(guess, truth)
    where = _where(guess.meeting.place_name, truth.meeting.place_name)
    status = guess.meeting.status == truth.meeting.status
    medium_known = truth.meeting.medium not in (None, "unknown")
    strict = who and when == "exact" and where == "right" and status
    tally = Tally(
        found=1,
        strict=strict,
        parties_gold=len(required),
        parties_found=len(required & got),
        parties_predicted=len(guess.parties) - len(got - required),
        when_gold=truth.days is not None,
        when_exact=truth.days is not None and when == "exact",
        when_overlap=when == "overlap",
        when_wrong=when == "wrong",
        when_abstained=when == "abstained",
        when_unknown=truth.days is None,
        when_made_up=when == "made up",
        where_gold=truth.meeting.place_name is not None,
        where_right=truth.meeting.place_name is not None and where == "right",
        where_wrong=where == "wrong",
        where_abstained=where == "abstained",
        where_unknown=truth.meeting.place_name is None,
        where_made_up=where == "made up",
        status_right=status,
        medium_gold=medium_known,
        medium_right=medium_known and guess.meeting.medium == truth.meeting.medium,
    )
    faults = [
        *(() if who else ("participants",)),
        *(() if when == "exact" else (f"when {when}",)),
        *(() if where == "right" else (f"where {where}",)),
        *(() if status else ("status",)),
    ]
    return tally, ", ".join(faults)


def _when(guess: _Compared, truth: _Compared) -> str:
    if guess.days is None:
        return "exact" if truth.days is None else "abstained"
    if truth.days is None:
        return "made up"
    if guess.days == truth.days:
        return "exact"
    return "overlap" if _days_apart(guess, truth) == 0 else "wrong"


def _where(guess: str | None, truth: str | None) -> str:
    if guess is None:
        return "right" if truth is None else "abstained"
    if truth is None:
        return "made up"
    return "right" if same_place(guess, truth) else "wrong"


def _days_apart(one: _Compared, other: _Compared) -> int:
    """Days between the end of the earlier and the start of the later; 0 when they overlap or one is unknown."""
    if one.days is None or other.days is None:
        return 0
    return max(0, (one.days[0] - other.days[1]).days, (other.days[0] - one.days[1]).days)
