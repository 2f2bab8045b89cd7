"""``kg decide``: a person's word on who is who, kept in the archive, and taken back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.answering import asked, print_json
from kg.cli.archiving import opened
from kg.cli.console import fail
from kg.cli.options import archive_option, json_option

if TYPE_CHECKING:
    from kg.resolution.decisions import Judgement


@click.group(short_help="Say who is who.")
def decide() -> None:
    """Join actors that are one, part names that are two, and take such decisions back; meetings and exports follow.

    A name is an actor's id (kg actor shows it) or a form as articles write it. Two ids of reports say instead that
    they tell of one meeting, or of two.

    \b
    Examples:
      kg decide same Umrov person:rustem-umerov --archive news.kg
      kg decide list --archive news.kg
    """


note_option = click.option("--note", metavar="TEXT", help="Why, for those who come after.")


@decide.command()
@click.argument("one")
@click.argument("other")
@note_option
@archive_option
def same(one: str, other: str, note: str | None, path: Path) -> None:
    """ONE and OTHER are the same actor.

    \b
    Example:
      kg decide same Umrov person:rustem-umerov --archive news.kg
    """
    _decide("same", one, other, note, path)


@decide.command()
@click.argument("one")
@click.argument("other")
@note_option
@archive_option
def different(one: str, other: str, note: str | None, path: Path) -> None:
    """ONE and OTHER are two.

    \b
    Example:
      kg decide different "Kim Jong Il" person:kim-jong-un --note "his father" --archive news.kg
    """
    _decide("different", one, other, note, path)


def _decide(judgement: Judgement, one: str, other: str, note: str | None, path: Path) -> None:
    from kg.archive.judgements import Decision
    from kg.resolution.decisions import DecisionError

    with opened(path), opened(path, writing=True) as archive:
        try:
            archive.decide(Decision(judgement=judgement, one=one, other=other, note=note))
        except DecisionError as error:
            fail(str(error))


@decide.command("undo")
@click.argument("one")
@click.argument("other")
@archive_option
def undo(one: str, other: str, path: Path) -> None:
    """Take back what was decided of ONE and OTHER.

    \b
    Example:
      kg decide undo Umrov person:rustem-umerov --archive news.kg
    """
    with opened(path), opened(path, writing=True) as archive:
        if not archive.undo(one, other):
            fail(f"{path}: nothing was decided of {one!r} and {other!r}: see kg decide list --archive {path}")


@decide.command("list")
@archive_option
@json_option
def list_decisions(path: Path, as_json: bool) -> None:
    """List the decisions.

    \b
    Example:
      kg decide list --archive news.kg
    """
    with asked(path) as archive:
        found = archive.decisions()
    if as_json:
        print_json(found)
        return
    for each in found:
        click.echo(f"{each.judgement:10}{each.one}  {each.other}{f'  ({each.note})' if each.note else ''}")


@decide.command("doubts")
@click.argument("of", type=click.Choice(("names", "people", "meetings")))
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="Questions to list.")
@archive_option
@json_option
def list_doubts(of: str, limit: int, path: Path, as_json: bool) -> None:
    """List what you may know better, the two in question first: doubtful names, people or meetings that may be one.

    "kg explore --review" asks the same in the browser.

    \b
    Example:
      kg decide doubts people --archive news.kg
    """
    from kg.query.doubts import DOUBTS

    with asked(path) as archive:
        found = DOUBTS[of](archive)[:limit]
    if as_json:
        print_json(found)
        return
    for each in found:
        click.echo(f"{each.one}  {each.other}  {each.score:.2f}: {'; '.join(each.reasons)}")
