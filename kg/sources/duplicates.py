"""Articles that are given twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import blake2b

from kg.model import Article, Problem


def distinct(articles: Iterable[Article | Problem]) -> Iterator[Article | Problem]:
    """Each article once. Another text under an id that is taken is a problem: nobody could tell the two apart."""
    known: dict[str, bytes] = {}
    for each in articles:
        if isinstance(each, Problem):
            yield each
            continue
        content = blake2b(f"{each.title}\n{each.text}".encode(errors="surrogatepass"), digest_size=16).digest()
        if each.id not in known:
            yield each
        elif content != known[each.id]:
            yield Problem(where=each.id, cause="another article has this id too", remedy="give it an id of its own")
        known.setdefault(each.id, content)
