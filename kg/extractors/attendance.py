"""Who else was at a meeting: "talks attended by X", "in which Y took part", "Z's participation in the summit"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extractors.arguments import Arguments
from kg.extractors.carrying import carries
from kg.extractors.lexicon import context
from kg.extractors.owners import possessors
from kg.extractors.parse import governor
from kg.extractors.sight import Clause
from kg.language.located import Located

if TYPE_CHECKING:
    from spacy.tokens import Token

COMING = frozenset(
    {"host", "attend", "join", "chair", "mediate", "participate", "lead", "moderate", "facilitate", "broker"}
)
ATTENDING = frozenset({"attend", "join", "participate", "take"})
ATTENDERS = frozenset({"participants", "attendees", "guests"})
TAKING_PART = frozenset({"participation", "attendance", "presence", "hosting", "role", "involvement"})
COUNTED_BY = frozenset({"series", "round", "rounds", "string", "flurry", "set", "number", "day"})
BRINGING = frozenset({"involve", "include", "bring"})
"""Verbs in a clause about a meeting whose objects were there."""
THERE = frozenset("participate attend join take hold have host mediate lead associate travel come arrive".split())
"""Those whose subjects were."""


def comes_to(noun: Token, *, only: frozenset[str] = COMING | ATTENDING) -> bool:
    """ "Qin Gang hosted the meeting", "X and Y took part in it": more who were at a meeting told before."""
    verb = governor(noun)
    if verb is None or verb.lemma_.lower() not in only or not carries(noun, verb):
        return False
    return verb.lemma_ != "take" or any(c.lower_ == "part" for c in verb.children)


def attended(noun: Token) -> bool:
    """ "The meeting was attended by X and Y": more who were at a meeting told before."""
    passive = noun.dep_ == "nsubjpass" and noun.head.lemma_.lower() in {"attend", "join"}
    return passive and any(c.lower_ == "by" for c in noun.head.children)


def involves(noun: Token) -> bool:
    """ "The meetings in Paris also included X": more about meetings told before."""
    verb = noun.head
    return noun.dep_ == "nsubj" and verb.lemma_.lower() in context().involving and verb.lemma_ != "see"


def also_told(noun: Token) -> bool:
    """Whether the verb that the noun hangs on says "also": more of what was told before."""
    return any(c.lower_ == "also" for c in noun.head.children)


def joined(clause: Clause, noun: Token) -> list[Located]:
    """ "Meetings ..., in which the adviser also participated"; "talks attended by X"."""
    found: list[Located] = []
    for told in (c for carrier in _carriers(noun) for c in carrier.children if c.dep_ in {"relcl", "acl"}):
        verb = what_is_to_be(told)
        lemma = verb.lemma_.lower()
        where = verb.dep_ == "relcl" and any(t.lower_ == "where" for t in verb.doc[verb.left_edge.i : verb.i])
        if lemma not in BRINGING | THERE and not where:
            continue
        found += [m for c in verb.children if c.dep_ == "nsubj" for m in clause.arguments.members(c)]
        named = clause.arguments.after_prepositions([verb], frozenset({"by", "with", "between"}))
        found += [*clause.arguments.list_back(named[0]), *named] if named else []
        if lemma in BRINGING:
            found += clause.arguments.objects(verb)
    return found


def what_is_to_be(verb: Token) -> Token:
    """ "Expected to be attended by X", "due to bring together X and Y": the verb below one that says it is to come."""
    below = [c for c in verb.children if c.dep_ == "xcomp" and c.tag_ in {"VB", "VBN"}]
    return below[0] if below and verb.lemma_.lower() in EXPECTED else verb


EXPECTED = frozenset({"expect", "schedule", "set", "plan", "slate", "be", "due", "suppose"})


def _carriers(noun: Token) -> list[Token]:
    """The noun, and what it is counted by: "a series of meetings", "the round of talks"."""
    counted = noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lower_ in COUNTED_BY
    return [noun, noun.head.head] if counted else [noun]


def taking_part(arguments: Arguments, noun: Token) -> list[Located]:
    """ "President Biden's participation in the summit", "the hosting of the summit by Peru", "thanked Laos for its
    participation at the summit"."""
    part = noun.head.head
    if noun.dep_ != "pobj":
        return []
    if part.lower_ in ATTENDERS:
        return _attenders(arguments, part)
    if part.lower_ not in TAKING_PART:
        return []
    own = possessors(arguments, part) + arguments.after_prepositions([part], frozenset({"by"}))
    own += arguments.after_prepositions([part], frozenset({"of"})) if noun.head.lower_ != "of" else []
    verb = governor(part)
    if own or verb is None:
        return own
    return arguments.objects(verb) or arguments.subjects(verb)


def _attenders(arguments: Arguments, part: Token) -> list[Located]:
    """ "Participants in the summit include X and Y"."""
    verb = governor(part)
    if verb is None or verb.lemma_.lower() not in {"include", "be"} or part.dep_ != "nsubj":
        return []
    attributes = [m for c in verb.children if c.dep_ == "attr" for m in arguments.members(c)]
    return [*arguments.objects(verb), *attributes]
