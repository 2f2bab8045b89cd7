"""Which meetings: of whom, between whom, where, when, in what standing, how well supported."""

from __future__ import annotations

from kg.archive import Archive
from kg.graph.findings import Findings
from kg.query.answers import Meetings, Told, told
from kg.query.wanted import Wanted, fitting, where

SORTED_AT_ONCE = 20_000
"""Meetings that are sorted rather than read in the order of days."""


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


def findings(archive: Archive, wanted: Wanted) -> Findings:
    """The meetings that fit, with the reports and articles they rest on, for exports. Raises as ``meetings`` does.

    A meeting whose whole (the summit it is part of) does not fit is given without it.
    """
    if wanted == Wanted():
        return archive.findings()
    with archive.snapshot():
        fit = fitting(archive, wanted)
        rows = archive.connection.execute(f"SELECT m.key {fit.clause}", fit.given).fetchall()
        return archive.findings([key for (key,) in rows])
