"""``kg knowledge``: what the program knows of states, posts, people and organizations."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.console import fail
from kg.cli.options import FILE, json_option

if TYPE_CHECKING:
    from kg.knowledge import Knowledge
    from kg.model import Actor, PostHeld

layers_option = click.option("--knowledge", "layers", type=FILE, multiple=True, help="File of actors to know besides.")


KINDS = ("csv", "ftm", "sparql", "wikidata")
"""What people can be imported from: the keys of kg.knowledge.importers.IMPORTERS."""


@click.group(short_help="Search, show and extend what is known.")
def knowledge() -> None:
    """Search, show and extend what is known of people, posts, states and organizations.

    \b
    Examples:
      kg knowledge search kuleba
      kg knowledge import officials.csv --kind csv --output officials.jsonl
    """


@knowledge.command()
@click.argument("text")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="Actors to list.")
@layers_option
@json_option
def search(text: str, limit: int, layers: tuple[Path, ...], as_json: bool) -> None:
    """List the actors that have TEXT in a name.

    \b
    Example:
      kg knowledge search kuleba
    """
    found = _load(layers).search(text, limit)
    if as_json:
        click.echo(_json(found))
        return
    for actor in found:
        click.echo(f"{actor.id:32} {actor.label}, {actor.kind}{', ' + actor.country if actor.country else ''}")
    if not found:
        click.echo(f"nobody known has {text!r} in a name", err=True)


@knowledge.command()
@click.argument("actor")
@layers_option
@json_option
def show(actor: str, layers: tuple[Path, ...], as_json: bool) -> None:
    """Show all that is known of ACTOR: an id, or a full name.

    \b
    Example:
      kg knowledge show "Sergei Lavrov"
    """
    known = _load(layers)
    try:
        found: tuple[Actor, ...] = (known.actor(actor),)
    except KeyError:
        found = known.find(actor)
    if not found:
        fail(f"{actor!r} is not known: look for a part of the name with: kg knowledge search")
    if as_json:
        click.echo(_json(found))
        return
    for each in found:
        _show(each)


@knowledge.command("import")
@click.argument("source", type=FILE, metavar="FILE")
@click.option("--kind", type=click.Choice(KINDS), required=True, help="What FILE is.")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="File to write, for --knowledge. Its index stands beside it, unless its name ends in .gz.",
)
def import_file(source: Path, kind: str, output: Path) -> None:
    """Turn the people of FILE into a file for --knowledge, here and in kg build, extract and add.

    FILE is a table with a column "name" and, where known, aliases, country, post, post_country, first, last, sex,
    wikidata, organization (csv); FollowTheMoney entities, such as those of OpenSanctions (ftm); a SPARQL endpoint's
    results in JSON (sparql); or a slice of Wikidata's dump with the items of people and positions (wikidata). Each
    may be packed with gzip.

    \b
    Examples:
      kg knowledge import officials.csv --kind csv --output officials.jsonl
      kg build articles/ --knowledge officials.jsonl --output graph
    """
    from kg.knowledge.importers import import_people

    try:
        count = import_people(source, kind, output)
    except (OSError, ValueError) as error:
        fail(str(error))
    click.echo(f"{output}: {count} people")


def _load(layers: tuple[Path, ...]) -> Knowledge:
    from kg.knowledge import load

    try:
        return load(extra=layers)
    except (OSError, ValueError) as error:
        fail(str(error))


def _json(actors: tuple[Actor, ...]) -> str:
    import msgspec

    return msgspec.json.encode(actors).decode()


def _show(actor: Actor) -> None:
    click.secho(f"{actor.label} ({actor.id})", bold=True)
    facts = {
        "kind": actor.kind,
        "country": actor.country,
        "Wikidata": actor.wikidata,
        "aliases": ", ".join(actor.aliases),
        "misspellings": ", ".join(actor.misspellings),
    }
    for name, value in facts.items():
        if value:
            click.echo(f"  {name:14}{value}")
    for post in actor.posts:
        click.echo(f"  {_years(post):24}{post.title or post.post}{', ' + post.country if post.country else ''}")


def _years(post: PostHeld) -> str:
    return f"{post.first or '?'} to {post.last or 'now'}"
