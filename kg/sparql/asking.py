"""A SPARQL query to an archive, under a time limit."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.archive import Archive
from kg.graph.terms import DEFAULT_BASE, prefixes
from kg.sparql import worker
from kg.sparql.guard import asks_elsewhere
from kg.sparql.store import store_of

TIME_LIMIT = 60.0
"""Seconds."""
MOST = 100_000
"""Rows that are given; of a graph: statements."""


class SparqlError(ValueError):
    """A query that cannot be answered; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SparqlAnswer:
    """What a query gives: rows, a truth, or statements."""

    variables: tuple[str, ...] = ()
    rows: tuple[tuple[dict[str, str] | None, ...], ...] = ()
    """Terms as SPARQL 1.1 Query Results JSON has them; None where a variable is not bound."""
    truth: bool | None = None
    """The answer to ASK."""
    triples: tuple[str, ...] | None = None
    """The answer to CONSTRUCT and DESCRIBE, as sorted lines of N-Triples."""
    more: bool = False
    """Whether there is more than was given."""

    def values(self) -> tuple[tuple[str, ...], ...]:
        """The rows as plain text, "" where a variable is not bound."""
        return tuple(tuple(term["value"] if term else "" for term in row) for row in self.rows)


def ask(
    archive: Archive, query: str, *, base: str = DEFAULT_BASE, timeout: float = TIME_LIMIT, most: int = MOST
) -> SparqlAnswer:
    """The answer to a SPARQL 1.1 query over the archive. The prefixes of its TriG export need no declaration.

    ``timeout`` is in seconds and does not count the making of the store. Raises SparqlError for a query that is no
    SPARQL, takes longer, or would ask another server; ArchiveError when the store cannot be made.
    """
    if asks_elsewhere(query):
        raise SparqlError("SERVICE asks another server, which is not done here: leave it out of the query")
    folder = store_of(archive, base=base)
    request = json.dumps({"query": query, "prefixes": prefixes(base), "most": most})
    found = _run(folder / "store", request, timeout)
    if "error" in found:
        raise SparqlError(found["error"])
    return SparqlAnswer(
        variables=tuple(found.get("variables", ())),
        rows=tuple(tuple(row) for row in found.get("rows", ())),
        truth=found.get("boolean"),
        triples=tuple(found["triples"]) if "triples" in found else None,
        more=found.get("more", False),
    )


def _run(store: Path, request: str, timeout: float) -> Any:
    try:
        done = subprocess.run(
            [sys.executable, str(Path(worker.__file__)), str(store)],  # by its file: it needs nothing else of ours
            input=request.encode("utf-8", "replace"),
            capture_output=True,
            timeout=timeout,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise SparqlError(f"no answer after {timeout:g} seconds: ask for less, or give it more time") from None
    if done.returncode:
        last = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:] or ["it was ended"]
        raise SparqlError(f"the query could not be answered: {last[0]}: ask for less at once")
    return json.loads(done.stdout)
