"""Names a person can read for what has none of its own."""

from __future__ import annotations

from kg.model import Kind, Meeting, Place

_NAMED = 3
"""Participants named in a label before "and others"."""

_KINDS: dict[Kind, str] = {
    "meeting": "Meeting of",
    "visit": "Visit:",
    "summit": "Summit of",
    "negotiation": "Negotiations of",
    "call": "Call of",
}


def heading(meeting: Meeting) -> str:
    """ "Meeting of Emmanuel Macron, Marco Rubio, Steve Witkoff and 2 others"."""
    names = sorted({party.actor.label for party in meeting.participants})
    who = ", ".join(names[:_NAMED])
    if len(names) > _NAMED:
        who += f" and {len(names) - _NAMED} other{'s' if len(names) > _NAMED + 1 else ''}"
    return f"{_KINDS[meeting.kind]} {who}"


def meeting_label(meeting: Meeting) -> str:
    """ "Meeting of Emmanuel Macron, Marco Rubio, Steve Witkoff and 2 others, Paris, 2025-04-17"."""
    parts = [heading(meeting)]
    if meeting.place is not None:
        parts.append(place_label(meeting.place))
    if meeting.when.first is not None and meeting.when.last is not None:
        first, last = meeting.when.first.isoformat(), meeting.when.last.isoformat()
        parts.append(first if first == last else f"{first} to {last}")
    return ", ".join(parts)


def place_label(place: Place) -> str:
    """ "Élysée Palace, Paris" or "Paris"."""
    return f"{place.venue}, {place.name}" if place.venue and place.venue != place.name else place.name
