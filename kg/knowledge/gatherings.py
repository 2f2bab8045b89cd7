"""Summits and conferences that others meet at: when and where each was held, and how texts name them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.knowledge.folding import fold
from kg.knowledge.types import Gathering

STAYS_IN_THE_NEWS = dt.timedelta(days=6)
"""How long after its last day a text may tell of a gathering as news."""
LOOKED_FORWARD_TO = dt.timedelta(days=60)
"""How long before its first day a text may tell of what is planned at it."""
ARRIVING = dt.timedelta(days=1)
"""People meet at a gathering from the eve of it to the day after."""


@dataclass(frozen=True, slots=True)
class Day:
    """When a meeting was as far as its text tells, and when the text was published."""

    first: dt.date | None = None
    last: dt.date | None = None
    published: dt.date | None = None
    to_come: bool = False


class Gatherings:
    """The gatherings known, asked by the words of a text and the days it tells of."""

    def __init__(self, known: Sequence[Gathering]) -> None:
        self._named: dict[str, list[Gathering]] = {}
        for gathering in known:
            for name in gathering.names:
                self._named.setdefault(fold(name), []).append(gathering)
        names = sorted({name for g in known for name in g.names}, key=lambda n: (-len(n), n))
        any_name = "|".join(re.escape(name).replace("'", "[’']") for name in names) or "(?!)"
        self._at = re.compile(
            r"\b(?:(?:side-?lines?|margins?|fringes?|framework) of|at|during|within|attend(?:s|ed|ing)?|"
            r"gather(?:s|ed|ing)? for|participat(?:es?|ed|ing|ion) in|(?:tak(?:es?|ing)|took) part in|"
            r"host(?:s|ed|ing)?(?: of)?)\s+"
            r"(?:(?:the|this|an?|year[’']s|week[’']s|annual|informal|[a-z]+-day|\d+(?:st|nd|rd|th)|\w+th)\s+){0,4}"
            rf"(?P<name>{any_name})\b(?!(?: [\w’'-]+)? (?:foreign|finance|ministers?|ministerial|troika|envoys?)\b)",
            re.IGNORECASE,
        )

    def held_at(self, text: str, day: Day) -> Gathering | None:
        """The gathering at which the words put something ("on the sidelines of the G20 summit"), if the days fit."""
        for match in self._at.finditer(text):
            fitting = [g for g in self._named[fold(match["name"].replace("’", "'"))] if _fits(g, day)]
            if fitting:  # one with days of its own before the one that always meets in the same place
                return min(fitting, key=lambda g: (g.first is None, g.first or ""))
        return None


def _fits(gathering: Gathering, day: Day) -> bool:
    if gathering.first is None or gathering.last is None:
        return True
    first, last = dt.date.fromisoformat(gathering.first), dt.date.fromisoformat(gathering.last)
    if day.first is not None and day.last is not None:
        return first - ARRIVING <= day.last and day.first <= last + ARRIVING and (day.last - day.first).days <= 31
    if day.published is None:
        return False
    if day.to_come:
        return dt.timedelta(0) <= last - day.published and first - day.published <= LOOKED_FORWARD_TO
    return first - ARRIVING <= day.published <= last + STAYS_IN_THE_NEWS
