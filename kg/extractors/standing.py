"""In what standing a meeting is told: held, planned, proposed, cancelled, postponed or refused; how; how surely."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extractors.arguments import governor
from kg.extractors.lexicon import Context, context
from kg.language.located import Sentence
from kg.model import Medium, Status, Tense

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Status of a sighting with the tense its time expressions are read in."""

    status: Status
    tense: Tense
    specific: bool = True
    negated: bool = False
    background: bool = False
    open_status: bool = False


def standing(trigger: Token, sentence: Sentence) -> Standing:
    """The standing of the meeting that the trigger tells of, from the verbs and adjectives that govern it."""
    words = context()
    noun = trigger.pos_ in {"NOUN", "PROPN", "ADJ"} or trigger.lower_ in {"summit", "summits"}
    specific = not _generic(trigger, words, noun=noun)
    if noun:
        said = _by_adjectives(trigger, sentence, words)
        if said is not None:
            tense: Tense = "past" if said == "held" else "future"
            background = said == "held" and _only_recalled(trigger, words)
            left_open = said == "held" and sentence.is_title and governor(trigger) is None
            return Standing(
                status=said, tense=tense, specific=specific, background=background, open_status=left_open
            )  # "Statement on the First U.S.-Africa Summit": the body says whether it was held
    verb = governor(trigger) if noun else trigger
    if verb is None:
        return Standing(status="held", tense="past", specific=specific, open_status=sentence.is_title)
    negated = any(c.dep_ == "neg" for c in verb.children) or (noun and any(c.lower_ == "no" for c in trigger.children))
    if noun and verb.lemma_.lower() not in words.support and _content_verb(verb, words) is None:
        # "discussed the talks": the verb says nothing about the meeting itself
        looking = verb.lemma_.lower() in {"look", "prepare", "await", "anticipate"}
        return Standing(
            status="planned" if looking else "held",
            tense="future" if looking else "past",
            specific=specific,
            background=not sentence.is_title,
            open_status=sentence.is_title,
        )
    status = _by_verbs(verb, sentence, words)
    return Standing(status=status, tense="past" if status == "held" else "future", specific=specific, negated=negated)


def _only_recalled(noun: Token, words: Context) -> bool:
    """ "Their recent talks", "since his visit": told before; "after talks with X, he said" is the news itself.

    So is "during his call with X, he said".
    """
    described = {c.lower_ for c in noun.children if c.dep_ in {"amod", "compound", "advmod", "det"}}
    owned = any(c.dep_ == "poss" for c in noun.children) and noun.head.lower_ != "during"
    return owned or bool(described & words.held_adjectives) or noun.head.lower_ == "since"


def _by_adjectives(noun: Token, sentence: Sentence, words: Context) -> Status | None:
    near = {
        c.lower_ for c in noun.children if c.dep_ in {"amod", "compound", "advmod", "nmod", "acl", "npadvmod", "det"}
    }
    near |= {noun.nbor(-1).lower_} if noun.i > noun.sent.start else set()
    near |= {c.lemma_.lower() for c in noun.children if c.dep_ == "acl" and c.tag_ == "VBN"}
    if near & {"cancelled", "canceled", "aborted", "scrapped", "abandoned"}:
        return "cancelled"
    if near & {"postponed", "delayed"}:
        return "postponed"
    if near & {
        "upcoming",
        "planned",
        "scheduled",
        "forthcoming",
        "next",
        "future",
        "expected",
        "impending",
        "anticipated",
        "pending",
    }:
        return "planned"
    if near & {"possible", "potential", "proposed", "prospective", "eventual"}:
        return "proposed"
    if near & words.held_adjectives:
        return "held"
    if noun.dep_ == "pobj" and noun.head.lower_ in {"after", "during", "following", "since", "from"}:
        verb = governor(noun.head)
        if verb is None or not _future(verb):
            return "held"
    if noun.dep_ == "pobj" and noun.head.lower_ in {"before", "ahead"} and not sentence.is_title:
        return "planned"
    if (
        noun.dep_ == "pobj"
        and noun.head.lower_ == "of"
        and noun.head.head.lower_ in {"ahead", "possibility", "prospect", "idea", "eve"}
    ):
        return "planned" if noun.head.head.lower_ in {"ahead", "eve"} else "proposed"
    if noun.dep_ == "pobj" and noun.head.head.lower_ in {
        "preparations",
        "preparation",
        "plans",
        "schedule",
        "date",
        "arrangements",
    }:
        return "planned"
    if noun.dep_ == "pobj" and noun.head.head.lower_ in {
        "invitation",
        "proposal",
        "readiness",
        "offer",
        "request",
        "call",
        "calls",
        "willingness",
    }:
        return "proposed"
    return None


def _chain(verb: Token) -> Iterator[Token]:
    """The verb and the verbs and adjectives above it that colour it ("is expected to", "refused to")."""
    current = verb
    for _ in range(5):
        yield current
        head = current.head
        if head == current or current.dep_ not in {"xcomp", "ccomp", "conj", "advcl", "acl", "pcomp", "prep", "oprd"}:
            return
        if current.dep_ in {"conj", "advcl"} and current.tag_ in {"VBD", "VBZ", "VBP"}:
            return
        if current.dep_ == "ccomp" and current.tag_ in {"VBD", "VBZ", "VBP"}:
            return
        if (
            current.dep_ == "ccomp"
            and any(c.dep_ in {"aux", "nsubj", "nsubjpass"} for c in current.children)
            and current.tag_ != "VB"
        ):
            return
        if current.dep_ == "conj" and any(c.dep_ == "aux" for c in current.children):
            return
        current = head


def _by_verbs(verb: Token, sentence: Sentence, words: Context) -> Status:
    for current in _chain(verb):
        lemma = current.lemma_.lower()
        particles = {c.lower_ for c in current.children if c.dep_ in {"prt", "advmod"}}
        if lemma in words.cancelled or (lemma == "call" and "off" in particles):
            return "cancelled"
        if lemma in words.postponed or (lemma in {"put", "push"} and particles & {"off", "back"}):
            return "postponed"
        if (lemma in words.refused and not (lemma == "rule" and "out" not in particles) and current != verb) or (
            lemma in {"refuse", "reject", "decline", "deny"}
        ):
            return "refused"
        helped = _by_auxiliaries(current, words)
        if helped is not None:
            return helped
        if current != verb or lemma in {
            "propose",
            "offer",
            "suggest",
            "invite",
            "schedule",
            "plan",
            "request",
            "seek",
            "demand",
            "want",
            "agree",
        }:
            if lemma in words.proposed:
                return "proposed"
            if lemma in words.planned:
                return "planned"
        if current.tag_ in {"VBD"} and lemma not in {"be"}:
            return "held"
    return _by_form(verb, sentence, words)


def _by_auxiliaries(verb: Token, words: Context) -> Status | None:
    helpers = [c.lower_ for c in verb.children if c.dep_ in {"aux", "auxpass"}]
    if any(h in {"will", "shall", "'ll", "wo", "would", "going"} for h in helpers):
        if "have" in helpers and "would" in helpers:
            return "cancelled"
        return "planned"
    if any(h in {"may", "might", "could", "can", "should", "must", "ca"} for h in helpers):
        return "proposed"
    return None


def _by_form(verb: Token, sentence: Sentence, words: Context) -> Status:
    helpers = [c.lower_ for c in verb.children if c.dep_ in {"aux", "auxpass"}]
    if verb.tag_ == "VB" and "to" in helpers:
        head = verb.head
        if head == verb:  # a headline: "Rubio to meet Lavrov"
            return "planned"
        if head.pos_ in {"NOUN", "ADJ"}:
            if head.lemma_.lower() in words.proposed:
                return "proposed"
            if head.lemma_.lower() in {"plan", "agreement", "decision", "due", "set", "schedule", "intention"}:
                return "planned"
        if head.lemma_ == "be":
            return "planned"
        top = governor(verb) or head
        later = _future(top) or sentence.is_title or (top != verb and _by_form(top, sentence, words) == "planned")
        return "planned" if later else "held"  # "is to fly to Baku to attend the summit"
    if verb.tag_ == "VB" and not helpers and verb.dep_ == "ROOT" and not sentence.is_title:
        return "proposed"
    return "held"


def _content_verb(verb: Token, words: Context) -> str | None:
    lemma = verb.lemma_.lower()
    known = words.planned | words.proposed | words.refused | words.cancelled | words.postponed
    phrasal = lemma in {"call", "put", "push"} and any(c.lower_ in {"off", "back"} for c in verb.children)
    return lemma if phrasal or lemma in known else None


def _future(verb: Token) -> bool:
    return any(c.lower_ in {"will", "shall", "'ll", "wo"} for c in verb.children)


def _generic(trigger: Token, words: Context, *, noun: bool) -> bool:
    if noun:
        near = {c.lower_ for c in trigger.children if c.dep_ in {"det", "amod", "predet"}}
        return bool(near & words.generic_determiners)
    near = {c.lower_ for c in trigger.children if c.dep_ == "advmod"}
    times = {c.lower_ for c in trigger.children if c.dep_ == "npadvmod"}
    return bool(near & words.generic_adverbs) or "times" in times


def medium_of(trigger: Token, sentence: Sentence, default: Medium) -> Medium:
    """How they met, by the words of the clause; the trigger's own default when they say nothing."""
    words = context()
    left = max(sentence.span.start, trigger.i - 12)
    near = [sentence.doc[i].lower_ for i in range(left, min(sentence.span.end, trigger.i + 22))]
    if any(w in words.video for w in near):
        return "video"
    if any(w in words.phone for w in near) and not any(w in words.in_person for w in near):
        return "phone"
    if any(w in words.in_person for w in near) or any(
        v.dep_ == "relcl" and any(c.lower_ == "where" for c in v.children) for v in (trigger, trigger.head)
    ):
        return "in_person" if default != "video" else "video"
    return default
