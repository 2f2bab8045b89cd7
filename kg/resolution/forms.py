"""The names of people in one article: each form once, with what the article says beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.knowledge import Knowledge, fold
from kg.model import Mention
from kg.resolution.decisions import Decisions
from kg.resolution.names import parse_name

MOST_NAMES = 1_000
"""Different names of people in one article: each is compared with each. Long transcripts have some 200."""


class TooMuch(ValueError):
    """More names or meetings in one article than can be told apart in a reasonable time: a list, no news."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Form:
    """One written form of a person's name in an article, and the country the article gives it there."""

    name: str
    words: tuple[str, ...]
    """Folded, without titles and particles."""
    countries: frozenset[str]
    posts: frozenset[str]
    """Keys of the posts given with it."""
    mentions: tuple[Mention, ...]
    first: int
    """Position of its first mention in the article's order."""
    doubtful: bool
    titles: frozenset[str] = frozenset()
    """Titles that go with given names ("Sheikh Abdullah", "Prince Faisal") before it."""
    throne: bool = False
    """Whether somebody is known by just this title and name ("Pope Francis", "King Abdullah")."""

    @property
    def full(self) -> bool:
        """Whether it has more than a family name."""
        return len(self.words) > 1 or self.throne


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What all names of one article are judged with."""

    published: dt.date | None
    knowledge: Knowledge
    decisions: Decisions
    company: frozenset[str]
    """Countries the article speaks of."""
    apart: frozenset[frozenset[Form]] = frozenset()
    """Forms joined in one list: two people."""


def read_forms(mentions: Sequence[Mention], knowledge: Knowledge) -> tuple[Form, ...]:
    """The forms of all person mentions, in order of their first use.

    One written form is two where the article gives it two countries ("Lee" of Korea, "Lee" of Singapore). Raises
    TooMuch.
    """
    groups: dict[tuple[str, str], list[tuple[int, Mention]]] = {}
    for i, mention in enumerate(mentions):
        if mention.kind == "person" and mention.name and fold(mention.name):
            groups.setdefault((fold(mention.name), mention.country or ""), []).append((i, mention))
    if len(groups) > MOST_NAMES:
        raise TooMuch(f"{len(groups):,} different names of people, more than the {MOST_NAMES} that are told apart")
    told: dict[str, list[tuple[str, list[tuple[int, Mention]]]]] = {}
    for (name, country), found in groups.items():
        told.setdefault(name, []).append((country, found))
    forms = [form for entries in told.values() for form in _forms(entries, knowledge)]
    return tuple(sorted(forms, key=lambda form: form.first))


def _forms(entries: list[tuple[str, list[tuple[int, Mention]]]], knowledge: Knowledge) -> list[Form]:
    """Mentions without a country go to the form that has one; with several, to the first told before them."""
    stated = [entry for entry in entries if entry[0]]
    silent = [pair for country, found in entries if not country for pair in found]
    if len(stated) <= 1:
        everything = sorted((p for _, found in entries for p in found), key=lambda pair: pair[0])
        return [_form(everything, knowledge)]
    lists = [list(found) for _, found in stated]
    for position, mention in silent:
        nearest = max(lists, key=lambda found: max((i for i, _ in found if i < position), default=-1))
        nearest.append((position, mention))
    return [_form(sorted(found, key=lambda pair: pair[0]), knowledge) for found in lists]


def _form(found: list[tuple[int, Mention]], knowledge: Knowledge) -> Form:
    mentions = tuple(mention for _, mention in found)
    name = mentions[0].name
    keys = (knowledge.post_of(m.post, m.country) for m in mentions if m.post)
    return Form(
        name=name,
        words=parse_name(name).words,
        countries=frozenset(m.country for m in mentions if m.country),
        posts=frozenset(key for key in keys if key),
        mentions=mentions,
        first=found[0][0],
        doubtful=all(m.doubtful for m in mentions),
        titles=frozenset(w for m in mentions for w in fold(m.span.quote).split() if w in GIVEN_NAME_TITLES),
        throne=" " in name and any(actor.kind == "person" for actor in knowledge.find(name)),
    )


GIVEN_NAME_TITLES = frozenset(
    "sheikh shaikh sheikha shaikha prince princess king queen emir amir sultan lord lady sir dame".split()
)


def listed_apart(forms: Sequence[Form]) -> frozenset[frozenset[Form]]:
    """Pairs of forms that a list joins ("A, B and C"): their mentions stand no further apart than a comma and "and"."""
    places = sorted(
        ((m.span.field, m.span.start, m.span.end, i) for i, form in enumerate(forms) for m in form.mentions)
    )
    pairs = set()
    for (field, _, end, i), (other_field, start, _, j) in pairwise(places):
        if field == other_field and i != j and 1 <= start - end <= 6 and not _short_form(forms[i], forms[j]):
            pairs.add(frozenset((forms[i], forms[j])))
    return frozenset(pairs)


def _short_form(one: Form, other: Form) -> bool:
    """ "... by Donald Trump. Trump said": the second is the family name of the first, no next in a list."""
    longer, shorter = sorted((one.words, other.words), key=len, reverse=True)
    return len(shorter) < len(longer) and longer[-len(shorter) :] == shorter
