"""Two actors: the chain of meetings between them, how often they met, whom both met."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from kg.archive import Archive
from kg.query.actors import TALLY, Companion, Tally, companion
from kg.query.answers import Told, told
from kg.query.choosing import Somebody, as_somebody, find_actor, somebody

ROUGH_MONTHS = 3
"""Months within which a meeting must be known to be counted as possible in each of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Two people who met, and the best supported meeting they had."""

    one: Somebody
    other: Somebody
    meeting: Told

    @property
    def side_by_side(self) -> bool:
        """Whether both were there for the same country."""
        acting = {party.actor.id: party.country for party in self.meeting.meeting.participants}
        return acting.get(self.one.id) is not None and acting.get(self.one.id) == acting.get(self.other.id)


def path(archive: Archive, one: str, other: str, *, longest: int = 6) -> tuple[Link, ...]:
    """The shortest chain of meetings held, from one to the other by way of people; empty when there is none.

    ``longest`` is how many meetings a chain may have. Of chains of equal length the same one is given each time.
    Raises UnknownName, or ValueError when both names mean the same one.
    """
    with archive.snapshot():
        start, end = _two(archive, one, other)
        keys = _chain(archive, start.key, end.key, longest)
        people = [somebody(archive, key) for key in keys]
        return tuple(
            Link(one=a, other=b, meeting=told(archive, [_best(archive, a.key, b.key)])[0]) for a, b in pairwise(people)
        )


def _two(archive: Archive, one: str, other: str) -> tuple[Somebody, Somebody]:
    a, b = find_actor(archive, one), find_actor(archive, other)
    if a.key == b.key:
        raise ValueError(f"{one!r} and {other!r} are both {a}: name two different ones")
    return a, b


def _chain(archive: Archive, start: int, end: int, longest: int) -> list[int]:
    """Keys of the actors on the way: searched from both ends, the smaller front first."""
    kinds = archive.connection.execute("SELECT key FROM actors WHERE kind <> 'person'")
    closed = {key for (key,) in kinds} - {start, end}
    behind: dict[int, int | None] = {start: None}
    ahead: dict[int, int | None] = {end: None}
    fronts = [start], [end]
    for _ in range(longest):
        forward = len(fronts[0]) <= len(fronts[1])
        seen, facing = (behind, ahead) if forward else (ahead, behind)
        front = fronts[0] if forward else fronts[1]
        reached: list[int] = []
        for key in front:
            for other in _met(archive, key):
                if other not in seen and other not in closed:
                    seen[other] = key
                    reached.append(other)
        common = sorted(each for each in reached if each in facing)
        if common:
            return [*reversed(list(_back(behind, common[0]))), *list(_back(ahead, common[0]))[1:]]
        fronts = (sorted(reached), fronts[1]) if forward else (fronts[0], sorted(reached))
        if not reached:
            return []
    return []


def _met(archive: Archive, key: int) -> list[int]:
    query = "SELECT DISTINCT other FROM pairs WHERE actor = ? ORDER BY other"
    return [other for (other,) in archive.connection.execute(query, (key,))]


def _back(seen: dict[int, int | None], key: int) -> Iterator[int]:
    at: int | None = key
    while at is not None:
        yield at
        at = seen[at]


def _best(archive: Archive, one: int, other: int) -> int:
    """The best supported meeting of two who met, of equals the one with the fewest others, then the first."""
    (key,) = archive.connection.execute(
        "SELECT m.key FROM pairs p JOIN meetings m ON m.key = p.meeting WHERE p.actor = ? AND p.other = ?"
        " ORDER BY m.sources DESC, (SELECT count(*) FROM parties o WHERE o.meeting = m.key AND o.direct),"
        " m.confidence DESC, m.first, m.id LIMIT 1",
        (one, other),
    ).fetchone()
    return int(key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """Meetings in a month."""

    month: str
    """ "2025-04"."""
    certain: int
    """Meetings that surely fell in it."""
    possible: int
    """Those, and meetings that may have fallen in it or in a month beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contacts:
    """How two actors met over time; meetings that were held."""

    one: Somebody
    other: Somebody
    months: tuple[Month, ...]
    """Months with a meeting, the earliest first."""
    count: int
    undated: int
    rough: int
    """Meetings of which only the year, or the like, is known: more than ``ROUGH_MONTHS`` months. They are in no month,
    and the first or last meeting only where there is no other."""
    first: Told | None
    last: Told | None


def contacts(archive: Archive, one: str, other: str) -> Contacts:
    """Meetings held of two actors, or states, by month, with the first and the last. Raises UnknownName."""
    with archive.snapshot():
        a, b = _two(archive, one, other)
        rows = archive.connection.execute(
            "SELECT m.key, m.first, m.last FROM parties p CROSS JOIN parties q ON q.actor = ? AND q.first = p.first"
            " AND q.meeting = p.meeting CROSS JOIN meetings m ON m.key = p.meeting"
            " WHERE p.actor = ? AND p.status = 'held' ORDER BY m.first, m.id",
            (b.key, a.key) if _fewer(archive, a, b) else (a.key, b.key),
        ).fetchall()
        dated = [row for row in rows if row[1]]
        rough = [row for row in dated if len(list(_between(row[1][:7], row[2][:7]))) > ROUGH_MONTHS]
        known = [row for row in dated if row not in rough] or dated
        latest = max(known, key=lambda row: row[1])[0] if known else None
        return Contacts(
            one=a,
            other=b,
            months=_months((row[1], row[2]) for row in dated if row not in rough),
            count=len(rows),
            undated=len(rows) - len(dated),
            rough=len(rough),
            first=told(archive, [known[0][0]])[0] if known else None,
            last=told(archive, [latest])[0] if latest is not None else None,
        )


def _fewer(archive: Archive, one: Somebody, other: Somebody) -> bool:
    query = "SELECT count(*) FROM parties WHERE actor = ?"
    few, many = (archive.connection.execute(query, (each.key,)).fetchone()[0] for each in (one, other))
    return bool(few <= many)


def _months(intervals: Iterable[tuple[str, str]]) -> tuple[Month, ...]:
    certain: Counter[str] = Counter()
    possible: Counter[str] = Counter()
    for first, last in intervals:
        months = list(_between(first[:7], last[:7]))
        possible.update(months)
        if len(months) == 1:
            certain.update(months)
    return tuple(Month(month=month, certain=certain[month], possible=possible[month]) for month in sorted(possible))


def _between(first: str, last: str) -> Iterator[str]:
    """The months from first to last, both in."""
    year, month = int(first[:4]), int(first[5:])
    while (name := f"{year:04}-{month:02}") <= last:
        yield name
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Common:
    """Somebody who met both."""

    actor: Somebody
    with_one: Companion
    """``actor`` as the companion of the first: how often, when, and the id of the latest meeting."""
    with_other: Companion


def common(archive: Archive, one: str, other: str, *, limit: int | None = 20) -> tuple[Common, ...]:
    """Who met both, at meetings held; whom both met most often first. Raises UnknownName and ValueError as ``path``."""
    with archive.snapshot():
        a, b = _two(archive, one, other)
        rows = archive.connection.execute(
            "SELECT x.meetings, x.first, x.last, y.meetings, y.first, y.last, c.key, c.id, c.label, c.kind, c.country"
            f" FROM ({TALLY}) x JOIN ({TALLY}) y ON y.other = x.other JOIN actors c ON c.key = x.other"
            " WHERE x.other NOT IN (?, ?) ORDER BY min(x.meetings, y.meetings) DESC, c.id LIMIT ?",
            (a.key, b.key, a.key, b.key, -1 if limit is None else limit),
        ).fetchall()
        return tuple(
            Common(
                actor=as_somebody(who),
                with_one=companion(archive, a, Tally(meetings=n, first=first, last=last, actor=as_somebody(who))),
                with_other=companion(archive, b, Tally(meetings=m, first=since, last=until, actor=as_somebody(who))),
            )
            for n, first, last, m, since, until, *who in rows
        )
