"""Whom a mention brings to a meeting: for which country, in which post, how surely."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.knowledge import fold
from kg.model import Actor, Match, Mention, Participation
from kg.resolution.rules import in_office
from kg.resolution.scope import held_by_another
from kg.resolution.setting import Setting

CONFIDANTS = frozenset({"presidential_chief_of_staff", "presidential_adviser", "national_security_adviser"})


def participations(mention: Mention, setting: Setting, *, beside: frozenset[str] = frozenset()) -> list[Participation]:
    """Whom a mention stands for, each as a party; ``beside``: the actors its phrase names in their own right."""
    if mention.of is not None:
        return _of_somebody(mention, mention.of, setting, beside)
    found = []
    for match in setting.cast.matches(mention):
        if mention.doubtful and match.actor.id not in setting.credible:
            continue
        named = _named_by(match, mention, setting)
        found.append(
            Participation(
                actor=match.actor,
                post=named.post or mention.post,
                country=_country(match.actor, mention, named, setting),
                forms=(named.name,) if named.name and named.kind != "pronoun" else (),
                evidence=(mention.span,),
                confidence=round(match.score, 3),
                match=match,
            )
        )
    return found


def _named_by(match: Match, mention: Mention, setting: Setting) -> Mention:
    """The mention that names the actor: of several that a plural word refers to, his own."""
    own = (other for other in mention.refers_to if match.actor in [m.actor for m in setting.cast.matches(other)])
    return next(own, mention.refers_to[0] if mention.refers_to else mention)


def _of_somebody(mention: Mention, owner: Mention, setting: Setting, beside: frozenset[str]) -> list[Participation]:
    """ "Zelensky's top ally": the one of his country's confidants whom the article names, else left unnamed."""
    owners = setting.cast.matches(owner)
    if not owners or owners[0].actor.country is None:
        return []
    leader = owners[0].actor
    confidants = {
        m.actor.id: m.actor
        for other in setting.people
        for m in setting.cast.matches(other)
        if m.actor.country == leader.country and m.actor.id not in beside and _confidant(m.actor, setting)
    }
    words = f"{leader.label}'s {mention.post}"
    if len(confidants) == 1:
        actor = next(iter(confidants.values()))
        reasons = (f"the only confidant of {leader.label} that the article names",)
        match = Match(form=words, actor=actor, score=0.7, reasons=reasons)
    else:
        slug = re.sub(r"[^a-z0-9]+", "-", fold(words)).strip("-")
        actor = Actor(id=f"group:{slug}", label=words, kind="group", country=leader.country)
        match = Match(form=words, actor=actor, score=0.5, candidates=tuple(sorted(confidants)))
    return [
        Participation(
            actor=actor, post=mention.post, country=leader.country, evidence=(mention.span,),
            confidence=match.score, match=match,
        )
    ]  # fmt: skip


def _confidant(actor: Actor, setting: Setting) -> bool:
    """Whether somebody was a leader's right hand when the article came out; ever, where that day is unknown."""
    day = setting.article.published
    return any(p.post in CONFIDANTS and (day is None or in_office(p, day, years=0)) for p in actor.posts)


def _country(actor: Actor, mention: Mention, named: Mention, setting: Setting) -> str | None:
    """The country a party acts for: what its words say, else what is known of it on that day, else the publisher's.

    Movements act for no state, wherever they are; those of Palestine act for it.
    """
    if actor.kind == "group" and actor.id.startswith("org:"):
        return actor.country if actor.country == "PS" else None
    led = _leads(actor, setting)
    return led or mention.country or named.country or setting.cast.country(actor) or _at_home(actor, named, setting)


def _leads(actor: Actor, setting: Setting) -> str | None:
    """The country at whose head somebody is on the day: whatever state is named beside him, he acts for no other
    ("to challenge China. The president toured a plant")."""
    posts, day = setting.knowledge.posts, setting.article.published
    if day is None:
        return None
    led = {
        held.country
        for held in actor.posts
        if held.post in posts and posts[held.post].level == 1 and held.country and in_office(held, day, years=0)
    }
    return led.pop() if len(led) == 1 else None


def _at_home(actor: Actor, named: Mention, setting: Setting) -> str | None:
    """An official without a country in a government's own release is its own, if no other has that post there."""
    if actor.kind != "person" or not named.post or setting.home is None or actor.posts:
        return None
    post, day = setting.knowledge.post_of(named.post), setting.article.published
    other = held_by_another(actor, post, setting.home, on=day, knowledge=setting.knowledge)
    return None if other else setting.home


def join_participations(one: Participation, other: Participation) -> Participation:
    """Two mentions of one party as one: forms and evidence together, the more telling role kept."""
    return replace(
        one,
        role=one.role if one.role != "participant" else other.role,
        post=one.post or other.post,
        country=one.country or other.country,
        forms=tuple(sorted({*one.forms, *other.forms})),
        optional=one.optional and other.optional,
        evidence=tuple(dict.fromkeys((*one.evidence, *other.evidence))),
        confidence=max(one.confidence, other.confidence),
    )
