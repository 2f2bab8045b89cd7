"""Summits and conferences: who is at one by its name ("the EU-Japan summit") and who by the words around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.extractors.arguments import Arguments
from kg.extractors.attendance import involves, joined, taking_part, what_is_to_be
from kg.extractors.carrying import carries, is_temporal
from kg.extractors.lexicon import NounTrigger, VerbTrigger, context, triggers
from kg.extractors.meeting_nouns import is_definite, is_format, names_a_meeting
from kg.extractors.negotiations import answered, offer_of, offering
from kg.extractors.owners import of_possessor, possessors
from kg.extractors.parse import governor
from kg.extractors.sides_told import HOSTING, PARTNERS
from kg.extractors.sight import Clause, meets_itself, sighting
from kg.extractors.standing import Standing, standing
from kg.language.located import Located, unique
from kg.model import Role, Sighting

if TYPE_CHECKING:
    from spacy.tokens import Token

MARGINS = frozenset({"sidelines", "sideline", "margins", "margin", "framework", "fringes", "fringe", "eve", "agenda"})
"""Nouns that make the summit after "of" the occasion of something else."""
DURING = frozenset({"at", "during", "on", "in", "within", "after", "following", "before", "amid", "alongside"})
SPEAKING_AT = frozenset({"at", "during", "after", "following"})
PREPARING = frozenset({"preparation", "preparations", "plans", "agenda", "run-up"})
SHUNNING = frozenset({"skip", "boycott", "snub", "shun"})
NAME_PARTS = frozenset(
    {"amod", "compound", "poss", "nmod", "nummod", "case", "punct", "det", "npadvmod", "nsubj", "conj"}
)
PARTS = frozenset({"opening", "start", "beginning", "close", "end", "conclusion", "day", "session"})
"""Of a summit, at which those who speak are there."""
SUMMITS = frozenset({"summit", "summits"})
LONGEST_NAME = 14
"""Tokens of a summit's name before its noun that are looked at."""


@dataclass(frozen=True, slots=True)
class _Attending:
    """Who the words around a summit say is there."""

    owners: tuple[Located, ...]
    hosts: tuple[Located, ...]
    guests: tuple[Located, ...]
    surely: bool = True
    """False for whoever only spoke there: the summit is the occasion of what he said."""


def occasions(found: Sequence[tuple[Token, VerbTrigger | NounTrigger]]) -> frozenset[int]:
    """The summits of a sentence at which others meet, by their tokens: "met on the sidelines of the G20 summit"."""
    meetings = {token.i for token, trigger in found if _of_meeting(trigger)}
    return frozenset(
        token.i
        for token, trigger in found
        if isinstance(trigger, NounTrigger)
        and trigger.kind == "summit"
        and _is_occasion(_first_of_list(token), meetings - {token.i})
    )


def _of_meeting(trigger: VerbTrigger | NounTrigger) -> bool:
    if isinstance(trigger, VerbTrigger):
        return trigger.kind not in {"visit", "call"} and not trigger.weak and trigger.host is None
    return trigger.kind in {"meeting", "negotiation"}


def _is_occasion(noun: Token, meetings: set[int]) -> bool:
    above = noun.head
    if noun.dep_ != "pobj":
        return False
    if above.lower_ == "of" and above.head.lower_ == "group":
        return _is_occasion(above.head, meetings)  # "met at the Group of 20 summit"
    if above.lower_ == "of" and above.head.lower_ in MARGINS:
        return True
    if above.lower_ not in DURING:
        return False
    verb = governor(noun)
    nearest = above.head
    if nearest.i in meetings:
        return True
    if verb is None or above.lower_ in {"after", "following", "before"}:
        return False
    return verb.i in meetings or any(c.i in meetings and c.dep_ in {"dobj", "nsubjpass", "attr"} for c in verb.children)


def sight_summit(clause: Clause, noun: Token, trigger: NounTrigger) -> Iterator[Sighting]:
    """What a noun like "summit" tells: one sighting for each summit it names ("the G7 and NATO summits")."""
    if not names_a_meeting(noun):
        return
    attending = _attending(clause, noun)
    said = _standing(clause, noun)
    if said is None:
        return
    if not attending.surely:
        later = said.status == "planned" and any(c.tag_ == "MD" for c in (governor(noun) or noun).children)
        said = replace(
            said, background=True, status="planned" if later else "held", tense="future" if later else "past"
        )
    recalled = said.status == "held" and bool(taking_part(clause.arguments, noun))
    if recalled or involves(noun):  # "his participation in the summit" tells of it, though not as news
        said = replace(said, background=False)
    definite = is_definite(noun)
    for named in _named(clause, noun) or [[]]:
        hosts = [m for m in attending.hosts if m not in named]
        parties: list[tuple[Located, Role]] = [(m, "host") for m in hosts]
        told_whole = is_format(noun) and len([m for m in named if m.mention.kind == "state"]) > 1
        others = unique([*named, *(() if told_whole else attending.owners), *attending.guests])
        parties += [(m, "participant") for m in others if m not in hosts]
        lonely = len(parties) < 2 and not any(_many(clause, m) for m, _ in parties)
        if lonely and not definite:
            continue
        told = sighting(
            clause,
            noun,
            family=trigger.family,
            kind=trigger.kind,
            medium=trigger.medium,
            parties=parties,
            said=said,
            anaphoric=bool(lonely or recalled or (definite and not named)),
            confidence=0.6 if lonely else 0.8,
        )
        last = next((c for c in noun.children if c.dep_ == "conj" and c.lower_ in SUMMITS), None)
        if last is not None and not told.times:  # "the EU summit and the NATO summit in June"
            beside = sighting(clause, last, family="", kind="summit", medium="in_person", parties=())
            told = replace(told, times=beside.times, places=told.places or beside.places)
        yield told


def _standing(clause: Clause, noun: Token) -> Standing | None:
    """The standing; None when the words deny that it was held. Who stays away refuses."""
    said = standing(noun, clause.sentence)
    offer = offer_of(noun)
    if offer is not None:
        return answered(said, offer)
    if noun.dep_ == "pobj" and noun.head.head.lower_ in PREPARING:
        said = replace(said, specific=False)
    verb = governor(noun)
    if verb is not None and verb.lemma_.lower() in SHUNNING and noun.dep_ in {"dobj", "nsubjpass"}:
        return replace(said, status="refused")
    if said.negated:
        return replace(said, status="refused") if said.status in {"planned", "refused"} else None
    return said


def _many(clause: Clause, located: Located) -> bool:
    """Whether one mention stands for several sides: "the two leaders", or a small format that meets itself."""
    return located.mention.plural or meets_itself(clause, located)


# -- by its name --------------------------------------------------------------------------------------------
def _named(clause: Clause, noun: Token) -> list[list[Located]]:
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
            if not any(_owner(m, token) for m in here if token.dep_ == "poss" and token.head == noun):
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


def _owner(located: Located, token: Token) -> bool:
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


# -- by the words around it ---------------------------------------------------------------------------------
def _first_of_list(noun: Token) -> Token:
    """ "The U.S.-ASEAN summit and the East Asia Summit": whoever is at the first is at the others."""
    first = noun
    while first.dep_ == "conj" and first.head.lower_ in SUMMITS:
        first = first.head
    return first


def _attending(clause: Clause, noun: Token) -> _Attending:
    arguments = clause.arguments
    noun = _first_of_list(noun)
    owners = [m for c in noun.children if c.dep_ == "poss" for m in of_possessor(arguments, c) if _owner(m, c)]
    owners += taking_part(arguments, noun) + _travelling(arguments, noun)
    offer = offer_of(noun)
    owners += offering(arguments, noun, offer) if offer is not None else []
    hosts = arguments.after_prepositions(_told_below(noun, "host"), frozenset({"by"}))
    guests: list[Located] = []
    surely = True
    verb = governor(noun)
    if verb is not None and not owners and any(c.lower_ == "with" for c in noun.children) and is_temporal(noun, SUMMIT):
        acting = arguments.subjects(verb) or arguments.before(verb.i)  # "ahead of a summit with X, Y said"
        owners += [m for m in acting if m.mention.kind != "state"]
    elif verb is not None and not owners:
        subject_of_verb = noun.dep_ in {"nsubj", "nsubjpass"} and noun.head == verb
        verb = what_is_to_be(verb) if subject_of_verb else verb
        passive = any(c.dep_ == "auxpass" for c in verb.children)
        lemma = verb.lemma_.lower()
        if subject_of_verb:
            below = arguments.after_prepositions([verb], frozenset({"by"})) if passive else []
            hosts += below if lemma in HOSTING else []
            guests += below if lemma not in HOSTING else []
            guests += arguments.after_prepositions([verb], PARTNERS) if lemma in context().support else []
            guests += arguments.objects(verb) if lemma in context().involving else []
        elif lemma in context().support | SHUNNING and carries(noun, verb):
            acting = arguments.after_prepositions([verb], frozenset({"by"})) if passive else arguments.subjects(verb)
            hosts += acting if lemma in HOSTING else []
            owners += acting if lemma not in HOSTING else []
            guests += arguments.after_prepositions([verb], PARTNERS)
            if lemma in HOSTING | {"invite", "join", "meet"} and (passive or noun.dep_ == "pobj"):
                guests += arguments.subjects(verb) if passive else arguments.objects(verb)
        elif noun.dep_ == "pobj" and (noun.head.lower_ in SPEAKING_AT or _on_its_day(noun)):
            owners += [m for m in arguments.subjects(verb) if _official(m)]
            surely = False
    guests += joined(clause, noun)
    guests += arguments.including(noun.i) if verb is not None and carries(noun, verb) else []
    if clause.sentence.is_title and not owners and not hosts:
        owners = arguments.before(
            min(noun.i, verb.i if verb is not None else noun.i)
        )  # "Yoon and Biden hold summit": the parse of headlines is often wrong
    hosts = unique(hosts)
    return _Attending(
        owners=tuple(m for m in unique(owners) if m not in hosts),
        hosts=tuple(hosts),
        guests=tuple(m for m in unique(guests) if m not in hosts),
        surely=surely,
    )


SUMMIT = NounTrigger(family="summits", words=("summit",), kind="summit")


def _on_its_day(noun: Token) -> bool:
    """ "At the opening of the summit", "on the second day of the conference"."""
    part = noun.head.head
    return noun.head.lower_ == "of" and part.lower_ in PARTS and part.head.lower_ in SPEAKING_AT | {"on"}


def _official(located: Located) -> bool:
    """Somebody with a post, or spoken of before: a name alone may be anybody at a summit."""
    mention = located.mention
    if mention.kind in {"organization", "group"}:
        return located.of_people  # "NATO leaders agreed at a summit"
    return mention.kind in {"person", "pronoun", "description"} and bool(mention.post or mention.refers_to)


def _told_below(noun: Token, lemma: str) -> list[Token]:
    """ "hosted" in "the summit hosted by India"."""
    return [c for c in noun.children if c.dep_ in {"acl", "relcl"} and lemma in c.lemma_.lower()]


def _travelling(arguments: Arguments, noun: Token) -> list[Located]:
    """ "His visit next week to Europe for the summit", "Biden's trip to Rome to attend the summit"."""
    current = noun
    for _ in range(6):
        if current.head == current or current.dep_ in {"nsubj", "nsubjpass"}:
            return []
        current = current.head
        known = triggers().nouns.get(current.lower_)
        if known is not None and known.kind == "visit" and current.pos_ in {"NOUN", "PROPN"}:
            own = possessors(arguments, current)
            return own + arguments.after_prepositions([current], frozenset({"of", "by"}))
    return []
