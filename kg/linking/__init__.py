"""From reports to meetings: which articles tell of the same encounter. The set decides, never the order."""

from kg.linking.judgements import NO_JUDGEMENTS, Judgements, judge, read_judgements
from kg.linking.linker import Linked, link, near_misses, plans_of, put_together

__all__ = [
    "NO_JUDGEMENTS",
    "Judgements",
    "Linked",
    "judge",
    "link",
    "near_misses",
    "plans_of",
    "put_together",
    "read_judgements",
]
