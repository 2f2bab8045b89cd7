"""Articles into an archive: extract those it does not have, lay them aside as they come, settle at the end."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import msgspec

from kg.archive.archive import Archive
from kg.archive.connection import ArchiveError
from kg.model import Article, Problem, Report
from kg.pipeline import Extraction, Settings, extract_all
from kg.sources import distinct

AT_ONCE = 32
"""Articles laid aside in one transaction: so many, at most, are extracted again after a kill."""

Extract = Callable[..., Iterator[Extraction]]


@dataclass(slots=True, kw_only=True)
class Added:
    """What came of adding articles."""

    new: int = 0
    replaced: int = 0
    """Articles of which the archive had another version, or the same one read in another way."""
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)


def add(
    archive: Archive, inputs: Iterable[Article | Problem], *, settings: Settings, extract: Extract = extract_all
) -> Added:
    """Add articles; those that are there already, the same and read in the same way, cost nothing.

    May be killed at any moment and run again: what was extracted is not extracted again. Raises ArchiveError, and
    what ``extract`` raises; what was extracted until then is kept. Problems of the inputs are in the result.
    """
    added = Added()
    for _ in adding(archive, inputs, settings=settings, into=added, extract=extract):
        pass
    return added


def adding(
    archive: Archive,
    inputs: Iterable[Article | Problem],
    *,
    settings: Settings,
    into: Added,
    extract: Extract = extract_all,
) -> Iterator[Extraction]:
    """The same step by step, counting in ``into``: each extraction as it comes. Settles when it is exhausted."""
    sieve = _Sieve(archive, settings, into)
    waiting: list[tuple[Article, tuple[Report, ...], bytes]] = []
    try:
        for done in extract(sieve.wanted(inputs), settings=settings):
            if done.problem:
                into.problems.append(done.problem)
            if done.article:
                waiting.append((done.article, done.reports, sieve.passed(done.article)))
            if len(waiting) >= AT_ONCE:
                archive.lay_aside(waiting)
                waiting.clear()
            yield done
    except BaseException:
        with suppress(ArchiveError):  # what stopped it is told, not that this could not be kept
            archive.lay_aside(waiting)
        raise
    archive.lay_aside(waiting)
    archive.settle()


class _Sieve:
    """Keeps back what the archive has already, and counts it and the rest in ``into``."""

    def __init__(self, archive: Archive, settings: Settings, into: Added) -> None:
        self._archive, self._into = archive, into
        self._way = _way_of_reading(settings)
        self._digests: dict[str, bytes] = {}
        """Of the articles that are being extracted."""
        self._replacing: set[str] = set()

    def wanted(self, inputs: Iterable[Article | Problem]) -> Iterator[Article | Problem]:
        """What is to be extracted: the articles that are new, or that the archive has otherwise."""
        for item in distinct(inputs):
            if isinstance(item, Problem):
                yield item
                continue
            digest = _digest(item, self._way)
            before = self._archive.given(item.id) if digest is not None else None
            if digest is None:
                cause = "the text holds half a surrogate pair, which no file can keep"
                yield Problem(where=item.id, cause=cause, remedy="fetch it again in the right encoding")
            elif before == digest:
                self._into.unchanged += 1
            else:
                self._digests[item.id] = digest
                if before is not None:
                    self._replacing.add(item.id)
                yield item

    def passed(self, article: Article) -> bytes:
        """Count an article that was extracted; gives the digest that it is known by."""
        if article.id in self._replacing:
            self._into.replaced += 1
        else:
            self._into.new += 1
        return self._digests.pop(article.id)


def _digest(article: Article, way: bytes) -> bytes | None:
    """What an article is known by: all of it, and how it is read. None where UTF-8 cannot hold it."""
    try:
        return hashlib.blake2b(msgspec.json.encode(article) + way, digest_size=16).digest()
    except UnicodeEncodeError:
        return None


def _way_of_reading(settings: Settings) -> bytes:
    """What decides, besides the article, what its reports are."""
    knowledge = [hashlib.blake2b(Path(each).read_bytes()).hexdigest() for each in settings.knowledge]
    try:
        program = version("diplomacy-kg")
    except PackageNotFoundError:
        program = ""
    decisions = sorted([*sorted(pair), judgement] for pair, judgement in settings.decisions.pairs.items())
    return msgspec.json.encode(
        [
            *(program, settings.model, knowledge, decisions, settings.all_scopes, settings.min_confidence),
            settings.every_sentence,
        ]
    )
