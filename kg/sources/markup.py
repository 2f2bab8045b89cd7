"""Markup that would take a parser time or memory without measure, made harmless before any parser sees it."""

from __future__ import annotations

import re

from kg.model import Problem

LONGEST_TAG = 4_096
"""Characters; a longer tag loses its attributes, which parsers compare each with each."""

MOST_TAGS = 200_000
"""Tags of one page or entry; each takes kilobytes. Large news pages have some 20,000."""

_TAG = re.compile(
    r"""<([a-zA-Z][^\s/>]*+)
        (?: [\s/]++ | (?: =[^\s/>=]*+ | [^\s/>=]++ ) (?: \s*+ = \s*+ (?: "[^"]*+"? | '[^']*+'? | [^\s>]*+ ) )?+ )*+""",
    re.VERBOSE,
)
"""A start tag up to its ">", as the HTML standard (13.2.5) reads it; never backtracks."""


class TooMuchMarkup(ValueError):
    """More tags than any page of an article has."""


def too_much(where: str, error: TooMuchMarkup) -> Problem:
    """The Problem for such a page, entry or record."""
    return Problem(where=where, cause=f"no article: {error}", remedy="save its text alone as .txt, or leave it out")


def tamed(html: str) -> str:
    """The markup with no tag longer than ``LONGEST_TAG``. Raises TooMuchMarkup for more than ``MOST_TAGS`` tags."""
    if html.count("<") > MOST_TAGS:
        raise TooMuchMarkup(f"more than {MOST_TAGS:,} tags")
    return _TAG.sub(_shortened, html) if len(html) > LONGEST_TAG else html


def _shortened(tag: re.Match[str]) -> str:
    return tag[0] if tag.end() - tag.start() <= LONGEST_TAG else f"<{tag[1][:LONGEST_TAG]} "
