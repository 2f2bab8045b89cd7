"""The worked example with hostile text in every field a stranger could fill."""

from __future__ import annotations

from dataclasses import replace

from kg.graph.findings import Findings
from kg.model import Actor, Article, Meeting, Participation, Place, PostHeld, Report, Span, StatusClaim, When

HOSTILE = {
    "quotes": 'O"Brien\'s \\ back\\"slash',
    "markup": "</data><script>alert(1)</script> & ]]> <!--",
    "formula": "=cmd|' /C calc'!A0",
    "lines": "first\nsecond\r\nthird\tfourth",
    "controls": "bell\x07 null\x00 escape\x1b[31m next\x85 non\ufffe",
    "direction": "\u202egnp.exe\u202c \u200fRTL \u05e9\u05dc\u05d5\u05dd",
    "wide": "日本 🕊 e\u0301 \u2028",
    "turtle": '""" . <x> a <y> . """ } graph {',
    "dots": "..",
    "percent": "%2E%2e a/b?c#d",
}


def everywhere(hostile: str) -> Findings:
    """Two parties, a report, a meeting and an article, with this text wherever text can be."""
    article = Article(id=hostile, text=hostile + " met.", title=hostile, url=hostile, source=hostile)
    span = Span(start=0, end=len(hostile), quote=hostile)
    one = Actor(
        id=hostile,
        label=hostile,
        kind="person",
        country="FR",
        aliases=("plain", hostile + "1"),
        misspellings=(hostile + "2",),
        wikidata=hostile,
        posts=(PostHeld(post=hostile, country="FR", title=hostile, first=hostile, last=hostile),),
    )
    other = replace(one, id=hostile + "other", label=hostile + "other", posts=())
    parties = tuple(
        Participation(actor=who, post=hostile, country="FR", forms=(hostile,), evidence=(span,)) for who in (one, other)
    )
    place = Place(id=hostile, name=hostile, kind="venue", venue=hostile + "!", latitude=-1.5, longitude=0.00001)
    when = When(expression=hostile)
    report = Report(
        id=hostile,
        document=hostile,
        kind="call",
        medium="phone",
        status="held",
        participants=parties,
        place=place,
        when=when,
        topic=hostile,
        initiator=hostile,
        attributed_to=hostile,
        part_of=None,
        evidence=(span,),
    )
    claim = StatusClaim(status="held", report=hostile, document=hostile, source=hostile, attributed_to=hostile)
    meeting = Meeting(
        id=hostile,
        kind="call",
        medium="phone",
        status="held",
        participants=parties,
        place=place,
        when=when,
        topic=hostile,
        initiator=hostile,
        reports=(hostile,),
        sources=(hostile,),
        history=(claim,),
    )
    return Findings(meetings=(meeting,), reports=(report,), articles=(article,))
