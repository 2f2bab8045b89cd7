"""What the words around a noun of meeting say of its sides: whether both are named, who is given it, who is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extractors.arguments import Arguments
from kg.extractors.lexicon import context
from kg.extractors.owners import possessors
from kg.extractors.sight import Clause
from kg.language.located import Located

if TYPE_CHECKING:
    from spacy.tokens import Token

PARTNERS = frozenset({"with", "between", "among", "amongst", "involving", "alongside"})
HOSTING = frozenset({"host", "receive", "welcome", "greet"})
PEOPLE = frozenset({"person", "description", "pronoun"})
OF = frozenset({"of", "by"})
AHEAD = frozenset({"ahead", "before", "after", "amid", "following"})


def names_both(noun: Token, partners: list[Located]) -> bool:
    """ "A meeting between X and Y", "a Putin-Zelensky meeting": the words name both sides."""
    if len(partners) < 2:
        return False
    return any(c.lower_ == "between" for c in noun.children) or all(m.end <= noun.i for m in partners)


def between(noun: Token, partners: list[Located]) -> bool:
    """ "Talks between X and Y": the parties are told in full."""
    return len(partners) > 1 and any(c.lower_ in {"between", "among"} for c in noun.children)


HONOUR_WITHIN = 6
"""Tokens between a banquet and the honour that it is given in."""


def given_to(arguments: Arguments, noun: Token, verb: Token) -> list[Located]:
    """ "Hosted a dinner for X", "granted an audience to X", "gave a banquet in honour of X"."""
    found = arguments.after_prepositions([noun, verb], frozenset({"for", "to"}))
    doc, end = noun.doc, arguments.sentence.span.end
    for honour in (t for t in doc[noun.i + 1 : min(end, noun.i + HONOUR_WITHIN)] if t.lower_ in {"honor", "honour"}):
        of = honour.i + 1 < end and doc[honour.i + 1].lower_ == "of"
        found += arguments.right_after(honour.i + 2, within=2) if of else possessors(arguments, honour)
    return [m for m in found if m.mention.kind in PEOPLE or (m.mention.kind == "state" and m.of_people)]


def hosting_by_order(arguments: Arguments, noun: Token) -> list[Located]:
    """ "X on Sunday hosted talks between ...": where the parse takes the verb for an attribute of the noun."""
    verbs = [c for c in noun.children if c.i < noun.i and c.tag_ in {"VBD", "VBN"} and c.lemma_.lower() in HOSTING]
    return arguments.before(verbs[0].i) if verbs else []


def said_during(noun: Token, verb: Token) -> bool:
    """ "Told X during a meeting", "thanked her at the talks": whom he told was there."""
    below = noun.dep_ == "pobj" and noun.head.head == verb
    return below and verb.lemma_.lower() in context().telling


def addressed(arguments: Arguments, verb: Token) -> list[Located]:
    """Whom somebody told, congratulated or offered something "in a phone call", or had an exchange with in it."""
    things = [c for c in verb.children if c.dep_ == "dobj"]
    found = [*arguments.objects(verb), *arguments.after_prepositions([verb], frozenset({"to"}))]
    found = found or arguments.after_prepositions([verb, *things], frozenset({"with"}))
    return [m for m in found if m.mention.kind in PEOPLE]


def right_before(arguments: Arguments, noun: Token) -> list[Located]:
    """ "Witkoff in Moscow for Putin talks": in headlines with whom, put before the noun."""
    found = [m for m in arguments.sentence.mentions if m.end == noun.i and m.mention.kind == "person"]
    return [m for m in found if m.start > 0 and noun.doc[m.start - 1].lower_ in {"for", "to", "before", "after"}]


def told_ahead_of(clause: Clause, noun: Token) -> bool:
    """ "Lavrov, Araghchi meet ahead of nuclear talks": the title tells another meeting, these talks may be others'."""
    before = noun.doc[max(noun.sent.start, noun.i - 4) : noun.i]
    ahead = any(t.lower_ in AHEAD for t in before)
    return ahead and any(i < noun.i for i in clause.triggers)


def modifiers(clause: Clause, noun: Token) -> list[Located]:
    """ "U.S.-Russia talks", "Israeli-Palestinian negotiations", "the Zelensky-Putin meeting"."""
    found: list[Located] = []
    i = noun.i - 1
    first = max(clause.sentence.span.start, noun.i - 9)
    while i >= first:
        here = clause.arguments.at.get(i, [])
        token = clause.sentence.doc[i]
        if here and here[0].mention.kind in {"state", "organization", "group", "person"} and here[0].end == i + 1:
            found.insert(0, here[0])
            i = here[0].start - 1
        elif (
            token.text in {"-", "/", "–", "'", "'s"}
            or token.dep_ in {"amod", "compound", "poss", "nmod"}
            or (token.lower_ in {"and", ","} and found)
        ):
            i -= 1
        else:
            break
    return found if len(found) >= 2 else []


def with_by_order(clause: Clause, noun: Token) -> list[Located]:
    """The first "with" or "between" soon after the noun, when the parse has hung it elsewhere."""
    doc = clause.sentence.doc
    for j in range(noun.i + 1, min(clause.sentence.span.end, noun.i + 14)):
        if doc[j].lower_ in {"with", "between", "alongside"}:
            return clause.arguments.right_after(j + 1, within=3)
        if doc[j].pos_ == "VERB" or doc[j].text in {";", ":", "."}:
            break
    return []
