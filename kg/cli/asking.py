"""``kg meetings`` and ``kg search``: which meetings, and where the words are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.answering import (
    MEETING_COLUMNS,
    Form,
    asked,
    meeting_json,
    meeting_row,
    print_csv,
    print_json,
    question,
    show_meeting,
)
from kg.cli.options import filters

if TYPE_CHECKING:
    from kg.query import Wanted


@click.command("meetings", short_help="List the meetings of an archive that fit.")
@filters
@click.option("--oldest-first", is_flag=True, help="The earliest first instead of the latest.")
@click.option("--limit", type=click.IntRange(min=0), default=50, show_default=True, help="Most to list; 0: all.")
@question
def list_meetings(
    wanted: Wanted,
    oldest_first: bool,
    limit: int,
    path: Path,
    form: Form,
) -> None:
    """List the meetings that fit all that is given, each with the words of the articles.

    A person's meetings count for the state he acted for at the time. A meeting whose days are known only roughly is
    listed when it may have been within --from and --to, marked "perhaps"; one without any day is not, but counted.

    \b
    Examples:
      kg meetings --actor "Emmanuel Macron" --archive news.kg
      kg meetings --actor Russia --actor "United States" --from 2025-01-01 --archive news.kg
      kg meetings --place Geneva --status planned --archive news.kg --json
      kg meetings --disputed --csv --archive news.kg > disputed.csv
    """
    from kg.query import meetings

    with asked(path) as archive:
        found = meetings(archive, wanted, limit=limit or None, oldest_first=oldest_first)
    if form == "json":
        shown = [meeting_json(each) for each in found.shown]
        print_json({"count": found.count, "undated": found.undated, "meetings": shown})
    elif form == "csv":
        print_csv(map(meeting_row, found.shown), columns=MEETING_COLUMNS)
    else:
        for each in found.shown:
            show_meeting(each)
        more = f", {len(found.shown)} shown" if len(found.shown) < found.count else ""
        without = f"; {found.undated} more have no known day" if found.undated else ""
        click.echo(f"{found.count} meetings{more}{without}")


@click.command(short_help="Find words in the articles of an archive.")
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="Most of each to list.")
@question
def search(words: tuple[str, ...], limit: int, path: Path, form: Form) -> None:
    """Find WORDS in the articles and in the quotations that meetings rest on.

    All words must be there; "peace talks" in quotes is a phrase, negotiat* a beginning.

    \b
    Examples:
      kg search ceasefire --archive news.kg
      kg search '"peace talks" geneva' --archive news.kg --json
    """
    with asked(path) as archive:
        found = archive.search(" ".join(words), limit=limit)
    if form == "json":
        print_json({"found": found})
    elif form == "csv":
        columns = ("where", "article", "title", "published", "source", "meeting", "snippet")
        print_csv(({name: getattr(each, name) or "" for name in columns} for each in found), columns=columns)
    else:
        for each in found:
            click.secho(f"{each.article}  {each.title or ''}", bold=True)
            facts = (each.published, each.source, f"meeting {each.meeting}" if each.meeting else None)
            click.echo(f"  {', '.join(filter(None, facts))}")
            click.echo(f"  {' '.join(each.snippet.split())}")
        click.echo(f"{len(found)} found" if found else "nothing found")
