"""Files that are there whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO


@contextmanager
def replacing(path: Path) -> Iterator[TextIO]:
    """A UTF-8 text file to write, with Unix line ends. It takes its name only when all is written.

    After a failure the file that was there before is untouched and no half-written one stays behind. A lone surrogate,
    which UTF-8 cannot hold, is written as "?". Raises OSError as opening and writing do.
    """
    aside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with aside.open("w", encoding="utf-8", errors="replace", newline="") as file:
            yield file
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def prepare(folder: Path) -> None:
    """Make the folder if it is missing and see that it can be written to, before hours of work are done for it.

    Raises OSError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    probe = folder / f".{os.getpid()}.part"
    try:
        probe.touch()
    finally:
        probe.unlink(missing_ok=True)
