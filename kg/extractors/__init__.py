"""From analysed sentences to sightings: one function a form of phrase, the phrases themselves are data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extractors.appearances import FAMILY, is_beside, sight_appearance
from kg.extractors.entries import owner_of_schedule, placed, sight_entry
from kg.extractors.joining import sight_joining
from kg.extractors.lexicon import NounTrigger, Triggers, VerbTrigger, triggers
from kg.extractors.moments import FindTimes
from kg.extractors.nominal import sight_noun
from kg.extractors.parse import governor
from kg.extractors.presence import sight_guests, sight_presence
from kg.extractors.questions import is_asked
from kg.extractors.sight import Clause
from kg.extractors.summits import occasions, sight_summit
from kg.extractors.verbal import sight_verb, tells_visitor
from kg.extractors.visits import sight_visit
from kg.knowledge import Knowledge
from kg.language import Analysis, Located, Sentence
from kg.language.speakers import announces
from kg.language.units import is_capital
from kg.model import Sighting

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["FAMILIES", "sight"]

FAMILIES = (
    *("encounters", "receptions", "calls", "negotiations", "visits", "summits", "appearances"),
    *("abroad", "joining"),
)
"""The families of phrases: those of triggers.toml, talks abroad whose hosts are not named, and who else was there."""


def sight(analysis: Analysis, *, knowledge: Knowledge, find_times: FindTimes) -> list[list[Sighting]]:
    """The sightings of every sentence, in the order of the text."""
    owner = owner_of_schedule(analysis.sentences)
    found = [list(_sentence(s, knowledge=knowledge, find_times=find_times, owner=owner)) for s in analysis.sentences]
    return [
        [placed(one, s) for one in told] if s.passage.kind == "entry" else told
        for s, told in zip(analysis.sentences, found, strict=True)
    ]


def _sentence(
    sentence: Sentence, *, knowledge: Knowledge, find_times: FindTimes, owner: Located | None
) -> Iterator[Sighting]:
    if not sentence.is_parsed:
        return
    if sentence.is_title and sentence.span.text.rstrip().endswith("?"):
        return  # a headline that asks tells nothing
    sentence = replace(sentence, mentions=tuple(m for m in sentence.mentions if not announces(m, sentence)))
    found = _without_asides(list(_triggers(sentence)))
    indexes = frozenset(token.i for token, trigger in found if trigger.family != FAMILY) - occasions(found)
    clause = Clause(sentence=sentence, triggers=indexes, knowledge=knowledge, find_times=find_times, owner=owner)
    told = [
        s
        for token, trigger in found
        for s in _by_trigger(clause, token, trigger, counts=token.i in indexes)
        if not is_asked(s, by_verb=isinstance(trigger, VerbTrigger))
    ]
    yield from told
    yield from sight_presence(clause)
    yield from sight_guests(clause, told)
    yield from sight_joining(clause)


def _by_trigger(
    clause: Clause, token: Token, trigger: VerbTrigger | NounTrigger, *, counts: bool
) -> Iterator[Sighting]:
    entry = clause.sentence.passage.kind == "entry"
    if entry and isinstance(trigger, NounTrigger) and trigger.kind != "visit" and _heads_entry(token):
        yield from sight_entry(clause, token, trigger)
    elif trigger.family == FAMILY or (trigger.kind == "call" and is_beside(token)):
        yield from sight_appearance(clause, token, trigger)
    elif trigger.kind == "visit":
        yield from sight_visit(clause, token, trigger)
    elif isinstance(trigger, VerbTrigger):
        yield from sight_verb(clause, token, trigger)
    elif trigger.kind != "summit":
        yield from sight_noun(clause, token, trigger)
    elif counts:
        yield from sight_summit(clause, token, trigger)


def _triggers(sentence: Sentence) -> Iterator[tuple[Token, VerbTrigger | NounTrigger]]:
    """Trigger words from left to right; of a noun phrase of several words the last stands for it."""
    known = triggers()
    doc, i, stop = sentence.doc, sentence.span.start, sentence.span.end
    lower = sentence.lower
    while i < stop:
        step = 1
        at = i - sentence.span.start
        lemma = doc[i].lemma_.lower()
        two = f"{lemma} {lower[at + 1]}" if at + 1 < len(lower) else ""
        by_lemma = known.verbs.get(two) or known.verbs.get(lemma)
        if by_lemma is not None and by_lemma.needs and not set(by_lemma.needs) & set(lower[at + 1 : at + 5]):
            by_lemma = None  # "exchanged gifts", "told reporters"
        verb = by_lemma or known.verbs.get(lower[at].removesuffix("s"))
        if verb is not None and (_goes_in_headline(doc[i], verb, sentence) or _goes_in_caption(doc[i], sentence)):
            yield doc[i], verb
            i += 1
            continue
        longest = min(known.longest_noun * 2, stop - i) if lower[at] in known.noun_starts else 0
        for length in range(longest, 0, -1):
            noun = known.nouns.get(" ".join(lower[at : at + length]))
            token = doc[i + length - 1]
            if noun is None and length > 2 and doc[i + 1].text == "-":
                noun = known.nouns.get(doc[i : i + length].text.lower())  # "one-on-one", one word in several tokens
                token = doc[i : i + length].root
            elif noun is not None and length > 2 and doc[i + 1].lower_ == "of" and token.lower_ not in known.nouns:
                token = doc[i]  # "exchange of views"
            if noun is None or _counts(doc, i) or not (length > 2 or _is_noun(token, sentence)):
                continue
            if not noun.means or _is_means(token):
                if not _only_describes(token, known):
                    yield token, noun
                step = length
                break
        else:
            if by_lemma is not None and _is_verb(doc[i], sentence):
                yield doc[i], by_lemma
        i += step


_Found = list[tuple["Token", VerbTrigger | NounTrigger]]


def _without_asides(found: _Found) -> _Found:
    """Without what is told somebody, unless he is visiting or nothing else tells of a meeting ("Xi told Trump"; not
    "as I told Trump"). "Visiting" itself is no visit there."""
    told = [t for t, trigger in found if isinstance(trigger, VerbTrigger) and trigger.telling]
    kept = {t.i for t in told if tells_visitor(t)}
    visiting = {i + n for i in kept for n in (1, 2)}
    if len(told) == len(found):
        kept |= {t.i for t in told if t.lemma_ == "tell" and not any(c.lower_ in {"i", "we"} for c in t.children)}
    aside = {t.i for t in told} - kept
    return [
        (t, trigger) for t, trigger in found if t.i not in aside and not (t.i in visiting and t.lower_ == "visiting")
    ]


def _only_describes(token: Token, known: Triggers) -> bool:
    """ "A face-to-face meeting", "a working lunch meeting": the noun behind it tells of the meeting."""
    behind = token.head
    modifies = token.dep_ in {"nmod", "amod", "compound"} and behind.i > token.i
    return modifies and behind.lower_ in known.nouns and behind.i - token.i <= MODIFIER_REACH


def _heads_entry(token: Token) -> bool:
    """ "Meeting with X", "Working lunch with X": what the line of a schedule is about."""
    return governor(token) is None or token.i <= token.sent.start + 2


MODIFIER_REACH = 6
"""Tokens from the first word of "face-to-face" to the noun behind it."""


def _goes_in_headline(token: Token, verb: VerbTrigger, sentence: Sentence) -> bool:
    """ "Blinken lands in Addis Ababa", "Sisi hosts Qatar leader": behind a name a verb, whatever the tagger thinks."""
    before = [m for m in sentence.mentions if m.end <= token.i and m.mention.kind in {"person", "description"}]
    if not sentence.is_title or not before or before[-1].end != token.i:
        return False
    if token.lower_ == "meet":  # "Tinubu, Ramaphosa meet in Cape Town"; "the Modi-Xi meet" is a noun
        return len(before) > 1 and sentence.doc[before[-1].start - 1].text != "-"
    told = verb.kind == "visit" or verb.host is not None or token.lower_ == "meets"
    return told and token.lower_.endswith("s")


def _goes_in_caption(token: Token, sentence: Sentence) -> bool:
    """ "X (R) talks with Y at the airport", "X chats with Y": behind somebody in a picture, a verb."""
    if token.lower_ not in {"talks", "chats"} or not 0 < token.i < len(token.doc) - 1:
        return False
    named = max((m.end for m in sentence.mentions if m.mention.kind == "person" and m.end <= token.i), default=token.i)
    where = [t.lower_ for t in token.doc[named : token.i]]
    stands = all(word in STANDING for word in where) and (len(where) > 1 or token.lower_ == "chats")
    return stands and named > sentence.span.start and token.nbor(1).lower_ in {"with", "to"}


STANDING = frozenset(["(", ")", ",", *"left right center centre second third from l r c".split()])
"""Words of "(R)" and ", centre left,", which say where somebody stands."""


def _counts(doc: Doc, i: int) -> bool:
    """ "The third round of talks": the talks are the meeting, the round only counts it; so with a round of fighting."""
    return doc[i].lower_ in {"round", "rounds"} and i + 1 < len(doc) and doc[i + 1].lower_ == "of"


def _is_means(token: Token) -> bool:
    """ "Told him by phone": where no verb of talking tells of the call itself."""
    verb = governor(token)
    known = triggers().verbs.get(verb.lemma_.lower()) if verb is not None else None
    told = known is not None and not known.telling and not _lacks_particle(known, verb)
    return token.dep_ == "pobj" and token.head.lower_ in {"by", "on", "over", "via"} and not told


def _lacks_particle(trigger: VerbTrigger, verb: Token | None) -> bool:
    """ "Got on the phone": no getting together."""
    return bool(trigger.particle and verb is not None and all(c.lower_ != trigger.particle for c in verb.children))


def _is_noun(token: Token, sentence: Sentence) -> bool:
    if token.lower_ == "talks" and any(
        t.lower_ in {"the", "of", "for", "peace"} for t in sentence.doc[max(0, token.i - 3) : token.i]
    ):
        return True  # the tagger takes "the Paris talks" for a verb
    entered = sentence.passage.kind == "entry" and token.i == sentence.span.start  # "Meeting with X"
    if token.lower_ in {"summit", "summits"} or entered or _ends_headline(token, sentence):
        return True
    if token.tag_ == "JJ" and token.dep_ in {"dobj", "pobj"}:
        return True  # "held a bilateral"
    return token.pos_ in {"NOUN", "PROPN"} or (sentence.is_title and token.pos_ != "VERB") or token.tag_ == "NN"


def _ends_headline(token: Token, sentence: Sentence) -> bool:
    """ "Modi begins Oman, Kuwait visit": behind a verb and a name at a headline's end no verb, whatever the tagger
    thinks."""
    before = sentence.doc[sentence.span.start : token.i]
    ends = token.i == sentence.span.end - 1 or token.nbor(1).is_punct
    last = ends and token.lower_ in {"visit", "tour"} and sentence.is_title and len(before) > 1
    return last and is_capital(before[-1].text) and any(t.tag_ in {"VBZ", "VBD"} for t in before)


def _is_verb(token: Token, sentence: Sentence) -> bool:
    if token.pos_ == "VERB":
        return True
    return sentence.is_title and token.dep_ == "ROOT"
