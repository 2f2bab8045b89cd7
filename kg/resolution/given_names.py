"""Given names that stand for each other: William and Bill, Volodymyr and Vladimir."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def _families() -> Mapping[str, frozenset[str]]:
    families: dict[str, frozenset[str]] = {}
    for line in files("kg.resolution").joinpath("given_names.txt").read_text("utf-8").splitlines():
        names = frozenset(line.split()) if not line.startswith("#") else frozenset()
        for name in names:
            families[name] = families.get(name, frozenset()) | names
    return families


def short_forms(folded: str) -> frozenset[str]:
    """All names that a folded given name may be replaced by, itself included; none where the list has none."""
    return _families().get(folded, frozenset())
