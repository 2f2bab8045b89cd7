"""Where the articles on one meeting contradict each other."""

from __future__ import annotations

import datetime as dt

from kg.model import Meeting, Place, When


def disputes(meeting: Meeting) -> tuple[str, ...]:
    """What is disputed: "place", "time", "status"; empty when the articles can all be right.

    Places are when the one does not lie in the other. Times are when they share no day.
    A status is when one article has the meeting held and another, published no earlier, has it cancelled or refused;
    a meeting planned first and held or cancelled later is no contradiction.
    """
    found = []
    if any(_elsewhere(meeting.place, other) for other in meeting.other_places):
        found.append("place")
    if any(_apart(meeting.when, other) for other in meeting.other_times):
        found.append("time")
    held = [claim.published or dt.date.min for claim in meeting.history if claim.status == "held"]
    if held and any(
        claim.status in ("cancelled", "refused") and (claim.published or dt.date.max) >= min(held)
        for claim in meeting.history
    ):
        found.append("status")
    return tuple(found)


def _elsewhere(one: Place | None, other: Place) -> bool:
    if one is None or one.name == other.name:
        return False
    within = "country" in (one.kind, other.kind) and one.country == other.country
    return not within


def _apart(one: When, other: When) -> bool:
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return False
    return one.last < other.first or other.last < one.first
