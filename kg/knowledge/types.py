"""What the knowledge files say of states, posts and people, as frozen records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from kg.model import Actor, PostHeld

StateKind = Literal["member", "observer", "unrecognized", "territory", "former"]
StateForm = Literal["name", "adjective", "demonym", "metonym", "capital"]


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A state, a former state, or a territory that acts abroad in its own name."""

    code: str
    """ISO 3166-1 alpha-2 (XK for Kosovo); withdrawn codes (SU, YU, CS, DD, ZR, YD) for former states, the ISO
    3166-3 code CSXX for Serbia and Montenegro; GE-AB, X-SO, MD-PMR, CY-TRNC, SO-SOM for those without a code."""
    name: str
    """The usual English name ("South Korea")."""
    kind: StateKind = "member"
    """member and observer are meant of the United Nations."""
    names: tuple[str, ...] = ()
    """Other names, official ones too."""
    abbreviations: tuple[str, ...] = ()
    """Forms that count only as written: "US", "U.S.", "DPRK"."""
    adjectives: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    """Singular and plural."""
    capital: str | None = None
    capital_names: tuple[str, ...] = ()
    """Other names of the capital, and other seats of government that stand for it ("Tel Aviv")."""
    metonyms: tuple[str, ...] = ()
    """Seats of power that stand for the state or its government: "Kremlin"."""
    leader_post: str = "head_of_state"
    """The post of the one who is meant by "leader": a key of the posts."""
    latitude: float | None = None
    """Of the capital, degrees; it serves as the state's point on a map."""
    longitude: float | None = None
    population: int = 0
    first: str | None = None
    """For former states: partial ISO dates of beginning and end."""
    last: str | None = None
    successors: tuple[str, ...] = ()
    parent: str | None = None
    """The state a territory belongs to, or is counted to by most others."""
    wikidata: str | None = None

    @property
    def former(self) -> bool:
        """Whether the state has ceased to exist."""
        return self.kind == "former"


@dataclass(frozen=True, slots=True, kw_only=True)
class StateWord:
    """What a word says about states: "German" is an adjective of DE, "Korean" one of KR and KP."""

    codes: tuple[str, ...]
    """The most usual one first."""
    form: StateForm
    written: tuple[str, ...] = ()
    """If not empty: only these spellings count ("US", "U.S."; never "us")."""

    @property
    def code(self) -> str:
        """The most usual state meant."""
        return self.codes[0]

    def fits(self, text: str) -> bool:
        """Whether the word as written in a text is this one."""
        return not self.written or text in self.written


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A post of diplomacy, the same in all countries."""

    key: str
    label: str
    level: int
    """Protocol rank: 1 heads of state and government, 2 ministers and the like, 3 deputies and envoys, 4 others."""
    single_seat: bool = False
    """Whether a country has at most one holder at a time."""
    several: bool = False
    """Whether a country has many holders at a time, so that "the German ambassador" may be any of them."""
    forms: tuple[str, ...] = ()
    """What texts call it, in any country."""
    country_forms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What it is called in one country; the first is the title to show."""
    counts_as: tuple[str, ...] = ()
    """Posts that the holder of this one holds by it: a monarch is a head of state."""
    alone: Mapping[str, str] = field(default_factory=dict)
    """Titles that stand for one country's holder where no country is named: "the Foreign Secretary" is Britain's."""

    def title(self, country: str | None) -> str:
        """The title to show for a holder from that country: "Secretary of State" for US, else the label."""
        forms = self.country_forms.get(country or "")
        return forms[0] if forms else self.label


@dataclass(frozen=True, slots=True, kw_only=True)
class PostRecord:
    """A post held, as it stands in the people files; see ``kg.model.PostHeld``."""

    post: str
    country: str | None = None
    title: str | None = None
    first: str | None = None
    last: str | None = None
    organization: str | None = None
    """Id of the organization where the post is one of an organization ("org:arab-league")."""

    def held(self) -> PostHeld:
        """The same as a word of the model."""
        return PostHeld(post=self.post, country=self.country, title=self.title, first=self.first, last=self.last)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorRecord:
    """A line of a people or organizations file, shipped or imported."""

    id: str
    label: str
    kind: Literal["person", "organization", "group"] = "person"
    aliases: tuple[str, ...] = ()
    misspellings: tuple[str, ...] = ()
    country: str | None = None
    posts: tuple[PostRecord, ...] = ()
    family_name: str | None = None
    """Where the rules of ``kg.knowledge.family_names`` do not give it."""
    sex: Literal["f", "m"] | None = None
    members: tuple[str, ...] = ()
    """Of a small format that is nothing but the meetings of its members (Quad): their ids, sorted."""
    wikidata: str | None = None

    def actor(self) -> Actor:
        """The same as a word of the model."""
        return Actor(
            id=self.id,
            label=self.label,
            kind=self.kind,
            country=self.country,
            aliases=self.aliases,
            misspellings=self.misspellings,
            posts=tuple(post.held() for post in self.posts),
            wikidata=self.wikidata,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRecord:
    """A line of the venues or regions file."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    country: str | None = None
    city: str | None = None
    """For venues: the city; None where it lies in none."""
    region: str | None = None
    """For venues outside a city: what it lies in ("Maryland")."""
    latitude: float | None = None
    longitude: float | None = None
    geonames: int | None = None
    after_city: bool = False
    """For regions: a city of the same name comes to mind first ("New York")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathering:
    """A line of the gatherings file: one summit or conference, or one that always meets in the same place."""

    id: str
    names: tuple[str, ...]
    """What texts call it; the names of a series are those of each of its meetings, and the days tell them apart."""
    place: str
    country: str
    first: str | None = None
    """Full ISO dates; None for one that always meets there."""
    last: str | None = None
