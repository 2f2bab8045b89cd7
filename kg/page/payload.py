"""What the page shows, as one JSON object: the records of the meetings, who their actors are, and the articles."""

from __future__ import annotations

import msgspec

from kg.graph.findings import Readable
from kg.model import Actor, Article, Meeting, Span
from kg.records import MeetingRecord, meeting_record

CONTEXT = 160
"""Code points of the article shown before and after a quotation."""


class PostShown(msgspec.Struct, frozen=True, kw_only=True):
    """A post an actor held; days as far as they are known ("2020", "2020-02-11"), no last day: still held."""

    title: str
    country: str | None
    first: str | None
    last: str | None


class ActorShown(msgspec.Struct, frozen=True, kw_only=True):
    """An actor with everything the page searches and tells."""

    id: str
    name: str
    kind: str
    country: str | None
    aliases: tuple[str, ...]
    misspellings: tuple[str, ...]
    posts: tuple[PostShown, ...]
    wikidata: str | None


class ArticleShown(msgspec.Struct, frozen=True, kw_only=True):
    """An article without its text."""

    id: str
    title: str | None
    url: str | None
    source: str | None
    published: str | None


def payload(findings: Readable, *, server: str | None = None) -> bytes:
    """The findings as UTF-8 JSON, the same bytes for the same findings.

    Quotations come with the words around them, so that nobody needs the articles' texts; ``server`` is the address
    (relative to the page) under which whole articles and exports are to be had, None for a page that stands alone.
    """
    content: dict[str, object] = {
        "meetings": [_meeting(meeting, findings) for meeting in findings.meetings],
        "actors": [_actor(actor) for actor in findings.actors().values()],
        "articles": [_article(article) for article in findings.articles],
    }
    if server is not None:
        content["server"] = server
    return msgspec.json.encode(content)


def _meeting(meeting: Meeting, findings: Readable) -> dict[str, object]:
    told = findings.reports_of(meeting)
    record: MeetingRecord = meeting_record(meeting, reports={report.id: report for report in told})
    shown: dict[str, object] = msgspec.to_builtins(record)
    shown["evidence"] = [
        _quotation(span, report.document, article)
        for report in told
        for article in [findings.article(report.document)]
        for span in report.evidence
    ]
    return shown


def _quotation(span: Span, document: str, article: Article | None) -> dict[str, object]:
    shown: dict[str, object] = {
        "document": document, "field": span.field, "start": span.start, "end": span.end, "quote": span.quote
    }  # fmt: skip
    if article is not None and span.field == "text":
        shown["before"] = article.text[max(0, span.start - CONTEXT) : span.start]
        shown["after"] = article.text[span.end : span.end + CONTEXT]
    return shown


def _actor(actor: Actor) -> ActorShown:
    return ActorShown(
        id=actor.id,
        name=actor.label,
        kind=actor.kind,
        country=actor.country,
        aliases=actor.aliases,
        misspellings=actor.misspellings,
        posts=tuple(
            PostShown(
                title=post.title or post.post.replace("_", " "), country=post.country, first=post.first, last=post.last
            )
            for post in actor.posts
        ),
        wikidata=actor.wikidata,
    )


def _article(article: Article) -> ArticleShown:
    return ArticleShown(
        id=article.id,
        title=article.title,
        url=article.url,
        source=article.source,
        published=article.published.isoformat() if article.published else None,
    )
