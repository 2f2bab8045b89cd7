"""From reports to meetings: which articles tell of the same encounter. The set decides, never the order."""

from kg.linking.linker import link

__all__ = ["link"]
