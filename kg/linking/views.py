"""What linking compares of a report, made small and hashable: reports that look alike are compared once for all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kg.model import Actor, Kind, Medium, Participation, Place, Report, Status, When

PLANS: frozenset[Status] = frozenset({"planned", "proposed", "postponed", "cancelled"})
"""What is said of a meeting before its day."""
SLACK = {"day": 2, "week": 4, "month": 15, "year": 90}
"""Days that an approximate time ("about a week ago") may be wrong by, for each precision."""

FORUMS = frozenset(
    f"org:{name}"
    for name in (
        "apec brics bucharest-nine coalition-of-the-willing commonwealth crimea-platform d-8 east-asia-summit "
        "european-political-community g20 g7 g77 g8 nato quad sco"
    ).split()
)
"""Organizations that meet for themselves and not with others ("the EU-China summit"): who was at "the G20 summit" was
at one summit with all others who were."""
ANYBODY = frozenset(
    "allied counterparts foreign global international leaders officials other partners regional world".split()
)
"""How the name of a group begins that is others each time: "world leaders"."""
LONGEST_DAYS = 366
"""A longer time ("in the last twenty years") says nothing of when it was."""
REMOTE_WORDS = re.compile(
    r"\b(?:call(?:s|ed|ing)?|(?:tele)?phon\w*|video\w*|virtual\w*|teleconferenc\w*|dial\w*|online)\b", re.IGNORECASE
)
"""Words that say that people were apart. Who "spoke" with somebody, or "talked", may as well have stood before him."""
REMOTE: frozenset[Medium] = frozenset({"phone", "video"})
VISIT_SLACK = 1
"""Days that a report of a visit, or of a forum's summit, may tell of another part of it: the second day, the end."""

Sides = tuple[tuple[str, frozenset[str]], ...]
"""Each side of a meeting (country, EU, UN or NATO, or the party itself) with the ids of those named; empty for unnamed
ones."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as far as two reports can contradict each other about it."""

    country: str | None
    city: str | None
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True)
class View:
    """A report without its words. Days are ordinals (``date.toordinal``)."""

    kind: Kind
    medium: Medium
    status: Status
    sides: Sides
    forums: frozenset[str]
    """Of a summit: the forums that met."""
    circles: frozenset[str]
    """Of a summit: groups that are the same each time, such as the leaders of a continent."""
    strangers: frozenset[str]
    """Sides that make no other meeting of it: people of no known country (a wife, a moderator), and a party or force of
    a country that is there itself."""
    helpers: frozenset[str]
    """Sides that only hosted or mediated: another article may well leave them out."""
    hosts: frozenset[str]
    """Ids of the people who are named as hosts."""
    welcome: bool
    """Whether a country, nobody of it named, meets a visitor: that may be his visit or talks during it."""
    spot: Spot | None
    first: int | None
    last: int | None
    slack: int
    exact: bool
    """True for one day that the text states or counts, not taken from the publication alone."""
    news: bool
    """True for days taken from the publication alone."""
    published: int | None

    @property
    def planned(self) -> bool:
        return self.status in PLANS

    @property
    def days(self) -> int | None:
        """Length of the interval; None when the time is unknown."""
        return None if self.first is None or self.last is None else self.last - self.first + 1

    @property
    def actors(self) -> frozenset[str]:
        return frozenset().union(*(named for _, named in self.sides))


def view(report: Report, *, published: int | None, when: When) -> View:
    """The view of a report; ``when`` is the report's own time or, of a copy, the original's."""
    first = when.first.toordinal() if when.first else None
    last = when.last.toordinal() if when.last else None
    if first is not None and last is not None and last - first > LONGEST_DAYS:
        first = last = None
    circles = _circles(report.participants) if report.kind == "summit" else frozenset()
    return View(
        kind=report.kind,
        medium=medium_told(report),
        status=report.status,
        sides=sides(report.participants),
        forums=forums_of(report.participants) if report.kind == "summit" else frozenset(),
        circles=circles,
        strangers=_strangers(report.participants),
        helpers=_helpers(report.participants),
        hosts=frozenset(p.actor.id for p in report.participants if p.role == "host" and p.actor.kind == "person"),
        welcome=welcomes(report),
        spot=spot_of(report.place),
        first=first,
        last=last,
        slack=_slack(report, when, circles),
        exact=first is not None and first == last and when.basis in ("stated", "publication") and not when.approximate,
        news=when.basis == "news",
        published=published,
    )


def medium_told(report: Report) -> Medium:
    """The medium as far as the article says it: that people only "spoke" leaves it open."""
    medium: Medium = "phone" if report.kind == "call" and report.medium == "unknown" else report.medium
    if medium == "phone" and not any(REMOTE_WORDS.search(span.quote) for span in report.evidence):
        return "unknown"
    return medium


@lru_cache(maxsize=1 << 13)
def name_of(actor: str) -> tuple[str, ...]:
    """The words of the name that an id is made of ("person:james-marape:pg"); else the id itself."""
    kind, _, rest = actor.partition(":")
    return tuple(rest.partition(":")[0].split("-")) if kind == "person" and rest else (actor,)


def family(actor: str) -> str:
    """What people are looked up by: the last word of the name, because the rest of it is often not told."""
    return name_of(actor)[-1]


def same_person(one: str, other: str) -> bool:
    """Whether two ids can be one person's: equal, or one has only the family name, or initials, of the other."""
    if one == other:
        return True
    left, right = name_of(one), name_of(other)
    if left[-1] != right[-1] or one == left[0] or other == right[0]:
        return False
    shorter, longer = sorted((left[:-1], right[:-1]), key=len)
    return all(any(whole.startswith(word) for whole in longer) for word in shorter)


def _slack(report: Report, when: When, circles: frozenset[str]) -> int:
    if when.approximate and when.basis != "news":
        length = (when.last - when.first).days if when.first and when.last else 0
        return max(SLACK[when.precision], SLACK["week"] if length > SLACK["day"] else 0)
    whole = report.kind == "visit" or (report.kind == "summit" and (forums_of(report.participants) or circles))
    return VISIT_SLACK if whole else 0


def sides(parties: tuple[Participation, ...]) -> Sides:
    """The sides of a meeting. Those whom a reader could leave out count only where nobody else is left."""
    chief = [p for p in parties if not p.optional]
    for some in (chief, list(parties)):
        countries = {p.country or p.actor.id for p in some}
        if len(countries) > 1:
            return _grouped(some, by_country=True)
    return _grouped(list(parties), by_country=False)


def forums_of(parties: tuple[Participation, ...]) -> frozenset[str]:
    """The forums among the parties."""
    return frozenset(party.actor.id for party in parties) & FORUMS


def _circles(parties: tuple[Participation, ...]) -> frozenset[str]:
    groups = {party.actor.id for party in parties if party.actor.id.startswith("group:") and party.country is None}
    return frozenset(id_ for id_ in groups if is_circle(id_))


def is_circle(group: str) -> bool:
    """Whether the id of a group is of one that is the same each time: "Caribbean leaders"."""
    return group.removeprefix("group:").partition("-")[0] not in ANYBODY


def _strangers(parties: tuple[Participation, ...]) -> frozenset[str]:
    countries = {party.country for party in parties if party.country}

    def strange(who: Actor) -> bool:
        return who.country is None if who.kind == "person" else who.kind == "group" and who.country in countries

    return frozenset(party.actor.id for party in parties if party.country is None and strange(party.actor))


def welcomes(report: Report) -> bool:
    """Whether a country, nobody of it named, meets a visitor."""
    hosts = {party.actor.kind for party in report.participants if party.role == "host"}
    return report.kind == "meeting" and hosts == {"state"} and any(p.role == "visitor" for p in report.participants)


def _for_itself(party: Participation) -> bool:
    """The EU, the UN and NATO stand for their people as states do; not so a body of the UN with people of its own."""
    return party.country is None or (party.country == "UN" and party.actor.id != "org:un")


def _helpers(parties: tuple[Participation, ...]) -> frozenset[str]:
    others = {p.country or p.actor.id for p in parties if p.role not in {"host", "mediator"}}
    if len(others) < 2:
        return frozenset()
    return frozenset(p.country or p.actor.id for p in parties) - others


def _grouped(parties: list[Participation], *, by_country: bool) -> Sides:
    """By the country acted for, or, where all are of one country, each party a side of its own."""
    found: dict[str, set[str]] = {}
    for party in parties:
        key = (party.country or party.actor.id) if by_country else party.actor.id
        named = found.setdefault(key, set())
        if party.actor.kind == "person" or (party.actor.kind == "organization" and _for_itself(party)):
            named.add(party.actor.id)
    return tuple((key, frozenset(found[key])) for key in sorted(found))


def spot_of(place: Place | None) -> Spot | None:
    if place is None:
        return None
    city = place.name if place.kind in {"city", "venue"} and not place.id.startswith("region:") else None
    return Spot(place.country, city, place.latitude if city else None, place.longitude if city else None)
