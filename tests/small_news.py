"""Articles with their reports, made without a language model: an archive's tests need what was extracted, not how."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from kg.model import Actor, Article, Participation, Place, Problem, Report, Span, When
from kg.pipeline import Extraction, Settings

SETTINGS = Settings()
PEOPLE = {
    "Stubb": Actor(id="person:alexander-stubb", label="Alexander Stubb", kind="person", country="FI"),
    "Kallas": Actor(id="person:kaja-kallas", label="Kaja Kallas", kind="person", country="EE", aliases=("Kallas",)),
    "Duda": Actor(id="person:andrzej-duda", label="Andrzej Duda", kind="person", country="PL"),
    "Sandu": Actor(id="person:maia-sandu", label="Maia Sandu", kind="person", country="MD", misspellings=("Sando",)),
    "Rinkevics": Actor(id="person:edgars-rinkevics", label="Edgars Rinkēvičs", kind="person", country="LV"),
}
TALLINN = Place(id="place:tallinn", name="Tallinn", kind="city", country="EE", geonames=588409)
RIGA = Place(id="place:riga", name="Riga", kind="city", country="LV", geonames=456172)
TARTU = Place(id="place:tartu", name="Tartu", kind="city", country="EE", geonames=588335)
PLACES = {"Tallinn": TALLINN, "Riga": RIGA, "Tartu": TARTU}


def article(
    id_: str, *tellings: str, source: str = "Example Wire", published: dt.date | None = dt.date(2024, 3, 8)
) -> Article:
    """An article of sentences "Stubb met Kallas in Tallinn on 2024-03-07 (held)"."""
    return Article(
        id=id_,
        text=" ".join(f"{telling}." for telling in tellings),
        title=f"News {id_}",
        source=source,
        published=published,
        published_from="user" if published else None,
    )


def reports_of(given: Article) -> tuple[Report, ...]:
    """What the sentences tell: "A met B [and C] [in PLACE] [on DAY] [(STATUS)]"."""
    return tuple(_report(given, n, sentence) for n, sentence in enumerate(given.text.split(". ")) if "met" in sentence)


def extract(inputs: Iterable[Article | Problem], *, settings: Settings) -> Iterator[Extraction]:
    """Stands for kg.pipeline.extract_all."""
    for item in inputs:
        if isinstance(item, Problem):
            yield Extraction(problem=item)
        else:
            yield Extraction(article=item, reports=reports_of(item))


def _report(given: Article, number: int, sentence: str) -> Report:
    words = sentence.rstrip(".").split()
    status: Any = next((word.strip("()") for word in words if word.startswith("(")), "held")
    day = dt.date.fromisoformat(words[words.index("on") + 1]) if "on" in words else None
    place = PLACES[words[words.index("in") + 1]] if "in" in words else None
    start = given.text.index(sentence.rstrip("."))
    span = Span(start=start, end=start + len(sentence.rstrip(".")), quote=sentence.rstrip("."))
    names = [word for word in words if word in PEOPLE]
    return Report(
        id=f"{given.id}-{number}",
        document=given.id,
        kind="meeting",
        medium="in_person",
        status=status,
        participants=tuple(_party(name, span) for name in names),
        place=place,
        when=When(first=day, last=day, expression=str(day), basis="stated") if day else When(),
        confidence=0.9,
        evidence=(span,),
    )


def _party(name: str, span: Span) -> Participation:
    actor = PEOPLE[name]
    return Participation(actor=actor, country=actor.country, forms=(name,), evidence=(span,))


def news(count: int, *, source: Sequence[str] = ("Example Wire", "Gulf Herald", "Morning Post")) -> list[Article]:
    """So many articles on meetings that several of them tell of."""
    names, places = sorted(PEOPLE), ("Riga", "Tallinn")
    made = []
    for n in range(count):
        one, other = names[n // 3 % 5], names[(n // 3 + 1 + n // 15 % 4) % 5]
        day = dt.date(2024, 1, 1) + dt.timedelta(days=n // 3 * 2)
        telling = f"{one} met {other} in {places[n // 3 % 2]} on {day}"
        made.append(article(f"a{n:03}", telling, source=source[n % len(source)], published=day + dt.timedelta(days=1)))
    return made


def newer(given: Article) -> Article:
    """Another version of an article: it tells of one more meeting."""
    return replace(given, text=given.text + " Duda met Sandu in Riga on 2024-05-05.")
