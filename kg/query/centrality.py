"""The most central go-betweens among the people who met."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from kg.archive import Archive
from kg.query.choosing import Somebody, somebody


@dataclass(frozen=True, slots=True, kw_only=True)
class Central:
    """A person's place in the network."""

    actor: Somebody
    score: float
    met: int
    """How many people he or she met."""
    meetings: int
    """Meetings held, each counted once for each person met."""


def go_betweens(
    archive: Archive,
    *,
    measure: str = "betweenness",
    first: dt.date | None = None,
    last: dt.date | None = None,
    limit: int = 20,
) -> tuple[Central, ...]:
    """The people with the highest measure in the network of meetings held, of equals by id.

    Measures are those of ``kg.graph.measures``. Between ``first`` and ``last`` count the meetings whose first possible
    day is in that range. Raises ValueError for an unknown measure. The whole network is read: no quick question.
    """
    from kg.graph.measures import centrality

    with archive.snapshot():
        pairs = archive.connection.execute(
            "SELECT p.actor, p.other, count(*) FROM pairs p"
            " JOIN actors a ON a.key = p.actor JOIN actors b ON b.key = p.other"
            " WHERE p.actor < p.other AND a.kind = 'person' AND b.kind = 'person' AND p.first BETWEEN ? AND ?"
            " GROUP BY p.actor, p.other ORDER BY min(a.id, b.id), max(a.id, b.id)",
            (str(first or ("0" if last else "")), str(last or "9999")),  # "" is no day
        )
        found = centrality(pairs, measure=measure)
        best = sorted(found, key=lambda key: (-found[key].score, somebody(archive, key).id))[:limit]
        return tuple(
            Central(
                actor=somebody(archive, key),
                score=found[key].score,
                met=found[key].met,
                meetings=found[key].meetings,
            )
            for key in best
        )
