"""How fast and in how much memory are generated meetings written? Beside the writers of rdflib and networkx.

python benchmarks/exporters.py MEETINGS [SMALLER], the second for the writers that are too slow for the first.
"""

from __future__ import annotations

import datetime as dt
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import rdflib

from kg.exporters import export
from kg.graph.findings import Findings
from kg.graph.networks import event_graph
from kg.graph.rdf import dataset
from kg.model import Actor, Article, Meeting, Participation, Place, Report, Span, StatusClaim, When


def generated(count: int) -> Findings:
    """Meetings of two to six out of a tenth as many actors, one article and report each; always the same ones."""
    chance = random.Random(1)
    actors = [
        Actor(id=f"person:p{n}", label=f"Person {n}", kind="person", country="FR", aliases=(f"P. {n}",))
        for n in range(max(10, count // 10))
    ]
    places = [
        Place(id=f"place:{n}", name=f"City {n}", kind="city", country="FR", latitude=n / 10, longitude=n / 9)
        for n in range(500)
    ]
    made = [_one(n, chance, actors, places) for n in range(count)]
    meetings, reports, articles = zip(*made, strict=True)
    return Findings(meetings=meetings, reports=reports, articles=articles)


def _one(
    number: int, chance: random.Random, actors: list[Actor], places: list[Place]
) -> tuple[Meeting, Report, Article]:
    text = f"They met in city {number} on Thursday to talk about trade, an official said."
    span = Span(start=0, end=len(text), quote=text)
    day = dt.date(2015, 1, 1) + dt.timedelta(days=chance.randrange(3650))
    when = When(first=day, last=day, expression="Thursday", basis="publication")
    parties = tuple(
        Participation(actor=actor, country="FR", post="minister", forms=(actor.label,), evidence=(span,))
        for actor in chance.sample(actors, chance.randint(2, 6))
    )
    place = chance.choice(places)
    article = Article(id=f"a{number}", text=text, title="Talks", published=day, published_from="metadata")
    report = Report(
        id=f"r{number}", document=article.id, kind="meeting", medium="in_person", status="held",
        participants=parties, place=place, when=when, evidence=(span,),
    )  # fmt: skip
    meeting = Meeting(
        id=f"m{number}", kind="meeting", medium="in_person", status="held", participants=parties, place=place,
        when=when, reports=(report.id,), history=(StatusClaim(status="held", report=report.id, document=article.id),),
    )  # fmt: skip
    return meeting, report, article


def timed(name: str, work: Callable[[], object]) -> None:
    """Do the work and print its seconds, and the most memory the process has had so far, in MiB."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    start = time.perf_counter()
    work()
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{name:40} {seconds:8.2f} s   peak {before} -> {peak} MiB", flush=True)


def main(count: int, smaller: int) -> None:
    """Write every format, then the smaller graph by ours and by theirs."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        findings = generated(count)
        for format_ in ("graphml", "gexf", "cytoscape", "csv", "nquads", "turtle"):
            timed(f"{count} meetings, {format_}", lambda format_=format_: export(findings, folder, [format_]))  # type: ignore[misc]
            print(f"    {sum(file.stat().st_size for file in folder.iterdir()) / 2**20:.0f} MiB")
            for file in folder.iterdir():
                file.unlink()
        few = generated(smaller)
        whole, network = dataset(few), event_graph(few)
        print(f"{smaller} meetings are {len(whole)} statements, {len(network)} nodes, {network.size()} edges")
        timed("ours, Turtle", lambda: export(few, folder, ["turtle"]))
        timed("ours, TriG", lambda: export(few, folder, ["trig"]))
        merged = rdflib.Graph()
        for statement in whole.quads():
            merged.add(statement[:3])
        timed("rdflib, Turtle", lambda: merged.serialize(folder / "theirs.ttl", format="turtle"))
        timed("rdflib, TriG", lambda: whole.serialize(folder / "theirs.trig", format="trig"))
        timed("ours, GraphML", lambda: export(few, folder, ["graphml"]))
        timed("networkx, GraphML", lambda: nx.write_graphml_xml(network, folder / "theirs.graphml"))
        timed("networkx, GraphML with lxml", lambda: nx.write_graphml_lxml(network, folder / "theirs.graphml"))
        timed("ours, GEXF", lambda: export(few, folder, ["gexf"]))
        timed("networkx, GEXF", lambda: nx.write_gexf(network, folder / "theirs.gexf"))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 2000)
