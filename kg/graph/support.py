"""How well a meeting is supported."""

from __future__ import annotations

from kg.model import Meeting


def witnesses(meeting: Meeting) -> int:
    """How many sources tell of a meeting independently: copies of one text are one, and so is a publisher."""
    copy_of = {document: copies for copies in meeting.copies for document in copies}
    return len({copy_of.get(claim.document) or claim.source or (claim.document,) for claim in meeting.history})
