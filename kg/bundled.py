"""Folders that are shipped with the program: beside the code in an installed wheel, above it in a checkout."""

from __future__ import annotations

from pathlib import Path
from typing import Literal


def folder(name: Literal["ontology", "examples"]) -> Path:
    """The folder of that name. Raises FileNotFoundError when the installation lost it."""
    here = Path(__file__).parent
    for candidate in (here / name, here.parent / name):
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(f"the folder {name!r} is missing beside {here}: install diplomacy-kg again")
