"""What the form of a verb says of the meeting: auxiliaries, infinitives, conditions, the present for the future."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.extractors.lexicon import triggers
from kg.extractors.predicates import Step, verdict, words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.language.located import Sentence


def helped_by(verb: Token) -> str | None:
    """What the auxiliaries say: to come, possible, or missed ("would have met")."""
    helpers = [c.lower_ for c in verb.children if c.dep_ in {"aux", "auxpass"}]
    if not helpers and verb.dep_ == "conj" and verb.tag_ in {"VB", "VBP"} and verb.head.pos_ == "VERB":
        if not any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children):
            return helped_by(verb.head)  # "will be received by X and have a meeting with Y"
    given = {words().helpers.get(h) for h in helpers}
    if "have" in helpers and ("would" in helpers or "'d" in helpers):
        return "cancelled"
    if "'d" in helpers and ("had" in helpers or verb.tag_ != "VB"):
        return None
    return "planned" if "planned" in given else "proposed" if "proposed" in given else None


def is_infinitive(verb: Token) -> bool:
    """ "To meet"."""
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def missed(verb: Token) -> str | None:
    """ "Had been due to meet him but stayed at home", "had been expected, but the trip was put off", "were
    supposed to meet, but he did not show up"."""
    helpers = {c.lower_ for c in verb.children if c.dep_ in {"aux", "auxpass", "cc"}}
    supposed = verb.lemma_ == "suppose" and bool(helpers & {"was", "were"})
    if not ("had" in helpers or supposed) or "but" not in helpers:
        return None
    other = [verdict(Step(word=c, link="direct")) for c in verb.children if c.dep_ == "conj"]
    return "postponed" if "postponed" in other else "cancelled"


def looks_ahead(verb: Token, trigger: Token) -> bool:
    """The present with a word of what is to come: "is meeting him later", "meets him next week"."""
    now = any(c.dep_ == "aux" and c.lower_ in {"is", "are", "'s", "'re"} for c in verb.children)
    progressive = verb.tag_ == "VBG" and now
    if not progressive and verb.tag_ not in {"VBZ", "VBP"}:
        return False
    inside = {t.lower_ for t in verb.subtree if abs(t.i - trigger.i) < 20}
    return any(words().helpers.get(w) == "ahead" for w in inside)


def _is_condition(verb: Token) -> bool:
    """ "If they meet": the clause is the condition."""
    return any(c.dep_ == "mark" and c.lower_ in {"if", "unless", "whether"} for c in verb.children)


def on_condition(verb: Token) -> bool:
    """ "If they meet", "they would meet him if he came": no plan yet."""
    if _is_condition(verb):
        return True
    would = any(c.lower_ in {"would", "'d"} for c in verb.children)
    return would and any(_is_condition(c) for c in verb.children if c.dep_ == "advcl")


def is_wish(verb: Token, over: Token, status: str | None) -> bool:
    """ "Hopes that they will meet", "suggested that they meet": not "suggested that they had met"."""
    if over.lemma_ in {"hope", "wish"}:
        return status in {None, "planned"} and verb.tag_ != "VBD"
    bare = verb.tag_ in {"VB", "VBP"} and not any(c.dep_ == "aux" for c in verb.children)
    should = any(c.lower_ in {"should", "could"} for c in verb.children)
    return (bare and any(c.dep_ == "mark" for c in verb.children)) or should


def as_planned(verb: Token) -> bool:
    """ "Will not travel to Egypt as planned", "will no longer travel": what was to be is off."""
    known = triggers().verbs.get(verb.lemma_.lower())
    if known is not None and known.kind == "visit" and any(c.lower_ == "longer" for c in verb.children):
        return True
    told = [c for c in verb.subtree if c.lower_ in {"planned", "scheduled"} and c.i > verb.i]
    return any(c.i > verb.i + 1 and c.nbor(-1).lower_ in {"as", "originally", "previously"} for c in told)


def sets_out(verb: Token) -> bool:
    """ "After which Modi flies to Vienna": a journey in the present, beside what the sentence tells, is one to come."""
    known = triggers().verbs.get(verb.lemma_.lower())
    beside = verb.dep_ in {"relcl", "advcl", "pcomp"} and verb.tag_ in {"VBZ", "VBP"}
    return beside and known is not None and known.kind == "visit"


def to_follows(verb: Token) -> bool:
    """ "Is going to meet"."""
    doc = verb.doc
    return bool(verb.i + 1 < len(doc) and doc[verb.i + 1].lower_ == "to" and doc[verb.i + 1].pos_ == "PART")


def beside_its_subject(verb: Token, *, first: int) -> bool:
    """ "X and Y, meeting in Ankara on Monday, pledged to": under way while they did, whatever they pledged. ``first``:
    where the sentence begins."""
    if verb.tag_ != "VBG" or verb.i == first or verb.nbor(-1).text != "," or verb.dep_ in {"xcomp", "pcomp", "conj"}:
        return False
    over = verb.head
    if over.pos_ not in {"VERB", "AUX"} or over.i < verb.i or over.tag_ not in {"VBD", "VBZ"}:
        return False
    return all(t.dep_ != "aux" for t in verb.children)


def in_a_caption(verb: Token, sentence: Sentence) -> bool:
    """ "X walks with Y ahead of their talks in Rome, Italy, May 3, 2024": what a picture of that day shows."""
    return verb.tag_ in {"VBZ", "VBP"} and helped_by(verb) is None and _DATED.search(sentence.span.text) is not None


_DATED = re.compile(r"\b[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}\.?(?:\s*(?:[-–—(/]|REUTERS|AP\b|AFP\b|Photo).{0,60})?\s*$")
