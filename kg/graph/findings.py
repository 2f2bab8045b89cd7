"""What a graph is made of: the meetings, the reports they rest on, the articles these come from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from kg.model import Actor, Article, Meeting, Participation, Place, Report

Item = TypeVar("Item", Meeting, Report, Article)


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """All of one run or archive. Held sorted by id, so that the order they were given in cannot matter.

    Raises ValueError when two different items of a kind have the same id; the same item twice is one item.
    """

    meetings: tuple[Meeting, ...] = ()
    reports: tuple[Report, ...] = ()
    articles: tuple[Article, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "meetings", _by_id(self.meetings, "meetings"))
        object.__setattr__(self, "reports", _by_id(self.reports, "reports"))
        object.__setattr__(self, "articles", _by_id(self.articles, "articles"))


def _by_id(items: Iterable[Item], name: str) -> tuple[Item, ...]:
    known: dict[str, Item] = {}
    for item in items:
        if known.setdefault(item.id, item) != item:
            raise ValueError(f"two different {name} have the id {item.id!r}: ids are made from content, check them")
    return tuple(known[id_] for id_ in sorted(known))


def without_missing_wholes(meetings: Collection[Meeting]) -> tuple[Meeting, ...]:
    """A part of all meetings that names no meeting outside of it: ``part_of`` is None where that one is not in it."""
    kept = {meeting.id for meeting in meetings}
    return tuple(each if each.part_of in kept else replace(each, part_of=None) for each in meetings)


def participations(findings: Findings) -> Iterator[Participation]:
    """Those of all meetings, then those of all reports."""
    for meeting in findings.meetings:
        yield from meeting.participants
    for report in findings.reports:
        yield from report.participants


def actors(findings: Findings) -> dict[str, Actor]:
    """Every actor by id, in the order of ids. What differs between articles (spellings) is put together."""
    found: dict[str, Actor] = {}
    for party in participations(findings):
        known = found.get(party.actor.id)
        if known is None:
            found[party.actor.id] = party.actor
        elif known != party.actor:
            found[party.actor.id] = joined(known, party.actor)
    return {id_: found[id_] for id_ in sorted(found)}


def places(findings: Findings) -> dict[str, Place]:
    """Every place by id, in the order of ids; of two that differ under one id, the fuller one."""
    found: dict[str, Place] = {}
    items: tuple[Meeting | Report, ...] = (*findings.meetings, *findings.reports)
    for item in items:
        others = item.other_places if isinstance(item, Meeting) else ()
        for place in (item.place, *others):
            if place is not None:
                known = found.get(place.id, place)
                found[place.id] = place if known == place else max(known, place, key=_fullness)
    return {id_: found[id_] for id_ in sorted(found)}


def joined(one: Actor, other: Actor) -> Actor:
    """One record of an actor: the fuller one leads, names and posts of both are kept."""
    leading, following = (one, other) if _standing(one) >= _standing(other) else (other, one)
    aliases = {*leading.aliases, following.label, *following.aliases} - {leading.label}
    return replace(
        leading,
        aliases=tuple(sorted(aliases)),
        misspellings=tuple(sorted({*one.misspellings, *other.misspellings} - aliases - {leading.label})),
        posts=leading.posts + tuple(post for post in following.posts if post not in leading.posts),
        country=leading.country or following.country,
        wikidata=leading.wikidata or following.wikidata,
    )


def _standing(actor: Actor) -> tuple[bool, int, int, str, str]:
    return actor.wikidata is not None, len(actor.posts), len(actor.label), actor.label, repr(actor)


def _fullness(place: Place) -> tuple[bool, bool, bool, str]:
    return place.geonames is not None, place.latitude is not None, place.country is not None, repr(place)
