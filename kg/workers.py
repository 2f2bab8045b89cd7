"""Extraction by several processes: in order, with little under way at once, and without a loss when one is killed.

The system may end a process at any moment, mostly for want of memory. Then what was under way is read again, article
by article; only one that ends the process that reads it twice becomes a problem.
"""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait

from kg.model import Article, Problem
from kg.pipeline import Extraction, Extractor, Settings, extraction

BATCH = 16
"""Articles a worker gets at once."""
BATCHES_AHEAD = 4
"""Batches per worker that are under way or wait to be taken."""
TRIES = 2
"""How often an article that ends its process is read."""

Batch = list[Article | Problem]


class WorkersLost(RuntimeError):
    """Worker processes are ended as soon as they start."""


def extract_in_parallel(inputs: Iterable[Article | Problem], *, settings: Settings) -> Iterator[Extraction]:
    """As ``kg.pipeline.extract_all``, the same extractions in the same order. Raises WorkersLost besides."""
    batches = _batches(inputs)
    under_way: deque[Batch] = deque()
    while True:
        try:
            yield from _until_broken(batches, under_way, settings)
            return
        except BrokenProcessPool:
            left = deque(item for batch in under_way for item in batch)
            under_way.clear()
            yield from _one_by_one(left, settings)


def _until_broken(batches: Iterator[Batch], under_way: deque[Batch], settings: Settings) -> Iterator[Extraction]:
    """Extract until all is done, or raise BrokenProcessPool; ``under_way`` holds what was handed out and not given."""
    waiting: deque[Future[list[Extraction]]] = deque()
    with _pool(settings, processes=settings.processes) as pool:
        for batch in batches:
            under_way.append(batch)
            waiting.append(_submit(pool, batch))
            if len(waiting) >= settings.processes * BATCHES_AHEAD:
                done = waiting.popleft().result()
                under_way.popleft()
                yield from done
        while waiting:
            done = waiting.popleft().result()
            under_way.popleft()
            yield from done


def _one_by_one(items: deque[Article | Problem], settings: Settings) -> Iterator[Extraction]:
    """One article at a time in one process, so that it is known which one ends it."""
    tries = 0
    while items:
        with _pool(settings, processes=1) as pool:
            try:
                pool.submit(_extract_batch, []).result()
            except BrokenProcessPool:
                raise WorkersLost(
                    "the system ends worker processes as soon as they start: free memory, or use --processes 1"
                ) from None
            try:
                while items:
                    (done,) = _submit(pool, [items[0]]).result()
                    items.popleft()
                    tries = 0
                    yield done
            except BrokenProcessPool:
                tries += 1
        if tries == TRIES:
            yield _deadly(items.popleft())
            tries = 0


def _deadly(item: Article | Problem) -> Extraction:
    if isinstance(item, Problem):
        return Extraction(problem=item)
    cause = "the system ended the process that read it, twice, most likely for want of memory"
    remedy = "split it, or read it alone where there is more memory; the other articles are done"
    return Extraction(problem=Problem(where=item.id, cause=cause, remedy=remedy))


@contextmanager
def _pool(settings: Settings, *, processes: int) -> Iterator[ProcessPoolExecutor]:
    """Worker processes, ended at once when the work is given up (an interrupt, an error)."""
    pool = ProcessPoolExecutor(
        processes, mp_context=get_context("spawn"), initializer=_start_worker, initargs=(settings,)
    )
    try:
        yield pool
    except BaseException:
        for process in list((pool._processes or {}).values()):
            process.terminate()
        pool.shutdown(cancel_futures=True)
        raise
    pool.shutdown()


def _submit(pool: ProcessPoolExecutor, batch: Batch) -> Future[list[Extraction]]:
    """Hand out a batch. A process that starts now is deaf to Ctrl-C, which goes to all of a terminal."""
    if not hasattr(signal, "pthread_sigmask"):
        return pool.submit(_extract_batch, batch)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        return pool.submit(_extract_batch, batch)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _batches(inputs: Iterable[Article | Problem]) -> Iterator[Batch]:
    iterator = iter(inputs)
    while batch := list(islice(iterator, BATCH)):
        yield batch


_worker: list[Extractor | Exception] = []
"""The extractor of a worker process, or why it has none; empty in the main process."""


def _start_worker(settings: Settings) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        _worker.append(Extractor.load(settings))
    except Exception as error:  # told by the first batch: an initializer that raises only says that it did
        _worker.append(error)


def _end_with_parent() -> None:
    """A worker whose main process was killed would wait for work for ever."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _extract_batch(batch: Batch) -> list[Extraction]:
    extractor = _worker[0]
    if isinstance(extractor, Exception):
        raise extractor
    return [Extraction(problem=item) if isinstance(item, Problem) else extraction(extractor, item) for item in batch]
