"""What a person has decided about meetings: two reports tell of the same one, or of different ones.

It holds whatever the rules say, and is said of reports, because meetings come and go with their reports. The file has
one JSON object a line::

    {"decision": "same", "reports": ["r1", "r2"]}
    {"decision": "different", "reports": ["r1", "r3"], "note": "two rounds"}
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg.resolution.decisions import DecisionError, Judgement, judged_pairs


@dataclass(frozen=True, slots=True)
class Judgements:
    """Pairs of report ids with a person's judgement."""

    pairs: Mapping[frozenset[str], Judgement] = field(default_factory=dict)

    def same(self) -> tuple[tuple[str, str], ...]:
        """Pairs decided to be one meeting, sorted."""
        return self._judged("same")

    def different(self) -> tuple[tuple[str, str], ...]:
        """Pairs decided to be two meetings, sorted."""
        return self._judged("different")

    def _judged(self, judgement: Judgement) -> tuple[tuple[str, str], ...]:
        found = [sorted(pair) for pair, judged in self.pairs.items() if judged == judgement]
        return tuple(sorted((one, other) for one, other in found))


NO_JUDGEMENTS = Judgements()


def judge(rows: Iterable[tuple[Judgement, str, str]]) -> Judgements:
    """Judgements from judged pairs of report ids. Raises DecisionError where they contradict each other."""
    pairs: dict[frozenset[str], Judgement] = {}
    for judgement, one, other in rows:
        if one == other:
            raise DecisionError(f"{one!r} is given twice: a decision needs two different reports")
        if pairs.setdefault(frozenset((one, other)), judgement) != judgement:
            raise DecisionError(f"{one!r} and {other!r} are decided same and different: keep one of the two lines")
    return Judgements(pairs)


def read_judgements(path: Path) -> Judgements:
    """Read a file of judgements. Raises DecisionError naming file and line; OSError where it cannot be opened."""
    return judge(judged_pairs(path, of="reports"))
