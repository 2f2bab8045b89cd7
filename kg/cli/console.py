"""What the user sees besides the result: progress, problems, tables. All of it goes to standard error."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn, TypeVar

import click

if TYPE_CHECKING:
    from types import FrameType

    from kg.model import Problem

SHOWN = 10
"""Problems that are listed one by one; the rest are counted."""

Item = TypeVar("Item")


class InputError(click.ClickException):
    """Something the user named cannot be used."""

    exit_code = 2


class Stopped(click.ClickException):
    """The user stopped the command; the message says what is kept."""

    exit_code = 130


def fail(message: str) -> NoReturn:
    """Ends the command with a message that names value, place and remedy; exit code 2."""
    raise InputError(message)


def counted(items: Iterable[Item], *, what: str) -> Iterator[Item]:
    """The items, with a running count on a terminal and nothing in a pipe; Ctrl-C stops them."""
    with _heeding_interrupts() as stop_if_asked:
        for item in _shown(items, what=what):
            yield item
            stop_if_asked()


@contextmanager
def _heeding_interrupts() -> Iterator[Callable[[], None]]:
    """What raises KeyboardInterrupt once Ctrl-C was pressed: a library may swallow the one raised in its midst."""
    asked: list[int] = []

    def ask(number: int, frame: FrameType | None) -> None:
        asked.append(number)
        raise KeyboardInterrupt

    def stop_if_asked() -> None:
        if asked:
            raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():
        yield stop_if_asked
        return
    before = signal.signal(signal.SIGINT, ask)
    try:
        yield stop_if_asked
    finally:
        signal.signal(signal.SIGINT, before)


def _shown(items: Iterable[Item], *, what: str) -> Iterator[Item]:
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn(f"{{task.completed:.0f}} {what}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(what)
        for item in items:
            yield item
            progress.advance(task)


def list_problems(problems: Sequence[Problem], *, more: str) -> None:
    """Names the inputs that could not be used; ``more`` says where the whole list is."""
    for problem in problems[:SHOWN]:
        click.echo(f"{problem.where}: {problem.cause}: {problem.remedy}", err=True)
    if len(problems) > SHOWN:
        click.echo(f"... and {len(problems) - SHOWN} more problems{more}", err=True)


def print_table(title: str, rows: Iterable[tuple[str, str]]) -> None:
    """Two columns under a title, the second to the right; plain text where there is no terminal."""
    rows = list(rows)
    if not rows:
        return
    width = max(len(name) for name, _ in rows)
    click.secho(title, bold=True)
    for name, value in rows:
        click.echo(
            f"  {name:<{width}}  {value:>6}" if value.replace(".", "").isdigit() else f"  {name:<{width}}  {value}"
        )
