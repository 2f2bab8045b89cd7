"""From reports to meetings: which articles tell of the same encounter. The set decides, never the order."""

from kg.linking.judgements import NO_JUDGEMENTS, Judgements, judge, read_judgements
from kg.linking.linker import link, near_misses

__all__ = ["NO_JUDGEMENTS", "Judgements", "judge", "link", "near_misses", "read_judgements"]
