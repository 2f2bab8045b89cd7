"""What a person may decide better than the rules: doubtful names, people who may be one, meetings that may be one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Protocol

from kg.archive import Archive
from kg.query.doubts.meetings import unjoined
from kg.query.doubts.names import doubts
from kg.query.doubts.people import likely_one


class Question(Protocol):
    """Two names, ids of people or of reports: whether they are one, how likely, and why."""

    @property
    def one(self) -> str: ...

    @property
    def other(self) -> str: ...

    @property
    def score(self) -> float: ...

    @property
    def reasons(self) -> tuple[str, ...]: ...


DOUBTS: Mapping[str, Callable[[Archive], Sequence[Question]]] = MappingProxyType(
    {"names": doubts, "people": likely_one, "meetings": unjoined}
)
"""Of what one may be in doubt, and what gives the questions nobody has decided on."""
