"""Rough keys by which family names that sound or look alike find each other: for blocking, not for deciding.

A key keeps classes of consonants and forgets vowels. Two names are worth comparing when they share a key; each
name also has the keys that miss one of its consonants, so that one wrong, lost or added letter does no harm.
"""

from __future__ import annotations

import re
from functools import lru_cache

_LONGEST = 5
_CLASSES = str.maketrans(
    {
        **dict.fromkeys("bp", "P"),
        **dict.fromkeys("fvw", "V"),
        **dict.fromkeys("dt", "T"),
        **dict.fromkeys("mn", "N"),
        **dict.fromkeys("l1", "L"),
        **dict.fromkeys("r", "R"),
        **dict.fromkeys("ckqgszxjh", "K"),
        **dict.fromkeys("aeiouy", ""),
        **dict.fromkeys("023456789 ", ""),
    }
)
_INSIDE_H = re.compile(r"(?<=[a-z])h")
_REPEATED = re.compile(r"(.)\1+")


@lru_cache(maxsize=1 << 11)
def sound_keys(folded: str) -> tuple[str, ...]:
    """The keys of a folded name, sorted: ``sound_keys("vicchoff")`` and ``sound_keys("witkoff")`` share "VKV"."""
    keys: set[str] = set()
    for skeleton in _skeletons(folded.replace(" ", "").replace("ph", "f")):
        keys.add(skeleton)
        if len(skeleton) > 2:
            keys.update(_REPEATED.sub(r"\1", skeleton[:i] + skeleton[i + 1 :]) for i in range(len(skeleton)))
    return tuple(sorted(keys))


def whole_sound_keys(folded: str) -> tuple[str, ...]:
    """Only the keys with all consonants: what a big file is indexed by. A misspelt name finds them by all its keys."""
    return _skeletons(folded.replace(" ", "").replace("ph", "f"))


def _skeletons(name: str) -> tuple[str, ...]:
    """The classes of the first consonants; a name that begins with a vowel, or a J that may be one, begins with A."""
    if not name:
        return ()
    whole = _INSIDE_H.sub("", name).translate(_CLASSES)
    first: tuple[str, ...] = ("",)
    if name[0] in "aeiouy":
        first = ("A",)
    elif name[0] == "j":
        first, whole = ("A", "K"), whole[1:]
    return tuple(_REPEATED.sub(r"\1", start + whole)[:_LONGEST] for start in first)
