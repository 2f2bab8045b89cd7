"""Meetings told by a verb: "met", "received", "spoke with"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from msgspec import structs

from kg.extractors.abroad import meets_locals, sight_abroad
from kg.extractors.encounters_apart import encounters
from kg.extractors.legs import country_of, legs_of
from kg.extractors.lexicon import VerbTrigger, context, triggers
from kg.extractors.medium import medium_of
from kg.extractors.moments import time_phrase
from kg.extractors.senses import is_match
from kg.extractors.sight import Clause, meets_itself, sighting
from kg.extractors.standing import Standing, standing
from kg.extractors.verb_sides import bare_state, verb_sides
from kg.extractors.word_order import SUBJECT
from kg.language.located import Located
from kg.language.units import words
from kg.model import Medium, Role, Sighting, Status

if TYPE_CHECKING:
    from spacy.tokens import Token


def sight_verb(clause: Clause, verb: Token, trigger: VerbTrigger) -> Iterator[Sighting]:
    """The sighting that a verb of meeting gives, if it has two sides."""
    particles = {trigger.particle} if verb.lemma_ == "get" else {trigger.particle, "with"}
    if trigger.particle and not any(c.lower_ in particles for c in verb.children):
        return
    if trigger.telling and tells_visitor(verb):
        trigger = structs.replace(trigger, weak=False, medium="in_person")
    if not _is_said_of_a_meeting(clause, verb, trigger) or _told_by_a_noun(clause, verb, trigger):
        return
    said = standing(verb, clause.sentence)
    if said.negated:
        return
    subjects, others = verb_sides(clause, verb, trigger)
    if not others and verb.dep_ == "acl" and verb.tag_ == "VB" and verb.head.i in clause.arguments.at:
        return  # "French and German ministers in Damascus to meet new rulers": not each other
    if is_match(clause, [*subjects, *others]) or _to_the_audience(verb, others, status=said.status):
        return
    if trigger.weak:
        others = [m for m in others if not _is_spoken_of(clause, m)]
    if trigger.persons_only:
        others = [m for m in others if m.mention.kind in SOMEBODY or m.of_people or _gathered(m)]
    if not subjects and _somebody_else(clause, verb):
        return
    several = any(m.mention.plural or meets_itself(clause, m) for m in subjects)
    if not others and len(subjects) < 2 and not several:
        if verb.lemma_ in {"meet", "confer"} and meets_locals(clause, verb):
            yield from sight_abroad(clause, verb, trigger, owners=subjects, said=said)
    elif not _lacks_a_side(clause, trigger, subjects, others):
        yield from _sightings(clause, verb, trigger, (subjects, others), said)


def _told_by_a_noun(clause: Clause, verb: Token, trigger: VerbTrigger) -> bool:
    """ "Convened a meeting of ministers", "hosted X for talks": the noun tells it, hosts and guests included."""
    convened = verb.lemma_.lower() in CONVENING
    if convened and any(c.dep_ == "dobj" and c.i in clause.triggers for c in verb.children):
        return True
    return trigger.host is not None and _for_a_meeting(clause, verb)


def _lacks_a_side(clause: Clause, trigger: VerbTrigger, subjects: list[Located], others: list[Located]) -> bool:
    """A host has guests and a caller somebody called; what weak words tell of one side alone is no meeting."""
    if trigger.telling:
        return not _between_countries(clause, subjects, others)
    of_one = trigger.persons_only and "with" in trigger.slots and not subjects  # "aides chatted with X"
    if trigger.host or trigger.family == "calls" or of_one:
        return not (subjects and others)
    alone = len(subjects) < 2 and not any(m.mention.plural for m in subjects)
    return trigger.weak and not others and alone and not clause.sentence.is_title


def _between_countries(clause: Clause, subjects: list[Located], others: list[Located]) -> bool:
    """ "Xi told the Vietnamese leader": one official of one country and one of another; no reporters."""
    if len(subjects) != 1 or len(others) != 1 or subjects[0].mention.kind not in SOMEBODY:
        return False
    if others[0].mention.kind == "pronoun" or any(m.mention.plural for m in (*subjects, *others)):
        return False
    pair = (*subjects, *others)
    countries = [country_of(clause, m) for m in pair]
    known = all(c or m.mention.kind != "person" for c, m in zip(countries, pair, strict=True))
    return known and any(countries) and countries[0] != countries[1]


def tells_visitor(verb: Token) -> bool:
    """ "Told visiting X", "assured the visiting X"."""
    return any(t.lower_ == "visiting" for t in verb.doc[verb.i + 1 : min(verb.i + 3, verb.sent.end)])


def _sightings(
    clause: Clause, verb: Token, trigger: VerbTrigger, sides: tuple[list[Located], list[Located]], said: Standing
) -> Iterator[Sighting]:
    """One for each encounter that the verb tells of its subjects and the others."""
    subjects, others = sides
    host: Role = "host" if trigger.host == "subject" else "participant"
    guest: Role = "visitor" if trigger.host else "participant"
    vague = _only_speaking(verb, trigger, subjects, others)
    medium = medium_of(verb, clause.sentence, "unknown") if vague else _medium(clause, verb, trigger)
    vague = vague and medium == "unknown"
    several = any(m.mention.plural and m.mention.kind == "description" for m in subjects)
    if vague and not several and not (len(subjects) > 1 and _also(verb)):
        return
    for leg in legs_of(clause, verb, others, alone=len(subjects) == 1):
        parties = [*((m, host) for m in subjects), *((m, guest) for m in leg.others)]
        for together in encounters(clause, verb, parties, subjects, leg.others):
            told = sighting(
                leg.clause,
                verb,
                family=trigger.family,
                kind="meeting" if vague else "visit" if trigger.host and _on_arrival(clause, verb) else trigger.kind,
                medium=medium,
                parties=together,
                places=leg.places,
                said=said,
                anaphoric=vague or trigger.weak,
                confidence=0.5 if trigger.weak else 0.85,
            )
            times = leg.days(said.tense)
            if verb.lemma_.lower() == "chat":  # "chats with Y after their meeting, June 3, 2018"
                times = tuple(time_phrase(clause.sentence, e, said.tense) for e in clause.expressions)
            yield told if told.times else replace(told, times=times)


def _on_arrival(clause: Clause, verb: Token) -> bool:
    """ "Was greeted at the airport by Y", "was received on arrival by Y": who hosts the visit, no talks yet."""
    behind = clause.sentence.doc[verb.i + 1 : min(clause.sentence.span.end, verb.i + ARRIVAL_WITHIN)]
    return any(t.lower_ in {"airport", "airfield", "arrival", "tarmac", "aerodrome"} for t in behind)


ARRIVAL_WITHIN = 22
"""Tokens behind the verb in which it says so."""


def _medium(clause: Clause, verb: Token, trigger: VerbTrigger) -> Medium:
    """How they met; who "talked for two hours in Lima" sat together, unless the words say phone."""
    said = medium_of(verb, clause.sentence, "unknown")
    if said != "unknown" or trigger.medium != "phone" or verb.lemma_ not in {"speak", "talk"}:
        return medium_of(verb, clause.sentence, trigger.medium)
    if any(c.i in clause.triggers for p in verb.children if p.lower_ in {"during", "at"} for c in p.children):
        return "in_person"  # "during the meeting he will speak to X"
    if any(c.lower_ == "there" for c in verb.children):
        return "in_person"  # "flew to Ankara and talked there to X"
    where = [phrase.span.quote for phrase in clause.places.of(verb, clause.others(verb))]
    cities = [p for text in where for p in clause.knowledge.find_place(text)[:1] if p.kind in {"city", "venue"}]
    return "in_person" if cities else "phone"


CONVENING = frozenset({"convene", "reconvene", "gather"})
NOT_TO_EACH_OTHER = frozenset({"out", "up", "down", "of"})
"""Behind "spoke": "spoke out against", "spoke of an incursion"."""


DEMANDED = frozenset({"xcomp", "ccomp", "advcl"})
"""How what is asked for hangs on "called on"."""


def _is_said_of_a_meeting(clause: Clause, verb: Token, trigger: VerbTrigger) -> bool:
    """Whether the words behind the verb leave it its sense: "called X a friend", "spoke out" tell of no meeting."""
    doc, end = clause.sentence.doc, clause.sentence.span.end
    behind = doc[verb.i + 1 : min(end, verb.i + 5)]
    if verb.lemma_ in {"speak", "talk"} and verb.i + 1 < end and doc[verb.i + 1].lower_ in NOT_TO_EACH_OTHER:
        return False
    if verb.lemma_ == "meet" and (_meets_a_thing(clause, verb) or {"halfway", "half"} & {t.lower_ for t in behind}):
        return False  # "must meet each other halfway"
    if verb.lemma_ == "speak" and [t.lower_ for t in behind][:3] == ["with", "one", "voice"]:
        return False
    if any(c.dep_ == "dobj" and c.lower_ == "leadership" and _leads_in(c) for c in verb.children):
        return False  # "welcomes Panama's leadership in fighting crime"
    if verb.lemma_ == "see" and not _sees_somebody(clause, verb):
        return False
    if "on" in trigger.slots and any(c.dep_ in DEMANDED or c.lower_ == "for" for c in verb.children):
        return False  # "called on the president to resign"
    if trigger.family == "calls" and any(c.dep_ == "dobj" and c.i in clause.triggers for c in verb.children):
        return False  # "called the meeting with X useful"
    if trigger.family == "calls" and verb.lemma_ == "call":
        named = next((m for m in clause.sentence.mentions if verb.i < m.start <= verb.i + 2 and not m.modifier), None)
        after = max(named.end, named.cover) if named else end
        adjective = after < end and doc[after].pos_ == "ADJ" and not doc[after].ent_type_  # not "called X last night"
        on = after + 1 < end and doc[after].lower_ == "on" and doc[after + 1].ent_type_ != "DATE"  # "called him on it"
        if after < end and (adjective or on or doc[after].lower_ in {"a", "an", "the", '"', "'s", "'"}):
            return False
    return True


def _sees_somebody(clause: Clause, verb: Token) -> bool:
    """ "Will see the king in Amman on Monday"; not "sees him as a friend", "saw him leave", "saw him off"."""
    if any(c.dep_ in {"ccomp", "xcomp", "advcl", "oprd", "neg", "prt"} or c.lower_ == "as" for c in verb.children):
        return False
    seen = [m for c in verb.children if c.dep_ == "dobj" for m in clause.arguments.members(c)]
    placed = clause.places.of(verb, clause.others(verb)) or any(e.root > verb.i for e in clause.expressions)
    there = any(c.lower_ == "where" for c in verb.children)
    return bool(placed or there) and any(
        m.mention.kind in {"person", "description"} and not m.mention.plural for m in seen
    )


def _to_the_audience(verb: Token, others: list[Located], *, status: Status) -> bool:
    """ "I'd like to talk to you about prices", "will be speaking along with X": words to those who listen."""
    to_you = bool(others) and all(m.mention.name == "you" for m in others)
    if verb.lemma_ in {"greet", "welcome"}:
        return to_you and status == "proposed"  # "I would like to greet you all"
    if verb.lemma_ not in {"speak", "talk"}:
        return False
    along = any(c.lower_ in {"along", "alongside"} for c in verb.children)
    awaited = any(t.lower_ == "forward" for t in verb.doc[max(verb.sent.start, verb.i - 4) : verb.i])
    return along or (status != "held" and to_you and not awaited)


SOMEBODY = frozenset({"person", "description", "pronoun"})


RELATIONS = frozenset(
    "relation relationship tie cooperation diplomacy trade border war conflict competition partnership coordination"
    " engagement alliance deal agreement dispute tension"
    " normalization normalisation rapprochement reconciliation peace truce ceasefire".split()
)


def _is_spoken_of(clause: Clause, located: Located) -> bool:
    """ "Discussed their relations with China": whom the relations are with."""
    doc, at = clause.sentence.doc, located.start - 1
    while at > clause.sentence.span.start and doc[at].lower_ in {"the", "both"}:
        at -= 1
    behind = doc[at].lower_ == "with" and doc[max(0, at - 1)].lemma_.lower() in RELATIONS
    return behind and bare_state(located)


def _leads_in(noun: Token) -> bool:
    return noun.i + 1 < len(noun.doc) and noun.nbor(1).lower_ in {
        "in",
        "on",
        "for",
        "as",
        "of",
        "and",
        "role",
        "through",
    }


def _meets_a_thing(clause: Clause, verb: Token) -> bool:
    """ "Meet the demands of the young", "met their commitments": the object is nobody."""
    objects = [c for c in verb.children if c.dep_ == "dobj" and c.pos_ == "NOUN"]
    return any(c.lemma_.lower() in context().things_met and not clause.arguments.members(c) for c in objects)


def _somebody_else(clause: Clause, verb: Token) -> bool:
    """A subject that nobody knows ("Deputy PM meets Lao, Saudi ambassadors"): its guests did not meet each other."""
    own = [c for c in verb.children if c.dep_ in SUBJECT and c.lower_ not in {"who", "which", "that", "it", "there"}]
    return any(not clause.arguments.members(c) and c.ent_type_ != "DATE" for c in own)


def _gathered(located: Located) -> bool:
    """The leaders of a region as guests ("hosted Gulf leaders"); "foreign leaders" may be anybody."""
    return located.mention.kind == "group" and located.mention.name.split()[0].lower() not in words().regions


def _only_speaking(verb: Token, trigger: VerbTrigger, subjects: list[Located], others: list[Located]) -> bool:
    """ "The two leaders spoke for three hours", "they spoke of peace": with each other, or each to the press."""
    if verb.dep_ == "conj" and verb.head.lemma_.lower() == "meet" and not others:
        return True  # "met on Thursday and spoke about trade"
    each_other = any(c.lower_ in {"with", "to"} and c.dep_ != "aux" for c in verb.children)
    of_something = any(c.lower_ == "of" for c in verb.children)
    pointing = of_something or _also(verb) or all(m.mention.plural for m in subjects)
    return trigger.kind == "call" and "to" in trigger.slots and not others and not each_other and pointing


def _also(verb: Token) -> bool:
    """ "X and Y also spoke about trade": at the meeting told before."""
    return any(c.lower_ == "also" for c in verb.children)


def _for_a_meeting(clause: Clause, verb: Token) -> bool:
    below = [c for p in verb.children if p.dep_ == "prep" and p.lower_ in {"for", "to", "at"} for c in p.children]
    return any(
        c.i in clause.triggers and triggers().nouns[c.lower_].kind != "visit"
        for c in below
        if c.lower_ in triggers().nouns
    )
