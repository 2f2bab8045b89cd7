"""Which names of one article are one person: full names first, then bare and misspelt ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kg.knowledge.spelling import plain_spelling, typed_similarity
from kg.resolution.candidates import Candidate, candidates, full_score, mistyped, other_given_name
from kg.resolution.forms import Form, Scene
from kg.resolution.names import compare, parse_name
from kg.resolution.rules import countries_of

SAME_FULL = 0.84
"""Full names of one article that agree this far are one person's."""
SAME_BARE = 0.78
"""A bare name that agrees this far with the family name of somebody in the article is his."""

MISTYPED = 0.5
"""An unknown bare name that agrees this far with one person's in the article, and with nobody else's, is his."""
CLEARLY = 0.12
INTRODUCED = 0.1
"""So much less alike the name of somebody the article introduces may be than that of somebody it does not."""


@dataclass(slots=True)
class Cluster:
    """The forms of one person while an article is read."""

    forms: list[Form]
    found: tuple[Candidate, ...] = ()
    """Known people it may be, the best first."""
    reasons: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """By form: why it is in here."""
    decided: bool = False
    """Whether a person's decision brought a form in."""

    @property
    def known(self) -> Candidate | None:
        return self.found[0] if self.found else None

    @property
    def countries(self) -> frozenset[str]:
        """Those the article gives, else those of the known person."""
        stated = frozenset().union(*(form.countries for form in self.forms))
        return stated or (countries_of(self.known.actor) if self.known else frozenset())

    @property
    def first(self) -> int:
        return min(form.first for form in self.forms)


def cluster(forms: Sequence[Form], scene: Scene) -> list[Cluster]:
    """People of the article, in the order of their first mention."""
    clusters: list[Cluster] = []
    full = [form for form in forms if form.full and not form.doubtful]
    for form in sorted(full, key=lambda f: (-len(f.words), f.first)):
        _place_full(form, clusters, scene)
    rest = [form for form in forms if not (form.full and not form.doubtful)]
    for form in sorted(rest, key=lambda f: (f.doubtful, not f.countries, f.first)):
        _place_bare(form, clusters, scene)
    return sorted(_same_people(clusters, scene), key=lambda c: c.first)


def _place_full(form: Form, clusters: list[Cluster], scene: Scene) -> None:
    found = candidates([form], scene)
    best: tuple[float, int] | None = None
    for i, one in enumerate(clusters):
        score = _full_agreement(form, found, one, scene)
        if score >= SAME_FULL and (best is None or score > best[0]):
            best = (score, i)
    if best is None:
        clusters.append(Cluster(forms=[form], found=found))
    else:
        _join(clusters[best[1]], form, (f"one name in the article ({best[0]:.2f})",), scene)


def _full_agreement(form: Form, found: tuple[Candidate, ...], one: Cluster, scene: Scene) -> float:
    decided = _decided(form, one, scene)
    if decided is not None:
        return 1.0 if decided else 0.0
    if _in_list(form, one, scene) or _countries_conflict(form, one):
        return 0.0
    if found and one.known and found[0].actor.id == one.known.actor.id:
        return 1.0
    if found and one.known and found[0].spelling >= 0.97 and one.known.spelling >= 0.97:
        return 0.0  # two people who are known
    agreement = max(compare(form.name, other.name).score for other in one.forms if other.full)
    if one.known and not found:
        agreement = max(agreement, full_score(form.name, one.known.actor))
    if agreement < SAME_FULL and _alike_in_office(form, one):
        likely = [other for other in one.forms if not other_given_name(form.words, other.words, scene)]
        agreement = max([agreement, *(mistyped(form.words, other.words) + 0.04 for other in likely)])
    return agreement


def _alike_in_office(form: Form, one: Cluster) -> bool:
    """Whether both have a post, or a country, in common."""
    posts = frozenset().union(*(other.posts for other in one.forms))
    return bool(form.posts & posts or (form.countries & one.countries))


def _place_bare(form: Form, clusters: list[Cluster], scene: Scene) -> None:
    """A bare name goes to whom the article named in full, unless it is better somebody else's own name."""
    options = [(score, one) for one in clusters if (score := _bare_agreement(form, one, scene)) >= _least(form)]
    options.sort(key=lambda option: (-round(option[0], 2), *_nearness(form, option[1])))
    rival = _holder(form, options[0][1], scene) if options else None
    told = bool(options) and _by_given_name(form, options[0][1])
    if told:
        rival = None
    elif rival is None and (not options or options[0][0] < 0.96):
        found = candidates([form], scene, fuzzy=not options or options[0][0] < 0.9)
        rival = found[0] if found and (not options or found[0].spelling > options[0][0] + 0.04) else None
    if not options and (near := _mistyped(form, clusters, scene)):
        if rival is None or near[0] + INTRODUCED > rival.spelling:
            options, rival = [near], None
    if options and rival is None:
        score, one = options[0]
        how = "same family name" if score >= 0.999 else f"family name spelt alike ({score:.2f})"
        _join(one, form, (f"{how} in the article",), scene)
        return
    if rival is not None:
        same = next((c for c in clusters if c.known and c.known.actor.id == rival.actor.id), None)
        if same is not None and not _in_list(form, same, scene):
            _join(same, form, rival.reasons, scene)
            return
        misspelt = not options or rival.spelling < 0.999
        clusters.append(Cluster(forms=[form], found=candidates([form], scene, fuzzy=misspelt)))
    elif not form.doubtful:
        clusters.append(Cluster(forms=[form], found=candidates([form], scene)))


def _holder(form: Form, one: Cluster, scene: Scene) -> Candidate | None:
    """ "President Byden" beside "First Lady Jill Byden": the known holder of the post that the other has not."""
    said = frozenset().union(*(other.posts for other in one.forms))
    if not form.posts or not said or form.posts & said:
        return None
    if one.known and any(held.post in form.posts for held in one.known.actor.posts):
        return None
    found = candidates([form], scene)
    first = found[0] if found else None
    return first if first and any(reason.startswith("held that post") for reason in first.reasons) else None


def _mistyped(form: Form, clusters: Sequence[Cluster], scene: Scene) -> tuple[float, Cluster] | None:
    """The one person in the article whose family name has nearly these letters, clearly nearer than all others.

    News introduces people by their full names: a bare word that is nobody's name is one of those, garbled.
    """
    if form.doubtful or form.posts or form.full:
        return None
    scored = []
    for one in clusters:
        words = {word for other in one.forms if other.full for word in _ends(other)}
        score = max((typed_similarity(form.words[0], word) for word in words), default=0.0)
        if not _in_list(form, one, scene) and not _countries_conflict(form, one) and _decided(form, one, scene) is None:
            scored.append((score, one))
    scored.sort(key=lambda pair: -pair[0])
    if not scored or scored[0][0] < MISTYPED or (len(scored) > 1 and scored[0][0] - scored[1][0] < CLEARLY):
        return None
    return scored[0]


def _ends(form: Form) -> tuple[str, str]:
    return form.words[0], form.words[-1]


def _least(form: Form) -> float:
    """Short and doubtful words must agree better."""
    word = plain_spelling("".join(form.words))
    return SAME_BARE + (0.12 if len(word) < 4 else 0.05 if len(word) < 5 else 0.0) + (0.08 if form.doubtful else 0.0)


def _bare_agreement(form: Form, one: Cluster, scene: Scene) -> float:
    decided = _decided(form, one, scene)
    if decided is not None:
        return 1.0 if decided else 0.0
    if _in_list(form, one, scene) or _countries_conflict(form, one):
        return 0.0
    if _by_given_name(form, one):
        return INTRODUCED_SO
    names: Iterable[str] = (other.name for other in one.forms)
    if one.known:
        actor = one.known.actor
        names = (*names, actor.label, *actor.aliases)
    return max(_agreement(form, name) for name in names)


INTRODUCED_SO = 1.01
"""Better than any likeness of names: a title and given name of somebody the article has introduced with both."""


def _by_given_name(form: Form, one: Cluster) -> bool:
    """ "Sheikh Abdullah" of Sheikh Abdullah bin Zayed: a title that goes with the given name, as the article has it."""
    full = (other for other in one.forms if other.full and other.titles & form.titles)
    return any(other.words[0] == form.words[0] for other in full)


def _agreement(form: Form, name: str) -> float:
    found = compare(form.name, name).score
    return min(1.0, found / 0.97) if len(parse_name(name).words) > 1 and not form.full else found


def _nearness(form: Form, one: Cluster) -> tuple[bool, bool, int]:
    """For equal names: same country, same post, then the one spoken of last before."""
    same_country = bool(form.countries & one.countries)
    same_post = bool(form.posts & frozenset().union(*(other.posts for other in one.forms)))
    before = [form.first - other.first for other in one.forms if other.first <= form.first]
    return (not same_country, not same_post, min(before, default=10_000))


def _join(one: Cluster, form: Form, reasons: tuple[str, ...], scene: Scene) -> None:
    one.decided = one.decided or bool(_decided(form, one, scene))
    one.forms.append(form)
    one.reasons[form.name] = reasons
    if form.posts or form.countries or not one.found:
        one.found = candidates(one.forms, scene) or one.found


def _decided(form: Form, one: Cluster, scene: Scene) -> bool | None:
    """What a person decided about the form and one of the cluster's names."""
    if not scene.decisions.pairs:
        return None
    others = [other.name for other in one.forms]
    if one.known:
        others += [one.known.actor.id, one.known.actor.label]
    judged = {scene.decisions.judgement(form.name, other) for other in others} - {None}
    return None if not judged else "different" not in judged


def _kept_apart(form: Form, one: Cluster, scene: Scene) -> bool:
    return _in_list(form, one, scene) or _decided(form, one, scene) is False


def _in_list(form: Form, one: Cluster, scene: Scene) -> bool:
    return any(frozenset((form, other)) in scene.apart for other in one.forms)


def _countries_conflict(form: Form, one: Cluster) -> bool:
    return bool(form.countries and one.countries and not form.countries & _served(one))


def _served(one: Cluster) -> frozenset[str]:
    """All countries the person is known to have acted for, here or ever."""
    known = countries_of(one.known.actor) if one.known else frozenset()
    return one.countries | known


def _same_people(clusters: list[Cluster], scene: Scene) -> list[Cluster]:
    """Clusters that turned out to be one known person become one."""
    by_actor: dict[str, Cluster] = {}
    kept = []
    for one in clusters:
        other = by_actor.get(one.known.actor.id) if one.known else None
        if other is None or any(_kept_apart(form, other, scene) for form in one.forms):
            kept.append(one)
            if other is not None and len(one.found) > 1:
                one.found = one.found[1:]  # two people in a list are not both the same known person
            elif other is not None:
                one.found = ()
            if one.known:
                by_actor.setdefault(one.known.actor.id, one)
            continue
        for form in one.forms:
            other.reasons[form.name] = one.reasons.get(form.name, one.found[0].reasons)
        other.forms += one.forms
    return kept
