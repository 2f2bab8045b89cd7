"""What is known of the world before an article is read, and how it is asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from kg.knowledge.folding import fold
from kg.knowledge.gatherings import Gatherings
from kg.knowledge.gazetteer import Gazetteer
from kg.knowledge.joining import JoinedRecords
from kg.knowledge.layers import Layer, MemoryLayer, most_words
from kg.knowledge.posts_held import held_on
from kg.knowledge.sounds import sound_keys
from kg.knowledge.state_words import state_words
from kg.knowledge.types import ActorRecord, Post, State, StateWord
from kg.model import Actor, Place

_FAMILIES_KEPT = 5_000
"""Family names whose people are kept in memory once asked for."""
_FOUND_KEPT = 5_000
"""Names looked up that are kept with who was found; then they are looked up anew."""


class Knowledge:
    """States, posts, organizations, people and places; nothing in it changes after loading.

    How imported files, layered over the shipped ones, change what these say: ``kg.knowledge.joining``.
    """

    def __init__(
        self,
        *,
        states: Mapping[str, State],
        posts: Mapping[str, Post],
        layers: Sequence[Layer],
        gazetteer: Gazetteer,
        gatherings: Gatherings,
        first_names: frozenset[str],
    ) -> None:
        self.states = states
        self.posts = posts
        self.gatherings = gatherings
        self.first_names = first_names
        """Folded given names from all over the world."""
        self._layers = tuple(layers)
        self._gazetteer = gazetteer
        self._actors: dict[str, Actor] = {f"state:{code.lower()}": _state_actor(s) for code, s in states.items()}
        self._records = JoinedRecords(layers)
        self._families: dict[str, tuple[Actor, ...]] = {}
        self._found: dict[str, tuple[Actor, ...]] = {}

    def only(self, kinds: Collection[str]) -> Knowledge:
        """The same with no other actors than states and those of these kinds."""
        records = (layer.get(actor_id) for layer in self._layers for actor_id in layer)
        return Knowledge(
            states=self.states,
            posts=self.posts,
            layers=[MemoryLayer(record for record in records if record is not None and record.kind in kinds)],
            gazetteer=self._gazetteer,
            gatherings=self.gatherings,
            first_names=self.first_names,
        )

    @cached_property
    def state_words(self) -> Mapping[str, StateWord]:
        """Folded word to the states it means and how ("kremlin": RU, metonym)."""
        return state_words(self.states)

    @cached_property
    def post_words(self) -> Mapping[str, str]:
        """Folded surface form to post key, where the country is not known; see ``post_of`` where it is."""
        words: dict[str, str] = {}
        for post in self.posts.values():
            for form in (post.label, *post.forms):
                words.setdefault(fold(form), post.key)
        for post in self.posts.values():
            for form in (form for forms in post.country_forms.values() for form in forms):
                words.setdefault(fold(form), post.key)
        return words

    @cached_property
    def _country_post_words(self) -> Mapping[tuple[str, str], str]:
        return {
            (fold(form), country): post.key
            for post in self.posts.values()
            for country, forms in post.country_forms.items()
            for form in forms
        }

    @cached_property
    def _countries_of_titles(self) -> Mapping[str, str]:
        return {fold(title): country for post in self.posts.values() for title, country in post.alone.items()}

    @property
    def people(self) -> Mapping[str, Actor]:
        """All people by actor id, shipped ones first; with big imported files, iterating reads the whole file."""
        return _Actors(self, self._records, ("person",))

    @property
    def organizations(self) -> Mapping[str, Actor]:
        """All organizations and groups by actor id."""
        return _Actors(self, self._records, ("organization", "group"))

    def actor(self, actor_id: str) -> Actor:
        """The actor with that id ("person:emmanuel-macron", "org:nato", "state:fr"); KeyError where unknown."""
        known = self._actors.get(actor_id)
        if known is None:
            record = self._records.get(actor_id)
            if record is None:
                raise KeyError(f"no actor {actor_id!r} in the knowledge files: look it up with `kg knowledge search`")
            known = self._actors[actor_id] = record.actor()
        return known

    def find(self, name: str) -> tuple[Actor, ...]:
        """Everybody with exactly that name, alias or known misspelling once folded: states, then the others."""
        folded = fold(name)
        known = self._found.get(folded)
        if known is None:
            word = self.state_words.get(folded)
            codes = word.codes if word and word.form == "name" else ()
            states = tuple(self._actors[f"state:{code.lower()}"] for code in codes)
            known = states + self._merged(r for layer in self._layers for r in layer.named(folded))
            if len(self._found) >= _FOUND_KEPT:
                self._found.clear()
            self._found[folded] = known
        return known

    def longest_name(self, beginning: str) -> int:
        """How many words the longest name has that begins with these one or two folded ones, of whatever is known."""
        return max(self._state_names.get(beginning, 0), *(layer.longest(beginning) for layer in self._layers))

    @cached_property
    def _state_names(self) -> Mapping[str, int]:
        return most_words(self.state_words)

    def by_family_name(self, name: str) -> tuple[Actor, ...]:
        """The people with that family name, or known by that one word ("Lula")."""
        folded = fold(name)
        known = self._families.get(folded)
        if known is None:
            known = self._merged(r for layer in self._layers for r in layer.family(folded))
            if len(self._families) >= _FAMILIES_KEPT:
                self._families.clear()
            self._families[folded] = known
        return known

    def shipped(self, actor_id: str) -> bool:
        """Whether the actor is in the shipped files: one of those the news is about."""
        return self._layers[0].get(actor_id) is not None

    def sounding(self, name: str) -> tuple[str, ...]:
        """Folded family names that may be this one misspelt, sorted: those with a sound key in common, no more."""
        keys = sound_keys(fold(name))
        return tuple(sorted({family for layer in self._layers for key in keys for family in layer.sounding(key)}))

    def holders(self, post: str, country: str | None, *, on: dt.date | None) -> tuple[Actor, ...]:
        """Who held that post in that country on that day (None: who holds it now), the latest to begin first.

        ``country`` may be the id of an organization ("org:arab-league"). Posts that count as this one are included:
        ``holders("head_of_state", "ES", on=None)`` gives the king.
        """
        keys = [post, *(other.key for other in self.posts.values() if post in other.counts_as)]
        began: dict[str, str] = {}
        for record in (r for layer in self._layers for key in keys for r in layer.in_post(key, country)):
            whole = self._records.canonical(record)
            for held in whole.posts:
                if held.post in keys and country in (held.country, held.organization) and held_on(held, on):
                    began[whole.id] = max(began.get(whole.id, ""), held.first or "")
        order = sorted(sorted(began), key=lambda actor_id: began[actor_id], reverse=True)
        return tuple(self.actor(actor_id) for actor_id in order)

    def leaders(self, country: str, *, on: dt.date | None) -> tuple[Actor, ...]:
        """Whom "the leader" of that country means on that day: by its leading post, else the other top posts."""
        state = self.states.get(country)
        for post in dict.fromkeys((state.leader_post if state else "", "head_of_state", "head_of_government")):
            if post and (found := self.holders(post, country, on=on)):
                return found
        return ()

    def post_of(self, form: str, country: str | None = None) -> str | None:
        """The post meant by a surface form in that country: "Chancellor" is the head of government in DE, finance
        in GB; "leader" is whoever leads. None where the form is no post."""
        folded = fold(form)
        if folded == "leader" and country in self.states:
            return self.states[country or ""].leader_post
        return self._country_post_words.get((folded, country or "")) or self.post_words.get(folded)

    def country_of_title(self, title: str) -> str | None:
        """Whose holder a title means where nothing says of which country: "Secretary of State" is US."""
        return self._countries_of_titles.get(fold(title))

    def sex(self, actor_id: str) -> str | None:
        """ "f" or "m" where the files say so: for "he" and "she"."""
        record = self._records.get(actor_id)
        return record.sex if record else None

    def members(self, actor_id: str) -> tuple[Actor, ...]:
        """Who meets where a small format meets (the Quad: Australia, India, Japan, the United States); else nobody."""
        record = self._records.get(actor_id)
        return tuple(self.actor(member) for member in record.members) if record else ()

    def find_place(self, name: str) -> tuple[Place, ...]:
        """Places with that name: countries, venues, regions, cities; cities by population, largest first."""
        return self._gazetteer.find(name)

    def city_names(self, *, smallest: int, countries: Collection[str] | None = None) -> tuple[str, ...]:
        """Folded main names of the cities with at least so many inhabitants, in those countries (None: anywhere)."""
        return self._gazetteer.city_names(smallest=smallest, countries=countries)

    def has_venue(self, place: Place) -> bool:
        """Whether a known venue of diplomacy lies in that city."""
        return self._gazetteer.has_venue(place)

    def venue_cities(self) -> tuple[str, ...]:
        """Folded names of the cities where diplomats meet: those with a known venue, sorted."""
        return self._gazetteer.venue_cities()

    def population(self, place: Place) -> int:
        """Inhabitants of a city or country; 0 where not known."""
        return self._gazetteer.population(place)

    def search(self, text: str, limit: int = 20) -> tuple[Actor, ...]:
        """Actors that have the text somewhere in a name, exact names first: for people looking around."""
        folded = fold(text)
        states = (self._actors[f"state:{c.lower()}"] for w in sorted(self.state_words) if folded in w
                  for c in self.state_words[w].codes if self.state_words[w].form == "name")  # fmt: skip
        others = self._merged(r for layer in self._layers for r in layer.search(folded, limit))
        return tuple({actor.id: actor for actor in (*self.find(text), *states, *others)}.values())[:limit]

    def _merged(self, records: Iterable[ActorRecord]) -> tuple[Actor, ...]:
        return tuple(self.actor(actor_id) for actor_id in dict.fromkeys(self._records.canonical(r).id for r in records))


def _state_actor(state: State) -> Actor:
    return Actor(
        id=f"state:{state.code.lower()}",
        label=state.name,
        kind="state",
        country=state.code,
        aliases=state.names + state.abbreviations,
        wikidata=state.wikidata,
    )


class _Actors(Mapping[str, Actor]):
    """The actors of some kinds by id, read when asked for."""

    def __init__(self, knowledge: Knowledge, records: JoinedRecords, kinds: tuple[str, ...]) -> None:
        self._knowledge = knowledge
        self._records = records
        self._kinds = kinds

    def __getitem__(self, actor_id: str) -> Actor:
        actor = self._knowledge.actor(actor_id)
        if actor.kind not in self._kinds:
            raise KeyError(actor_id)
        return actor

    def __iter__(self) -> Iterator[str]:
        return self._records.ids(self._kinds)

    def __len__(self) -> int:
        return sum(1 for _ in self)
