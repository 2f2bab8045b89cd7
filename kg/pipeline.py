"""The whole way on one screen: articles in, reports out; reports in, meetings out."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cleaning import clean
from kg.extractors import sight
from kg.knowledge import Knowledge, load
from kg.language import analyse, load_language
from kg.model import Article, Problem, Report
from kg.resolution.actors import resolve_actors
from kg.resolution.decisions import NO_DECISIONS, Decisions
from kg.resolution.reports import countable, reports
from kg.resolution.times import find_times

if TYPE_CHECKING:
    from spacy.language import Language

BATCH = 16
"""Articles a worker gets at once."""
BATCHES_AHEAD = 4
"""Batches per worker that are under way or wait to be taken."""


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
    min_confidence: float = 0.0
    processes: int = 1
    """Worker processes; the results are the same bytes, in the same order, for any number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """What one input gave: its article with reports, or a problem."""

    article: Article | None = None
    reports: tuple[Report, ...] = ()
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Extractor:
    """Everything loaded once: call ``extract`` for each article."""

    settings: Settings
    nlp: Language
    knowledge: Knowledge = field(repr=False)

    @classmethod
    def load(cls, settings: Settings) -> Extractor:
        """Load the language pipeline and the knowledge. Raises ModelError, KnowledgeError."""
        return cls(settings, load_language(settings.model), load(extra=settings.knowledge))

    def extract(self, article: Article) -> tuple[Article, tuple[Report, ...]]:
        """The article as cleaned (title and date filled in) and its reports."""
        cleaned = clean(article)
        analysis = analyse(cleaned.passages, nlp=self.nlp, knowledge=self.knowledge)
        sightings = sight(analysis, knowledge=self.knowledge, find_times=find_times)
        if not any(sightings):
            return cleaned.article, ()
        cast = resolve_actors(
            [m.mention for m in analysis.mentions],
            published=cleaned.article.published,
            knowledge=self.knowledge,
            decisions=self.settings.decisions,
        )
        found = reports(cleaned.article, analysis, sightings, cast=cast, knowledge=self.knowledge)
        return cleaned.article, tuple(r for r in found if self._wanted(r))

    def _wanted(self, report: Report) -> bool:
        return (self.settings.all_scopes or countable(report)) and report.confidence >= self.settings.min_confidence


def extract_all(inputs: Iterable[Article | Problem], *, settings: Settings) -> Iterator[Extraction]:
    """Extract every article in order; a problem of an input passes through, one of an article becomes one."""
    if settings.processes > 1:
        yield from _in_parallel(inputs, settings)
        return
    extractor: Extractor | None = None
    for item in inputs:
        if isinstance(item, Problem):
            yield Extraction(problem=item)
            continue
        extractor = extractor or Extractor.load(settings)
        yield _extraction(extractor, item)


def _in_parallel(inputs: Iterable[Article | Problem], settings: Settings) -> Iterator[Extraction]:
    """The same by several processes: few batches are under way at once, so that memory does not grow."""
    from collections import deque
    from concurrent.futures import Future, ProcessPoolExecutor
    from multiprocessing import get_context

    batches = _batches(inputs)
    waiting: deque[Future[list[Extraction]]] = deque()
    with ProcessPoolExecutor(
        settings.processes, mp_context=get_context("spawn"), initializer=_start_worker, initargs=(settings,)
    ) as pool:
        for batch in batches:
            waiting.append(pool.submit(_extract_batch, batch))
            if len(waiting) >= settings.processes * BATCHES_AHEAD:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def _batches(inputs: Iterable[Article | Problem]) -> Iterator[list[Article | Problem]]:
    iterator = iter(inputs)
    while batch := list(islice(iterator, BATCH)):
        yield batch


_worker: list[Extractor] = []
"""The extractor of a worker process, loaded when the process starts; empty in the main process."""


def _start_worker(settings: Settings) -> None:
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # one thread each, or the processes wait for one another
    _worker.append(Extractor.load(settings))


def _extract_batch(batch: list[Article | Problem]) -> list[Extraction]:
    return [Extraction(problem=item) if isinstance(item, Problem) else _extraction(_worker[0], item) for item in batch]


def _extraction(extractor: Extractor, article: Article) -> Extraction:
    try:
        cleaned, found = extractor.extract(article)
    except Exception as error:  # whatever one article does to a library, the others must be read
        cause = f"the text could not be analysed ({type(error).__name__}: {error})"
        return Extraction(
            problem=Problem(
                where=article.id, cause=cause, remedy="report it with the article; the other articles are done"
            )
        )
    return Extraction(article=cleaned, reports=found)
