"""Encounters told in one breath that were one each: "met separately with X and Y", "bilaterals with X and Y"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extractors.legs import country_of
from kg.extractors.lexicon import triggers
from kg.extractors.parse import governor
from kg.extractors.sight import Clause
from kg.language.located import Located
from kg.model import Role

if TYPE_CHECKING:
    from spacy.tokens import Token

Parties = list[tuple[Located, Role]]

OF_EACH = frozenset({"conversations", "calls", "meetings", "visits", "audiences", "bilaterals"})
"""Nouns of which each partner has one of his own."""
SERIES = frozenset({"series", "string", "flurry"})
APART = frozenset({"separate", "individual", "separately", "individually", "respectively"})


def encounters(
    clause: Clause, trigger: Token, parties: Parties, owners: list[Located], partners: list[Located]
) -> list[Parties]:
    """The parties of each encounter that the trigger tells of: one with each partner where the words say so."""
    verb = trigger if trigger.pos_ == "VERB" else governor(trigger)
    if verb is not None and _both(verb) and len(owners) == 2 and len(partners) == 1 and partners[0] not in owners:
        return [[(m, role) for m, role in parties if m in (owner, partners[0])] for owner in owners]
    apart = _noun_says(trigger) if trigger.pos_ in {"NOUN", "PROPN", "ADJ"} else _verb_says(trigger)
    apart = apart or _respectively(trigger, partners) or each_at_home(clause, trigger, partners)
    if not apart or len(owners) != 1 or len(partners) < 2 or any(m in owners for m in partners):
        return [parties]
    return [[(m, role) for m, role in parties if m in owners or m == partner] for partner in partners]


def _respectively(trigger: Token, partners: list[Located]) -> bool:
    """ "Talks with X and Y, respectively"."""
    end = max((m.end for m in partners), default=trigger.i)
    return any(t.lower_ == "respectively" for t in trigger.doc[end : end + 2])


def each_at_home(clause: Clause, trigger: Token, partners: list[Located]) -> bool:
    """ "Visited Ghana and Togo and held talks with Mahama and Gnassingbe": each of them in his own country."""
    known, sentence = triggers(), clause.sentence
    before = [t for t in sentence.span if t.i < trigger.i and t.i in clause.triggers]
    if not any(
        t.kind == "visit" for w in before for t in (known.verbs.get(w.lemma_.lower()), known.nouns.get(w.lower_)) if t
    ):
        return False
    homes = [country_of(clause, m) for m in partners]
    if len(homes) < 2 or None in homes or len(set(homes)) != len(homes):
        return False
    visited = {m.mention.country for m in sentence.mentions if m.mention.kind == "state" and not m.of_people}
    visited |= {p.country for _, phrase in clause.places.found for p in clause.knowledge.find_place(phrase.span.quote)}
    return set(homes) <= visited


def _noun_says(noun: Token) -> bool:
    """ "His telephone conversations with X and Y", "separate talks with X and Y", "talks in separate meetings", "a
    series of talks with X and Y"."""
    below = [g for c in noun.children if c.dep_ == "prep" and c.lower_ == "in" for g in c.children]
    series = noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lower_ in SERIES
    return noun.lower_ in OF_EACH or series or any(c.lower_ in APART for n in (noun, *below) for c in n.children)


def _both(verb: Token) -> bool:
    """ "Putin and Xi both met with Erdogan", "both held talks with him": each of them."""
    near = verb.doc[max(verb.sent.start, verb.i - 3) : verb.i]
    return any(t.lower_ == "both" for t in near)


def _verb_says(verb: Token) -> bool:
    """ "Met separately with X and Y", "met X and Y in separate meetings", "spoke to X and to Y"."""
    if any(c.lower_ in APART for c in verb.children):
        return True
    if any(g.dep_ == "conj" and g.lower_ == c.lower_ for c in verb.children if c.dep_ == "prep" for g in c.children):
        return True
    objects = [o for c in verb.children for o in (c, *(g for g in c.children if c.dep_ == "prep"))]
    further = [g for o in objects if o.dep_ in {"dobj", "pobj"} for g in o.conjuncts]
    if any(t.lower_ == "separately" and t.i < g.i for g in further for t in g.subtree):
        return True  # "met X and separately Y"
    below = [g for c in verb.subtree if c.dep_ == "prep" and c.lower_ in {"in", "at", "during"} for g in c.children]
    return any(g.dep_ == "pobj" and any(c.lower_ in APART for c in g.children) for g in below)
