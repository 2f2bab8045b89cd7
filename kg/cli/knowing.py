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


@click.group(short_help="Search, show and extend what is known.")
def knowledge() -> None:
    """Search, show and extend what is known of people, posts, states and organizations."""


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
