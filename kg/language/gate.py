"""Which text can hold a meeting at all: a cheap look before any model runs."""

from __future__ import annotations

import re
from functools import cache

_STEMS = (
    "meet", "met", "talk", "visit", "trip", "travel", "summit", "confer", "call", "spoke", "speak", "phone", "host",
    "receiv", "welcom", "greet", "negotiat", "discuss", "conversation", "dialogue", "consult", "delegation", "audience",
    "bilateral", "trilateral", "attend", "particip", "took part", "take part", "sat down", "sit down", "huddle",
    "dinner", "banquet", "hung up", "exchang", "spent", "spend", "shook hands", "shake hands",
    "lunch", "breakfast", "round", "forum", "gather", "tour", "arriv", "fly", "flew", "flies", "heads to", "headed to",
    "video", "virtual", "encounter", "convene", "came to", "come to", "goes to", "went to", "return", "leav",
    "left for", "stopover",
    "plenary", "congress", "mediat", "broker", "face-to-face", "one-on-one", "ministerial", "pull-aside", "pilgrimage",
    "journey",
    "crossed into", "crosses into", "alongside", "press conference", "news conference", "joint appearance",
    "sent a", "send a",
    "take him to", "take her to", "takes him to", "takes her to", "took him to", "took her to",
    "landed in", "landed at", "lands in", "lands at", "touched down", "touches down", "depart", "due in",
    "due to", "set off", "sets off", "headed for", "on his way", "on her way",
    "expected in", "was in", "heads for", "stop", "swing",
    "exchange of views", "reconvene", "dine", "parley",
)  # fmt: skip


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(map(re.escape, _STEMS)) + ")", re.IGNORECASE)


def may_hold_meeting(text: str) -> bool:
    """Whether any stem of the meeting words is in the text; False means that no extractor can fire."""
    return _pattern().search(text) is not None
