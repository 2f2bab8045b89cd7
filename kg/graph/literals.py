"""Values of the graph as RDF literals, each in one lexical form only."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

from rdflib import Literal

from kg.graph.terms import GEO, XSD

_LONE = re.compile("[\ud800-\udfff]")


@lru_cache(maxsize=2048)
def words(value: str) -> Literal:
    """Words as they are, control characters included. A lone surrogate, which no file can hold, becomes ``\\ufffd``."""
    return Literal(value if value.isascii() else _LONE.sub("\ufffd", value))


@lru_cache(maxsize=2048)
def score(value: float) -> Literal:
    """A score between 0 and 1 as xsd:decimal with at most four decimal places."""
    return decimal(value, places=4)


@lru_cache(maxsize=2048)
def decimal(value: float, *, places: int) -> Literal:
    """A number as xsd:decimal, never with an exponent: "0.97", "1.0"."""
    shown = f"{value:.{places}f}".rstrip("0")
    return Literal(shown + "0" if shown.endswith(".") else shown, datatype=XSD.decimal, normalize=False)


@lru_cache(maxsize=2048)
def integer(value: int) -> Literal:
    """A whole number, as xsd:nonNegativeInteger (what Web Annotation asks of offsets)."""
    return Literal(str(value), datatype=XSD.nonNegativeInteger, normalize=False)


@lru_cache(maxsize=2048)
def day(value: dt.date) -> Literal:
    """A day as xsd:date without time zone."""
    return Literal(value.isoformat(), datatype=XSD.date, normalize=False)


@lru_cache(maxsize=2048)
def partial_date(value: str) -> Literal:
    """ "2019", "2019-05" or "2019-05-20" with the XSD type of its precision."""
    kind = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}.get(len(value), XSD.string)
    return Literal(value, datatype=kind, normalize=False)


@lru_cache(maxsize=2)
def flag(value: bool) -> Literal:
    """ "true" or "false"."""
    return Literal("true" if value else "false", datatype=XSD.boolean, normalize=False)


def address(value: str) -> Literal:
    """A web address as xsd:anyURI; a literal, because scraped addresses are often no legal IRIs."""
    return Literal(str(words(value)), datatype=XSD.anyURI, normalize=False)


@lru_cache(maxsize=2048)
def point(latitude: float, longitude: float) -> Literal:
    """A GeoSPARQL point in its default reference system CRS84: longitude first, degrees."""
    shown = f"POINT({decimal(longitude, places=5)} {decimal(latitude, places=5)})"
    return Literal(shown, datatype=GEO.wktLiteral, normalize=False)
