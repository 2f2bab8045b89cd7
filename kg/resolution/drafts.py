"""A sighting with its parties, place and time resolved: what one phrase says in the words of the world."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from kg.model import Mention, Participation, Place, Sighting, When
from kg.resolution.participants import join_participations, participations
from kg.resolution.representation import with_host_state, with_members, without_own_states
from kg.resolution.setting import Setting
from kg.resolution.when_and_where import place_told, when_told

MOST_PARTIES = 40
"""Parties of one phrase: longer lists are tables, not sentences."""

ABROAD = "abroad"
"""The family of talks whose host is told by the place alone; believed where the article names its state too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One sighting resolved."""

    order: int
    sentence: int
    sighting: Sighting
    parties: tuple[Participation, ...]
    place: Place | None
    when: When
    initiator: str | None
    """Id of the actor at whose request it was held."""
    plurals: tuple[Mention, ...] = ()
    """The plural words that stand for parties told before ("the two leaders met")."""
    guessed: frozenset[str] = frozenset()
    """Ids of those only told together ("Afghan and Pakistani leaders"): who they are follows from their post."""

    @property
    def again(self) -> bool:
        """Whether a plural word stands for parties told before."""
        return bool(self.plurals)

    @property
    def pointing(self) -> bool:
        """Whether only plural words tell who met."""
        return bool(self.sighting.parties) and all(p.mention.plural for p in self.sighting.parties)

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(p.actor.id for p in self.parties)


def draft(sighting: Sighting, *, order: int, sentence: int, setting: Setting) -> Draft:
    """Resolve the parties, place and time of one sighting."""
    plurals = tuple(p.mention for p in sighting.parties[:MOST_PARTIES] if _is_told_before(p.mention))
    parties = {} if _lacks_its_subject(sighting, setting) else _parties(sighting, setting)
    hosts = {p.country for p in parties.values() if p.country and p.role == "host"}
    place = place_told(sighting, {p.country for p in parties.values() if p.country}, setting, hosts=hosts)
    initiators = participations(sighting.initiator, setting) if sighting.initiator else []
    if sighting.family == ABROAD:
        known = place is not None and place.country in setting.named | {setting.home}
        parties = with_host_state(parties, place, setting) if known else {}
    elif sighting.kind != "visit":
        parties = with_members(parties, setting)
    else:
        for host in initiators:
            if host.actor.kind == "person":
                parties.setdefault(host.actor.id, replace(host, role="host"))
        parties = with_host_state(parties, place, setting)
        place = place or _country_of_host(parties, setting)
    return Draft(
        order=order,
        sentence=sentence,
        sighting=sighting,
        parties=tuple(without_own_states(list(parties.values()))),
        place=place if sighting.medium not in {"phone", "video"} else None,
        when=when_told(sighting, setting),
        initiator=next((p.actor.id for p in initiators), None),
        plurals=plurals,
        guessed=_guessed(sighting, setting),
    )


def _guessed(sighting: Sighting, setting: Setting) -> frozenset[str]:
    told = [p.mention for p in sighting.parties[:MOST_PARTIES] if p.mention.kind == "description"]
    together = [m for m in told if sum(1 for other in told if other.span == m.span) > 1]
    return frozenset(p.actor.id for m in together for p in participations(m, setting) if p.actor.kind == "person")


def _country_of_host(parties: Mapping[str, Participation], setting: Setting) -> Place | None:
    """Of a visit told by whom it is to, not where: the host state itself."""
    states = [p.actor.label for p in parties.values() if p.role == "host" and p.actor.kind == "state"]
    return next(iter(setting.knowledge.find_place(states[0])), None) if len(states) == 1 else None


def _is_told_before(mention: Mention) -> bool:
    """Whether a plural word stands for parties told before that nothing in its sentence names."""
    return mention.plural and not mention.refers_to and mention.kind in {"pronoun", "description"}


def _parties(sighting: Sighting, setting: Setting) -> dict[str, Participation]:
    """The parties that the phrase names, by the id of the actor."""
    found: dict[str, Participation] = {}
    told = sighting.parties[:MOST_PARTIES]
    listed = [party.mention for party in told if party.mention.of is None]
    beside = frozenset(match.actor.id for mention in listed for match in setting.cast.matches(mention))
    for party in told:
        if _is_told_before(party.mention):
            continue
        for participation in participations(party.mention, setting, beside=beside):
            known = found.get(participation.actor.id)
            chosen = replace(participation, role=party.role, optional=party.optional)
            found[participation.actor.id] = join_participations(known, chosen) if known else chosen
    return found


def _lacks_its_subject(sighting: Sighting, setting: Setting) -> bool:
    """A headline whose office-holder stays unknown ("Deputy PM meets Lao, Saudi ambassadors"): the body says who, and
    those he met did not meet each other."""
    first = sighting.parties[0].mention if sighting.parties else None
    if first is None or not sighting.headline or sighting.kind == "visit":
        return False
    named = first.kind != "description" or first.plural or first.of is not None
    return not named and not setting.cast.matches(first)
