"""Summits and conferences: who is at one by its name ("the EU-Japan summit") and who by the words around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.extractors.abroad import sight_abroad
from kg.extractors.arguments import Arguments
from kg.extractors.attendance import ATTENDING, involves, joined, taking_part, what_is_to_be
from kg.extractors.carrying import carries, is_temporal
from kg.extractors.lexicon import NounTrigger, VerbTrigger, context, triggers
from kg.extractors.meeting_nouns import is_definite, is_format, names_a_meeting, only_names_format
from kg.extractors.negotiations import answered, offer_of, offering
from kg.extractors.owners import of_possessor, possessors
from kg.extractors.parse import governor
from kg.extractors.sides_told import HOSTING, PARTNERS
from kg.extractors.sight import Clause, meets_itself, sighting
from kg.extractors.standing import Standing, standing
from kg.extractors.summit_names import owns, sides_in_name
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
PARTS = frozenset({"opening", "start", "beginning", "close", "end", "conclusion", "day", "session"})
"""Of a summit, at which those who speak are there."""
SUMMITS = frozenset({"summit", "summits"})


@dataclass(frozen=True, slots=True)
class _Attending:
    """Who the words around a summit say is there."""

    owners: tuple[Located, ...] = ()
    hosts: tuple[Located, ...] = ()
    guests: tuple[Located, ...] = ()
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
    if not names_a_meeting(noun) or only_names_format(noun):
        return
    attending = _attending(clause, noun)
    said = _standing(clause, noun)
    if said is None:
        return
    if not attending.surely:
        said = _as_occasion(said, noun)
    recalled = said.status == "held" and bool(taking_part(clause.arguments, noun))
    if recalled or involves(noun):  # "his participation in the summit" tells of it, though not as news
        said = replace(said, background=False)
    definite = is_definite(noun)
    for named in sides_in_name(clause, noun) or [[]]:
        hosts = [m for m in attending.hosts if m not in named]
        parties: list[tuple[Located, Role]] = [(m, "host") for m in hosts]
        told_whole = is_format(noun) and len([m for m in named if m.mention.kind == "state"]) > 1
        others = unique([*named, *(() if told_whole else attending.owners), *attending.guests])
        parties += [(m, "participant") for m in others if m not in hosts]
        lonely = len(parties) < 2 and not any(_many(clause, m) for m, _ in parties)
        if lonely and noun.lower_ in SUMMITS and not named and _comes_or_stays_away(noun):
            host = list(sight_abroad(clause, noun, trigger, owners=[m for m, _ in parties], said=said))
            yield from host
            if host:
                continue
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


def _comes_or_stays_away(noun: Token) -> bool:
    """ "Will attend a peace summit in Geneva", "skips the summit": whose summit it is nobody says."""
    verb = governor(noun)
    told = any(c.dep_ == "poss" or c.lower_ in {"this", "that"} for c in noun.children)  # "the council's summit"
    if verb is None or told:
        return False
    return verb.lemma_.lower() in ATTENDING | SHUNNING | {"invite"} and carries(noun, verb)


def _as_occasion(said: Standing, noun: Token) -> Standing:
    """The standing of a summit at which somebody speaks: whatever he says of other things, it is on."""
    later = said.status == "planned" and any(c.tag_ == "MD" for c in (governor(noun) or noun).children)
    return replace(said, background=True, status="planned" if later else "held", tense="future" if later else "past")


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


def _only_when(noun: Token) -> bool:
    """ "Biden, Xi meet ahead of G20 summit": the summit says when, not where."""
    ahead = noun.head.lower_ == "of" and noun.head.head.lower_ == "ahead"
    return noun.dep_ == "pobj" and (ahead or noun.head.lower_ in {"before", "after", "following"})


def _first_of_list(noun: Token) -> Token:
    """ "The U.S.-ASEAN summit and the East Asia Summit": whoever is at the first is at the others."""
    first = noun
    while first.dep_ == "conj" and first.head.lower_ in SUMMITS:
        first = first.head
    return first


def _attending(clause: Clause, noun: Token) -> _Attending:
    arguments = clause.arguments
    noun = _first_of_list(noun)
    owners = [m for c in noun.children if c.dep_ == "poss" for m in of_possessor(arguments, c) if owns(m, c)]
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
        told = _by_its_verb(arguments, verb) if subject_of_verb else _by_verb_over(arguments, noun, verb)
        owners, guests, surely = [*told.owners], [*told.guests], told.surely
        hosts += told.hosts
    guests += joined(clause, noun)
    guests += arguments.including(noun.i) if verb is not None and carries(noun, verb) else []
    if clause.sentence.is_title and not owners and not hosts and not _only_when(noun):
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


def _by_its_verb(arguments: Arguments, verb: Token) -> _Attending:
    """ "The summit was hosted by X", "the summit brought X and Y together"."""
    lemma = verb.lemma_.lower()
    below = _agents(arguments, verb) if _is_passive(verb) else []
    guests = below if lemma not in HOSTING else []
    guests += arguments.after_prepositions([verb], PARTNERS) if lemma in context().support else []
    guests += arguments.objects(verb) if lemma in context().involving else []
    return _Attending(hosts=tuple(below) if lemma in HOSTING else (), guests=tuple(guests))


def _by_verb_over(arguments: Arguments, noun: Token, verb: Token) -> _Attending:
    """ "X hosts a summit with Y", "X skipped the summit"; "X said at the summit" may have been there only to say so."""
    lemma = verb.lemma_.lower()
    if lemma in context().support | SHUNNING and carries(noun, verb):
        passive = _is_passive(verb)
        acting = _agents(arguments, verb) if passive else arguments.subjects(verb)
        guests = arguments.after_prepositions([verb], PARTNERS)
        if lemma in HOSTING | {"invite", "join", "meet"} and (passive or noun.dep_ == "pobj"):
            guests += arguments.subjects(verb) if passive else arguments.objects(verb)
        if lemma in HOSTING:
            return _Attending(hosts=tuple(acting), guests=tuple(guests))
        return _Attending(owners=tuple(acting), guests=tuple(guests))
    if noun.dep_ == "pobj" and (noun.head.lower_ in SPEAKING_AT or _on_its_day(noun)):
        return _Attending(owners=tuple(m for m in arguments.subjects(verb) if _official(m)), surely=False)
    return _Attending()


def _is_passive(verb: Token) -> bool:
    return any(c.dep_ == "auxpass" for c in verb.children)


def _agents(arguments: Arguments, verb: Token) -> list[Located]:
    return arguments.after_prepositions([verb], frozenset({"by"}))


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
