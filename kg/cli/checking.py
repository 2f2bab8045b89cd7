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
    Example:
      kg check graph/
    """
    from kg.checking import check_file, graph_files

    try:
        results = {file: check_file(file) for file in graph_files(path)}
    except ValueError as error:
        fail(str(error))
    violations = [violation for found in results.values() for violation in found]
    if as_json:
        listed = [{"file": str(v.file), "node": v.node, "path": v.path, "message": v.message} for v in violations]
        click.echo(json.dumps({"conforms": not violations, "files": [str(f) for f in results], "violations": listed}))
    else:
        for file, found in results.items():
            click.echo(f"{file}: {'conforms' if not found else f'{len(found)} violations'}")
            for violation in found[:SHOWN]:
                click.echo(f"  {violation.node} {violation.path}: {violation.message}")
    raise SystemExit(1 if violations else 0)
