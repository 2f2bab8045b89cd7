"""People of the knowledge base that a name can mean, judged by the rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from kg.knowledge import fold
from kg.knowledge.family_names import family_names
from kg.knowledge.likeness import SHORTEST, alike_families
from kg.knowledge.sounds import whole_sound_keys
from kg.knowledge.spelling import typed_similarity
from kg.model import Actor
from kg.resolution.forms import Form, Scene
from kg.resolution.given_names import short_forms
from kg.resolution.names import SAME_NAME, compare, parse_name
from kg.resolution.rules import ACCEPT, Evidence, in_office, judge

EXACT = 0.999
ALIKE_TYPED = 0.6
"""A family name this like a known one, with the same given name, may be it, mistyped."""
LOOKS_ALIKE = 70
"""Per cent of letters that an imported person's name shares with one that may be it, misspelt."""
CROWDED = 12
"""People of one family name; beyond that a misspelt bare name tells nothing of any of them."""
ALIKE = 0.84
"""A bare family name this like a known one may be it, misspelt."""
ALIKE_SHORT = 0.88
SHORT = 5
"""Letters; a name as short as that must be more like it: "Organ" is no Orban."""
MINISTERS = 2
"""Level of the posts that a state has one of."""
WHOLE_NAMES = frozenset({"MM"})
"""Where people have no family names: a word more is somebody else ("Aung Myo Min", "Aung Min")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A known person, and how much speaks for him."""

    actor: Actor
    score: float
    spelling: float
    reasons: tuple[str, ...]


def candidates(forms: Sequence[Form], scene: Scene, *, fuzzy: bool = True) -> tuple[Candidate, ...]:
    """Known people that all these forms can name, the best first; all of them score at least ``ACCEPT``."""
    if (decided := _decided_same(forms, scene)) is not None:
        return (decided,)
    full = [form for form in forms if form.full]
    lead = max(full or list(forms), key=lambda form: (len(form.words), len(form.mentions), -form.first))
    found = _full(lead, scene) if full else _bare(lead, scene, fuzzy=fuzzy)
    judged = []
    for actor, spelling in found:
        if scene.decisions.pairs and any(_decided_different(form, actor, scene) for form in forms):
            continue
        alike = {other.id for other, near in found if near > spelling - 0.05 or other.id == actor.id}
        leading = len(alike) > 1 and _telling(lead, spelling) and _leading(found, alike, scene) == {actor.id}
        evidence = _evidence(forms, lead, actor, spelling, only=len(alike) == 1, leading=leading, scene=scene)
        score, reasons = judge(evidence)
        if score >= ACCEPT:
            judged.append((score, Candidate(actor=actor, score=min(score, 0.99), spelling=spelling, reasons=reasons)))
    return tuple(one for _, one in sorted(judged, key=lambda pair: (-round(pair[0], 4), pair[1].actor.id)))


def _decided_same(forms: Sequence[Form], scene: Scene) -> Candidate | None:
    """The known person that somebody decided one of these names to mean."""
    for partner in (partner for form in forms for partner in scene.decisions.partners(form.name)):
        known = _people([scene.knowledge.people[partner]] if partner in scene.knowledge.people else ())
        for actor in known or _people(scene.knowledge.find(partner)):
            return Candidate(actor=actor, score=1.0, spelling=1.0, reasons=("decided to be the same",))
    return None


def _decided_different(form: Form, actor: Actor, scene: Scene) -> bool:
    names = (actor.id, actor.label, *actor.aliases, *actor.misspellings)
    return any(scene.decisions.judgement(form.name, name) == "different" for name in names)


def _evidence(
    forms: Sequence[Form], lead: Form, actor: Actor, spelling: float, *, only: bool, leading: bool, scene: Scene
) -> Evidence:
    return Evidence(
        actor=actor,
        spelling=spelling,
        full=lead.full,
        only=only,
        leading=leading,
        own_name=spelling < 0.96
        and any((other.id != actor.id) for other in scene.knowledge.by_family_name(lead.words[-1])),
        ordinary=len(lead.words) == 1 and lead.words[0] in scene.knowledge.first_names,
        posts=frozenset().union(*(form.posts for form in forms)),
        countries=frozenset().union(*(form.countries for form in forms)),
        company=scene.company,
        published=scene.published,
        knowledge=scene.knowledge,
    )


def _telling(lead: Form, spelling: float) -> bool:
    """Whether a bare name is the known one, or long enough to be that one misspelt."""
    return not lead.full and (spelling >= EXACT or len(lead.words[-1]) >= SHORTEST)


def _leading(found: Sequence[tuple[Actor, float]], alike: set[str], scene: Scene) -> set[str]:
    """Those of them in a highest post; the heads of state alone, where one of them has a premier of the same name."""
    top = [actor for actor, _ in found if actor.id in alike and scene.published and in_top_office(actor, scene)]
    heads = [a for a in top if any(h.post == HEAD_OF_STATE and in_office(h, scene.published, years=0) for h in a.posts)]
    return {actor.id for actor in heads or top}


HEAD_OF_STATE = "head_of_state"


def in_top_office(actor: Actor, scene: Scene) -> bool:
    """Whether somebody held a post of the highest level on the day of publication."""
    posts = scene.knowledge.posts
    return any(
        held.post in posts and posts[held.post].level == 1 and in_office(held, scene.published, years=0)
        for held in actor.posts
    )


def _full(form: Form, scene: Scene) -> list[tuple[Actor, float]]:
    """By the whole name as it stands; else by family name, where the given names agree too."""
    exact = _people(scene.knowledge.find(form.name)) or _people(scene.knowledge.find(" ".join(form.words)))
    exact = exact or _with_a_given_name(form, scene)
    if exact:
        return [(actor, 1.0) for actor in exact]
    families = {*form.words, fold(form.name).split()[-1], "".join(form.words[-2:])}
    families.update(family_names(form.name))
    found = _agreeing(form, families, scene)
    if max((score for _, score in found), default=0.0) < 0.9:
        alike = {
            a for word in (form.words[-1], form.words[0]) for a, _ in alike_families(word, scene.knowledge, least=0.72)
        }
        found = [*found, *_agreeing(form, alike - families, scene)]
    if not found:
        found = _mistyped(form, scene)
    if not found:
        found = _in_post(form, scene)
    return list({actor.id: (actor, score) for actor, score in found}.values())


def _with_a_given_name(form: Form, scene: Scene) -> list[Actor]:
    """'Luiz "Lula" da Silva': a name somebody is known by, with one more of his own before it."""
    alone = form.name.partition(" ")[2]
    known = _people(scene.knowledge.find(alone)) if " " in alone else ()
    return [actor for actor in known if set(form.words) <= set(parse_name(actor.label).words)]


def _in_post(form: Form, scene: Scene) -> list[tuple[Actor, float]]:
    """Holders on the day of the post that the text gives, where the name is theirs up to wrong letters."""
    if scene.published is None:
        return []
    found = {}
    for key in sorted(form.posts):
        if not form.countries and _held_by_many(key, scene):
            continue  # "Ambassador Kvien": of any of the states in the article
        for country in sorted(form.countries or scene.company):
            for actor in scene.knowledge.holders(key, country, on=scene.published):
                score = max(mistyped(form.words, parse_name(name).words) for name in (actor.label, *actor.aliases))
                if score >= SAME_NAME:
                    found[actor.id] = (actor, score)
    return list(found.values())


def _held_by_many(post: str, scene: Scene) -> bool:
    """Whether each state has several in a post, so that it tells little of who is in it."""
    return post in scene.knowledge.posts and scene.knowledge.posts[post].level > MINISTERS


def _mistyped(form: Form, scene: Scene) -> list[tuple[Actor, float]]:
    """People with these very given names and a family name of nearly these letters.

    Little evidence by itself; more where two given names agree, or where one of them alone is in a highest post.
    """
    found: dict[str, Actor] = {}
    for end in (-1, 0):
        for family, _ in alike_families(form.words[end], scene.knowledge, least=0.4):
            for actor in scene.knowledge.by_family_name(family):
                words = parse_name(actor.label).words
                if len(words) <= -end or other_given_name(form.words, words, scene) or (end == 0 and len(words) < 3):
                    continue
                if mistyped(form.words, words) and typed_similarity(form.words[end], words[end]) >= ALIKE_TYPED:
                    found[actor.id] = actor
    leading = [actor.id for actor in found.values() if in_top_office(actor, scene)] if scene.published else []
    return [(actor, 0.55 if len(form.words) > 2 or leading == [actor.id] else 0.35) for actor in found.values()]


def other_given_name(words: tuple[str, ...], other: tuple[str, ...], scene: Scene) -> bool:
    """Whether both begin with given names, and not the same ("Jill", "Joe"): no slip of the pen."""
    given = (words[0], other[0])
    return given[0] != given[1] and all(word in scene.knowledge.first_names for word in given)


def mistyped(words: tuple[str, ...], other: tuple[str, ...]) -> float:
    """How far names agree when one word of a full name, or some letters of a bare one, may be typed wrong."""
    if len(words) == 1:
        alike = max(typed_similarity(words[0], other[0]), typed_similarity(words[0], other[-1]))
        return 0.8 if alike >= 0.6 and len(words[0]) > 3 else 0.0
    if len(words) != len(other):
        return 0.0
    alike_words = [typed_similarity(a, b) for a, b in zip(words, other, strict=True)]
    by_word = sorted(alike_words)
    given = alike_words[0] == by_word[0]  # "Oskar" is no slip of the pen for "Joschka"
    return 0.82 if by_word[0] >= (0.7 if given else 0.33) and by_word[1] >= 0.9 else 0.0


def _agreeing(form: Form, families: Iterable[str], scene: Scene) -> list[tuple[Actor, float]]:
    """Everybody of these families whose full name agrees."""
    people = {
        a.id: a
        for family in sorted(families)
        for a in scene.knowledge.by_family_name(family)
        if scene.knowledge.shipped(a.id) or _worth_comparing(form.name, a)
    }
    scored = ((actor, full_score(form.name, actor)) for actor in people.values())
    return [(actor, score) for actor, score in scored if score >= SAME_NAME]


def _worth_comparing(name: str, actor: Actor) -> bool:
    """A quick look at the letters, which spares a closer one at most of the many that a user may have imported."""
    return any(fuzz.token_sort_ratio(fold(name), fold(other)) >= LOOKS_ALIKE for other in (actor.label, *actor.aliases))


def full_score(name: str, actor: Actor) -> float:
    """How far a full name agrees with the best of a person's names of more than one word."""
    names = (actor.label, *actor.aliases, *actor.misspellings)
    likely = [other for other in names if len(parse_name(other).words) > 1 and _begin_alike(name, other)]
    if actor.country in WHOLE_NAMES:
        likely = [other for other in likely if len(parse_name(other).words) == len(parse_name(name).words)]
    return max((compare(name, other).score for other in likely), default=0.0)


def _begin_alike(name: str, other: str) -> bool:
    """Whether two words of each name begin with like sounds: spares most comparisons."""
    one, two = _beginnings(name), _beginnings(other)
    return len(one & two) > 1 or len(one) == 1 or len(two) == 1 or (_short(name) and _short(other))


@lru_cache(maxsize=1 << 12)
def _beginnings(name: str) -> frozenset[str]:
    return frozenset(key[0] for word in parse_name(name).words for key in whole_sound_keys(word) if key)


@lru_cache(maxsize=1 << 12)
def _short(name: str) -> bool:
    """Whether the given name has other forms, which may begin otherwise (Bill, William)."""
    return bool(short_forms(parse_name(name).words[0]))


def _bare(form: Form, scene: Scene, *, fuzzy: bool) -> list[tuple[Actor, float]]:
    name = fold(form.name)
    exact = _people(_bearers(name, form, scene)) or _people(_bearers(form.words[0], form, scene))
    exact = exact or _people(scene.knowledge.find(name))
    found = [(actor, 1.0) for actor in exact]
    if fuzzy and not exact and form.posts and not form.doubtful:
        found = _in_post(form, scene)
    if fuzzy and not form.doubtful:
        people = {actor.id for actor, _ in found}
        least = ALIKE if len(form.words[0]) > SHORT else ALIKE_SHORT
        for family, alike in alike_families(form.words[0], scene.knowledge, least=least):
            if family != name:
                new = [a for a in _not_too_many(family, scene) if a.id not in people]
                found += [(actor, alike) for actor in new]
                people.update(actor.id for actor in new)
    return found


def _bearers(family: str, form: Form, scene: Scene) -> Sequence[Actor]:
    """Who bears a family name; of very many, those of the news, unless a post helps to choose."""
    return scene.knowledge.by_family_name(family) if form.posts else _not_too_many(family, scene)


def _not_too_many(family: str, scene: Scene) -> Sequence[Actor]:
    """Who may be meant by a family name alone: of one that very many imported people bear, those of the news only."""
    bearers = scene.knowledge.by_family_name(family)
    return bearers if len(bearers) <= CROWDED else [a for a in bearers if scene.knowledge.shipped(a.id)]


def _people(actors: Iterable[Actor]) -> list[Actor]:
    return [actor for actor in actors if actor.kind == "person"]
