"""The words of the graph: every class and property of our own, and the well-known ones that are written beside them.

A test holds this file and ``ontology/diplomacy.ttl`` together: what is listed here is declared there, and nothing
else. The vocabulary has one fixed namespace; only the resources (meetings, actors, ...) follow the base IRI.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, Literal, get_args
from urllib.parse import quote

from rdflib import URIRef
from rdflib.namespace import Namespace

from kg.model import Basis, Kind, Medium, Precision, Role, Scope, Status


class Vocabulary(Namespace):
    """A namespace that makes each term once; rdflib's own makes it anew at every use, a third of all time."""

    def __getattr__(self, name: str) -> URIRef:
        term = super().__getattr__(name)
        setattr(self, name, term)
        return term


DEFAULT_BASE: Final = "https://w3id.org/diplomacy-kg/"
KG: Final = Vocabulary("https://w3id.org/diplomacy-kg/ontology#")
SEM: Final = Vocabulary("http://semanticweb.cs.vu.nl/2009/11/sem/")
SCHEMA: Final = Vocabulary("https://schema.org/")
OA: Final = Vocabulary("http://www.w3.org/ns/oa#")
PROV: Final = Vocabulary("http://www.w3.org/ns/prov#")
TIME: Final = Vocabulary("http://www.w3.org/2006/time#")
ORG: Final = Vocabulary("http://www.w3.org/ns/org#")
SKOS: Final = Vocabulary("http://www.w3.org/2004/02/skos/core#")
GEO: Final = Vocabulary("http://www.opengis.net/ont/geosparql#")
WGS84: Final = Vocabulary("http://www.w3.org/2003/01/geo/wgs84_pos#")
OWL: Final = Vocabulary("http://www.w3.org/2002/07/owl#")
RDF: Final = Vocabulary("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
XSD: Final = Vocabulary("http://www.w3.org/2001/XMLSchema#")
WIKIDATA: Final = Vocabulary("http://www.wikidata.org/entity/")
GEONAMES: Final = Vocabulary("https://sws.geonames.org/")

NAMESPACES: Final[dict[str, str]] = {
    "geo": str(GEO),
    "kg": str(KG),
    "oa": str(OA),
    "org": str(ORG),
    "owl": str(OWL),
    "prov": str(PROV),
    "rdf": str(RDF),
    "schema": str(SCHEMA),
    "sem": str(SEM),
    "skos": str(SKOS),
    "time": str(TIME),
    "wgs84": str(WGS84),
    "xsd": str(XSD),
}

CLASSES: Final = ("Group", "Link", "Meeting", "Participation", "Report", "StatusClaim", "When")

OBJECT_PROPERTIES: Final = (
    "basis",
    "evidence",
    "initiator",
    "joins",
    "kind",
    "link",
    "medium",
    "otherPlace",
    "otherTime",
    "participation",
    "place",
    "post",
    "precision",
    "rivalCandidate",
    "scope",
    "status",
    "statusClaim",
    "time",
)

DATA_PROPERTIES: Final = (
    "approximate",
    "attributedTo",
    "confidence",
    "country",
    "expression",
    "firstHeld",
    "form",
    "lastHeld",
    "locality",
    "matchReason",
    "matchScore",
    "matchedForm",
    "optional",
    "overruled",
    "position",
    "postTitle",
    "publishedFrom",
    "quotedField",
    "side",
    "source",
    "specific",
    "topic",
)

CONCEPTS: Final[dict[str, tuple[str, ...]]] = {
    "basis": get_args(Basis),
    "kind": get_args(Kind),
    "medium": get_args(Medium),
    "precision": get_args(Precision),
    "role": get_args(Role),
    "scope": get_args(Scope),
    "status": get_args(Status),
}
"""The closed lists of kg.model; each value is a SKOS concept ``kg:<list>-<value>``."""

Resource = Literal[
    "actor", "article", "claim", "day", "evidence", "geometry", "graph", "link", "meeting", "membership",
    "participation", "place", "position", "post", "quote", "report", "target", "when",
]  # fmt: skip

EVENT_STATUS: Final[dict[str, URIRef]] = {
    "held": SCHEMA.EventScheduled,
    "planned": SCHEMA.EventScheduled,
    "cancelled": SCHEMA.EventCancelled,
    "postponed": SCHEMA.EventPostponed,
}
"""schema.org says of EventScheduled "is taking place or has taken place"; it has nothing for proposed and refused."""

ATTENDANCE: Final[dict[str, URIRef]] = {
    "in_person": SCHEMA.OfflineEventAttendanceMode,
    "phone": SCHEMA.OnlineEventAttendanceMode,
    "video": SCHEMA.OnlineEventAttendanceMode,
}


@lru_cache(maxsize=256)
def concept(scheme: str, value: str) -> URIRef:
    """The concept of a closed list: ``concept("status", "held")`` is ``kg:status-held``."""
    return KG[f"{scheme}-{value}"]


@lru_cache(maxsize=8192)
def encode(id_: str) -> str:
    """An id of whatever characters as one safe IRI path segment; different ids stay different.

    Letters, digits, ``-._~`` and ``:`` stay, all else is percent-encoded (RFC 3986) as UTF-8. An id of dots only is
    encoded whole, because ``.`` and ``..`` are navigation. Raises ValueError for an empty id.
    """
    if not id_:
        raise ValueError("an id is empty: give every article, report, meeting, actor and place an id")
    if not id_.strip("."):
        return "%2E" * len(id_)
    return quote(id_, safe=":", errors="surrogatepass")


def iri(base: str, resource: Resource, *ids: str) -> URIRef:
    """The IRI of a resource. Several ids are joined by ``:``; inside each of them ``:`` is encoded then."""
    if len(ids) == 1:
        return URIRef(f"{base}{resource}/{encode(ids[0])}")
    return URIRef(f"{base}{resource}/" + ":".join(encode(part).replace(":", "%3A") for part in ids))


def check_base(base: str) -> str:
    """The base IRI, if resources can be minted under it. Raises ValueError, saying what to give instead."""
    if not re.fullmatch(r"(https?://[^\s<>\"{}|\\^`/?#]+/([^\s<>\"{}|\\^`?#]*/)?|urn:[a-z0-9-]+:[\w.:-]*:)", base):
        raise ValueError(f"{base!r} cannot be a base IRI: give an http(s) address that ends in / ({DEFAULT_BASE})")
    return base


def prefixes(base: str) -> dict[str, str]:
    """Prefixes for written files: the vocabularies, and one for every kind of resource."""
    return {**NAMESPACES, **{name: f"{base}{name}/" for name in get_args(Resource)}}
