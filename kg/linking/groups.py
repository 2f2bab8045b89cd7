"""Reports that look alike, and the groups they are joined to."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kg.linking.bounds import FEW_DAYS, Bounds, bounds, contradiction, forced, joined
from kg.linking.judgements import Judgements
from kg.linking.press import Press
from kg.linking.rules import ENOUGH, score
from kg.linking.views import View, view
from kg.model import Report

_WORD = re.compile(r"\w{4,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Reports of different articles that are alike in all that linking compares; they are compared once."""

    view: View
    reports: tuple[Report, ...]
    """Sorted by id."""
    topics: frozenset[str]
    """Words of their topics."""
    bounds: Bounds

    @property
    def id(self) -> str:
        """Id of its first report."""
        return self.reports[0].id

    @property
    def vague(self) -> bool:
        """Whether its time fits several meetings."""
        return self.view.days is None or self.view.days > FEW_DAYS or self.view.slack > 1


def profiles(
    reports: Sequence[Report], press: Press, judgements: Judgements, original: Mapping[str, Report]
) -> tuple[Profile, ...]:
    """The profiles of reports that are sorted by id, sorted by their ids.

    ``original`` gives for a report in a copied text the report of the text as it was printed first.
    """
    enemies: dict[str, set[str]] = defaultdict(set)
    for one, other in judgements.different():
        enemies[one].add(other)
        enemies[other].add(one)
    kept: dict[View, View] = {}
    views = []
    for each in reports:
        seen = view(each, published=press.day(each), when=original.get(each.id, each).when)
        views.append(kept.setdefault(seen, seen))
    told_as = retold(reports, views)
    decided = {each for pair in judgements.pairs for each in pair}
    alike: dict[tuple[View, int, str], list[Report]] = defaultdict(list)
    counts: dict[tuple[View, str], int] = defaultdict(int)
    for report, seen in zip(reports, views, strict=True):
        nth = counts[seen, report.document]  # two meetings of one article that look alike are kept apart
        counts[seen, report.document] += 1
        alike[seen, nth, report.id if report.id in decided else ""].append(report)
    found = []
    for (seen, _, _), same in alike.items():
        sure = score(seen, seen) >= ENOUGH  # else looking alike says too little: "the two sides negotiated"
        found += [
            _profile(seen, each, enemies, told_as) for each in ([tuple(same)] if sure else [(one,) for one in same])
        ]
    return tuple(sorted(found, key=lambda each: each.id))


def _profile(
    seen: View, reports: tuple[Report, ...], enemies: Mapping[str, set[str]], told_as: Mapping[str, str]
) -> Profile:
    tellings = frozenset(told_as[each.id] for each in reports if each.id in told_as)
    limits = bounds(seen, frozenset(each.document for each in reports), tellings)
    if enemies and len(reports) == 1:
        id_ = reports[0].id
        limits = replace(limits, enemies=frozenset(enemies.get(id_, ())), reports=frozenset({id_}))
    return Profile(
        view=seen,
        reports=reports,
        topics=frozenset(word for each in reports if each.topic for word in _WORD.findall(each.topic.casefold())),
        bounds=limits,
    )


def retold(reports: Sequence[Report], views: Sequence[View]) -> dict[str, str]:
    """For a report that only says again what its article tells elsewhere: the report it repeats; for that one: itself.

    Without a day what is told with one, as held what was planned for that very day, another day of one visit. Both are
    of the same sides, nothing told of them differs, and the article has no other such one.
    """
    by_article: dict[str, list[int]] = defaultdict(list)
    for n, report in enumerate(reports):
        by_article[report.document].append(n)
    found: dict[str, str] = {}
    for told in by_article.values():
        for n in told if len(told) > 1 else ():
            same = [other for other in told if other != n and _says_again(views[n], views[other])]
            if len(same) == 1 and found.get(reports[same[0]].id) != reports[n].id:
                found[reports[n].id] = reports[same[0]].id
    return {each: each for each in found.values()} | found


def _says_again(loose: View, firm: View) -> bool:
    again = _looks_forward(loose, firm)
    if (loose.first is None or loose.news) and not (firm.first is None or firm.news):
        again = again or loose.planned == firm.planned or _under_way(loose, firm)
    elif loose.first is not None and firm.first is not None:
        outcome = loose.exact and firm.exact and loose.first == firm.first and loose.planned != firm.planned
        again = outcome or loose.kind == firm.kind == "visit"
    same_sides = {side for side, _ in loose.sides} == {side for side, _ in firm.sides}
    if not again or not same_sides or score(loose, firm) < ENOUGH:
        return False
    return contradiction(bounds(loose, frozenset()), bounds(firm, frozenset())) is None


def _under_way(loose: View, firm: View) -> bool:
    """Whether an article that appears during a visit speaks of it as of one to come: "may your visit be a success"."""
    return loose.kind == firm.kind == "visit" and loose.first is None and _of_its_day(firm)


def _looks_forward(loose: View, firm: View) -> bool:
    """Whether somebody says on the day of a meeting, and of no day, that he will talk with whom he meets."""
    talk = loose.kind == "call" and loose.medium == "unknown" and loose.planned and loose.first is None
    return talk and firm.kind != "call" and _of_its_day(firm)


def _of_its_day(firm: View) -> bool:
    """Whether an article appears on the day of what it tells."""
    if firm.first is None or firm.last is None or firm.published is None:
        return False
    return firm.first <= firm.published <= firm.last


def common_topic(one: Profile, other: Profile) -> float:
    """Share of the shorter one's topic words that the other has too."""
    fewer = min(len(one.topics), len(other.topics))
    return len(one.topics & other.topics) / fewer if fewer else 0.0


class Groups:
    """Profiles by group while they are joined. A group is known by one of its members."""

    def __init__(self, members: Sequence[Profile]) -> None:
        self.profiles = members
        self.of = list(range(len(members)))
        self.members: dict[int, list[int]] = {n: [n] for n in self.of}
        self.bounds: dict[int, Bounds] = {n: each.bounds for n, each in enumerate(members)}
        self.ties: dict[int, list[tuple[int, int, str]]] = {}
        """For each group the pairs of profiles it was joined by, and by what: "rules", "copy", "person" or "moved"."""

    def contradiction(self, one: int, other: int) -> str | None:
        """Why the groups of two profiles cannot be one; None also when they are one already."""
        if self.of[one] == self.of[other]:
            return None
        return contradiction(self.bounds[self.of[one]], self.bounds[self.of[other]])

    def join(self, one: int, other: int, *, by: str = "rules") -> bool:
        """Join the groups of two profiles, if nothing contradicts; whether they are one now."""
        if self.of[one] == self.of[other]:
            return True
        if self.contradiction(one, other) is not None:
            return False
        left, right = self.of[one], self.of[other]
        self._unite(left, right, (one, other, by), joined(self.bounds[left], self.bounds[right]))
        return True

    def force(self, one: int, other: int, *, by: str) -> None:
        """Join them whatever contradicts."""
        left, right = self.of[one], self.of[other]
        if left != right:
            self._unite(left, right, (one, other, by), forced(self.bounds[left], self.bounds[right]))

    def _unite(self, left: int, right: int, tie: tuple[int, int, str], limits: Bounds) -> None:
        if len(self.members[left]) < len(self.members[right]):
            left, right = right, left
        gone = self.members.pop(right)
        for each in gone:
            self.of[each] = left
        self.members[left] += gone
        del self.bounds[right]
        self.bounds[left] = limits
        self.ties[left] = [*self.ties.pop(left, ()), *self.ties.pop(right, ()), tie]
