"""Reports to meetings: linked on the driver, written by the workers."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from kg.archive.codec import unpack_article, unpack_reports
from kg.exporters.lines import write_nquads
from kg.graph.findings import Telling, actors_of, places_of
from kg.linking import link
from kg.linking.press import COMPARED
from kg.model import Actor, Article, Meeting, Place, Report
from kg.records import encode, meeting_record

if TYPE_CHECKING:
    from pyarrow import RecordBatch
    from pyspark.sql import DataFrame, SparkSession

MEETINGS = "id string, status string, kind string, first date, last date, record string, body binary"
"""A meeting: what to look it up by, its line of meetings.jsonl, and all of it as JSON of the model's type."""


def link_to_files(session: SparkSession, extracted: str, output: str, *, base: str) -> int:
    """Link what was extracted; write ``meetings`` (Parquet) and ``nquads`` (text) under ``output``; the meetings."""
    rows = session.read.parquet(extracted).where("article is not null")
    reports: list[Report] = []
    articles: dict[str, Article] = {}
    for row in rows.where("reports is not null").select("article", "reports").toLocalIterator(prefetchPartitions=True):
        article = unpack_article(bytes(row["article"]))
        articles[article.id] = replace(article, text=article.text[: 2 * COMPARED])  # what linking compares
        reports += unpack_reports(bytes(row["reports"]))
    meetings = link(reports, articles)
    articles.clear()
    table = _meeting_table(session, meetings, {report.id: report for report in reports})
    table.write.parquet(f"{output}/meetings", compression="zstd")
    quads = partial(_quads_of_meetings, base=base)
    merged = session.read.parquet(f"{output}/meetings").select("body").mapInArrow(quads, "value string")
    rest = session.createDataFrame([(line,) for line in _rest(meetings, reports, base)] or [], "value string")
    about = session.createDataFrame(_about(meetings, reports), "document string, report string, meeting string")
    told = _tellings(rows, about).mapInArrow(partial(_quads_of_articles, base=base), "value string")
    merged.unionByName(rest).distinct().unionByName(told).write.text(f"{output}/nquads", compression="gzip")
    return len(meetings)


def _meeting_table(session: SparkSession, meetings: Sequence[Meeting], known: Mapping[str, Report]) -> DataFrame:
    made = []
    for meeting in meetings:
        record = encode(meeting_record(meeting, reports={id_: known[id_] for id_ in meeting.reports})).decode().strip()
        days = (meeting.when.first, meeting.when.last)
        made.append((meeting.id, meeting.status, meeting.kind, *days, record, msgspec.json.encode(meeting)))
    return session.createDataFrame(made, MEETINGS).repartition("id").sortWithinPartitions("id")


def _about(meetings: Iterable[Meeting], reports: Iterable[Report]) -> list[tuple[str, str, str]]:
    documents = {report.id: report.document for report in reports}
    return [(documents[id_], id_, meeting.id) for meeting in meetings for id_ in meeting.reports]


def _tellings(rows: DataFrame, about: DataFrame) -> DataFrame:
    """Each article with its reports and the meetings these tell of: joined by the article's id."""
    from pyspark.sql import functions as f

    pairs = about.groupBy("document").agg(f.map_from_entries(f.collect_list(f.struct("report", "meeting"))).alias("m"))
    return rows.join(pairs, rows["id"] == pairs["document"], "left").select("article", "reports", "m")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """Some of the findings, to be written where they are."""

    meetings: Collection[Meeting] = ()
    reports: Collection[Report] = ()
    articles: Collection[Article] = ()
    told: Sequence[Telling] = ()
    everybody: Mapping[str, Actor] = field(default_factory=dict)
    everywhere: Mapping[str, Place] = field(default_factory=dict)

    def actors(self) -> Mapping[str, Actor]:
        return self.everybody

    def places(self) -> Mapping[str, Place]:
        return self.everywhere

    def reports_of(self, meeting: Meeting) -> tuple[Report, ...]:
        return ()

    def article(self, id_: str) -> Article | None:
        return None

    def has(self, meeting: str) -> bool:
        return True

    def tellings(self) -> Iterator[Telling]:
        return iter(self.told)


def _quads(part: _Part, base: str) -> list[str]:
    text = io.StringIO()
    write_nquads(part, text, base=base)
    return text.getvalue().split("\n")[:-1]


def _rest(meetings: Sequence[Meeting], reports: Sequence[Report], base: str) -> list[str]:
    """The statements on actors, posts, places and days, which are put together of all articles."""
    everybody, everywhere = actors_of(meetings, reports), places_of(meetings, reports)
    return _quads(_Part(reports=reports, everybody=everybody, everywhere=everywhere), base)


def _quads_of_meetings(batches: Iterable[RecordBatch], *, base: str) -> Iterator[RecordBatch]:
    for batch in batches:
        meetings = [msgspec.json.decode(body, type=Meeting) for body in batch.column(0).to_pylist()]
        yield _lines(_quads(_Part(meetings=meetings), base))


def _quads_of_articles(batches: Iterable[RecordBatch], *, base: str) -> Iterator[RecordBatch]:
    for batch in batches:
        told = []
        for row in batch.to_pylist():
            article = unpack_article(row["article"])
            reports = unpack_reports(row["reports"]) if row["reports"] is not None else ()
            meetings = defaultdict[str, str | None](lambda: None, row["m"] or ())
            ordered = tuple(sorted(reports, key=lambda report: report.id))
            about = tuple(meetings[report.id] for report in ordered)
            told.append(Telling(document=article.id, article=article, reports=ordered, about=about))
        yield _lines(_quads(_Part(told=told), base))


def _lines(lines: list[str]) -> RecordBatch:
    import pyarrow

    return pyarrow.RecordBatch.from_pydict({"value": pyarrow.array(lines, pyarrow.string())})
