"""Documents and tokens a second, end to end and by stage, against plain ``nlp.pipe`` of the same model in the same run.

All times are processor time of one process with one thread: what else the machine does disturbs them little.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from kg.language import analysis
from kg.language.loading import DEFAULT_MODELS
from kg.language.parsing import Parser
from kg.model import Article
from kg.pipeline import Extractor, Settings, extraction

if TYPE_CHECKING:
    from spacy.language import Language

STAGES = {
    "clean": "cleaning", "sight": "extraction", "resolve": "resolution, actors", "tell": "resolution, reports",
}  # fmt: skip
"""What each of ``kg.pipeline.Stages`` is called."""
PARTS: tuple[tuple[str, Any, str], ...] = (
    ("gate", analysis, "worth_parsing"),
    ("parsing", Parser, "parse"),
    ("entities", Parser, "name"),
    ("language", analysis.Analyser, "analyse"),
)
"""What else is timed. The gate, parsing and entities are parts of language."""


@dataclass(slots=True)
class Speed:
    """What one corpus took."""

    documents: int
    tokens: int
    reports: int
    seconds: float
    plain_seconds: float
    stages: dict[str, float] = field(default_factory=dict)

    @property
    def times_plain(self) -> float:
        """How many times the documents a second of plain ``nlp.pipe``."""
        return self.plain_seconds / self.seconds


def measure(articles: Sequence[Article], *, warm_up: Sequence[Article]) -> Speed:
    """Extract the articles once without looking inside, once stage by stage, and parse all of each by ``nlp.pipe``."""
    extractor = Extractor.load(Settings())
    for article in warm_up:
        extraction(extractor, article)
    seconds, reports = _timed(lambda: sum(len(extraction(extractor, each).reports) for each in articles))
    taken: dict[str, float] = {}
    with clocked(extractor, taken) as timed:
        for article in articles:
            extraction(timed, article)
    nlp = _plain()
    list(nlp.pipe(each.text for each in warm_up))
    plain, tokens = _timed(lambda: sum(len(doc) for doc in nlp.pipe(_whole(each) for each in articles)))
    return Speed(
        documents=len(articles), tokens=tokens, reports=reports, seconds=seconds, plain_seconds=plain, stages=taken
    )


@contextmanager
def clocked(extractor: Extractor, taken: dict[str, float]) -> Iterator[Extractor]:
    """The same extractor, which adds the seconds of each stage and part to ``taken``."""
    with ExitStack() as stack:
        for name, owner, attribute in PARTS:
            stack.enter_context(patch.object(owner, attribute, _clocked(getattr(owner, attribute), name, taken)))
        stages = {stage: _clocked(getattr(extractor.stages, stage), name, taken) for stage, name in STAGES.items()}
        yield replace(extractor, stages=replace(extractor.stages, **stages))


def _plain() -> Language:
    """The same model as its package gives it, without what kg does to make it faster."""
    import spacy

    return spacy.load(next(name for name in DEFAULT_MODELS if find_spec(name)))


def _whole(article: Article) -> str:
    return f"{article.title}\n{article.text}" if article.title else article.text


def _timed(work: Callable[[], int]) -> tuple[float, int]:
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def _clocked(work: Callable[..., Any], name: str, taken: dict[str, float]) -> Callable[..., Any]:
    def run(*arguments: Any, **named: Any) -> Any:
        start = time.process_time()
        try:
            return work(*arguments, **named)
        finally:
            taken[name] = taken.get(name, 0.0) + time.process_time() - start

    return run
