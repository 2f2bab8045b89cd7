"""The graph in the formats other programs read: one file a format, one line in the table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import Protocol, TextIO

from kg.exporters import (
    calendar,
    cypher,
    cytoscape,
    ftm,
    geojson,
    gexf,
    graphml,
    html,
    jsonl,
    jsonld,
    lines,
    neo4j,
    parquet,
    tables,
    trig,
    turtle,
    yed,
)
from kg.exporters.files import replacing
from kg.exporters.pictures import network, png, timeline
from kg.graph.findings import Readable
from kg.graph.terms import DEFAULT_BASE, check_base


class Writer(Protocol):
    """Writes findings to an open text file, or where the format is no text to its ``buffer``.

    ``base`` is what IRIs are made under.
    """

    def __call__(self, findings: Readable, file: TextIO, *, base: str) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Exporter:
    """A format: what it is good for, and the files it consists of."""

    description: str
    files: Mapping[str, Writer]
    """File name to writer."""
    needs: str | None = None
    """The package that writes it, where not everybody has it; such a format is written only when it is asked for."""
    extra: str | None = None
    """What brings that package: ``pip install 'diplomacy-kg[EXTRA]'``."""


EXPORTERS: Mapping[str, Exporter] = MappingProxyType(
    {
        "html": Exporter(description="a page to look at, in one file", files={"report.html": html.write}),
        "turtle": Exporter(description="RDF, merged, readable", files={"graph.ttl": turtle.write}),
        "trig": Exporter(description="RDF, a named graph an article", files={"graph.trig": trig.write}),
        "nquads": Exporter(
            description="RDF, a named graph an article, by line", files={"graph.nq": lines.write_nquads}
        ),
        "ntriples": Exporter(description="RDF, merged, by line", files={"graph.nt": lines.write_ntriples}),
        "jsonld": Exporter(description="RDF as JSON, a named graph an article", files={"graph.jsonld": jsonld.write}),
        "graphml": Exporter(
            description="meetings, actors, places as a network", files={"graph.graphml": graphml.write}
        ),
        "graphml-actors": Exporter(description="who met whom", files={"actors.graphml": graphml.write_actors}),
        "yed": Exporter(description="the network drawn, for yEd", files={"graph.yed.graphml": yed.write}),
        "yed-actors": Exporter(description="who met whom, drawn", files={"actors.yed.graphml": yed.write_actors}),
        "gexf": Exporter(description="the network with Gephi's timeline", files={"graph.gexf": gexf.write}),
        "gexf-actors": Exporter(description="who met whom, with timeline", files={"actors.gexf": gexf.write_actors}),
        "cytoscape": Exporter(description="the network for Cytoscape", files={"graph.cyjs": cytoscape.write}),
        "cytoscape-actors": Exporter(description="who met whom", files={"actors.cyjs": cytoscape.write_actors}),
        "csv": Exporter(
            description="the network as two tables",
            files={"nodes.csv": tables.write_nodes, "edges.csv": tables.write_edges},
        ),
        "neo4j": Exporter(
            description="tables for Neo4j's import",
            files={
                "neo4j-meetings.csv": neo4j.write_meetings,
                "neo4j-actors.csv": neo4j.write_actors,
                "neo4j-places.csv": neo4j.write_places,
                "neo4j-participated-in.csv": neo4j.write_participations,
                "neo4j-took-place-in.csv": neo4j.write_where,
                "neo4j-part-of.csv": neo4j.write_parts,
            },
        ),
        "cypher": Exporter(description="a script for graph databases", files={"graph.cypher": cypher.write}),
        "ftm": Exporter(description="FollowTheMoney entities", files={"entities.ftm.json": ftm.write}),
        "icalendar": Exporter(description="the meetings for calendars", files={"meetings.ics": calendar.write}),
        "geojson": Exporter(description="places with their meetings", files={"places.geojson": geojson.write}),
        "svg": Exporter(
            description="network and timeline as pictures",
            files={"network.svg": network.write, "timeline.svg": timeline.write},
        ),
        "png": Exporter(
            description="the same as pixels",
            files={"network.png": png.write_network, "timeline.png": png.write_timeline},
            needs="resvg_py",
            extra="pictures",
        ),
        "parquet": Exporter(
            description="tables for pandas, DuckDB, Spark",
            files={
                "meetings.parquet": parquet.write_meetings,
                "participations.parquet": parquet.write_participations,
                "actors.parquet": parquet.write_actors,
                "places.parquet": parquet.write_places,
                "quotations.parquet": parquet.write_quotations,
            },
            needs="pyarrow",
            extra="tables",
        ),
        "reports": Exporter(description="what each article says", files={"reports.jsonl": jsonl.write_reports}),
        "meetings": Exporter(description="what all articles say", files={"meetings.jsonl": jsonl.write_meetings}),
    }
)


EVERYWHERE: tuple[str, ...] = tuple(name for name, exporter in EXPORTERS.items() if exporter.needs is None)
"""The formats that every installation writes."""


def here() -> tuple[str, ...]:
    """The formats that this installation writes."""
    return tuple(name for name, each in EXPORTERS.items() if each.needs is None or find_spec(each.needs) is not None)


USUAL: tuple[str, ...] = (
    *("html", "meetings", "reports", "csv", "turtle", "trig", "nquads", "jsonld"),
    *("graphml", "graphml-actors", "gexf", "gexf-actors", "cytoscape", "cytoscape-actors"),
)
"""What is written when nothing else is asked for: one file for each way of going on. The others are for one program, or
say the same in other words."""
ALL = "all"
"""Stands for ``EVERYWHERE`` where formats are named."""


def export(
    findings: Readable, output: Path, formats: Iterable[str] = USUAL, *, base: str = DEFAULT_BASE
) -> tuple[Path, ...]:
    """Write the findings to a folder (made if missing), each file whole or not at all; gives the files written.

    "all" among the ``formats`` stands for all that every installation writes.

    Raises ValueError for a format that ``check_formats`` refuses, a base that cannot be one, or findings that
    contradict themselves; OSError when a file cannot be written.
    """
    named = list(formats)
    check_formats(named)
    chosen = dict.fromkeys(each for name in named for each in (EVERYWHERE if name == ALL else (name,)))
    check_base(base)
    output.mkdir(parents=True, exist_ok=True)
    written = []
    for name in chosen:
        for file_name, write in EXPORTERS[name].files.items():
            with replacing(output / file_name) as file:
                write(findings, file, base=base)
            written.append(output / file_name)
    return tuple(written)


def check_formats(formats: Iterable[str]) -> None:
    """Raises ValueError, saying what to do, for a format that is not known or needs a package that is missing."""
    chosen = [name for name in formats if name != ALL]
    unknown = [name for name in chosen if name not in EXPORTERS]
    if unknown:
        raise ValueError(f"there is no format {', '.join(map(repr, unknown))}: choose from all, {', '.join(EXPORTERS)}")
    for name in chosen:
        exporter = EXPORTERS[name]
        if exporter.needs is not None and find_spec(exporter.needs) is None:
            raise ValueError(
                f"the format {name!r} needs {exporter.needs}: pip install 'diplomacy-kg[{exporter.extra}]'"
            )
