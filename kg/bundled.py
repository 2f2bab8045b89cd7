"""What is shipped with the program besides its code: folders, and tables of phrases beside the code that reads them.

The folders lie beside the code in an installed wheel, above it in a checkout.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Literal, TypeVar

import msgspec

Record = TypeVar("Record")


def folder(name: Literal["ontology", "examples"]) -> Path:
    """The folder of that name. Raises FileNotFoundError when the installation lost it."""
    here = Path(__file__).parent
    for candidate in (here / name, here.parent / name):
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(f"the folder {name!r} is missing beside {here}: install diplomacy-kg again")


def table(package: str, name: str, kind: type[Record]) -> Record:
    """The TOML file of that name in a package of ours, as the record that says what stands in it.

    Raises msgspec.ValidationError, which names the entry, for one that does not fit.
    """
    return msgspec.toml.decode((files(package) / name).read_bytes(), type=kind)
