"""Sentences in, meetings out: the cases of every family of phrases, read by the whole pipeline."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml

from kg.knowledge import fold
from kg.model import Article, Report
from kg.pipeline import Extractor, Settings

FOLDER = Path(__file__).parent / "cases"
FAMILIES = (
    *("encounters", "calls", "receptions", "visits", "summits", "negotiations"),
    *("appearances", "movements", "headlines", "standing", "attribution", "negatives", "coreference"),
    *("moments", "places", "garbled", "agency"),
    *("schedules", "releases"),
)
PUBLISHED = dt.date(2025, 4, 18)
"""The day a case is published when it names none."""
CASE_KEYS = {"text", "title", "published", "source", "url", "meetings", "xfail"}
MEETING_KEYS = {"parties", "status", "kind", "medium", "place", "start", "end", "precision", "attributed_to", "host"}

FEWEST_CASES = 850
FEWEST_NEGATIVES = 230


def read(family: str) -> list[dict[str, Any]]:
    """The cases of one family, as its file has them; none where the file is not there."""
    path = FOLDER / f"{family}.yaml"
    found: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else []
    return found or []


CASES = {family: read(family) for family in FAMILIES}


def parameters() -> list[Any]:
    """One parameter a case, named by its family, its number in the file, and its first words."""
    found = []
    for family, cases in CASES.items():
        for number, case in enumerate(cases, start=1):
            words = " ".join(str(case.get("title") or case.get("text")).split()[:8])
            marks = [pytest.mark.xfail(reason=case["xfail"])] if "xfail" in case else []
            found.append(pytest.param(case, id=f"{family}-{number}: {words}", marks=marks))
    return found


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    return Extractor.load(Settings(min_confidence=0))


@pytest.mark.model
@pytest.mark.parametrize("case", parameters())
def test_a_sentence_tells_of_exactly_these_meetings(case: dict[str, Any], extractor: Extractor) -> None:
    article = Article(
        id="case",
        text=case["text"],
        title=case.get("title"),
        published=case.get("published", PUBLISHED),
        source=case.get("source"),
        url=case.get("url"),
    )
    _, found = extractor.extract(article)
    assert agree(case["meetings"], found), explain(case, found)


@pytest.mark.parametrize("family", FAMILIES)
def test_cases_are_written_in_known_words(family: str) -> None:
    for case in CASES[family]:
        assert not set(case) - CASE_KEYS, f"unknown keys {sorted(set(case) - CASE_KEYS)}: {case}"
        assert {"text", "meetings"} <= set(case), f"a case has a text and its meetings ([] for none): {case}"
        for meeting in case["meetings"]:
            assert not set(meeting) - MEETING_KEYS, f"unknown keys {sorted(set(meeting) - MEETING_KEYS)}: {case}"
            assert len(meeting.get("parties", ())) >= 2, f"a meeting has two parties: {case}"


@pytest.mark.parametrize("family", FAMILIES)
def test_no_case_stands_twice(family: str) -> None:
    keys = [(case.get("title"), case["text"]) for case in CASES[family]]
    assert sorted(key[1] for key in keys if keys.count(key) > 1) == []


def test_there_are_enough_cases_and_enough_of_them_negative() -> None:
    every = [case for cases in CASES.values() for case in cases]
    assert len(every) >= FEWEST_CASES
    assert sum(1 for case in every if not case["meetings"]) >= FEWEST_NEGATIVES


def agree(expected: list[dict[str, Any]], found: tuple[Report, ...]) -> bool:
    """Whether every expected meeting has a report of its own that says all it names, and no report is left over."""
    left = list(found)
    for meeting in sorted(expected, key=len, reverse=True):  # the one that says most is found first
        fitting = next((r for r in left if wanted(meeting) == facts(r, meeting)), None)
        if fitting is None:
            return False
        left.remove(fitting)
    return not left


def wanted(meeting: dict[str, Any]) -> dict[str, Any]:
    """The fields that a case gives, names without accents: the label is the knowledge base's."""
    every = {"status": "held", **meeting, "parties": sorted(map(fold, meeting["parties"]))}
    return {**every, "host": fold(meeting["host"])} if meeting.get("host") else every


def facts(report: Report, meeting: dict[str, Any]) -> dict[str, Any]:
    """What the report says of the fields that the case names."""
    every = {
        "parties": sorted(fold(party.actor.label) for party in report.participants),
        "status": report.status,
        "kind": report.kind,
        "medium": report.medium,
        "place": report.place.name if report.place else None,
        "start": report.when.first,
        "end": report.when.last,
        "precision": report.when.precision,
        "attributed_to": report.attributed_to,
        "host": next((fold(party.actor.label) for party in report.participants if party.role == "host"), None),
    }
    return {key: every[key] for key in wanted(meeting)}


def explain(case: dict[str, Any], found: tuple[Report, ...]) -> str:
    """Both sides in a few lines: what should be there, what is."""
    named = {key for meeting in case["meetings"] for key in meeting} | {"parties", "status", "kind"}
    expected = [f"  expected {wanted(meeting)}" for meeting in case["meetings"]] or ["  expected no meeting"]
    every = [f"  found    {facts(report, dict.fromkeys(named, ()))}" for report in found] or ["  found no meeting"]
    title = [f"  title    {case['title']}"] if case.get("title") else []
    return "\n".join(["", *title, f"  text     {case['text']}", *expected, *every])
