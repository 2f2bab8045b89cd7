"""What is asked for, and which meetings of an archive fit it: one filter for questions, page, and exports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from kg.archive import Archive
from kg.archive.rows import acting_for
from kg.model import Kind, Medium, Status
from kg.query.choosing import find_actor, find_place


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked for; a meeting must fit all that is given."""

    actors: tuple[str, ...] = ()
    """Ids or names; each must have been there. A person's meetings count for the state he acted for then."""
    around: tuple[str, ...] = ()
    """Ids or names; one of these was there, or two of those whom one of them met."""
    countries: tuple[str, ...] = ()
    """Codes; somebody of each must have been there."""
    place: str | None = None
    """A city, venue or country, by name or id; one that only some of the articles give counts too."""
    first: dt.date | None = None
    last: dt.date | None = None
    """Days, inclusive. A meeting fits when it may have been within them; ``Told.certain`` says whether it was."""
    certain: bool = False
    """Only meetings that surely were within the days."""
    statuses: tuple[Status, ...] = ()
    kinds: tuple[Kind, ...] = ()
    media: tuple[Medium, ...] = ()
    min_sources: int = 0
    max_sources: int | None = None
    """1: what one source alone claims."""
    min_confidence: float = 0.0
    changed_since: dt.date | None = None
    """Only meetings that an article published on that day or later tells of."""
    disputed: bool = False
    """Only meetings on which articles contradict each other."""

    def __post_init__(self) -> None:
        if self.first and self.last and self.last < self.first:
            raise ValueError(f"{self.first} to {self.last} is no range: give the earlier day first")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitting:
    """The meetings that fit, as a query to the tables: FROM ``source`` WHERE ``conditions`` AND ``timing``."""

    source: str
    keys: tuple[int, ...]
    """The actors that ``source`` asks for."""
    conditions: tuple[str, ...]
    values: tuple[object, ...]
    timing: tuple[str, ...]
    days: tuple[str, ...]

    @property
    def first(self) -> str:
        """The column with the first day, the one that is indexed together with what ``source`` reads."""
        return "p0.first" if self.keys else "m.first"

    @property
    def clause(self) -> str:
        """All of it."""
        return f"FROM {self.source} {where(*self.conditions, *self.timing)}"

    @property
    def given(self) -> tuple[object, ...]:
        """The values that ``clause`` wants."""
        return (*self.keys, *self.values, *self.days)


def fitting(archive: Archive, wanted: Wanted) -> Fitting:
    """The query for what is wanted. Raises UnknownName for a name nobody and nothing has."""
    source, keys = _source(archive, wanted)
    conditions, values = _conditions(archive, wanted)
    timing, days = _timing(archive, wanted, "p0.first" if keys else "m.first")
    return Fitting(
        source=source, keys=tuple(keys), conditions=tuple(conditions), values=tuple(values),
        timing=tuple(timing), days=tuple(days),
    )  # fmt: skip


def where(*conditions: str) -> str:
    """A WHERE clause; nothing for no conditions."""
    return f"WHERE {' AND '.join(conditions)}" if conditions else ""


def _source(archive: Archive, wanted: Wanted) -> tuple[str, list[int]]:
    """Where to look: all meetings, or those of the actor who has the fewest, looked up for the others."""
    names = (*wanted.actors, *map(acting_for, wanted.countries))
    keys = {find_actor(archive, name).key for name in names}
    if not keys:
        return "meetings m", []
    count = "SELECT count(*) FROM parties WHERE actor = ?"
    ordered = sorted(keys, key=lambda key: (archive.connection.execute(count, (key,)).fetchone()[0], key))
    others = "".join(
        f" CROSS JOIN parties p{n} ON p{n}.actor = ? AND p{n}.first = p0.first AND p{n}.meeting = p0.meeting"
        for n in range(1, len(ordered))
    )
    source = f"(SELECT first, meeting FROM parties WHERE actor = ?) p0{others}"
    return f"{source} CROSS JOIN meetings m ON m.key = p0.meeting", ordered


def _conditions(archive: Archive, wanted: Wanted) -> tuple[list[str], list[object]]:
    conditions: list[str] = []
    values: list[object] = []

    def must(condition: str, *given: object) -> None:
        conditions.append(condition)
        values.extend(given)

    if wanted.around:
        centres = sorted({find_actor(archive, name).key for name in wanted.around})
        these = f"actor IN {_marks(centres)}"
        met = "SELECT q.actor FROM parties p JOIN parties q ON q.meeting = p.meeting"
        met += f" WHERE p.{these} AND p.direct AND p.status = 'held' AND q.direct"
        among = f"SELECT meeting FROM parties WHERE direct AND actor IN ({met}) GROUP BY meeting HAVING count(*) > 1"
        must(f"m.key IN (SELECT meeting FROM parties WHERE {these} AND direct UNION {among})", *centres * 2)
    if wanted.place is not None:
        where = find_place(archive, wanted.place)
        places, countries = _marks(where.keys), _marks(where.countries)
        elsewhere = "SELECT e.meeting FROM elsewhere e JOIN places p ON p.key = e.place"
        must(
            f"(m.place IN {places} OR m.country IN {countries}"
            f" OR m.key IN ({elsewhere} WHERE e.place IN {places} OR p.country IN {countries}))",
            *(*where.keys, *where.countries) * 2,
        )
    for column, chosen in (("status", wanted.statuses), ("kind", wanted.kinds), ("medium", wanted.media)):
        if chosen:
            must(f"m.{column} IN {_marks(chosen)}", *chosen)
    if wanted.min_sources:
        must("m.sources >= ?", wanted.min_sources)
    if wanted.max_sources is not None:
        must("+m.sources <= ?", wanted.max_sources)  # +: true of most, no use for an index
    if wanted.min_confidence:
        must("m.confidence >= ?", wanted.min_confidence)
    if wanted.changed_since:
        must("m.changed >= ?", wanted.changed_since.isoformat())
    if wanted.disputed:
        must("m.disputed")
    return conditions, values


def _timing(archive: Archive, wanted: Wanted, first: str) -> tuple[list[str], list[str]]:
    """The meeting's interval and the days asked for have one in common, or it lies inside of them."""
    conditions, values = [], []
    if wanted.first:
        earliest = wanted.first if wanted.certain else _before(wanted.first, archive.longest)
        conditions.append(f"{first} >= ?")
        values.append(earliest.isoformat())
        if not wanted.certain:
            conditions.append("m.last >= ?")
            values.append(wanted.first.isoformat())
    if wanted.last:
        conditions.append(f"{first} > ''")
        conditions.append("m.last <= ?" if wanted.certain else f"{first} <= ?")
        values.append(wanted.last.isoformat())
    return conditions, values


def _before(day: dt.date, days: int) -> dt.date:
    return dt.date.fromordinal(max(1, day.toordinal() - days))


def _marks(values: Sequence[object]) -> str:
    return f"({', '.join('?' * len(values))})"
