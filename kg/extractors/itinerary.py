"""Where a trip leads: the places it goes to, each state visited a stop of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extractors.parse import governor, upwards
from kg.extractors.place_phrases import DESTINATION_PREPOSITIONS
from kg.extractors.sight import Clause
from kg.extractors.word_order import SUBJECT
from kg.knowledge import fold
from kg.language.units import is_capital
from kg.model import PlacePhrase

if TYPE_CHECKING:
    from spacy.tokens import Token

Stop = list[PlacePhrase]
"""The phrases that name one stop, the decisive one first."""

JOINERS = frozenset({",", "and", "&", "then", "followed", "plus", "/"})
BETWEEN_STOPS = JOINERS | frozenset(
    {"the", "later", "finally", "also", "as", "well", "both", "by", "to", "on", "neighbouring", "neighboring", "nearby"}
)
BETWEEN_NAMES = frozenset({",", "and", "&", "-", "–", "/"})
LONGEST_NAME = 6
"""Tokens in the longest name of a place."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class _Found:
    """A phrase of place near a trigger; the one that sorts first says best where the trip goes."""

    unknown: bool
    steps: int
    """How far above the phrase the trigger or its verb stands in the parse."""
    loosely: bool
    """Not by "to": "in" may also tell where somebody spoke."""
    distance: int
    at: int
    """Token of the preposition."""
    start: int
    phrase: PlacePhrase


def stops_of(clause: Clause, trigger: Token, *, words: frozenset[str] = DESTINATION_PREPOSITIONS) -> list[Stop]:
    """The stops that phrases below the trigger or its verb name ("to Berlin and Paris", "in Turkey").

    A phrase that only says where in the country visited ("to Turkey ... in Istanbul") is kept behind the one
    that decides.
    """
    found = sorted(_found(clause, trigger, words), key=lambda f: (f.unknown, f.steps, f.loosely, f.distance))
    here = here_after(clause, trigger)
    if here is not None and (not found or found[0].unknown or found[0].at < trigger.i):
        return [[here]]
    if not found:
        return []
    first, others = found[0], found[1:]
    stops = stops_from(clause, start=first.start, phrase=first.phrase)
    if len(stops) == 1:
        stops[0] += [f.phrase for f in others if f.loosely and (f.at > trigger.i or f.steps == 0)]
    anchors = {trigger.i, _verb_of(trigger)}
    for further in others:
        above = clause.sentence.doc[further.at].head
        above = above.head if above.pos_ == "ADP" else above  # "to Moscow on Tuesday and to Kyiv"
        another = any(trigger.i < i < further.at for i in clause.triggers)  # "X's travel to A and Y's travel to B"
        if not (further.loosely or further.unknown or another) and above.i in anchors:
            stops += stops_from(clause, start=further.start, phrase=further.phrase)
    return stops


def stops_from(clause: Clause, *, start: int, phrase: PlacePhrase) -> list[Stop]:
    """The list of places that begins at a token: "Israel, the Netherlands and London, England" are three stops."""
    end = _end_of_stop(clause, start)
    if end is None:
        return [[phrase]]
    stops: list[Stop] = []
    while end is not None:
        stops.append([PlacePhrase(span=clause.sentence.quote(start, end), preposition=phrase.preposition)])
        start = _next_name(clause, end)
        end = _end_of_stop(clause, start) if start > end else None
    return stops


def stop_before(clause: Clause, noun: Token) -> list[Stop]:
    """ "His Beijing trip", "the China visit", "an Oman, Kuwait tour": the destinations as the noun's attributes."""
    doc, first = clause.sentence.doc, clause.sentence.span.start
    stops: list[Stop] = []
    end, reach = noun.i, noun.i - 3
    while end > first:
        named = (k for k in range(max(first, reach), end) if _name_end(clause, k, end) == end)
        start = next((k for k in named if k not in clause.places.people), None)
        if start is None or doc[start].dep_ == "poss" or (not stops and doc[end - 1].pos_ == "ADJ"):
            break
        stops.insert(0, [PlacePhrase(span=clause.sentence.quote(start, end), preposition="to")])
        if doc[start - 1].lower_ not in BETWEEN_NAMES or start - 1 < first:
            break
        end, reach = start - 1, start - 4
    return stops


def _found(clause: Clause, trigger: Token, words: frozenset[str]) -> Iterator[_Found]:
    doc, verb = clause.sentence.doc, _verb_of(trigger)
    for at, phrase in clause.places.phrases(words):
        if at <= trigger.i - 12:
            continue
        path = upwards(doc[at])[1:5]
        hit = next((n for n, token in enumerate(path) if token.i in {trigger.i, verb}), None)
        if any(c.dep_ in SUBJECT for token in path[:hit] if token.pos_ in {"VERB", "AUX"} for c in token.children):
            continue  # what somebody else does there
        steps = None if hit is None else hit + (path[hit].i != trigger.i)
        if steps is None and 0 <= at - trigger.i <= 3:
            steps = 3
        if steps is None:
            continue
        start = next(i for i in range(at + 1, len(doc)) if clause.sentence.quote(i, i + 1).start >= phrase.span.start)
        known = phrase.span.quote.lower().startswith("our ") or _end_of_stop(clause, start) is not None
        yield _Found(
            unknown=not known,
            steps=steps,
            loosely=phrase.preposition != "to",
            distance=abs(at - trigger.i),
            at=at,
            start=start,
            phrase=phrase,
        )


def here_after(clause: Clause, trigger: Token, *, within: int = 2) -> PlacePhrase | None:
    """ "Arrived here", "a visit here by X": in the place of the dateline."""
    doc = clause.sentence.doc
    for i in range(trigger.i + 1, min(trigger.i + 1 + within, clause.sentence.span.end)):
        if doc[i].lower_ == "here":
            return PlacePhrase(span=clause.sentence.quote(i, i + 1))
        if doc[i].pos_ == "VERB":
            break
    return None


def _verb_of(trigger: Token) -> int | None:
    verb = governor(trigger) if trigger.pos_ in {"NOUN", "PROPN"} else trigger
    return verb.i if verb is not None else None


def _end_of_stop(clause: Clause, start: int) -> int | None:
    """After the name of a place at a token, and of the country or region that a comma puts it in; None if none is."""
    doc, stop = clause.sentence.doc, clause.sentence.span.end
    end = _name_end(clause, start, stop)
    if end is None or start in clause.places.people or _acts(clause, end - 1):
        return None
    while end + 1 < stop and doc[end].text == ",":
        outer = _name_end(clause, end + 1, stop)
        if outer is None or not _lies_in(clause, (start, end), (end + 1, outer)):
            break
        end = outer
    return end


def _name_end(clause: Clause, start: int, stop: int) -> int | None:
    doc = clause.sentence.doc
    if start >= stop or not is_capital(doc[start].text):
        return None
    for end in range(min(stop, start + LONGEST_NAME), start, -1):
        if end < stop and _goes_on(doc[end]):
            continue
        text = _text(clause, start, end)
        if is_capital(doc[end - 1].text) or end == start + 1:
            word = clause.knowledge.state_words.get(fold(text))
            if word is not None and word.fits(text) and word.form in {"name", "capital"}:
                return end
            if (word is None or word.form == "metonym") and clause.knowledge.find_place(text):
                return end
    return None


def _goes_on(token: Token) -> bool:
    """Whether a name goes on with a token: "Young" is no town in "the Young Americas Forum"."""
    return token.text.isalpha() and is_capital(token.text) and token.pos_ == "PROPN" and token.ent_type_ != "DATE"


def _next_name(clause: Clause, end: int) -> int:
    """Where the next place of a list may begin; ``end`` itself when the list is over."""
    doc, j = clause.sentence.doc, end
    while j < clause.sentence.span.end and doc[j].lower_ in BETWEEN_STOPS:
        j += 1
    return j if any(doc[k].lower_ in JOINERS for k in range(end, j)) else end


def _acts(clause: Clause, i: int) -> bool:
    """Whether the name is somebody who does something: "visited Iran and Russia said ..."."""
    token = clause.sentence.doc[i]
    owns = i + 1 < clause.sentence.span.end and clause.sentence.doc[i + 1].lower_ in {"'s", "’s"}
    return owns or (token.dep_ in SUBJECT and token.head.pos_ in {"VERB", "AUX"} and token.head.i > i)


def _lies_in(clause: Clause, inner: tuple[int, int], outer: tuple[int, int]) -> bool:
    """ "Beirut, Lebanon": the second names the country or region of the first."""
    places = clause.knowledge.find_place(_text(clause, *inner))
    if any(p.kind == "country" for p in places):
        return False
    around = clause.knowledge.find_place(_text(clause, *outer))
    word = clause.knowledge.state_words.get(fold(_text(clause, *outer)))
    codes = {p.country for p in around if p.kind in {"country", "region"}} | set(word.codes if word else ())
    return any(p.country in codes for p in places)


def _text(clause: Clause, start: int, end: int) -> str:
    return clause.sentence.quote(start, end).quote
