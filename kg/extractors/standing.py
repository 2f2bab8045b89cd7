"""In what standing a meeting is told: held, planned, proposed, cancelled, postponed or refused; how; how surely.

The words over the trigger are read from the inside out (``clause_reading``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extractors.clause_reading import ClauseReading
from kg.extractors.lexicon import Context, context
from kg.extractors.noun_modifiers import given_by_modifiers
from kg.extractors.parse import governor
from kg.language.located import Sentence
from kg.model import Status, Tense

if TYPE_CHECKING:
    from spacy.tokens import Token

AS_GIVEN: dict[str, Status] = {
    "held": "held", "planned": "planned", "proposed": "proposed", "cancelled": "cancelled", "postponed": "postponed",
    "refused": "refused",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Status of a sighting with the tense its time expressions are read in."""

    status: Status
    tense: Tense
    specific: bool = True
    negated: bool = False
    """True when the clause says that there was or is no such meeting, which is no refusal."""
    background: bool = False
    open_status: bool = False


def standing(trigger: Token, sentence: Sentence) -> Standing:
    """The standing of the meeting that the trigger tells of, from the words over it and beside it."""
    listed = context()
    noun = trigger.pos_ in {"NOUN", "PROPN", "ADJ"} or trigger.lower_ in {"summit", "summits"}
    reading = ClauseReading(trigger, sentence, noun=noun)
    reading.read()
    status = AS_GIVEN[reading.status or "held"]
    specific = not _generic(trigger, listed, noun=noun, denied=status == "refused")
    told = status in {"held", "planned"} and noun
    recalled = reading.only_named or (reading.aside and _recalled(trigger, listed))
    return Standing(
        status=status,
        tense="past" if status == "held" or reading.long_past else "future",
        specific=specific,
        negated=reading.negated,
        background=told and recalled and (not sentence.is_title or given_by_modifiers(trigger) == "held"),
        open_status=told and status == "held" and sentence.is_title and reading.only_named,
    )


def _recalled(noun: Token, listed: Context) -> bool:
    """ "Their recent talks", "since his visit": told before; "after talks with X, he said" is the news itself.

    So is "during his call with X, he said".
    """
    described = {c.lower_ for c in noun.children if c.dep_ in {"amod", "compound", "advmod", "det"}}
    owned = any(c.dep_ == "poss" for c in noun.children) and noun.head.lower_ != "during"
    return owned or bool(described & listed.held_adjectives) or noun.head.lower_ == "since"


def _generic(trigger: Token, words: Context, *, noun: bool, denied: bool) -> bool:
    if noun and _all_the_while(trigger):
        return True
    if noun:
        near = {c.lower_ for c in trigger.children if c.dep_ in {"det", "amod", "predet"}}
        near -= {"any"} if denied else set()  # "ruled out any meeting": there will be none
        verb = governor(trigger)
        how = {c.lower_ for c in verb.children if c.dep_ == "advmod"} if verb is not None else set()
        return bool(near & words.generic_determiners or how & (words.generic_adverbs - {"never", "ever"}))
    near = {c.lower_ for c in trigger.children if c.dep_ == "advmod"}
    if _goes_on(trigger):
        return True
    often = [c for c in trigger.children if c.dep_ in {"npadvmod", "dobj", "advmod"}]
    times = any(t.lower_ == "times" for c in often if c.lower_ in OFTEN for t in c.subtree)
    often_said = any(c.lower_ in {"example", "instance"} for p in trigger.children for c in p.children)
    spent = [c for c in often if trigger.lemma_ == "spend"]
    long = any(
        c.lower_ == "lot" or (c.lower_ == "time" and not any(c.lefts)) for c in spent
    )  # "I've spent time with him"
    return bool(near & words.generic_adverbs) or times or long or often_said


def _all_the_while(noun: Token) -> bool:
    """ "We have been clear in our conversations with them": many, whenever they were."""
    owned = any(c.dep_ == "poss" and c.lower_ in {"our", "my"} for c in noun.children)
    return noun.lower_ in {"conversations", "engagements", "discussions"} and owned and noun.head.lower_ == "in"


def _goes_on(verb: Token) -> bool:
    """ "We are talking to our partners", "they continue to consult": contact that is kept up, no one meeting."""
    if verb.lemma_.lower() not in KEPT_UP:
        return False
    above = verb.head
    if verb.dep_ in {"xcomp", "ccomp", "dobj"} and above.lemma_.lower() in {"continue", "keep", "remain"}:
        return True
    now = any(c.dep_ == "aux" and c.lower_ in {"am", "are", "is", "'m", "'re", "’m", "’re"} for c in verb.children)
    own = any(c.dep_ == "nsubj" and c.lower_ in {"we", "i"} for c in verb.children)
    return verb.tag_ == "VBG" and now and own


KEPT_UP = frozenset({"talk", "discuss", "consult", "coordinate", "engage", "speak", "communicate", "confer"})
OFTEN = frozenset({"times", "dozens", "scores", "hundreds"})
"""How often somebody met, in "met dozens of times"."""
