"""The filters of the page, as they stand in its address: what is seen is what is exported."""

from __future__ import annotations

import datetime as dt
from typing import Any, get_args

from starlette.datastructures import QueryParams

from kg.model import Kind, Medium, Status
from kg.query import Wanted

_YES = ("1", "true", "yes")


def wanted(address: QueryParams) -> Wanted:
    """What the parameters of an address ask for, in the words of ``web/src/state.ts`` and the interface's description.

    Raises ValueError that names a value that cannot be one.
    """
    return Wanted(
        actors=tuple(name for name in address.getlist("actor") if name),
        around=_several(address, "around"),
        countries=_several(address, "country"),
        place=address.get("place") or None,
        first=_day(address, "from"),
        last=_day(address, "to"),
        certain=_flag(address, "certain"),
        statuses=_chosen(address, "status", Status),
        kinds=_chosen(address, "kind", Kind),
        media=_chosen(address, "medium", Medium),
        min_sources=int(_number(address, "sources")),
        max_sources=1 if _flag(address, "single") else None,
        min_confidence=_number(address, "confidence"),
        changed_since=_day(address, "changed"),
        disputed=_flag(address, "disputed"),
    )


def _several(address: QueryParams, name: str) -> tuple[str, ...]:
    return tuple(part for part in address.get(name, "").split(",") if part)


def _chosen(address: QueryParams, name: str, words: Any) -> tuple[Any, ...]:
    """Some of the words of a Literal."""
    found, choices = _several(address, name), get_args(words)
    wrong = [part for part in found if part not in choices]
    if wrong:
        raise ValueError(f"{name} is {wrong[0]!r}: choose from {', '.join(choices)}")
    return found


def _flag(address: QueryParams, name: str) -> bool:
    return address.get(name, "").casefold() in _YES


def _day(address: QueryParams, name: str) -> dt.date | None:
    value = address.get(name)
    try:
        return dt.date.fromisoformat(value) if value else None
    except ValueError:
        raise ValueError(f"{name} is {value!r}: write the day as 2025-04-18") from None


def _number(address: QueryParams, name: str) -> float:
    value = address.get(name) or "0"
    try:
        return float(value)
    except ValueError:
        raise ValueError(f"{name} is {value!r}: give a number") from None
