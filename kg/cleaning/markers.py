"""What page leftovers look like: the tables of ``markers.toml``, compiled."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

LeftoverKind = Literal["noise", "after", "teasers", "inline", "label"]
"""noise: dropped by itself; after, teasers: begins a block that is no article; inline: a teaser in one line;
label: a teaser's label whose headlines are the next lines."""

LONGEST_MARKER = 400
"""Characters; a longer line is never compared with the markers (the longest known leftover has about 300)."""

_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " "})
_EDGES = ' \t:;.,!?|*•·…»«>–—-_"()[]↓→'


@dataclass(frozen=True, slots=True, kw_only=True)
class Markers:
    """The compiled tables; see ``markers.toml`` for what each is."""

    exact: dict[str, LeftoverKind]
    noise: re.Pattern[str]
    after: re.Pattern[str]
    teasers: re.Pattern[str]
    inline: re.Pattern[str]
    label: re.Pattern[str]
    boilerplate: re.Pattern[str]
    tails: tuple[str, ...]
    tail: re.Pattern[str]
    menu_words: frozenset[str]
    share_words: frozenset[str]
    cities: frozenset[str]
    not_places: frozenset[str]

    def kind_of(self, text: str) -> LeftoverKind | None:
        """What kind of leftover the whole line is; None when it may be article."""
        if len(text) > LONGEST_MARKER:
            return None
        if self.label.fullmatch(text):
            return "label"
        folded = fold_line(text)
        kind = self.exact.get(folded)
        if kind is not None:
            return kind
        plain = text.translate(_PLAIN)
        if self.inline.match(plain):
            return "inline"
        if self.after.fullmatch(folded):
            return "after"
        if self.teasers.fullmatch(plain):
            return "teasers"
        return "noise" if self.noise.fullmatch(plain) or self._is_share_bar(folded) else None

    def _is_share_bar(self, folded: str) -> bool:
        words = re.split(r"[\s|•·,/]+", folded)
        return len(words) >= 2 and all(word in self.share_words for word in words)

    def is_menu_word(self, text: str) -> bool:
        """Whether the line or the part of a line is an entry of a site's menu."""
        return fold_line(text) in self.menu_words


def fold_line(text: str) -> str:
    """The line for comparison with exact markers: lower case, plain quotes, no punctuation at its ends."""
    return " ".join(text.translate(_PLAIN).casefold().split()).strip(_EDGES)


@cache
def load_markers() -> Markers:
    """The shipped tables, read once a process."""
    tables = tomllib.loads((files("kg.cleaning") / "markers.toml").read_text(encoding="utf-8"))
    exact: dict[str, LeftoverKind] = {}
    for kind in ("noise", "teasers", "after"):
        exact |= {fold_line(phrase): kind for phrase in tables[kind]["exact"]}
    labels, separators = tables["inline"]["labels"], tables["inline"]["separators"]
    return Markers(
        exact={phrase: kind for phrase, kind in exact.items() if phrase},
        noise=_any_of(tables["noise"]["patterns"]),
        after=_any_of(tables["after"]["patterns"]),
        teasers=_any_of(tables["teasers"]["patterns"]),
        inline=_inline_teaser(labels, separators),
        label=re.compile(rf"[\s*>•–—-]*{labels}\s*{separators}+\s*", re.IGNORECASE),
        boilerplate=_any_of(tables["boilerplate"]["patterns"]),
        tails=tuple(tables["tails"]["phrases"]),
        tail=re.compile(
            r"(?<=[.!?”\"'’)\]])\s+(?:" + "|".join(re.escape(phrase) for phrase in tables["tails"]["phrases"]) + ")"
        ),
        menu_words=frozenset(tables["menus"]["words"]),
        share_words=frozenset(tables["menus"]["share"]),
        cities=frozenset(tables["datelines"]["cities"]),
        not_places=frozenset(tables["datelines"]["not_places"]),
    )


def _any_of(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


def _inline_teaser(labels: str, separators: str) -> re.Pattern[str]:
    """ "Also read | Headline": a bar always marks a teaser; a colon or dash only after a label of two words or in
    capitals, so that "Watch: the minister" inside a transcript or "Read: …" of a list stays."""
    return re.compile(
        rf"[\s*>•–—-]*(?:(?i:{labels})\s*[|»>]|(?i:also,? read|read also|also see|see also|read more|read next|related"
        rf"(?: stor(?:y|ies)| news)?|recommended|must read|don['’]?t miss|also watch|more on this)\s*{separators}"
        rf"|(?:READ|WATCH|EXPLAINED|LISTEN)\s*:)\s*\S"
    )
