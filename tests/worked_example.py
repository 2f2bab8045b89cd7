"""The Paris talks as data: two articles, what each says, and the meetings that follow."""

from __future__ import annotations

import datetime as dt

from kg.graph.findings import Findings
from kg.model import (
    Account,
    Actor,
    Article,
    Link,
    Match,
    Meeting,
    Participation,
    Place,
    PostHeld,
    Report,
    Span,
    StatusClaim,
    When,
)

FIRST = Article(
    id="paris-agency",
    title="Envoys gather in Paris",
    url="https://news.example/2025/envoys-gather?id=1",
    source="news.example",
    published=dt.date(2025, 4, 18),
    published_from="user",
    text=(
        "Steve Vicchoff, the US envoy, met with President Emmanuel Macron at the Élysée on Thursday. "
        "Andrii Sybiha also took part. About a week ago he had sat with Vladimir Putin in St. Petersburg."
    ),
)
SECOND = Article(
    id="paris-preview",
    text="Macron is to receive Witkoff in Paris this week, the French presidency said.",
    source="preview.example",
    published=dt.date(2025, 4, 15),
    published_from="metadata",
)

MACRON = Actor(
    id="person:emmanuel-macron",
    label="Emmanuel Macron",
    kind="person",
    country="FR",
    wikidata="Q3052772",
    aliases=("Macron",),
    posts=(PostHeld(post="president", country="FR", first="2017-05-14"),),
)
WITKOFF = Actor(
    id="person:steve-witkoff",
    label="Steve Witkoff",
    kind="person",
    country="US",
    aliases=("Steven Witkoff", "Witkoff"),
    misspellings=("Vicchoff", "Vitcoff"),
    posts=(PostHeld(post="special_envoy", country="US", title="Special Envoy", first="2025", last=None),),
)
SYBIHA = Actor(
    id="person:andrii-sybiha", label="Andrii Sybiha", kind="person", country="UA", aliases=("Андрій Сибіга",)
)
PUTIN = Actor(id="person:vladimir-putin", label="Vladimir Putin", kind="person", country="RU", wikidata="Q7747")
PARIS = Place(
    id="place:paris", name="Paris", kind="city", country="FR", latitude=48.85341, longitude=2.3488, geonames=2988507
)
ELYSEE = Place(
    id="place:elysee",
    name="Paris",
    kind="venue",
    venue="Élysée Palace",
    country="FR",
    latitude=48.8704,
    longitude=2.3167,
    geonames=2988507,
)
PETERSBURG = Place(id="place:st-petersburg", name="Saint Petersburg", kind="city", country="RU", geonames=498817)

THURSDAY = When(first=dt.date(2025, 4, 17), last=dt.date(2025, 4, 17), expression="on Thursday", basis="publication")
WEEK_AGO = When(
    first=dt.date(2025, 4, 8),
    last=dt.date(2025, 4, 13),
    precision="week",
    expression="About a week ago",
    basis="publication",
    approximate=True,
)
THIS_WEEK = When(
    first=dt.date(2025, 4, 15),
    last=dt.date(2025, 4, 20),
    precision="week",
    expression="this week",
    basis="publication",
)


def span(article: Article, quote: str) -> Span:
    """The first place where the article says so."""
    start = article.text.index(quote)
    return Span(start=start, end=start + len(quote), quote=quote)


MET = span(FIRST, "Steve Vicchoff, the US envoy, met with President Emmanuel Macron at the Élysée on Thursday.")
ALSO = span(FIRST, "Andrii Sybiha also took part.")
SAT = span(FIRST, "About a week ago he had sat with Vladimir Putin in St. Petersburg.")
RECEIVE = span(SECOND, "Macron is to receive Witkoff in Paris this week")

HOST = Participation(
    actor=MACRON, role="host", post="President", country="FR", forms=("Emmanuel Macron",), evidence=(MET,)
)
ENVOY = Participation(
    actor=WITKOFF,
    role="visitor",
    post="envoy",
    country="US",
    forms=("Steve Vicchoff",),
    evidence=(MET,),
    confidence=0.93,
    match=Match(
        form="Steve Vicchoff",
        actor=WITKOFF,
        score=0.96,
        reasons=("the first name is the same", "the family names sound alike"),
        candidates=("person:steve-wyckoff",),
    ),
)
MINISTER = Participation(actor=SYBIHA, country="UA", forms=("Andrii Sybiha",), evidence=(ALSO,), confidence=0.9)

TALKS_REPORT = Report(
    id="report-talks",
    document=FIRST.id,
    kind="meeting",
    medium="in_person",
    status="held",
    participants=(HOST, ENVOY, MINISTER),
    place=ELYSEE,
    when=THURSDAY,
    topic="a ceasefire",
    initiator=WITKOFF.id,
    confidence=0.95,
    evidence=(MET, ALSO),
)
PETERSBURG_REPORT = Report(
    id="report-petersburg",
    document=FIRST.id,
    kind="meeting",
    medium="in_person",
    status="held",
    participants=(
        Participation(actor=PUTIN, role="host", country="RU", forms=("Vladimir Putin",), evidence=(SAT,)),
        Participation(actor=WITKOFF, role="visitor", country="US", forms=("he",), evidence=(SAT,)),
    ),
    place=PETERSBURG,
    when=WEEK_AGO,
    evidence=(SAT,),
)
PREVIEW_REPORT = Report(
    id="report-preview",
    document=SECOND.id,
    kind="visit",
    medium="in_person",
    status="planned",
    participants=(
        Participation(actor=MACRON, role="host", country="FR", forms=("Macron",), evidence=(RECEIVE,)),
        Participation(actor=WITKOFF, role="visitor", country="US", forms=("Witkoff",), evidence=(RECEIVE,)),
    ),
    place=PARIS,
    when=THIS_WEEK,
    attributed_to="the French presidency",
    evidence=(RECEIVE,),
)

TALKS = Meeting(
    id="talks",
    kind="meeting",
    medium="in_person",
    status="held",
    participants=(HOST, ENVOY, MINISTER),
    place=ELYSEE,
    when=THURSDAY,
    topic="a ceasefire",
    initiator=WITKOFF.id,
    reports=("report-preview", "report-talks"),
    sources=("news.example", "preview.example"),
    history=(
        StatusClaim(
            status="planned",
            report="report-preview",
            document=SECOND.id,
            source="preview.example",
            published=dt.date(2025, 4, 15),
            attributed_to="the French presidency",
        ),
        StatusClaim(
            status="held",
            report="report-talks",
            document=FIRST.id,
            source="news.example",
            published=dt.date(2025, 4, 18),
        ),
    ),
    other_places=(PARIS,),
    other_times=(THIS_WEEK,),
    accounts=(
        Account(fact="time", value="2025-04-17/2025-04-17", reports=("report-talks",), sources=("news.example",)),
        Account(fact="time", value="2025-04-15/2025-04-20", reports=("report-preview",), sources=("preview.example",)),
    ),
    links=(
        Link(
            reports=("report-preview", "report-talks"),
            score=0.81,
            reasons=("parties: the same people (+0.50)", "days: days that overlap (+0.15)"),
        ),
    ),
    confidence=0.97,
)
PETERSBURG_TALKS = Meeting(
    id="petersburg",
    kind="meeting",
    medium="in_person",
    status="held",
    participants=PETERSBURG_REPORT.participants,
    place=PETERSBURG,
    when=WEEK_AGO,
    reports=("report-petersburg",),
    sources=("news.example",),
    history=(StatusClaim(status="held", report="report-petersburg", document=FIRST.id),),
)

FINDINGS = Findings(
    meetings=(TALKS, PETERSBURG_TALKS),
    reports=(TALKS_REPORT, PETERSBURG_REPORT, PREVIEW_REPORT),
    articles=(FIRST, SECOND),
)
