"""What a person may decide better than the rules: doubtful names, people who may be one, meetings that may be one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import msgspec

from kg.archive import Archive
from kg.explorer.reviewing.meetings import unjoined
from kg.explorer.reviewing.names import doubts
from kg.explorer.reviewing.people import likely_one

DOUBTS: Mapping[str, Callable[[Archive], tuple[msgspec.Struct, ...]]] = MappingProxyType(
    {"names": doubts, "people": likely_one, "meetings": unjoined}
)
"""Of what one may be in doubt, and what gives the questions nobody has decided on."""
