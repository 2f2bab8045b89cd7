"""From articles to a graph of who met whom, where and when, and according to whom.

``read`` gives articles of files, folders and feeds. ``extract_all`` finds the meetings each tells of, ``link`` puts
together what several tell of one encounter, ``export`` writes the graph. ``Archive`` keeps it all in one file: ``add``
articles to it; ask it for ``meetings`` that fit what is ``Wanted``, for an ``actor_page``, or ``ask`` in SPARQL.
More is in ``kg.query``; all types are in ``kg.model``.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.archive import Archive, add
    from kg.exporters import export
    from kg.linking import link
    from kg.model import Article
    from kg.pipeline import Settings, extract_all
    from kg.query import Wanted, actor_page, meetings
    from kg.sources import read
    from kg.sparql import ask

__all__ = [
    "Archive",
    "Article",
    "Settings",
    "Wanted",
    "actor_page",
    "add",
    "ask",
    "export",
    "extract_all",
    "link",
    "meetings",
    "read",
]

_HOME = {
    "Archive": "kg.archive",
    "Article": "kg.model",
    "Settings": "kg.pipeline",
    "Wanted": "kg.query",
    "actor_page": "kg.query",
    "add": "kg.archive",
    "ask": "kg.sparql",
    "export": "kg.exporters",
    "extract_all": "kg.pipeline",
    "link": "kg.linking",
    "meetings": "kg.query",
    "read": "kg.sources",
}
"""Where each name is: modules are loaded when a name of theirs is used, so that ``import kg`` costs nothing."""


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
