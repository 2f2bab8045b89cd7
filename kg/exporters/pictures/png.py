"""The pictures as PNG, twice as fine as a screen. The letters are those of a font of this machine.

Needs resvg-py: ``pip install 'diplomacy-kg[pictures]'``.
"""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING, TextIO

from kg.exporters.pictures import network, timeline
from kg.graph.findings import Readable

if TYPE_CHECKING:
    from kg.exporters import Writer

_ZOOM = 2


def write_network(findings: Readable, file: TextIO, *, base: str) -> None:
    """The network."""
    _write(network.write, findings, file, base)


def write_timeline(findings: Readable, file: TextIO, *, base: str) -> None:
    """The timeline."""
    _write(timeline.write, findings, file, base)


def _write(draw: Writer, findings: Readable, file: TextIO, base: str) -> None:
    import resvg_py

    drawn = StringIO()
    draw(findings, drawn, base=base)
    file.buffer.write(bytes(resvg_py.svg_to_bytes(svg_string=drawn.getvalue(), zoom=_ZOOM)))
