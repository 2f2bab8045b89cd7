"""What a noun of meeting stands for: a meeting told here or before, the occasion of another, a pledge, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extractors.lexicon import context
from kg.extractors.parse import governor

if TYPE_CHECKING:
    from spacy.tokens import Token

DEFINITE = frozenset({"the", "this", "that", "these", "those", "their", "its", "said"})
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
KEEPING_UP = frozenset({"continue", "maintain", "keep", "develop", "intensify", "deepen", "strengthen", "promote"})
CONTACTS = frozenset({"dialogue", "discussion", "discussions", "conversation", "conversations", "consultations"})
PLEDGED = frozenset({"open", "ready", "committed"})
CALLING = frozenset({"pay", "make", "place", "have", "hold", "receive"})


def is_format(noun: Token) -> bool:
    """ "The U.S.-India CEO Forum", "the Energy Dialogue": officials of the states meet in it, whoever convenes it."""
    return noun.text[0].isupper() and noun.lower_ in FORMATS


FORMATS = frozenset({"forum", "dialogue", "consultations", "commission", "council", "trilateral", "quadrilateral"})


def only_names_format(noun: Token) -> bool:
    """ "Welcomed the Japan-Germany Energy Dialogue", "progress, including the Technology Trilateral and the Quad
    Forum": the format is set up or used, which is no meeting of it."""
    first = noun
    while first.dep_ == "conj":
        first = first.head
    above = first.head
    if not is_format(noun) or first.dep_ not in {"dobj", "pobj", "appos"}:
        return False
    if above.lower_ == "of":
        return above.head.lower_ in SETTING_UP_OF
    return above.lower_ in BY_MEANS_OF or (first.dep_ == "dobj" and above.lemma_.lower() in SETTING_UP)


SETTING_UP = frozenset({"welcome", "launch", "establish", "create", "announce", "support", "praise", "note"})
SETTING_UP_OF = frozenset({"launch", "establishment", "creation", "framework"})
BY_MEANS_OF = frozenset({"through", "including", "via", "under"})


def is_definite(noun: Token) -> bool:
    """ "The talks", "their meeting": one that was told before, or that the reader knows."""
    return any(c.lower_ in DEFINITE for c in noun.children if c.dep_ in {"det", "poss"})


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
    if noun.text == "Congress" and not any(c.dep_ in {"amod", "compound", "poss"} for c in noun.children):
        return True  # "a request to Congress": the legislature
    if noun.lower_ == "welcome" and not (noun.dep_ == "dobj" and noun.head.lemma_.lower() in WELCOMING):
        return True  # "said thanks for the welcome"
    if before == "-" and noun.lower_ in {"stop", "stops"}:
        return True  # "way-stops", "bus-stop"
    counted = before == "party" and noun.nbor(-2).text == "-"  # "six-party talks"
    counted = counted or (before == "committee" and any(c.lower_ == "between" for c in noun.children))
    return (before in context().not_meetings and not counted) or (before not in context().phone and _is_demand(noun))


WELCOMING = frozenset({"give", "receive", "extend", "accord", "offer", "get"})
"""What is done with a welcome where somebody is received."""


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
    return verb.lemma_.lower() in CALLING and verb.i < noun.i


def is_occasion(noun: Token) -> bool:
    """ "on the sidelines of the summit", "in the framework of the conference": where others met, not itself told."""
    above = noun.head if noun.dep_ == "pobj" else None
    return above is not None and above.lower_ == "of" and above.head.lower_ in OCCASIONS


def is_pledge(noun: Token) -> bool:
    """ "Agreed to continue their dialogue", "open to dialogue": a pledge to stay in touch, no meeting to come."""
    verb = governor(noun)
    if noun.lower_ == "dialogue" and noun.dep_ == "pobj" and noun.head.head.lower_ in PLEDGED:
        return True
    return noun.lower_ in CONTACTS and verb is not None and verb.lemma_.lower() in KEEPING_UP


def is_described(noun: Token) -> bool:
    """ "Talks that lasted five hours": a clause of its own tells of the meeting."""
    return any(c.dep_ == "relcl" for c in noun.children)


def is_counted(noun: Token) -> bool:
    """ "A third round is planned for April": one of a series that was told before."""
    return noun.lower_ in {"round", "session"} and any(c.lower_ in ORDINALS for c in noun.children if c.dep_ == "amod")


ORDINALS = frozenset("first second third fourth fifth sixth seventh next new previous further final".split())
