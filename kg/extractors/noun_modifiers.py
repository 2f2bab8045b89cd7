"""What the words at a noun of meeting say of its standing: "planned", "scheduled for Monday", "that was called off"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extractors.predicates import FINAL, Step, is_negated, verdict, words
from kg.extractors.verb_forms import helped_by

if TYPE_CHECKING:
    from spacy.tokens import Token


def given_by_modifiers(noun: Token) -> str | None:
    """ "The planned meeting", "talks scheduled for Monday", "a summit to be held", "talks that were called off"."""
    listed = words().modifiers
    near = [c.lower_ for c in noun.children if c.dep_ in {"amod", "compound", "advmod", "nmod", "npadvmod", "det"}]
    near += [noun.nbor(-1).lower_] if noun.i > noun.sent.start else []
    found = {listed[w] for w in near if w in listed}
    below = [c for p in noun.children if p.lower_ == "of" for c in p.children if c.dep_ == "pobj"]
    for child in (c for carrier in (noun, *below) for c in carrier.children if c.dep_ in {"acl", "relcl"}):
        said = listed.get(child.lower_) if child.tag_ == "VBN" else None
        if child.tag_ == "VB" and any(c.dep_ == "auxpass" for c in child.children):
            said = "planned"
        if child.dep_ == "relcl" and any(c.dep_ in {"nsubj", "nsubjpass"} and c.tag_ == "WDT" for c in child.children):
            given = verdict(Step(word=child, link="direct"))
            said = given if given in FINAL | {"planned"} and not is_negated(child) else None
            said = said or ("planned" if helped_by(child) == "planned" else None)
        found |= {said} if said else set()
    order = ("cancelled", "postponed", "planned", "proposed", "held")
    return next((status for status in order if status in found), None)
