"""``kg add``, ``kg remove``, ``kg export``, ``kg archive``: articles kept in one file, and taken back."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.building import check_formats
from kg.cli.console import Stopped, counted, fail, list_problems, print_table
from kg.cli.options import archive_option, filters, json_option, reading_options, writing_options

if TYPE_CHECKING:
    from kg.archive import Added, Archive
    from kg.graph.findings import Readable
    from kg.pipeline import Settings
    from kg.query import Wanted


@contextmanager
def opened(path: Path, *, writing: bool = False) -> Iterator[Archive]:
    """The archive; ends the command with a plain message when it cannot be used."""
    from kg.archive import Archive, ArchiveError

    try:
        with Archive.create(path) if writing else Archive.open(path) as archive:
            yield archive
    except ArchiveError as error:
        fail(str(error))


def add_articles(archive: Archive, inputs: Sequence[str], *, published: dt.date | None, settings: Settings) -> Added:
    """Add the inputs, with progress; ends the command when the set-up is wrong."""
    from kg import sources
    from kg.archive import Added
    from kg.archive.adding import adding

    added = Added()
    articles = sources.read(inputs, published=published)
    try:
        for _ in counted(adding(archive, articles, settings=settings, into=added), what="articles read"):
            pass
    except ValueError as error:
        fail(str(error))
    return added


def write_files(findings: Readable, folder: Path, formats: Sequence[str], *, base: str | None) -> list[Path]:
    """Export; ends the command when that cannot be done. Gives the files written."""
    from kg.exporters import USUAL, export
    from kg.graph.terms import DEFAULT_BASE

    try:
        return [*export(findings, folder, formats or USUAL, base=base or DEFAULT_BASE)]
    except ValueError as error:
        fail(str(error))


@click.command(short_help="Add articles to an archive.")
@reading_options
@archive_option
@json_option
def add(
    inputs: tuple[str, ...],
    published: dt.date | None,
    settings: Settings,
    path: Path,
    as_json: bool,
) -> None:
    """Read articles and add what they tell of to an archive, which is made when it is missing.

    An article that is there already changes nothing; a new version of it, known by its id, takes the old one's
    place. Stopped at any moment, the same command finishes what it began. INPUT is as for kg build.

    \b
    Examples:
      kg add articles/ --archive news.kg
      kg add today.jsonl --archive news.kg --processes 2
    """
    with opened(path, writing=True) as archive:
        try:
            added = add_articles(archive, inputs, published=published, settings=settings)
        except KeyboardInterrupt:
            raise Stopped(f"stopped: {path} is whole, and the same command goes on where this one was") from None
        counts = archive.counts()
    told = {"new": added.new, "replaced": added.replaced, "unchanged": added.unchanged}
    if as_json:
        click.echo(json.dumps({**told, "problems": len(added.problems), "archive": counts}))
    else:
        click.echo(f"Articles: {added.new} new, {added.replaced} replaced, {added.unchanged} unchanged")
        click.echo(f"In {path}: {counts['articles']} articles, {counts['meetings']} meetings")
    list_problems(added.problems, more="")
    raise SystemExit(1 if added.problems else 0)


@click.command(short_help="Take articles, or a publisher, back out of an archive.")
@click.argument("articles", nargs=-1, metavar="[ARTICLE]...")
@click.option("--source", metavar="NAME", help="Take back all articles of this publisher.")
@archive_option
@json_option
def remove(articles: tuple[str, ...], source: str | None, path: Path, as_json: bool) -> None:
    """Take articles back out of an archive, by id, or all of a publisher: as if they had never come.

    \b
    Examples:
      kg remove 2025-04-18-talks --archive news.kg
      kg remove --source "Gulf Herald" --archive news.kg
    """
    if bool(articles) == bool(source):
        raise click.UsageError("name either articles by their ids, or a publisher with --source")
    with opened(path) as archive:
        _there(archive, articles, source)
    with opened(path, writing=True) as archive:
        count = archive.remove_source(source) if source else archive.remove(articles)
        counts = archive.counts()
    if as_json:
        click.echo(json.dumps({"removed": count, "archive": counts}))
    else:
        click.echo(f"Removed: {count} articles")
        click.echo(f"In {path}: {counts['articles']} articles, {counts['meetings']} meetings")


def _there(archive: Archive, articles: Sequence[str], source: str | None) -> None:
    """Ends the command when what is to be taken back is not there."""
    missing = [id_ for id_ in articles if archive.given(id_) is None]
    if missing:
        fail(f"{archive.path}: there is no article {', '.join(map(repr, missing))}: kg search finds ids by words")
    known = archive.sources()
    if source and source not in known:
        names = ", ".join(name for name in known if name) or "none of its articles has one"
        fail(f"{archive.path}: there is no article of {source!r}: the publishers in it are {names}")


@contextmanager
def chosen(archive: Archive, wanted: Wanted) -> Iterator[Readable]:
    """What is to be exported; ends the command when nobody or nothing there has a name that is asked for."""
    from kg.query import UnknownName, reading

    try:
        with reading(archive, wanted) as findings:
            yield findings
    except UnknownName as error:
        fail(str(error).removeprefix(f"{archive.path}: "))


@click.command(short_help="Write the graph of an archive.")
@filters
@archive_option
@writing_options
@json_option
def export(wanted: Wanted, path: Path, folder: Path, formats: tuple[str, ...], base: str | None, as_json: bool) -> None:
    """Write the graph of an archive, in the formats of kg build.

    All meetings are written, or those that fit --actor, --place, --from and the like, as in kg meetings.

    \b
    Examples:
      kg export --archive news.kg --output graph
      kg export --archive news.kg --output graph --format gexf --format turtle
      kg export --archive news.kg --output graph --actor Iran --actor "Saudi Arabia" --status planned
    """
    check_formats(formats)
    with opened(path) as archive, chosen(archive, wanted) as findings:
        files = write_files(findings, folder, formats, base=base)
        count = len(findings.meetings)
    if as_json:
        click.echo(json.dumps({"meetings": count, "files": [str(each) for each in files]}))
        return
    for each in files:
        click.echo(each)


@click.group(short_help="Look after an archive.")
def archive() -> None:
    """Look after an archive: what is in it, and whether it is whole.

    \b
    Examples:
      kg archive show news.kg
      kg archive check news.kg
    """


@archive.command("check")
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE")
@json_option
def check_archive(path: Path, as_json: bool) -> None:
    """Check that the archive FILE is whole: the file, the references in it, every quotation. Exit code 1 if not.

    \b
    Example:
      kg archive check news.kg
    """
    with opened(path) as archive:
        wrong = archive.check()
        counts = archive.counts() if not wrong else {}
    if as_json:
        click.echo(json.dumps({"whole": not wrong, "wrong": wrong, "archive": counts}))
    elif wrong:
        for line in wrong:
            click.echo(line)
    else:
        click.echo(f"{path}: whole, {counts['articles']} articles, {counts['meetings']} meetings")
    raise SystemExit(1 if wrong else 0)


@archive.command("renew")
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE")
def renew_archive(path: Path) -> None:
    """Derive the meetings of the archive FILE anew from its reports, as after an update of the program.

    \b
    Example:
      kg archive renew news.kg
    """
    with opened(path):
        pass
    with opened(path, writing=True) as archive:
        archive.derive()
        counts = archive.counts()
    click.echo(f"{path}: {counts['reports']} reports, {counts['meetings']} meetings")


@archive.command("show")
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE")
@json_option
def show_archive(path: Path, as_json: bool) -> None:
    """Show how much is in the archive FILE, and of which publishers.

    \b
    Example:
      kg archive show news.kg
    """
    with opened(path) as archive:
        counts, sources = archive.counts(), archive.sources()
    if as_json:
        click.echo(json.dumps({"archive": counts, "sources": sources}, ensure_ascii=False))
        return
    print_table("Archive", [(name.replace("incoming", "waiting"), str(count)) for name, count in counts.items()])
    print_table("Articles by publisher", [(name or "not known", str(count)) for name, count in sources.items()])
