"""What every family of sightings shares: the clause around a trigger, made into a Sighting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from kg.extractors.arguments import Arguments
from kg.extractors.circumstances import attribution_of, initiator_of, topic_of
from kg.extractors.medium import medium_of
from kg.extractors.moments import (
    Expression,
    FindTimes,
    left_behind,
    of_the_past,
    of_the_refusal,
    time_expressions,
    time_phrase,
    times_of,
)
from kg.extractors.parse import governor
from kg.extractors.standing import Standing, standing
from kg.extractors.whereabouts import Places
from kg.knowledge import Knowledge
from kg.language.located import Located, Sentence
from kg.model import Kind, Medium, Party, PlacePhrase, Role, Sighting

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, kw_only=True)
class Clause:
    """A sentence and its triggers as the families read it. What not every sentence needs is worked out when it is
    asked for."""

    sentence: Sentence
    triggers: frozenset[int]
    knowledge: Knowledge
    find_times: FindTimes
    owner: Located | None = None
    """Whose schedule the sentence is an entry of."""
    days: list[Expression] | None = None
    """The only time expressions that count, where not all of the sentence do."""

    @cached_property
    def arguments(self) -> Arguments:
        """Its mentions by the words that govern them."""
        return Arguments(self.sentence)

    @cached_property
    def expressions(self) -> list[Expression]:
        """Its time expressions."""
        return time_expressions(self.sentence, self.find_times) if self.days is None else self.days

    @cached_property
    def places(self) -> Places:
        """Its phrases that may name a place."""
        return Places(self.sentence, self.knowledge, self.triggers)

    @cached_property
    def verbs(self) -> list[Token]:
        """Its verbs and auxiliaries."""
        return [token for token in self.sentence.span if token.pos_ in {"VERB", "AUX"}]

    def others(self, trigger: Token) -> set[int]:
        return set(self.triggers) - {trigger.i}


def meets_itself(clause: Clause, located: Located) -> bool:
    """Whether a mention names several at once: a format that is nothing but the meetings of its members ("the Quad"),
    the leaders of a bloc or region."""
    if located.mention.kind not in {"organization", "group"}:
        return False
    if located.of_people and clause.sentence.doc[located.head].tag_ == "NNS":
        return True
    return any(clause.knowledge.members(actor.id) for actor in clause.knowledge.find(located.mention.name))


def sighting(
    clause: Clause,
    trigger: Token,
    *,
    family: str,
    kind: Kind,
    medium: Medium,
    parties: Sequence[tuple[Located, Role]],
    places: Sequence[PlacePhrase] | None = None,
    anaphoric: bool = False,
    said: Standing | None = None,
    confidence: float = 0.8,
) -> Sighting:
    """Everything the clause says of the meeting that ``trigger`` tells of."""
    sentence = clause.sentence
    said = said or standing(trigger, sentence)
    how = medium_of(trigger, sentence, medium) if kind != "visit" else "in_person"
    others = clause.others(trigger)
    times = times_of(trigger, sentence, clause.expressions, others, recalled=said.background)
    if said.status in {"planned", "proposed"}:
        times = [e for e in times if not of_the_past(e, trigger, sentence)]
    elif said.status != "held":
        times = [e for e in times if not of_the_refusal(e, trigger)]
    initiator = initiator_of(clause.arguments, sentence)
    named = kind == "summit" and any(m.mention.kind in {"organization", "group"} for m, _ in parties)
    return Sighting(
        trigger=sentence.quote(trigger.i, trigger.i + 1),
        sentence=sentence.quote(sentence.span.start, _end(sentence)),
        family=family,
        kind=_kind(kind, how),
        medium=how,
        status=said.status,
        parties=tuple(Party(mention=m.mention, role=role) for m, role in parties),
        places=tuple(clause.places.of(trigger, others)) if places is None else tuple(places),
        times=tuple(time_phrase(sentence, e, said.tense) for e in times),
        topic=topic_of(trigger, sentence),
        initiator=initiator.mention if initiator else None,
        attributed_to=attribution_of(trigger, sentence),
        anaphoric=anaphoric,
        specific=said.specific,
        background=said.background or (not named and left_behind(trigger) is not None),
        earlier=_told_as_last(trigger),
        open_status=said.open_status,
        headline=sentence.is_title,
        confidence=confidence,
    )


def _told_as_last(trigger: Token) -> bool:
    """ "The two last met in Vienna", "in the village where they had met in May": the meeting before those that the
    article tells of."""
    verb = trigger if trigger.pos_ == "VERB" else governor(trigger)
    if verb is None or verb.pos_ != "VERB":
        return False
    helpers = {c.lower_ for c in verb.children if c.dep_ in {"aux", "advmod"}}
    if verb.dep_ == "relcl" and {"had", "where"} <= helpers:
        return True
    adverbs = {c.lower_ for c in verb.children if c.dep_ in {"advmod", "amod"} and c.i < verb.i}
    beside = {verb.nbor(-1).lower_} if verb.i > verb.sent.start else set()
    return bool((adverbs | beside) & {"last", "previously"})


def _end(sentence: Sentence) -> int:
    end = int(sentence.span.end)
    while end > sentence.span.start + 1 and sentence.doc[end - 1].is_space:
        end -= 1
    return end


def _kind(kind: Kind, medium: Medium) -> Kind:
    if kind == "call" and medium == "in_person":
        return "meeting"
    return "call" if kind == "meeting" and medium == "phone" else kind
