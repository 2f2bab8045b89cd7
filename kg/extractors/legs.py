"""Several encounters told by one verb: "spoke to X on Thursday and to Y on Friday", "also met X, Y and Z"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.extractors.lexicon import triggers
from kg.extractors.medium import medium_of
from kg.extractors.moments import time_phrase
from kg.extractors.parse import governor
from kg.extractors.sight import Clause
from kg.language.located import Located
from kg.model import PlacePhrase, TimePhrase

if TYPE_CHECKING:
    from spacy.tokens import Token

DAY_WITHIN = 6
"""Tokens between the second party and its day: "Y in Rome on Friday"."""
DAY_BEFORE = 14
"""Tokens between the day of the first and the "and" before the second: "X on Thursday in Rome and Y on Friday"."""
BEFORE_SECOND = frozenset({"to", "with", "then", "the", "later"})
WHERE = frozenset({"in", "at"})
TOGETHER = frozenset({"together", "jointly", "joint", "conference", "trilateral", "three-way", "both"})
"""What says that several spoke with each other at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """One of the encounters of a verb: with whom, and the clause with only its own days."""

    others: list[Located]
    clause: Clause
    places: list[PlacePhrase] | None = None
    """Where, as far as its own words say; None: as the clause says."""

    def days(self, tense: str) -> tuple[TimePhrase, ...]:
        """The days between its own words, wherever the parse hangs them; none where the verb has but one leg."""
        told = self.clause.expressions if self.places is not None else []
        return tuple(time_phrase(self.clause.sentence, e, tense) for e in told)


def legs_of(clause: Clause, verb: Token, others: list[Located], *, alone: bool) -> Iterator[Leg]:
    """The encounters that a verb tells of; ``alone``: its subject is one, who may have met the others one by one."""
    for leg in _by_day(clause, verb.i, others):
        if alone and _one_by_one(clause, verb, leg.others):
            yield from (replace(leg, others=[other]) for other in leg.others)
        else:
            yield leg


def _by_day(clause: Clause, i: int, others: list[Located]) -> list[Leg]:
    """The encounters of the trigger at token i, where its parties have a day each; else one."""
    for second in clause.sentence.mentions:
        bound = _bound(clause, i, second)
        first = [m for m in others if m.end <= bound] if bound is not None else []
        if bound is not None and first:
            then = [m for m in clause.arguments.extended([second]) if m.start >= bound]
            return list(_parted(clause, i, bound, first, then))
    return [Leg(others=others, clause=clause)]


def _bound(clause: Clause, i: int, second: Located) -> int | None:
    """The "and" before the second party, where a day stands before it and behind the party."""
    doc, at = clause.sentence.doc, second.start - 1
    while at > i and doc[at].lower_ in BEFORE_SECOND:
        at -= 1
    if at <= i or doc[at].lower_ != "and" or second.modifier or second.mention.kind == "pronoun":
        return None
    if any(doc[k].pos_ in {"VERB", "AUX"} for k in range(i + 1, second.start)):
        return None
    end = max(second.end, second.cover)
    before = any(i < e.start and e.end <= at <= e.end + DAY_BEFORE for e in clause.expressions)
    behind = any(end <= e.start <= end + DAY_WITHIN for e in clause.expressions)
    return at if before and behind else None


def _parted(clause: Clause, i: int, bound: int, first: list[Located], then: list[Located]) -> Iterator[Leg]:
    told, parted = (clause.sentence.quote(k, k + 1).start for k in (i, bound))
    for others, is_first in ((first, True), (then, False)):
        days = [e for e in clause.expressions if (e.start < bound) == is_first]
        where = [p for _, p in clause.places.phrases(WHERE)]
        where = [p for p in where if p.span.start < told or (p.span.start < parted) == is_first]
        yield Leg(others=others, clause=replace(clause, days=days), places=where)


def _one_by_one(clause: Clause, verb: Token, others: list[Located]) -> bool:
    """ "He also met X, Y and Z" of three countries: at a summit one meets them one after the other; so on the phone,
    and where a list tells of each what he is ("met X, president of A; Y, president of B; and Z")."""
    also = any(c.lower_ == "also" for c in verb.children)
    trigger = triggers().verbs.get(verb.lemma_.lower())
    ordered = sorted(others, key=lambda m: m.start)
    listed = any(t.text == ";" for a, b in pairwise(ordered) for t in verb.doc[a.end : b.start])
    by_phone = trigger is not None and trigger.medium == medium_of(verb, clause.sentence, trigger.medium) == "phone"
    if len(others) < (2 if by_phone else 3) or not (also or listed or by_phone):
        return False
    if any(t.lower_ in TOGETHER and governor(t) == verb for t in verb.subtree):
        return False
    countries = [country_of(clause, m) for m in others]
    return None not in countries and len(set(countries)) == len(others)


def country_of(clause: Clause, located: Located) -> str | None:
    """Whose official a named person is: as the words say, else where everybody of that name is from."""
    if located.mention.kind != "person" or located.mention.country:
        return located.mention.country
    name, knowledge = located.mention.name, clause.knowledge
    known = {a.country for a in knowledge.find(name) or knowledge.by_family_name(name) if a.kind == "person"}
    return known.pop() if len(known) == 1 else None
