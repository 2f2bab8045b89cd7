"""How fast and in how much memory are meetings written? Each format in a process of its own, beside the other writers.

    python benchmarks/exporters.py 1000000          every streaming format, of generated meetings that no memory holds
    python benchmarks/exporters.py 12000 --beside   Turtle and TriG beside rdflib's writers, GraphML and GEXF beside
                                                    networkx's: 12,000 meetings are more than a million statements
    python benchmarks/exporters.py news.kg          every format, of an archive

Prints the processor's seconds of writing, the size of the files, and the most memory the process had beyond what the
program needs to be there at all. The others have a graph ready before the time begins; ours make or read the meetings
as they go, and what that alone takes is printed as "making": GraphML, GEXF and CSV go through the meetings twice.
"""

from __future__ import annotations

import datetime as dt
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from kg.archive import Archive
from kg.exporters import EXPORTERS, export
from kg.graph.findings import Readable, Telling
from kg.model import Actor, Article, Meeting, Participation, Place, Report, Span, StatusClaim, When

STREAMING = (
    *(
        "graphml",
        "graphml-actors",
        "yed",
        "gexf",
        "gexf-actors",
        "cytoscape",
        "csv",
        "neo4j",
        "cypher",
        "parquet",
        "ftm",
    ),
    *("html", "icalendar", "meetings", "reports", "nquads", "ntriples", "turtle", "trig", "jsonld", "svg"),
)


class Generated:
    """Meetings of two to six of 20,000 actors, an article and a report each: always the same, made as they are read."""

    def __init__(self, count: int) -> None:
        self.count = count
        people = min(20_000, max(10, count // 10))
        self._actors = [
            Actor(id=f"person:{n:05}", label=f"Person {n}", kind="person", country="FR", aliases=(f"P. {n}",))
            for n in range(people)
        ]
        self._places = [
            Place(id=f"place:{n:03}", name=f"City {n}", kind="city", country="FR", latitude=n / 10, longitude=n / 9)
            for n in range(500)
        ]

    @property
    def meetings(self) -> Collection[Meeting]:
        return _Each(self.count, self.meeting)

    @property
    def reports(self) -> Collection[Report]:
        return _Each(self.count, self._report)

    @property
    def articles(self) -> Collection[Article]:
        return _Each(self.count, self._article)

    def actors(self) -> Mapping[str, Actor]:
        return {actor.id: actor for actor in self._actors}

    def places(self) -> Mapping[str, Place]:
        return {place.id: place for place in self._places}

    def reports_of(self, meeting: Meeting) -> tuple[Report, ...]:
        return (self._report(int(meeting.id[1:])),)

    def article(self, id_: str) -> Article | None:
        return self._article(int(id_[1:]))

    def has(self, meeting: str) -> bool:
        return True

    def tellings(self) -> Iterator[Telling]:
        for n in range(self.count):
            article, report = self._article(n), self._report(n)
            yield Telling(document=article.id, article=article, reports=(report,), about=(f"m{n:07}",))

    def _parts(self, number: int) -> tuple[tuple[Participation, ...], Place, When]:
        chance = random.Random(number)
        day = dt.date(2015, 1, 1) + dt.timedelta(days=chance.randrange(3650))
        parties = tuple(
            Participation(actor=actor, country="FR", post="minister", forms=(actor.label,), evidence=(_span(number),))
            for actor in chance.sample(self._actors, chance.randint(2, 6))
        )
        place = chance.choice(self._places)
        return parties, place, When(first=day, last=day, expression="Thursday", basis="publication")

    def meeting(self, number: int) -> Meeting:
        parties, place, when = self._parts(number)
        report, article = f"r{number:07}", f"a{number:07}"
        return Meeting(
            id=f"m{number:07}", kind="meeting", medium="in_person", status="held", participants=parties, place=place,
            when=when, reports=(report,), history=(StatusClaim(status="held", report=report, document=article),),
        )  # fmt: skip

    def _report(self, number: int) -> Report:
        parties, place, when = self._parts(number)
        return Report(
            id=f"r{number:07}", document=f"a{number:07}", kind="meeting", medium="in_person", status="held",
            participants=parties, place=place, when=when, evidence=(_span(number),),
        )  # fmt: skip

    def _article(self, number: int) -> Article:
        day = dt.date(2015, 1, 1) + dt.timedelta(days=number % 3650)
        return Article(id=f"a{number:07}", text=_text(number), title="Talks", published=day, published_from="metadata")


Item = TypeVar("Item")


class _Each(Collection[Item]):
    def __init__(self, count: int, make: Callable[[int], Item]) -> None:
        self._count, self._make = count, make

    def __iter__(self) -> Iterator[Item]:
        return map(self._make, range(self._count))

    def __len__(self) -> int:
        return self._count

    def __contains__(self, item: object) -> bool:
        return any(each == item for each in self)


def _text(number: int) -> str:
    return f"They met in city {number} on Thursday to talk about trade, an official said."


def _span(number: int) -> Span:
    return Span(start=0, end=len(_text(number)), quote=_text(number))


def one(name: str, source: str) -> None:
    """Write one format, or a writer of others ("rdflib-turtle"), and print what it took."""
    library, _, kind = name.rpartition("-")
    program = peak()
    with tempfile.TemporaryDirectory() as folder:
        if name == "making":
            seconds = timed(lambda: [sum(1 for _ in Generated(int(source)).meetings) for _ in range(2)])
        elif library in ("rdflib", "networkx"):
            write = theirs(library, kind, Generated(int(source)), Path(folder) / "out")
            seconds = timed(write)
        elif source.isdigit():
            seconds = timed(lambda: export(Generated(int(source)), Path(folder), [name]))
        else:
            with Archive.open(source) as archive, archive.reading() as findings:
                seconds = timed(lambda: export(findings, Path(folder), [name]))
        size = sum(file.stat().st_size for file in Path(folder).iterdir()) / 2**20
    print(f"{name:18} {seconds:9.2f} s {size:9.1f} MiB written {peak() - program:7} MiB of memory", flush=True)


def peak() -> int:
    """The most memory this process had so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def timed(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def theirs(library: str, kind: str, findings: Readable, path: Path) -> Callable[[], object]:
    """The other library's writer, with its graph ready in memory."""
    if library == "networkx":
        import networkx as nx

        from kg.graph.networks import event_graph

        network = event_graph(findings)
        writers: dict[str, Any] = {
            "graphml": nx.write_graphml_xml,
            "graphmllxml": nx.write_graphml_lxml,
            "gexf": nx.write_gexf,
        }
        return lambda: writers[kind](network, path)
    from kg.graph.rdf import dataset

    whole = dataset(findings)
    print(f"{len(whole)} statements", flush=True)
    if kind == "trig":
        return lambda: whole.serialize(path, format="trig")
    import rdflib

    merged = rdflib.Graph()
    for statement in whole.quads():
        merged.add(statement[:3])
    return lambda: merged.serialize(path, format="turtle")


def main(source: str, *, beside: bool) -> None:
    """Every writer in a process of its own, so that memory is its own."""
    names = ("making", *STREAMING) if source.isdigit() else tuple(EXPORTERS)
    if beside:
        names = ("making", "turtle", "rdflib-turtle", "trig", "rdflib-trig")
        names += ("graphml", "networkx-graphml", "networkx-graphmllxml", "gexf", "networkx-gexf")
    for name in names:
        subprocess.run([sys.executable, __file__, source, "--one", name], check=True)


if __name__ == "__main__":
    if "--one" in sys.argv:
        one(sys.argv[3], sys.argv[1])
    else:
        main(sys.argv[1], beside="--beside" in sys.argv)
