"""Why two groups of reports cannot be one meeting. Every report of a group counts, so nothing unknown is a bridge."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kg.linking.rules import LOOSE, apart
from kg.linking.views import REMOTE, Spot, View, same_person

FEW_DAYS = 7
"""A longer interval, an approximate or an unknown day is vague: it fits several meetings."""
NEAR_DAYS = 1
"""Days that two reports' intervals may miss each other: time zones and "late on Monday"."""


Met = tuple[tuple[str, frozenset[str]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What the reports of a group together leave open. Days are ordinals."""

    documents: frozenset[str] = frozenset()
    tellings: frozenset[str] = frozenset()
    """One for each meeting that one of the articles tells of more than once."""
    latest_first: int | None = None
    earliest_last: int | None = None
    """The days of all reports meet when these two do."""
    media: frozenset[str] = frozenset()
    """"phone", "video", "in_person" at a place, and "met" where nobody says how it was, or it was only planned."""
    shapes: frozenset[str] = frozenset()
    """"visit", "gathering" (a summit of many, or of several days; also "forum" or "three"), "encounter" of two;
    "talks" can be either of these; none, where a country welcomes a visitor."""
    spots: tuple[tuple[Spot, bool], ...] = ()
    """Each place, and whether all reports that give it tell one day, or are the news of one."""
    hosts: frozenset[str] = frozenset()
    host_of_visit: bool = False
    actors: frozenset[str] = frozenset()
    met: Met = ()
    """Of talks of people who were there together: each side with those named for it, where there are such."""
    announced: int | None = None
    """The latest publication that speaks of a plan without a day."""
    told_held: int | None = None
    """The earliest publication that tells of it as held, without a day."""
    enemies: frozenset[str] = frozenset()
    """Reports that a person decided to be of another meeting."""
    reports: frozenset[str] = frozenset()
    """Those of its reports that decisions name."""
    forced: bool = False
    """Whether reports that contradict each other were joined all the same: then only the days from the first to the
    last, the articles and the decisions limit the group."""


def bounds(view: View, documents: frozenset[str], tellings: frozenset[str] = frozenset()) -> Bounds:
    """The bounds of reports that all look like this."""
    remote, undated = view.medium in REMOTE, view.first is None
    one_day = view.exact or (view.news and view.days == 1)
    return Bounds(
        documents=documents,
        tellings=tellings,
        latest_first=None if view.first is None else view.first - view.slack,
        earliest_last=None if view.last is None else view.last + view.slack,
        media=_media(view),
        shapes=_shape(view),
        spots=((view.spot, one_day),) if view.spot and not remote else (),
        hosts=view.hosts,
        host_of_visit=view.kind == "visit",
        actors=view.actors,
        met=_met(view),
        announced=view.published if undated and view.status in {"planned", "proposed"} else None,
        told_held=view.published if undated and view.status == "held" else None,
    )


def _media(view: View) -> frozenset[str]:
    if view.medium == "unknown":
        return frozenset()
    if view.medium == "in_person" and (view.spot is None or view.planned):
        return frozenset({"met"})
    return frozenset({view.medium})


def _met(view: View) -> Met:
    """Who surely were there together: plans, and what is told of several days, list whom somebody meets one after the
    other."""
    if view.kind in LOOSE:
        return ()
    listed = view.planned or ((view.days or 1) > 1 and not view.news)
    return tuple((side, named) for side, named in view.sides if len(named) == 1 or (named and not listed))


def _shape(view: View) -> frozenset[str]:
    if view.kind == "visit":
        return frozenset({"visit"})
    two = len(view.sides) == 2 and not any(side.startswith(("org:", "group:")) for side, _ in view.sides)
    if view.kind != "summit":
        if view.welcome:
            return frozenset()
        return frozenset({"encounter" if two else "talks"})
    if view.forums or len(view.sides) == 3:
        return frozenset({"gathering", "forum" if view.forums else "three"})
    short = len(view.sides) == 2 and view.days is not None and view.days <= 2
    vague = view.days is None or view.days > FEW_DAYS
    return frozenset({"talks" if short or (two and vague) else "gathering"})


def joined(one: Bounds, other: Bounds) -> Bounds:
    """The bounds of both groups together."""
    if one.forced or other.forced:
        return forced(one, other)
    spots = dict(one.spots)
    for spot, exact in other.spots:
        spots[spot] = exact and spots.get(spot, True)
    return Bounds(
        documents=one.documents | other.documents,
        tellings=one.tellings | other.tellings,
        latest_first=_most(one.latest_first, other.latest_first, max),
        earliest_last=_most(one.earliest_last, other.earliest_last, min),
        media=one.media | other.media,
        shapes=one.shapes | other.shapes,
        spots=tuple(spots.items()),
        hosts=one.hosts | other.hosts,
        host_of_visit=one.host_of_visit or other.host_of_visit,
        actors=one.actors | other.actors,
        met=_both(one.met, other.met),
        announced=_most(one.announced, other.announced, max),
        told_held=_most(one.told_held, other.told_held, min),
        enemies=one.enemies | other.enemies,
        reports=one.reports | other.reports,
    )


def _both(one: Met, other: Met) -> Met:
    if not one or not other:
        return one or other
    sides = dict(one)
    for side, named in other:
        sides[side] = sides.get(side, frozenset()) | named
    return tuple(sides.items())


def forced(one: Bounds, other: Bounds) -> Bounds:
    """The bounds of both groups together, although they may contradict each other."""
    return Bounds(
        documents=one.documents | other.documents,
        tellings=one.tellings | other.tellings,
        latest_first=_most(one.latest_first, other.latest_first, min),
        earliest_last=_most(one.earliest_last, other.earliest_last, max),
        enemies=one.enemies | other.enemies,
        reports=one.reports | other.reports,
        forced=True,
    )


def _most(one: int | None, other: int | None, choose: Callable[[int, int], int]) -> int | None:
    if one is None or other is None:
        return one if other is None else other
    return choose(one, other)


def decided_apart(one: Bounds, other: Bounds) -> str | None:
    """A person's decision."""
    if one.enemies and not one.enemies.isdisjoint(other.reports):
        return "decided to be different"
    if other.enemies and not other.enemies.isdisjoint(one.reports):
        return "decided to be different"
    return None


def one_article(one: Bounds, other: Bounds) -> str | None:
    """What one article tells as two meetings are two, but for what it says again without a day."""
    common = one.documents & other.documents
    if not common or len(common) <= len(one.tellings & other.tellings):
        return None
    return "one article tells them apart"


def other_days(one: Bounds, other: Bounds) -> str | None:
    """Days that miss each other by more than a day. A plan that was moved is looked at apart (``kg.linking.moved``)."""
    first, last = _most(one.latest_first, other.latest_first, max), _most(one.earliest_last, other.earliest_last, min)
    return "different days" if first is not None and last is not None and first - last > NEAR_DAYS else None


def other_medium(one: Bounds, other: Bounds) -> str | None:
    """A call is no meeting in person. By video one "met" too, and a visit may turn into a video call."""
    media = one.media | other.media
    apart = {"phone", "met"} <= media or ("in_person" in media and not media.isdisjoint(REMOTE))
    return "a call and a meeting in person" if apart else None


def other_shape(one: Bounds, other: Bounds) -> str | None:
    """A visit is not the meeting inside it, nor a summit the bilateral beside it."""
    shapes = one.shapes | other.shapes
    if "visit" in shapes and len(shapes) > 1:
        return "a visit is not the meeting inside it"
    beside = {"gathering", "encounter"} <= shapes or {"forum", "three"} <= shapes
    return "a summit is not the meeting of a few beside it" if beside else None


def other_place(one: Bounds, other: Bounds) -> str | None:
    """Places too far from each other, unless all who say so tell one day: then one of them is wrong."""
    for spot, exact in one.spots:
        for another, also_exact in other.spots:
            if not (exact and also_exact) and apart(spot, another):
                return "different places"
    return None


def other_host(one: Bounds, other: Bounds) -> str | None:
    """Each has a named host whom the other does not even name. A visitor has several hosts."""
    if not one.hosts or not other.hosts or one.host_of_visit or other.host_of_visit:
        return None
    known = any(same_person(host, actor) for host in one.hosts for actor in other.actors)
    known = known or any(same_person(host, actor) for host in other.hosts for actor in one.actors)
    return None if known else "different hosts"


def other_people(one: Bounds, other: Bounds) -> str | None:
    """For one side others were there: an announcement that lists both is no bridge between their meetings."""
    if not one.met or not other.met:
        return None
    met = dict(other.met)
    for side, named in one.met:
        others = met.get(side)
        if others and named.isdisjoint(others) and not any(same_person(a, b) for a in named for b in others):
            return "other people for one of the sides"
    return None


def announced_after(one: Bounds, other: Bounds) -> str | None:
    """Who still speaks of a plan when it was over, speaks of the next one; who tells it as held before its day, not
    of this one."""
    last = _most(one.earliest_last, other.earliest_last, min)
    announced = _most(one.announced, other.announced, max)
    told_held = _most(one.told_held, other.told_held, min)
    if announced is not None and told_held is not None and announced > told_held + NEAR_DAYS:
        return "announced after it was told as held"
    if announced is not None and last is not None and announced > last + NEAR_DAYS:
        return "announced after its day"
    first = _most(one.latest_first, other.latest_first, max)
    if told_held is not None and first is not None and told_held < first - NEAR_DAYS:
        return "told as held before its day"
    return None


CONTRADICTIONS = (
    decided_apart, one_article, other_medium, other_shape, other_days, other_place, other_host, other_people,
    announced_after,
)  # fmt: skip


def told_apart(one: Bounds, other: Bounds) -> bool:
    """Whether what is told of the two differs in medium, days, place or host."""
    return any(rule(one, other) is not None for rule in (other_medium, other_days, other_place, other_host))


def contradiction(one: Bounds, other: Bounds) -> str | None:
    """Why the two cannot be one meeting; None when nothing speaks against it."""
    for rule in CONTRADICTIONS:
        reason = rule(one, other)
        if reason is not None:
            return reason
    return None
