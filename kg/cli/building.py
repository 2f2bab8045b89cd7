"""``kg build`` and ``kg extract``: articles in, a graph or reports out."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.console import counted, fail, list_problems, print_table
from kg.cli.options import json_option, reading_options

if TYPE_CHECKING:
    from kg.model import Article, Meeting, Problem
    from kg.pipeline import Extraction, Settings

MOST = 10
"""Actors and places in the summary."""


def read_and_extract(inputs: Sequence[str], *, published: dt.date | None, settings: Settings) -> Iterator[Extraction]:
    """Each article with its reports, with progress; ends the command when the set-up is wrong."""
    from kg import sources
    from kg.language.loading import ModelError
    from kg.pipeline import extract_all

    articles = distinct(sources.read(inputs, published=published))
    try:
        yield from counted(extract_all(articles, settings=settings), what="articles read")
    except (OSError, ValueError, ModelError) as error:
        fail(str(error))


def distinct(articles: Iterable[Article | Problem]) -> Iterator[Article | Problem]:
    """Each article once. Another text under an id that is taken is a problem: nobody could tell the two apart."""
    from hashlib import blake2b

    from kg.model import Problem

    known: dict[str, bytes] = {}
    for each in articles:
        if isinstance(each, Problem):
            yield each
            continue
        content = blake2b(f"{each.title}\n{each.text}".encode(errors="surrogatepass"), digest_size=16).digest()
        if each.id not in known:
            yield each
        elif content != known[each.id]:
            yield Problem(where=each.id, cause="another article has this id too", remedy="give it an id of its own")
        known.setdefault(each.id, content)


def settings_of(
    *, model: str | None, layers: tuple[Path, ...], scope: str, min_confidence: float, processes: int
) -> Settings:
    """The options as the pipeline wants them."""
    from kg.pipeline import Settings

    return Settings(
        model=model,
        knowledge=layers,
        all_scopes=scope == "all",
        min_confidence=min_confidence,
        processes=processes,
    )


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
    model: str | None,
    layers: tuple[Path, ...],
    scope: str,
    processes: int,
    min_confidence: float,
    output: Path,
) -> None:
    """Write one report for each meeting that an article tells of, as JSON Lines.

    INPUT is a file (.txt .html .jsonl .csv .tsv .xml .rss .atom .warc, also with .gz), a folder of those, or
    - for articles on standard input.

    \b
    Examples:
      kg extract articles/ -o reports.jsonl
      cat story.txt | kg extract - --published 2025-04-18
    """
    from kg.records import encode, report_record

    settings = settings_of(model=model, layers=layers, scope=scope, min_confidence=min_confidence, processes=processes)
    problems: list[Problem] = []
    # Takes its name only when all is written, so that nobody reads half of it.
    with click.open_file(str(output), "wb", atomic=str(output) != "-") as file:
        for each in read_and_extract(inputs, published=published, settings=settings):
            file.writelines(encode(report_record(report)) for report in each.reports)
            if each.problem:
                problems.append(each.problem)
    list_problems(problems, more="")
    raise SystemExit(1 if problems else 0)


@click.command(short_help="Write the graph of the meetings articles tell of.")
@reading_options
@click.option(
    "--output",
    "-o",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="Folder for the files; made when it is missing.",
)
@click.option(
    "--format",
    "formats",
    multiple=True,
    metavar="FORMAT",
    help="Write this format only; may be repeated.  [default: all]",
)
@click.option("--base", metavar="IRI", help="Where the IRIs of the graph begin.")
@json_option
def build(
    inputs: tuple[str, ...],
    published: dt.date | None,
    model: str | None,
    layers: tuple[Path, ...],
    scope: str,
    processes: int,
    min_confidence: float,
    folder: Path,
    formats: tuple[str, ...],
    base: str | None,
    as_json: bool,
) -> None:
    """Read articles and write the graph of the meetings they tell of, in every format.

    INPUT is a file (.txt .html .jsonl .csv .tsv .xml .rss .atom .warc, also with .gz), a folder of those, or
    - for articles on standard input.

    \b
    Examples:
      kg build articles/ --output graph
      kg build feed.xml news.warc.gz --output graph --format turtle --format gexf
      kg build scraped.txt --published 2025-04-18 --output graph
    """
    from kg.exporters import EXPORTERS, export
    from kg.graph.findings import Findings
    from kg.graph.terms import DEFAULT_BASE
    from kg.linking import link

    for name in formats:
        if name not in EXPORTERS:
            raise click.BadParameter(f"{name!r}: choose from {', '.join(EXPORTERS)}", param_hint="--format")
    settings = settings_of(model=model, layers=layers, scope=scope, min_confidence=min_confidence, processes=processes)
    done = list(read_and_extract(inputs, published=published, settings=settings))
    articles = {each.article.id: each.article for each in done if each.article}
    reports = tuple(report for each in done for report in each.reports)
    problems = [each.problem for each in done if each.problem]
    meetings = link(reports, articles)
    findings = Findings(meetings=meetings, reports=reports, articles=tuple(articles.values()))
    try:
        files = [*export(findings, folder, formats or tuple(EXPORTERS), base=base or DEFAULT_BASE)]
    except (OSError, ValueError) as error:
        fail(str(error))
    files += _write_problems(folder, problems)
    summary = _summary(meetings, articles=len(articles), problems=len(problems), files=files)
    if as_json:
        click.echo(json.dumps(summary, ensure_ascii=False))
    else:
        _show(summary)
    list_problems(problems, more=f": see {folder / 'problems.jsonl'}")
    raise SystemExit(1 if problems else 0)


def _write_problems(folder: Path, problems: Sequence[Problem]) -> list[Path]:
    """``problems.jsonl`` beside the other files, and none left over from an earlier run."""
    import msgspec

    path = folder / "problems.jsonl"
    path.unlink(missing_ok=True)
    if not problems:
        return []
    path.write_bytes(b"".join(msgspec.json.encode(problem) + b"\n" for problem in problems))
    return [path]


def _summary(meetings: Iterable[Meeting], *, articles: int, problems: int, files: Iterable[Path]) -> dict[str, object]:
    """What was found, ready for JSON: counts by status, the most frequent actors and places, the files."""
    meetings = list(meetings)
    actors = Counter(label for each in meetings for label in {party.actor.label for party in each.participants})
    places = Counter(each.place.name for each in meetings if each.place)
    return {
        "articles": articles,
        "problems": problems,
        "meetings": len(meetings),
        "status": _by_count(Counter(each.status for each in meetings)),
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
