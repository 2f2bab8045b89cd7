"""Whose delegation somebody leads: "a delegation of the US House led by Congressman X" is American, and so is X."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.language.located import Located

if TYPE_CHECKING:
    from spacy.tokens import Doc

GROUPS = frozenset({"delegation", "delegations", "team", "mission", "group"})
REACH = 16
"""Tokens from the delegation's first word to "led by"."""


def with_their_country(doc: Doc, people: Sequence[Located], others: Sequence[Located]) -> list[Located]:
    """The same people, those who lead a state's delegation and whose country is not told with that state's."""
    return [_led(doc, person, others) if person.mention.country is None else person for person in people]


def _led(doc: Doc, person: Located, others: Sequence[Located]) -> Located:
    by = person.start - 1
    by -= by > 0 and doc[by].lower_ in {"the", "its", "their"}
    if by < 2 or doc[by].lower_ != "by" or doc[by - 1].lower_ not in {"led", "headed"}:
        return person
    first = next((i for i in range(by - 1, max(-1, by - REACH), -1) if doc[i].lower_ in GROUPS), None)
    if first is None:
        return person
    states = {m.mention.country for m in others if m.mention.kind == "state" and first - 2 <= m.start < by}
    country = states.pop() if len(states) == 1 else None
    return replace(person, mention=replace(person.mention, country=country)) if country else person
