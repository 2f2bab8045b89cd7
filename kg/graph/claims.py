"""What one article says, in RDF: the article, its reports, and the quotations they rest on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rdflib import URIRef

from kg.graph.descriptions import Description, Pair, describe
from kg.graph.findings import Readable, Telling
from kg.graph.literals import address, day, flag, integer, score, words
from kg.graph.resources import participation, party_nodes, when
from kg.graph.terms import KG, OA, PROV, RDF, SCHEMA, concept, iri
from kg.model import Article, Match, Report, Span

CONTEXT = 32
"""Characters of the article given before and after a quotation, so that it can be found in a changed page."""


def claims(base: str, findings: Readable) -> Iterator[tuple[URIRef, Iterator[Description]]]:
    """The named graph of each article, in the order of article ids, with what is said in it.

    An article that reports name but the findings lack is known by its id only. Raises ValueError when a quotation
    is not in its article.
    """
    for telling in findings.tellings():
        yield iri(base, "graph", telling.document), _of_article(base, telling)


def _of_article(base: str, telling: Telling) -> Iterator[Description]:
    id_, article = telling.document, telling.article
    yield _article(iri(base, "article", id_), id_, article)
    quoted: dict[Span, list[URIRef]] = {}
    for report, about in zip(telling.reports, telling.about, strict=True):
        yield from _report(base, report, about)
        for span in report.evidence:
            quoted.setdefault(span, []).append(iri(base, "report", report.id))
        for node, party in party_nodes(base, "report", report.id, report.participants):
            for span in party.evidence:
                quoted.setdefault(span, []).append(node)
    for span in sorted(quoted, key=lambda span: (span.field, span.start, span.end)):
        yield from _evidence(base, id_, article, span, quoted[span])


def _article(subject: URIRef, id_: str, article: Article | None) -> Description:
    pairs: list[Pair | None] = [
        (RDF.type, SCHEMA.NewsArticle),
        (RDF.type, PROV.Entity),
        (SCHEMA.identifier, words(id_)),
    ]
    if article is not None:
        pairs += [
            (SCHEMA.headline, words(article.title)) if article.title else None,
            (SCHEMA.url, address(article.url)) if article.url else None,
            (KG.source, words(article.source)) if article.source else None,
            (SCHEMA.datePublished, day(article.published)) if article.published else None,
            (KG.publishedFrom, words(article.published_from)) if article.published_from else None,
        ]
    return describe(subject, pairs)


def _report(base: str, report: Report, meeting: str | None) -> Iterator[Description]:
    subject = iri(base, "report", report.id)
    parties = party_nodes(base, "report", report.id, report.participants)
    time = iri(base, "when", "report", report.id)
    yield describe(
        subject,
        [
            (RDF.type, KG.Report),
            (SCHEMA.about, iri(base, "meeting", meeting)) if meeting else None,
            (PROV.wasDerivedFrom, iri(base, "article", report.document)),
            (KG.status, concept("status", report.status)),
            (KG.kind, concept("kind", report.kind)),
            (KG.medium, concept("medium", report.medium)),
            (KG.scope, concept("scope", report.scope)),
            (KG.specific, flag(report.specific)),
            (KG.confidence, score(report.confidence)),
            (KG.time, time),
            (KG.place, iri(base, "place", report.place.id)) if report.place else None,
            (KG.topic, words(report.topic)) if report.topic else None,
            (KG.initiator, iri(base, "actor", report.initiator)) if report.initiator else None,
            (KG.attributedTo, words(report.attributed_to)) if report.attributed_to else None,
            (SCHEMA.isPartOf, iri(base, "report", report.part_of)) if report.part_of else None,
            *((KG.participation, node) for node, _ in parties),
            *((KG.evidence, evidence_iri(base, report.document, span)) for span in report.evidence),
        ],
    )
    yield when(base, time, report.when)
    for node, party in parties:
        spans = [(KG.evidence, evidence_iri(base, report.document, span)) for span in party.evidence]
        yield participation(base, node, party, [*spans, *_match(base, party.match)])


def _match(base: str, match: Match | None) -> list[Pair]:
    if match is None:
        return []
    return [
        (KG.matchedForm, words(match.form)),
        (KG.matchScore, score(match.score)),
        (KG.overruled, flag(match.overruled)),
        *((KG.matchReason, words(reason)) for reason in match.reasons),
        *((KG.rivalCandidate, iri(base, "actor", id_)) for id_ in match.candidates),
    ]


def evidence_iri(base: str, document: str, span: Span) -> URIRef:
    """A quotation is where it stands: article, field, offsets."""
    return iri(base, "evidence", document, f"{span.field}-{span.start}-{span.end}")


def _evidence(
    base: str, document: str, article: Article | None, span: Span, bodies: Sequence[URIRef]
) -> Iterator[Description]:
    """The Web Annotation of a quotation: body is what it proves, target the article at these offsets."""
    if article is not None and not span.quotes(article):
        raise ValueError(
            f"article {document!r} does not say {span.quote!r} at {span.start}..{span.end} of its {span.field}: "
            "extract it again, its text was changed"
        )
    place = (document, f"{span.field}-{span.start}-{span.end}")
    target, quote, position = (iri(base, part, *place) for part in ("target", "quote", "position"))
    yield describe(
        iri(base, "evidence", *place),
        [
            (RDF.type, OA.Annotation),
            (OA.motivatedBy, OA.describing),
            (OA.hasTarget, target),
            *((OA.hasBody, body) for body in bodies),
        ],
    )
    yield describe(
        target,
        [
            (RDF.type, OA.SpecificResource),
            (OA.hasSource, iri(base, "article", document)),
            (OA.hasSelector, quote),
            (OA.hasSelector, position),
            (KG.quotedField, words(span.field)),
        ],
    )
    yield describe(quote, [(RDF.type, OA.TextQuoteSelector), (OA.exact, words(span.quote)), *_context(article, span)])
    yield describe(
        position, [(RDF.type, OA.TextPositionSelector), (OA.start, integer(span.start)), (OA.end, integer(span.end))]
    )


def _context(article: Article | None, span: Span) -> list[Pair]:
    if article is None:
        return []
    text = article.field(span.field)
    before, after = text[max(0, span.start - CONTEXT) : span.start], text[span.end : span.end + CONTEXT]
    return [(OA.prefix, words(before)), (OA.suffix, words(after))]
