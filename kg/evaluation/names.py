"""When a predicted participant or place is the annotated one. Lenient on titles, accents and short forms."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from kg.evaluation.annotations import AnnotatedParty

TITLES = frozenset(
    """
    mr mrs ms dr sir lord lady dame his her highness majesty excellency the of
    president vice deputy chairman speaker premier prime minister chancellor foreign defence defense
    secretary state special envoy ambassador senator general gen us u.s
    king queen crown prince princess emir sheikh sultan pope
    """.split()
)
"""Words that are no part of anybody's name."""

_OTHER_NAMES = {
    "united states": ("us", "usa", "america", "united states of america"),
    "united kingdom": ("uk", "britain", "great britain"),
    "north korea": ("dprk",),
    "south korea": ("rok", "republic of korea"),
    "china": ("prc",),
    "russia": ("russian federation",),
    "turkey": ("turkiye",),
    "myanmar": ("burma",),
    "vatican": ("holy see", "vatican city"),
    "czech republic": ("czechia",),
    "palestine": ("palestinian authority", "palestinian territories", "state of palestine"),
    "united arab emirates": ("uae",),
    "democratic republic of the congo": ("drc",),
    "european union": ("eu",),
    "united nations": ("un",),
    "nato": ("north atlantic treaty organization",),
}
STATES = {other: name for name, others in _OTHER_NAMES.items() for other in others}
"""Other names of states and organizations to the one they are compared by."""

_ANONYMOUS = frozenset({"state", "group"})
_COLLECTIVE = frozenset({"state", "group", "organization"})


def normalized(text: str | None) -> str:
    """Without case, accents, punctuation, possessives and a leading "the"; states under one name."""
    decomposed = unicodedata.normalize("NFKD", text or "")
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    plain = plain.casefold().replace("ı", "i")
    plain = re.sub(r"['’`´]s\b", "", plain).replace("-", " ").replace("'", "")
    plain = " ".join(re.sub(r"[^\w\s]", " ", plain).split())
    plain = plain.removeprefix("the ")
    return STATES.get(plain, plain)


def without_titles(name: str) -> tuple[str, ...]:
    """The words of a normalized name that are no titles."""
    return tuple(word for word in name.split() if word not in TITLES)


def same_place(one: str | None, other: str | None) -> bool:
    """Equal, or all words of one name in the other ("Washington", "Washington, D.C.")."""
    a, b = normalized(one), normalized(other)
    return a == b or bool(a and b and _nested(set(a.split()), set(b.split())))


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedParty:
    """A participant with its names prepared for comparison."""

    kind: str | None
    country: str | None
    forms: frozenset[str]
    bare: frozenset[tuple[str, ...]]
    """The forms without titles, as words."""
    name: tuple[str, ...]
    """The main name without titles, as words."""


def prepared(party: AnnotatedParty) -> ComparedParty:
    """A participant made ready for comparison."""
    forms = frozenset(normalized(form) for form in (party.name, *(party.aliases or ()))) - {""}
    return ComparedParty(
        kind=party.kind,
        country=party.country,
        forms=forms,
        bare=frozenset(without_titles(form) for form in forms) - {()},
        name=without_titles(normalized(party.name)),
    )


def same_party(predicted: ComparedParty, gold: ComparedParty) -> bool:
    """Whether both are the same person, state, organization or group.

    A named official is right where the gold annotation has only his state or an unnamed holder of a post.
    """
    if predicted.kind == gold.kind == "person":
        return _same_person(predicted, gold)
    if predicted.forms & gold.forms:
        return True
    same_side = predicted.country and predicted.country == gold.country
    if same_side and gold.kind in _ANONYMOUS and (predicted.kind in _ANONYMOUS or predicted.kind == "person"):
        return True
    if predicted.kind in _COLLECTIVE and gold.kind in _COLLECTIVE:
        return bool(predicted.name and gold.name) and _nested(set(predicted.name), set(gold.name))
    return False


def pair_parties(predicted: Sequence[ComparedParty], gold: Sequence[ComparedParty]) -> tuple[tuple[int, int], ...]:
    """Indexes of participants that are the same, one to one: equal kinds first, then in the order given."""
    options = sorted(
        (one.kind != other.kind, i, j)
        for i, one in enumerate(predicted)
        for j, other in enumerate(gold)
        if same_party(one, other)
    )
    pairs: list[tuple[int, int]] = []
    for _, i, j in options:
        if all(i != taken_i and j != taken_j for taken_i, taken_j in pairs):
            pairs.append((i, j))
    return tuple(pairs)


def _same_person(one: ComparedParty, other: ComparedParty) -> bool:
    """A common form, or one name within the other with the same first or last word."""
    if one.forms & other.forms or one.bare & other.bare:
        return True
    if not one.name or not other.name or not _nested(set(one.name), set(other.name)):
        return False
    return one.name[-1] == other.name[-1] or one.name[0] == other.name[0]


def _nested(one: set[str], other: set[str]) -> bool:
    return one <= other or other <= one
