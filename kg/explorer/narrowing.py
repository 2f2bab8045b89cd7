"""The filters of the page, as they stand in its address, applied to findings: what is seen is what is exported."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from kg.graph.findings import Findings
from kg.model import Meeting


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """Which meetings are looked at; empty values let everything through. The same words as in ``web/src/state.ts``."""

    actor: str = ""
    country: tuple[str, ...] = ()
    """All of these took part."""
    kind: tuple[str, ...] = ()
    medium: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    since: str = ""
    """ISO day; meetings that may reach into the window count, those without a known day do not."""
    until: str = ""
    sources: int = 0
    confidence: float = 0.0

    @classmethod
    def read(cls, address: Mapping[str, str]) -> Narrowing:
        """Out of the parameters of an address. Raises ValueError that names a number that is none."""

        def several(name: str) -> tuple[str, ...]:
            return tuple(part for part in address.get(name, "").split(",") if part)

        return cls(
            actor=address.get("actor", ""),
            country=several("country"),
            kind=several("kind"),
            medium=several("medium"),
            status=several("status"),
            since=address.get("from", ""),
            until=address.get("to", ""),
            sources=int(_number(address, "sources")),
            confidence=_number(address, "confidence"),
        )

    def lets_through(self, meeting: Meeting) -> bool:
        """Whether a meeting is among what is looked at."""
        countries = {party.country or party.actor.country for party in meeting.participants}
        if self.actor and all(party.actor.id != self.actor for party in meeting.participants):
            return False
        if not set(self.country) <= countries:
            return False
        for wanted, value in ((self.kind, meeting.kind), (self.medium, meeting.medium), (self.status, meeting.status)):
            if wanted and value not in wanted:
                return False
        if self.sources and len({claim.source or claim.document for claim in meeting.history}) < self.sources:
            return False
        return meeting.confidence >= self.confidence and self._in_time(meeting)

    def _in_time(self, meeting: Meeting) -> bool:
        if not self.since and not self.until:
            return True
        first, last = meeting.when.first, meeting.when.last or meeting.when.first
        if first is None or last is None:
            return False
        return (not self.until or first.isoformat() <= self.until) and (
            not self.since or last.isoformat() >= self.since
        )


def _number(address: Mapping[str, str], name: str) -> float:
    value = address.get(name) or "0"
    try:
        return float(value)
    except ValueError:
        raise ValueError(f"{name} is {value!r}: give a number") from None


def narrow(findings: Findings, by: Narrowing) -> Findings:
    """The meetings that are let through, with the reports and articles they rest on."""
    if by == Narrowing():
        return findings
    meetings = tuple(meeting for meeting in findings.meetings if by.lets_through(meeting))
    kept = {meeting.id for meeting in meetings}
    told = {report for meeting in meetings for report in meeting.reports}
    reports = tuple(report for report in findings.reports if report.id in told)
    documents = {report.document for report in reports}
    return Findings(
        meetings=tuple(m if m.part_of in kept else replace(m, part_of=None) for m in meetings),
        reports=reports,
        articles=tuple(article for article in findings.articles if article.id in documents),
    )
