"""Whose summit it is by its name: "the EU-Japan summit", "the G7 and NATO summits"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extractors.sides_told import PARTNERS
from kg.extractors.sight import Clause
from kg.language.located import Located, unique

if TYPE_CHECKING:
    from spacy.tokens import Token

NAME_PARTS = frozenset(
    {"amod", "compound", "poss", "nmod", "nummod", "case", "punct", "det", "npadvmod", "nsubj", "conj"}
)
LONGEST_NAME = 14
"""Tokens of a summit's name before its noun that are looked at."""


def sides_in_name(clause: Clause, noun: Token) -> list[list[Located]]:
    """The parties in the name, one list a summit: "the G7 and NATO summits" are two, "the EU-Japan summit" one."""
    several = noun.lower_.endswith("s") and noun.lower_ != "congress"
    whole = [m for m in clause.arguments.at.get(noun.i, ()) if m.mention.kind in {"organization", "group"}]
    summits: list[list[Located]] = [[*whole]]
    i = min([noun.i, *(m.start for m in whole)]) - 1
    first = max(clause.sentence.span.start, noun.i - LONGEST_NAME)
    while i >= first:
        token = clause.sentence.doc[i]
        here = [m for m in clause.arguments.at.get(i, ()) if m.start <= i and m.mention.kind != "pronoun"]
        if here:
            if not any(owns(m, token) for m in here if token.dep_ == "poss" and token.head == noun):
                summits[0] = [*(m for m in here if _in_name(clause, m)), *summits[0]]
            i = min(m.start for m in here) - 1
        elif token.lower_ in {"and", ",", "&"} and summits[0] and several:
            summits.insert(0, [])
            i -= 1
        elif token.lower_ in {"and", ",", "-", "–", "—", "/", "&", "'", "’"} or _in_noun_phrase(token, noun):
            i -= 1
        else:
            break
    after = clause.arguments.after_prepositions([noun], frozenset({"of", *PARTNERS}))
    if noun.text[0].isupper() and after and after[0].mention.kind == "group":
        after = after[:1]  # "the Summit of the Americas, ...": the name ends there
    summits = [unique(named) for named in summits if named] or [[]]
    if len(summits) == 1 and not after and _is_topic(clause, summits[0], noun):
        return []
    if len(summits) == 1:
        summits = [unique([*summits[0], *after])]
    return [named for named in summits if named]


def _is_topic(clause: Clause, named: list[Located], noun: Token) -> bool:
    """ "The Ukraine summit in Paris": what it is about, where one state's bare name is all there is before the noun."""
    return len(named) == 1 and named[0].mention.kind == "state" and named[0].end == noun.i and not named[0].of_people


def _in_name(clause: Clause, located: Located) -> bool:
    """Whether a mention before the noun is a side: not the city where it is ("the Paris summit")."""
    if (located.mention.kind == "state" and located.metonym) or located.mention.kind == "person":
        doc = clause.sentence.doc
        around = {doc[located.start - 1].lower_ if located.start else "", doc[located.end].lower_}
        return bool(around & {"-", "–", "—", "/", "and"})  # "the Biden-Xi summit"; no "Food Systems Summit"
    return located.mention.kind in {"state", "organization", "group", "person"}


def owns(located: Located, token: Token) -> bool:
    """Whether a possessor of the noun is whose summit it is: "Macron's Paris summit"; no "NATO leaders' summit"."""
    if located.mention.kind == "pronoun":
        return True
    cased = token.pos_ == "PROPN" and any(c.dep_ == "case" for c in token.children)
    return cased and located.mention.kind in {"person", "state"} and located.end <= token.i + 1


def _in_noun_phrase(token: Token, noun: Token) -> bool:
    if token.pos_ in {"VERB", "AUX", "ADP", "PRON", "SCONJ", "CCONJ"} and token.dep_ not in {"amod", "compound"}:
        return False
    if token.dep_ in {"det"} and token.i < noun.i - 1:
        return False
    return token.head.i <= noun.i and token.dep_ in NAME_PARTS
