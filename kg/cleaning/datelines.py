"""Datelines: the place, date and agency that a news story begins with ("PARIS, April 17 (Agency) — ")."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from kg.cleaning.dates import DATE, DAY_AND_MONTH, date_in_url, day_and_month, month_in_url, read_date
from kg.cleaning.lines import STOP_WORDS
from kg.cleaning.markers import Markers, fold_line

_PLACE = rf"[^\W\d_][^\W\d_.'’ -]*(?:[.'’ /-]{{1,2}}(?!(?i:{DAY_AND_MONTH}))[^\W\d_][^\W\d_]*){{0,5}}\.?"
_DATELINE = re.compile(
    rf"(?P<place>{_PLACE}(?:,\s?(?!(?i:{DAY_AND_MONTH})){_PLACE}){{0,2}})(?: \[{_PLACE}\])?"
    rf"(?:[,.]?\s*\(?(?P<date>(?i:{DATE}|{DAY_AND_MONTH}))\)?(?:\s?[.,])?)?"
    rf"(?:,?\s*(?:\((?P<agency>[^()\d]{{2,40}})\)|\((?P<passed>[^()\d]{{2,50}}) - (?i:{DATE}|{DAY_AND_MONTH}) ?\)|"
    r"/\s?(?P<slashed>[^/\d]{2,30})/|(?P<bare>[A-Z][A-Z-]{2,24}(?:\.AZ/)?|Kazinform|Trend))(?:\s?\.)?)?"
    r"(?P<dash>\s*--+\s*|\s*[–—\ufffd]\s*|(?:\s+|(?<=\s))-\s+|\s*:\s+|\s+:)?\s*(?=(?P<next>.)|$)"
)
_AGENCY_ONLY = re.compile(
    rf"(?:(?P<date>(?i:{DATE}|{DAY_AND_MONTH})),?\s+)?" r"\((?P<agency>[A-Z][\w .&-]{1,30})\)\s*(?:--+|[–—-])\s*(?=\S)"
)
_SLASHED = re.compile(
    r"(?P<place>[A-Z][^\d/,:;()\"]{2,40}?)\s*/(?P<agency>[A-Z][\w .&-]{1,30})/\.?\s*(?:[–—-]+\s*)?(?=[A-Z0-9\"“'])"
)
"""An agency between slashes leaves no doubt ("Ulaanbaatar /MONTSAME/ The minister met ...")."""
_DAY_FIRST = re.compile(
    rf"(?P<date>(?i:{DATE}|{DAY_AND_MONTH})),\s*(?P<place>[A-Z][\w .'’-]{{2,30}}?):\s*(?=[A-Z\"“'])"
)
LONGEST = 140
"""Characters; no dateline is longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """What a story begins with, before its first sentence."""

    end: int
    """Where the body begins in the line (after dash and space)."""
    place: str | None = None
    date: str | None = None
    """The words of the date ("April 17"), often without a year."""
    agency: str | None = None


def read_dateline(text: str, *, markers: Markers) -> Dateline | None:
    """The dateline that a paragraph begins with; None if it begins with its first sentence."""
    head = text[:LONGEST]
    agency_only = _AGENCY_ONLY.match(head)
    if agency_only:
        return _agency_or_place(agency_only, markers)
    slashed = _SLASHED.match(head)
    if slashed:
        return Dateline(end=slashed.end(), place=slashed["place"].strip(), agency=slashed["agency"])
    day_first = _DAY_FIRST.match(head)
    if day_first and fold_line(day_first["place"]) in markers.cities:
        return Dateline(end=day_first.end(), place=day_first["place"], date=day_first["date"])
    match = _DATELINE.match(head)
    if match is None or not _is_dateline(match, text, markers):
        return None
    end = match.end()
    end += len(text[end:]) - len(text[end:].lstrip()) if end < len(text) else 0
    agency = _agency(match) or match["bare"]
    return Dateline(end=end, place=match["place"].strip(" ."), date=match["date"], agency=agency)


def _agency_or_place(match: re.Match[str], markers: Markers) -> Dateline:
    """ "(AFP) - ", and "February 11, 2009 (DOHA) — " of those who put the place there."""
    inside, end = match["agency"], match.end()
    if fold_line(inside) in markers.cities:
        return Dateline(end=end, date=match["date"], place=inside)
    return Dateline(end=end, date=match["date"], agency=inside)


_ALONE = re.compile(rf"{_PLACE}(?:,\s?{_PLACE}){{0,2}}")


def is_place_alone(text: str, *, markers: Markers) -> bool:
    """Whether a line is nothing but a place: "Bern, Switzerland", over a line with the date."""
    if len(text) > LONGEST_PLACE or _ALONE.fullmatch(text) is None:
        return False
    return fold_line(text.split(",")[0]) in markers.cities


LONGEST_PLACE = 40
"""Characters of a line with a place alone."""


def dateline_place(text: str) -> tuple[int, int] | None:
    """Where the place stands in a passage that is a dateline ("PARIS" in "PARIS, April 17 - "); None if it has none."""
    if (behind_day := _AGENCY_ONLY.match(f"{text} X")) and behind_day["date"]:
        return behind_day.span("agency")  # "February 11, 2009 (DOHA) — "; an agency there is nowhere
    match = _SLASHED.match(f"{text} X") or _DAY_FIRST.match(f"{text} X") or _DATELINE.match(text)
    return match.span("place") if match is not None else None


def _is_dateline(match: re.Match[str], text: str, markers: Markers) -> bool:
    place, dash = match["place"], (match["dash"] or "").strip()
    first = fold_line(place.split(",")[0])
    known = all(part in markers.cities for part in re.split(r"\s?/\s?", first)) or fold_line(place) in markers.cities
    if _is_no_place(first, markers) or not place[0].isupper():
        return False
    agency = _agency(match)
    if match.end() == len(text):  # a line of its own
        named = known or all(word[0].isupper() or word in PARTICLES for word in place.replace(",", " ").split())
        return not dash and ((bool(match["date"]) and named) or (known and place.isupper())) and len(text) <= 80
    following = match["next"]  # None where the head is cut before the body begins
    if not following or not (following.isupper() or following in "\"“'‘«(" or following.isdigit()):
        return False
    capitals = place.split(",")[0].isupper() and sum(letter.isalpha() for letter in first) >= 5
    if match["date"]:
        return bool(dash or agency or match["bare"]) or (capitals and known and place.count(",") == 1)
    if agency:
        return (capitals or known) and (bool(dash) or known)
    if match["bare"]:
        return False
    return bool(dash) and (known or (capitals and dash != ":"))


PARTICLES = frozenset(
    {"of", "the", "and", "de", "la", "le", "el", "al", "del", "da", "do", "dos", "upon", "sur", "an", "am"}
)
"""Small words in names of places; any other tells that the line is a sentence."""


def _agency(match: re.Match[str]) -> str | None:
    """The agency in parentheses, alone or with the day it was passed on ("(APP - 2nd May, 2021)"), or in slashes."""
    found = match["agency"] or match["passed"] or match["slashed"]
    return found.strip() if found else None


def _is_no_place(first: str, markers: Markers) -> bool:
    words = first.split()
    return (
        not words or first in markers.not_places or words[0] in markers.not_places
        or (words[0] in STOP_WORDS and first not in markers.cities)
    )  # fmt: skip


def publication_date(dateline: Dateline, *, url: str | None) -> dt.date | None:
    """The day a dateline names; where it has no year, only an address with that very month can give it."""
    if dateline.date is None:
        return None
    full = read_date(dateline.date, url=url)
    if full is not None:
        return full
    month_and_day, year_and_month = day_and_month(dateline.date), month_in_url(url)
    if month_and_day is None or year_and_month is None or date_in_url(url) is not None:
        return None
    if month_and_day[0] != year_and_month[1]:
        return None
    return read_date(f"{month_and_day[1]:02}.{month_and_day[0]:02}.{year_and_month[0]}")
