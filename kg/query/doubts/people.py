"""People of an archive who may be one: which two, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import msgspec

from kg.archive import Archive
from kg.knowledge import shipped
from kg.knowledge.sounds import whole_sound_keys
from kg.model import Actor, Meeting
from kg.resolution.names import NameComparison, compare, parse_name
from kg.resolution.rules import SUPRANATIONAL

ENOUGH = 0.7
"""Least score of two people who are asked about."""
FULL_NAMES = 0.85
"""Full names at least this alike are asked about by themselves; those a little less with more to go by."""
NEARLY = 0.78
BARE = 0.7
"""What a family name alone counts beside a full name."""
COMPANY, MOST_COMPANY = 0.05, 3
"""For each whom both met, and how many of them count."""
SAME_COUNTRY, OTHER_COUNTRY, ONLY = 0.08, -0.1, 0.08
CROWDED = 60
"""Names that sound alike; where there are more, all of them compared would tell nothing."""
MOST = 200
NAMED = 3
"""Of those whom both met, how many are named."""


class MayBeOne(msgspec.Struct, frozen=True, kw_only=True):
    """Two people to decide on, the better known first."""

    one: str
    """Ids."""
    other: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Person:
    actor: Actor
    words: tuple[str, ...]
    """Of the name, folded."""
    company: Mapping[str, str]
    """Everybody met, id to name."""
    meetings: int


def likely_one(archive: Archive) -> tuple[MayBeOne, ...]:
    """Pairs nobody has decided on, the likeliest first: alike in name, and never at one meeting."""
    decided = {frozenset((each.one, each.other)) for each in archive.decisions()}
    with archive.reading() as findings:
        people = _people(findings.meetings)
    bearers: defaultdict[str, int] = defaultdict(int)
    for person in people:
        if len(person.words) > 1:
            bearers[person.words[-1]] += 1
    found = []
    for one, other in _sounding_alike(people):
        if other.actor.id in one.company or frozenset((one.actor.id, other.actor.id)) in decided:
            continue
        if (pair := _judged(one, other, bearers)) is not None and pair.score >= ENOUGH:
            found.append(pair)
    return tuple(sorted(found, key=lambda pair: (-pair.score, pair.one, pair.other))[:MOST])


def _people(meetings: Iterable[Meeting]) -> list[_Person]:
    actors: dict[str, Actor] = {}
    company: defaultdict[str, dict[str, str]] = defaultdict(dict)
    count: defaultdict[str, int] = defaultdict(int)
    for meeting in meetings:
        there = {party.actor.id: party.actor.label for party in meeting.participants}
        for party in meeting.participants:
            if party.actor.kind == "person":
                actors[party.actor.id] = party.actor
                company[party.actor.id] |= there
                count[party.actor.id] += 1
    return [
        _Person(actor=actor, words=parse_name(actor.label).words, company=company[id_], meetings=count[id_])
        for id_, actor in sorted(actors.items())
    ]


def _sounding_alike(people: Sequence[_Person]) -> Iterator[tuple[_Person, _Person]]:
    """Pairs with family names that sound alike, each once; not of two who are both known."""
    blocks: defaultdict[str, list[int]] = defaultdict(list)
    for n, person in enumerate(people):
        for key in {key for word in {person.words[0], person.words[-1]} for key in whole_sound_keys(word)}:
            blocks[key].append(n)
    known = [shipped().shipped(person.actor.id) for person in people]
    seen: set[tuple[int, int]] = set()
    for block in blocks.values():
        for pair in combinations(block, 2) if len(block) <= CROWDED else ():
            if pair not in seen and not (known[pair[0]] and known[pair[1]]):
                seen.add(pair)
                yield people[pair[0]], people[pair[1]]


def _judged(one: _Person, other: _Person, bearers: Mapping[str, int]) -> MayBeOne | None:
    names = compare(one.actor.label, other.actor.label)
    common = [id_ for id_ in one.company if id_ in other.company]
    countries = {person.actor.country for person in (one, other)} - {None}
    reasons = list(names.reasons)
    if (len(one.words) > 1 and len(other.words) > 1) or one.words == other.words:
        supported = bool(common) or len(countries) == 1
        if names.score < (NEARLY if supported else FULL_NAMES):
            return None
        score = names.score
    else:
        if not _family_name(one.words, other.words, names):
            return None
        score = BARE * names.score
        if bearers[max(one.words, other.words, key=len)[-1]] == 1:
            score += ONLY
            reasons.append("nobody else of that name here")
    if None not in (one.actor.country, other.actor.country):
        same = len(countries) == 1
        clash = not same and not countries & SUPRANATIONAL
        score += SAME_COUNTRY if same else OTHER_COUNTRY if clash else 0
        reasons += ["the same country"] if same else ["different countries"] if clash else []
    if common:
        score += COMPANY * min(len(common), MOST_COMPANY)
        more = f" and {len(common) - NAMED} more" if len(common) > NAMED else ""
        reasons.append(f"both met {', '.join(one.company[id_] for id_ in common[:NAMED])}{more}")
    reasons.append("never at one meeting")
    first, second = sorted((one, other), key=_standing)
    return MayBeOne(one=first.actor.id, other=second.actor.id, score=min(round(score, 2), 0.99), reasons=tuple(reasons))


def _standing(person: _Person) -> tuple[bool, int, str]:
    """The better known first."""
    return not shipped().shipped(person.actor.id), -person.meetings, person.actor.id


def _family_name(one: Sequence[str], other: Sequence[str], names: NameComparison) -> bool:
    """Whether the one word of a name is the family name of the other, not his given name."""
    short, long = sorted((one, other), key=len)
    return len(short) == 1 < len(long) and short[0] == long[-1] and names.score > BARE
