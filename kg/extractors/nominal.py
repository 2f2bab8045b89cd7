"""Meetings named by a noun: "held talks with", "Blinken's call with"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extractors.arguments import Arguments, governor, unique
from kg.extractors.lexicon import NounTrigger, context
from kg.extractors.negotiations import after_long, answered, brings_together, mediators, offer_of, offering
from kg.extractors.predicates import Step, steps, verdict
from kg.extractors.sight import Clause, meets_itself, sighting
from kg.extractors.standing import Standing, standing
from kg.language.located import Located
from kg.model import Role, Sighting

if TYPE_CHECKING:
    from spacy.tokens import Token

PARTNERS = frozenset({"with", "between", "among", "amongst", "involving", "alongside"})
OWNERS = frozenset({"of", "by", "from"})
GUESTS = frozenset({"for", "to"})
DEFINITE = frozenset({"the", "this", "that", "these", "those", "their", "its", "said"})


def sight_noun(clause: Clause, noun: Token, trigger: NounTrigger) -> Iterator[Sighting]:
    """The sighting that a noun of meeting gives: with parties of its own, or pointing back to one told before."""
    if not names_a_meeting(noun):
        return
    said = _standing(noun, trigger, clause)
    owners, partners, hosts, guests = _parties(clause, noun, trigger)
    mediating = mediators(clause.arguments, noun)
    everybody = unique([*owners, *partners, *hosts, *guests, *mediating])
    definite = any(c.lower_ in DEFINITE for c in noun.children if c.dep_ in {"det", "poss"})
    parties: list[tuple[Located, Role]] = [(m, _role(m, hosts, guests, mediating)) for m in everybody]
    series = noun.tag_ in {"NNS", "NNPS"} and bool(joined(clause, noun) or _involves(noun))
    series = series and not (mediating and len(everybody) > 2)
    series = series and not (_involves(noun) and len(everybody) > 1 and not _also(noun))
    series = series or (definite and len(everybody) == 1 and _comes_to(noun))
    series = series or (definite and trigger.kind != "summit" and not partners and _comes_to(noun, only=ATTENDING))
    series = series or (definite and trigger.kind != "summit" and _attended(noun))
    lonely = len(everybody) < 2 and not any(m.mention.plural or meets_itself(clause, m) for m in everybody)
    if lonely and not definite and not series and not _led(noun):
        return
    if said.negated or (said.status != "held" and _is_pledge(noun)):
        return
    if is_occasion(noun) and len(_own(clause.arguments, noun)) < 2:
        return
    for together in _encounters_of(noun, parties, owners, partners):
        yield sighting(
            clause,
            noun,
            family="joining" if series else trigger.family,
            kind=trigger.kind,
            medium=trigger.medium,
            parties=together,
            said=said,
            anaphoric=bool(definite or lonely or series),
            confidence=0.6 if lonely else 0.8,
        )


def _role(located: Located, hosts: list[Located], guests: list[Located], mediating: list[Located]) -> Role:
    if located in mediating:
        return "mediator"
    return "host" if located in hosts else "visitor" if hosts and located in guests else "participant"


def _standing(noun: Token, trigger: NounTrigger, clause: Clause) -> Standing:
    """ "Offered his condolences in a call": what is offered is something else, the call was held."""
    said, verb = standing(noun, clause.sentence), governor(noun)
    offer = offer_of(noun)
    if offer is not None and trigger.kind != "call":
        return answered(said, offer)
    if after_long(noun, TEMPORAL | {"despite"}):
        return replace(said, status="held", tense="past")
    means = trigger.kind == "call" and noun.dep_ == "pobj" and noun.head.lower_ in {"in", "by", "over", "on", "during"}
    if means and verb is not None and verb.tag_ == "VBD" and noun.head.head == verb:
        return replace(said, status="held", tense="past")
    return said


KEEPING_UP = frozenset({"continue", "maintain", "keep", "develop", "intensify", "deepen", "strengthen", "promote"})
CONTACTS = frozenset({"dialogue", "discussion", "discussions", "conversation", "conversations", "consultations"})


def _is_pledge(noun: Token) -> bool:
    """ "Agreed to continue their dialogue", "open to dialogue": a pledge to stay in touch, no meeting to come."""
    verb = governor(noun)
    if noun.lower_ == "dialogue" and noun.dep_ == "pobj" and noun.head.head.lower_ in {"open", "ready", "committed"}:
        return True
    return noun.lower_ in CONTACTS and verb is not None and verb.lemma_.lower() in KEEPING_UP


def _own(arguments: Arguments, noun: Token) -> list[Located]:
    """The parties that the noun's own words name: "the results of the meeting of X with Y"."""
    return arguments.after_prepositions([noun], PARTNERS | {"of", "by"})


Parties = list[tuple[Located, Role]]


def _encounters_of(noun: Token, parties: Parties, owners: list[Located], partners: list[Located]) -> list[Parties]:
    """ "His telephone conversations with X and Y": one encounter with each of them."""
    apart = noun.lower_ in {"conversations", "calls", "meetings", "visits"} or "separate" in {
        c.lower_ for c in noun.children
    }
    if not apart or len(owners) != 1 or len(partners) < 2 or any(m in owners for m in partners):
        return [parties]
    return [[(m, role) for m, role in parties if m in owners or m == partner] for partner in partners]


COMING = frozenset(
    {"host", "attend", "join", "chair", "mediate", "participate", "lead", "moderate", "facilitate", "broker"}
)


ATTENDING = frozenset({"attend", "join", "participate", "take"})


def _comes_to(noun: Token, *, only: frozenset[str] = COMING | ATTENDING) -> bool:
    """ "Qin Gang hosted the meeting", "X and Y took part in it": more who were at a meeting told before."""
    verb = governor(noun)
    if verb is None or verb.lemma_.lower() not in only or not carries(noun, verb):
        return False
    return verb.lemma_ != "take" or any(c.lower_ == "part" for c in verb.children)


def _attended(noun: Token) -> bool:
    """ "The meeting was attended by X and Y": more who were at a meeting told before."""
    passive = noun.dep_ == "nsubjpass" and noun.head.lemma_.lower() in {"attend", "join"}
    return passive and any(c.lower_ == "by" for c in noun.head.children)


def _involves(noun: Token) -> bool:
    """ "The meetings in Paris also included X": more about meetings told before."""
    verb = noun.head
    return noun.dep_ == "nsubj" and verb.lemma_.lower() in context().involving and verb.lemma_ != "see"


def _also(noun: Token) -> bool:
    return any(c.lower_ == "also" for c in noun.head.children)


def names_a_meeting(noun: Token) -> bool:
    """Whether the noun stands for a meeting here, not for a conference's chairman or a press conference."""
    return not _is_part_of_name(noun) and not _not_ours(noun)


def _is_part_of_name(noun: Token) -> bool:
    """ "Conference" in "Munich Security Conference chairman": an attribute of another noun."""
    if noun.dep_ != "compound" or noun.head.pos_ not in {"NOUN", "PROPN"}:
        return False
    return noun.head.i > noun.i and not any(t.pos_ == "DET" for t in noun.doc[noun.i : noun.head.i])


def _not_ours(noun: Token) -> bool:
    before = noun.nbor(-1).lower_ if noun.i > noun.sent.start else ""
    return before in context().not_meetings or (before not in context().phone and _is_demand(noun))


def _is_demand(noun: Token) -> bool:
    """ "Calls for talks", "a call to end the war", "calls on Israel to stop"."""
    behind = list(noun.doc[noun.i + 1 : min(noun.sent.end, noun.i + 3)])
    if noun.lower_ not in {"call", "calls"} or len(behind) < 2 or _answered(noun):
        return False
    preposition, word = behind
    return (
        preposition.lower_ == "for"
        or (preposition.lower_ == "to" and word.pos_ == "VERB")
        or (preposition.lower_ == "on" and word.ent_type_ not in {"DATE", "TIME"})
    )


def _answered(noun: Token) -> bool:
    """ "Paid a call on X", "placed a call to X": no demand."""
    verb = noun.head
    return verb.lemma_.lower() in {"pay", "make", "place", "have", "hold", "receive"} and verb.i < noun.i


def is_occasion(noun: Token) -> bool:
    """ "on the sidelines of the summit", "in the framework of the conference": where others met, not itself told."""
    above = noun.head if noun.dep_ == "pobj" else None
    return above is not None and above.lower_ == "of" and above.head.lower_ in OCCASIONS


OCCASIONS = frozenset(
    {
        "sidelines",
        "sideline",
        "margins",
        "margin",
        "framework",
        "fringes",
        "eve",
        "agenda",
        "outcome",
        "outcomes",
        "results",
    }
)


def _led(noun: Token) -> bool:
    return any(c.dep_ == "relcl" for c in noun.children)


def _parties(
    clause: Clause, noun: Token, trigger: NounTrigger
) -> tuple[list[Located], list[Located], list[Located], list[Located]]:
    """Owners ("Blinken's meeting", "X held a meeting"), partners ("with Y"), hosts ("hosted by Z"), guests."""
    arguments = clause.arguments
    owners = [m for c in noun.children if c.dep_ == "poss" for m in of_possessor(arguments, c)]
    owners = [named for m in owners for named in _named_before(arguments, m) or [m]]
    owners += taking_part(arguments, noun)
    offer = offer_of(noun)
    owners += offering(arguments, noun, offer) if offer is not None and trigger.kind != "call" else []
    partners = arguments.after_prepositions([noun], PARTNERS | frozenset(trigger.partners))
    partners += arguments.after_prepositions([noun], frozenset({"of", "by"}))
    partners += _modifiers(clause, noun)
    hosts: list[Located] = []
    guests: list[Located] = []
    verb = governor(noun)
    passive = verb is not None and any(c.dep_ == "auxpass" for c in verb.children)
    if verb is not None:
        lemma = verb.lemma_.lower()
        subject_of_verb = noun.dep_ in {"nsubj", "nsubjpass"} and noun.head == verb
        if (subject_of_verb and lemma in context().involving) or brings_together(noun, verb):
            partners += arguments.objects(verb)
        elif (
            supports(verb, noun)
            and not subject_of_verb
            and carries(noun, verb)
            and not _elsewhere(noun, trigger, partners)
        ):
            complete = _complete(noun, partners) and lemma not in AROUND
            acting = [] if complete else arguments.subjects(verb)
            if lemma in HOSTING and not passive and trigger.kind != "call":
                hosts += acting
            else:
                owners += acting
            if lemma in HOSTING | {"invite", "join", "meet"} and noun.dep_ == "pobj":
                guests += [m for m in arguments.objects(verb) if m not in owners]
            if lemma in GIVING and noun.dep_ == "dobj":
                guests += _given_to(arguments, noun, verb)
        if (supports(verb, noun) or subject_of_verb) and len(owners) + len(partners) < 2:
            partners += arguments.after_prepositions([verb], PARTNERS | frozenset(trigger.partners))
            if passive:
                agents = arguments.after_prepositions([verb], frozenset({"by"}))
                if lemma in {"attend", "join", "chair", "lead"}:
                    partners += agents
                else:
                    hosts += agents
    else:
        hosts += _hosting_by_order(arguments, noun)
    partners += joined(clause, noun)
    owners += _who_asks(arguments, noun)
    owners = cataphoric(arguments, owners, verb)
    if not owners and not hosts and verb is not None and _temporal(noun, trigger) and not _between(noun, partners):
        acting = arguments.after_prepositions([verb], frozenset({"by"})) if passive else arguments.subjects(verb)
        if not acting and noun.i < verb.i:
            acting = arguments.before(verb.i)
        several = len(acting) > 1 and after_long(noun, TEMPORAL | {"despite"})
        owners += [m for m in acting if m not in partners and (several or m.mention.kind != "state")]
        if trigger.kind == "call" and not partners:
            partners = [m for m in _addressed(arguments, verb) if m not in owners]
    if not partners:
        partners = _with_by_order(clause, noun)
    if partners:
        partners = [*partners, *arguments.including(noun.i)]
    if not owners and not hosts and partners and verb is None:
        owners = [m for m in arguments.before(noun.i) if m not in partners] if clause.sentence.is_title else []
    if clause.sentence.is_title and not owners and not (_told_ahead_of(clause, noun) and not partners):
        owners = [m for m in arguments.before(noun.i - 1) if m not in partners]
    return unique(owners), unique(partners), unique(hosts), unique(guests)


GIVING = frozenset({"host", "give", "grant", "hold", "throw", "offer", "organize", "organise", "arrange"})
PEOPLE = frozenset({"person", "description", "pronoun"})


def _given_to(arguments: Arguments, noun: Token, verb: Token) -> list[Located]:
    """ "Hosted a dinner for X", "granted an audience to X", "gave a banquet in honour of X"."""
    honour = [
        c
        for p in (*noun.children, *verb.children)
        if p.dep_ == "prep"
        for c in p.children
        if c.lower_ in {"honor", "honour"}
    ]
    found = arguments.after_prepositions([noun, verb], frozenset({"for", "to"}))
    found += arguments.after_prepositions(honour, frozenset({"of"}))
    return [m for m in found if m.mention.kind in PEOPLE]


def _hosting_by_order(arguments: Arguments, noun: Token) -> list[Located]:
    """ "X on Sunday hosted talks between ...": where the parse takes the verb for an attribute of the noun."""
    verbs = [c for c in noun.children if c.i < noun.i and c.tag_ in {"VBD", "VBN"} and c.lemma_.lower() in HOSTING]
    return arguments.before(verbs[0].i) if verbs else []


def cataphoric(arguments: Arguments, found: list[Located], verb: Token | None) -> list[Located]:
    """ "During his meeting with X, Y raised ...", "After he met X, Y said": Y, when nobody was told before."""
    unknown = [m for m in found if m.mention.name in SINGULAR and not m.mention.refers_to]
    if not unknown:
        return found
    for _ in range(4):
        if verb is None:
            return found
        later = [m for m in arguments.subjects(verb) if m.start > unknown[0].start and m.mention.kind == "person"]
        if later:
            return [*(m for m in found if m not in unknown), later[0]]
        verb = verb.head if verb.head != verb else None
    return found


SINGULAR = frozenset({"he", "she", "his", "her"})


def _elsewhere(noun: Token, trigger: NounTrigger, partners: list[Located]) -> bool:
    """ "Welcomed the outcome after a meeting between X and Y": the verb's subject was not there."""
    return _temporal(noun, trigger) and _between(noun, partners)


def _between(noun: Token, partners: list[Located]) -> bool:
    """ "After talks between X and Y, Z said": the parties are told in full."""
    return len(partners) > 1 and any(c.lower_ in {"between", "among"} for c in noun.children)


def _addressed(arguments: Arguments, verb: Token) -> list[Located]:
    """Whom somebody told, congratulated or offered something "in a phone call"."""
    found = [*arguments.objects(verb), *arguments.after_prepositions([verb], frozenset({"to"}))]
    return [m for m in found if m.mention.kind in PEOPLE]


ATTENDERS = frozenset({"participants", "attendees", "guests"})
TAKING_PART = frozenset({"participation", "attendance", "presence", "hosting", "role", "involvement"})


def _attributes(arguments: Arguments, verb: Token) -> list[Located]:
    return [m for c in verb.children if c.dep_ == "attr" for m in arguments.members(c)]


def taking_part(arguments: Arguments, noun: Token) -> list[Located]:
    """ "President Biden's participation in the summit", "the hosting of the summit by Peru", "thanked Laos for its
    participation at the summit"."""
    if noun.dep_ != "pobj" or noun.head.head.lower_ not in TAKING_PART | ATTENDERS:
        return []
    if noun.head.head.lower_ in ATTENDERS:  # "participants in the summit include X and Y"
        verb = governor(noun.head.head)
        listing = verb is not None and verb.lemma_.lower() in {"include", "be"} and noun.head.head.dep_ == "nsubj"
        return [*arguments.objects(verb), *_attributes(arguments, verb)] if verb is not None and listing else []
    part = noun.head.head
    own = [m for c in part.children if c.dep_ == "poss" for m in of_possessor(arguments, c)]
    own += arguments.after_prepositions([part], frozenset({"by"}))
    own += arguments.after_prepositions([part], frozenset({"of"})) if noun.head.lower_ != "of" else []
    verb = governor(part)
    if own or verb is None:
        return own
    return arguments.objects(verb) or arguments.subjects(verb)


def _told_ahead_of(clause: Clause, noun: Token) -> bool:
    """ "Lavrov, Araghchi meet ahead of nuclear talks": the title tells another meeting, these talks may be others'."""
    before = noun.doc[max(noun.sent.start, noun.i - 4) : noun.i]
    ahead = any(t.lower_ in {"ahead", "before", "after", "amid", "following"} for t in before)
    return ahead and any(i < noun.i for i in clause.triggers)


def supports(verb: Token, noun: Token) -> bool:
    """Whether the verb's subject takes part in the meeting that the verb has: "held", "ruled out", "called for"."""
    if verb.lemma_.lower() in context().support:
        return True
    step = next((step for step in steps(noun) if step.word == verb), Step(word=verb, link="direct"))
    return verdict(step) is not None


AROUND = frozenset(
    "host receive welcome mediate broker facilitate chair lead attend join sponsor convene organize organise".split()
)
"""What somebody does who is at a meeting whose two sides are named: "hosted talks between X and Y"."""


def _complete(noun: Token, partners: list[Located]) -> bool:
    """ "A meeting between X and Y", "a Putin-Zelensky meeting": the words name both sides."""
    if len(partners) < 2:
        return False
    return any(c.lower_ == "between" for c in noun.children) or all(m.end <= noun.i for m in partners)


def _who_asks(arguments: Arguments, noun: Token) -> list[Located]:
    """ "A request by X for a meeting", "X's proposal of a summit": who asks wants to take part."""
    if noun.dep_ != "pobj" or noun.head.head.pos_ != "NOUN":
        return []
    asked = noun.head.head
    if verdict(Step(word=asked, link="direct")) != "proposed":
        return []
    own = [m for c in asked.children if c.dep_ == "poss" for m in of_possessor(arguments, c)]
    return own + arguments.after_prepositions([asked], frozenset({"by", "from"}))


HOSTING = frozenset({"host", "receive", "welcome", "greet"})
TEMPORAL = frozenset({"after", "following", "during", "before", "at", "since", "ahead", "upon"})


def _temporal(noun: Token, trigger: NounTrigger) -> bool:
    """ "After talks with Y, X said ...": whoever the sentence is about was there, the owner unnamed."""
    if any(c.dep_ == "poss" for c in noun.children):
        return False
    above = noun.head
    if after_long(noun, TEMPORAL | {"despite"}):
        return True
    words = TEMPORAL | {"in", "by", "over", "on"} if trigger.kind == "call" else TEMPORAL
    return noun.dep_ in {"pobj", "dobj"} and (
        above.lower_ in words or (above.lower_ == "of" and above.head.lower_ in TEMPORAL)
    )


def carries(noun: Token, verb: Token) -> bool:
    """Whether the verb's subject takes part: the noun is its object, or hangs on it by "in", "for", "at"."""
    current = noun
    for _ in range(4):
        if current.head == verb:
            return current.dep_ in {
                "dobj",
                "obj",
                "attr",
                "conj",
                "acomp",
                "oprd",
                "pobj",
                "prep",
                "nsubjpass",
                "advcl",
                "xcomp",
                "dative",
            } and (
                current.dep_ != "prep"
                or current.lower_
                in {"in", "for", "at", "to", "into", "on", "from", "with", "during", "after", "before", "up", "out"}
            )
        if current.dep_ == "pobj" and current.head.lower_ not in {
            "in",
            "for",
            "at",
            "to",
            "of",
            "into",
            "on",
            "from",
            "with",
            "up",
            "during",
            "after",
            "before",
        }:
            return False
        if current.head.pos_ == "VERB":
            return False
        current = current.head
    return False


def of_possessor(arguments: Arguments, token: Token) -> list[Located]:
    own = arguments.at.get(token.i, [])
    return arguments.list_back(own[0]) if own and own[0].mention.kind != "pronoun" else list(own[:1])


def _named_before(arguments: Arguments, located: Located) -> list[Located]:
    """ "X and Y before their meeting": whom "their" stands for, where two are named side by side before it."""
    if located.mention.name != "their":
        return []
    named = [m for m in arguments.sentence.mentions if m.end <= located.start and not m.modifier]
    people = [m for m in named if m.mention.kind in {"person", "description"} and not m.mention.plural]
    together = arguments.list_back(people[-1]) if people else []
    return together if len(together) > 1 and all(m in people for m in together) else []


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


def _carriers(noun: Token) -> list[Token]:
    """The noun, and what it is counted by: "a series of meetings", "the round of talks"."""
    counted = noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lower_ in COUNTED_BY
    return [noun, noun.head.head] if counted else [noun]


COUNTED_BY = frozenset({"series", "round", "rounds", "string", "flurry", "set", "number", "day"})


def joined(clause: Clause, noun: Token) -> list[Located]:
    """ "Meetings ..., in which the adviser also participated"; "talks attended by X"."""
    found: list[Located] = []
    for clause_verb in (c for carrier in _carriers(noun) for c in carrier.children):
        if clause_verb.dep_ not in {"relcl", "acl"}:
            continue
        lemma = clause_verb.lemma_.lower()
        if lemma in {
            "participate",
            "attend",
            "join",
            "take",
            "involve",
            "include",
            "bring",
            "hold",
            "have",
            "host",
            "mediate",
            "lead",
            "associate",
            "travel",
            "come",
            "arrive",
        }:
            subjects = [m for c in clause_verb.children if c.dep_ == "nsubj" for m in clause.arguments.members(c)]
            found += subjects
            named = clause.arguments.after_prepositions([clause_verb], frozenset({"by", "with", "between"}))
            found += [*clause.arguments.list_back(named[0]), *named] if named else []
            if lemma in {"involve", "include", "bring"}:
                found += clause.arguments.objects(clause_verb)
    return found


def _with_by_order(clause: Clause, noun: Token) -> list[Located]:
    """The first "with" or "between" soon after the noun, when the parse has hung it elsewhere."""
    doc = clause.sentence.doc
    for j in range(noun.i + 1, min(clause.sentence.span.end, noun.i + 14)):
        if doc[j].lower_ in {"with", "between"}:
            return clause.arguments.right_after(j + 1, within=3)
        if doc[j].pos_ == "VERB" or doc[j].text in {";", ":", "."}:
            break
    return []
