"""Doubtful names, for a person to decide: which form was taken for whom, why, and who else it may be."""

from __future__ import annotations

import msgspec

from kg.archive import Archive
from kg.knowledge import fold
from kg.model import Article, Match, Report

SURE = 0.9
"""Matches at least this sure are not asked about, unless they rest on a misspelling."""
MOST = 200


class Doubt(msgspec.Struct, frozen=True, kw_only=True):
    """One name to decide on."""

    one: str
    """As an article writes it."""
    other: str
    """Id of whom it was taken for."""
    name: str
    score: float
    reasons: tuple[str, ...]
    candidates: tuple[str, ...]
    """Ids of others it may be."""
    document: str
    title: str | None
    quote: str


def doubts(archive: Archive) -> tuple[Doubt, ...]:
    """The names nobody has decided on, the most doubtful first; each name and actor once."""
    found: dict[tuple[str, str], Doubt] = {}
    decided = {frozenset((each.one, each.other)) for each in archive.decisions()}
    with archive.reading() as findings:
        for report in findings.reports:
            for match in (party.match for party in report.participants):
                if match is None or not _doubtful(match):
                    continue
                names = frozenset((match.form, match.actor.id)), frozenset((match.form, match.actor.label))
                key = match.form, match.actor.id
                if key not in found and not any(each in decided for each in names):
                    found[key] = _doubt(match, report, findings.article(report.document))
    return tuple(sorted(found.values(), key=lambda d: (d.score, d.one, d.other))[:MOST])


def _doubtful(match: Match) -> bool:
    """Whether a person may know better whom a name means. What "he" or "the minister" means is another thing in each
    text, and no decision on a name."""
    if match.overruled or match.actor.kind != "person" or any("refers to" in reason for reason in match.reasons):
        return False
    same = fold(match.form) == fold(match.actor.label) and not match.candidates
    if match.form.islower() or same:
        return False
    misspelt = any("misspelt" in reason or "alike" in reason for reason in match.reasons)
    return match.score < SURE or misspelt or bool(match.candidates)


def _doubt(match: Match, report: Report, article: Article | None) -> Doubt:
    quote = next((span.quote for span in report.evidence if match.form in span.quote), "")
    return Doubt(
        one=match.form,
        other=match.actor.id,
        name=match.actor.label,
        score=round(match.score, 4),
        reasons=match.reasons,
        candidates=match.candidates,
        document=report.document,
        title=article.title if article else None,
        quote=quote,
    )
