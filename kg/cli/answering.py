"""How answers are shown: as text, as JSON, or as a table; each with its evidence."""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import click

from kg.cli.archiving import opened
from kg.cli.console import fail
from kg.cli.options import archive_option

if TYPE_CHECKING:
    from kg.archive import Archive
    from kg.model import When
    from kg.query import Somebody, Told

Form = Literal["text", "json", "csv"]
Command = TypeVar("Command", bound=Callable[..., Any])
QUOTES = 2
"""Quotations shown for a meeting in text."""


def question(command: Command) -> Command:
    """The options of every question: the archive, and the form of the answer."""
    table = click.option("--csv", "form", flag_value="csv", help="Print the answer as a table.")
    as_json = click.option("--json", "form", flag_value="json", help="Print the answer as one JSON object.")
    text = click.option("--text", "form", flag_value="text", default=True, hidden=True, help="Print it to read.")
    return archive_option(text(as_json(table(command))))


@contextmanager
def asked(path: Path) -> Iterator[Archive]:
    """The archive to ask; a question that cannot be answered ends the command and says why."""
    with opened(path) as archive:
        try:
            yield archive
        except ValueError as error:
            fail(str(error))


def print_json(answer: object) -> None:
    """One JSON object, with the fields of the answer's types."""
    import msgspec

    click.echo(msgspec.json.format(msgspec.json.encode(answer), indent=1).decode())


def print_csv(rows: Iterable[Mapping[str, object]], *, columns: Sequence[str]) -> None:
    """A table for spreadsheets; what looks like a formula is made harmless."""
    from kg.exporters.texts import cell

    table = csv.DictWriter(sys.stdout, columns, lineterminator="\n")
    table.writeheader()
    for row in rows:
        table.writerow({name: cell(value) if isinstance(value, str) else value for name, value in row.items()})


MEETING_COLUMNS = (
    *("id", "start", "end", "certain", "status", "kind", "medium", "place", "country", "participants", "sources"),
    *("confidence", "disputed", "document", "quote"),
)


def meeting_row(told: Told) -> dict[str, object]:
    """A meeting as a row, with its first quotation."""
    meeting = told.meeting
    document, span = next(iter(told.quotations(1)), ("", None))
    return {
        "id": meeting.id,
        "start": meeting.when.first or "",
        "end": meeting.when.last or "",
        "certain": "true" if told.certain else "false",
        "status": meeting.status,
        "kind": meeting.kind,
        "medium": meeting.medium,
        "place": meeting.place.name if meeting.place else "",
        "country": (meeting.place.country or "") if meeting.place else "",
        "participants": "; ".join(party.actor.label for party in meeting.participants),
        "sources": "; ".join(meeting.sources),
        "confidence": meeting.confidence,
        "disputed": "; ".join(told.disputed),
        "document": document,
        "quote": span.quote if span else "",
    }


def meeting_json(told: Told) -> dict[str, object]:
    """A meeting as in meetings.jsonl, with what the question adds."""
    import msgspec

    return {**msgspec.to_builtins(told.record()), "certain": told.certain, "disputed": told.disputed}


def show_meeting(told: Told, *, quotes: int = QUOTES) -> None:
    """A meeting in a few lines: when, who, where, in what standing, according to whom."""
    meeting = told.meeting
    people = ", ".join(party.actor.label for party in meeting.participants)
    place = f" in {meeting.place.name}" if meeting.place else ""
    doubt = "" if told.certain else " (perhaps)"
    click.secho(f"{days(meeting.when)}{doubt}  {people}{place}", bold=True)
    known = "unknown"
    facts = [meeting.status, meeting.kind, *([meeting.medium] if meeting.medium != known else [])]
    by = ", ".join(meeting.sources) or f"{len(meeting.reports)} articles"
    click.echo(f"  {', '.join(facts)}; {by}; confidence {meeting.confidence:.2f}; {meeting.id}")
    for what in told.disputed:
        click.echo(f"  the articles contradict each other on the {what}: {_versions(told, what)}")
    for document, span in told.quotations(quotes):
        click.echo(f'  {document}: "{" ".join(span.quote.split())}"')


def _versions(told: Told, what: str) -> str:
    meeting = told.meeting
    if what == "place":
        return " or ".join(place.name for place in (meeting.place, *meeting.other_places) if place)
    if what == "time":
        return " or ".join(days(when) for when in (meeting.when, *meeting.other_times))
    return "; ".join(f"{claim.source or claim.document}: {claim.status}" for claim in meeting.history)


def days(when: When) -> str:
    """ "2025-04-17", "2025-04-08 to 2025-04-12", or "no day known"."""
    if when.first is None:
        return "no day known"
    return str(when.first) if when.first == when.last else f"{when.first} to {when.last}"


def somebody_json(who: Somebody) -> dict[str, object]:
    """An actor, short."""
    return {"id": who.id, "name": who.label, "kind": who.kind, "country": who.country}
