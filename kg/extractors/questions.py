"""Questions in the body of an article: what is asked is not told."""

from __future__ import annotations

import re

from kg.model import Sighting

_ASKED = re.compile(
    r"(?:^|[,;:.—–-]\s+|\b(?:and|but|so|or)\s+)(?:(?:q|question)\b[:.]?\s+)?(?:(?:and|but|so|or|well)\b,?\s+)?"
    r"(?P<yes>is|are|was|were|has|have|had|do|does|did|will|would|can|could|should|may|might)\b"
    r"(?=\s+(?:not\s+)?(?:you|i|we|he|she|it|they|there|the|this|that|any\w*|[A-Z]))",
    re.IGNORECASE,
)
_WHAT = re.compile(r"(?:^|[\s,;:—–-])(?:what|when|where|who|whom|why|how|which|whether)\b", re.IGNORECASE)


def is_asked(found: Sighting, *, by_verb: bool) -> bool:
    """Whether a sentence asks if or how a meeting came about: "Is he meeting the crown prince?".

    What a question takes for granted, it tells: "any response to the talks between X and Y?".
    """
    quote = found.sentence.quote.rstrip()
    if not quote.endswith("?"):
        return False
    before = quote[: found.trigger.start - found.sentence.start]
    if _ASKED.search(before):
        return by_verb or found.status != "held"
    return by_verb and _WHAT.search(before) is not None
