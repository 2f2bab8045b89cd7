"""Who stands for whom among the parties: people for their state, members for their format, a host for the place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.knowledge import Knowledge, fold
from kg.model import Participation, Place
from kg.resolution.rank import BODIES
from kg.resolution.setting import Setting

SEATS: dict[str, tuple[str, ...]] = {
    "EU": ("Brussels", "Strasbourg"),
    "NATO": ("Brussels",),
    "UN": ("New York City",),
    "VA": ("Rome", "Vatican City"),
}
"""Where those who act for an organization, or the Pope, are at home: they visit no state there."""


def with_members(parties: dict[str, Participation], setting: Setting) -> dict[str, Participation]:
    """A small format beside nobody but its members stands for the others of them: Quad summits have four sides.

    Beside anybody else it stays what it is ("Iran and the E3").
    """
    for key, format_ in parties.items():
        members = setting.knowledge.members(key)
        there = {p.country or p.actor.id for other, p in parties.items() if other != key}
        sides = {m.country or m.id for m in members}
        if members and there <= sides:
            absent = {m.id: replace(format_, actor=m, country=m.country) for m in members if m.country not in there}
            return {k: p for k, p in parties.items() if k != key} | absent
    return parties


def without_own_states(parties: list[Participation]) -> list[Participation]:
    """A person stands for his state: the state beside him is no party of its own."""
    represented = {p.country for p in parties if p.actor.kind == "person" and p.country}
    own = {"state:" + country.lower() for country in represented} | {"org:" + c.lower() for c in represented & BODIES}
    return [p for p in parties if p.actor.id not in own]


def without_doubles(parties: Sequence[Participation]) -> list[Participation]:
    """Of a side told in several ways the best: its people, else its office-holder without a name, else the state."""
    people = {p.country for p in parties if p.actor.kind == "person" and p.country}
    holders = {p.country for p in parties if p.actor.kind == "group" and p.country}
    return [
        p
        for p in parties
        if not (p.actor.kind == "group" and p.country in people and p.country is not None)
        and not (p.actor.kind == "state" and p.actor.country in people | holders)
        and not (p.actor.kind == "organization" and p.actor.id in {"org:" + body.lower() for body in BODIES & people})
    ]


def without_seats(parties: list[Participation], place: Place | None) -> list[Participation]:
    """Who meets people of an organization meets neither the state of its seat nor the organization besides."""
    served = {p.country for p in parties if p.actor.kind == "person" and p.country in SEATS}
    seated = {c for c in served if place is not None and place.name in SEATS[c or ""]}
    host = "state:" + (place.country or "").lower() if place is not None and seated else ""
    kept = [p for p in parties if p.actor.id != host and p.actor.id not in {f"org:{(c or '').lower()}" for c in served}]
    return kept if len(kept) >= 2 else parties


def with_host_state(
    parties: dict[str, Participation], place: Place | None, setting: Setting
) -> dict[str, Participation]:
    """A visit's second party is the state visited, where no host of it is named; its own state is no host."""
    if place is None or place.country is None or place.country not in setting.knowledge.states:
        return parties
    visitors = {p.country for p in parties.values() if p.role == "visitor"}
    if place.country in visitors:
        at_home = {key: p for key, p in parties.items() if p.actor.kind != "state"}
        return {k: replace(p, role="host") if p.country == place.country else p for k, p in at_home.items()}
    if any(place.name in SEATS.get(country or "", ()) for country in visitors):
        return parties
    parties = {
        k: replace(p, role="participant") if p.role == "host" and p.country not in {None, place.country} else p
        for k, p in parties.items()
    }  # "a trip to Kyiv with the Polish president": company, no host
    if any(p.country == place.country for p in parties.values()):
        return parties
    host = setting.knowledge.actor(f"state:{place.country.lower()}")
    return {**parties, host.id: Participation(actor=host, role="host", country=place.country, confidence=0.8)}


def with_hosts_country(parties: list[Participation], place: Place | None, knowledge: Knowledge) -> list[Participation]:
    """A minister or president of whom no country is told, met in a state by somebody from abroad, is of that state.

    Not where anybody else there is told to be of it.
    """
    if place is None or place.country not in knowledge.states or any(p.country == place.country for p in parties):
        return parties
    return [replace(p, country=place.country) if holds_state_post(p, knowledge) else p for p in parties]


def holds_state_post(party: Participation, knowledge: Knowledge) -> bool:
    """Whether somebody whose country nobody tells holds a post that only states have."""
    post = party.post or ""
    if party.country is not None or party.actor.kind != "person":
        return False
    ministerial = fold(post).removeprefix("the ").startswith(("minister", "deputy minister"))
    return ministerial or knowledge.post_of(post) in POSTS_OF_STATES


POSTS_OF_STATES = frozenset(
    {"head_of_state", "head_of_government", "monarch", "crown_prince", "foreign_minister", "defence_minister",
     "finance_minister", "interior_minister", "economy_minister", "energy_minister", "parliament_speaker"}
)  # fmt: skip


def with_host(parties: list[Participation], place: Place | None) -> list[Participation]:
    """Whoever is at home where guests from abroad meet is the host, when the words name none."""
    if place is None or place.country is None or any(p.role != "participant" for p in parties):
        return parties
    at_home = {p.actor.id for p in parties if p.country == place.country and p.actor.kind == "person"}
    abroad = any(p.country and p.country != place.country for p in parties)
    if not at_home or not abroad:
        return parties
    return [replace(p, role="host") if p.actor.id in at_home else p for p in parties]
