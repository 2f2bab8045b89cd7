"""A generated archive: how long it takes to fill, and how long each question takes to answer.

    python benchmarks/archive.py 1000000 /tmp/million.kg

Each report is made a meeting of its own by a stand-in for linking, which has a benchmark of its own; articles are
one sentence long. The file stays; with an existing file only the questions are asked.
"""

from __future__ import annotations

import datetime as dt
import random
import resource
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from unittest.mock import patch

from kg.archive import Archive
from kg.knowledge import shipped
from kg.linking import Linked
from kg.linking.merging import merge
from kg.linking.press import Press
from kg.model import Actor, Article, Participation, Place, Report, Span, Status, When
from kg.query import Wanted, actor_page, common, contacts, go_betweens, meetings, path

PEOPLE = 20_000
AT_ONCE = 20_000


def generated(count: int) -> Iterator[tuple[Article, tuple[Report, ...], bytes]]:
    """Articles of one report each: few people meet often, most seldom; nine in ten meetings are bilateral."""
    chance = random.Random(0)
    states = sorted(code for code, state in shipped().states.items() if state.kind == "member")

    def mostly_low(below: int) -> int:
        """A number below; the first comes up every 27th time among 20,000, every sixth among 200."""
        return int(below * chance.random() ** 3)

    people = [
        Actor(id=f"person:p{n}", label=f"Person Number{n}", kind="person", country=states[mostly_low(len(states))])
        for n in range(PEOPLE)
    ]
    places = [Place(id=f"place:{n}", name=f"City{n}", kind="city", country=states[n % len(states)]) for n in range(600)]
    statuses: tuple[Status, ...] = (*("held",) * 16, "planned", "planned", "cancelled", "refused")
    for n in range(count):
        size = 1 if chance.random() < 0.9 else chance.randint(2, 7)
        chosen = {mostly_low(PEOPLE) for _ in range(size)} | {chance.randrange(PEOPLE)}
        present = [people[each] for each in sorted(chosen)]
        first = dt.date(2000, 1, 1) + dt.timedelta(days=chance.randrange(9_000))
        last = first + dt.timedelta(days=chance.choice((0, 0, 0, 0, 2, 6, 30)))
        text = f"{' met '.join(each.label for each in present)} on {first}."
        span = Span(start=0, end=len(text), quote=text)
        article = Article(id=f"a{n}", text=text, source=f"Source {n % 50}", published=last, published_from="metadata")
        yield (
            article,
            (
                Report(
                    id=f"r{n}",
                    document=article.id,
                    kind="meeting",
                    medium="in_person",
                    status=chance.choice(statuses),
                    participants=tuple(
                        Participation(actor=each, country=each.country, forms=(each.label,)) for each in present
                    ),
                    place=places[mostly_low(len(places))],
                    when=When(first=first, last=last, basis="stated"),
                    confidence=round(chance.uniform(0.5, 1), 3),
                    evidence=(span,),
                ),
            ),
            n.to_bytes(16, "big"),
        )


def each_alone(reports: tuple[Report, ...], articles: Mapping[str, Article], *, judgements: object = None) -> Linked:
    """Stands for linking."""
    press = Press(reports, articles)
    meetings = tuple(merge([report], press, meeting_id=f"m{report.id[1:]}") for report in reports)
    return Linked(meetings=meetings, views={}, plans=())


def fill(path: Path, count: int) -> None:
    """Make the archive, telling how long each step took."""
    with patch("kg.archive.deriving.put_together", each_alone), Archive.create(path, lasting=False) as archive:
        began = time.perf_counter()
        batch = []
        for each in generated(count):
            batch.append(each)
            if len(batch) == AT_ONCE:
                archive.lay_aside(batch)
                batch.clear()
        archive.lay_aside(batch)
        print(f"laid aside {count:,}: {time.perf_counter() - began:.0f} s", flush=True)
        began = time.perf_counter()
        archive.settle()
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
        size = path.stat().st_size / 2**30
        print(f"settled: {time.perf_counter() - began:.0f} s, {memory:.1f} GiB; {size:.1f} GiB file")


def questions() -> dict[str, Callable[[Archive], object]]:
    """What is asked; Person Number0 is the one who meets most."""
    one, other, rare = "Person Number0", "Person Number1", "Person Number19990"
    day = dt.date
    return {
        "meetings of the busiest": lambda a: meetings(a, Wanted(actors=(one,))),
        "meetings of somebody": lambda a: meetings(a, Wanted(actors=(rare,))),
        "between two people": lambda a: meetings(a, Wanted(actors=(one, other))),
        "between two states": lambda a: meetings(a, Wanted(actors=("state:ad", "state:ae"))),
        "in a city": lambda a: meetings(a, Wanted(place="City0")),
        "in a country": lambda a: meetings(a, Wanted(place="Andorra")),
        "in a month": lambda a: meetings(a, Wanted(first=day(2015, 4, 1), last=day(2015, 4, 30))),
        "surely in a year": lambda a: meetings(a, Wanted(first=day(2015, 1, 1), last=day(2015, 12, 31), certain=True)),
        "since a day": lambda a: meetings(a, Wanted(first=day(2005, 1, 1))),
        "planned": lambda a: meetings(a, Wanted(statuses=("planned",))),
        "cancelled or refused": lambda a: meetings(a, Wanted(statuses=("cancelled", "refused"))),
        "changed since": lambda a: meetings(a, Wanted(changed_since=day(2020, 1, 1))),
        "disputed": lambda a: meetings(a, Wanted(disputed=True)),
        "one source, sure": lambda a: meetings(a, Wanted(max_sources=1, min_confidence=0.9)),
        "several sources": lambda a: meetings(a, Wanted(min_sources=3)),
        "the busiest state in a country in a year": lambda a: meetings(
            a, Wanted(actors=("state:ad",), place="Andorra", first=day(2015, 1, 1), last=day(2015, 12, 31))
        ),
        "page of the busiest": lambda a: actor_page(a, one),
        "page of a state": lambda a: actor_page(a, "state:ad"),
        "path": lambda a: path(a, "Person Number19990", "Person Number19900"),
        "path of the busiest": lambda a: path(a, one, rare),
        "contacts of two people": lambda a: contacts(a, one, other),
        "contacts of two states": lambda a: contacts(a, "state:ad", "state:ae"),
        "common of the busiest": lambda a: common(a, one, other),
        "common of two states": lambda a: common(a, "state:ad", "state:ae"),
        "search": lambda a: a.search("number19990 2015*"),
        "search for what is everywhere": lambda a: a.search("person"),
    }


def ask(path: Path) -> None:
    """Ask each question twice, with nothing in memory of this process and again: on the clock, in processor time."""
    for name, question in questions().items():
        times = []
        with Archive.open(path) as archive:
            for _ in range(2):
                began, used = time.perf_counter(), time.process_time()
                question(archive)
                times += [time.perf_counter() - began, time.process_time() - used]
        print(f"{name:42}" + "".join(f" {each:7.3f}" for each in times) + " s", flush=True)
    with Archive.open(path) as archive:
        for measure in ("degree", "pagerank"):
            began = time.perf_counter()
            go_betweens(archive, measure=measure)
            print(f"{'go-betweens, ' + measure:42} {time.perf_counter() - began:7.1f} s", flush=True)


if __name__ == "__main__":
    size, file = int(sys.argv[1]), Path(sys.argv[2])
    if not file.exists():
        fill(file, size)
    ask(file)
