"""Whose officials an article means when it gives them no country: those of the government that publishes it."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from kg.model import Article

_OF_GOVERNMENT = re.compile(
    r"(?:^|\.)(?:gov|gob|gouv|gub|govt|go|mil|government|kremlin|mid|mfa|mofa|mofat|president|presidency|prezident|primeminister|pm|pmo|elysee"
    r"|bundesregierung|bundeskanzler|bundespraesident|auswaertiges-amt|quirinale|esteri|lamoncloa|regjeringen|regeringen|um|vm|msz|mzv|gop)"
    r"\.(?P<top>[a-z]{2})$|(?:^|\.)(?P<us>gov|mil)$"
)
_BY_TOP = {"uk": "GB", "su": "RU", "eu": "EU"}


def publisher_country(article: Article) -> str | None:
    """ISO code of the country that the address of an article points to: its government's, else by its last part."""
    host = urlsplit(article.url or "").hostname or ""
    top = host.rpartition(".")[2]
    if len(top) != 2 or top in GENERIC_TOPS:
        return home_country(article)
    return home_country(article) or _BY_TOP.get(top, top.upper())


GENERIC_TOPS = frozenset({"co", "tv", "io", "me", "fm", "ai", "ly", "to", "cc", "ws"})
"""Country addresses that publishers from anywhere use."""


def home_country(article: Article) -> str | None:
    """ISO code of the government whose site the article's URL is on; None for all other publishers.

    Read off the host name: ``state.gov`` US, ``president.gov.ua`` UA, ``en.kremlin.ru`` RU, ``mofa.go.jp`` JP.
    """
    host = urlsplit(article.url or "").hostname or ""
    parts = host.rsplit(".", 3)
    for n in (2, 3, 1):
        found = _OF_GOVERNMENT.search(".".join(parts[-n:]) if n > 1 else host)
        if found is not None:
            if found["us"]:
                return "US"
            top = found["top"]
            return _BY_TOP.get(top, top.upper())
    return None
