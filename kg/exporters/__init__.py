"""The graph in the formats other programs read: one file a format, one line in the table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Protocol, TextIO

from kg.exporters import cytoscape, gexf, graphml, html, jsonl, jsonld, lines, tables, trig, turtle
from kg.exporters.files import replacing
from kg.graph.findings import Findings
from kg.graph.terms import DEFAULT_BASE, check_base


class Writer(Protocol):
    """Writes findings to an open text file; ``base`` is what IRIs are made under."""

    def __call__(self, findings: Findings, file: TextIO, *, base: str) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Exporter:
    """A format: what it is good for, and the files it consists of."""

    description: str
    files: Mapping[str, Writer]
    """File name to writer."""


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
        "gexf": Exporter(description="the network with Gephi's timeline", files={"graph.gexf": gexf.write}),
        "gexf-actors": Exporter(description="who met whom, with timeline", files={"actors.gexf": gexf.write_actors}),
        "cytoscape": Exporter(description="the network for Cytoscape", files={"graph.cyjs": cytoscape.write}),
        "cytoscape-actors": Exporter(description="who met whom", files={"actors.cyjs": cytoscape.write_actors}),
        "csv": Exporter(
            description="the network as two tables",
            files={"nodes.csv": tables.write_nodes, "edges.csv": tables.write_edges},
        ),
        "reports": Exporter(description="what each article says", files={"reports.jsonl": jsonl.write_reports}),
        "meetings": Exporter(description="what all articles say", files={"meetings.jsonl": jsonl.write_meetings}),
    }
)


def export(
    findings: Findings, output: Path, formats: Iterable[str] = tuple(EXPORTERS), *, base: str = DEFAULT_BASE
) -> tuple[Path, ...]:
    """Write the findings to a folder (made if missing), each file whole or not at all; gives the files written.

    Raises ValueError for an unknown format, a base that cannot be one, or findings that contradict themselves;
    OSError when a file cannot be written.
    """
    chosen = list(dict.fromkeys(formats))
    unknown = [name for name in chosen if name not in EXPORTERS]
    if unknown:
        raise ValueError(f"there is no format {', '.join(map(repr, unknown))}: choose from {', '.join(EXPORTERS)}")
    check_base(base)
    output.mkdir(parents=True, exist_ok=True)
    written = []
    for name in chosen:
        for file_name, write in EXPORTERS[name].files.items():
            with replacing(output / file_name) as file:
                write(findings, file, base=base)
            written.append(output / file_name)
    return tuple(written)
