"""The rules that read a time expression: each a pattern over symbols (see reading.py) and what it means.

A rule's function gets the match and the clock (publication date, tense, country), and gives the days or None where
the words mean no day that can be known; ``clock.days`` reads a part of the expression by the same rules.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from kg.model import Tense
from kg.resolution.times.days import Interval

Match = re.Match[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """What an expression is counted from."""

    published: dt.date | None
    tense: Tense
    country: str | None
    days: Callable[[str, Clock], Interval | None]
    """Reads a part of an expression."""

    @property
    def today(self) -> dt.date:
        """The publication date; raises NeedsPublication when there is none."""
        if self.published is None:
            raise NeedsPublication
        return self.published


class NeedsPublication(Exception):
    """The expression can only be counted from a publication date, and there is none."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern over symbols and its meaning."""

    name: str
    pattern: re.Pattern[str]
    """Of the whole expression as ``resolve_time`` gets it, without leading preposition."""
    resolve: Callable[[Match, Clock], Interval | None]
    finder: re.Pattern[str]
    """How ``find_times`` finds it in running text: the group ``span`` is the expression."""


VAGUE_NUMBERS = {"few": (2, 5), "several": (2, 7), "some": (2, 7)}
COUNT = r"(?:[Nn]\d+|an?(?: couple(?: of)?)?|a few|several|some)"
ABOUT = r"(?:about|around|nearly|almost|roughly|approximately|some|over|more than|less than|just over|just under|just)"
UNIT = r"(?:day|week|month|year|fortnight|decade)"
YEARISH = r"(?:Y\d{4}|(?:this|last|next) year|the (?:previous|following) year)"
WEEKDAY = r"(?:W\d)"
NAMED_DAY = r"(?:[WA]\d)"
MONTH = r"(?:[MB]\d{1,2})"
DAY_NUMBER = r"(?:[NO](?:3[01]|[12]\d|[1-9]))"
PART_OF_DAY = r"(?:morning|afternoon|evening|night|noon|midday|midnight|lunchtime)"
OCLOCK = (
    r"(?:(?:at |from |by |around |about |shortly (?:before|after) ){0,3}(?:C(?: am)?|N\d{1,2} am|N\d{1,2} o ' clock|noon|midnight)"
    r"(?: (?:local time|gmt|utc|est|edt|et|cet|msk|[a-z]+ time))?)"
)


def rule(
    name: str,
    pattern: str,
    resolve: Callable[[Match, Clock], Interval | None],
    *,
    before: str = "",
    after: str = "",
    hours: bool = False,
) -> Rule:
    """A rule whose words count in running text only after ``before`` and only if ``after`` follows.

    With ``hours`` a time of day around the words ("at 10 a.m. on Thursday") belongs to the expression found.
    """
    span = rf"(?:{OCLOCK} (?:, )?(?:on )?)?{pattern}(?: (?:, |at )?{OCLOCK})?" if hours else pattern
    return Rule(
        name, re.compile(pattern), resolve, re.compile(rf"(?<![^ ])(?:{before})(?P<span>{span})(?![^ ]){after}")
    )


def number(symbol: str) -> int:
    """The value of a number or ordinal symbol; "a" is one, "a couple" two."""
    if symbol in ("a", "an", "the"):
        return 1
    return 2 if "couple" in symbol else int(symbol.lstrip("NnOoYWAMB"))
