"""Finding who is mentioned: people with their posts, states, organizations, groups, pronouns.

The small model misses or mislabels many names of news, so that a name is believed for several reasons, each
sufficient: a post or honorific before it, a full name the knowledge base knows, a known first name, the
model's own PERSON label, or its use elsewhere in the article in one of these ways.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.knowledge.family_names import family_names
from kg.knowledge.folding import fold
from kg.language.delegations import with_their_country
from kg.language.descriptions import find_descriptions
from kg.language.located import Located
from kg.language.people import PeopleReader
from kg.language.units import Unit, UnitFinder, words
from kg.language.warring_sides import war_of
from kg.model import Mention, Passage

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from kg.knowledge import Knowledge


class MentionFinder:
    """Finds the mentions of articles; names learnt in one passage are recognised in the others."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self._units = UnitFinder(knowledge)

    def units_of(self, docs: Sequence[Doc]) -> list[dict[int, Unit]]:
        """The known phrases of the passages of one article, by their first tokens."""
        found = without_own_councils([named_once(doc, self._units.find(doc), self.knowledge) for doc in docs])
        return [{unit.start: unit for unit in units} for units in found]

    def find(
        self, docs: Sequence[Doc], passages: Sequence[Passage], units: Sequence[dict[int, Unit]]
    ) -> list[list[Located]]:
        """The mentions of every passage of one article, in the order of the text."""
        each = zip(docs, passages, units, strict=True)
        readers = [PeopleReader(doc, passage, at, self.knowledge) for doc, passage, at in each]
        familiar: set[str] = set()
        for reader in readers:  # first reading: learn the names
            for person in reader.people(frozenset()):
                familiar |= familiar_forms(person.mention, self.knowledge)
        found = []
        war = war_of(docs, units, self.knowledge)
        for reader in readers:
            doc, passage, at = reader.doc, reader.passage, reader.at
            people = believe_companions(doc, reader.people(frozenset(familiar)))
            others = find_descriptions(doc, passage, at, reader.bare_posts, people, self.knowledge, war)
            people = with_their_country(doc, people, others)
            found.append(sorted([*people, *others], key=lambda m: (m.start, m.end)))
        return found


def without_own_councils(units: Sequence[Sequence[Unit]]) -> list[list[Unit]]:
    """Without "the Security Council" where the article says nothing of the United Nations: a state has one too."""
    bare = {"security council", "the security council"}
    united = any(u.country == "UN" and fold(u.text) not in bare for found in units for u in found)
    return [[u for u in found if united or fold(u.text) not in bare] for found in units]


def named_once(doc: Doc, units: Sequence[Unit], knowledge: Knowledge) -> list[Unit]:
    """Organizations with their short names in brackets as one: "the National Liberation Army (ELN)", which of the
    armies of that name it is, the short name tells."""
    kept: list[Unit] = []
    for unit in units:
        before = kept[-1] if kept and kept[-1].end + 1 == unit.start and doc[unit.start - 1].text == "(" else None
        closed = unit.end < len(doc) and doc[unit.end].text == ")"
        if before is None or not closed or {before.kind, unit.kind} != {"organization"}:
            kept.append(unit)
            continue
        known = {actor.id for actor in knowledge.find(before.text)}
        if {actor.id for actor in knowledge.find(unit.text)} <= known:
            kept[-1] = replace(before, text=unit.text, country=unit.country, form=unit.form, end=unit.end + 1)
        else:
            kept.append(unit)
    return kept


def believe_companions(doc: Doc, people: Sequence[Located]) -> list[Located]:
    """A doubtful name is believed in one list with somebody ("Vicchoff and Secretary Marco Rubio"), or where it does
    what only people do ("Yarmak posted on X")."""
    believed = list(people)
    for n, person in enumerate(believed):
        beside = [p for p in (*people[n - 1 : n], *people[n + 1 : n + 2]) if not p.mention.doubtful]
        if not person.mention.doubtful:
            continue
        if any(_in_one_list(doc, person, other) for other in beside) or _acts_as_person(doc, person):
            believed[n] = replace(person, mention=replace(person.mention, doubtful=False))
    return believed


def _acts_as_person(doc: Doc, one: Located) -> bool:
    name = doc[one.head]
    return name.dep_ == "nsubj" and name.head.lemma_.lower() in words().personal_verbs


def _in_one_list(doc: Doc, one: Located, other: Located) -> bool:
    first, second = sorted((one, other), key=lambda m: m.start)
    gap = [doc[i].lower_ for i in range(max(first.end, first.cover), second.start)]
    return bool(gap) and len(gap) <= 3 and set(gap) <= {",", "and", "the"}


def familiar_forms(mention: Mention, knowledge: Knowledge) -> set[str]:
    """The folded short forms by which the article may go on to call somebody it has named."""
    parts = mention.name.split()
    while len(parts) > 1 and fold(parts[-1]) in words().name_suffixes:
        parts.pop()
    if mention.doubtful or not parts:
        return set()
    if len(parts) == 1:
        return {fold(parts[0])} if mention.post else set()
    forms = {
        fold(" ".join(parts[k:]))
        for k in range(len(parts))
        if len(parts[k]) > 2 and fold(parts[k]) not in words().particles
    }
    if fold(parts[0]) in knowledge.first_names:
        forms -= {fold(parts[0])}
    for actor in knowledge.find(mention.name):
        if actor.kind == "person":
            forms |= {fold(f) for f in family_names(actor.label, country=actor.country)}
    return {form for form in forms if form not in words().not_names}
