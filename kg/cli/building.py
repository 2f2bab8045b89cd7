"""``kg build`` and ``kg extract``: articles in, a graph or reports out."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.console import Stopped, counted, fail, list_problems, print_table
from kg.cli.options import building_filters, json_option, reading_options, writing_options

if TYPE_CHECKING:
    from kg.cli.resuming import Unfinished
    from kg.graph.findings import Readable
    from kg.model import Article, Problem
    from kg.pipeline import Extraction, Settings
    from kg.query import Wanted

MOST = 10
"""Actors and places in the summary."""


def reading(inputs: Sequence[str], *, published: dt.date | None) -> Iterator[Article | Problem]:
    """The articles of the inputs, each once."""
    from kg import sources

    return sources.distinct(sources.read(inputs, published=published))


def extracting(articles: Iterable[Article | Problem], *, settings: Settings) -> Iterator[Extraction]:
    """Each article with its reports, with progress; ends the command when the set-up is wrong."""
    from kg.pipeline import extract_all

    try:
        yield from counted(extract_all(articles, settings=settings), what="articles read")
    except ValueError as error:
        fail(str(error))


@click.command(short_help="Write the meetings each article tells of.")
@reading_options
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    default="-",
    help="File to write.  [default: standard output]",
)
def extract(
    inputs: tuple[str, ...],
    published: dt.date | None,
    settings: Settings,
    output: Path,
) -> None:
    """Write one report for each meeting that an article tells of, as JSON Lines.

    INPUT is a file (.txt .html .jsonl .csv .tsv .xml .rss .atom .warc, also with .gz), a folder of those, or
    - for articles on standard input. Stopped at any moment, the same command with an output file goes on where it was.

    \b
    Examples:
      kg extract articles/ -o reports.jsonl
      cat story.txt | kg extract - --published 2025-04-18
    """
    problems = _extract(inputs, published, settings, output)
    list_problems(problems, more="")
    raise SystemExit(1 if problems else 0)


def _extract(inputs: tuple[str, ...], published: dt.date | None, settings: Settings, output: Path) -> Sequence[Problem]:
    """Write the reports; gives the problems."""
    from kg.cli.resuming import asked_for, resumable
    from kg.exporters.files import replacing
    from kg.model import Problem

    if str(output) != "-" and "-" not in inputs:
        with resumable(output, asked_for(inputs, published, settings)) as unfinished:
            left = unfinished.rest(lambda: reading(inputs, published=published))
            for each in _goes_on(unfinished, extracting(left, settings=settings)):
                unfinished.write(each, _lines(each))
        return [Problem(where=where, cause=cause, remedy=remedy) for where, cause, remedy in unfinished.problems]
    problems: list[Problem] = []
    with nullcontext(sys.stdout) if str(output) == "-" else replacing(output) as file:
        for each in extracting(reading(inputs, published=published), settings=settings):
            file.writelines(line.decode() for line in _lines(each))
            problems += [each.problem] if each.problem else []
    return problems


def _lines(done: Extraction) -> Iterator[bytes]:
    from kg.records import encode, report_record

    return (encode(report_record(report)) for report in done.reports)


def _goes_on(unfinished: Unfinished, extractions: Iterator[Extraction]) -> Iterator[Extraction]:
    """The extractions; says how many are done already, and what stays when it is stopped."""
    done = unfinished.mark.inputs
    if done:
        click.echo(f"{done} articles were read before this command was stopped: going on behind them", err=True)
    try:
        yield from extractions
    except KeyboardInterrupt:
        if unfinished.mark.inputs:
            raise Stopped("stopped: the same command goes on where this one was") from None
        raise


@click.command(short_help="Write the graph of the meetings articles tell of.")
@reading_options
@building_filters
@writing_options
@json_option
@click.option("--explore", is_flag=True, help="Then look at the meetings in the browser, until Ctrl-C.")
def build(
    inputs: tuple[str, ...],
    published: dt.date | None,
    settings: Settings,
    wanted: Wanted,
    folder: Path,
    formats: tuple[str, ...],
    base: str | None,
    as_json: bool,
    explore: bool,
) -> None:
    """Read articles and write the graph of the meetings they tell of, in the formats most people open.

    INPUT is a file (.txt .html .jsonl .csv .tsv .xml .rss .atom .warc, also with .gz), a folder of those, or
    - for articles on standard input. Only meetings that fit --actor, --place, --from and the like are written.

    \b
    Examples:
      kg build articles/ --output graph
      kg build feed.xml news.warc.gz --output graph --format turtle --format gexf
      kg build articles/ --output graph --explore
      kg build articles/ --output graph --format all
      kg build scraped.txt --published 2025-04-18 --output graph
      kg build articles/ --output graph --actor France --status planned
    """
    from tempfile import TemporaryDirectory

    from kg.archive import Archive
    from kg.cli import exploring
    from kg.cli.archiving import add_articles, chosen, write_files
    from kg.exporters.files import prepare

    check_formats(formats)
    if explore:
        exploring.check_installed()
    prepare(folder)
    with TemporaryDirectory(prefix="kg-") as aside, Archive.create(Path(aside) / "kg", lasting=False) as archive:
        added = add_articles(archive, inputs, published=published, settings=settings)
        with chosen(archive, wanted) as findings:
            files = write_files(findings, folder, formats, base=base)
            files += _write_problems(folder, added.problems)
            summary = _summary(findings, problems=len(added.problems), files=files)
        if as_json:
            click.echo(json.dumps(summary, ensure_ascii=False))
        else:
            _show(summary)
        list_problems(added.problems, more=f": see {folder / 'problems.jsonl'}")
        if explore:
            exploring.serve(archive.path, port=0)
    raise SystemExit(1 if added.problems else 0)


def check_formats(formats: Sequence[str]) -> None:
    """Ends the command when one of the formats cannot be written."""
    from kg import exporters

    try:
        exporters.check_formats(formats)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--format") from None


def _write_problems(folder: Path, problems: Sequence[Problem]) -> list[Path]:
    """``problems.jsonl`` beside the other files, and none left over from an earlier run."""
    from kg.exporters.files import replacing

    path = folder / "problems.jsonl"
    if not problems:
        path.unlink(missing_ok=True)
        return []
    with replacing(path) as file:
        file.writelines(json.dumps(asdict(problem), ensure_ascii=False) + "\n" for problem in problems)
    return [path]


def _summary(findings: Readable, *, problems: int, files: Iterable[Path]) -> dict[str, object]:
    """What was found, ready for JSON: counts by status, the most frequent actors and places, the files."""
    status: Counter[str] = Counter()
    actors: Counter[str] = Counter()
    places: Counter[str] = Counter()
    for each in findings.meetings:
        status[each.status] += 1
        actors.update({party.actor.label for party in each.participants})
        places.update([each.place.name] if each.place else [])
    return {
        "articles": len(findings.articles),
        "problems": problems,
        "meetings": len(findings.meetings),
        "status": _by_count(status),
        "actors": _by_count(actors),
        "places": _by_count(places),
        "files": [str(path) for path in files],
    }


def _by_count(counter: Counter[str]) -> dict[str, int]:
    """The most frequent, and of equally frequent ones the first in the alphabet."""
    return dict(sorted(counter.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST])


def _show(summary: dict[str, object]) -> None:
    click.echo(f"Meetings: {summary['meetings']}, articles: {summary['articles']}, problems: {summary['problems']}")
    for title, key in (("Meetings by status", "status"), ("Most frequent actors", "actors"), ("Places", "places")):
        rows = summary[key]
        if isinstance(rows, dict):
            print_table(title, [(name, str(count)) for name, count in rows.items()])
    files = summary["files"]
    if isinstance(files, list):
        click.secho("Files", bold=True)
        for path in files:
            click.echo(f"  {path}")
