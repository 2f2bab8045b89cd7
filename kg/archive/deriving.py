"""From the reports in the archive to its meetings, with the tables that the questions are answered from.

What is written is only what differs: a meeting's id is made of its reports, so the meetings of an untouched event stay
as they are. After a small change only what is near it is linked anew (``kg.archive.relinking``); this is the whole.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from kg.archive import codec
from kg.archive.articles import StoredArticles, note, stored_reports
from kg.archive.cast import write_actors, write_places
from kg.archive.changes import Changes, rules
from kg.archive.codec import Records
from kg.archive.judgements import decisions_of, judged_there, keep_stand_ins
from kg.archive.judging import applied, stand_ins
from kg.archive.nearby import plan_rows, trace_rows
from kg.archive.relinking import derive_near
from kg.archive.rows import digests, forget, keep_longest, those_acted_for, write_rows
from kg.linking import Linked, put_together
from kg.linking.wholes import find_wholes, part_of, with_wholes
from kg.model import Meeting, Report


def derive(connection: sqlite3.Connection, records: Records, changes: Changes) -> None:
    """Make the meetings and all that follows from them what the articles and decisions say. Inside a transaction."""
    if changes.whole:
        _derive_all(connection, records)
    else:
        derive_near(connection, records, changes)


def _derive_all(connection: sqlite3.Connection, records: Records) -> None:
    records.load_all()
    extracted = tuple(stored_reports(connection, records))
    decisions = decisions_of(connection)
    one_for_each = stand_ins(extracted, decisions)
    keep_stand_ins(connection, decisions, one_for_each)
    reports = tuple(map(applied(decisions, one_for_each), extracted))
    linked = put_together(reports, StoredArticles(connection), judgements=judged_there(connection))
    meetings = sorted(with_wholes(linked.meetings, reports), key=lambda m: (str(m.when.first or "9999"), m.id))
    actors = write_actors(connection, meetings, reports, besides=sorted(those_acted_for(meetings)))
    places = write_places(connection, meetings)
    before = digests(connection)
    for meeting in meetings:
        body = codec.encode(meeting, records)
        digest = codec.digest(body)
        old_key, old_digest = before.pop(meeting.id, (None, b""))
        if digest == old_digest:
            continue
        if old_key is not None:
            forget(connection, [old_key])
        key = write_rows(connection, meeting, actors, places)
        connection.execute("INSERT INTO meeting_bodies VALUES (?, ?, ?)", (key, digest, body))
    forget(connection, [key for key, _ in before.values()])
    keep_longest(connection)
    _write_finding(connection, records, extracted, linked)
    told: Iterable[Report | Meeting] = (*extracted, *meetings)
    used = {party.actor for item in told for party in item.participants}
    used |= {party.match.actor for item in told for party in item.participants if party.match}
    records.keep_only(used)


def _write_finding(connection: sqlite3.Connection, records: Records, reports: Sequence[Report], linked: Linked) -> None:
    """Keep what is near what, so that a small change need not look at all."""
    keys = dict(connection.execute("SELECT id, key FROM reports"))
    for table in ("mentioned", "said", "traces", "plans", "circles"):
        connection.execute(f"DELETE FROM {table}")
    for report in reports:
        note(connection, keys[report.id], report, records)
    for id_, view in linked.views.items():
        connection.executemany("INSERT INTO traces VALUES (?, ?, ?, ?, ?)", trace_rows(view, keys[id_]))
    connection.executemany("INSERT INTO plans VALUES (?, ?, ?, ?, ?, ?)", plan_rows(linked.plans, keys))
    if any(report.part_of for report in reports):
        wholes = find_wholes(linked.meetings, reports)
        connection.executemany(
            "INSERT INTO circles SELECT key FROM meetings WHERE id = ?",
            [(id_,) for id_ in wholes if part_of(id_, wholes.get) is None],
        )
    connection.execute("INSERT OR REPLACE INTO settings VALUES ('rules', ?)", (rules(),))
