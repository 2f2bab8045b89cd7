"""A person's decisions about actors, laid over what was extracted: reports as they would be had it known better.

"Same" joins actors: whoever is called by a name, or has an id, of the class becomes the one actor of it. "Different"
takes a form away from the actor it was matched to. The reports themselves stay as they are, so that a decision can
be taken back and everything is as before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from kg.graph.findings import joined
from kg.knowledge import fold, shipped
from kg.model import Actor, Match, Participation, Report
from kg.resolution.decisions import Decisions
from kg.resolution.participants import join_participations

_KINDS = ("person:", "org:", "group:", "state:", "organization:")


def stand_ins(everything: Iterable[Report], decisions: Decisions) -> dict[str, Actor]:
    """Whom the decisions make of several actors, by the ids of these: that depends on all that is reported."""
    if not decisions.pairs:
        return {}
    return _one_for_each((_set_apart(report, decisions) for report in everything), _classes(decisions))


def applied(decisions: Decisions, one_for_each: Mapping[str, Actor]) -> Callable[[Report], Report]:
    """What applies the decisions to a report; the same report where they say nothing of it."""
    if not decisions.pairs:
        return lambda report: report
    return lambda report: _joined_report(_set_apart(report, decisions), one_for_each)


def _set_apart(report: Report, decisions: Decisions) -> Report:
    parties = tuple(_apart(party, decisions) for party in report.participants)
    return report if parties == report.participants else replace(report, participants=parties)


def _apart(party: Participation, decisions: Decisions) -> Participation:
    """The party as an actor of its own when a form of it was decided to be somebody else."""
    names = (party.actor.id, party.actor.label)
    for form in party.forms:
        if any(decisions.judgement(form, name) == "different" for name in names if fold(name) != fold(form)):
            slug = "-".join(fold(form).split())
            country = f":{party.country.lower()}" if party.country else ""
            own = Actor(id=f"{party.actor.kind}:{slug}{country}", label=form, kind=party.actor.kind)
            own = replace(own, country=party.country)
            reason = f"decided: {form} is not {party.actor.label}"
            return replace(party, actor=own, forms=(form,), match=_overruled(form, own, reason))
    return party


def _classes(decisions: Decisions) -> Mapping[str, frozenset[str]]:
    """Each name or id decided to be the same as another, with all that are the same by that."""
    members: dict[str, set[str]] = {}
    for pair, judgement in decisions.pairs.items():
        if judgement == "same":
            whole = set().union(*(members.get(key, {key}) for key in pair))
            members.update(dict.fromkeys(whole, whole))
    return {key: frozenset(whole) for key, whole in members.items()}


def _one_for_each(reports: Iterable[Report], classes: Mapping[str, frozenset[str]]) -> dict[str, Actor]:
    """Actor id to the actor that stands for it, for all actors of a class."""
    found: defaultdict[frozenset[str], dict[str, Actor]] = defaultdict(dict)
    for report in reports:
        for party in report.participants:
            if (whole := _class_of(party, classes)) is not None:
                known = found[whole].get(party.actor.id)
                found[whole][party.actor.id] = joined(known, party.actor) if known else party.actor
    wanted: dict[str, Actor] = {}
    for whole, actors in found.items():
        for id_ in sorted(whole):
            if id_.startswith(_KINDS) and id_ not in actors:
                try:
                    actors[id_] = shipped().actor(id_)
                except KeyError:
                    continue
        named = sorted((id_ for id_ in actors if id_ in whole), key=lambda id_: _rank(actors[id_]))
        chosen = named[0] if named else min(actors, key=lambda id_: _rank(actors[id_]))
        one = actors[chosen]
        for id_ in sorted(set(actors) - {chosen}):
            one = _with_names_of(one, actors[id_])
        wanted.update(dict.fromkeys(actors, one))
    return wanted


def _class_of(party: Participation, classes: Mapping[str, frozenset[str]]) -> frozenset[str] | None:
    keys = (party.actor.id, fold(party.actor.label), *(fold(form) for form in party.forms))
    return next((classes[key] for key in keys if key in classes), None)


def _rank(actor: Actor) -> tuple[bool, int, int, str]:
    """The best known first."""
    return actor.wikidata is None, -len(actor.posts), -len(actor.aliases), actor.id


def _with_names_of(one: Actor, other: Actor) -> Actor:
    names = {other.label, *other.aliases} - {one.label}
    return replace(
        one,
        aliases=tuple(sorted({*one.aliases, *names})),
        misspellings=tuple(sorted({*one.misspellings, *other.misspellings} - {*one.aliases, *names, one.label})),
    )


def _joined_report(report: Report, wanted: Mapping[str, Actor]) -> Report:
    if not any(party.actor.id in wanted for party in report.participants):
        return report
    parties: dict[str, Participation] = {}
    for party in report.participants:
        one = wanted.get(party.actor.id)
        if one is not None:
            form = party.forms[0] if party.forms else party.actor.label
            if one.id != party.actor.id:
                match = _overruled(form, one, f"decided: {party.actor.label} is {one.label}")
                party = replace(party, match=match)
            party = replace(party, actor=one)
        known = parties.get(party.actor.id)
        parties[party.actor.id] = join_participations(known, party) if known else party
    asked = wanted.get(report.initiator or "")
    initiator = asked.id if asked else report.initiator
    return replace(report, participants=tuple(parties.values()), initiator=initiator)


def _overruled(form: str, actor: Actor, reason: str) -> Match:
    return Match(form=form, actor=actor, score=1.0, reasons=(reason,), overruled=True)
