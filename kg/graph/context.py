"""The JSON-LD context: the prefixes, and nothing that could change with the program's version."""

from __future__ import annotations

import re

from kg.graph.terms import NAMESPACES

_LOCAL = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")


def context() -> dict[str, str]:
    """Prefix to namespace; the same as ``ontology/context.jsonld``."""
    return dict(NAMESPACES)


def compact(iri: str) -> str:
    """``https://schema.org/attendee`` as ``schema:attendee``; resources stay whole."""
    cut = max(iri.rfind("/"), iri.rfind("#")) + 1
    for prefix, namespace in NAMESPACES.items():
        if iri[:cut] == namespace and _LOCAL.fullmatch(iri, cut):
            return f"{prefix}:{iri[cut:]}"
    return iri
