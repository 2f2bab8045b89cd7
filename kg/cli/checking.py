"""``kg check``: does a graph conform to the ontology?"""

from __future__ import annotations

import json
from pathlib import Path

import click

from kg.cli.console import SHOWN, fail
from kg.cli.options import json_option


@click.command(short_help="Check a graph against the ontology.")
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@json_option
def check(path: Path, as_json: bool) -> None:
    """Check a graph, or every graph in a folder, against the shapes of the ontology (SHACL).

    PATH is a Turtle, TriG, N-Triples, N-Quads or JSON-LD file, or a folder that kg build wrote. Exit code 1
    when a graph does not conform.

    \b
    Examples:
      kg check graph/graph.ttl
      kg check graph/
    """
    from kg.graph.check import check as check_graph

    try:
        results = {file: check_graph(file) for file in _graphs(path)}
    except (OSError, ValueError) as error:
        fail(str(error))
    conform = all(result.conforms for result in results.values())
    if as_json:
        violations = [
            {"file": str(file), "node": each.node, "path": each.path, "value": each.value, "message": each.message}
            for file, result in results.items()
            for each in result.findings
        ]
        click.echo(json.dumps({"conforms": conform, "files": [str(f) for f in results], "violations": violations}))
    else:
        for file, result in results.items():
            verdict = "conforms" if result.conforms else f"{len(result.findings)} violations"
            click.echo(f"{file}: {verdict}, {result.statements} statements")
            for each in result.findings[:SHOWN]:
                click.echo(f"  {each}")
    raise SystemExit(0 if conform else 1)


def _graphs(path: Path) -> list[Path]:
    """The RDF files of a folder, or the file itself."""
    from kg.graph.check import FORMATS

    if not path.is_dir():
        return [path]
    found = sorted(each for each in path.iterdir() if each.suffix in FORMATS)
    if not found:
        fail(f"{path}: no RDF file in this folder: build a graph with kg build, or name one that ends in .ttl")
    return found
