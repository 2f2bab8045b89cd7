"""From reports to meetings. Every step looks at the whole set and takes the surest first, so that order cannot matter.

1. Reports that look alike become profiles; profiles that share parties and can share days are compared.
2. What a person decided is joined, and what copies of one text say in the same words.
3. Profiles with days of their own are joined, best pairs first, where nothing in either group contradicts; those that
   are a day apart last, where the whole groups are alike.
4. Vague ones ("in May", no day at all) are laid to the group they fit best; where groups of other days, places or
   media fit alike, to none.
5. The vague ones left are joined with each other.
6. Plans that were moved are joined to what became of them.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.linking.bounds import told_apart
from kg.linking.candidates import pairs
from kg.linking.copies import originals
from kg.linking.groups import Groups, Profile, common_topic, profiles
from kg.linking.judgements import NO_JUDGEMENTS, Judgements
from kg.linking.merging import merge
from kg.linking.moved import Plan, join_moved, plans
from kg.linking.press import Press
from kg.linking.reasons import between, links
from kg.linking.rules import ALMOST, ENOUGH, score
from kg.linking.views import View
from kg.linking.wholes import with_wholes
from kg.model import Article, Link, Meeting, Report

MARGIN = 0.08
"""How much better than the next the one group must fit that a vague report is laid to."""

WIDELY_TOLD = 3
"""How many times more reports than all the others together a meeting has that a vague report is laid to all the same:
what everybody writes of is what this one means, too."""

Edge = tuple[float, int, int]
"""Score and the two profiles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """Reports put together; it is not yet asked which meetings are parts of others."""

    meetings: tuple[Meeting, ...]
    views: Mapping[str, View]
    """By report id."""
    plans: tuple[Plan, ...]


def link(
    reports: Iterable[Report], articles: Mapping[str, Article], *, judgements: Judgements = NO_JUDGEMENTS
) -> tuple[Meeting, ...]:
    """Group the reports into meetings, sorted by first day and id.

    ``articles`` gives texts, publication dates and sources by article id; ``judgements`` what a person decided of
    reports. Only the set of reports counts: any order gives the same meetings, with the same ids.
    """
    ordered = _ordered(reports)
    meetings = with_wholes(put_together(ordered, articles, judgements=judgements).meetings, ordered)
    return tuple(sorted(meetings, key=lambda m: (str(m.when.first or "9999"), m.id)))


def put_together(
    reports: Iterable[Report], articles: Mapping[str, Article], *, judgements: Judgements = NO_JUDGEMENTS
) -> Linked:
    """The same without parts and wholes, with what decides whether reports are near others that come.

    Reports that are not near each other (``kg.linking.traces``) are put together as if the others were not there.
    """
    ordered = _ordered(reports)
    press = Press(ordered, articles)
    groups, _, announced = _grouped(ordered, press, judgements)
    found = groups.profiles
    return Linked(
        meetings=tuple(
            merge(_reports(found, members), press, meeting_id=_id(found, members), links=links(groups, group))
            for group, members in groups.members.items()
        ),
        views={report.id: each.view for each in found for report in each.reports},
        plans=announced,
    )


def plans_of(
    reports: Iterable[Report], articles: Mapping[str, Article], *, judgements: Judgements = NO_JUDGEMENTS
) -> tuple[Plan, ...]:
    """Which of the groups of these reports can be plans that were moved, or what became of such."""
    ordered = _ordered(reports)
    return _grouped(ordered, Press(ordered, articles), judgements)[2]


def near_misses(
    reports: Iterable[Report], articles: Mapping[str, Article], *, judgements: Judgements = NO_JUDGEMENTS
) -> tuple[Link, ...]:
    """What ``link`` leaves apart though it looks alike and nothing contradicts, the likeliest first: for each two such
    meetings the reports that are most alike."""
    ordered = _ordered(reports)
    groups, edges, _ = _grouped(ordered, Press(ordered, articles), judgements)
    best: dict[tuple[int, int], Edge] = {}
    for edge in edges:
        _, i, j = edge
        one, other = sorted((groups.of[i], groups.of[j]))
        if one != other and groups.contradiction(i, j) is None:
            best.setdefault((one, other), edge)  # edges come the surest first
    return tuple(between(groups.profiles[i], groups.profiles[j], "rules") for _, i, j in best.values())


def _ordered(reports: Iterable[Report]) -> list[Report]:
    known = {report.id: report for report in reports}
    return [known[id_] for id_ in sorted(known)]


def _grouped(
    ordered: Sequence[Report], press: Press, judgements: Judgements
) -> tuple[Groups, list[Edge], tuple[Plan, ...]]:
    """The groups with the pairs they were made of, and what they could become before plans were moved."""
    original = originals(ordered, press)
    found = profiles(ordered, press, judgements, original)
    groups = Groups(found)
    _join_known(groups, judgements, original)
    edges = _edges(found)
    _join_firm(groups, edges)
    _join_vague(groups, edges)
    announced = tuple(plans(groups))
    join_moved(groups)
    return groups, edges, announced


def _edges(found: Sequence[Profile]) -> list[Edge]:
    """Pairs that are alike enough, or almost, the surest first."""
    edges = []
    for i, j in pairs([each.view for each in found]):
        one, other = found[i], found[j]
        points = score(one.view, other.view, topic=common_topic(one, other))
        if points >= ALMOST:
            edges.append((points, i, j))
    return sorted(edges, key=lambda edge: (-edge[0], edge[1], edge[2]))


def _join_known(groups: Groups, judgements: Judgements, original: Mapping[str, Report]) -> None:
    place = {report.id: n for n, each in enumerate(groups.profiles) for report in each.reports}
    for one, other in judgements.same():
        if one in place and other in place:
            groups.force(place[one], place[other], by="person")
    for copied in sorted(original):
        groups.join(place[copied], place[original[copied].id], by="copy")


def _join_firm(groups: Groups, edges: Sequence[Edge]) -> None:
    """Join profiles that have days of their own."""
    firm = [edge for edge in edges if edge[0] >= ENOUGH and not _vague(groups, edge)]
    for _, i, j in firm:
        if not _day_apart(groups, i, j):
            groups.join(i, j)
    tried: set[tuple[int, int, int]] = set()
    for _, i, j in firm:
        if _day_apart(groups, i, j) and groups.contradiction(i, j) is None:
            left, right = sorted((groups.of[i], groups.of[j]))
            state = left, right, len(groups.members[left]) + len(groups.members[right])
            if left != right and state not in tried:
                tried.add(state)
                if _alike(groups, left, right) >= ENOUGH:
                    groups.join(i, j)


def _join_vague(groups: Groups, edges: Sequence[Edge]) -> None:
    """Lay vague profiles to the groups they fit, all at once; then join those that are left with each other."""
    fits: dict[int, dict[int, Edge]] = defaultdict(dict)
    for edge in edges:
        _, i, j = edge
        if len(_vague(groups, edge)) == 1:
            loose, firm = (i, j) if groups.profiles[i].vague else (j, i)
            if groups.contradiction(loose, firm) is None:
                fits[loose].setdefault(groups.of[firm], edge)  # edges come the surest first
    chosen = {loose: _best(groups, loose, choices) for loose, choices in fits.items()}
    for _, i, j in sorted((edge for edge in chosen.values() if edge), key=lambda edge: (-edge[0], edge[1], edge[2])):
        groups.join(i, j)
    torn = {n for n, best in chosen.items() if best is None and max(edge[0] for edge in fits[n].values()) >= ENOUGH}
    for edge in edges:
        points, i, j = edge
        if points >= ENOUGH and len(_vague(groups, edge)) == 2 and (i in torn) == (j in torn):
            groups.join(i, j)


def _vague(groups: Groups, edge: Edge) -> list[int]:
    return [n for n in edge[1:] if groups.profiles[n].vague]


def _best(groups: Groups, loose: int, choices: Mapping[int, Edge]) -> Edge | None:
    """The pair by which a vague profile is laid to a group; None when others of other days or places fit as well.

    What was announced without a day is laid to what came of it with a little less, where that is the only choice.
    """
    ranked = sorted(choices.items(), key=lambda item: (-item[1][0], -len(groups.members[item[0]]), item[1]))
    group, best = ranked[0]
    if best[0] < ENOUGH:
        view = groups.profiles[loose].view
        alone = len(ranked) == 1 and view.planned and view.first is None and view.medium == "in_person"
        return best if alone else None
    close = [choice for choice, edge in ranked if best[0] - edge[0] < MARGIN]
    if groups.profiles[loose].view.status == "held" and _told_held(groups, group):
        close = [choice for choice in close if _told_held(groups, choice)]  # an announcement of other days is none
    if not any(told_apart(groups.bounds[group], groups.bounds[rival]) for rival in close[1:]):
        return best
    reports = {each: sum(len(groups.profiles[n].reports) for n in groups.members[each]) for each in close}
    known = max(close, key=lambda each: reports[each])
    everywhere = reports[known] >= WIDELY_TOLD * max(1, sum(reports.values()) - reports[known])
    return choices[known] if everywhere and choices[known][0] >= ENOUGH else None


def _told_held(groups: Groups, group: int) -> bool:
    """Whether somebody says when it was held, and does not only bring news of it."""
    views = (groups.profiles[n].view for n in groups.members[group])
    return any(view.status == "held" and not view.news for view in views)


def _day_apart(groups: Groups, one: int, other: int) -> bool:
    """Whether two profiles give days next to each other: one of them is wrong, or there were two meetings."""
    left, right = groups.profiles[one].view, groups.profiles[other].view
    if left.first is None or left.last is None or right.first is None or right.last is None:
        return False
    return left.first > right.last or right.first > left.last


def _alike(groups: Groups, one: int, other: int) -> float:
    """How alike two groups are: the mean of all pairs, each report counted."""
    total = count = 0.0
    for i in groups.members[one]:
        for j in groups.members[other]:
            left, right = groups.profiles[i], groups.profiles[j]
            weight = len(left.reports) * len(right.reports)
            total += weight * score(left.view, right.view, topic=common_topic(left, right))
            count += weight
    return total / count


def _reports(found: Sequence[Profile], members: Sequence[int]) -> list[Report]:
    return [report for n in members for report in found[n].reports]


def _id(found: Sequence[Profile], members: Sequence[int]) -> str:
    key = "\x1f".join(sorted(report.id for report in _reports(found, members)))
    return "m" + hashlib.sha256(key.encode()).hexdigest()[:16]
