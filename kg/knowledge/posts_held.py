"""Whether a post was held on a day, from partial dates."""

from __future__ import annotations

import datetime as dt

from kg.knowledge.types import PostRecord
from kg.model import PostHeld


def held_on(post: PostHeld | PostRecord, day: dt.date | None) -> bool:
    """Whether the post was held on that day; with no day, whether it is still held.

    Partial dates are read generously: "2019" begins on 1 January and ends on 31 December.
    """
    if day is None:
        return post.last is None
    text = day.isoformat()
    began = post.first is None or post.first <= text[: len(post.first)]
    return began and (post.last is None or post.last >= text[: len(post.last)])
