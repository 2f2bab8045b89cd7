"""Later sentences that add parties to a meeting already told: "also took part", "accompanied by"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extractors.lexicon import context
from kg.extractors.sight import Clause, sighting
from kg.language.located import Located
from kg.model import Role, Sighting

if TYPE_CHECKING:
    from spacy.tokens import Token

BY = frozenset({"by"})
COMPANY = frozenset({"delegation", "delegations", "team", "entourage", "retinue", "party", "side"})
SENT = frozenset({"officials", "negotiators", "representatives", "diplomats", "envoys"})
PRESENT = frozenset({"present", "attending", "participating", "attendance", "there"})


def sight_joining(clause: Clause) -> Iterator[Sighting]:
    """Who else the sentence says was there, as sightings that point back."""
    told: list[tuple[Token, list[Located], Role]] = [
        *((verb, leaders, "participant") for verb, leaders in _led(clause)),
        *((*found, "participant") for verb in clause.verbs if (found := _by_verb(clause, verb))),
        *((verb, listed, "participant") for verb, listed in _turned_round(clause)),
        *((noun, beside, "participant") for noun, beside in _in_presence(clause)),
    ]
    for token, parties, role in told:
        yield sighting(
            clause,
            token,
            family="joining",
            kind="meeting",
            medium="unknown",
            parties=[(m, role) for m in parties],
            anaphoric=True,
            confidence=0.6,
        )


def _by_verb(clause: Clause, verb: Token) -> tuple[Token, list[Located]] | None:
    """ "X also took part", "the delegation included X"; "he was accompanied by X", "X accompanied him": he first."""
    lemma = verb.lemma_.lower()
    if lemma == "bring" and _together(verb):
        brought = clause.arguments.objects(verb)
        return (verb, brought) if len(brought) > 1 else None
    if lemma in {"include", "comprise"}:
        listed = _of_delegation(clause, verb)
        return (verb, listed) if listed else None
    if not _joins(verb, lemma) or _has_meeting(clause, verb):
        return None
    parties = clause.arguments.subjects(verb)
    if lemma in {"join", "accompany"}:
        if any(c.dep_ == "auxpass" for c in verb.children) or (verb.tag_ == "VBN" and verb.dep_ in {"acl", "advcl"}):
            companions = _agents(clause, verb)
            if not companions:
                return None
            parties = [*parties, *companions]
        else:
            parties = [*clause.arguments.objects(verb), *parties]
    return (verb, parties) if parties else None


def _together(verb: Token) -> bool:
    """ "It will bring together X and Y": the subject is a meeting told before."""
    over = verb.head if verb.dep_ == "xcomp" else verb
    subject = next((c for t in (verb, over) for c in t.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    told = subject is not None and subject.lower_ in {"it", "which", "that"}
    return told and any(c.lower_ == "together" for c in verb.children)


def _led(clause: Clause) -> Iterator[tuple[Token, list[Located]]]:
    """ "The Russian delegation was headed by X, while Ukraine's was led by Y", "the delegations, led by X and Y"."""
    for verb in clause.sentence.span:
        if verb.tag_ != "VBN" or verb.lemma_.lower() not in {"lead", "head"}:
            continue
        subjects = [c for c in verb.children if c.dep_ == "nsubjpass"] or [verb.head]
        owned = any(c.dep_ == "case" for c in subjects[0].children)
        owned = owned or (subjects[0].dep_ == "nsubjpass" and any(c.dep_ == "case" for c in subjects[0].subtree))
        if (subjects[0].lower_ in COMPANY | SENT or owned) and not _has_meeting(clause, verb):
            leaders = [m for m in _agents(clause, verb) if m.mention.kind in {"person", "description"}]
            if leaders:
                yield verb, leaders


def _in_presence(clause: Clause) -> Iterator[tuple[Token, list[Located]]]:
    """ "Received X in the presence of Foreign Minister Y"."""
    for noun in _words(clause, "presence"):
        if noun.dep_ == "pobj" and noun.head.lower_ == "in":
            there = clause.arguments.after_prepositions([noun], frozenset({"of"}))
            people = [m for m in there if m.mention.kind in {"person", "description"}]
            if people:
                yield noun, people


def _words(clause: Clause, word: str) -> list[Token]:
    """Wherever the word stands in the sentence."""
    sentence = clause.sentence
    return [sentence.span[n] for n, lower in enumerate(sentence.lower) if lower == word]


def _has_meeting(clause: Clause, verb: Token) -> bool:
    """Whether the noun of the meeting stands with the verb: then it speaks for itself."""
    for token in verb.subtree:
        if token.i not in clause.triggers or token == verb:
            continue
        above = token
        while above != verb and above.dep_ not in {"relcl", "acl", "advcl", "conj", "ccomp"}:
            above = above.head
        if above == verb:
            return True
    return False


def _agents(clause: Clause, verb: Token) -> list[Located]:
    """By whom, through lists that say "by" again: "accompanied by X and by Y"."""
    prepositions = [c for c in verb.children if c.lower_ == "by"]
    prepositions += [c for p in prepositions for c in p.children if c.lower_ == "by"]
    found = clause.arguments.after_prepositions([verb, *prepositions], BY)
    end = max((m.end for m in found), default=0)
    doc = clause.sentence.doc
    while found and end + 1 < clause.sentence.span.end and doc[end].lower_ in {",", "and"}:
        j = end + 1 if doc[end].lower_ == "and" or doc[end + 1].lower_ != "and" else end + 2
        if j >= clause.sentence.span.end or doc[j].lower_ != "by":
            break
        more = clause.arguments.right_after(j + 1, within=1)
        if not more:
            break
        found = [*found, *more]
        end = max(m.end for m in more)
    return found


def _of_delegation(clause: Clause, verb: Token) -> list[Located]:
    """ "The delegation also included X": those who came with the one who met; "participants include X": all."""
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if subject is None or subject.lower_ not in COMPANY | {"participants", "attendees"}:
        return []
    return clause.arguments.objects(verb) or clause.arguments.right_after(verb.i + 1, within=2)


def _turned_round(clause: Clause) -> Iterator[tuple[Token, list[Located]]]:
    """ "Also present were X and Y", "among those attending was X", "those present included X", "others are X"."""
    doc, first = clause.sentence.doc, clause.sentence.span.start
    for verb in clause.sentence.span[1 : OPENING + 1]:
        if verb.lemma_ not in {"be", "include"}:
            continue
        before = [doc[i].lower_ for i in range(first, verb.i)]
        if not _opens_list(before):
            continue
        parties = clause.arguments.right_after(verb.i + 1, within=2)
        if parties:
            yield verb, parties
        return


OPENING = 14
"""Most tokens before the verb in "the ministers coming to the conference opened in ... include"."""
WHOSE = frozenset(
    {"those", "leaders", "presidents", "ministers", "others", "officials", "delegates", "attendees", "participants"}
)


def _opens_list(before: list[str]) -> bool:
    """Whether the words before the verb say that those who were there follow."""
    if before in (["others"], ["others", "present"]):
        return True
    there = bool(PRESENT & set(before)) or before[1:3] in (["at", "the"], ["in", "the"])
    opened = before[0] in {"also", "among"} or bool(WHOSE & set(before[:3]))
    return opened and there


def _joins(verb: Token, lemma: str) -> bool:
    children = {c.lower_ for c in verb.children}
    if lemma == "be":
        return "present" in children and bool(children & {"also", "too"})
    if lemma == "take":
        return "part" in children and bool(children & {"also", "in"})
    if lemma == "accompany":
        return True
    if lemma == "join" and any(c.dep_ == "auxpass" for c in verb.children):
        return True
    return lemma in context().joining - {"take", "present", "accompany"} and "also" in children
