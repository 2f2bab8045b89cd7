"""The colours of drawn networks: one a country, the countries in the news most get the clearest ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType

from kg.graph.findings import Readable

CLEAR = (
    *("#3b82f6", "#ef4444", "#f59e0b", "#10b981", "#8b5cf6", "#ec4899", "#14b8a6", "#a16207", "#6366f1", "#84cc16"),
    *("#06b6d4", "#f97316", "#d946ef", "#22c55e"),
)
"""The same as in ``web/src/colours.ts``."""
OTHER = "#94a3b8"
STATUS: Mapping[str, str] = MappingProxyType(
    {
        "held": "#10b981",
        "planned": "#3b82f6",
        "proposed": "#8b5cf6",
        "postponed": "#f59e0b",
        "cancelled": "#ef4444",
        "refused": "#b91c1c",
    }
)
"""Of meetings."""


def countries(findings: Readable) -> dict[str, str]:
    """Code to colour of the countries with most meetings, the first one first; all others are ``OTHER``."""
    counts = Counter(
        code for meeting in findings.meetings for code in {party.country for party in meeting.participants} if code
    )
    ranked = sorted(counts, key=lambda code: (-counts[code], code))
    return dict(zip(ranked, CLEAR, strict=False))
