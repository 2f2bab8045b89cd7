"""The words of the project: every type that travels between stages, in the order the data meets them, in one file so
that they can be read in one go.

All types are frozen. Offsets count Unicode code points of the text they point into, the end is exclusive.
Dates are inclusive on both sides. Countries are ISO 3166-1 alpha-2 codes, or ``EU``, ``UN`` and ``NATO``
for those three organizations; None where a party acts for no country.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

Status = Literal["held", "planned", "proposed", "cancelled", "postponed", "refused"]
Medium = Literal["in_person", "phone", "video", "unknown"]
Kind = Literal["meeting", "visit", "summit", "negotiation", "call"]
Scope = Literal["international", "domestic"]
ActorKind = Literal["person", "state", "organization", "group"]
Role = Literal["host", "visitor", "mediator", "participant"]
Field = Literal["text", "title"]
DateSource = Literal["metadata", "user", "dateline", "url"]
PassageKind = Literal["title", "dateline", "body", "entry"]
MentionKind = Literal["person", "state", "organization", "group", "pronoun", "description"]
Tense = Literal["past", "present", "future"]
Precision = Literal["day", "week", "month", "year"]
Basis = Literal["stated", "publication", "news", "meeting", "unresolved"]
PlaceKind = Literal["venue", "city", "region", "country"]
Fact = Literal["time", "place", "participant"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """An input that could not be used (or not wholly): where, why, and what the user can do about it."""

    where: str
    """The file, and the line or record in it, as the user named it."""
    cause: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A text somebody published. ``text`` is what all offsets refer to and is never changed."""

    id: str
    text: str
    title: str | None = None
    url: str | None = None
    source: str | None = None
    """Who published it: a name or a domain."""
    published: dt.date | None = None
    published_from: DateSource | None = None
    """Where the publication date was read; None exactly when there is no date."""

    def field(self, name: Field) -> str:
        """The text that spans of that field point into."""
        return self.text if name == "text" else self.title or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A run of an article's text that is article and not page leftovers."""

    start: int
    end: int
    text: str
    """Exactly ``article.field(field)[start:end]``."""
    kind: PassageKind = "body"
    """An entry is one line of a schedule, without its hour."""
    field: Field = "text"
    day: Span | None = None
    """The line over an entry that names its day."""
    stop: Span | None = None
    """The line over it that names where that is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A quotation of an article that can be checked: ``article.field(field)[start:end] == quote``."""

    start: int
    end: int
    quote: str
    field: Field = "text"

    def __post_init__(self) -> None:
        if self.start < 0 or self.end - self.start != len(self.quote):
            raise ValueError(f"span {self.start}..{self.end} cannot hold {self.quote!r}: check the offsets")

    def quotes(self, article: Article) -> bool:
        """Whether the article really says this there."""
        return article.field(self.field)[self.start : self.end] == self.quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A span that names or points to somebody ("Vicchoff", "his Chinese counterpart", "the two leaders").

    A mention is what the text says, an Actor who is real; a Match is the decision that joins them.
    """

    span: Span
    kind: MentionKind
    name: str = ""
    """The bare name without posts and honorifics; empty for pronouns and descriptions."""
    post: str | None = None
    """The post as the text gives it ("Foreign Minister", "top diplomat")."""
    country: str | None = None
    """The country the mention itself says it acts for ("Chinese Foreign Minister Wang Yi": CN)."""
    plural: bool = False
    doubtful: bool = False
    """True for a capitalised word that may be no name; it counts only when it matches somebody else's name."""
    of: Mention | None = None
    """Whose: "Zelensky" in "Zelensky's top ally"."""
    refers_to: tuple[Mention, ...] = ()
    """What a pronoun or description stands for inside the article, nearest first; empty when unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacePhrase:
    """Words that may say where something happened: "Paris", "the Kremlin", "Palm Beach, Florida"."""

    span: Span
    preposition: str = "in"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimePhrase:
    """Words that may say when something happened ("Thursday"), with the tense of the clause they stand in."""

    span: Span
    tense: Tense = "past"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A mention that takes part in a sighted meeting, and how."""

    mention: Mention
    role: Role = "participant"
    optional: bool = False
    """True for those a careful reader could leave out ("and other officials")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One phrase that tells of a meeting."""

    trigger: Span
    sentence: Span
    family: str
    """What kind of phrase it is, one of ``kg.extractors.FAMILIES``."""
    kind: Kind
    medium: Medium
    status: Status
    parties: tuple[Party, ...]
    places: tuple[PlacePhrase, ...] = ()
    times: tuple[TimePhrase, ...] = ()
    topic: str | None = None
    initiator: Mention | None = None
    attributed_to: str | None = None
    anaphoric: bool = False
    """True when the phrase points back to a meeting already told ("the meeting", "during their talks")."""
    specific: bool = True
    """False for generic or repeated mentions ("they have met often")."""
    background: bool = False
    """True when the meeting is only referred to ("since their recent talks"), not told as news."""
    earlier: bool = False
    """True when it is told as the one before the news ("the two last met in Vienna")."""
    open_status: bool = False
    """True for a title without a verb ("Secretary X's Travel to Y"): the body decides whether it was held."""
    headline: bool = False
    """True for a phrase of the title, whether that is given apart or stands over the text."""
    lasting: str | None = None
    """The text's words for how long it lasts ("three-day")."""
    ended: bool = False
    """True where the day told is the last one ("wrapped up a three-day visit on Sunday")."""
    within: Span | None = None
    """The trigger of the summit or visit this one is said to be part of ("on the sidelines of the G20")."""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """The tightest interval of days that text and publication date support; both None when unresolved."""

    first: dt.date | None = None
    last: dt.date | None = None
    precision: Precision = "day"
    expression: str | None = None
    """The words of the text ("Thursday"); kept also when they could not be resolved."""
    basis: Basis = "unresolved"
    """stated: the text has the full date; publication: counted from the publication date; news: no words at
    all, told as the day's news (the day before publication or that day); meeting: counted from another
    meeting; unresolved."""
    approximate: bool = False

    def __post_init__(self) -> None:
        if (self.first is None) != (self.last is None) or (self.first and self.last and self.last < self.first):
            raise ValueError(f"{self.first}..{self.last} is no interval: give both days, the earlier one first")


UNRESOLVED = When()


@dataclass(frozen=True, slots=True, kw_only=True)
class PostHeld:
    """A post and when its holder held it."""

    post: str
    """Key of the post vocabulary ("foreign_minister"), or the title in words where it has none."""
    country: str | None
    title: str | None = None
    """The title in the holder's own country ("Secretary of State"), when it differs."""
    first: str | None = None
    """Partial ISO date: "2019", "2019-05" or "2019-05-20"; None: before anything known."""
    last: str | None = None
    """The same; None: still held as far as the knowledge base knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who is real: a person, a state, an organization, or a group."""

    id: str
    """Stable: the knowledge base's ("person:emmanuel-macron"; of imported people Wikidata's, "Q3052772"), else made of
    the name ("person:jane-doe:gb")."""
    label: str
    kind: ActorKind
    country: str | None = None
    aliases: tuple[str, ...] = ()
    misspellings: tuple[str, ...] = ()
    posts: tuple[PostHeld, ...] = ()
    wikidata: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A city, region or country, or a venue in a city."""

    id: str
    name: str
    """The city or, where no city is known, the region or country."""
    kind: PlaceKind
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    geonames: int | None = None
    venue: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A decision that a mention is an actor, with its reasons; can be overruled by the user."""

    form: str
    """The form of the name that was matched."""
    actor: Actor
    score: float
    reasons: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    """Ids of the other actors it could have been."""
    overruled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation:
    """An actor in a meeting."""

    actor: Actor
    role: Role = "participant"
    post: str | None = None
    """The post at the time of the meeting, in words."""
    country: str | None = None
    """The country (or EU, UN, NATO) the party acts for."""
    forms: tuple[str, ...] = ()
    """The forms the article uses, sorted."""
    optional: bool = False
    evidence: tuple[Span, ...] = ()
    confidence: float = 1.0
    match: Match | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What ONE article says of ONE meeting."""

    id: str
    document: str
    """Id of the article."""
    kind: Kind
    medium: Medium
    status: Status
    participants: tuple[Participation, ...]
    place: Place | None = None
    when: When = UNRESOLVED
    scope: Scope = "international"
    specific: bool = True
    topic: str | None = None
    initiator: str | None = None
    """Id of the actor at whose request it was held."""
    attributed_to: str | None = None
    part_of: str | None = None
    """Id of the report (same article) of the summit, visit or negotiation it belongs to."""
    confidence: float = 1.0
    evidence: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusClaim:
    """That one article gave a meeting a status, and who it says so."""

    status: Status
    report: str
    document: str
    source: str | None = None
    published: dt.date | None = None
    attributed_to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One of several answers that the reports of a meeting give to when, where or who, and who gives it."""

    fact: Fact
    value: str
    """Id of the place or actor; of a time its days, ``2025-03-03/2025-03-04``."""
    reports: tuple[str, ...]
    """Ids of the reports that say so, sorted."""
    sources: tuple[str, ...] = ()
    """Who published them, sorted."""
    tellings: int = 1
    """How many of them are texts of their own: copies of one text count once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Why two reports (and with them what each was joined to before) were taken to tell of one meeting."""

    reports: tuple[str, str]
    score: float
    """From 0 to 1; 1 where a person decided it."""
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """What ALL articles say of one encounter: the reports, and what follows from them."""

    id: str
    kind: Kind
    medium: Medium
    status: Status
    """The latest status that the best supported reports give."""
    participants: tuple[Participation, ...]
    place: Place | None = None
    when: When = UNRESOLVED
    scope: Scope = "international"
    topic: str | None = None
    initiator: str | None = None
    part_of: str | None = None
    """Id of the meeting this one is a part of."""
    reports: tuple[str, ...] = ()
    """Ids of the reports, sorted."""
    sources: tuple[str, ...] = ()
    history: tuple[StatusClaim, ...] = ()
    """By publication date, then report id."""
    other_places: tuple[Place, ...] = ()
    """Places that other reports give, best supported first."""
    other_times: tuple[When, ...] = ()
    accounts: tuple[Account, ...] = ()
    """Where the reports differ in time, place or participants: every answer, of each fact the best supported first."""
    links: tuple[Link, ...] = ()
    """Why the reports are one meeting, the surest first; empty for a single report."""
    copies: tuple[tuple[str, ...], ...] = ()
    """Articles that are copies of one text, by id: together they are one witness."""
    confidence: float = 1.0
