"""Which part of a person's full name is the family name: the rules by country and by particle."""

from __future__ import annotations

from kg.knowledge.folding import fold

_FAMILY_FIRST = frozenset({"CN", "TW", "HK", "MO", "KR", "KP", "VN", "KH"})
_PARTICLES = frozenset(
    "al el ul ad as ash az an ar at bin ibn ben bint abu abd von van der den de del della di da dos das do du la le "
    "los las ter ten zu y e o ould st san santa mac".split()
)
_SUFFIXES = frozenset("jr sr ii iii iv v vi vii viii ix x xii xiii xiv xv xvi".split())  # no "xi", a family name


def family_names(name: str, *, country: str | None = None) -> tuple[str, ...]:
    """Folded family names of a full name, longest first.

    ``family_names("Ursula von der Leyen")`` gives ``("von der leyen", "leyen")``; names from China, Korea, Taiwan
    and Vietnam start with the family name unless they have a hyphenated given name in front ("Myung-bak Lee");
    Vietnamese are also called by the last part. A single word is taken as it is.
    """
    words = fold(name).split()
    while len(words) > 1 and words[-1] in _SUFFIXES:
        words.pop()
    if len(words) < 2:
        return tuple(words)
    if country in _FAMILY_FIRST and "-" not in name.split()[0]:
        return (words[0], words[-1]) if country in ("VN", "KH") and words[-1] != words[0] else (words[0],)
    start = len(words) - 1
    while start > 1 and words[start - 1] in _PARTICLES:
        start -= 1
    whole, last = " ".join(words[start:]), words[-1]
    return (whole,) if whole == last else (whole, last)
