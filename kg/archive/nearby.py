"""Which reports of an archive are near each other (``kg.linking.traces``), found without reading the others."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping

from kg.archive import codec
from kg.archive.articles import StoredArticles
from kg.archive.codec import Records
from kg.linking import Judgements, plans_of
from kg.linking.copies import originals
from kg.linking.moved import PUT_OFF_DAYS, SLIPPED_DAYS, Plan
from kg.linking.press import Press
from kg.linking.traces import alike, hashed, traces
from kg.linking.views import View, view
from kg.model import Report


class Nearby:
    """The reports as they are at one moment, by key, and which of them are near each other."""

    def __init__(
        self, connection: sqlite3.Connection, records: Records, judged: Judgements, *, without: Collection[int] = ()
    ) -> None:
        """``without``: reports that are taken for not being there."""
        self._ask = connection.execute
        self._records, self._articles, self._without = records, StoredArticles(connection), frozenset(without)
        self._judged = judged
        self._same: dict[str, list[str]] = {}
        for one, other in judged.same():
            self._same.setdefault(one, []).append(other)
            self._same.setdefault(other, []).append(one)
        self._reports: dict[int, Report] = {}
        self._keys: dict[str, int] = {}
        self._days: dict[int, int | None] = {}
        self._views: dict[int, View] = {}

    def report(self, key: int) -> Report:
        """The report with that key."""
        if key not in self._reports:
            body, published = self._ask(
                "SELECT r.body, a.published FROM reports r JOIN articles a ON a.key = r.article WHERE r.key = ?", (key,)
            ).fetchone()
            report = codec.decode(body, self._records, type=Report)
            self._reports[key], self._keys[report.id] = report, key
            self._days[key] = dt.date.fromisoformat(published).toordinal() if published else None
        return self._reports[key]

    def view(self, key: int) -> View:
        """How linking sees the report with that key."""
        if key not in self._views:
            block = {each: self.report(each) for each in sorted({key, *self.copies(key)})}
            told = list(block.values())
            original = originals(told, Press(told, self._articles)) if len(told) > 1 else {}
            for each, report in block.items():
                when = original.get(report.id, report).when
                self._views[each] = view(report, published=self._days[each], when=when)
        return self._views[key]

    def copies(self, key: int) -> set[int]:
        """The others that quote the same words of the same parties."""
        query = "SELECT o.key FROM reports r JOIN reports o ON o.words = r.words AND o.key != r.key WHERE r.key = ?"
        return self._present(self._ask(query, (key,)))

    def alike(self, seen: View) -> set[int]:
        """Those with which a report seen like that could be joined by the rules."""
        found: set[int] = set()
        for trace in dict.fromkeys(traces(seen)):
            owned = "" if trace.own else "AND own"
            query = f"SELECT report FROM traces WHERE key = ? AND first <= ? AND last >= ? {owned}"
            found |= self._present(self._ask(query, (trace.key, trace.last, trace.first)))
        return {each for each in found if alike(seen, self.view(each))}

    def told_beside(self, key: int) -> set[int]:
        """Those of the same article that it may repeat, whatever their days."""
        query = "SELECT o.key FROM reports r JOIN reports o ON o.article = r.article AND o.key != r.key WHERE r.key = ?"
        return {each for each in self._present(self._ask(query, (key,))) if alike(self.view(key), self.view(each))}

    def put_together(self, key: int) -> set[int]:
        """Those of the same meeting, as it was derived last, and those that a person said to be of it."""
        report = self.report(key)
        told = "SELECT r.key FROM told t JOIN told o ON o.meeting = t.meeting JOIN reports r ON r.id = o.report"
        found = self._present(self._ask(f"{told} WHERE t.report = ?", (report.id,)))
        for other in self._same.get(report.id, ()):
            found |= self._present(self._ask("SELECT key FROM reports WHERE id = ?", (other,)))
        return found

    def planned(self, key: int) -> set[int]:
        """Those that may be plans of what a report tells, or tell what became of it."""
        found: set[int] = set()
        rows = self._ask("SELECT pair, first, last, planned, put_off FROM plans WHERE report = ?", (key,)).fetchall()
        for pair, first, last, planned, put_off in rows:
            most = f"CASE WHEN {int(put_off)} OR put_off THEN {PUT_OFF_DAYS} ELSE {SLIPPED_DAYS} END"
            before = f"planned AND last BETWEEN :first - {PUT_OFF_DAYS} AND :first - 1 AND :first - last <= {most}"
            query = f"SELECT report FROM plans WHERE pair = :pair AND {before}"
            found |= self._present(self._ask(query, {"pair": pair, "first": first}))
            if planned:
                after = f"first BETWEEN :last + 1 AND :last + {PUT_OFF_DAYS} AND first - :last <= {most}"
                query = f"SELECT report FROM plans WHERE pair = :pair AND {after}"
                found |= self._present(self._ask(query, {"pair": pair, "last": last}))
        return found

    def joinable(self, seeds: Iterable[int]) -> set[int]:
        """The seeds with all that could be joined with them, in one step or several, but for plans that were moved."""
        found, waiting = set(seeds), sorted(seeds)
        while waiting:
            key = waiting.pop()
            near = self.copies(key) | self.told_beside(key) | self.alike(self.view(key)) | self.put_together(key)
            more = near - found
            found |= more
            waiting += sorted(more)
        return found

    def around(self, seeds: Iterable[int], *, renewing: bool = False) -> set[int]:
        """All that is near the seeds, in one step or several. ``renewing``: the plans of all of it are written anew."""
        found: set[int] = set()
        waiting = set(seeds)
        while waiting:
            together = self.joinable({min(waiting)})
            found |= together
            if renewing:
                self.write_plans(together)
            for key in together:
                waiting |= self.planned(key)
            waiting -= found
        return found

    def write_plans(self, keys: Collection[int]) -> None:
        """Keep which of these can be plans that were moved, or what became of such."""
        for key in keys:
            self._ask("DELETE FROM plans WHERE report = ?", (key,))
        reports = [self.report(key) for key in keys]
        for row in plan_rows(plans_of(reports, self._articles, judgements=self._judged), self._keys):
            self._ask("INSERT INTO plans VALUES (?, ?, ?, ?, ?, ?)", row)

    def write_traces(self, keys: Collection[int]) -> None:
        """Keep what these are found by."""
        for key in keys:
            self._ask("DELETE FROM traces WHERE report = ?", (key,))
            for row in trace_rows(self.view(key), key):
                self._ask("INSERT INTO traces VALUES (?, ?, ?, ?, ?)", row)

    def _present(self, rows: Iterable[tuple[int]]) -> set[int]:
        return {key for (key,) in rows} - self._without


def trace_rows(seen: View, report: int) -> Iterator[tuple[int, int, int, bool, int]]:
    """What a report seen like that is found by, as rows."""
    for each in dict.fromkeys(traces(seen)):
        yield each.key, each.first, each.last, each.own, report


def plan_rows(plans: Iterable[Plan], keys: Mapping[str, int]) -> Iterator[tuple[int, int, int, bool, bool, int]]:
    """The same for plans; ``keys`` are those of reports by id."""
    for plan in plans:
        for pair in sorted(plan.pairs):
            pair_key = hashed("\x1f".join(pair))
            yield pair_key, plan.first, plan.last, plan.planned, plan.put_off, keys[plan.report]
