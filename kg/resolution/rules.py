"""The scored rules that decide whether a name in an article is a person of the knowledge base: one table.

Each rule looks at one piece of evidence and gives points with a reason, or nothing. The points of all rules are
added; ``ACCEPT`` is the least sum that makes a match. The points were set by hand on name lists made from the
knowledge files, respelt at random.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from kg.knowledge import Knowledge
from kg.model import Actor, PostHeld

ACCEPT = 0.62
SURE_SPELLING = 0.9
"""A full name less like the known one than that is misspelt in more than a letter that sounds the same."""
SUPRANATIONAL = frozenset({"EU", "UN", "NATO"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A name as an article uses it, beside one person of the knowledge base."""

    actor: Actor
    spelling: float
    """How far the name agrees with one of the person's names, 0 to 1."""
    full: bool
    """Whether a given name agrees too."""
    only: bool
    """Whether the knowledge base has nobody else of that family name."""
    leading: bool
    """Whether the bare name is that of several, of whom only this one held a highest post on the day."""
    own_name: bool
    """Whether the family name as written is that of somebody else who is known."""
    ordinary: bool
    """Whether the bare name is also a given name."""
    posts: frozenset[str]
    """Keys of the posts the article gives."""
    countries: frozenset[str]
    """Countries the article gives to the name."""
    company: frozenset[str]
    """Countries of everybody else in the article."""
    published: dt.date | None
    knowledge: Knowledge


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """What one rule says."""

    points: float
    reason: str


def spelling(e: Evidence) -> Points:
    """The name itself: a full name weighs more than a family name, and loses with every difference."""
    if e.full:
        return Points(points=0.85 * e.spelling, reason=f"full name ({e.spelling:.2f})")
    how = "family name" if e.spelling >= 0.999 else f"family name misspelt ({e.spelling:.2f})"
    return Points(points=0.5 * e.spelling - (0.0 if e.spelling >= 0.999 else 0.04), reason=how)


def only_holder(e: Evidence) -> Points | None:
    """A family name that only one known person has."""
    return Points(points=0.1, reason="no other known person of that name") if e.only and not e.full else None


def leading(e: Evidence) -> Points | None:
    """A family name of several, one of whom leads a state: news calls him by that name alone."""
    return Points(points=0.1, reason="the only one of that name in a highest post then") if e.leading else None


def own_name(e: Evidence) -> Points | None:
    """A name that is not misspelt, but somebody else's ("John Kelly" is no John Kerry)."""
    if e.own_name and e.spelling < 0.96:
        return Points(points=-0.25, reason="the name as written is somebody else's")
    return None


def unlikely_slip(e: Evidence) -> Points | None:
    """A full name written otherwise, of somebody out of office ("Michael McCaul", "Michael McFaul"): another of the
    same given name, sooner than a slip of the pen."""
    if not e.full or e.spelling >= SURE_SPELLING or e.published is None or not e.actor.posts:
        return None
    if any(in_office(h, e.published, years=1) for h in e.actor.posts):
        return None
    return Points(points=-0.35, reason="written otherwise, and not in office then")


def ordinary_name(e: Evidence) -> Points | None:
    """A bare name that is a given name of many."""
    return Points(points=-0.15, reason="also a given name") if e.ordinary and not e.full else None


def post(e: Evidence) -> Points | None:
    """The post that the article gives, beside the posts held: then, ever, never."""
    if not e.posts:
        return None
    wanted = e.posts | {k for p in e.posts if (known := e.knowledge.posts.get(p)) for k in known.counts_as}
    held = [h for h in e.actor.posts if h.post in wanted or _counts(h, wanted, e.knowledge)]
    if any(in_office(h, e.published, years=0) for h in held):
        return Points(points=0.25, reason="held that post then")
    if held:
        return Points(points=0.15, reason="held that post")
    levels = {e.knowledge.posts[p].level for p in e.posts if p in e.knowledge.posts}
    decisive = bool(e.actor.posts) and min(levels, default=9) <= 2
    return Points(points=-0.2, reason="never held that post") if decisive else None


def country(e: Evidence) -> Points | None:
    """The country the article gives to the name, beside the person's."""
    if not e.countries:
        return None
    own = countries_of(e.actor)
    if e.countries & own:
        return Points(points=0.2, reason="same country")
    if not own or e.countries & SUPRANATIONAL:
        return Points(points=-0.05, reason="acts for another body")
    return Points(points=-0.22 if e.full and e.spelling >= 0.93 else -0.45, reason="another country")


def company(e: Evidence) -> Points | None:
    """A person's country that the article speaks of."""
    if e.countries or not (e.company & countries_of(e.actor)):
        return None
    return Points(points=0.12, reason="the article speaks of that country")


def time(e: Evidence) -> Points | None:
    """In office when the article was published, long out of it, or not yet heard of."""
    if e.published is None or not e.actor.posts:
        return None
    held = [h for h in e.actor.posts if in_office(h, e.published, years=1)]
    if any(h.post in e.knowledge.posts and e.knowledge.posts[h.post].level <= 2 for h in held):
        return Points(points=0.15, reason="in high office then")
    if held:
        return Points(points=0.12, reason="in office then")
    firsts = [h.first for h in e.actor.posts]
    if all(firsts) and int(min(f for f in firsts if f)[:4]) > e.published.year + 6:
        return Points(points=-0.3 if not e.full else -0.12, reason="not yet in office for years")
    lasts = [h.last for h in e.actor.posts if h.last]
    gap = e.published.year - max((int(last[:4]) for last in lasts), default=e.published.year)
    if gap > 25:
        return Points(points=-0.3 if not e.full else -0.1, reason="left office decades before")
    return Points(points=-0.06, reason="left office years before") if gap > 8 and not e.full else None


def prominence(e: Evidence) -> Points | None:
    """The rank of the highest post; people of the shipped files are those the news is about."""
    ranks = [e.knowledge.posts[h.post].level for h in e.actor.posts if h.post in e.knowledge.posts]
    points = {1: 0.06, 2: 0.04, 3: 0.02}.get(min(ranks, default=9), 0.0)
    if not e.knowledge.shipped(e.actor.id):
        return Points(points=points - 0.1, reason="not in the news much")
    return Points(points=points, reason="well known") if points >= 0.04 else None


Rule = Callable[[Evidence], Points | None]
RULES: tuple[Rule, ...] = (
    spelling,
    only_holder,
    leading,
    own_name,
    unlikely_slip,
    ordinary_name,
    post,
    country,
    company,
    time,
    prominence,
)


def judge(evidence: Evidence) -> tuple[float, tuple[str, ...]]:
    """The sum of all rules, and the reasons of those that spoke."""
    said = [points for rule in RULES if (points := rule(evidence)) is not None]
    return sum(p.points for p in said), tuple(p.reason for p in said)


def countries_of(actor: Actor) -> frozenset[str]:
    """The countries and organizations a person has acted for."""
    return frozenset(c for c in (actor.country, *(h.country for h in actor.posts)) if c)


def in_office(held: PostHeld, day: dt.date | None, *, years: int) -> bool:
    """Whether the post was held on the day, or within so many years of it; with no day, whether it is still held."""
    if day is None:
        return held.last is None
    first, last = held.first or "0001", held.last or "9999"
    early = f"{day.year + years:04}{day.isoformat()[4:]}"
    late = f"{max(1, day.year - years):04}{day.isoformat()[4:]}"
    return first <= early[: len(first)] and last >= late[: len(last)]


def acts_for(actor: Actor, day: dt.date | None) -> str | None:
    """The country (or EU, UN, NATO) a known person acts for on a day: that of the post held, else his own.

    None for one who serves an organization that has no country (the African Union, the IMF), whatever his passport.
    """
    held = [h for h in actor.posts if in_office(h, day, years=0)]
    if held and all(h.country != actor.country for h in held):
        return max(held, key=lambda h: h.first or "").country
    if actor.posts and not held and all(h.country != actor.country for h in actor.posts):
        return actor.posts[-1].country
    return actor.country or next((h.country for h in reversed(actor.posts) if h.country), None)


def serves_an_organization(actor: Actor, day: dt.date | None) -> bool:
    """Whether a person holds a post of an organization that has no country, and none of a state."""
    return any(h.country is None for h in actor.posts) and acts_for(actor, day) is None


def _counts(held: PostHeld, wanted: frozenset[str], knowledge: Knowledge) -> bool:
    known = knowledge.posts.get(held.post)
    return known is not None and bool(set(known.counts_as) & wanted)
