"""Whether a party leads a state or a government, or serves in it."""

from __future__ import annotations

from kg.knowledge import fold
from kg.model import Participation

_LEADING = ("president", "prime minister", "premier", "chancellor", "king", "queen", "emir", "crown prince", "leader")
_SERVING = ("minister", "secretary", "diplomat", "foreign", "defence", "defense")
BODIES = frozenset({"EU", "UN"})
"""Organizations that those who speak for them stand for, as people do for their state. NATO is its members."""
_LEADING_KEYS = frozenset({"head_of_state", "head_of_government"})


def leads(party: Participation) -> bool | None:
    """By the post that the article gives, else by those the person is known for; None where nothing tells."""
    words = fold(party.post or (party.actor.label if party.actor.kind == "group" else ""))
    if not words:
        keys = {held.post for held in party.actor.posts}
        return bool(keys & _LEADING_KEYS) if keys else None
    if any(word in words for word in _SERVING) and "prime minister" not in words:
        return False
    return True if any(word in words for word in _LEADING) else None


def of_one_side(one: Participation, other: Participation) -> bool:
    """Whether two parties can be one side told in two ways: a person and his state, or his office, but no other's."""
    if one.actor.id == other.actor.id:
        return True
    kinds = {one.actor.kind, other.actor.kind}
    if kinds == {"person", "organization"} and one.country == other.country and one.country in BODIES:
        return True
    if one.actor.country is None or one.actor.country != other.actor.country or not kinds & {"state", "group"}:
        return False
    if "state" in kinds:
        return not any(_of_its_own(p) for p in (one, other))
    first, second = leads(one), leads(other)
    return first is None or second is None or first == second


def _of_its_own(party: Participation) -> bool:
    """A group of people who do not act for their state: its id is made of its name alone, not of a post."""
    return party.actor.kind == "group" and party.actor.id.count(":") == 1
