"""Whose a meeting is: "Blinken's talks", "X and Y before their meeting", "during his visit, X said"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extractors.arguments import SAYING, Arguments
from kg.extractors.predicates import Step, verdict
from kg.extractors.word_order import COLLECTIVE, SUBJECT
from kg.language.located import Located

if TYPE_CHECKING:
    from spacy.tokens import Token

SINGULAR = frozenset({"he", "she", "his", "her"})


def possessors(arguments: Arguments, noun: Token) -> list[Located]:
    """Whom the genitives before a noun name: "Blinken's", "Lavrov and Wang Yi's", "their"."""
    return [m for c in noun.children if c.dep_ == "poss" for m in of_possessor(arguments, c)]


def of_possessor(arguments: Arguments, token: Token) -> list[Located]:
    """Whom one genitive names, with those listed before him."""
    own = arguments.at.get(token.i, [])
    return arguments.list_back(own[0]) if own and own[0].mention.kind != "pronoun" else list(own[:1])


def named_before(arguments: Arguments, located: Located) -> list[Located]:
    """ "X and Y before their meeting": whom "their" stands for, where two are named side by side before it."""
    if located.mention.name != "their":
        return []
    named = [m for m in arguments.sentence.mentions if m.end <= located.start and not m.modifier]
    people = [m for m in named if m.mention.kind in {"person", "description"} and not m.mention.plural]
    together = arguments.list_back(people[-1]) if people else []
    if len(together) > 1 and all(m in people for m in together):
        return together
    for state in (m for m in named if m.mention.kind == "state" and arguments.doc[m.head].dep_ in SUBJECT):
        listed = arguments.extended([state])  # "Japan and Chad agreed to hold drills during their talks"
        if not people and len(listed) > 1 and all(m.mention.kind == "state" for m in listed):
            return listed
    return []


def cataphoric(arguments: Arguments, found: list[Located], verb: Token | None) -> list[Located]:
    """ "During his meeting with X, Y raised ...", "After he met X, Y said": Y, when nobody was told before; "at their
    first meeting, X and Y signed"."""
    unknown = [m for m in found if m.mention.name in SINGULAR | {"their"} and not m.mention.refers_to]
    if not unknown:
        return found
    least = 2 if unknown[0].mention.name == "their" else 1
    for _ in range(4):
        if verb is None:
            return found
        later = [m for m in arguments.subjects(verb) if m.start > unknown[0].start and m.mention.kind == "person"]
        if len(later) >= least:
            return [*(m for m in found if m not in unknown), *later[:least]]
        verb = verb.head if verb.head != verb else None
    return found


def who_asks(arguments: Arguments, noun: Token) -> list[Located]:
    """ "A request by X for a meeting", "X's proposal of a summit": who asks wants to take part."""
    if noun.dep_ != "pobj" or noun.head.head.pos_ != "NOUN":
        return []
    asked = noun.head.head
    if verdict(Step(word=asked, link="direct")) != "proposed":
        return []
    own = possessors(arguments, asked)
    return own + arguments.after_prepositions([asked], frozenset({"by", "from"}))


def there_for(arguments: Arguments, noun: Token) -> list[Located]:
    """ "Scholz, in Beijing for talks with Xi": who is somewhere for the meeting."""
    if noun.dep_ != "pobj" or noun.head.lower_ != "for":
        return []
    someone = noun.head.head
    placed = any(c.dep_ == "prep" and c.lower_ in {"in", "at"} for c in someone.children)
    own = [m for m in arguments.at.get(someone.i, ()) if m.mention.kind in {"person", "description", "state"}]
    return arguments.list_back(own[0]) if placed and own else []


def who_judges(arguments: Arguments, noun: Token) -> list[Located]:
    """ "X said the call with Y was productive": who says how it was, was there."""
    verb = noun.head
    judged = verb.lemma_ == "be" and verb.tag_ == "VBD" and any(c.dep_ == "acomp" for c in verb.children)
    if noun.dep_ != "nsubj" or not judged or verb.dep_ != "ccomp" or verb.head.lemma_.lower() not in SAYING:
        return []
    return [m for m in arguments.subjects(verb.head) if m.mention.kind in {"person", "description"}]


def who_says_so(arguments: Arguments, noun: Token) -> list[Located]:
    """ "The two sides said that talks would be held in May": states and movements that announce talks of their own."""
    verb = noun.head
    if noun.dep_ not in SUBJECT or verb.dep_ != "ccomp" or verb.head.lemma_.lower() not in SAYING | {"agree"}:
        return []
    saying = arguments.subjects(verb.head)
    return saying if all(m.mention.plural or m.mention.kind in COLLECTIVE for m in saying) else []
