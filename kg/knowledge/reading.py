"""Reading knowledge files: JSON Lines and plain text, packed with gzip or not."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import TypeVar

import msgspec

Record = TypeVar("Record")


def read_text(path: Path) -> str:
    """The whole file as UTF-8 text."""
    data = path.read_bytes()
    return (gzip.decompress(data) if path.suffix == ".gz" else data).decode()


def read_records(path: Path, kind: type[Record]) -> list[Record]:
    """The lines of a JSON Lines file as records of that kind; a line that does not fit raises ValueError, which
    names the file, the line and what is wrong."""
    data = path.read_bytes()
    data = gzip.decompress(data) if path.suffix == ".gz" else data
    decoder = msgspec.json.Decoder(kind)
    records = []
    for number, line in enumerate(data.splitlines(), 1):
        if line:
            try:
                records.append(decoder.decode(line))
            except msgspec.DecodeError as error:
                raise ValueError(f"{path}, line {number}: {error}; correct the line or leave it out") from error
    return records
