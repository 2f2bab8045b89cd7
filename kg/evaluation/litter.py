"""Articles as they are found: copied with what stood around them on the page, or inside the page itself."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from html import escape

from msgspec import Struct

from kg.bundled import table
from kg.model import Article
from kg.sources.pages import page_articles


class Litter(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The furniture of a news page; see ``litter.toml``."""

    menu: Sequence[str]
    teasers: Sequence[Sequence[str]]
    most_read: Sequence[str]
    share: Sequence[str]
    author: str
    comments: Sequence[str]
    reader_comments: Sequence[Sequence[str]]
    cookies: str
    newsletter: str
    widget: str
    footer: str
    updated: str


@cache
def litter() -> Litter:
    """The shipped furniture, read once."""
    return table("kg.evaluation", "litter.toml", Litter)


def _headed(article: Article) -> tuple[str, str]:
    """Headline and story: of an article without a title its first line, where that is no sentence, is the headline."""
    first, _, rest = article.text.strip().partition("\n")
    if article.title or not rest.strip() or first.rstrip().endswith((".", '"', "”")):
        return article.title or "", article.text.strip()
    return first.strip(), rest.strip()


def littered(article: Article, generator: random.Random) -> Article:
    """The article's text with menu and title above, and below it what a copied page ends with."""
    known = litter()
    related, popular = generator.sample(known.teasers, 6), generator.sample(known.most_read, 3)
    half = len(related) // 2
    blocks = [
        ["\n".join(known.share)],
        [known.widget],
        ["Related articles", *(f"{headline}\nFebruary 12, 2025" for headline, _ in related[:half])],
        ["\n".join(known.comments)],
        ["More like this", *(f"{headline}\n{words}" for headline, words in related[half:])],
        ["Most popular", *popular, known.updated],
        [known.newsletter],
    ]
    generator.shuffle(blocks)
    paragraphs = [" ".join(known.menu), *_headed(article), *(part for block in blocks for part in block), known.footer]
    return replace(article, text="\n\n".join(filter(None, paragraphs)) + "\n")


def as_page(article: Article, generator: random.Random) -> Article:
    """The article as it is read back from a web page in which it stands.

    Where nothing of it can be read back, an article without text.
    """
    html = page_of(article, generator).encode()
    read = next((each for each in page_articles(html, where=article.id) if isinstance(each, Article)), None)
    if read is None:
        return replace(article, text="")
    return replace(read, id=article.id, url=article.url, source=article.source)


def page_of(article: Article, generator: random.Random) -> str:
    """A news page with the article, related stories, a comment form, a cookie banner and a widget."""
    known = litter()
    related = generator.sample(known.teasers, 8)
    headline, story = _headed(article)
    title = escape(headline)
    body = [f"<p>{escape(line.strip())}</p>" for line in story.splitlines() if line.strip()]
    if len(body) > 2:  # a teaser in the middle of the story
        body.insert(2, f'<aside class="related-inline"><a href="/a">Read more: {escape(related[0][0])}</a></aside>')
    published = article.published.isoformat() if article.published else ""
    when = f'<meta property="article:published_time" content="{published}T09:00:00Z">' if published else ""
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title} - Example Courier</title>
<meta property="og:title" content="{title}"><meta property="og:type" content="article">{when}
<style>.hidden {{ display: none }}</style><script>window.dataLayer = [{{"page": "article"}}];</script></head>
<body><div id="cookie-banner" class="cookie-consent"><p>{escape(known.cookies)}</p><button>Accept all</button></div>
<header><a href="/">Example Courier</a><nav><ul>{_items(known.menu)}</ul></nav></header>
<main><article class="post"><h1>{title}</h1><p class="byline">By <a href="/anna">Anna Example</a></p>
<div class="share-buttons"><ul>{_items(known.share)}</ul></div>
<div class="article-body">{"".join(body)}</div>
<div class="author-box"><h4>About the author</h4><p>{escape(known.author)}</p></div></article>
<div class="widget"><p>{escape(known.widget)}</p></div>
<section class="related"><h3>Related articles</h3>{_cards(related[1:4])}</section>
<section id="comments" class="comments"><h3>2 comments</h3>{_comments(known)}
<form><p>{"</p><p>".join(map(escape, known.comments))}</p></form></section></main>
<aside class="sidebar"><h3>More like this</h3>{_cards(related[4:])}<h3>Most popular</h3>
<ul>{_items(known.most_read)}</ul><p>{known.updated}</p></aside>
<footer><p>{escape(known.newsletter)}</p><p>{escape(known.footer)}</p></footer></body></html>
"""


def _items(words: Iterable[str]) -> str:
    return "".join(f'<li><a href="/x">{escape(word)}</a></li>' for word in words)


def _cards(teasers: Iterable[Sequence[str]]) -> str:
    return "".join(
        f'<div class="card"><h4><a href="/x">{escape(headline)}</a></h4><p>{escape(words)}</p></div>'
        for headline, words in teasers
    )


def _comments(known: Litter) -> str:
    return "".join(
        f'<div class="comment"><b>{escape(who)}</b> <time>{when}</time><p>{escape(words)}</p></div>'
        for who, when, words in known.reader_comments
    )
