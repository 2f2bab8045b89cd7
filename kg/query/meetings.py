"""Which meetings: of whom, between whom, where, when, in what standing, how well supported."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from kg.archive import Archive
from kg.graph.findings import Findings, Readable
from kg.query.answers import Meetings, Told, told
from kg.query.wanted import Wanted, fitting, where

SORTED_AT_ONCE = 20_000
"""Meetings that are sorted rather than read in the order of days."""
HELD_AT_ONCE = 20_000
"""Meetings that are held in memory while they are exported: twice as quick as reading them again for each file."""


def meetings(
    archive: Archive, wanted: Wanted, *, limit: int | None = 100, skip: int = 0, oldest_first: bool = False
) -> Meetings:
    """The meetings that fit, the latest first, those without a day last; ``limit`` None: all of them.

    Raises UnknownName for a name nobody and nothing has.
    """
    with archive.snapshot():
        fit = fitting(archive, wanted)
        first, clause = fit.first, fit.clause
        ask = archive.connection.execute
        (count,) = ask(f"SELECT count(*) {clause}", fit.given).fetchone()
        undated = 0
        if fit.timing:
            without = where(*fit.conditions, f"{first} = ''")
            (undated,) = ask(f"SELECT count(*) FROM {fit.source} {without}", (*fit.keys, *fit.values)).fetchone()
        # Many fit: go through them in the order of days until there are enough. Few: find them, then sort.
        many = count > SORTED_AT_ONCE
        order = f"{first} = '', {first}, m.id" if oldest_first else f"{'' if many else '+'}{first} DESC, m.id"
        if many and not fit.keys:
            clause = clause.replace("meetings m", "meetings m INDEXED BY meetings_by_day", 1)
        most = -1 if limit is None else limit
        rows = ask(f"SELECT m.key {clause} ORDER BY {order} LIMIT ? OFFSET ?", (*fit.given, most, skip)).fetchall()
        shown = told(archive, [key for (key,) in rows], days=(wanted.first, wanted.last))
    return Meetings(count=count, shown=shown, undated=undated)


def meeting_told(archive: Archive, id_: str) -> Told | None:
    """The meeting with that id and who tells of it; None where there is none."""
    with archive.snapshot():
        row = archive.connection.execute("SELECT key FROM meetings WHERE id = ?", (id_,)).fetchone()
        return told(archive, row)[0] if row else None


@contextmanager
def reading(archive: Archive, wanted: Wanted) -> Iterator[Readable]:
    """The meetings that fit, with the reports and articles they rest on, for exports; many are read as they are needed.

    A meeting whose whole (the summit it is part of) does not fit is given without it. Raises as ``meetings`` does.
    """
    with archive.snapshot():
        keys = None
        if wanted != Wanted():
            fit = fitting(archive, wanted)
            keys = [key for (key,) in archive.connection.execute(f"SELECT m.key {fit.clause}", fit.given)]
        with archive.reading(keys) as stored:
            yield stored if len(stored.meetings) > HELD_AT_ONCE else stored.held()


def findings(archive: Archive, wanted: Wanted) -> Findings:
    """The same in memory."""
    with reading(archive, wanted) as found:
        return Findings(meetings=tuple(found.meetings), reports=tuple(found.reports), articles=tuple(found.articles))
