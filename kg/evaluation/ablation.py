"""What each step of the program brings: the figures with that step left out, one at a time.

A step is left out by putting a function that does nothing, or the plainest thing, in its place; nothing else changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from kg.cleaning import Cleaned, clean
from kg.evaluation.annotations import Annotation, of_report
from kg.evaluation.figures import Figures
from kg.evaluation.garbling import Annotated, garbled
from kg.evaluation.scoring import score
from kg.extractors import FAMILIES, sight
from kg.model import Article, Passage, Sighting
from kg.resolution.actors import resolve_actors
from kg.resolution.candidates import candidates
from kg.resolution.clusters import Cluster
from kg.resolution.drafts import Draft
from kg.resolution.encounters import Encounter
from kg.resolution.forms import Form, Scene
from kg.resolution.reports import told_reports

if TYPE_CHECKING:
    from kg.pipeline import Extractor

NOTHING = "nothing"
"""The row of the whole program."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step of the program, and the program without it."""

    name: str
    without: Callable[[Extractor], Extractor]


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """The figures with one step left out."""

    without: str
    figures: Figures


def _stages(**others: Callable[..., Any]) -> Callable[[Extractor], Extractor]:
    """The program with other functions in the place of stages of ``kg.pipeline.Stages``."""
    return lambda whole: replace(whole, stages=replace(whole.stages, **others))


def _reading(**others: Callable[..., Any]) -> Callable[[Extractor], Extractor]:
    """The program with other functions in the place of steps of ``kg.language.Steps``."""
    return lambda whole: replace(whole, analyser=whole.analyser.varied(steps=replace(whole.analyser.steps, **others)))


def _without_gate(whole: Extractor) -> Extractor:
    return replace(whole, analyser=whole.analyser.varied(every_sentence=True))


def _without_people(whole: Extractor) -> Extractor:
    known = whole.knowledge.only({"organization", "group"})
    return replace(whole, knowledge=known, analyser=whole.analyser.varied(knowledge=known))


def _paragraphs(article: Article) -> Cleaned:
    """The title and every paragraph, whatever it is."""
    title = article.title
    passages = [Passage(start=0, end=len(title), text=title, kind="title", field="title")] if title else []
    at = 0
    for paragraph in article.text.split("\n\n"):
        if paragraph.strip():
            passages.append(Passage(start=at, end=at + len(paragraph), text=paragraph))
        at += len(paragraph) + 2
    return Cleaned(article=article, passages=tuple(passages))


def _without_title(article: Article) -> Cleaned:
    cleaned = clean(article)
    return replace(cleaned, passages=tuple(each for each in cleaned.passages if each.kind != "title"))


def _sight_others(analysis: Any, *, family: str, **known: Any) -> list[list[Sighting]]:
    return [[each for each in found if each.family != family] for found in sight(analysis, **known)]


def _exactly_written(forms: Sequence[Form], scene: Scene) -> list[Cluster]:
    """Each form by itself; a bare name goes to the first full one that has it, letter by letter."""
    found: list[Cluster] = []
    for form in sorted(forms, key=lambda form: (not form.full, form.first)):
        whole = next((one for one in found if set(form.words) <= set(one.forms[0].words)), None)
        if whole is not None:
            whole.forms.append(form)
        elif not form.doubtful:
            known = tuple(each for each in candidates([form], scene, fuzzy=False) if each.spelling >= EXACT)
            found.append(Cluster(forms=[form], found=known))
    return sorted(found, key=lambda one: one.first)


EXACT = 0.999
"""Likeness of a name to itself."""


def _each_by_itself(drafts: Sequence[Draft]) -> list[Encounter]:
    """Every phrase that names two parties tells of an encounter of its own."""
    found = []
    for draft in drafts:
        if len(draft.parties) > 1 and draft.sighting.family != "joining":
            encounter = Encounter()
            encounter.add(draft)
            found.append(encounter)
    return found


STEPS = (
    Step(name="the gate before the parser", without=_without_gate),
    Step(name="cleaning", without=_stages(clean=_paragraphs)),
    Step(name="the title", without=_stages(clean=_without_title)),
    Step(name="headlines as sentences", without=_reading(headline=lambda title, body: title)),
    Step(name="coreference", without=_reading(references=lambda sentences, knowledge: tuple(sentences))),
    Step(name="speakers", without=_reading(speakers=tuple)),
    Step(name="known people", without=_without_people),
    Step(name="repair of names", without=_stages(resolve=partial(resolve_actors, group=_exactly_written))),
    Step(name="joining phrases", without=_stages(tell=partial(told_reports, gather=_each_by_itself))),
    *(Step(name=f"family {name}", without=_stages(sight=partial(_sight_others, family=name))) for name in FAMILIES),
)


def measure(
    articles: Iterable[Article],
    gold: Mapping[str, Sequence[Annotation]],
    *,
    extractor: Extractor,
    variant: str = "as given",
    seed: int = 0,
) -> Iterator[Effect]:
    """The figures of the whole program, then those without each step, over the articles that are annotated.

    ``variant`` is how the articles come, of ``kg.evaluation.garbling.VARIANTS``. Raises ValueError when none is
    annotated.
    """
    annotated = [
        garbled(Annotated(article=each, meetings=tuple(gold[each.id])), variant=variant, seed=seed)
        for each in articles
        if each.id in gold
    ]
    if not annotated:
        raise ValueError("none of the articles is annotated: their ids must be those of the gold file")
    truth = {each.article.id: each.meetings for each in annotated}
    for step in (Step(name=NOTHING, without=lambda whole: whole), *STEPS):
        changed = step.without(extractor)
        told = {each.article.id: tuple(map(of_report, changed.extract(each.article)[1])) for each in annotated}
        yield Effect(without=step.name, figures=Figures.of(score(truth, told).total))
