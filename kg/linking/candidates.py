"""Which views are worth comparing: parties in common and times that can meet, found without comparing all with all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from kg.linking.bounds import NEAR_DAYS
from kg.linking.rules import PLANNED_AHEAD_DAYS, SAME_NEWS_DAYS
from kg.linking.views import View, family

MOST_TOKENS = 12
"""Parties of one report that it is looked up by; a roll call of fifty would pair everybody."""
EVER = (-(10**7), 10**7)
"""The days of a report that has neither a day nor a publication."""

Key = tuple[str, str]


def pairs(views: Sequence[View]) -> Iterator[tuple[int, int]]:
    """Indexes of views to compare, the smaller first; no pair comes twice."""
    blocks: dict[Key, list[int]] = defaultdict(list)
    guests: dict[Key, list[int]] = defaultdict(list)
    for n, each in enumerate(views):
        own, lent = keys(each)
        for key in own:
            blocks[key].append(n)
        for key in lent:
            guests[key].append(n)
    windows = [window(each) for each in views]
    seen: set[int] = set()
    count = len(views)
    for key, members in blocks.items():
        for i, j in _meeting_windows(members, guests.get(key, ()), windows):
            number = min(i, j) * count + max(i, j)
            if number not in seen:
                seen.add(number)
                yield divmod(number, count)


def keys(view: View) -> tuple[list[Key], list[Key]]:
    """Pairs of parties a view is found by: of those it names itself, and those a state could stand for.

    Two views can only match by a state ("Blinken met Chinese officials") when one of them has the state unnamed: it
    owns the key; the one that names the person is a guest there, and guests are not compared with each other.
    """
    tokens = [(side, f"={family(actor)}") for side, named in view.sides for actor in sorted(named)]
    unnamed = [(side, f"~{side}") for side, named in view.sides if not named]
    owned = (tokens + unnamed)[:MOST_TOKENS]
    own = [_key(a, b) for (s, a), (t, b) in combinations(owned, 2) if s != t]
    states = [(side, f"~{side}") for side, named in view.sides if named]
    lent = [_key(a, b) for (s, a), (t, b) in combinations((owned + states)[: 2 * MOST_TOKENS], 2) if s != t]
    own += [(host, "summit") for host in sorted(view.forums | view.circles)]
    known = set(own)
    return own, [key for key in dict.fromkeys(lent) if key not in known]


def _key(one: str, other: str) -> Key:
    return (one, other) if one <= other else (other, one)


def window(view: View) -> tuple[int, int]:
    """The days in which a view looks for others: its own or, when unknown, those its publication allows."""
    if view.first is not None and view.last is not None:
        return view.first - NEAR_DAYS - view.slack, view.last + view.slack
    if view.published is None:
        return EVER
    if view.planned:
        return view.published - SAME_NEWS_DAYS, view.published + PLANNED_AHEAD_DAYS
    return view.published - 31, view.published + SAME_NEWS_DAYS


def _meeting_windows(
    members: Sequence[int], guests: Sequence[int], windows: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Pairs of members, and of members with guests, whose windows meet: a sweep over days."""
    if len(members) + len(guests) < 2:
        return
    events = sorted(
        [(*windows[n], n, True) for n in members] + [(*windows[n], n, False) for n in guests],
    )
    open_members: list[tuple[int, int]] = []
    open_guests: list[tuple[int, int]] = []
    for start, end, n, member in events:
        open_members = [each for each in open_members if each[0] >= start]
        for _, other in open_members:
            yield n, other
        if member:
            open_guests = [each for each in open_guests if each[0] >= start]
            for _, other in open_guests:
                yield n, other
            open_members.append((end, n))
        else:
            open_guests.append((end, n))
