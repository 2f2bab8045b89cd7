"""What is said of one resource: its properties and values, in a fixed order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rdflib import Literal, URIRef

from kg.graph.terms import RDF

Term = URIRef | Literal
Pair = tuple[URIRef, Term]


@dataclass(frozen=True, slots=True)
class Description:
    """A resource with its properties: types first, then by property and value, nothing twice."""

    subject: URIRef
    pairs: tuple[Pair, ...]


def describe(subject: URIRef, pairs: Iterable[Pair | None]) -> Description:
    """The description of a resource; None stands for a property without value and is left out."""
    keyed = {_key(pair): pair for pair in pairs if pair is not None}
    return Description(subject, tuple(keyed[key] for key in sorted(keyed)))


def _key(pair: Pair) -> tuple[bool, str, str, str]:
    property_, value = pair
    datatype = "" if isinstance(value, URIRef) else value.datatype or " "
    return property_ is not RDF.type, str(property_), str(value), datatype
