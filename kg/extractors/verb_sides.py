"""The sides of a meeting that a verb tells: its subjects, and whom it has for an object or behind "with" and "to"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extractors.lexicon import VerbTrigger
from kg.extractors.meeting_nouns import is_occasion
from kg.extractors.owners import cataphoric
from kg.extractors.sight import Clause
from kg.language.located import Located, unique

if TYPE_CHECKING:
    from spacy.tokens import Token

WITH = frozenset({"with", "alongside"})
TO = frozenset({"to", "with"})
ON = frozenset({"on", "upon"})


def verb_sides(clause: Clause, verb: Token, trigger: VerbTrigger) -> tuple[list[Located], list[Located]]:
    """Who does what the verb says, and those it is done with or to."""
    arguments = clause.arguments
    passive = any(c.dep_ == "auxpass" for c in verb.children) or (verb.tag_ == "VBN" and verb.dep_ == "acl")
    subjects = arguments.subjects(verb)
    others: list[Located] = []
    if "object" in trigger.slots:
        others += arguments.objects(verb)
        if passive:
            subjects, others = arguments.after_prepositions([verb], frozenset({"by"})), subjects
    if "with" in trigger.slots:
        others += _with(clause, verb, WITH)
    if "to" in trigger.slots:
        to = arguments.after_prepositions([verb, *(c for c in verb.children if c.dep_ in CLOSE)], TO)
        others += [m for m in to if m in others or not bare_state(m)]
    if "on" in trigger.slots:
        others += arguments.after_prepositions([verb], ON)
    if not others:
        others = _shared_object(clause, verb, trigger)
    if not others and ("with" in trigger.slots or "object" in trigger.slots):
        others = _next_to(clause, verb, trigger)
    if others or trigger.host or any(c.lower_ in WITH for c in verb.children):
        others += [m for m in arguments.including(verb.i) if m.mention.kind != "pronoun"]  # "including its part in"
    if not subjects and not passive and verb.dep_ not in {"xcomp"}:
        subjects = arguments.before(verb.i)
    if not subjects and verb.tag_ == "NNS":  # a caption's "X, centre left, chats with Y"
        named = [m for m in clause.sentence.mentions if m.mention.kind == "person" and m.end <= verb.i]
        subjects = arguments.list_back(named[-1]) if named else []
    subjects = cataphoric(arguments, subjects, verb)
    others = unique(others)
    return [m for m in unique(subjects) if m not in others], others


CLOSE = frozenset({"npadvmod", "advmod", "prt"})


def _shared_object(clause: Clause, verb: Token, trigger: VerbTrigger) -> list[Located]:
    """ "Called and congratulated X", "met and talked with X": what stands behind the second verb is both's."""
    for second in verb.children:
        if second.dep_ == "conj" and second.pos_ == "VERB" and second.i - verb.i <= 2:
            found = clause.arguments.objects(second) if "object" in trigger.slots else []
            return found or (_with(clause, second, WITH) if "with" in trigger.slots else [])
    return []


def _with(clause: Clause, verb: Token, words: frozenset[str]) -> list[Located]:
    below = [
        verb,
        *[c for c in verb.children if c.dep_ in {"dobj", "npadvmod", "advmod", "prep", "prt", "advcl", "attr"}],
    ]
    deeper = [
        g
        for c in below
        for g in c.children
        if c.dep_ == "prep" and c.lower_ not in TOPIC and g.dep_ == "pobj" and g.i not in clause.triggers
        if g.lower_ not in APPEARANCES
    ]
    found = clause.arguments.after_prepositions(deeper, words)
    circumstances = all(g.pos_ == "PROPN" or g.ent_type_ or g.lower_ in AROUND for g in deeper)
    found = found if circumstances else [m for m in found if not bare_state(m)]
    return unique([*clause.arguments.after_prepositions(below, words), *found])


TOPIC = frozenset({"about", "of", "over", "against", "as", "regarding", "concerning"})
APPEARANCES = frozenset({"conference", "briefing", "appearance"})
"""Where one speaks to the press with somebody beside him, not to him."""
AROUND = frozenset({"sidelines", "margins", "sideline", "margin", "phone", "telephone", "person", "video", "private"})


def _next_to(clause: Clause, verb: Token, trigger: VerbTrigger) -> list[Located]:
    """By the order of the words: the first "with" of the clause, or the object right behind the verb."""
    doc, end = clause.sentence.doc, clause.sentence.span.end
    for j in range(verb.i + 1, min(end, verb.i + REACH)):
        free = j - 1 not in clause.others(verb) or is_occasion(doc[j - 1])
        if doc[j].lower_ in WITH and free and doc[j - 1].lower_ not in APPEARANCES:
            found = clause.arguments.right_after(j + 1, within=3)
            return [] if doc[j].head.pos_ == "NOUN" and all(bare_state(m) for m in found) else found
        if doc[j].pos_ == "VERB" or doc[j].lower_ in ENDS_CLAUSE:
            break
    if "object" in trigger.slots:
        found = clause.arguments.right_after(verb.i + 1, within=2 if trigger.telling else 1)  # "told the visiting X"
        found = found or (_past_circumstances(clause, verb) if trigger.host else [])
        owning = found and found[0].end < end and doc[found[0].end].lower_ in {"'s", "'"}
        return [] if owning else found  # "met NATO's target"
    return []


def _past_circumstances(clause: Clause, verb: Token) -> list[Located]:
    """ "Received in London the President of Ukraine", "welcomed on Monday, at the palace, X": the object comes late."""
    doc = clause.sentence.doc
    for located in clause.sentence.mentions:
        if located.start <= verb.i + 1 or located.modifier or located.mention.kind not in {"person", "description"}:
            continue
        between = doc[verb.i + 1 : located.start]
        opened = between[0].lower_ in CIRCUMSTANCES if len(between) else False
        j = located.start - 1
        while j > verb.i and doc[j].lower_ in {"the", ",", "his", "her"}:
            j -= 1
        governed = doc[j].pos_ == "ADP" or doc[j].lower_ in {"and", "of"}
        if not opened or governed or any(t.pos_ in {"VERB", "AUX"} or t.lower_ in ENDS_CLAUSE for t in between):
            return []
        return clause.arguments.right_after(located.start)
    return []


CIRCUMSTANCES = frozenset({"in", "at", "on", "here", "today", "yesterday", "during", "after"})
REACH = 24
"""Tokens behind the verb in which its "with" is looked for."""
ENDS_CLAUSE = frozenset({"said", ";", ":", "that", "who", "which", "while", "after", "before", "as"})


def bare_state(located: Located) -> bool:
    """ "Relations with China": the country, nobody of it."""
    return located.mention.kind in {"state", "organization"} and not located.of_people
