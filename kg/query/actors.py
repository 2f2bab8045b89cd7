"""An actor's page: posts, names, how articles misspell them, the company kept, first and last contact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from kg.archive import Archive
from kg.knowledge import fold, shipped
from kg.model import Actor
from kg.query.answers import Told, told
from kg.query.choosing import Somebody, as_somebody, find_actor

EXAMPLES = 5
"""Articles that are named for each way an actor is written."""
AFTER_NAMES = frozenset({"jr", "sr", "ii", "iii", "iv"})
"""What may stand behind any name."""
Standing = Literal["name", "misspelling", "other"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A way articles write an actor."""

    form: str
    standing: Standing
    """A name or part of one; a spelling that is none of them; or other words ("the envoy")."""
    articles: int
    examples: tuple[tuple[str, str], ...]
    """Some of the articles: id and publisher ("" when not known)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Companion:
    """Somebody an actor met, at meetings that were held."""

    actor: Somebody
    meetings: int
    first: str
    """Days, ISO; "" when no meeting of theirs has one."""
    last: str
    latest: str
    """Id of their latest meeting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorPage:
    """What an archive knows of an actor."""

    actor: Actor
    meetings: dict[str, int]
    """How many, by status; a state's include those of the people who acted for it."""
    forms: tuple[Form, ...]
    """The most frequent first."""
    company: tuple[Companion, ...]
    """The most frequent first."""
    companions: int
    """How many there are in all."""
    first: Told | None
    """The first meeting held on a known day."""
    last: Told | None


def actor_page(archive: Archive, name: str, *, limit: int = 20) -> ActorPage:
    """The page of the actor with that name or id; ``limit`` companions. Raises UnknownName."""
    with archive.snapshot():
        who = find_actor(archive, name)
        ask = archive.connection.execute
        by_status = ask(
            "SELECT status, count(*) FROM parties WHERE actor = ? GROUP BY status ORDER BY 2 DESC, 1",
            (who.key,),
        ).fetchall()
        kept, companions = company(archive, who, limit=limit)
        return ActorPage(
            actor=archive.actor(who.key),
            meetings=dict(by_status),
            forms=_forms(archive, who.key),
            company=kept,
            companions=companions,
            first=_contact(archive, who.key, "ASC"),
            last=_contact(archive, who.key, "DESC"),
        )


def parties(archive: Archive, *, limit: int, skip: int = 0) -> tuple[int, tuple[Actor, ...]]:
    """Everybody who took part in a meeting, by id, after the first ``skip`` of them; and how many they are in all."""
    part = "FROM actors a WHERE EXISTS (SELECT 1 FROM parties p WHERE p.actor = a.key AND p.direct)"
    with archive.snapshot():
        ask = archive.connection.execute
        (count,) = ask(f"SELECT count(*) {part}").fetchone()
        keys = ask(f"SELECT a.key {part} ORDER BY a.id LIMIT ? OFFSET ?", (limit, skip)).fetchall()
        return count, tuple(archive.actor(key) for (key,) in keys)


def company(archive: Archive, who: Somebody, *, limit: int | None = None) -> tuple[tuple[Companion, ...], int]:
    """Whom an actor met, the most often met first, then by id; and how many they are in all."""
    tallies = tallied(archive, who)
    return tuple(companion(archive, who, each) for each in tallies[:limit]), len(tallies)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How often an actor met another, and when."""

    actor: Somebody
    meetings: int
    first: str
    last: str


TALLY = (
    "SELECT other, count(*) AS meetings, coalesce(min(nullif(first, '')), '') AS first, max(first) AS last FROM pairs"
    " WHERE actor = ? GROUP BY other"
)
"""Whom an actor met, how often, and when, as a query for its key."""


def tallied(archive: Archive, who: Somebody) -> list[Tally]:
    """Everybody an actor met, the most often met first, then by id."""
    rows = archive.connection.execute(
        f"SELECT t.meetings, t.first, t.last, a.key, a.id, a.label, a.kind, a.country FROM ({TALLY}) t"
        " JOIN actors a ON a.key = t.other ORDER BY t.meetings DESC, a.id",
        (who.key,),
    )
    return [Tally(meetings=n, first=first, last=last, actor=as_somebody(row)) for n, first, last, *row in rows]


def companion(archive: Archive, who: Somebody, tally: Tally) -> Companion:
    """The tally with the latest meeting of the two."""
    (latest,) = archive.connection.execute(
        "SELECT min(m.id) FROM pairs p CROSS JOIN meetings m ON m.key = p.meeting"
        " WHERE p.actor = ? AND p.other = ? AND p.first = ?",
        (who.key, tally.actor.key, tally.last),
    ).fetchone()
    return Companion(actor=tally.actor, meetings=tally.meetings, first=tally.first, last=tally.last, latest=latest)


def _forms(archive: Archive, key: int) -> tuple[Form, ...]:
    actor = archive.actor(key)
    names = [set(fold(name).split()) for name in (actor.label, *actor.aliases)]
    query = "SELECT form, count(*) FROM written WHERE actor = ? GROUP BY form ORDER BY 2 DESC, 1"
    some = (
        "SELECT a.id, coalesce(a.source, '') FROM written w JOIN articles a ON a.key = w.article"
        " WHERE w.actor = ? AND w.form = ? ORDER BY a.id LIMIT ?"
    )
    ask = archive.connection.execute
    return tuple(
        Form(
            form=form,
            standing=_standing(form, names, person=actor.kind == "person"),
            articles=count,
            examples=tuple((id_, source) for id_, source in ask(some, (key, form, EXAMPLES))),
        )
        for form, count in ask(query, (key,)).fetchall()
    )


def _standing(form: str, names: Sequence[set[str]], *, person: bool) -> Standing:
    if any(set(fold(form).replace(",", " ").split()) - AFTER_NAMES <= words for words in names):
        return "name"
    if not person and (form.isupper() or fold(form) in shipped().state_words):
        return "other"  # "UA", "Ukrainian"
    return "other" if any(word[0].islower() and len(word) > 3 for word in form.split()) else "misspelling"


def _contact(archive: Archive, key: int, order: Literal["ASC", "DESC"]) -> Told | None:
    row = archive.connection.execute(
        "SELECT m.key FROM parties p CROSS JOIN meetings m ON m.key = p.meeting WHERE p.actor = ? AND p.first > ''"
        f" AND p.status = 'held' ORDER BY p.first {order}, m.id LIMIT 1",
        (key,),
    ).fetchone()
    return told(archive, [row[0]])[0] if row else None
