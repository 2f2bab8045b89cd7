"""``kg sparql``: any question at all, in SPARQL."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.answering import Form, asked, print_csv, print_json, question
from kg.cli.console import fail

if TYPE_CHECKING:
    from kg.sparql import SparqlAnswer


@click.command("sparql", short_help="Ask an archive in SPARQL.")
@click.argument("query", required=False)
@click.option("--example", metavar="NAME", help="Ask one of the example queries.")
@click.option("--timeout", type=click.FloatRange(min=0.1), default=60, show_default=True, help="Seconds to wait.")
@click.option("--base", metavar="IRI", help="Where the IRIs of the graph begin.")
@question
def ask_sparql(
    query: str | None, example: str | None, timeout: float, base: str | None, path: Path, form: Form
) -> None:
    """Ask an archive in SPARQL 1.1.

    QUERY is a query, the name of a file that ends in .rq, or - for standard input. The default graph is the merged
    view; each article's claims are a graph of their own. The prefixes of the TriG export need no declaration.
    The statements are kept in a folder beside the archive, made at the first query and after every change.
    SERVICE is not followed. kg sparql-examples lists queries to begin with.

    \b
    Examples:
      kg sparql "SELECT ?name { ?who a schema:Person ; skos:prefLabel ?name }" --archive news.kg
      kg sparql question.rq --archive news.kg --csv
      kg sparql --example most-met --archive news.kg
    """
    from kg.graph.terms import DEFAULT_BASE
    from kg.sparql import ask

    if (query is None) == (example is None):
        raise click.UsageError("give either a query or the name of an example: kg sparql-examples lists them")
    text = _example(example) if example is not None else _read(query or "")
    with asked(path) as archive:
        answer = ask(archive, text, base=base or DEFAULT_BASE, timeout=timeout)
    if form == "json":
        print_json(_json(answer))
    elif form == "csv" and answer.triples is None and answer.truth is None:
        print_csv((dict(zip(answer.variables, row, strict=True)) for row in answer.values()), columns=answer.variables)
    else:
        _show(answer)
    if answer.more:
        click.echo("there is more: these are the first", err=True)


@click.command("sparql-examples", short_help="List queries to begin with.")
@click.argument("name", required=False)
def sparql_examples(name: str | None) -> None:
    """List the example queries, or print the one with that NAME.

    \b
    Examples:
      kg sparql-examples
      kg sparql-examples most-met > mine.rq
    """
    from kg.sparql import examples

    if name is not None:
        click.echo(_example(name), nl=False)
        return
    for each in examples():
        click.echo(f"{each.name:24} {each.asks}")


def _example(name: str) -> str:
    from kg.sparql import examples

    for each in examples():
        if each.name == name:
            return each.query
    fail(f"there is no example {name!r}: choose from {', '.join(each.name for each in examples())}")


def _read(query: str) -> str:
    if query == "-":
        return sys.stdin.read()
    if query.endswith(".rq"):
        try:
            return Path(query).read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            fail(f"{query}: the query cannot be read: {getattr(error, 'strerror', None) or error}")
    return query


def _json(answer: SparqlAnswer) -> dict[str, object]:
    """As SPARQL 1.1 Query Results JSON has it."""
    if answer.truth is not None:
        return {"head": {}, "boolean": answer.truth}
    if answer.triples is not None:
        return {"triples": answer.triples}
    bindings = [
        {name: term for name, term in zip(answer.variables, row, strict=True) if term is not None}
        for row in answer.rows
    ]
    return {"head": {"vars": answer.variables}, "results": {"bindings": bindings}}


def _show(answer: SparqlAnswer) -> None:
    if answer.truth is not None:
        click.echo("yes" if answer.truth else "no")
    elif answer.triples is not None:
        for line in answer.triples:
            click.echo(line)
    else:
        rows = [answer.variables, *answer.values()]
        widths = [min(60, max(len(row[n]) for row in rows)) for n in range(len(answer.variables))]
        for row in rows:
            click.echo("  ".join(f"{value:<{width}}" for value, width in zip(row, widths, strict=True)).rstrip())
