"""What reports are found by when others come that may tell of the same: so that only what is near is linked anew.

Nothing that is linked depends on reports that are not near, by one step or several: two are near when they are alike
enough to be joined were their topics the same, when they quote the same words of the same parties, or when a person
said that they tell of one meeting; and groups are near when the one may be the plan of what the other tells.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b
from typing import NamedTuple

from kg.linking.candidates import keys, window
from kg.linking.copies import saying
from kg.linking.rules import ALMOST, score
from kg.linking.views import View
from kg.model import Report


class Trace(NamedTuple):
    """A pair of parties that a report is found by, with the days in which it looks for others."""

    key: int
    own: bool
    """Whether it names both, or a state could stand for one; two that only lend a key are not alike by it."""
    first: int
    last: int


def traces(view: View) -> Iterator[Trace]:
    """All of them. Reports can only be joined by the rules when they have a key in common that one of them owns."""
    own, lent = keys(view)
    first, last = window(view)
    for some, owned in ((own, True), (lent, False)):
        for one, other in dict.fromkeys(some):
            yield Trace(hashed(f"{one}\x1f{other}"), owned, first, last)


def words_said(report: Report) -> int | None:
    """What copies of a report have in common."""
    said = saying(report)
    return None if said is None else hashed("\x1f".join((said[0], *sorted(said[1]))))


def alike(one: View, other: View) -> bool:
    """Whether the rules could join the two, whatever their topics are."""
    return one == other or score(one, other, topic=1.0) >= ALMOST


def hashed(text: str) -> int:
    """A number for a text, as SQLite keeps it in eight bytes. Two texts with one number are only compared in vain."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), signed=True)
