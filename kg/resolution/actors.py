"""From the mentions of one article to the actors they stand for, each decision with its reasons."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kg.knowledge import Knowledge, fold
from kg.knowledge.spelling import word_similarity
from kg.model import Actor, Match, Mention
from kg.resolution.bodies import is_bare, seat_of
from kg.resolution.clusters import Cluster, cluster
from kg.resolution.collective import collective_match
from kg.resolution.decisions import NO_DECISIONS, Decisions
from kg.resolution.forms import Form, Scene, listed_apart, read_forms
from kg.resolution.home import home_told
from kg.resolution.names import parse_name
from kg.resolution.office import office_matches
from kg.resolution.rules import acts_for


@dataclass(frozen=True, slots=True)
class Cast:
    """Who appears in one article."""

    decided: Mapping[Mention, tuple[Match, ...]] = field(default_factory=dict)
    acting_for: Mapping[str, str | None] = field(default_factory=dict)
    """By actor id: the country (or EU, UN, NATO) it acts for in this article; None where it acts for no country."""

    def matches(self, mention: Mention) -> tuple[Match, ...]:
        """The actors a mention stands for; none when nobody is known, several for plural descriptions."""
        return self.decided.get(mention, ())

    def country(self, actor: Actor) -> str | None:
        """The country the actor acts for here: as the article says, else by the post held on the day, else its own."""
        return self.acting_for.get(actor.id, actor.country)

    @property
    def actors(self) -> tuple[Actor, ...]:
        """Everybody, by id."""
        found = {match.actor.id: match.actor for matches in self.decided.values() for match in matches}
        return tuple(found[actor_id] for actor_id in sorted(found))


def resolve_actors(
    mentions: Sequence[Mention],
    *,
    published: dt.date | None,
    knowledge: Knowledge,
    decisions: Decisions = NO_DECISIONS,
    home: str | None = None,
    group: Callable[[Sequence[Form], Scene], list[Cluster]] = cluster,
) -> Cast:
    """Decide for all mentions of one article, given in the order of its text, whom they stand for.

    Names first: one person is one actor however he is spelt. Then offices ("the Chinese foreign minister"), then
    whatever refers to another mention. The same mentions give the same cast. ``home``: the country whose government
    publishes the article. ``group`` decides which names are one person's.
    """
    forms = read_forms(mentions, knowledge)
    company = frozenset(m.country for m in mentions if m.country)
    scene = Scene(
        published=published, knowledge=knowledge, decisions=decisions, company=company, apart=listed_apart(forms)
    )
    decided: dict[Mention, tuple[Match, ...]] = {}
    acting: dict[str, str | None] = {}
    for one in group(forms, scene):
        _decide(one, scene, decided, acting)
    for mention in mentions:
        if mention.kind in {"state", "organization", "group"} and (match := collective_match(mention, knowledge)):
            decided[mention] = (match,)
    people = {m: found for m, found in decided.items() if m.kind == "person"}
    seat, home = seat_of(mentions, knowledge), home or home_told(mentions)
    for mention in mentions:
        if mention not in decided and mention.kind in {"pronoun", "description"}:
            own = home if _is_title(mention) and _has_one(home, mention, scene) else None
            whose = seat if is_bare(mention) else own
            at_home = replace(mention, country=whose) if whose else mention
            decided[mention] = _referred(mention, decided) or office_matches(at_home, people, acting, scene)
            for match in decided[mention]:
                if match.actor.kind == "person":
                    acting.setdefault(match.actor.id, acts_for(match.actor, published))
    return Cast(decided={m: found for m, found in decided.items() if found}, acting_for=acting)


def _is_title(mention: Mention) -> bool:
    """ "The President" in a government's own release, with nobody before whom it could mean: the one at home."""
    post = mention.post or ""
    return mention.country is None and not mention.refers_to and fold(post) in _TITLES and post[0].isupper()


def _has_one(country: str | None, mention: Mention, scene: Scene) -> bool:
    """Whether a country has anybody in that post: no British President is meant beside Downing Street."""
    key = scene.knowledge.post_of(mention.post or "", country)
    return bool(country and key and scene.knowledge.holders(key, country, on=scene.published))


_TITLES = frozenset({"president", "prime minister", "chancellor", "foreign minister"})


def _decide(
    one: Cluster, scene: Scene, decided: dict[Mention, tuple[Match, ...]], acting: dict[str, str | None]
) -> None:
    """The matches of all mentions of one person."""
    best = one.known
    actor = best.actor if best else local_person(one.forms)
    for form in one.forms:
        why = one.reasons.get(form.name, ())
        match = Match(
            form=form.name,
            actor=actor,
            score=round(best.score if best else 0.9, 4),
            reasons=(*why, *(r for r in best.reasons if r not in why)) if best else why or ("named in the article",),
            candidates=tuple(c.actor.id for c in one.found[1:6]),
            overruled=one.decided or bool(scene.decisions.partners(form.name)),
        )
        for mention in form.mentions:
            decided[mention] = (match,)
    stated = [m.country for form in one.forms for m in form.mentions if m.country]
    acting[actor.id] = max(sorted(set(stated)), key=stated.count) if stated else acts_for(actor, scene.published)


def local_person(forms: Sequence[Form]) -> Actor:
    """A person the knowledge base does not have: named by the fullest credible form of the article."""
    label = _label(forms)
    stated = [m.country for form in forms for m in form.mentions if m.country]
    country = max(sorted(set(stated)), key=stated.count) if stated else None
    others = sorted({form.name for form in forms} - {label})
    families = set(parse_name(label).words)
    right = [name for name in others if set(parse_name(name).words) <= families]
    slug = "-".join(fold(label).split())
    return Actor(
        id=f"person:{slug}" + (f":{country.lower()}" if country else ""),
        label=label,
        kind="person",
        country=country,
        aliases=tuple(right),
        misspellings=tuple(name for name in others if name not in right),
    )


def _label(forms: Sequence[Form]) -> str:
    """The most words; among those the spelling that most mentions support."""
    fullest = max(len(form.words) for form in forms)
    full = [form for form in forms if len(form.words) == fullest]
    return max(full, key=lambda form: (_support(form, forms), len(form.mentions), -form.first)).name


def _support(form: Form, forms: Sequence[Form]) -> int:
    """How many mentions spell one of the words of this form alike."""
    last = form.words[-1]
    return sum(len(other.mentions) for other in forms if any(word_similarity(last, w) >= 0.999 for w in other.words))


def _referred(mention: Mention, decided: Mapping[Mention, tuple[Match, ...]]) -> tuple[Match, ...]:
    """The matches of what a pronoun or description refers to."""
    found: dict[str, Match] = {}
    referents = mention.refers_to if mention.plural else mention.refers_to[:1]
    for other in referents:
        for match in decided.get(other, ()) or (_referred(other, decided) if other.refers_to else ()):
            how = f"{mention.span.quote!r} refers to {other.span.quote!r}"
            found.setdefault(match.actor.id, replace(match, form=mention.span.quote, reasons=(how, *match.reasons)))
    return tuple(found.values())
