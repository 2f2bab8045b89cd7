"""Where an article was written, or where what it puts down was said."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kg.knowledge import Knowledge
from kg.model import Article, Place, PlacePhrase, Span
from kg.resolution.places import UNKNOWN_TOWN, place_on_its_own, resolve_place

_HEAD = re.compile(
    r"^\s*(?P<place>[^\n]{3,80}(?:\n[^\n]{3,60})?)\n\s*(?:\([^)\n]*\)\s*)?\d{1,2}[:.]\d\d ?[AP]\.?M\b[^\n]{0,20}\n",
    re.IGNORECASE | re.MULTILINE,
)
"""What stands over a transcript: where, and on a line of its own the hour ("5:24 P.M. ICT")."""
HEAD_WITHIN = 1_000
"""Characters at the start of a text in which that stands: a page's menu and the title may be above it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPlace:
    """The place of an article itself."""

    place: Place | None = None
    spoken: bool = False
    """Whether the article is what was said there; otherwise it was filed from there."""


def own_place(article: Article, dateline: Span | None, knowledge: Knowledge) -> OwnPlace:
    """What the title names after a bar ("Remarks before a meeting | Helsinki, Finland"), what stands over a transcript,
    else the dateline."""
    title = article.title or ""
    spoken = place_on_its_own(title.rpartition("|")[2].strip(), knowledge) if "|" in title else None
    spoken = spoken or _over_transcript(article.text, knowledge)
    if spoken is not None or dateline is None:
        return OwnPlace(place=spoken, spoken=spoken is not None)
    place = resolve_place([PlacePhrase(span=dateline)], countries=(), knowledge=knowledge)
    if place is None and "," in dateline.quote:  # "United Nations, New York"
        behind = dateline.quote.partition(",")[2].strip()
        span = replace(dateline, start=dateline.end - len(behind), quote=behind)
        place = resolve_place([PlacePhrase(span=span)], countries=(), knowledge=knowledge)
    return OwnPlace(place=place)


def _over_transcript(text: str, knowledge: Knowledge) -> Place | None:
    """ "Sokha Hotel Phnom Penh, Cambodia", "Oval Office": the hall and the city run into each other on one line."""
    head = _HEAD.search(text, 0, HEAD_WITHIN)
    if head is None:
        return None
    words = re.sub(r"\s+", " ", head["place"]).strip().split(" ")
    found = [place_on_its_own(" ".join(words[first:]), knowledge) for first in range(len(words))]
    known = (place for place in found if place is not None and not place.id.startswith(UNKNOWN_TOWN))
    return next(known, found[0])
