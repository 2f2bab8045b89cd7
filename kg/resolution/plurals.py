"""Whom "the two leaders", "both ministers" and "the pair" stand for: the parties of an encounter told before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.knowledge import fold
from kg.model import Mention, Participation
from kg.resolution.drafts import Draft
from kg.resolution.encounters import Encounter
from kg.resolution.rank import leads

LEADERS = frozenset({"leaders", "presidents", "premiers", "prime ministers", "heads", "statesmen"})
MINISTERS = frozenset(
    {"ministers", "foreign ministers", "diplomats", "defence ministers", "defense ministers", "secretaries"}
)
PEOPLE = frozenset({"men", "women", "pair", "duo", "two", "three", "both"})
_HOW_MANY = {"two": 2, "both": 2, "pair": 2, "duo": 2, "three": 3, "trio": 3, "four": 4}
FARTHEST = 25
"""Sentences between a meeting and "the two leaders" who met there."""


def stood_for(one: Draft, encounters: Sequence[Encounter]) -> tuple[Participation, ...]:
    """The parties that the plural words of a phrase stand for; none where no meeting told before has such."""
    best: tuple[tuple[int, bool, bool, int, int], tuple[Participation, ...]] | None = None
    for mention in one.plurals:
        for encounter in encounters:
            found = _of_encounter(mention, encounter)
            if len(found) < 2 or one.sentence - encounter.drafts[-1].sentence > FARTHEST:
                continue
            pair = one.sighting.earlier and len(found) == 2  # who met before are more often two than many
            beside = one.sentence - encounter.drafts[-1].sentence <= 1
            rank = (_fits(mention, found), beside, pair, len(encounter.drafts), encounter.drafts[-1].order)
            if rank[0] >= 0 and (best is None or rank > best[0]):
                best = (rank, found)
    return best[1] if best is not None else ()


def _of_encounter(mention: Mention, encounter: Encounter) -> tuple[Participation, ...]:
    """The parties of an encounter, of each side the first where the words count fewer than took part."""
    parties = list(encounter.parties.values())
    if mention.post in LEADERS | MINISTERS | PEOPLE or mention.kind == "pronoun":
        parties = [p for p in parties if p.actor.kind == "person" or p.actor.id.startswith("group:")]
    wanted = how_many(mention)
    if wanted is not None and len(parties) > wanted:
        parties = next((some for some in _fewer(mention, parties, encounter) if len(some) == wanted), [])
    return tuple(replace(p, role="participant", evidence=(mention.span,), optional=False) for p in parties)


def _fewer(mention: Mention, parties: list[Participation], encounter: Encounter) -> Iterator[list[Participation]]:
    """Those who can be meant where more took part: by their posts, those named first together, one of each side."""
    if mention.post in LEADERS | MINISTERS:
        yield [p for p in parties if leads(p) == (mention.post in LEADERS)]
    first = {p.actor.id for p in encounter.lead.parties}
    yield [p for p in parties if p.actor.id in first]
    sides: dict[str, Participation] = {}
    for party in parties:
        sides.setdefault(party.country or party.actor.id, party)
    yield list(sides.values())


def how_many(mention: Mention) -> int | None:
    """How many the words say they are: "the two leaders", "the pair"."""
    words = fold(mention.span.quote).split()
    return next((_HOW_MANY[word] for word in words if word in _HOW_MANY), None)


def _fits(mention: Mention, parties: Sequence[Participation]) -> int:
    """1 where the posts of the parties are such as the noun says, -1 where they are others, 0 where none is known."""
    if mention.post not in LEADERS | MINISTERS:
        return 0
    leading = [leads(p) for p in parties]
    wanted = mention.post in LEADERS
    if any(said is not None and said != wanted for said in leading):
        return -1
    return 1 if all(said is not None for said in leading) else 0


def named_one_by_one(one: Draft, drafts: Sequence[Draft]) -> Draft | None:
    """A phrase that tells its sides only together ("met Afghan and Pakistani leaders"), with those whom other phrases
    of the article name; None where the other phrases tell that he met them one by one."""
    sure = one.ids - one.guessed
    sides = [p for p in one.parties if p.actor.id in one.guessed]
    others = [d for d in drafts if not d.guessed and d.ids & sure and d.sighting.kind != "visit"]
    together = next((d for d in others if all(_was_at(side, d) for side in sides)), None)
    if not sure or not sides:
        return one
    if together is not None:
        return replace(one, parties=together.parties)
    return None if all(any(_was_at(side, d) for d in others) for side in sides) else one


def _was_at(side: Participation, one: Draft) -> bool:
    same = (p for p in one.parties if p.actor.kind == "person" and p.country == side.country)
    return side.actor.id in one.ids or (side.country is not None and any(same))
