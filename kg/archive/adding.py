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
    way = _way_of_reading(settings)
    digests: dict[str, bytes] = {}
    waiting: list[tuple[Article, tuple[Report, ...], bytes]] = []
    known: set[str] = set()

    def wanted() -> Iterator[Article | Problem]:
        for item in distinct(inputs):
            if isinstance(item, Problem):
                yield item
            elif (digest := _digest(item, way)) is None:
                cause = "the text holds half a surrogate pair, which no file can keep"
                yield Problem(where=item.id, cause=cause, remedy="fetch it again in the right encoding")
            else:
                before = archive.given(item.id)
                if before == digest:
                    into.unchanged += 1
                else:
                    digests[item.id] = digest
                    if before is not None:
                        known.add(item.id)
                    yield item

    try:
        for done in extract(wanted(), settings=settings):
            if done.problem:
                into.problems.append(done.problem)
            if done.article:
                id_ = done.article.id
                waiting.append((done.article, done.reports, digests.pop(id_)))
                if id_ in known:
                    into.replaced += 1
                else:
                    into.new += 1
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
