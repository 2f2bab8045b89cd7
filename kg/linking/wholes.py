"""Parts and wholes: the bilateral beside a summit, the talks during a visit, a round of talks, a stop of a tour."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from kg.linking.rules import apart
from kg.linking.views import Sides, forums_of, sides, spot_of
from kg.model import Meeting, Report

LONGEST_DAYS = 31
"""A whole that is told with a longer time says too little of when it was."""
RANKS = {"call": 0, "meeting": 0, "negotiation": 1, "visit": 2, "summit": 2}
"""A part ranks below its whole, or has fewer days than a whole of its rank."""


def with_wholes(meetings: Sequence[Meeting], reports: Sequence[Report]) -> list[Meeting]:
    """The meetings, with ``part_of`` where an article says so, or where parties, days and place leave no doubt.

    What an article says goes first. Else the whole with the fewest days is taken, of equals the first by id.
    """
    wholes = find_wholes(meetings, reports)
    return [replace(each, part_of=part_of(each.id, wholes.get)) for each in meetings]


def find_wholes(meetings: Iterable[Meeting], reports: Iterable[Report]) -> dict[str, str]:
    """By the ids of parts those of the wholes, circles among them."""
    meetings = tuple(meetings)
    said, index = _said(meetings, reports), _index(meetings)
    found: dict[str, str] = {}
    for meeting in meetings:
        whole = whole_said(said.get(meeting.id, ())) or whole_of(meeting, _around(meeting, index))
        if whole is not None:
            found[meeting.id] = whole
    return found


def part_of(part: str, whole_of: Callable[[str], str | None]) -> str | None:
    """The whole of a part, unless that is inside the part itself: of a circle the last one by id is left out."""
    circle = [part]
    while (above := whole_of(circle[-1])) is not None and above not in circle:
        circle.append(above)
    return None if above == part == max(circle) else whole_of(part)


def _said(meetings: Iterable[Meeting], reports: Iterable[Report]) -> Mapping[str, Sequence[str]]:
    """For each meeting the meetings of which its reports say that it is a part."""
    home = {report: meeting.id for meeting in meetings for report in meeting.reports}
    given: dict[str, list[str]] = defaultdict(list)
    for report in reports:
        if report.part_of is not None and report.part_of in home and home[report.id] != home[report.part_of]:
            given[home[report.id]].append(home[report.part_of])
    return given


def whole_said(given: Iterable[str]) -> str | None:
    """The whole that most reports of a meeting give."""
    counts = Counter(given)
    return min(counts, key=lambda whole: (-counts[whole], whole), default=None)


def _index(meetings: Iterable[Meeting]) -> dict[tuple[str, int], list[Meeting]]:
    """Meetings that can be wholes, by party and by day (ordinal)."""
    found: dict[tuple[str, int], list[Meeting]] = defaultdict(list)
    for meeting in meetings:
        for day in days_as_whole(meeting) or ():
            for party in meeting.participants:
                found[party.actor.id, day].append(meeting)
    return found


def _around(part: Meeting, index: Mapping[tuple[str, int], Sequence[Meeting]]) -> list[Meeting]:
    days = days_as_part(part)
    if days is None:
        return []
    return [whole for party in part.participants for whole in index.get((party.actor.id, days[0]), ())]


def days_as_whole(meeting: Meeting) -> range | None:
    """The days (ordinals) in which a meeting can have parts; None where it cannot."""
    alone = meeting.kind in {"call", "meeting"} or meeting.medium in {"phone", "video"}
    return None if alone else _days(meeting)


def days_as_part(meeting: Meeting) -> range | None:
    """The days (ordinals) of a meeting that can be a part; None where it cannot."""
    return None if meeting.kind == "summit" or meeting.medium in {"phone", "video"} else _days(meeting)


def _days(meeting: Meeting) -> range | None:
    if meeting.when.first is None or meeting.when.last is None:
        return None
    if meeting.when.approximate and meeting.when.basis != "news":
        return None
    days = range(meeting.when.first.toordinal(), meeting.when.last.toordinal() + 1)
    return days if len(days) <= LONGEST_DAYS else None


def whole_of(part: Meeting, around: Iterable[Meeting]) -> str | None:
    """Of which of the meetings with a party in common this one is a part."""
    days = days_as_part(part)
    if days is None:
        return None
    fitting = {whole.id: whole for whole in around if _fits(part, days, whole)}
    best = min(
        fitting.values(), key=lambda whole: (len(_days(whole) or ()), -len(whole.reports), whole.id), default=None
    )
    return best.id if best else None


def _fits(part: Meeting, days: range, whole: Meeting) -> bool:
    around = days_as_whole(whole)
    if around is None or part.id == whole.id or days[0] < around[0] or days[-1] > around[-1]:
        return False
    if (RANKS[part.kind], len(days)) >= (RANKS[whole.kind], len(around)) or RANKS[part.kind] > RANKS[whole.kind]:
        return False
    if (part.status in {"cancelled", "refused"}) != (whole.status in {"cancelled", "refused"}):
        return False
    one, other = spot_of(part.place), spot_of(whole.place)
    if one and other and apart(one, other):
        return False
    small, large = sides(part.participants), sides(whole.participants)
    if whole.kind == "visit":
        return _stop(part, whole) if part.kind == "visit" else _during(part, whole)
    placed = bool(one and other and one.city and other.city) or whole.kind == "negotiation"
    if placed and forums_of(whole.participants):
        return bool({side for side, _ in small} & {side for side, _ in large})  # the others are members, told or not
    return placed and len(small) < len(large) + (whole.kind == "negotiation") and _inside(small, large)


def _inside(small: Sides, large: Sides) -> bool:
    """Whether every side of the part is in the whole, by a common person or, where one has none named, by country."""
    known = dict(large)
    return all(side in known and (not named or not known[side] or named & known[side]) for side, named in small)


def _during(part: Meeting, visit: Meeting) -> bool:
    """Talks of the visitor with somebody of the country visited."""
    visitors = {p.actor.id for p in visit.participants if p.role == "visitor"}
    hosts = {p.country for p in visit.participants if p.role != "visitor" and p.country}
    if visit.place is not None and visit.place.country:
        hosts &= {visit.place.country}
    took_part = {p.actor.id for p in part.participants}
    return bool(visitors & took_part) and any(
        p.country in hosts and p.actor.id not in visitors for p in part.participants
    )


def _stop(part: Meeting, tour: Meeting) -> bool:
    """A visit to one of the countries of a tour."""
    visitors = {p.actor.id for p in tour.participants if p.role == "visitor"}
    toured = {p.country for p in tour.participants if p.role != "visitor" and p.country}
    where = part.place.country if part.place else None
    stop = {where} if where else {p.country for p in part.participants if p.role != "visitor" and p.country}
    travelling = {p.actor.id for p in part.participants if p.role == "visitor"}
    return len(toured) > 1 and bool(visitors & travelling) and bool(stop) and stop < toured
