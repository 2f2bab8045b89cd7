"""What a graph is made of: the meetings, the reports they rest on, the articles these come from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import reduce
from itertools import chain, groupby
from typing import Protocol, TypeVar

from kg.model import Actor, Article, Meeting, Participation, Place, Report

Item = TypeVar("Item", Meeting, Report, Article)


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """An article and what it says."""

    document: str
    article: Article | None
    """None for one that reports name but that is not there."""
    reports: tuple[Report, ...]
    """In the order of ids."""
    about: tuple[str | None, ...]
    """The meeting each of them tells of."""


class Readable(Protocol):
    """Findings, to be gone through as often as needed: held in memory, or read from an archive as they are asked for.

    All come in the order of their ids.
    """

    @property
    def meetings(self) -> Collection[Meeting]: ...

    @property
    def reports(self) -> Collection[Report]: ...

    @property
    def articles(self) -> Collection[Article]: ...

    def actors(self) -> Mapping[str, Actor]:
        """Every actor by id. What differs between articles (spellings) is put together."""

    def places(self) -> Mapping[str, Place]:
        """Every place by id; of two that differ under one id, the fuller one."""

    def reports_of(self, meeting: Meeting) -> tuple[Report, ...]:
        """The reports of a meeting that are there."""

    def article(self, id_: str) -> Article | None:
        """The article with that id; None where there is none."""

    def has(self, meeting: str) -> bool:
        """Whether there is a meeting with that id."""

    def tellings(self) -> Iterator[Telling]:
        """Article by article what it says, those that only reports name included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """All of one run or archive in memory. Held sorted by id, so that the order they were given in cannot matter.

    Raises ValueError when two different items of a kind have the same id; the same item twice is one item.
    """

    meetings: tuple[Meeting, ...] = ()
    reports: tuple[Report, ...] = ()
    articles: tuple[Article, ...] = ()
    _meetings: Mapping[str, Meeting] = field(init=False, repr=False, compare=False)
    _reports: Mapping[str, Report] = field(init=False, repr=False, compare=False)
    _articles: Mapping[str, Article] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for name, known in (
            ("meetings", _by_id(self.meetings, "meetings")),
            ("reports", _by_id(self.reports, "reports")),
            ("articles", _by_id(self.articles, "articles")),
        ):
            object.__setattr__(self, name, tuple(known.values()))
            object.__setattr__(self, f"_{name}", known)

    def actors(self) -> Mapping[str, Actor]:
        """Every actor by id. What differs between articles (spellings) is put together."""
        return actors_of(self.meetings, self.reports)

    def places(self) -> Mapping[str, Place]:
        """Every place by id; of two that differ under one id, the fuller one."""
        return places_of(self.meetings, self.reports)

    def reports_of(self, meeting: Meeting) -> tuple[Report, ...]:
        """The reports of a meeting that are there."""
        return tuple(self._reports[id_] for id_ in meeting.reports if id_ in self._reports)

    def article(self, id_: str) -> Article | None:
        """The article with that id; None where there is none."""
        return self._articles.get(id_)

    def has(self, meeting: str) -> bool:
        """Whether there is a meeting with that id."""
        return meeting in self._meetings

    def tellings(self) -> Iterator[Telling]:
        """Article by article what it says, those that only reports name included."""
        about = {id_: meeting.id for meeting in self.meetings for id_ in meeting.reports}
        ordered = sorted(self.reports, key=lambda report: (report.document, report.id))
        said = {id_: tuple(reports) for id_, reports in groupby(ordered, key=lambda report: report.document)}
        for id_ in sorted({*self._articles, *said}):
            reports = said.get(id_, ())
            told = tuple(about.get(report.id) for report in reports)
            yield Telling(document=id_, article=self._articles.get(id_), reports=reports, about=told)


def _by_id(items: Iterable[Item], name: str) -> dict[str, Item]:
    known: dict[str, Item] = {}
    for item in items:
        if known.setdefault(item.id, item) != item:
            raise ValueError(f"two different {name} have the id {item.id!r}: ids are made from content, check them")
    return {id_: known[id_] for id_ in sorted(known)}


def sides(parties: Iterable[Participation]) -> list[str]:
    """The countries, or EU, UN, NATO, that somebody of them acts for, sorted."""
    return sorted({code for party in parties if (code := party.country or party.actor.country)})


def actors_of(meetings: Iterable[Meeting], reports: Iterable[Report]) -> dict[str, Actor]:
    """Every actor of these by id, in the order of ids."""
    cast = Cast()
    for item in chain[Meeting | Report](meetings, reports):
        cast.take(item)
    return cast.actors()


def places_of(meetings: Iterable[Meeting], reports: Iterable[Report]) -> dict[str, Place]:
    """Every place of these by id, in the order of ids."""
    cast = Cast()
    for item in chain[Meeting | Report](meetings, reports):
        cast.take(item)
    return cast.places()


class Cast:
    """Gathers the actors and places of meetings and then of reports, one after the other."""

    def __init__(self) -> None:
        self._actors: dict[str, list[Actor]] = {}
        self._seen: set[int] = set()
        self._places: dict[str, Place] = {}

    def take(self, item: Meeting | Report) -> None:
        """Add those of one of them."""
        for party in item.participants:
            if id(party.actor) not in self._seen:  # kept below: no other one gets its address
                known = self._actors.setdefault(party.actor.id, [])
                if party.actor not in known:
                    known.append(party.actor)
                    self._seen.add(id(party.actor))
        others = item.other_places if isinstance(item, Meeting) else ()
        for place in (item.place, *others):
            if place is not None:
                before = self._places.get(place.id, place)
                self._places[place.id] = place if before == place else max(before, place, key=fullness)

    def actors(self) -> dict[str, Actor]:
        """By id, in the order of ids."""
        return {id_: one_of(self._actors[id_]) for id_ in sorted(self._actors)}

    def places(self) -> dict[str, Place]:
        """By id, in the order of ids."""
        return {id_: self._places[id_] for id_ in sorted(self._places)}


def one_of(records: Iterable[Actor]) -> Actor:
    """One record of an actor of whom there are several, in any order."""
    return reduce(joined, sorted(records, key=_standing, reverse=True))


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


def fullness(place: Place) -> tuple[bool, bool, bool, str]:
    """How much is said of a place, to sort by."""
    return place.geonames is not None, place.latitude is not None, place.country is not None, repr(place)
