"""A person's decisions about names and reports, as rows: kept with their notes until they are taken back.

Of names, or ids of actors, it is decided whether they mean one actor; of ids of reports, whether they tell of one
meeting.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

import msgspec

from kg.archive.judging import applied, stand_ins
from kg.linking import Judgements, judge
from kg.model import Actor, Report
from kg.resolution.decisions import Decisions, Judgement, decide


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """That two names, or ids of actors, mean the same one or two different ones; or two reports, the same meeting."""

    judgement: Judgement
    one: str
    other: str
    note: str | None = None


def stored_decisions(connection: sqlite3.Connection) -> tuple[Decision, ...]:
    """All of them, by name."""
    rows = connection.execute("SELECT judgement, one, other, note FROM decisions ORDER BY one, other")
    return tuple(Decision(judgement=judgement, one=one, other=other, note=note) for judgement, one, other, note in rows)


def decisions_of(connection: sqlite3.Connection) -> Decisions:
    """The same, as the resolution of actors takes them."""
    return decide((each.judgement, each.one, each.other) for each in stored_decisions(connection))


def keep_stand_ins(connection: sqlite3.Connection, decisions: Decisions, one_for_each: Mapping[str, Actor]) -> None:
    """Keep whom the decisions make of several actors, so that a few reports are read as all of them are."""
    if decisions.pairs:
        body = msgspec.json.encode(dict(sorted(one_for_each.items()))).decode()
        connection.execute("INSERT OR REPLACE INTO settings VALUES ('stand-ins', ?)", (body,))
    else:
        connection.execute("DELETE FROM settings WHERE name = 'stand-ins'")


def applying(connection: sqlite3.Connection, everything: Callable[[], Iterable[Report]]) -> Callable[[Report], Report]:
    """What applies the decisions to a report of the archive; ``everything`` reads all reports of an older one."""
    decisions = decisions_of(connection)
    row = connection.execute("SELECT value FROM settings WHERE name = 'stand-ins'").fetchone()
    if row is None:
        return applied(decisions, stand_ins(everything(), decisions) if decisions.pairs else {})
    return applied(decisions, msgspec.json.decode(row[0], type=dict[str, Actor]))


def meeting_judgements(connection: sqlite3.Connection, reports: Collection[str]) -> Judgements:
    """The decisions on two of these reports, as linking takes them."""
    stored = stored_decisions(connection)
    return judge(
        (each.judgement, each.one, each.other) for each in stored if each.one in reports and each.other in reports
    )


def judged_there(connection: sqlite3.Connection) -> Judgements:
    """The decisions on two reports that are both in the archive."""
    return judge(
        (each.judgement, each.one, each.other)
        for each in stored_decisions(connection)
        if _is_report(connection, each.one) and _is_report(connection, each.other)
    )


def _is_report(connection: sqlite3.Connection, id_: str) -> bool:
    return connection.execute("SELECT 1 FROM reports WHERE id = ?", (id_,)).fetchone() is not None


def keep(connection: sqlite3.Connection, decision: Decision) -> None:
    """Keep a decision; one on the same two names is replaced. Raises DecisionError when it contradicts another."""
    one, other = sorted((decision.one, decision.other))
    values = (one, other, decision.judgement, decision.note)
    connection.execute("INSERT OR REPLACE INTO decisions VALUES (?, ?, ?, ?)", values)
    decisions_of(connection)


def take_back(connection: sqlite3.Connection, one: str, other: str) -> bool:
    """Forget what was decided of the two; whether there was anything."""
    pair = tuple(sorted((one, other)))
    return connection.execute("DELETE FROM decisions WHERE (one, other) = (?, ?)", pair).rowcount > 0
