"""A page to look at: network, timeline, map and table in one file that can be mailed and needs no network."""

from __future__ import annotations

from typing import TextIO

from kg.graph.findings import Readable
from kg.page import standing_alone


def write(findings: Readable, file: TextIO, *, base: str) -> None:
    """The page with all findings inside. It shows labels, not IRIs: ``base`` changes nothing."""
    file.writelines(standing_alone(findings))
