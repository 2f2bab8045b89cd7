"""Which lines of a flattened page are the article: markers open blocks of leftovers, prose that coheres closes them."""

from __future__ import annotations

from collections.abc import Sequence

from kg.cleaning.lines import Line, ends_sentence, holds_sentences, is_headline, is_prose, is_truncated, names_in, words
from kg.cleaning.markers import LeftoverKind, Markers, fold_line

MENU_RUN = 4
"""Lines; a shorter run of menu words is left alone unless it is one line of many parts."""

RESUMING_CHARACTERS = {"after": 400, "teasers": 150}
"""How long a run of paragraphs must be to end a block of leftovers."""

RESUMING_COHESION = {"after": 0.3, "teasers": 0.12}
"""The share of its names that such a run must have in common with the article so far."""

LONE_COHESION = 0.5
"""The same for one single paragraph after a block of teasers."""


def article_lines(lines: Sequence[Line], *, markers: Markers) -> tuple[list[bool], list[bool]]:
    """For each line whether it belongs to the article, and whether it stands in a block of leftovers."""
    kinds = _kinds(lines, markers)
    keep, outside = [False] * len(lines), [False] * len(lines)
    has_blocks = "after" in kinds or "teasers" in kinds
    names: set[str] = set()
    has_body = False
    block: LeftoverKind | None = None
    skip_headline = False
    for index, line in enumerate(lines):
        kind = kinds[index]
        if kind in ("after", "teasers"):
            block = "after" if "after" in (kind, block) else "teasers"
        elif kind == "label":
            skip_headline = True
            continue
        elif kind is None and skip_headline and is_headline(line.text):
            continue
        elif kind is None and (block is None or _resumes(lines, kinds, index, block, names, has_body)):
            block = None
            keep[index] = True
            if has_blocks:  # only then is the measuring of use
                has_body = has_body or (ends_sentence(line.text) and len(words(line.text)) > 2)
                names |= names_in(line.text)
        skip_headline = False
        outside[index] = block is not None
    return keep if any(keep) else _fallback(lines, kinds), outside


def _kinds(lines: Sequence[Line], markers: Markers) -> list[LeftoverKind | None]:
    kinds = [markers.kind_of(line.text) for line in lines]
    for index in _menu_lines(lines, markers):
        kinds[index] = "noise"
    for index, line in enumerate(lines):
        if line.leftovers:
            kinds[index] = "after"
        elif kinds[index] is None and is_encoded(line.text):
            kinds[index] = "noise"
    return kinds


def is_encoded(text: str) -> bool:
    """Whether the line is a widget's attributes or script rather than language: ``a="1" b="2" …``, ``{"k":…}``."""
    head = text[:4000]
    marks = (
        head.count('="') + head.count("='") + head.count('":') + head.count("%20") + head.count("&&") + head.count("};")
    )
    return marks >= 4 and marks * 40 > len(head)


def _menu_lines(lines: Sequence[Line], markers: Markers) -> list[int]:
    """Lines of menus: one line of at least three parts, most of them menu words; or a run of at least four short lines
    of which at least two and two in five are."""
    found: list[int] = []
    run: list[int] = []
    for index, line in enumerate(lines):
        if _is_menu_line(line.text, markers):
            found.append(index)
        if (
            not line.text[0].isdigit()
            and len(line.text) <= 30
            and len(line.text.split()) <= 3
            and not line.text.endswith((".", "!", "?", ":", ","))
        ):
            run.append(index)
            continue
        found += _menu_run(run, lines, markers)
        run = []
    return found + _menu_run(run, lines, markers)


def _is_menu_line(text: str, markers: Markers) -> bool:
    if len(text) > 300:
        return False
    for separator in (" | ", "|", " • ", " · ", " > ", " » ", " / ", "  "):
        parts = [part for part in text.split(separator) if part.strip()]
        if len(parts) >= 3:
            return sum(markers.is_menu_word(part) for part in parts) * 2 > len(parts)
    return len(text.split()) >= 4 and _is_row_of_entries(text.split(), markers)


LONGEST_ENTRY = 3
"""Words of a menu's entry in a row that lost its separators ("Home World News Sport Log in")."""


def _is_row_of_entries(row: Sequence[str], markers: Markers) -> bool:
    """Whether the words are entries of a menu from the first to the last."""
    at = 0
    while at < len(row):
        entries = (" ".join(row[at : at + length]) for length in range(LONGEST_ENTRY, 0, -1))
        known = (e for e in entries if markers.is_menu_word(e) or markers.exact.get(fold_line(e)) == "noise")
        entry = next(known, None)
        if entry is None:
            return False
        at += len(entry.split())
    return True


def _menu_run(run: list[int], lines: Sequence[Line], markers: Markers) -> list[int]:
    hits = sum(markers.is_menu_word(lines[index].text) for index in run)
    return run if len(run) >= MENU_RUN and hits >= 2 and hits * 5 >= len(run) * 2 else []


def _resumes(
    lines: Sequence[Line],
    kinds: Sequence[LeftoverKind | None],
    index: int,
    block: LeftoverKind,
    names: set[str],
    has_body: bool,
) -> bool:
    """Whether the article goes on at this line, inside a block of leftovers."""
    if not is_prose(lines[index].text):
        return False
    run = _prose_run(lines, kinds, index)
    length = sum(len(line.text) for line in run)
    if not has_body:
        return length >= RESUMING_CHARACTERS[block] or len(run) > 1 or holds_sentences(lines[index].text)
    cohesion = _cohesion(run, names)
    if len(run) > 1:
        return length >= RESUMING_CHARACTERS[block] and cohesion >= RESUMING_COHESION[block]
    return block == "teasers" and length >= 120 and cohesion >= LONE_COHESION and holds_sentences(lines[index].text)


def _prose_run(lines: Sequence[Line], kinds: Sequence[LeftoverKind | None], index: int) -> list[Line]:
    """Up to six paragraphs from here on, without a headline or excerpt between them."""
    run: list[Line] = []
    for line, kind in zip(lines[index : index + 12], kinds[index : index + 12], strict=True):
        if kind == "noise":
            continue
        if kind is not None or not is_prose(line.text) or len(run) == 6:
            break
        run.append(line)
    return run


def _cohesion(run: Sequence[Line], names: set[str]) -> float:
    found = set().union(*(names_in(line.text) for line in run))
    return len(found & names) / len(found) if len(found) >= 3 else LONE_COHESION


def _fallback(lines: Sequence[Line], kinds: Sequence[LeftoverKind | None]) -> list[bool]:
    """Nothing was kept: the page may be a list under a heading that looks like a marker. Keep what is no leftover by
    itself and is not cut off."""
    return [
        kind is None and not is_truncated(line.text) and len(words(line.text)) > 0
        for line, kind in zip(lines, kinds, strict=True)
    ]
