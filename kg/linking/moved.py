"""Plans that were moved: a meeting announced for Monday, put off, and held on Thursday is one meeting."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations

from kg.linking.bounds import Bounds, contradiction
from kg.linking.groups import Groups
from kg.linking.rules import parties
from kg.linking.views import PLANS, View

SLIPPED_DAYS = 3
"""How far a plan slips without anybody saying that it was put off."""
PUT_OFF_DAYS = 60
"""How far it is moved when somebody says so."""
SURE_PARTIES = 0.75
"""How sure the parties must be the same (value of the rule "parties")."""


Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What of a group of reports decides whether it can be a plan that was moved, or what became of one."""

    report: str
    """One of its reports."""
    pairs: frozenset[Pair]
    first: int
    last: int
    """Its days, as ordinals; the first is after the last where its reports give days next to each other."""
    planned: bool
    put_off: bool


def plans(groups: Groups) -> Iterator[Plan]:
    """Those of all groups that have days of their own."""
    for group, members in groups.members.items():
        limits = groups.bounds[group]
        if limits.latest_first is None or limits.earliest_last is None or _vague(groups, group):
            continue
        yield Plan(
            report=groups.profiles[min(members)].id,
            pairs=frozenset(pair for n in members for pair in _pairs(groups.profiles[n].view)),
            first=limits.latest_first,
            last=limits.earliest_last,
            planned=_only_planned(groups, group),
            put_off=any(groups.profiles[n].view.status == "postponed" for n in members),
        )


def longest_move(one: Plan, other: Plan) -> int:
    """Days by which the one can have been moved to become the other, at most."""
    return PUT_OFF_DAYS if one.put_off or other.put_off else SLIPPED_DAYS


def join_moved(groups: Groups) -> None:
    """Join each group that is only a plan to the next meeting of the same parties, where that is what became of it.

    The next one begins after the plan's day (or, brought forward, between announcement and day), is told of later,
    and contradicts it in its days only.
    """
    by_parties: dict[Pair, list[int]] = defaultdict(list)
    for group, members in sorted(groups.members.items(), key=lambda item: min(item[1])):
        if groups.bounds[group].latest_first is not None:
            for pair in {pair for n in members for pair in _pairs(groups.profiles[n].view)}:
                by_parties[pair].append(group)
    chosen: dict[int, tuple[int, int]] = {}
    for together in by_parties.values():
        if len(together) > 1:
            _choose(groups, together, chosen)
    moves = [(gap, *_nearest(groups, plan, outcome)) for plan, (gap, outcome) in chosen.items()]
    for _, told, became in sorted(moves):
        if groups.of[told] != groups.of[became] and _became(groups, groups.of[told], groups.of[became]) is not None:
            groups.force(told, became, by="moved")


def _vague(groups: Groups, group: int) -> bool:
    return all(groups.profiles[n].vague for n in groups.members[group])


def _pairs(view: View) -> list[Pair]:
    named = sorted(actor for side, people in view.sides for actor in (people or [side]))[:6]
    return list(combinations(named, 2))


def _choose(groups: Groups, together: list[int], chosen: dict[int, tuple[int, int]]) -> None:
    """For each plan of a pair of parties the nearest group that it can have become."""
    by_day = sorted(together, key=lambda g: (groups.bounds[g].latest_first or 0, min(groups.members[g])))
    for n, plan in enumerate(by_day):
        if not _only_planned(groups, plan):
            continue
        for outcome in by_day[n + 1 :]:
            gap = _became(groups, plan, outcome)
            if (groups.bounds[outcome].latest_first or 0) - (groups.bounds[plan].latest_first or 0) > 2 * PUT_OFF_DAYS:
                break
            if gap is not None:
                chosen[plan] = min(chosen.get(plan, (gap, outcome)), (gap, outcome))
                break


def _only_planned(groups: Groups, group: int) -> bool:
    return all(groups.profiles[n].view.status in PLANS - {"cancelled"} for n in groups.members[group])


def _became(groups: Groups, plan: int, outcome: int) -> int | None:
    """Days by which the plan was moved, if the outcome can be what became of it."""
    one, other = groups.bounds[plan], groups.bounds[outcome]
    if _vague(groups, plan) or _vague(groups, outcome) or one.earliest_last is None or other.latest_first is None:
        return None
    if contradiction(_anytime(one), _anytime(other)):
        return None
    gap = other.latest_first - one.earliest_last
    left = [groups.profiles[n].view for n in groups.members[plan]]
    right = [groups.profiles[n].view for n in groups.members[outcome]]
    announced = max((v.published for v in left if v.published is not None), default=None)
    told = max((v.published for v in right if v.published is not None), default=None)
    if announced is None or told is None or told <= announced or other.latest_first < announced:
        return None
    put_off = any(v.status == "postponed" for v in (*left, *right))
    if not 0 < gap <= (PUT_OFF_DAYS if put_off else SLIPPED_DAYS):
        return None
    sure = max((_value(a, b) for a in left for b in right), default=0.0)
    return gap if sure >= SURE_PARTIES else None


def _anytime(limits: Bounds) -> Bounds:
    return replace(limits, latest_first=None, earliest_last=None)


def _value(one: View, other: View) -> float:
    found = parties(one, other)
    return found[0] if found else 0.0


def _nearest(groups: Groups, plan: int, outcome: int) -> tuple[int, int]:
    """The two profiles by which they are joined: the last that told the plan, the first of the outcome."""

    def told(n: int) -> tuple[int, str]:
        return groups.profiles[n].view.published or 0, groups.profiles[n].id

    return max(groups.members[plan], key=told), min(groups.members[outcome], key=told)


def moved_reasons(one: View, other: View) -> tuple[str, ...]:
    """Why a plan was joined to what became of it."""
    put_off = "postponed" in (one.status, other.status)
    return ("moved: the same parties", "put off to another day" if put_off else "held a few days later than announced")
