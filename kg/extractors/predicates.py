"""What stands over a meeting in its sentence: the verbs, adjectives and nouns that govern it, from the inside out."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from spacy.tokens import Token

Link = Literal["direct", "time", "apart", "beside", "clause", "purpose"]
"""How one word hangs on the next: as its object, subject or complement; as the time of it ("after talks"); loosely;
in one list with it; as a clause of its own; as its purpose."""

TEMPORAL = frozenset(
    {"after", "before", "following", "during", "at", "since", "ahead", "upon", "amid", "despite", "in", "over", "until",
     "through", "throughout", "ahead of", "prior", "while", "by", "without"}
)  # fmt: skip
SELECTED = frozenset({"for", "of", "to", "out", "from", "on", "about", "into", "toward", "towards", "against", "off"})
IN_IT = frozenset({"interested", "interest", "participate", "part", "take", "point", "sense"})
"""What a meeting hangs on by "in" without being its time: "no point in talks"."""
DIRECT = frozenset(
    {"dobj", "obj", "nsubj", "nsubjpass", "csubj", "csubjpass", "attr", "oprd", "acomp", "dative", "xcomp", "agent"}
)
ASKING = frozenset({"ask", "urge", "press", "tell", "call", "persuade", "encourage"})
PARTICLES = frozenset({"off", "out", "down", "back", "through", "apart", "up", "away"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
FINAL = frozenset({"cancelled", "postponed", "refused"})
"""Standings that nothing above takes back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One word over the meeting, and how what is below hangs on it."""

    word: Token
    link: Link
    preposition: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The lists of standing.toml: by the kind of word, the standing it gives to what it governs."""

    verbs: dict[str, str]
    adjectives: dict[str, str]
    nouns: dict[str, str]
    modifiers: dict[str, str]
    helpers: dict[str, str]
    clauses: dict[str, frozenset[str]]


@cache
def words() -> Words:
    """The lists, read once."""
    data = tomllib.loads(files("kg.extractors").joinpath("standing.toml").read_text(encoding="utf-8"))
    clauses = {name: frozenset(listed) for name, listed in data.pop("clauses").items()}
    lists = {kind: {word: name for name, listed in each.items() for word in listed} for kind, each in data.items()}
    return Words(clauses=clauses, **lists)


def steps(token: Token) -> Iterator[Step]:
    """The words over a token, nearest first, up to the verb of the main clause."""
    current = token
    for _ in range(9):
        step = _above(current)
        if step is None:
            return
        yield step
        current = step.word


def _above(token: Token) -> Step | None:
    head, dep = token.head, token.dep_
    if head == token:
        return None
    if dep in DIRECT:
        return Step(word=head, link="direct", preposition="to" if dep == "xcomp" and token.tag_ == "VB" else "")
    if dep == "conj":
        return Step(word=head, link="beside")
    if dep in {"pobj", "pcomp"}:
        return _above_preposition(head)
    if dep == "ccomp":
        return Step(word=head, link="clause")
    if dep in {"acl", "relcl"}:
        told = head.lemma_.lower() in words().clauses["handing_on"]
        if told and (dep == "relcl" or token.tag_ != "VB"):
            return Step(word=head, link="clause")
        of_will = dep == "relcl" and head.lemma_.lower() in words().clauses["will"]  # "sees no reason to meet"
        return Step(word=head, link="direct") if (dep == "acl" or of_will) and token.tag_ == "VB" else None
    if dep == "advcl":
        if token.tag_ == "VBG" and head.dep_ == "xcomp" and head.head.lemma_ in ASKING:
            return Step(word=head.head, link="beside")  # "will ask Japan to do more when meeting X"
        if token.tag_ == "VB":
            return Step(word=head, link="purpose", preposition="to")
        return Step(word=head, link="beside") if token.tag_ == "VBG" else None
    return Step(word=head, link="apart") if dep in {"compound", "nmod", "amod", "npadvmod", "appos"} else None


def _above_preposition(preposition: Token) -> Step | None:
    while preposition.head != preposition and (preposition.head.pos_ == "ADP" or preposition.head.lower_ == "ahead"):
        preposition = preposition.head
    if preposition.head == preposition:
        return None
    word = preposition.lower_
    head = preposition.head
    seen = next((c for c in head.children if c.dep_ == "dobj" and c.i < preposition.i), None)
    if word == "in" and head.lemma_.lower() in {"see", "have"} and seen is not None and seen.lower_ in IN_IT:
        return Step(word=seen, link="direct", preposition=word)  # "sees no point in talks"
    if word == "in" and head.lemma_.lower() in IN_IT:
        link: Link = "direct"
    else:
        link = "time" if word in TEMPORAL else "direct" if word in SELECTED else "apart"
    if link == "time" and head.pos_ in {"NOUN", "PROPN"}:
        link = "apart"
    return Step(word=head, link=link, preposition=word)


def lemma_of(word: Token, known: Mapping[str, object]) -> str:
    """The lemma that a list knows: the small model takes "hoped" for a form of "hop", "cancels" for a noun."""
    lower, lemma = str(word.lower_), str(word.lemma_.lower())
    plain = lower.removesuffix("s") if not lower.endswith("ss") else lower
    past = lower.removesuffix("d") if lower.endswith("ed") else lower
    return next((form for form in (lemma, plain, past) if form in known), lemma)


TAKEN = frozenset({"decision", "agreement"})
"""Behind them "of" says of what meeting they came: "the decisions of the summit" were taken there."""


def verdict(step: Step) -> str | None:
    """The standing that a word gives to the meeting below it; None when it says nothing of it."""
    word, listed = step.word, words()
    if word.tag_ == "NNS" and any(c.dep_ in {"xcomp", "acl", "relcl"} and c.tag_ == "VB" for c in word.children):
        taken = listed.verbs.get(lemma_of(word, listed.verbs))  # "Orban refuses to meet", taken for a noun
        if taken is not None:
            return taken
    if word.pos_ in {"NOUN", "PROPN"}:
        if step.preposition == "of" and word.lemma_.lower() in TAKEN:
            return None
        if step.preposition and word.lemma_ == "reason":
            return None  # "the reason for the visit"; not "reason to visit"
        return listed.nouns.get(lemma_of(word, listed.nouns))
    if word.pos_ == "ADJ":
        return listed.adjectives.get(word.lower_) or listed.verbs.get(word.lemma_.lower())
    lemma = lemma_of(word, listed.verbs)
    if lemma == "be":
        return _of_being(word, step)
    for child in word.children:
        if child.lower_ in PARTICLES and 0 < child.i - word.i <= 3:
            phrasal = listed.verbs.get(f"{lemma} {child.lower_}")
            if phrasal:
                return phrasal
    found = listed.verbs.get(lemma)
    if lemma == "call" and step.preposition not in {"for", "to"}:
        return None
    if lemma == "withdraw" and step.preposition != "from":
        return None
    if lemma == "look" and step.preposition != "to":
        return None
    if lemma == "mean" and not any(c.dep_ in {"aux", "auxpass"} for c in word.children):
        return None  # "talks meant to end the war"
    if found is None and step.link == "direct":
        return _below(word)
    return found


def _of_being(word: Token, step: Step) -> str | None:
    """ "Is possible", "is off", "preparations are under way for": what is said of the meeting with "be"."""
    for child in word.children:
        if child.dep_ in {"acomp", "attr", "oprd", "advmod"} and child.pos_ in {"ADJ", "ADV", "VERB", "ADP"}:
            found = words().adjectives.get(child.lower_) or words().verbs.get(child.lemma_.lower())
            if found:
                return found
        if child.dep_ == "nsubj" and step.preposition == "for" and child.pos_ == "NOUN":
            return words().nouns.get(child.lemma_.lower())
    return _below(word)


def _below(verb: Token) -> str | None:
    """ "Had to be abandoned", "is expected to be cancelled": the verb below decides."""
    for child in verb.children:
        if child.dep_ == "xcomp" and any(c.dep_ == "auxpass" for c in child.children):
            found = words().verbs.get(child.lemma_.lower())
            if found in {"cancelled", "postponed", "refused"}:
                return found
    return None


def is_negated(word: Token) -> bool:
    """ "Did not", "never", "no plans", "will no longer attend"."""
    return any(
        c.dep_ == "neg"
        or (c.lower_ == "longer" and any(g.lower_ == "no" for g in c.children))
        or (c.lower_ in {"no", "neither"} and c.dep_ in {"det", "preconj"})
        for c in word.children
    )


def is_finite(word: Token) -> bool:
    """Whether a verb carries a tense of its own, so that its clause ends with it."""
    if word.pos_ not in {"VERB", "AUX"}:
        return False
    return word.tag_ in FINITE or any(c.dep_ in {"aux", "auxpass"} and c.tag_ in FINITE for c in word.children)
