"""What a page says of itself: title, address, publisher, publication date.

Only declarations that are about this page are believed: a date in a teaser, a copyright line or a "last updated" of
another story is never one. Several different dates of the same kind cancel each other.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kg.sources.records import read_day

DATE_NAMES = (
    "article:published_time", "og:article:published_time", "datepublished", "og:published_time", "parsely-pub-date",
    "sailthru.date", "pubdate", "publishdate", "publish-date", "publish_date", "publication_date", "publication-date",
    "article_date_original", "article.published", "cxenseparse:recs:publishtime", "dc.date.issued", "dcterms.issued",
    "dcterms.created", "dc.date", "dcterms.date", "dc.date.created", "date",
)  # fmt: skip
"""Names of meta elements with the publication date, most reliable first."""

DATE_PATHS = (
    "//*[@itemprop='datePublished']/@datetime | //*[@itemprop='datePublished']/@content",
    "//time[@pubdate]/@datetime",
    "//header[.//h1]//time/@datetime",
)
"""Where the body of a page says when it was published."""

ARTICLE_TYPES = (
    "newsarticle", "article", "reportagenewsarticle", "analysisnewsarticle", "blogposting", "backgroundnewsarticle",
    "opinionnewsarticle", "liveblogposting", "pressrelease", "report",
)  # fmt: skip
"""schema.org types, lower case, whose datePublished is an article's."""

DEEPEST = 250
"""Elements inside one another; libxml2 gives up at 256."""

MOST_OBJECTS = 2_000
"""How many objects of a page's JSON-LD are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """A page's own words about itself; None where it says nothing, or contradicts itself."""

    title: str | None = None
    url: str | None = None
    source: str | None = None
    published: dt.date | None = None


def parse_page(html: str) -> Any:
    """The page's tree, or None when it has none. External entities and the network are never touched."""
    from lxml import etree
    from lxml import html as lxml_html

    parser = lxml_html.HTMLParser(no_network=True, recover=True, huge_tree=False, encoding="utf-8")
    try:
        return lxml_html.document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def cut_short(tree: Any) -> bool:
    """Whether the parser stopped because elements are nested deeper than in any page (256): in the last one it saw."""
    depth = 0
    while tree is not None and len(tree):
        tree, depth = tree[-1], depth + 1
    return depth > DEEPEST


def declared_in(tree: Any) -> Declared:
    """Title, address, publisher and date that a page declares, given its tree."""
    if tree is None:
        return Declared()
    metas = _metas(tree)
    linked = list(_linked_articles(tree))
    title = _title(tree, metas)
    url = _first(tree.xpath("//link[@rel='canonical']/@href")) or metas.get("og:url")
    return Declared(
        title=title,
        url=url if url and url.startswith(("http://", "https://")) else None,
        source=metas.get("og:site_name") or None,
        published=_published(tree, metas, _main_articles(linked, title, url)),
    )


def _metas(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        content = (meta.get("content") or "").strip()
        if name and content:
            found.setdefault(name.strip().casefold(), content)
    return found


def _title(tree: Any, metas: Mapping[str, str]) -> str | None:
    headings = [" ".join(heading.text_content().split()) for heading in tree.iter("h1")]
    headings = [heading for heading in headings if heading]
    declared = metas.get("og:title") or metas.get("twitter:title")
    whole = _first(tree.xpath("//head/title/text()"))
    if len(headings) == 1 and (declared or whole) and headings[0].casefold() in (declared or whole or "").casefold():
        return headings[0]  # without the site's name behind it
    return declared or (headings[0] if len(headings) == 1 else None) or (" ".join(whole.split()) if whole else None)


def _first(values: Any) -> str | None:
    return next((str(value).strip() for value in values if str(value).strip()), None)


def _linked_articles(tree: Any) -> Iterator[Mapping[str, Any]]:
    """The articles in the page's JSON-LD, those in lists of teasers left out."""
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            pending = [json.loads(script.text or "")]
        except (ValueError, RecursionError):
            continue
        for _ in range(MOST_OBJECTS):
            if not pending:
                break
            value = pending.pop(0)
            if isinstance(value, list):
                pending += value
            elif isinstance(value, Mapping):
                pending += [value[key] for key in ("@graph", "mainEntity") if key in value]
                kinds = value.get("@type")
                kinds = kinds if isinstance(kinds, list) else [kinds]
                if any(str(kind).casefold() in ARTICLE_TYPES for kind in kinds):
                    yield value


def _main_articles(linked: list[Mapping[str, Any]], title: str | None, url: str | None) -> list[Mapping[str, Any]]:
    """The objects that are about this page: all when there is one, else those with its title or address."""
    if len(linked) < 2:
        return linked

    def is_this(value: Mapping[str, Any]) -> bool:
        page = value.get("mainEntityOfPage")
        page = page.get("@id") if isinstance(page, Mapping) else page
        headline = str(value.get("headline") or "").casefold()
        return bool(url and url in (page, value.get("url"))) or bool(
            title and headline and headline in title.casefold()
        )

    return [value for value in linked if is_this(value)]


def _published(tree: Any, metas: Mapping[str, str], linked: list[Mapping[str, Any]]) -> dt.date | None:
    candidates: list[Iterable[object]] = [
        [value.get("datePublished") for value in linked],
        *([metas.get(name)] for name in DATE_NAMES),
        *(tree.xpath(path) for path in DATE_PATHS),
    ]
    for values in candidates:
        days = {day for day, _ in map(read_day, values) if day is not None}
        if len(days) == 1:
            return days.pop()
    return None
