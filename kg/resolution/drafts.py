"""A sighting with its parties, place and time resolved: what one phrase says in the words of the world."""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from kg.knowledge import Knowledge, fold
from kg.model import (
    UNRESOLVED,
    Actor,
    Article,
    Match,
    Mention,
    Participation,
    Place,
    Sighting,
    TimePhrase,
    When,
)
from kg.resolution.actors import Cast
from kg.resolution.places import resolve_place
from kg.resolution.rules import in_office
from kg.resolution.scope import held_by_another
from kg.resolution.times import duration, is_relative, resolve_time, with_duration

MOST_PARTIES = 40
"""Parties of one phrase: longer lists are tables, not sentences."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One sighting resolved."""

    order: int
    sentence: int
    sighting: Sighting
    parties: tuple[Participation, ...]
    place: Place | None
    when: When
    initiator: str | None
    """Id of the actor at whose request it was held."""
    plurals: tuple[Mention, ...] = ()
    """The plural words that stand for parties told before ("the two leaders met")."""

    @property
    def again(self) -> bool:
        """Whether a plural word stands for parties told before."""
        return bool(self.plurals)

    @property
    def pointing(self) -> bool:
        """Whether only plural words tell who met."""
        return bool(self.sighting.parties) and all(p.mention.plural for p in self.sighting.parties)

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(p.actor.id for p in self.parties)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What all drafts of one article are made with."""

    article: Article
    cast: Cast
    knowledge: Knowledge
    credible: frozenset[str]
    """Ids of the actors that at least one mention names beyond doubt."""
    countries: frozenset[str]
    """Countries the article speaks of: they decide between places of one name."""
    named: frozenset[str] = frozenset()
    """Those of them that more than the name of a city tells of."""
    people: tuple[Mention, ...] = ()
    """Everybody the article names, the doubtful too."""
    home: str | None = None
    """Country of the government that publishes the article; see ``home_country``."""
    here: Place | None = None
    """The place of the article's dateline or, after a bar, of its title."""
    here_in_title: bool = False
    publisher: str | None = None
    """Country of the publisher, for the order of day and month in figures."""


def draft(sighting: Sighting, *, order: int, sentence: int, setting: Setting) -> Draft:
    """Resolve the parties, place and time of one sighting."""
    parties: dict[str, Participation] = {}
    plurals: list[Mention] = []
    listed = [party.mention for party in sighting.parties[:MOST_PARTIES] if party.mention.of is None]
    beside = frozenset(match.actor.id for mention in listed for match in setting.cast.matches(mention))
    for party in sighting.parties[:MOST_PARTIES]:
        if party.mention.plural and not party.mention.refers_to and party.mention.kind in {"pronoun", "description"}:
            plurals.append(party.mention)
            continue
        for participation in participations(party.mention, setting, beside=beside):
            known = parties.get(participation.actor.id)
            chosen = replace(participation, role=party.role, optional=party.optional)
            parties[participation.actor.id] = join_participations(known, chosen) if known else chosen
    if _lacks_its_subject(sighting, setting):
        parties = {}
    place = _place(sighting, {p.country for p in parties.values() if p.country}, setting)
    if sighting.kind != "visit":
        parties = _with_members(parties, setting)
    if sighting.kind == "visit":
        for host in participations(sighting.initiator, setting) if sighting.initiator else ():
            if host.actor.kind == "person":
                parties.setdefault(host.actor.id, replace(host, role="host"))
        parties = _with_host_state(parties, place, setting)
    return Draft(
        order=order,
        sentence=sentence,
        sighting=sighting,
        parties=tuple(_without_own_states(list(parties.values()))),
        place=place if sighting.medium not in {"phone", "video"} else None,
        when=_lasting(_when(sighting, setting), sighting),
        initiator=next((p.actor.id for p in participations(sighting.initiator, setting)), None)
        if sighting.initiator
        else None,
        plurals=tuple(plurals),
    )


def _lacks_its_subject(sighting: Sighting, setting: Setting) -> bool:
    """A headline whose office-holder stays unknown ("Deputy PM meets Lao, Saudi ambassadors"): the body says who, and
    those he met did not meet each other."""
    first = sighting.parties[0].mention if sighting.parties else None
    if first is None or sighting.trigger.field != "title" or sighting.kind == "visit":
        return False
    named = first.kind != "description" or first.plural or first.of is not None
    return not named and not setting.cast.matches(first)


def participations(mention: Mention, setting: Setting, *, beside: frozenset[str] = frozenset()) -> list[Participation]:
    """Whom a mention stands for, each as a party; ``beside``: the actors its phrase names in their own right."""
    if mention.of is not None:
        return _of_somebody(mention, mention.of, setting, beside)
    found = []
    for match in setting.cast.matches(mention):
        if mention.doubtful and match.actor.id not in setting.credible:
            continue
        named = _named_by(match, mention, setting)
        found.append(
            Participation(
                actor=match.actor,
                post=named.post or mention.post,
                country=_country(match.actor, mention, named, setting),
                forms=(named.name,) if named.name and named.kind != "pronoun" else (),
                evidence=(mention.span,),
                confidence=round(match.score, 3),
                match=match,
            )
        )
    return found


def _named_by(match: Match, mention: Mention, setting: Setting) -> Mention:
    """The mention that names the actor: of several that a plural word refers to, his own."""
    own = (other for other in mention.refers_to if match.actor in [m.actor for m in setting.cast.matches(other)])
    return next(own, mention.refers_to[0] if mention.refers_to else mention)


CONFIDANTS = frozenset({"presidential_chief_of_staff", "presidential_adviser", "national_security_adviser"})


def _of_somebody(mention: Mention, owner: Mention, setting: Setting, beside: frozenset[str]) -> list[Participation]:
    """ "Zelensky's top ally": the one of his country's confidants whom the article names, else left unnamed."""
    owners = setting.cast.matches(owner)
    if not owners or owners[0].actor.country is None:
        return []
    leader = owners[0].actor
    confidants = {
        m.actor.id: m.actor
        for other in setting.people
        for m in setting.cast.matches(other)
        if m.actor.country == leader.country and m.actor.id not in beside and _confidant(m.actor, setting)
    }
    words = f"{leader.label}'s {mention.post}"
    if len(confidants) == 1:
        actor = next(iter(confidants.values()))
        reasons = (f"the only confidant of {leader.label} that the article names",)
        match = Match(form=words, actor=actor, score=0.7, reasons=reasons)
    else:
        slug = re.sub(r"[^a-z0-9]+", "-", fold(words)).strip("-")
        actor = Actor(id=f"group:{slug}", label=words, kind="group", country=leader.country)
        match = Match(form=words, actor=actor, score=0.5, candidates=tuple(sorted(confidants)))
    return [
        Participation(
            actor=actor, post=mention.post, country=leader.country, evidence=(mention.span,),
            confidence=match.score, match=match,
        )
    ]  # fmt: skip


def _confidant(actor: Actor, setting: Setting) -> bool:
    """Whether somebody was a leader's right hand when the article came out; ever, where that day is unknown."""
    day = setting.article.published
    return any(p.post in CONFIDANTS and (day is None or in_office(p, day, years=0)) for p in actor.posts)


def _country(actor: Actor, mention: Mention, named: Mention, setting: Setting) -> str | None:
    """The country a party acts for: what its words say, else what is known of it on that day, else the publisher's.

    Movements act for no state, wherever they are; those of Palestine act for it.
    """
    if actor.kind == "group" and actor.id.startswith("org:"):
        return actor.country if actor.country == "PS" else None
    return mention.country or named.country or setting.cast.country(actor) or _at_home(actor, named, setting)


def _at_home(actor: Actor, named: Mention, setting: Setting) -> str | None:
    """An official without a country in a government's own release is its own, if no other has that post there."""
    if actor.kind != "person" or not named.post or setting.home is None:
        return None
    post, day = setting.knowledge.post_of(named.post), setting.article.published
    other = held_by_another(actor, post, setting.home, on=day, knowledge=setting.knowledge)
    return None if other else setting.home


def join_participations(one: Participation, other: Participation) -> Participation:
    """Two mentions of one party as one: forms and evidence together, the more telling role kept."""
    return replace(
        one,
        role=one.role if one.role != "participant" else other.role,
        post=one.post or other.post,
        country=one.country or other.country,
        forms=tuple(sorted({*one.forms, *other.forms})),
        optional=one.optional and other.optional,
        evidence=tuple(dict.fromkeys((*one.evidence, *other.evidence))),
        confidence=max(one.confidence, other.confidence),
    )


def _with_members(parties: dict[str, Participation], setting: Setting) -> dict[str, Participation]:
    """A small format beside nobody but its members stands for the others of them: Quad summits have four sides.

    Beside anybody else it stays what it is ("Iran and the E3").
    """
    for key, format_ in parties.items():
        members = setting.knowledge.members(key)
        there = {p.country or p.actor.id for other, p in parties.items() if other != key}
        sides = {m.country or m.id for m in members}
        if members and there <= sides:
            absent = {m.id: replace(format_, actor=m, country=m.country) for m in members if m.country not in there}
            return {k: p for k, p in parties.items() if k != key} | absent
    return parties


BODIES = frozenset({"EU", "UN"})
"""Organizations that those who speak for them stand for, as people do for their state. NATO is its members."""


def _without_own_states(parties: list[Participation]) -> list[Participation]:
    """A person stands for his state: the state beside him is no party of its own."""
    represented = {p.country for p in parties if p.actor.kind == "person" and p.country}
    own = {"state:" + country.lower() for country in represented} | {"org:" + c.lower() for c in represented & BODIES}
    return [p for p in parties if p.actor.id not in own]


def without_doubles(parties: Sequence[Participation]) -> list[Participation]:
    """Of a side told in several ways the best: its people, else its office-holder without a name, else the state."""
    people = {p.country for p in parties if p.actor.kind == "person" and p.country}
    holders = {p.country for p in parties if p.actor.kind == "group" and p.country}
    return [
        p
        for p in parties
        if not (p.actor.kind == "group" and p.country in people and p.country is not None)
        and not (p.actor.kind == "state" and p.actor.country in people | holders)
    ]


SEATS: dict[str, tuple[str, ...]] = {
    "EU": ("Brussels", "Strasbourg"),
    "NATO": ("Brussels",),
    "UN": ("New York City",),
    "VA": ("Rome", "Vatican City"),
}
"""Where those who act for an organization, or the Pope, are at home: they visit no state there."""


def _with_host_state(
    parties: dict[str, Participation], place: Place | None, setting: Setting
) -> dict[str, Participation]:
    """A visit's second party is the state visited, where no host of it is named; its own state is no host."""
    if place is None or place.country is None or place.country not in setting.knowledge.states:
        return parties
    visitors = {p.country for p in parties.values() if p.role == "visitor"}
    if place.country in visitors:
        at_home = {key: p for key, p in parties.items() if p.actor.kind != "state"}
        return {k: replace(p, role="host") if p.country == place.country else p for k, p in at_home.items()}
    if any(place.name in SEATS.get(country or "", ()) for country in visitors):
        return parties
    parties = {
        k: replace(p, role="participant") if p.role == "host" and p.country not in {None, place.country} else p
        for k, p in parties.items()
    }  # "a trip to Kyiv with the Polish president": company, no host
    if any(p.country == place.country for p in parties.values()):
        return parties
    host = setting.knowledge.actor(f"state:{place.country.lower()}")
    return {**parties, host.id: Participation(actor=host, role="host", country=place.country, confidence=0.8)}


def _place(sighting: Sighting, parties: Collection[str], setting: Setting) -> Place | None:
    here = any(p.span.quote.lower() == "here" for p in sighting.places)
    here = here or any(p.span.quote.lower().startswith("this ") for p in sighting.places)
    phrases = [p for p in sighting.places if not p.span.quote.lower().startswith(("our ", "here"))]
    place = resolve_place(
        phrases, countries=setting.countries, named=setting.named, parties=parties, knowledge=setting.knowledge
    )
    if (
        place is not None
        and place.kind == "country"
        and here
        and setting.here
        and setting.here.country == place.country
    ):
        return setting.here  # "in this Turkish city"
    if place is None and here:
        return setting.here
    if place is None and len(phrases) < len(sighting.places) and setting.home in setting.knowledge.states:
        at_home = setting.knowledge.states[setting.home or ""].name  # "our country", in a government's own release
        place = next(iter(setting.knowledge.find_place(at_home)), None)
    return place


_BOUND = re.compile(r"(?:before|after|ahead of|prior to|until|till|by)\b", re.IGNORECASE)
"""What stands beside a meeting without telling its day: "ahead of Friday's vote"."""


def _when(sighting: Sighting, setting: Setting) -> When:
    unresolved = UNRESOLVED
    published, country = setting.article.published, setting.publisher
    for phrase in sighting.times:
        when = _nearest_month(phrase, setting.article) or resolve_time(
            phrase.span.quote, published=published, tense=phrase.tense, country=country
        )
        if when.first is None and is_relative(phrase.span.quote):
            return replace(when, expression=phrase.span.quote)  # counted from another meeting, once that is known
        if when.first is not None:
            return when
        if unresolved.expression is None and not _BOUND.match(phrase.span.quote):
            unresolved = when
    return unresolved


SOON = 75
"""Days: "his June trip", said in May or April, is to come; said in January it is that of last year."""


def _nearest_month(phrase: TimePhrase, article: Article) -> When | None:
    """ "His June trip": the next June where it is near; None for one long past and for other words of time."""
    day = article.published
    if day is None or phrase.tense != "past" or phrase.span.quote not in month_name[1:]:
        return None
    to_come = resolve_time(phrase.span.quote, published=day, tense="future")
    return to_come if to_come.first and (to_come.first - day).days <= SOON else None


def _lasting(when: When, sighting: Sighting) -> When:
    """ "Began a three-day visit on Monday": three days from then; "wrapped up ... on Sunday": the three up to then."""
    days = duration(sighting.lasting) if sighting.lasting else None
    if days is None or when.precision != "day":
        return when
    whole = with_duration(when, days)
    if not sighting.ended or when.first is None or whole.last is None:
        return whole
    return replace(when, first=when.first - (whole.last - when.first))


def with_host(parties: list[Participation], place: Place | None) -> list[Participation]:
    """Whoever is at home where guests from abroad meet is the host, when the words name none."""
    if place is None or place.country is None or any(p.role != "participant" for p in parties):
        return parties
    at_home = {p.actor.id for p in parties if p.country == place.country and p.actor.kind == "person"}
    abroad = any(p.country and p.country != place.country for p in parties)
    if not at_home or not abroad:
        return parties
    return [replace(p, role="host") if p.actor.id in at_home else p for p in parties]
