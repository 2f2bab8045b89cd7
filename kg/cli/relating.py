"""``kg actor``, ``path``, ``contacts``, ``common``, ``go-betweens``: who is who, and how they are connected."""

from __future__ import annotations

import datetime as dt
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
    somebody_json,
)
from kg.cli.console import print_table
from kg.cli.options import as_day

if TYPE_CHECKING:
    from kg.query import ActorPage, Companion, Month, Told
    from kg.query import Form as NameForm

MEASURES = ("betweenness", "closeness", "degree", "pagerank")


@click.command(short_help="Show what an archive knows of an actor.")
@click.argument("name")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="Companions to list.")
@question
def actor(name: str, limit: int, path: Path, form: Form) -> None:
    """Show posts with their dates, names and misspellings with who writes them, company kept, first and last contact.

    NAME is an id, a name, or a family name that one actor alone has.

    \b
    Examples:
      kg actor "Steve Witkoff" --archive news.kg
      kg actor France --archive news.kg --json
    """
    from kg.query import actor_page

    with asked(path) as archive:
        page = actor_page(archive, name, limit=limit)
    if form == "json":
        print_json(
            {
                "actor": page.actor,
                "meetings": page.meetings,
                "forms": page.forms,
                "company": [_companion_json(each) for each in page.company],
                "companions": page.companions,
                "first": meeting_json(page.first) if page.first else None,
                "last": meeting_json(page.last) if page.last else None,
            }
        )
    elif form == "csv":
        columns = ("id", "name", "kind", "country", "meetings", "first", "last", "latest")
        print_csv(map(_companion_json, page.company), columns=columns)
    else:
        _show_page(page)


def _show_page(page: ActorPage) -> None:
    who = page.actor
    click.secho(f"{who.label} ({who.id})", bold=True)
    click.echo(f"  {', '.join(filter(None, (who.kind, who.country, who.wikidata)))}")
    print_table("Posts", [(_period(p.first, p.last), _titled(p.title or p.post, p.country)) for p in who.posts])
    if who.aliases:
        click.secho("Names", bold=True)
        click.echo(f"  {', '.join(who.aliases)}")
    for title, standing in (("As articles write it", "name"), ("Misspelled", "misspelling"), ("Other words", "other")):
        print_table(title, [(each.form, _by(each)) for each in page.forms if each.standing == standing])
    print_table("Meetings by status", [(name, str(count)) for name, count in page.meetings.items()])
    rows = [(each.actor.label, f"{each.meetings:>4}  {_period(each.first, each.last)}") for each in page.company]
    print_table(f"Met {page.companions}, most often", rows)
    _show_first_and_last(page.first, page.last)


def _show_first_and_last(first: Told | None, last: Told | None) -> None:
    for title, told in (("First contact", first), ("Last contact", last)):
        if told:
            click.secho(title, bold=True)
            show_meeting(told)


def _period(first: str | None, last: str | None) -> str:
    return f"{first or '?'} to {last or '?'}" if first != last else first or "?"


def _titled(title: str, country: str | None) -> str:
    return f"{title.replace('_', ' ')}{', ' + country if country else ''}"


def _by(form: NameForm) -> str:
    names = ", ".join(dict.fromkeys(source or id_ for id_, source in form.examples))
    return f"{form.articles:>4} articles: {names}"


def _companion_json(each: Companion) -> dict[str, object]:
    return {
        **somebody_json(each.actor),
        "meetings": each.meetings,
        "first": each.first,
        "last": each.last,
        "latest": each.latest,
    }


@click.command("path", short_help="Show the shortest chain of meetings between two people.")
@click.argument("one")
@click.argument("other")
@click.option("--longest", type=click.IntRange(1, 20), default=6, show_default=True, help="Most meetings in a chain.")
@question
def show_path(one: str, other: str, longest: int, path: Path, form: Form) -> None:
    """Show the shortest chain of meetings held that leads from ONE to OTHER, by way of people.

    \b
    Example:
      kg path "Steve Witkoff" "Xi Jinping" --archive news.kg
    """
    from kg.query import path as chain

    with asked(path) as archive:
        links = chain(archive, one, other, longest=longest)
    if form == "json":
        print_json(
            [
                {
                    "one": somebody_json(link.one),
                    "other": somebody_json(link.other),
                    "meeting": meeting_json(link.meeting),
                }
                for link in links
            ]
        )
    elif form == "csv":
        rows = ({"one": each.one.label, "other": each.other.label, **meeting_row(each.meeting)} for each in links)
        print_csv(rows, columns=("one", "other", *MEETING_COLUMNS))
    else:
        for link in links:
            how = "was on one side with" if link.side_by_side else "met"
            click.echo(f"{link.one.label} {how} {link.other.label}:")
            show_meeting(link.meeting, quotes=1)
        if not links:
            click.echo(f"no chain of at most {longest} meetings")


@click.command("contacts", short_help="Show how often two actors or states met, by month.")
@click.argument("one")
@click.argument("other")
@question
def show_contacts(one: str, other: str, path: Path, form: Form) -> None:
    """Show how often ONE and OTHER met, month by month, and their first and last meeting.

    People count for the states they acted for. A meeting that may have been in either of two months is counted in
    both as possible, in none as certain; one known only to within more than three months is in none.

    \b
    Example:
      kg contacts Russia "United States" --archive news.kg
    """
    from kg.query import contacts

    with asked(path) as archive:
        found = contacts(archive, one, other)
    if form == "json":
        print_json(
            {
                "one": somebody_json(found.one),
                "other": somebody_json(found.other),
                "meetings": found.count,
                "undated": found.undated,
                "rough": found.rough,
                "months": found.months,
                "first": meeting_json(found.first) if found.first else None,
                "last": meeting_json(found.last) if found.last else None,
            }
        )
    elif form == "csv":
        rows = ({"month": m.month, "certain": m.certain, "possible": m.possible} for m in found.months)
        print_csv(rows, columns=("month", "certain", "possible"))
    else:
        rough = f", {found.rough} known to the year or so" if found.rough else ""
        click.echo(
            f"{found.one.label} and {found.other.label}: {found.count} meetings, {found.undated} without a day{rough}"
        )
        print_table("Meetings by month", [(month.month, _counted(month)) for month in found.months])
        _show_first_and_last(found.first, found.last)


def _counted(month: Month) -> str:
    return str(month.certain) if month.certain == month.possible else f"{month.certain} to {month.possible}"


@click.command("common", short_help="Show who met both of two actors.")
@click.argument("one")
@click.argument("other")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="Most to list.")
@question
def show_common(one: str, other: str, limit: int, path: Path, form: Form) -> None:
    """Show who met both ONE and OTHER, how often, and when last.

    \b
    Example:
      kg common "Vladimir Putin" "Donald Trump" --archive news.kg
    """
    from kg.query import common

    with asked(path) as archive:
        found = common(archive, one, other, limit=limit)
    rows = [
        {
            **somebody_json(each.actor),
            **{f"one_{name}": getattr(each.with_one, name) for name in ("meetings", "first", "last", "latest")},
            **{f"other_{name}": getattr(each.with_other, name) for name in ("meetings", "first", "last", "latest")},
        }
        for each in found
    ]
    if form == "json":
        print_json(rows)
    elif form == "csv":
        columns = [f"{side}_{name}" for side in ("one", "other") for name in ("meetings", "first", "last", "latest")]
        print_csv(rows, columns=("id", "name", "kind", "country", *columns))
    else:
        for row in rows:
            last = f"{row['one_last'] or '?'} ({row['one_latest']}), {row['other_last'] or '?'} ({row['other_latest']})"
            click.echo(f"{row['name']}: {row['one_meetings']} and {row['other_meetings']} meetings, last {last}")
        if not rows:
            click.echo("nobody met both")


@click.command("go-betweens", short_help="Show the most central people.")
@click.option(
    "--measure", type=click.Choice(MEASURES), default="betweenness", show_default=True, help="How to measure."
)
@click.option("--from", "first", metavar="YYYY-MM-DD", callback=as_day, help="Count meetings from this day on.")
@click.option("--to", "last", metavar="YYYY-MM-DD", callback=as_day, help="Count meetings up to this day.")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="People to list.")
@question
def show_go_betweens(
    measure: str, first: dt.date | None, last: dt.date | None, limit: int, path: Path, form: Form
) -> None:
    """Show the most central people in the network of meetings held.

    \b
    Examples:
      kg go-betweens --archive news.kg
      kg go-betweens --measure degree --from 2025-01-01 --archive news.kg --csv
    """
    from kg.query import go_betweens

    with asked(path) as archive:
        found = go_betweens(archive, measure=measure, first=first, last=last, limit=limit)
    rows = [
        {**somebody_json(each.actor), measure: each.score, "met": each.met, "meetings": each.meetings} for each in found
    ]
    if form == "json":
        print_json(rows)
    elif form == "csv":
        print_csv(rows, columns=("id", "name", "kind", "country", measure, "met", "meetings"))
    else:
        for each in found:
            click.echo(f"{each.score:.4f}  {each.actor.label}: met {each.met} people, {each.meetings} times")
