"""RDF terms as text: N-Triples forms, and the shorter ones of Turtle and TriG (RDF 1.1)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from rdflib import Literal, URIRef

from kg.graph.descriptions import Description, Term
from kg.graph.terms import RDF, XSD

_ESCAPED = re.compile('["\\\\\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]')
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_LOCAL = re.compile(
    r"(?:[A-Za-z0-9_:]|%[0-9A-F]{2})(?:(?:[A-Za-z0-9_:.-]|%[0-9A-F]{2})*(?:[A-Za-z0-9_:-]|%[0-9A-F]{2}))?"
)
_BARE = frozenset({str(XSD.boolean), str(XSD.decimal)})


def term(value: Term) -> str:
    """An IRI or literal as N-Triples and N-Quads write it. Control and direction characters are escaped."""
    if isinstance(value, URIRef):
        return f"<{value}>"
    datatype = value.datatype
    return _quoted(value) if datatype is None or datatype == XSD.string else f"{_quoted(value)}^^<{datatype}>"


def shortener(prefixes: Mapping[str, str]) -> Callable[[Term], str]:
    """A function that writes terms as Turtle does, with these prefixes. It remembers what it wrote lately."""
    by_namespace = {namespace: prefix for prefix, namespace in prefixes.items()}

    @lru_cache(maxsize=8192)
    def short_iri(iri: str) -> str:
        cut = max(iri.rfind("/"), iri.rfind("#")) + 1
        prefix = by_namespace.get(iri[:cut])
        return f"{prefix}:{iri[cut:]}" if prefix is not None and _LOCAL.fullmatch(iri, cut) else f"<{iri}>"

    def short(value: Term) -> str:
        if isinstance(value, URIRef):
            return short_iri(str(value))
        datatype = value.datatype
        if datatype is None or datatype == XSD.string:
            return _quoted(value)
        return str(value) if str(datatype) in _BARE else f"{_quoted(value)}^^{short_iri(str(datatype))}"

    return short


def block(description: Description, short: Callable[[Term], str], *, indent: str = "") -> Iterator[str]:
    """A description in Turtle: the subject once, a line for each property, values after commas."""
    yield f"{indent}{short(description.subject)}"
    before: URIRef | None = None
    for property_, value in description.pairs:
        if property_ is before:
            yield f", {short(value)}"
        else:
            name = "a" if property_ is RDF.type else short(property_)
            yield f"{' ' if before is None else f' ;{chr(10)}{indent}    '}{name} {short(value)}"
        before = property_
    yield " .\n"


def _quoted(value: Literal) -> str:
    return '"' + _ESCAPED.sub(_escape, str(value)) + '"'


def _escape(found: re.Match[str]) -> str:
    return _SHORT.get(found[0]) or f"\\u{ord(found[0]):04X}"
