"""Descriptions by office: "the Chinese foreign minister", "Turkey's top diplomat", "his French counterpart"."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kg.knowledge import Knowledge, Post, fold
from kg.model import Actor, Match, Mention
from kg.resolution.bodies import HEAD, body_of, leads, same_post
from kg.resolution.forms import Scene
from kg.resolution.rules import countries_of, in_office

_LEADER = "leader"


def office_matches(
    mention: Mention,
    people: Mapping[Mention, tuple[Match, ...]],
    acting: Mapping[str, str | None],
    scene: Scene,
) -> tuple[Match, ...]:
    """Whom a post with a country means: somebody the article names in it, else its only holder on the day of
    publication, else a group named after the post, with the holders it could be as candidates."""
    if mention.kind != "description" or mention.plural or not mention.post:
        return ()
    knowledge, country = scene.knowledge, mention.country
    if country is None or country.startswith("org:"):
        body = knowledge.actor(country) if country else body_of(mention.post, knowledge)
        alone = _by_post_alone(mention, people, scene) if country is None else ()
        return _of_body(mention, body, people, scene) if body is not None else alone
    first = mention.post.split(" and ")[0]  # "Crown Prince and Prime Minister of Saudi Arabia"
    key = knowledge.post_of(mention.post, country) or knowledge.post_of(first, country)
    form = mention.span.quote
    named = _named(key, mention, people, acting, scene)
    if named is not None:
        return (named,)
    holders = _holders(key, mention.post, country, scene)
    if len(holders) == 1:
        day = scene.published.isoformat() if scene.published else ""
        reason = f"the only holder of that post for {country} on {day}"
        return (Match(form=form, actor=holders[0], score=0.9, reasons=(reason,)),)
    actor = _group(mention, key, knowledge)
    reason = "several can be meant" if holders else "no holder known for that day" if scene.published else "no date"
    return (Match(form=form, actor=actor, score=0.8, reasons=(reason,), candidates=tuple(h.id for h in holders)),)


def _of_body(
    mention: Mention, body: Actor, people: Mapping[Mention, tuple[Match, ...]], scene: Scene
) -> tuple[Match, ...]:
    """Whom a post of an organization without a country means; the organization itself, where that is not known."""
    knowledge, form, said = scene.knowledge, mention.span.quote, mention.post or ""
    for other, matches in people.items():
        if other.post and matches and body_of(other.post, knowledge) == body and same_post(said, other.post, body):
            reason = f"the article names {matches[0].actor.label} in that post"
            return (Match(form=form, actor=matches[0].actor, score=0.9, reasons=(reason,)),)
    holders = knowledge.holders(HEAD, body.id, on=scene.published) if scene.published else ()
    holders = tuple(h for h in holders if leads(said, h, body))  # "OSCE chair": not its Secretary General
    if len(holders) == 1:
        reason = f"the only head of {body.label} on {scene.published:%Y-%m-%d}"
        return (Match(form=form, actor=holders[0], score=0.9, reasons=(reason,)),)
    return (Match(form=form, actor=body, score=0.7, reasons=("whose post it is",)),)


def _by_post_alone(mention: Mention, people: Mapping[Mention, tuple[Match, ...]], scene: Scene) -> tuple[Match, ...]:
    """ "The Prime Minister", of no country: the only one of those the article names who was one on that day."""
    post = re.sub(r"^the ", "", mention.post or "", flags=re.IGNORECASE)
    if scene.published is None or mention.of is not None:
        return ()
    found: dict[str, Match] = {}
    for match in (match for matches in people.values() for match in matches):
        held = match.actor.posts
        keys = {(h.post, h.country) for h in held if in_office(h, scene.published, years=0)}
        if any(country and scene.knowledge.post_of(post, country) == key for key, country in keys):
            found[match.actor.id] = match
    if len(found) != 1:
        return ()
    (match,) = found.values()
    reason = f"the only one named here who was that: {match.actor.label}"
    return (Match(form=mention.span.quote, actor=match.actor, score=round(0.9 * match.score, 4), reasons=(reason,)),)


def _named(
    key: str | None,
    mention: Mention,
    people: Mapping[Mention, tuple[Match, ...]],
    acting: Mapping[str, str | None],
    scene: Scene,
) -> Match | None:
    """The one person of the article with that post for that country; None where none or two have it."""
    found: dict[str, Match] = {}
    for other, matches in people.items():
        for match in matches:
            actor = match.actor
            if mention.country not in countries_of(actor) | {acting.get(actor.id)}:
                continue
            stated = other.post is not None and scene.knowledge.post_of(other.post, other.country or mention.country)
            if (key and stated == key) or (other.post and fold(other.post) == fold(mention.post or "")):
                found[actor.id] = match
            elif key and not _another_office(stated or None, key, scene) and _held(actor, key, mention.country, scene):
                found.setdefault(actor.id, match)
    if len(found) != 1:
        return None
    (match,) = found.values()
    reason = f"the article names {match.actor.label} in that post"
    return Match(form=mention.span.quote, actor=match.actor, score=round(0.95 * match.score, 4), reasons=(reason,))


def _another_office(stated: str | None, key: str, scene: Scene) -> bool:
    """ "The crown prince" is not King Salman, who was it once, where the article calls him king."""
    posts = scene.knowledge.posts
    return stated is not None and stated != key and all(k in posts and posts[k].level == 1 for k in (stated, key))


def _held(actor: Actor, key: str, country: str | None, scene: Scene) -> bool:
    """Whether the person held the post on the day; without a day, whether ever."""
    held = [post for post in actor.posts if post.post == key and post.country == country]
    return any(scene.published is None or in_office(post, scene.published, years=0) for post in held)


def _holders(key: str | None, post: str, country: str, scene: Scene) -> tuple[Actor, ...]:
    if scene.published is None:
        return ()
    if fold(post).rpartition(" ")[2] == _LEADER and country in scene.knowledge.states:
        return scene.knowledge.leaders(country, on=scene.published)
    known = scene.knowledge.posts.get(key or "")
    return scene.knowledge.holders(key, country, on=scene.published) if key and known and not known.several else ()


def _group(mention: Mention, key: str | None, knowledge: Knowledge) -> Actor:
    """ "Chinese foreign minister": an actor of its own, the same in all articles."""
    country, words = mention.country or "", fold(mention.post or "")
    key = None if key == HEAD and country not in knowledge.states else key  # "the UN humanitarian chief" is one of many
    title = _title(knowledge.posts[key]) if key and key in knowledge.posts else (mention.post or "")
    state = knowledge.states.get(country)
    adjective = state.adjectives[0] if state and state.adjectives else state.name if state else country
    prefixes = {fold(a) for a in state.adjectives} if state else {fold(country)}
    for prefix in sorted(prefixes, key=lambda p: (-len(p), p)):
        if words.startswith(prefix + " ") and key is None:
            title = title[len(prefix) + 1 :]
    slug = "-".join((key or fold(title)).replace("_", " ").split())
    return Actor(
        id=f"group:{country.lower()}:{slug}",
        label=f"{adjective} {title}",
        kind="group",
        country=country,
    )


def _title(post: Post) -> str:
    """The label of a post as it stands inside a sentence: with the capitals of its surface form, else none."""
    return next((form for form in post.forms if fold(form) == fold(post.label)), post.label.lower())
