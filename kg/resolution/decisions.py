"""What a person has decided about names: same or different. It holds whatever the rules say.

The file has one JSON object a line::

    {"decision": "same", "names": ["Vicchoff", "person:steve-witkoff"]}
    {"decision": "different", "names": ["Kim Jong Un", "Kim Jong Il"], "note": "son and father"}

A name is a form as articles write it, or an actor's id.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from kg.knowledge import fold

Judgement = Literal["same", "different"]


class DecisionError(ValueError):
    """A file of decisions that cannot be used; the message says where and what to do."""


@dataclass(frozen=True, slots=True)
class Decisions:
    """Pairs of names and actor ids with a person's judgement."""

    pairs: Mapping[frozenset[str], Judgement] = field(default_factory=dict)

    def judgement(self, one: str, other: str) -> Judgement | None:
        """What was decided of the two; None when nothing was."""
        if not self.pairs:
            return None
        return self.pairs.get(frozenset((_key(one), _key(other))))

    def partners(self, name: str) -> tuple[str, ...]:
        """Names and ids decided to be the same as this one, sorted."""
        key = _key(name)
        found = {other for pair, judged in self.pairs.items() if judged == "same" and key in pair for other in pair}
        return tuple(sorted(found - {key}))


NO_DECISIONS = Decisions()


def _key(name: str) -> str:
    """Ids as they are, names folded."""
    kind = name.partition(":")[0]
    return name if ":" in name and kind in {"person", "org", "group", "state"} else fold(name)


def decide(rows: Iterable[tuple[Judgement, str, str]]) -> Decisions:
    """Decisions from judged pairs. Raises DecisionError where one pair is judged both ways."""
    pairs: dict[frozenset[str], Judgement] = {}
    for judgement, one, other in rows:
        pair = frozenset((_key(one), _key(other)))
        if len(pair) < 2:
            raise DecisionError(f"{one!r} and {other!r} are one name: a decision needs two different ones")
        if pairs.setdefault(pair, judgement) != judgement:
            raise DecisionError(f"{one!r} and {other!r} are decided same and different: keep one of the two lines")
    return Decisions(pairs)


def read_decisions(path: Path) -> Decisions:
    """Read a file of decisions. Raises DecisionError naming file and line; OSError where it cannot be opened."""
    return decide(judged_pairs(path, of="names"))


def judged_pairs(path: Path, *, of: Literal["names", "reports"]) -> list[tuple[Judgement, str, str]]:
    """The lines of a file of decisions. Raises DecisionError naming file and line."""
    lines = enumerate(path.read_text("utf-8").splitlines(), start=1)
    return [_judged_pair(line, of, f"{path}:{number}") for number, line in lines if line.strip()]


def _judged_pair(line: str, of: str, where: str) -> tuple[Judgement, str, str]:
    remedy = f'write {{"decision": "same" or "different", "{of}": ["…", "…"]}}'
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise DecisionError(f"{where}: no JSON ({error}): {remedy}") from error
    both = record.get(of) if isinstance(record, dict) else None
    judgement = record.get("decision") if isinstance(record, dict) else None
    if judgement not in ("same", "different"):
        raise DecisionError(f"{where}: decision is {judgement!r}: {remedy}")
    if not (isinstance(both, list) and len(both) == 2 and all(isinstance(n, str) and n.strip() for n in both)):
        raise DecisionError(f"{where}: {of} are {both!r}: {remedy}")
    return ("same" if judgement == "same" else "different"), both[0], both[1]
