"""Whose officials an article means when it gives them no country: those of the government that publishes it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from urllib.parse import urlsplit

from kg.knowledge import Knowledge
from kg.model import Article, Mention

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


BESIDE = 9
"""Characters between two states that are named as a pair: "UK-US", "France and the US"."""
SPOKEN_FOR = {
    "downing street": "GB", "no 10": "GB", "no. 10": "GB", "number 10": "GB", "whitehall": "GB", "elysee": "FR",
    "élysée": "FR", "matignon": "FR", "cheong wa dae": "KR", "rashtrapati bhavan": "IN", "beehive": "NZ",
}  # fmt: skip
"""Offices that speak for the head of a government, with its country."""


def home_told(mentions: Sequence[Mention]) -> str | None:
    """The country whose Prime Minister or President an article means that never says of what: that of the office that
    speaks for him, else the one state that it names in a pair with that of his guest ("UK-US relations")."""
    spoken = (SPOKEN_FOR.get(m.span.quote.lower().removeprefix("the ")) for m in mentions)
    office = next((country for country in spoken if country), None)
    if office is not None:
        return office
    abroad = {m.country for m in mentions if m.kind in {"person", "description"} and m.country}
    named = [m for m in mentions if m.kind == "state" and m.country]
    states = sorted(named, key=lambda m: (m.span.field, m.span.start))
    paired: Counter[str] = Counter()
    for one, other in pairwise(states):
        near = one.span.field == other.span.field and 0 < other.span.start - one.span.end <= BESIDE
        if near and len({one.country, other.country} & abroad) == 1:
            paired.update({one.country or "", other.country or ""} - abroad)
    return next(iter(paired)) if len(paired) == 1 else None


def namesakes_at_home(mentions: Sequence[Mention], home: str | None, knowledge: Knowledge) -> frozenset[str]:
    """Countries of which an article has nothing but their name, where a region at home bears it too.

    "President Trump visits Georgia", on a page of his government that says nothing of Tbilisi or of Georgians.
    """
    if home is None:
        return frozenset()
    told: dict[str, set[str]] = {}
    for mention in mentions:
        if mention.country and mention.country != home:
            told.setdefault(mention.country, set()).add(mention.span.quote)
    names = {code: knowledge.states[code].name for code in told if code in knowledge.states}
    alone = {code: name for code, name in names.items() if told[code] == {name}}
    shared = {
        code
        for code, name in alone.items()
        if any(place.kind == "region" and place.country == home for place in knowledge.find_place(name))
    }
    return frozenset(shared)
