"""Negotiations: offers of talks and the answer to them, and who brings the two sides together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extractors.arguments import Arguments
from kg.extractors.parse import governor
from kg.extractors.standing import Standing
from kg.language.located import Located

if TYPE_CHECKING:
    from spacy.tokens import Token

OFFERS = frozenset(
    {"offer", "offers", "proposal", "proposals", "invitation", "appeal", "request", "bid", "call", "calls"}
)
TURNING_DOWN = frozenset({"reject", "refuse", "decline", "dismiss", "rebuff", "spurn", "snub", "ignore", "oppose"})
ACCEPTING = frozenset({"accept", "welcome", "embrace"})
MEDIATING = frozenset({"mediate", "broker", "facilitate", "moderate", "sponsor"})
MEDIATED = frozenset({"mediated", "brokered", "facilitated", "moderated", "sponsored"})
HOURS = frozenset(
    {"hours", "days", "weeks", "months", "years", "hour", "day", "week", "month", "year", "rounds", "round"}
)

NEAR = 7
"""Words between an offer and the talks it is of, where the parse has not joined them."""


def offer_of(noun: Token) -> Token | None:
    """ "Offer" in "an offer of talks", "a proposal for direct talks"."""
    verb = noun.head
    if noun.dep_ == "dobj" and verb.tag_ == "VB" and verb.head.lower_ in OFFERS and verb.dep_ in {"acl", "relcl"}:
        return verb.head  # "an offer to host a summit"
    if noun.dep_ != "pobj" or noun.head.lower_ not in {"of", "for", "to"}:
        return None
    above = noun.head.head
    if above.lower_ in OFFERS:
        return above
    if above.dep_ == "pobj" and above.head.lower_ not in {"by", "from"}:
        return None
    aside = above.head.head if above.dep_ == "pobj" else above  # "a proposal by Algeria for talks", wrongly parsed
    near = (t for t in (aside, *aside.children) if 0 < noun.i - t.i <= NEAR)
    return next((t for t in near if t.lower_ in OFFERS and t.dep_ in {"dobj", "nsubjpass"}), None)


def offering(arguments: Arguments, noun: Token, offer: Token) -> list[Located]:
    """Whose offer it is, and who answers it: "Pakistan rejected an Indian offer"."""
    found = [
        m for c in offer.children if c.dep_ in {"poss", "amod", "compound", "nmod"} for m in arguments.at.get(c.i, ())
    ]
    found += arguments.after_prepositions([offer, noun], frozenset({"by", "from", "of", "to"}))
    verb = governor(offer)
    return [*found, *(arguments.subjects(verb) if verb is not None else [])]


def answered(said: Standing, offer: Token) -> Standing:
    """The standing of talks offered: refused when the offer is turned down, else planned or still open."""
    verb = governor(offer)
    lemma = verb.lemma_.lower() if verb is not None else ""
    down = verb is not None and lemma == "turn" and any(c.lower_ == "down" for c in verb.children)
    if lemma in TURNING_DOWN or down:
        return replace(said, status="refused", tense="future")
    return replace(said, status="planned" if lemma in ACCEPTING else "proposed", tense="future")


def mediators(arguments: Arguments, noun: Token) -> list[Located]:
    """Who mediates: "UN-brokered talks", "talks mediated by Oman", "Egypt is mediating negotiations"."""
    found: list[Located] = []
    for child in noun.children:
        if child.lower_ in MEDIATED and child.i < noun.i:
            before = child.i - 2 if child.nbor(-1).text in {"-", "–"} else child.i - 1
            found += arguments.at.get(before, [])
        elif child.lemma_.lower() in MEDIATING and child.dep_ in {"acl", "relcl"}:
            found += arguments.after_prepositions([child], frozenset({"by"}))
    verb = governor(noun)
    if verb is not None and noun.dep_ in {"nsubj", "nsubjpass"}:  # "talks began on Monday, mediated by Egypt"
        told = [c for c in verb.children if c.dep_ == "advcl" and c.tag_ == "VBN" and c.lower_ in MEDIATED]
        found += arguments.after_prepositions(told, frozenset({"by"}))
    if any(c.lower_ == "indirect" for c in noun.children):  # "held indirect talks through the Omani minister"
        carriers = [noun] if verb is None else [noun, verb]
        found += arguments.after_prepositions(carriers, frozenset({"through", "via"}))
    mediating = verb is not None and verb.lemma_.lower() in MEDIATING and noun.dep_ == "dobj"
    if verb is not None and (mediating or brings_together(noun, verb)):
        found += arguments.subjects(verb)
    return found


WARS = frozenset({"war", "conflict", "fighting", "hostilities", "dispute", "standoff", "crisis"})


def of_a_war(arguments: Arguments, noun: Token) -> list[Located]:
    """ "Talks aimed at ending the war between X and Y": the sides of the war, where no others are told to talk."""
    for word in noun.doc[noun.i + 1 : noun.sent.end]:
        if word.lower_ in WARS and any(c.lower_ == "between" for c in word.children):
            found = arguments.after_prepositions([word], frozenset({"between"}))
            return found if len(found) > 1 else []
    return []


def brings_together(noun: Token, verb: Token) -> bool:
    """ "Norway brought the two sides together for talks": the object takes part, the subject mediates."""
    return verb.lemma_ == "bring" and noun.dep_ == "pobj" and noun.head.lower_ in {"for", "to", "in", "into"}


def after_long(noun: Token, words: frozenset[str]) -> bool:
    """ "Failed to agree despite a week of talks", "left after hours of negotiations": those told of were there."""
    length = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else None
    return length is not None and length.lower_ in HOURS and length.dep_ == "pobj" and length.head.lower_ in words
