"""Options that several commands have, and the types of their values."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Sequence
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from kg.cli.console import fail

if TYPE_CHECKING:
    from kg.pipeline import Settings

Command = TypeVar("Command", bound=Callable[..., Any])


def as_day(context: click.Context, parameter: click.Parameter, value: str | None) -> dt.date | None:
    """A day out of YYYY-MM-DD, or a usage error that says how to write it."""
    try:
        return dt.date.fromisoformat(value) if value else None
    except ValueError:
        raise click.BadParameter(f"{value!r} is not a day: write it as 2025-04-18") from None


FILE = click.Path(exists=True, dir_okay=False, path_type=Path)

_READING = (
    click.argument("inputs", nargs=-1, required=True, metavar="INPUT..."),
    click.option("--published", metavar="YYYY-MM-DD", callback=as_day, help="Date for articles without one."),
    click.option("--model", metavar="NAME", help="Installed spaCy pipeline to use instead of the bundled one."),
    click.option(
        "--knowledge", "layers", type=FILE, multiple=True, help="File of actors to know besides; may be repeated."
    ),
    click.option(
        "--decisions",
        type=FILE,
        help='File of decisions on who is who: {"decision": "same", "names": ["…", "…"]} a line, or "different".',
    ),
    click.option(
        "--scope",
        type=click.Choice(["international", "all"]),
        default="international",
        show_default=True,
        help="all: also domestic meetings and general mentions, marked as such.",
    ),
    click.option(
        "--processes", type=click.IntRange(1, 64), default=1, show_default=True, help="Worker processes to use."
    ),
    click.option(
        "--min-confidence",
        type=click.FloatRange(0, 1),
        default=0.5,
        show_default=True,
        help="Leave out reports that are less sure than this; 0 keeps also what is more likely wrong than right.",
    ),
    click.option(
        "--every-sentence",
        is_flag=True,
        help="Parse also the sentences that cannot tell of a meeting: slow, shows what leaving them out loses.",
    ),
)


def _with_options(command: Command, options: Sequence[Callable[[Command], Command]]) -> Command:
    """The command with the options, which its help shows in their order."""
    for option in reversed(options):
        command = option(command)
    return command


def reading_options(command: Command) -> Command:
    """The inputs and how articles are read, for every command that takes articles.

    The command gets them as ``inputs``, ``published`` and ``settings``.
    """

    @functools.wraps(command)
    def with_settings(
        *,
        model: str | None,
        layers: tuple[Path, ...],
        decisions: Path | None,
        scope: str,
        processes: int,
        min_confidence: float,
        every_sentence: bool,
        **others: Any,
    ) -> Any:
        settings = _settings(model, layers, decisions, scope == "all", processes, min_confidence, every_sentence)
        return command(settings=settings, **others)

    return _with_options(cast(Command, with_settings), _READING)


def _settings(
    model: str | None,
    layers: tuple[Path, ...],
    decisions: Path | None,
    all_scopes: bool,
    processes: int,
    min_confidence: float,
    every_sentence: bool,
) -> Settings:
    from kg.pipeline import Settings
    from kg.resolution.decisions import NO_DECISIONS, DecisionError, read_decisions

    try:
        decided = read_decisions(decisions) if decisions else NO_DECISIONS
    except (DecisionError, OSError) as error:
        fail(str(error))
    return Settings(
        model=model,
        knowledge=layers,
        decisions=decided,
        all_scopes=all_scopes,
        processes=processes,
        min_confidence=min_confidence,
        every_sentence=every_sentence,
    )


STATUSES = ("held", "planned", "proposed", "cancelled", "postponed", "refused")
KINDS = ("meeting", "visit", "summit", "negotiation", "call")
MEDIA = ("in_person", "phone", "video", "unknown")

_FILTERS = (
    click.option(
        "--actor", "actors", multiple=True, metavar="NAME", help="Who was there; repeat it for several at once."
    ),
    click.option(
        "--around",
        multiple=True,
        metavar="NAME",
        help="One of these was there, or two of those whom one of them met; may be repeated.",
    ),
    click.option(
        "--country", "countries", multiple=True, metavar="CODE", help="Somebody of FR, EU was there; may be repeated."
    ),
    click.option("--place", metavar="NAME", help="City, venue or country, be it by some of the articles only."),
    click.option("--from", "first", metavar="YYYY-MM-DD", callback=as_day, help="Not before this day."),
    click.option("--to", "last", metavar="YYYY-MM-DD", callback=as_day, help="Not after this day."),
    click.option("--certain", is_flag=True, help="Only meetings that surely were within those days."),
    click.option("--status", "statuses", multiple=True, type=click.Choice(STATUSES), help="May be repeated."),
    click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="May be repeated."),
    click.option("--medium", "media", multiple=True, type=click.Choice(MEDIA), help="May be repeated."),
    click.option("--min-sources", type=click.IntRange(min=0), default=0, help="Told by so many sources at least."),
    click.option("--single-source", is_flag=True, help="What one source alone claims."),
    click.option(
        "--changed-since", metavar="YYYY-MM-DD", callback=as_day, help="Told of by an article published then or later."
    ),
    click.option("--disputed", is_flag=True, help="Only where articles contradict each other."),
)
_SURE = click.option("--min-confidence", type=click.FloatRange(0, 1), default=0.0, help="At least so sure.")


def filters(command: Command) -> Command:
    """Which meetings, for every command that shows or writes some of them: it gets them as ``wanted``."""
    return _SURE(building_filters(command))


def building_filters(command: Command) -> Command:
    """The same without ``--min-confidence``, which ``reading_options`` has: there reports are left out by it."""

    @functools.wraps(command)
    def with_wanted(*, single_source: bool, **given: Any) -> Any:
        from kg.query import Wanted

        own = {each.name: given.pop(each.name) for each in fields(Wanted) if each.name in given}
        try:
            wanted = Wanted(**own, max_sources=1 if single_source else None)
        except ValueError as error:
            fail(str(error))
        return command(wanted=wanted, **given)

    return _with_options(cast(Command, with_wanted), _FILTERS)


_WRITING = (
    click.option(
        "--output",
        "-o",
        "folder",
        type=click.Path(file_okay=False, path_type=Path),
        required=True,
        help="Folder for the files; made when it is missing.",
    ),
    click.option(
        "--format",
        "formats",
        multiple=True,
        metavar="FORMAT",
        help="Write this format only; may be repeated. all: every format but png and parquet, to be asked for by name."
        "  [default: html, meetings, reports, csv, turtle, trig, graphml, gexf, cytoscape]",
    ),
    click.option("--base", metavar="IRI", help="Where the IRIs of the graph begin."),
)


def writing_options(command: Command) -> Command:
    """Where the files go and which, for every command that writes a graph."""
    return _with_options(command, _WRITING)


archive_option = click.option(
    "--archive",
    "path",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    metavar="FILE",
    envvar="KG_ARCHIVE",
    show_envvar=True,
    help="The archive.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print the result as one JSON object.")
