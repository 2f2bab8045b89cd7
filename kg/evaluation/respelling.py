"""Garble names as machine translation, transliteration and typing do, to measure what that costs.

``respell("Witkoff", random.Random(7))`` changes one or two things in a name, never to the empty word; the same
generator gives the same result. ``respell_names(text, names, random.Random(7))`` does it to each occurrence of each
family name in a text, so that one person is written in several ways, and says in which.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

TRANSLITERATIONS = (
    ("sch", "sh"), ("sh", "sch"), ("ch", "tch"), ("ch", "kh"), ("ck", "k"), ("kh", "h"), ("k", "c"), ("c", "k"),
    ("w", "v"), ("v", "w"), ("v", "f"), ("f", "ff"), ("j", "y"), ("y", "i"), ("i", "y"), ("ts", "tz"), ("z", "s"),
    ("s", "z"), ("zh", "j"), ("ou", "u"), ("u", "ou"), ("ph", "f"), ("f", "ph"), ("oe", "o"), ("ee", "i"), ("oo", "u"),
    ("x", "ks"), ("q", "k"), ("th", "t"), ("ov", "off"), ("ev", "eff"), ("sky", "ski"), ("skyy", "sky"),
    ("vic", "vich"), ("dh", "d"), ("gh", "g"),
)  # fmt: skip
MISHEARD = (
    ("a", "e"), ("e", "a"), ("o", "a"), ("u", "o"), ("i", "e"), ("e", "i"), ("er", "ar"), ("tk", "cch"), ("d", "t"),
    ("b", "p"), ("g", "k"), ("m", "n"),
)  # fmt: skip
SCANNED = (("m", "rn"), ("rn", "m"), ("l", "1"), ("o", "0"), ("cl", "d"))
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_VOWELS = "aeiou"


def respell(name: str, generator: random.Random, *, changes: int | None = None) -> str:
    """The name with one or two changes (three for long names at times); words under three letters stay."""
    if len(name) < 3:
        return name
    count = changes or generator.choice((1, 1, 2) if len(name) < 8 else (1, 2, 2, 3))
    garbled = name
    for _ in range(20):
        if count == 0:
            break
        changed = generator.choice(_WAYS)(garbled, generator)
        if changed.casefold() != garbled.casefold() and len(changed) > 2:
            garbled, count = changed, count - 1
    return garbled[:1].upper() + garbled[1:] if name[0].isupper() else garbled


@dataclass(frozen=True, slots=True, kw_only=True)
class Respelt:
    """A text with names respelt, and the spellings that each name now has in it."""

    text: str
    spellings: Mapping[str, tuple[str, ...]]


def respell_names(text: str, names: Iterable[str], generator: random.Random) -> Respelt:
    """The text with each occurrence of each of these names respelt on its own."""
    words = sorted({name for name in names if len(name) > 2}, key=lambda name: (-len(name), name))
    found: dict[str, list[str]] = {}
    pieces, at = [], 0
    for match in re.finditer(r"\b(?:" + "|".join(map(re.escape, words)) + r")\b", text) if words else ():
        spelt = respell(match.group(), generator)
        found.setdefault(match.group(), []).append(spelt)
        pieces += [text[at : match.start()], spelt]
        at = match.end()
    spellings = {name: tuple(dict.fromkeys(listed)) for name, listed in found.items()}
    return Respelt(text="".join([*pieces, text[at:]]), spellings=spellings)


def _exchange(table: tuple[tuple[str, str], ...], name: str, generator: random.Random) -> str:
    found = [(right, wrong) for right, wrong in table if right in name.lower()]
    if not found:
        return name
    right, wrong = generator.choice(found)
    places = [m.start() for m in re.finditer(re.escape(right), name.lower())]
    at = generator.choice(places)
    return name[:at] + wrong + name[at + len(right) :]


def _transliterated(name: str, generator: random.Random) -> str:
    return _exchange(TRANSLITERATIONS, name, generator)


def _misheard(name: str, generator: random.Random) -> str:
    return _exchange(MISHEARD, name, generator)


def _scanned(name: str, generator: random.Random) -> str:
    return _exchange(SCANNED, name, generator)


def _swapped(name: str, generator: random.Random) -> str:
    at = generator.randrange(1, len(name) - 1)
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def _dropped(name: str, generator: random.Random) -> str:
    places = [i for i in range(1, len(name)) if name[i] in _VOWELS + "h" or name[i] == name[i - 1]]
    if not places or len(name) < 5:
        return name
    at = generator.choice(places)
    return name[:at] + name[at + 1 :]


def _doubled(name: str, generator: random.Random) -> str:
    at = generator.randrange(1, len(name))
    return name[:at] + name[at] + name[at:] if name[at].isalpha() else name


def _mistyped(name: str, generator: random.Random) -> str:
    at = generator.randrange(1, len(name))
    row = next((row for row in _KEYS if name[at].lower() in row), "")
    if not row:
        return name
    i = row.index(name[at].lower())
    return name[:at] + generator.choice(row[max(0, i - 1) : i] + row[i + 1 : i + 2]) + name[at + 1 :]


_WAYS = (
    _transliterated, _transliterated, _transliterated, _misheard, _misheard, _dropped, _doubled, _swapped, _mistyped,
    _scanned,
)  # fmt: skip
