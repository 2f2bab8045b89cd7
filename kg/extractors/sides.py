"""The sides of a meeting that a noun names: whose it is, with whom, who hosts it and for whom.

Read off the noun's own words, then off the verb that carries it, then off what stands around the two.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extractors.arguments import Arguments
from kg.extractors.attendance import joined, taking_part, what_is_to_be
from kg.extractors.carrying import CALLED, carries, is_after_long, is_temporal, supports
from kg.extractors.lexicon import NounTrigger, context
from kg.extractors.meeting_nouns import is_format
from kg.extractors.negotiations import brings_together, mediators, of_a_war, offer_of, offering
from kg.extractors.owners import cataphoric, named_before, possessors, there_for, who_asks, who_says_so
from kg.extractors.parse import governor
from kg.extractors.sight import Clause
from kg.extractors.word_order import SUBJECT
from kg.language.located import Located, unique
from kg.model import Role

if TYPE_CHECKING:
    from spacy.tokens import Token

PARTNERS = frozenset({"with", "between", "among", "amongst", "involving", "alongside"})
HOSTING = frozenset({"host", "receive", "welcome", "greet"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
GREETING = frozenset({"welcome", "greet"})
GIVING = frozenset({"host", "give", "grant", "hold", "throw", "offer", "organize", "organise", "arrange"})
OFFERING = frozenset({"offer", "propose", "suggest"})
TO = frozenset({"to"})
PEOPLE = frozenset({"person", "description", "pronoun"})
AROUND = frozenset(
    "host receive welcome mediate broker facilitate chair lead attend join sponsor convene organize organise".split()
)
"""What somebody does who is at a meeting whose two sides are named: "hosted talks between X and Y"."""
OF = frozenset({"of", "by"})
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
AHEAD = frozenset({"ahead", "before", "after", "amid", "following"})


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
        reading.hosts += _hosting_by_order(clause.arguments, noun)
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
        self.partners += [m for g in below for m in _modifiers(self.clause, g)]  # "of the U.S.-EU Trade Council"
        self.partners += _modifiers(self.clause, noun)

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
        complete = _complete(noun, self.partners) and (lemma not in AROUND or is_format(noun))
        acting = [] if complete else arguments.subjects(verb)
        hosting = lemma in HOSTING and not self.passive and self.trigger.kind != "call"
        hosting = hosting and not (lemma == "receive" and noun.lower_ == "audience")  # who gives it is the host
        (self.hosts if hosting else self.owners).extend(acting)
        if lemma in HOSTING | INVITING and noun.dep_ == "pobj":
            self.guests += [m for m in arguments.objects(verb) if m not in self.owners]
        if lemma in GIVING and noun.dep_ == "dobj":
            self.guests += _given_to(arguments, noun, verb)
        if lemma in OFFERING and noun.dep_ == "dobj":
            self.partners += arguments.after_prepositions([noun, verb], TO)
        if self.trigger.kind == "call" and noun.dep_ == "pobj" and noun.head.lower_ in CALLED | {"during"}:
            self._by_words_to(verb)

    def _by_words_to(self, verb: Token) -> None:
        """ "In a phone call, X urged Y to pull back": who is told something there is the other party."""
        if not self.partners:
            self.partners = [m for m in _addressed(self.arguments, verb) if m not in self.owners]

    def around(self) -> None:
        """Who joined the meeting, who asks for it, whom "his" stands for."""
        hosting = [c for c in self.noun.children if c.dep_ == "acl" and c.lemma_ in GIVING and c.tag_ == "VBN"]
        self.hosts += self.arguments.after_prepositions(hosting, BY)
        self.partners += [m for m in joined(self.clause, self.noun) if m not in self.hosts]
        self.owners += who_asks(self.arguments, self.noun)
        self.owners = cataphoric(self.arguments, self.owners, self.verb)

    def in_passing(self, verb: Token) -> None:
        """ "After talks with Y, X said ...": whoever the sentence is about was there, if nobody else is told."""
        arguments, noun = self.arguments, self.noun
        if self.owners or self.hosts or not is_temporal(noun, self.trigger) or self._told_in_full():
            return
        acting = arguments.after_prepositions([verb], BY) if self.passive else arguments.subjects(verb)
        if not acting and noun.i < verb.i:
            acting = arguments.before(verb.i)
        if not acting and verb.lemma_ in {"come", "follow"}:  # "Blinken's appeal came during a call with Y"
            acting = [m for c in verb.children if c.dep_ == "nsubj" for m in possessors(arguments, c)]
        several = len(acting) > 1 and (is_after_long(noun) or verb.lemma_.lower() in TOGETHER or _come_for(noun, verb))
        self.owners += [m for m in acting if m not in self.partners and (several or m.mention.kind != "state")]
        if self.trigger.kind == "call" or _said_during(noun, verb):
            self._by_words_to(verb)

    def by_order(self) -> None:
        """Sides that the parse has left empty, by the order of the words; in headlines who stands in front."""
        arguments, noun, caption = self.arguments, self.noun, self._is_caption()
        is_title = self.clause.sentence.is_title or caption
        if caption and len(self.owners) < 2 and not self.partners:
            self.owners = arguments.before(noun.head.i)
        if not self.partners:
            self.partners = _with_by_order(self.clause, noun)
        if self.partners:
            self.partners = [*self.partners, *arguments.including(noun.i)]
        if is_title and not self.partners:
            self.partners = _right_before(arguments, noun)
        if not self.owners and not self.hosts and self.partners and self.verb is None and is_title:
            self.owners = [m for m in arguments.before(noun.i) if m not in self.partners]
        others = _complete(noun, self.partners) or (_told_ahead_of(self.clause, noun) and not self.partners)
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
        return _between(self.noun, self.partners) or _complete(self.noun, self.partners)


def _come_for(noun: Token, verb: Token) -> bool:
    """ "Negotiators from X and Y arrived in Z ahead of talks due to open on Tuesday": with each other."""
    return verb.lemma_.lower() in {"arrive", "gather", "assemble"} and any(
        t.lower_ in {"ahead", "before"} for t in noun.doc[verb.i : noun.i]
    )


def _complete(noun: Token, partners: list[Located]) -> bool:
    """ "A meeting between X and Y", "a Putin-Zelensky meeting": the words name both sides."""
    if len(partners) < 2:
        return False
    return any(c.lower_ == "between" for c in noun.children) or all(m.end <= noun.i for m in partners)


def _between(noun: Token, partners: list[Located]) -> bool:
    """ "Talks between X and Y": the parties are told in full."""
    return len(partners) > 1 and any(c.lower_ in {"between", "among"} for c in noun.children)


HONOUR_WITHIN = 6
"""Tokens between a banquet and the honour that it is given in."""


def _given_to(arguments: Arguments, noun: Token, verb: Token) -> list[Located]:
    """ "Hosted a dinner for X", "granted an audience to X", "gave a banquet in honour of X"."""
    found = arguments.after_prepositions([noun, verb], frozenset({"for", "to"}))
    doc, end = noun.doc, arguments.sentence.span.end
    for honour in (t for t in doc[noun.i + 1 : min(end, noun.i + HONOUR_WITHIN)] if t.lower_ in {"honor", "honour"}):
        of = honour.i + 1 < end and doc[honour.i + 1].lower_ == "of"
        found += arguments.right_after(honour.i + 2, within=2) if of else possessors(arguments, honour)
    return [m for m in found if m.mention.kind in PEOPLE or (m.mention.kind == "state" and m.of_people)]


def _hosting_by_order(arguments: Arguments, noun: Token) -> list[Located]:
    """ "X on Sunday hosted talks between ...": where the parse takes the verb for an attribute of the noun."""
    verbs = [c for c in noun.children if c.i < noun.i and c.tag_ in {"VBD", "VBN"} and c.lemma_.lower() in HOSTING]
    return arguments.before(verbs[0].i) if verbs else []


def _said_during(noun: Token, verb: Token) -> bool:
    """ "Told X during a meeting", "berated him at their talks": whom he told was there."""
    below = noun.dep_ == "pobj" and noun.head.head == verb
    return below and (verb.lemma_.lower() in context().telling or _at_a_meeting(noun, verb))


def _at_a_meeting(noun: Token, verb: Token) -> bool:
    """Whether what is done to somebody is done in his presence: at or during a meeting that is with nobody else."""
    alone = not any(c.lower_ in PARTNERS | OF for c in noun.children)
    return alone and noun.head.lower_ in {"at", "during", "in"} and verb.lemma_.lower() not in IN_ABSENCE


IN_ABSENCE = frozenset(
    "replace succeed represent appoint name elect choose kill shoot arrest dismiss sack expel mention criticize"
    " criticise condemn quote cite discuss see find include defeat support back accuse blame".split()
)
"""What is done to somebody at a meeting of others."""


def _addressed(arguments: Arguments, verb: Token) -> list[Located]:
    """Whom somebody told, congratulated or offered something "in a phone call", or had an exchange with in it."""
    things = [c for c in verb.children if c.dep_ == "dobj"]
    found = [*arguments.objects(verb), *arguments.after_prepositions([verb], frozenset({"to"}))]
    found = found or arguments.after_prepositions([verb, *things], frozenset({"with"}))
    return [m for m in found if m.mention.kind in PEOPLE]


def _right_before(arguments: Arguments, noun: Token) -> list[Located]:
    """ "Witkoff in Moscow for Putin talks": in headlines with whom, put before the noun."""
    found = [m for m in arguments.sentence.mentions if m.end == noun.i and m.mention.kind == "person"]
    return [m for m in found if m.start > 0 and noun.doc[m.start - 1].lower_ in {"for", "to", "before", "after"}]


def _told_ahead_of(clause: Clause, noun: Token) -> bool:
    """ "Lavrov, Araghchi meet ahead of nuclear talks": the title tells another meeting, these talks may be others'."""
    before = noun.doc[max(noun.sent.start, noun.i - 4) : noun.i]
    ahead = any(t.lower_ in AHEAD for t in before)
    return ahead and any(i < noun.i for i in clause.triggers)


def _modifiers(clause: Clause, noun: Token) -> list[Located]:
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


def _with_by_order(clause: Clause, noun: Token) -> list[Located]:
    """The first "with" or "between" soon after the noun, when the parse has hung it elsewhere."""
    doc = clause.sentence.doc
    for j in range(noun.i + 1, min(clause.sentence.span.end, noun.i + 14)):
        if doc[j].lower_ in {"with", "between", "alongside"}:
            return clause.arguments.right_after(j + 1, within=3)
        if doc[j].pos_ == "VERB" or doc[j].text in {";", ":", "."}:
            break
    return []
