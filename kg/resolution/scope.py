"""Whether a meeting is between states: the parties act for two of them, as far as the article and the posts tell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import permutations

from kg.knowledge import Knowledge, fold
from kg.model import Actor, Participation
from kg.resolution.bodies import body_of
from kg.resolution.representation import holds_state_post
from kg.resolution.rules import SUPRANATIONAL, serves_an_organization

TERRITORIES = {"PR": "US", "GU": "US", "VI": "US", "AS": "US", "MP": "US"}
"""Territories whose governors are domestic guests, by ISO code, with the state they belong to."""
TOP_POSTS = frozenset({"head_of_state", "head_of_government", "monarch", "crown_prince"})
AT_HOME = frozenset(
    "congress congressional senate senators parliamentary lawmakers legislators legislative governors mayors tribal"
    " union unions labor business community communities faith civic civil local state county city".split()
)
"""Words of those who meet the leaders of their own country, unless their country is told."""
ONE_IN_A_STATE = TOP_POSTS | {"foreign_minister", "defence_minister"}


def sides(parties: Sequence[Participation], *, on: dt.date | None, knowledge: Knowledge) -> set[str]:
    """The states and organizations that the parties act for; a party for nobody known counts for itself, and so does
    who serves an organization without a country.

    Not the members of a parliament or the mayors, whose country nobody has told: they are of the others' country.
    """
    own = {p.actor.id for p in parties if _counts_for_itself(p, on, knowledge)}
    apart = {p.actor.id for p in parties if _leads_a_movement(p, knowledge)}
    told = {
        p.actor.id if p.actor.id in apart else p.country or (p.actor.id if p.actor.id in own else "") for p in parties
    } - {""}
    return {TERRITORIES.get(side, side) for side in told}


def _counts_for_itself(party: Participation, on: dt.date | None, knowledge: Knowledge) -> bool:
    actor = party.actor
    if actor.kind == "person":
        return serves_an_organization(actor, on) or (
            party.country is None and party.post is not None and body_of(party.post, knowledge) is not None
        )
    return actor.kind != "group" or not AT_HOME & set(fold(actor.label).replace("-", " ").split())


REBELLIOUS = frozenset({"rebel", "guerrilla", "insurgent", "separatist", "militia", "warlord", "paramilitary"})


def _leads_a_movement(party: Participation, knowledge: Knowledge) -> bool:
    """ "Rebel leader X", "the leader of the M23": he acts for his movement, not for the state it is in."""
    post = party.post or ""
    if party.country == "PS" or party.actor.kind != "person" or not post:
        return False
    if REBELLIOUS & set(fold(post).split()):
        return True
    behind = post.partition(" of ")[2] or post.rpartition(" ")[0]
    named = (behind.removeprefix("the ").strip(), *behind.replace("'s", " ").replace("’s", " ").split())
    return party.country is None and any(a.kind == "group" for name in named if name for a in knowledge.find(name))


def international(parties: Sequence[Participation], *, on: dt.date | None, knowledge: Knowledge) -> bool:
    """Whether the parties act for two states or organizations on that day, as far as the article tells.

    Somebody whose country nobody tells is foreign to a state, to a party of the same highest post (two presidents
    meet), to one in whose country somebody else holds that post, to an ambassador, and, if he serves in foreign
    affairs, to anybody whom the words call another country's.
    """
    if len(sides(parties, on=on, knowledge=knowledge)) >= 2:
        return True
    people = [p for p in parties if p.actor.kind == "person" and p.post]
    served = any(p.country is None and _counts_for_itself(p, on, knowledge) for p in people)
    if (served or any(p.country in SUPRANATIONAL for p in people)) and any(
        holds_state_post(p, knowledge) for p in people
    ):
        return True  # the head of an organization and a minister
    strangers = [p for p in people if p.country is None]
    if strangers and any(p.country and p.actor.kind == "state" for p in parties):
        return True
    nameless = any(p.country is None and p.actor.kind == "person" for p in parties)
    if nameless and any(p.country and knowledge.post_of(p.post or "") == "ambassador" for p in people):
        return True  # an ambassador is abroad: whoever receives him is of that state
    pairs = [(one, other) for one, other in permutations(people, 2) if one.country is None]
    return any(_foreign(one, other, on=on, knowledge=knowledge) for one, other in pairs)


def _foreign(stranger: Participation, other: Participation, *, on: dt.date | None, knowledge: Knowledge) -> bool:
    post = knowledge.post_of(stranger.post or "")
    if post in ONE_IN_A_STATE and knowledge.post_of(other.post or "", other.country) == post:
        return True
    if FOREIGN_SERVICE & set(fold(stranger.post or "").split()) and _called_of_its_country(other, knowledge):
        return True
    return other.country is not None and held_by_another(
        stranger.actor, post, other.country, on=on, knowledge=knowledge
    )


FOREIGN_SERVICE = frozenset({"foreign", "ambassador", "envoy", "diplomat", "consul"})
"""Words of the posts of those who meet other countries' people."""


def _called_of_its_country(party: Participation, knowledge: Knowledge) -> bool:
    """ "The Romanian State Secretary", "Secretary at the ministry of Romania": the words name the country."""
    words = [fold(word) for span in party.evidence for word in span.quote.split()]
    told = (knowledge.state_words.get(" ".join(words[i:j])) for i in range(len(words)) for j in (i + 1, i + 2))
    return any(word is not None and word.code == party.country for word in told)


def held_by_another(actor: Actor, post: str | None, country: str, *, on: dt.date | None, knowledge: Knowledge) -> bool:
    """Whether the highest post that somebody has is another's in that country on that day, or none there."""
    if post not in TOP_POSTS or country not in knowledge.states:
        return False
    holders = knowledge.holders(post, country, on=on)
    if holders:
        return actor.id not in {h.id for h in holders}
    return bool(knowledge.leaders(country, on=on))  # whose top posts are known, and this is none of them
