"""The sides of a meeting that a noun names: whose it is, with whom, who hosts it and for whom.

Read off the noun's own words, then off the verb that carries it, then off what stands around the two.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extractors.attendance import joined, taking_part, what_is_to_be
from kg.extractors.carrying import CALLED, carries, is_after_long, is_temporal, supports
from kg.extractors.lexicon import NounTrigger, context
from kg.extractors.meeting_nouns import is_format
from kg.extractors.negotiations import brings_together, mediators, of_a_war, offer_of, offering
from kg.extractors.owners import cataphoric, named_before, possessors, there_for, who_asks, who_judges, who_says_so
from kg.extractors.parse import governor
from kg.extractors.sides_told import (
    HOSTING,
    OF,
    PARTNERS,
    addressed,
    between,
    given_to,
    hosting_by_order,
    modifiers,
    names_both,
    right_before,
    said_during,
    told_ahead_of,
    with_by_order,
)
from kg.extractors.sight import Clause
from kg.extractors.word_order import SUBJECT
from kg.language.located import Located, unique
from kg.model import Role

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
GREETING = frozenset({"welcome", "greet"})
GIVING = frozenset({"host", "give", "grant", "hold", "throw", "offer", "organize", "organise", "arrange"})
OFFERING = frozenset({"offer", "propose", "suggest"})
TO = frozenset({"to"})
AROUND = frozenset(
    "host receive welcome mediate broker facilitate chair lead attend join sponsor convene organize organise".split()
)
"""What somebody does who is at a meeting whose two sides are named: "hosted talks between X and Y"."""
BY = frozenset({"by"})
ATTENDED = frozenset({"attend", "join", "chair", "lead"})
"""Verbs whose agents were at a meeting of others: "the talks were attended by X"."""
INVITING = frozenset({"invite", "join", "meet"})
BODIES = frozenset(
    {"council", "commission", "committee", "dialogue", "consultations", "group", "board", "partnership", "forum"}
)
"""What two states have in common that meets: "the U.S.-EU Trade and Technology Council"."""
TOGETHER = frozenset(
    "agree sign swap exchange fail reach announce declare pledge resume restore conclude strike settle edge".split()
)
"""What two states do together after talks with each other: "Ukraine and Russia swap prisoners after Istanbul talks"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """Who meets, by what the words make of them; a party may stand on several sides."""

    owners: list[Located]
    """ "Blinken's meeting", "X held a meeting"."""
    partners: list[Located]
    """ "A meeting with Y", "talks between X and Y"."""
    hosts: list[Located]
    guests: list[Located]
    mediators: list[Located]

    @property
    def everybody(self) -> list[Located]:
        return unique([*self.owners, *self.partners, *self.hosts, *self.guests, *self.mediators])

    def role(self, located: Located) -> Role:
        """What a party is there as."""
        if located in self.mediators:
            return "mediator"
        if located in self.hosts:
            return "host"
        return "visitor" if self.hosts and located in self.guests else "participant"


def sides_of(clause: Clause, noun: Token, trigger: NounTrigger) -> Sides:
    """The sides of the meeting that the noun names, each party once on each."""
    reading = _Reading(clause, noun, trigger)
    reading.by_noun()
    if reading.verb is not None:
        reading.by_verb(reading.verb)
    else:
        reading.hosts += hosting_by_order(clause.arguments, noun)
    reading.around()
    if reading.verb is not None:
        reading.in_passing(reading.verb)
    reading.by_order()
    return Sides(
        owners=unique(reading.owners),
        partners=unique(reading.partners),
        hosts=unique(reading.hosts),
        guests=unique(reading.guests),
        mediators=mediators(clause.arguments, noun),
    )


class _Reading:
    """Gathers the sides of one noun, step by step: what is found last may depend on what is missing still."""

    def __init__(self, clause: Clause, noun: Token, trigger: NounTrigger) -> None:
        self.clause, self.arguments, self.noun, self.trigger = clause, clause.arguments, noun, trigger
        self.verb = governor(noun)
        self.passive = self.verb is not None and any(c.dep_ == "auxpass" for c in self.verb.children)
        self.prepositions = PARTNERS | frozenset(trigger.partners)
        self.owners: list[Located] = []
        self.partners: list[Located] = []
        self.hosts: list[Located] = []
        self.guests: list[Located] = []

    def by_noun(self) -> None:
        """What hangs on the noun itself: "Blinken's meeting with Y", "U.S.-Russia talks"."""
        arguments, noun = self.arguments, self.noun
        own = possessors(arguments, noun)
        self.owners += [named for m in own for named in named_before(arguments, m) or [m]]
        self.owners += taking_part(arguments, noun)
        self.owners += there_for(arguments, noun)
        self.owners += [
            m for c in noun.children if c.dep_ in SUBJECT for m in arguments.members(c)
        ]  # "X and Y, meeting"
        offer = offer_of(noun)
        self.owners += offering(arguments, noun, offer) if offer is not None and self.trigger.kind != "call" else []
        self.partners += arguments.after_prepositions([noun], self.prepositions)
        self.partners += arguments.after_prepositions([noun], OF)
        below = [g for c in noun.children if c.lower_ == "of" for g in c.children if g.lower_ in BODIES]
        self.partners += [m for g in below for m in modifiers(self.clause, g)]  # "of the U.S.-EU Trade Council"
        self.partners += modifiers(self.clause, noun)

    def by_verb(self, verb: Token) -> None:
        """Who does what the verb says with the meeting: "held a meeting", "hosted talks", "the talks brought X"."""
        noun, lemma = self.noun, verb.lemma_.lower()
        is_subject = noun.dep_ in {"nsubj", "nsubjpass"} and noun.head == verb
        supported = supports(verb, noun)
        involving = what_is_to_be(verb) if is_subject else verb
        if (is_subject and involving.lemma_.lower() in context().involving) or brings_together(noun, verb):
            self.partners += self.arguments.objects(involving)
        elif supported and not is_subject and carries(noun, verb) and not self._elsewhere():
            self._acting(verb, lemma)
        apart = bool(self.partners) and is_temporal(noun, self.trigger)  # "ahead of talks with X, Y spoke with Z"
        if (supported or is_subject) and len(self.owners) + len(self.partners) < 2 and not apart:
            self.partners += self.arguments.after_prepositions([verb], self.prepositions)
            if self.passive:
                agents = self.arguments.after_prepositions([verb], BY)
                (self.partners if lemma in ATTENDED else self.hosts).extend(agents)

    def _acting(self, verb: Token, lemma: str) -> None:
        arguments, noun = self.arguments, self.noun
        if lemma in GREETING and noun.dep_ in {"dobj", "nsubjpass"}:
            return  # "welcomed the talks": others', or their own as news
        complete = names_both(noun, self.partners) and (lemma not in AROUND or is_format(noun))
        acting = [] if complete else arguments.subjects(verb)
        hosting = lemma in HOSTING and not self.passive and self.trigger.kind != "call"
        hosting = hosting and not (lemma == "receive" and noun.lower_ == "audience")  # who gives it is the host
        (self.hosts if hosting else self.owners).extend(acting)
        if lemma in HOSTING | INVITING and noun.dep_ == "pobj":
            self.guests += [m for m in arguments.objects(verb) if m not in self.owners]
        if lemma in GIVING and noun.dep_ == "dobj":
            self.guests += given_to(arguments, noun, verb)
        if lemma in OFFERING and noun.dep_ == "dobj":
            self.partners += arguments.after_prepositions([noun, verb], TO)
        if self.trigger.kind == "call" and noun.dep_ == "pobj" and noun.head.lower_ in CALLED | {"during"}:
            self._by_words_to(verb)

    def _by_words_to(self, verb: Token) -> None:
        """ "In a phone call, X urged Y to pull back": who is told something there is the other party."""
        if not self.partners:
            self.partners = [m for m in addressed(self.arguments, verb) if m not in self.owners]

    def around(self) -> None:
        """Who joined the meeting, who asks for it, whom "his" stands for."""
        hosting = [c for c in self.noun.children if c.dep_ == "acl" and c.lemma_ in GIVING and c.tag_ == "VBN"]
        self.hosts += self.arguments.after_prepositions(hosting, BY)
        self.partners += [m for m in joined(self.clause, self.noun) if m not in self.hosts]
        self.owners += who_asks(self.arguments, self.noun)
        if not self.owners and len(self.partners) == 1:
            self.owners = who_judges(self.arguments, self.noun)
        self.owners = cataphoric(self.arguments, self.owners, self.verb)

    def in_passing(self, verb: Token) -> None:
        """ "After talks with Y, X said ...": whoever the sentence is about was there, if nobody else is told."""
        arguments, noun = self.arguments, self.noun
        if self.owners or self.hosts or not is_temporal(noun, self.trigger) or self._told_in_full():
            return
        acting = arguments.after_prepositions([verb], BY) if self.passive else arguments.subjects(verb)
        if not acting and noun.i < verb.i:
            acting = arguments.before(verb.i)
        if not acting and self.passive and verb.dep_ == "ccomp" and not arguments.subjects(verb):
            acting = arguments.subjects(verb.head)  # "progress was made in a call with Y, X said"
        if not acting and verb.lemma_ in {"come", "follow"}:  # "Blinken's appeal came during a call with Y"
            acting = [m for c in verb.children if c.dep_ == "nsubj" for m in possessors(arguments, c)]
        several = len(acting) > 1 and (is_after_long(noun) or verb.lemma_.lower() in TOGETHER or _come_for(noun, verb))
        self.owners += [m for m in acting if m not in self.partners and (several or m.mention.kind != "state")]
        if self.trigger.kind == "call" or said_during(noun, verb):
            self._by_words_to(verb)

    def by_order(self) -> None:
        """Sides that the parse has left empty, by the order of the words; in headlines who stands in front."""
        arguments, noun, caption = self.arguments, self.noun, self._is_caption()
        is_title = self.clause.sentence.is_title or caption
        if caption and len(self.owners) < 2 and not self.partners:
            self.owners = arguments.before(noun.head.i)
        if not self.partners:
            self.partners = with_by_order(self.clause, noun)
        if self.partners:
            self.partners = [*self.partners, *arguments.including(noun.i)]
        if is_title and not self.partners:
            self.partners = right_before(arguments, noun)
        if not self.owners and not self.hosts and self.partners and self.verb is None and is_title:
            self.owners = [m for m in arguments.before(noun.i) if m not in self.partners]
        others = names_both(noun, self.partners) or (told_ahead_of(self.clause, noun) and not self.partners)
        if is_title and not self.owners and not others:
            self.owners = [m for m in arguments.before(noun.i - 1) if m not in self.partners]
        if not self.owners and not self.partners and not self.hosts:
            self.owners = who_says_so(arguments, noun)
        if not self.owners and not self.partners and not self.hosts and noun.dep_ in SUBJECTS and not is_title:
            self.partners = of_a_war(arguments, noun) if noun.tag_ == "NNS" else []

    def _is_caption(self) -> bool:
        """ "X, left, and Y during talks in Berlin": what stands below a picture, without a verb."""
        placed = self.noun.dep_ == "pobj" and self.noun.head.lower_ in {"during", "after", "before", "at", "following"}
        verbs = (t for t in self.clause.sentence.span if t.pos_ in {"VERB", "AUX"} and t.lower_ != "left")
        return placed and not any(True for _ in verbs)

    def _elsewhere(self) -> bool:
        """ "Welcomed the outcome after a meeting between X and Y": the verb's subject was not there."""
        return is_temporal(self.noun, self.trigger) and self._told_in_full()

    def _told_in_full(self) -> bool:
        """ "After talks between X and Y, Z said", "ahead of X-Y talks": Z is no party."""
        return between(self.noun, self.partners) or names_both(self.noun, self.partners)


def _come_for(noun: Token, verb: Token) -> bool:
    """ "Negotiators from X and Y arrived in Z ahead of talks due to open on Tuesday": with each other."""
    return verb.lemma_.lower() in {"arrive", "gather", "assemble"} and any(
        t.lower_ in {"ahead", "before"} for t in noun.doc[verb.i : noun.i]
    )
