"""From the shipped files, and the user's, to a Knowledge."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from kg.knowledge.gatherings import Gatherings
from kg.knowledge.gazetteer import Gazetteer
from kg.knowledge.knowledge_base import Knowledge
from kg.knowledge.layers import Layer, MemoryLayer
from kg.knowledge.on_disk import DiskLayer, index_is_fresh
from kg.knowledge.reading import read_records, read_text
from kg.knowledge.state_words import state_words
from kg.knowledge.types import ActorRecord, Gathering, Post, State

_DATA = Path(__file__).parent / "data"


def load(*, extra: Sequence[Path] = ()) -> Knowledge:
    """The shipped knowledge, with the user's people and organizations files layered over it in that order.

    ``extra`` files have the format of the shipped people files (JSON Lines, also packed with gzip; see
    ``kg.knowledge.types.ActorRecord``). One with an index beside it (``kg knowledge import`` writes both) is
    not read but asked: half a million people cost no time and no memory to load. Raises ValueError for a line
    that does not fit, naming file and line, and OSError for a file that cannot be read.
    """
    states = {state.code: state for state in read_records(_DATA / "states.jsonl", State)}
    posts = {post.key: post for post in read_records(_DATA / "posts.jsonl", Post)}
    paths = [_DATA / "organizations.jsonl", *sorted((_DATA / "people").glob("*.jsonl"))]
    shipped = MemoryLayer(record for path in paths for record in read_records(path, ActorRecord))
    words = state_words(states)
    return Knowledge(
        states=states,
        posts=posts,
        layers=[shipped, *(_layer(path) for path in extra)],
        gazetteer=Gazetteer(folder=_DATA, states=states, state_words=words),
        gatherings=Gatherings(read_records(_DATA / "gatherings.jsonl", Gathering)),
        first_names=frozenset(read_text(_DATA / "first_names.txt").split("\n")) - {""},
    )


@cache
def shipped() -> Knowledge:
    """The shipped knowledge alone, loaded once in a process."""
    return load()


def _layer(path: Path) -> Layer:
    return DiskLayer(path) if index_is_fresh(path) else MemoryLayer(read_records(path, ActorRecord))
