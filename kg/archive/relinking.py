"""A small change: what is near the articles that came or went is linked anew, and all else stays as it is.

The result is that of linking everything: reports that are not near each other are put together as if the others were
not there. What is near is looked for as it was before the change and as it is after it, so that what was put together
because of an article that went is taken apart again.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kg.archive import codec
from kg.archive.articles import StoredArticles
from kg.archive.cast import renew_actors, renew_places, write_forms
from kg.archive.changes import Changes
from kg.archive.codec import Records
from kg.archive.judgements import decisions_of, judged_there, keep_stand_ins
from kg.archive.nearby import Nearby
from kg.archive.rows import forget, keep_longest, those_acted_for, write_rows
from kg.linking import put_together
from kg.linking.wholes import days_as_part, days_as_whole, part_of, whole_of, whole_said
from kg.model import Meeting, Place, Report

LONGEST_DAYS = 31
"""A meeting that is told with a longer time is no whole (``kg.linking.wholes``)."""


def derive_near(connection: sqlite3.Connection, records: Records, changes: Changes) -> None:
    """Make what is near the changes what the articles and decisions say. Inside a transaction."""
    _Relinking(connection, records).derive(changes)


class _Relinking:
    def __init__(self, connection: sqlite3.Connection, records: Records) -> None:
        self._connection, self._records = connection, records
        self._ask = connection.execute
        self._meetings: dict[int, Meeting] = {}
        """Those that were read or written, by key."""

    def derive(self, changes: Changes) -> None:
        judged = judged_there(self._connection)
        keep_stand_ins(self._connection, decisions_of(self._connection), {})  # none: only reports are decided on
        now = Nearby(self._connection, self._records, judged)
        reports = [now.report(key) for key in sorted(self._concerned(changes, now))]
        keys = changes.meetings | {key for each in reports for key in self._telling(each.id)}
        before = {meeting.id: (key, meeting) for key, meeting in self._read(sorted(keys)).items()}
        linked = put_together(reports, StoredArticles(self._connection), judgements=judged).meetings
        kept = {m.id: before[m.id][0] for m in linked if m.id in before and _same(before[m.id][1], m)}
        gone = {key: meeting for id_, (key, meeting) in before.items() if id_ not in kept}
        new = sorted((m for m in linked if m.id not in kept), key=lambda m: m.id)
        forget(self._connection, gone)
        came = [now.report(key) for key in sorted(changes.came)]
        actors = self._renew_actors([*gone.values(), *new, *came], new, changes.records)
        for report in came:
            write_forms(self._connection, report, actors)
        places = renew_places(self._connection, _places(gone.values(), new), self._told_at)
        for key in gone:
            self._meetings.pop(key, None)
        written = {write_rows(self._connection, meeting, actors, places): meeting for meeting in new}
        self._meetings |= written
        self._write_wholes(written, gone.values())
        keep_longest(self._connection)
        self._forget_records(changes.records)

    def _concerned(self, changes: Changes, now: Nearby) -> set[int]:
        """The reports near what came and what went, by what they were found by before and by what they are now."""
        before = Nearby(
            self._connection, self._records, judged_there(self._connection), without=frozenset(changes.came)
        )
        touched: set[int] = set()
        for key in changes.came:
            touched |= (now.copies(key) - changes.came) | before.alike(now.view(key))
        touched = changes.near | before.around(touched) | changes.came
        now.write_traces(touched)
        return now.around(touched, renewing=True)

    def _telling(self, report: str) -> list[int]:
        return [key for (key,) in self._ask("SELECT meeting FROM told WHERE report = ?", (report,))]

    def _read(self, keys: Iterable[int]) -> dict[int, Meeting]:
        """The meetings with these keys, as far as they are there."""
        found = {}
        for key in keys:
            if key not in self._meetings:
                row = self._ask("SELECT body FROM meeting_bodies WHERE key = ?", (key,)).fetchone()
                if row is None:
                    continue
                self._meetings[key] = codec.decode(row[0], self._records, type=Meeting)
            found[key] = self._meetings[key]
        return found

    # Actors and places

    def _renew_actors(
        self, items: Iterable[Meeting | Report], new: Sequence[Meeting], records: Collection[int]
    ) -> dict[str, int]:
        items = tuple(items)
        ids = {party.actor.id for item in items for party in item.participants}
        ids |= those_acted_for(item for item in items if isinstance(item, Meeting))
        for key in records:
            ids |= {id_ for (id_,) in self._ask("SELECT actor FROM records WHERE key = ?", (key,))}
        return renew_actors(self._connection, ids, acted_for=those_acted_for(new))

    def _told_at(self, place: int) -> Iterator[Meeting]:
        query = "SELECT key FROM meetings WHERE place = ? UNION ALL SELECT meeting FROM elsewhere WHERE place = ?"
        for (key,) in self._ask(query, (place, place)).fetchall():
            yield from self._read([key]).values()

    def _forget_records(self, keys: Iterable[int]) -> None:
        query = "DELETE FROM records WHERE key = ? AND NOT EXISTS (SELECT 1 FROM mentioned WHERE record = key)"
        self._connection.executemany(query, [(key,) for key in keys])

    # Parts and wholes

    def _write_wholes(self, written: Mapping[int, Meeting], gone: Collection[Meeting]) -> None:
        """Write the bodies of new meetings, and those of others whose whole has changed."""
        asked = self._parts_to_ask(written, gone)
        wholes = {meeting.id: self._whole(meeting) for meeting in asked.values()}
        keys = {meeting.id: key for key, meeting in asked.items()}

        def above(id_: str) -> str | None:
            return wholes[id_] if id_ in wholes else self._whole_kept(id_)

        for id_ in sorted(wholes):
            for each in _circle(id_, above):
                if each not in wholes:
                    (key,) = self._ask("SELECT key FROM meetings WHERE id = ?", (each,)).fetchone()
                    keys[each], wholes[each] = key, self._whole_kept(each)
        for id_, key in sorted(keys.items()):
            whole = part_of(id_, above)
            self._ask("DELETE FROM circles WHERE meeting = ?", (key,))
            if whole is None and wholes[id_] is not None:
                self._ask("INSERT INTO circles VALUES (?)", (key,))
            meeting = replace(self._read([key])[key], part_of=whole)
            if key in written or meeting != self._meetings[key]:
                body = codec.encode(meeting, self._records)
                values = (key, codec.digest(body), body)
                self._ask("INSERT OR REPLACE INTO meeting_bodies VALUES (?, ?, ?)", values)

    def _parts_to_ask(self, written: Mapping[int, Meeting], gone: Collection[Meeting]) -> dict[int, Meeting]:
        """The meetings whose whole may be another than before."""
        keys = set(written) | {key for (key,) in self._ask("SELECT meeting FROM circles")}
        inside = (
            "SELECT p.meeting FROM parties p JOIN actors a ON a.key = p.actor"
            " WHERE a.id = ? AND p.direct AND p.first BETWEEN ? AND ?"
        )
        saying = "SELECT t.meeting FROM said s JOIN reports r ON r.key = s.report JOIN told t ON t.report = r.id"
        for whole in (*gone, *written.values()):
            if days := days_as_whole(whole):
                for party in whole.participants:
                    keys |= {key for (key,) in self._ask(inside, (party.actor.id, _day(days[0]), _day(days[-1])))}
            for report in whole.reports:
                keys |= {key for (key,) in self._ask(f"{saying} WHERE s.whole = ?", (report,))}
        return self._read(sorted(keys))

    def _whole(self, meeting: Meeting) -> str | None:
        """Of which meeting this one is a part, be it in a circle."""
        said = (
            "SELECT m.id FROM reports r JOIN said s ON s.report = r.key JOIN told t ON t.report = s.whole"
            " JOIN meetings m ON m.key = t.meeting WHERE r.id = ? AND m.id != ?"
        )
        given = [id_ for report in meeting.reports for (id_,) in self._ask(said, (report, meeting.id))]
        return whole_said(given) or whole_of(meeting, self._around(meeting))

    def _around(self, part: Meeting) -> Iterator[Meeting]:
        days = days_as_part(part)
        if days is None:
            return
        query = (
            "SELECT p.meeting FROM actors a JOIN parties p ON p.actor = a.key JOIN meetings m ON m.key = p.meeting"
            " WHERE a.id = ? AND p.direct AND p.first BETWEEN ? AND ? AND m.last >= ?"
            " AND m.kind NOT IN ('call', 'meeting')"
        )
        day = _day(days[0])
        for party in part.participants:
            rows = self._ask(query, (party.actor.id, _day(days[0] - LONGEST_DAYS), day, day)).fetchall()
            yield from self._read([key for (key,) in rows]).values()

    def _whole_kept(self, id_: str) -> str | None:
        (key,) = self._ask("SELECT key FROM meetings WHERE id = ?", (id_,)).fetchone()
        return self._read([key])[key].part_of


def _same(before: Meeting, after: Meeting) -> bool:
    return replace(before, part_of=None) == after


def _places(gone: Iterable[Meeting], new: Iterable[Meeting]) -> dict[str, list[Place]]:
    """What new meetings tell of places, by id; also of those that only meetings that are gone told of."""
    found: dict[str, list[Place]] = {}
    for meeting in gone:
        for place in (meeting.place, *meeting.other_places):
            if place is not None:
                found.setdefault(place.id, [])
    for meeting in new:
        for place in (meeting.place, *meeting.other_places):
            if place is not None:
                found.setdefault(place.id, []).append(place)
    return found


def _circle(part: str, above: Callable[[str], str | None]) -> list[str]:
    """The meetings that are parts of each other, this one among them; none, where it is in no circle."""
    chain = [part]
    while (whole := above(chain[-1])) is not None and whole not in chain:
        chain.append(whole)
    return chain if whole == part else []


def _day(ordinal: int) -> str:
    return dt.date.fromordinal(ordinal).isoformat()
