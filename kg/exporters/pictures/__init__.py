"""Static pictures of who met whom: SVG by our own hand, PNG made of it. The same findings give the same bytes."""

from __future__ import annotations
