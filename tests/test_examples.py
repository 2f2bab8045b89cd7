"""The example articles: the whole way, against what a careful reader finds in them."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from kg import sources
from kg.bundled import folder
from kg.evaluation import Figures, read_gold, read_predicted, score
from kg.model import Article, Report

EXAMPLES = folder("examples")
ARTICLES = {each.id: each for each in sources.read([EXAMPLES / "articles"]) if isinstance(each, Article)}


def test_every_example_is_annotated() -> None:
    assert {line["id"] for line in gold_lines()} == set(ARTICLES)


def test_every_quotation_of_the_annotation_is_in_its_article() -> None:
    for line in gold_lines():
        article = ARTICLES[line["id"]]
        for meeting in line["meetings"]:
            for quote in meeting["evidence"]:
                assert quote in article.text or quote in (article.title or ""), (line["file"], quote)


@pytest.mark.model
def test_most_meetings_of_the_examples_are_found(built: Path) -> None:
    scores = score(read_gold(EXAMPLES / "gold.jsonl"), read_predicted(built / "reports.jsonl"))
    figures = Figures.of(scores.total)
    assert figures.detection_f1 >= 0.88, [f"{each.verdict} {each.gold or each.predicted}" for each in scores.findings]
    assert figures.strict_f1 >= 0.62, [f"{each.why} {each.predicted}" for each in scores.findings if each.why]


@pytest.mark.model
def test_every_evidence_is_a_quotation(built: Path) -> None:
    for line in (built / "reports.jsonl").read_text(encoding="utf-8").splitlines():
        report = json.loads(line)
        article = ARTICLES[report["document"]]
        assert report["evidence"]
        for span in report["evidence"]:
            text = article.field(span.get("field", "text"))
            assert text[span["start"] : span["end"]] == span["quote"]


@pytest.mark.model
def test_reports_of_one_encounter_by_three_publishers_are_one_meeting(built: Path) -> None:
    meetings = [json.loads(line) for line in (built / "meetings.jsonl").read_text(encoding="utf-8").splitlines()]
    (beijing,) = [each for each in meetings if "Qin Gang" in names(each)]
    assert beijing["sources"] == ["Example Wire", "Gulf Herald", "Morning Post"]
    assert [claim["status"] for claim in beijing["history"]] == ["planned", "held", "held"]
    assert (beijing["status"], beijing["start"]) == ("held", "2023-04-06")


def paris_and_petersburg(published: dt.date | None) -> tuple[Report, Report, int]:
    """The two reports of the undated scrape, and how many there are altogether."""
    from kg.pipeline import Settings, extract_all

    article = next(iter(sources.read([EXAMPLES / "articles" / "undated-scrape.txt"], published=published)))
    (extraction,) = extract_all([article], settings=Settings())
    found = {report.place.name: report for report in extraction.reports if report.place}
    return found["Paris"], found["Saint Petersburg"], len(extraction.reports)


@pytest.mark.model
class TestUndatedScrape:
    """A scraped page without a date, with names spelled three ways and teasers of other stories."""

    def test_the_paris_talks_are_one_report_of_all_who_took_part(self) -> None:
        paris, _, _ = paris_and_petersburg(None)
        people = {party.actor.label for party in paris.participants if party.actor.kind == "person"}
        assert people == {
            "Emmanuel Macron",
            "Steve Witkoff",
            "Marco Rubio",
            "Jonathan Powell",
            "Rustem Umerov",
            "Andrii Sybiha",
            "Andriy Yermak",
        }
        others = {party.country for party in paris.participants if party.actor.kind != "person"}
        assert others <= {"GB", "FR", "DE"}
        assert (paris.status, paris.medium) == ("held", "in_person")
        (host,) = [party.actor.label for party in paris.participants if party.role == "host"]
        assert host == "Emmanuel Macron"

    def test_it_was_held_at_the_request_of_the_united_states(self) -> None:
        paris, _, _ = paris_and_petersburg(None)
        assert paris.initiator == "state:us"

    def test_the_earlier_talk_with_putin_is_a_report_of_its_own(self) -> None:
        _, petersburg, _ = paris_and_petersburg(None)
        assert {party.actor.label for party in petersburg.participants} == {"Steve Witkoff", "Vladimir Putin"}

    def test_every_spelling_of_the_envoy_is_one_actor(self) -> None:
        paris, petersburg, _ = paris_and_petersburg(None)
        ids = {
            party.actor.id
            for report in (paris, petersburg)
            for party in report.participants
            if party.actor.label == "Steve Witkoff"
        }
        assert len(ids) == 1

    def test_no_meeting_comes_out_of_the_teasers(self) -> None:
        _, _, number = paris_and_petersburg(None)
        assert number == 2

    def test_without_a_publication_date_the_day_stays_open_and_its_words_are_kept(self) -> None:
        paris, petersburg, _ = paris_and_petersburg(None)
        assert (paris.when.first, paris.when.last, paris.when.basis) == (None, None, "unresolved")
        assert paris.when.expression is not None and "Thursday" in paris.when.expression
        assert petersburg.when.first is None

    def test_with_a_publication_date_the_days_follow(self) -> None:
        paris, petersburg, _ = paris_and_petersburg(dt.date(2025, 4, 18))
        assert (paris.when.first, paris.when.last) == (dt.date(2025, 4, 17), dt.date(2025, 4, 17))
        first, last = petersburg.when.first, petersburg.when.last
        assert first is not None and last is not None
        assert first <= dt.date(2025, 4, 10) <= last and (last - first).days <= 8
        assert petersburg.when.approximate


def gold_lines() -> list[dict[str, Any]]:
    return [json.loads(line) for line in (EXAMPLES / "gold.jsonl").read_text(encoding="utf-8").splitlines()]


def names(meeting: dict[str, Any]) -> set[str]:
    return {party["name"] for party in meeting["participants"]}
