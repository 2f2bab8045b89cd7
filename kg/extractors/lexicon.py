"""The phrases of triggers.toml and context.toml as frozen records."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from msgspec import Struct

from kg.bundled import table
from kg.model import Kind, Medium

Slot = Literal[
    "subject", "object", "with", "to", "on", "agent", "destination", "destination_object", "departure", "origin"
]


class VerbTrigger(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A verb that tells of a meeting, and where its parties stand."""

    family: str
    words: tuple[str, ...]
    slots: tuple[Slot, ...]
    kind: Kind = "meeting"
    medium: Medium = "in_person"
    particle: str | None = None
    needs: tuple[str, ...] = ()
    """Words one of which must stand right behind the verb ("exchanged views", "spent three hours")."""
    host: Slot | None = None
    weak: bool = False
    """Tells of a meeting only in some contexts ("discussed", "arrived in")."""
    telling: bool = False
    """Words to somebody: a meeting where he is visiting, or a leader too and nothing else tells of one."""
    persons_only: bool = False
    """Only people can fill the object ("received the minister", not "received the report")."""


class NounTrigger(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A noun that names a meeting."""

    family: str
    words: tuple[str, ...]
    kind: Kind = "meeting"
    medium: Medium = "in_person"
    partners: tuple[str, ...] = ()
    """Prepositions before its other party, besides "with" and "between" ("a call from", "a courtesy call on")."""
    means: bool = False
    """Tells of a meeting only as the means of something said ("told him by phone")."""


class Context(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The word lists of context.toml."""

    support: frozenset[str]
    involving: frozenset[str]
    joining: frozenset[str]
    reporting: frozenset[str]
    telling: frozenset[str]
    planned: frozenset[str]
    proposed: frozenset[str]
    cancelled: frozenset[str]
    held_adjectives: frozenset[str]
    phone: frozenset[str]
    video: frozenset[str]
    in_person: frozenset[str]
    generic_adverbs: frozenset[str]
    generic_determiners: frozenset[str]
    not_meetings: frozenset[str]
    request: frozenset[str]
    private: frozenset[str]
    sport: frozenset[str]
    made_of: frozenset[str]
    things_met: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Triggers:
    """Triggers by the word that is looked up: the lemma of a verb, the lower-case words of a noun."""

    verbs: dict[str, VerbTrigger]
    nouns: dict[str, NounTrigger]
    longest_noun: int
    noun_starts: frozenset[str]
    """First words of the nouns."""


class _Listed(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """triggers.toml as it is written."""

    verbs: tuple[VerbTrigger, ...]
    nouns: tuple[NounTrigger, ...]


@cache
def triggers() -> Triggers:
    """The triggers, read once."""
    listed = table("kg.extractors", "triggers.toml", _Listed)
    verbs = {word: verb for verb in listed.verbs for word in verb.words}
    nouns: dict[str, NounTrigger] = {}
    for noun in listed.nouns:
        for word in noun.words:
            nouns[word] = noun
            if not word.endswith("s"):
                nouns[_plural(word)] = noun
    starts = frozenset(first for noun in nouns for first in (noun.split()[0], noun.split("-")[0]))
    return Triggers(verbs=verbs, nouns=nouns, longest_noun=max(len(w.split()) for w in nouns), noun_starts=starts)


@cache
def context() -> Context:
    """The context words, read once."""
    return table("kg.extractors", "context.toml", Context)


def _plural(word: str) -> str:
    if word.endswith(("lunch", "sh", "x")):
        return word + "es"
    return word[:-1] + "ies" if word.endswith("y") and word[-2:-1] not in "aeiou" else word + "s"
