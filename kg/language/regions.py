"""The leaders of a region as one side: "African leaders", "the U.S.-Africa summit", "leaders from the Americas"."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import takewhile
from typing import TYPE_CHECKING

from kg.language.text import line_of, text_of
from kg.language.units import Unit

if TYPE_CHECKING:
    from spacy.tokens import Doc

LONGEST_FORM = 7
"""Tokens in the longest form of a region."""
FARTHEST = 6
"""Tokens that may stand between a region and its noun."""
SUMMITS = frozenset({"summit", "summits"})
WHENCE = frozenset({"of", "from", "across", "throughout", "in", "the", "all", "over", "other", "whole", "entire"})


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionalGroup:
    """The people of a region at tokens start..end; ``head`` stands for them in the parse."""

    start: int
    end: int
    head: int
    side: str
    """What they are called: "African leaders"."""
    modifier: bool = False
    """True before the noun of a summit: a party of that only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Regions:
    sides: dict[str, str]
    beginnings: frozenset[str]
    people: frozenset[str]
    states: frozenset[str]
    between: frozenset[str]
    between_summit: frozenset[str]


@cache
def _regions() -> _Regions:
    data = tomllib.loads(files("kg.language").joinpath("regions.toml").read_text(encoding="utf-8"))
    sides = {form: region["side"] for region in data["regions"] for form in region["forms"]}
    return _Regions(
        sides=sides,
        beginnings=frozenset(_first_letters(form) for form in sides),
        people=frozenset(data["people"]),
        states=frozenset(data["states"]),
        between=frozenset(data["between"]),
        between_summit=frozenset(data["between_summit"]),
    )


def regional_groups(doc: Doc, i: int, at: dict[int, Unit]) -> Iterator[RegionalGroup]:
    """The groups that a region's name at token ``i``, or the noun of its people there, begins.

    ``at`` are the known phrases by their first tokens: "European" in "European Union" names no region.
    """
    known, lower = _regions(), line_of(doc).lower[i]
    if lower in known.people or lower in known.states:
        yield from _after_noun(doc, i, at)
        return
    end = _form_end(doc, i)
    if end is None:
        return
    side = known.sides[text_of(doc, i, end).lower()]
    if any(k in at and at[k].end > end for k in range(i, end)):
        return
    noun = _noun_after(doc, end, known.people | known.states, known.between)
    if noun is None and i >= 2 and doc[i - 1].lower_ == "of" and doc[i - 2].lower_ in SUMMITS:
        yield RegionalGroup(start=i, end=end, head=end - 1, side=side)  # "the Summit of the Americas"
        return
    if noun is not None:
        yield from _before_noun(doc, i, end, noun)
    elif doc[i].text[0].isupper() and _noun_after(doc, end, SUMMITS, known.between_summit, at) is not None:
        said = {t.lower_ for t in doc[end : end + FARTHEST]} & {
            "country",
            "countries",
        }  # "the Pacific Island Country Summit"
        side = _people_of(side, "countries") if said else side
        yield RegionalGroup(start=i, end=end, head=end - 1, side=side, modifier=True)


def _before_noun(doc: Doc, i: int, end: int, noun: int) -> Iterator[RegionalGroup]:
    """ "African leaders", "Arab and African foreign ministers": each region before the noun a group."""
    known = _regions()
    word = doc[noun].lower_
    starts = [i, *(j for j in range(end, noun) if _form_end(doc, j) is not None)]
    for start, stop in zip(starts, [*starts[1:], noun], strict=True):
        form_end = _form_end(doc, start) or stop
        side = known.sides[text_of(doc, start, form_end).lower()]
        side = side if word in known.states | {"leaders", "heads"} else _people_of(side, word)
        yield RegionalGroup(start=start, end=noun + 1 if stop == noun else form_end, head=noun, side=side)


def _after_noun(doc: Doc, i: int, at: dict[int, Unit]) -> Iterator[RegionalGroup]:
    """ "leaders from across the African continent", "heads of state of the Americas"; no "civil society leaders"."""
    if any(c.dep_ in {"compound", "amod"} and c.lower_ not in _regions().between | {"all"} for c in doc[i].children):
        return
    j = i + 1
    if [t.lower_ for t in doc[j : j + 2]] == ["of", "state"]:
        j += 2
    if j >= len(doc) or doc[j].lower_ not in {"of", "from", "across"}:
        return
    while j < len(doc) and doc[j].lower_ in WHENCE and _form_end(doc, j) is None:
        j += 1
    end = _form_end(doc, j) if j < len(doc) else None
    if end is not None and not any(k in at and at[k].end > end for k in range(j, end)):
        yield RegionalGroup(start=i, end=end, head=i, side=_regions().sides[text_of(doc, j, end).lower()])


def _noun_after(
    doc: Doc, start: int, nouns: frozenset[str], between: frozenset[str], at: dict[int, Unit] | None = None
) -> int | None:
    """The noun that a region belongs to, past the words that may stand between them and the states in ``at``."""
    passed = start
    for j in range(start, min(len(doc), start + FARTHEST)):
        if at and j in at and at[j].kind in {"state", "organization"}:
            passed = at[j].end
        if j < passed:
            continue
        if doc[j].lower_ in nouns and (j + 1 == len(doc) or doc[j + 1].lower_ not in nouns):
            return j
        if doc[j].lower_ not in between and _form_end(doc, j) is None:
            return None
    return None


def _form_end(doc: Doc, i: int) -> int | None:
    """Where the longest form of a region that begins at a token ends."""
    line = line_of(doc)
    if not _may_begin(line.lower[i]):
        return None  # spares putting most words together
    for end in range(min(len(line.words), i + LONGEST_FORM), i, -1):
        if line.between(i, end).lower() in _regions().sides:
            return end
    return None


@lru_cache(maxsize=1 << 12)
def _may_begin(word: str) -> bool:
    return _first_letters(word) in _regions().beginnings


def _first_letters(text: str) -> str:
    return "".join(takewhile(str.isalpha, text))


def _people_of(side: str, noun: str) -> str:
    """ "African ministers" where the side is "African leaders"."""
    return side.replace("leaders", noun)
