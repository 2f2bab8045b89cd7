"""What the page shows of a single meeting or actor when somebody opens it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping

import msgspec

from kg.graph.findings import Readable
from kg.model import Actor, Article, Meeting, Span
from kg.records import MeetingRecord, meeting_record

CONTEXT = 160
"""Code points of the article shown before and after a quotation."""
Spellings = Mapping[str, Mapping[str, tuple[str, ...]]]
"""Of each actor (by id) the forms that articles write, and the sources that do."""


class PostShown(msgspec.Struct, frozen=True, kw_only=True):
    """A post an actor held; days as far as they are known ("2020", "2020-02-11"), no last day: still held."""

    title: str
    country: str | None
    first: str | None
    last: str | None


class ActorShown(msgspec.Struct, frozen=True, kw_only=True):
    """What is told of an actor besides meetings."""

    posts: tuple[PostShown, ...]
    wikidata: str | None
    spelt: Mapping[str, tuple[str, ...]]


class ArticleShown(msgspec.Struct, frozen=True, kw_only=True):
    """An article without its text."""

    id: str
    title: str | None
    url: str | None
    source: str | None
    published: dt.date | None


def spellings(findings: Readable) -> Spellings:
    """How articles write everybody. Sources without a name are ""."""
    found: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for meeting in findings.meetings:
        source = {claim.report: claim.source or "" for claim in meeting.history}
        for report in findings.reports_of(meeting):
            for party in report.participants:
                for form in party.forms:
                    found[party.actor.id][form].add(source.get(report.id, ""))
    return {id_: {form: tuple(sorted(told[form])) for form in sorted(told)} for id_, told in found.items()}


def meeting_told(meeting: Meeting, findings: Readable) -> bytes:
    """The meeting's record as JSON, its quotations with the words around them, and its articles without their texts."""
    told = findings.reports_of(meeting)
    record: MeetingRecord = meeting_record(meeting, reports={report.id: report for report in told})
    documents = dict.fromkeys(claim.document for claim in meeting.history)
    articles = {id_: article for id_ in documents if (article := findings.article(id_)) is not None}
    shown: dict[str, object] = msgspec.to_builtins(record)
    shown["evidence"] = [
        _quotation(span, report.document, articles.get(report.document)) for report in told for span in report.evidence
    ]
    shown["articles"] = [msgspec.convert(each, ArticleShown, from_attributes=True) for each in articles.values()]
    return msgspec.json.encode(shown)


def actor_told(actor: Actor, spelt: Spellings) -> bytes:
    """Posts, Wikidata's id, and how articles write the name, as JSON."""
    posts = tuple(
        PostShown(
            title=post.title or post.post.replace("_", " "), country=post.country, first=post.first, last=post.last
        )
        for post in actor.posts
    )
    forms = {form: sources for form, sources in spelt.get(actor.id, {}).items() if form != actor.label}
    return msgspec.json.encode(ActorShown(posts=posts, wikidata=actor.wikidata, spelt=forms))


def _quotation(span: Span, document: str, article: Article | None) -> dict[str, object]:
    shown: dict[str, object] = {
        "document": document, "field": span.field, "start": span.start, "end": span.end, "quote": span.quote
    }  # fmt: skip
    if article is not None and span.field == "text":
        shown["before"] = article.text[max(0, span.start - CONTEXT) : span.start]
        shown["after"] = article.text[span.end : span.end + CONTEXT]
    return shown
