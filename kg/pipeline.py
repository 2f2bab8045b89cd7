"""The whole way on one screen: articles in, reports out; reports in, meetings out."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from kg.cleaning import Cleaned, clean
from kg.extractors import sight
from kg.knowledge import Knowledge, load
from kg.language import Analyser, load_language
from kg.model import Article, Problem, Report, Sighting
from kg.resolution.actors import Cast, resolve_actors
from kg.resolution.confidence import Told
from kg.resolution.decisions import NO_DECISIONS, Decisions
from kg.resolution.forms import TooMuch
from kg.resolution.home import home_country
from kg.resolution.reports import countable, told_reports
from kg.resolution.times import find_times

MOST_SIGHTINGS = 1_000
"""Phrases that tell of a meeting; each is compared with each. Diaries of a year have some 300."""
LONGEST_TEXT = 1_000_000
"""Characters of an article; a long book has as many. The language pipeline's memory grows with the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a run is made with."""

    model: str | None = None
    """Name or path of a spaCy pipeline; None: the default one."""
    knowledge: tuple[Path, ...] = ()
    """Imported knowledge files laid over the shipped ones."""
    decisions: Decisions = NO_DECISIONS
    """What a person decided of names; holds whatever the rules say."""
    all_scopes: bool = False
    """Also keep domestic meetings and generic mentions."""
    min_confidence: float = 0.5
    """Reports that are less sure are left out: by default what is more likely wrong than right."""
    every_sentence: bool = False
    """Also parse sentences that cannot tell of a meeting: shows what the gate before the parser loses."""
    processes: int = 1
    """Worker processes; the results are the same bytes, in the same order, for any number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """What one input gave: its article with reports, or a problem."""

    article: Article | None = None
    reports: tuple[Report, ...] = ()
    problem: Problem | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stages:
    """The way from an article to its reports, each stage a function: measuring puts another in its place to see what
    it brings (``kg.evaluation.ablation``)."""

    clean: Callable[[Article], Cleaned] = clean
    sight: Callable[..., list[list[Sighting]]] = sight
    resolve: Callable[..., Cast] = resolve_actors
    tell: Callable[..., tuple[Told, ...]] = told_reports


@dataclass(frozen=True, slots=True)
class Extractor:
    """Everything loaded once: call ``extract`` for each article."""

    settings: Settings
    analyser: Analyser = field(repr=False)
    knowledge: Knowledge = field(repr=False)
    stages: Stages = Stages()

    @classmethod
    def load(cls, settings: Settings) -> Extractor:
        """Load the language pipeline and the knowledge.

        Raises ModelError; ValueError or OSError for a file of knowledge that cannot be used.
        """
        nlp, knowledge = load_language(settings.model), load(extra=settings.knowledge)
        gc.collect()
        gc.freeze()  # what is loaded stays: searching it for garbage again and again takes a thirtieth of the time
        analyser = Analyser(nlp, knowledge, every_sentence=settings.every_sentence, domestic=settings.all_scopes)
        return cls(settings, analyser, knowledge)

    def extract(self, article: Article) -> tuple[Article, tuple[Report, ...]]:
        """The article as cleaned (title and date filled in) and its reports."""
        cleaned, found = self.tell(article)
        return cleaned, tuple(told.report for told in found)

    def tell(self, article: Article) -> tuple[Article, tuple[Told, ...]]:
        """The same, each report with the phrases it was made of."""
        with self.analyser.forgetting():
            return self._tell(article)

    def _tell(self, article: Article) -> tuple[Article, tuple[Told, ...]]:
        cleaned = self.stages.clean(article)
        analysis = self.analyser.analyse(cleaned.passages)
        sightings = self.stages.sight(analysis, knowledge=self.knowledge, find_times=find_times)
        if not any(sightings):
            return cleaned.article, ()
        if sum(map(len, sightings)) > MOST_SIGHTINGS:
            raise TooMuch(f"more than {MOST_SIGHTINGS:,} phrases that tell of a meeting")
        cast = self.stages.resolve(
            [m.mention for m in analysis.mentions],
            published=cleaned.article.published,
            knowledge=self.knowledge,
            decisions=self.settings.decisions,
            home=home_country(cleaned.article),
        )
        found = self.stages.tell(cleaned.article, analysis, sightings, cast=cast, knowledge=self.knowledge)
        return cleaned.article, _with_parts([told for told in found if self._wanted(told.report)])

    def _wanted(self, report: Report) -> bool:
        return (self.settings.all_scopes or countable(report)) and report.confidence >= self.settings.min_confidence


def _with_parts(kept: Sequence[Told]) -> tuple[Told, ...]:
    """What is a part of something left out stands for itself."""
    ids = {told.report.id for told in kept}
    return tuple(
        told if told.report.part_of in ids else replace(told, report=replace(told.report, part_of=None))
        for told in kept
    )


def extract_all(inputs: Iterable[Article | Problem], *, settings: Settings) -> Iterator[Extraction]:
    """Extract every article in order; a problem of an input passes through, one of an article becomes one."""
    if settings.processes > 1:
        from kg.workers import extract_in_parallel

        yield from extract_in_parallel(inputs, settings=settings)
        return
    extractor: Extractor | None = None
    for item in inputs:
        if isinstance(item, Problem):
            yield Extraction(problem=item)
            continue
        extractor = extractor or Extractor.load(settings)
        yield extraction(extractor, item)


def extraction(extractor: Extractor, article: Article) -> Extraction:
    """What one article gives; whatever is wrong with it becomes a problem."""
    if len(article.text) > LONGEST_TEXT:
        cause = f"a text of {len(article.text):,} characters"
        return _unread(article, cause, remedy=f"split it into articles; the limit is {LONGEST_TEXT:,}")
    try:
        cleaned, found = extractor.extract(article)
    except TooMuch as error:
        return _unread(article, str(error), remedy="leave it out if it is a list, or split it into articles")
    except Exception as error:  # whatever one article does to a library, the others must be read
        cause = f"the text could not be analysed ({type(error).__name__}: {error})"
        return _unread(article, cause, remedy="report it with the article; the other articles are done")
    return Extraction(article=cleaned, reports=found)


def _unread(article: Article, cause: str, *, remedy: str) -> Extraction:
    return Extraction(problem=Problem(where=article.id, cause=cause, remedy=remedy))
