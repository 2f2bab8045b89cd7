"""The page of an archive in a real browser. Skipped where there is no Chromium (apt install chromium)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import networkx as nx
import pytest

from browsing import CHROMIUM, barriers, opened, serious, serving, somewhere_with_a_node
from kg.archive import Archive, add
from kg.exporters import here
from kg.model import Actor, Article, Match, Problem, Report
from kg.pipeline import Extraction, Settings
from small_news import SETTINGS, article, extract

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")


def doubtfully(inputs: Iterable[Article | Problem], *, settings: Settings) -> Iterator[Extraction]:
    """What the articles tell, Sandu recognised by a misspelling."""
    for extraction in extract(inputs, settings=settings):
        yield replace(extraction, reports=tuple(map(_misspelt, extraction.reports)))


def _misspelt(report: Report) -> Report:
    parties = []
    for party in report.participants:
        match = Match(form="Sando", actor=party.actor, score=0.7, reasons=("family name misspelt (0.80)",))
        parties.append(replace(party, match=match) if party.actor.label == "Maia Sandu" else party)
    return replace(report, participants=tuple(parties))


def as_two(inputs: Iterable[Article | Problem], *, settings: Settings) -> Iterator[Extraction]:
    """What the articles tell, Kallas taken for somebody else in those of the Baltic Post."""
    other = Actor(id="person:kaja-kalas", label="Kaja Kalas", kind="person", country="EE")
    for extraction in extract(inputs, settings=settings):
        reports = extraction.reports
        if extraction.article and extraction.article.source == "Baltic Post":
            reports = tuple(
                replace(
                    report,
                    participants=tuple(
                        replace(party, actor=other) if party.actor.label == "Kaja Kallas" else party
                        for party in report.participants
                    ),
                )
                for report in reports
            )
        yield replace(extraction, reports=reports)


class TestServed:
    """The page of an archive, with a server behind it."""

    @pytest.fixture
    def archive(self, tmp_path: Path) -> Path:
        path = tmp_path / "news.kg"
        told = [
            article("a", "Stubb met Kallas in Tallinn on 2024-03-07"),
            article("b", "Duda met Sandu in Riga on 2024-05-20 (planned)", source="Baltic Post"),
        ]
        with Archive.create(path) as opened:
            add(opened, told, settings=SETTINGS, extract=doubtfully)
        return path

    @pytest.fixture
    def served(self, archive: Path) -> Iterator[str]:
        with serving(archive) as address:
            yield address

    @pytest.fixture
    def live(self, browser: Browser, served: str) -> Iterator[Page]:
        with opened(browser, served) as page:
            yield page

    def test_the_whole_article_is_read_with_the_quotation_marked(self, live: Page) -> None:
        live.get_by_role("button", name="Table").click()
        live.get_by_role("button", name="Alexander Stubb, Kaja Kallas").click()
        live.get_by_role("button", name="Read the whole article").click()
        assert live.locator(".whole mark").inner_text() == "Stubb met Kallas in Tallinn on 2024-03-07"

    def test_what_is_seen_is_downloaded_as_graphml(self, live: Page, tmp_path: Path) -> None:
        live.get_by_label("held").check()
        live.get_by_text("Download").click()
        with live.expect_download() as waiting:
            live.get_by_role("link", name="GraphML, who met whom", exact=True).click()
        file = tmp_path / "actors.graphml"
        waiting.value.save_as(file)
        labels = {data["label"] for _, data in nx.read_graphml(file).nodes(data=True)}
        assert labels == {"Alexander Stubb", "Kaja Kallas"}

    def test_what_is_around_somebody_is_what_every_view_and_download_has(self, live: Page, tmp_path: Path) -> None:
        live.goto(live.url + "#view=table&around=person:maia-sandu")
        live.get_by_text("1 meeting of 2 actors").wait_for()
        assert live.locator("tbody tr").count() == 1
        live.get_by_text("Download").click()
        with live.expect_download() as waiting:
            live.get_by_role("link", name="JSON Lines, with quotations").click()
        waiting.value.save_as(tmp_path / "meetings.jsonl")
        (line,) = (tmp_path / "meetings.jsonl").read_text(encoding="utf-8").splitlines()
        assert {party["name"] for party in json.loads(line)["participants"]} == {"Andrzej Duda", "Maia Sandu"}

    def test_every_format_can_be_downloaded(self, live: Page) -> None:
        live.get_by_text("Download").click()
        offered = live.locator(".menu a").evaluate_all(
            "links => links.map(a => new URL(a.href).pathname.split('/').pop())"
        )
        assert sorted(offered) == sorted(here())

    def test_a_name_is_decided_with_one_key(self, live: Page, archive: Path) -> None:
        live.get_by_role("button", name="Review").click()
        live.get_by_role("group", name="Doubtful names").wait_for()
        live.keyboard.press("y")
        live.get_by_text("1 stored").wait_for()
        with Archive.open(archive) as opened:
            assert [decision.judgement for decision in opened.decisions()] == ["same"]

    def test_sparql_is_asked_from_an_example(self, live: Page) -> None:
        live.get_by_role("button", name="SPARQL").click()
        questions = live.get_by_role("navigation", name="Questions to begin with").get_by_role("button")
        questions.nth(19).wait_for()
        live.get_by_role("button", name="Ask").click()
        live.locator(".sparql tbody tr").first.wait_for(timeout=60_000)
        assert "Kaja Kallas" in live.locator(".sparql tbody").inner_text()
        questions.filter(has_text="Who met the most different people?").click()
        live.locator(".sparql tbody").get_by_text("Alexander Stubb").wait_for()
        assert "count" in live.get_by_label("SPARQL query").input_value().lower()

    def test_an_answer_is_a_table_a_network_and_a_file(self, live: Page, tmp_path: Path) -> None:
        live.get_by_role("button", name="SPARQL").click()
        asked = "SELECT ?meeting ?who { ?meeting schema:attendee ?who } ORDER BY ?who"
        live.get_by_label("SPARQL query").fill(asked)
        live.get_by_role("button", name="Ask").click()
        answer = live.get_by_role("group", name="Show the answer as")
        answer.get_by_role("button", name="Network").click(timeout=60_000)
        live.get_by_role("img", name="Network of 6 nodes").wait_for()
        live.mouse.click(*somewhere_with_a_node(live))
        live.get_by_label("Details").get_by_role("heading").first.wait_for()
        assert serious(live) == []
        with live.expect_download() as waiting:
            live.get_by_role("button", name="CSV").click()
        waiting.value.save_as(tmp_path / "answer.csv")
        rows = (tmp_path / "answer.csv").read_text(encoding="utf-8").splitlines()
        assert rows[0] == "meeting,who" and len(rows) == 5 and rows[1].endswith("person:alexander-stubb")
        answer.get_by_role("button", name="Table").click()
        assert live.locator(".sparql tbody tr").count() == 4

    def test_statements_are_shown_as_a_network_too(self, live: Page) -> None:
        live.get_by_role("button", name="SPARQL").click()
        asked = "CONSTRUCT { ?one schema:knows ?other } { ?m schema:attendee ?one, ?other FILTER (?one != ?other) }"
        live.get_by_label("SPARQL query").fill(asked)
        live.get_by_role("button", name="Ask").click()
        live.locator("pre").get_by_text("schema.org/knows").wait_for(timeout=60_000)
        live.get_by_role("group", name="Show the answer as").get_by_role("button", name="Network").click()
        live.get_by_role("img", name="Network of 4 nodes").wait_for()

    def test_words_of_articles_are_found_and_lead_to_their_meeting(self, live: Page) -> None:
        live.keyboard.press("/")
        live.keyboard.type("tallinn on")
        hit = live.get_by_role("option").filter(has_text="2024-03-07")
        hit.wait_for()
        assert "tallinn" in " ".join(hit.locator("mark").all_inner_texts()).lower()
        hit.click()
        live.get_by_label("Details").get_by_role("heading", name="Alexander Stubb").wait_for()

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    @pytest.mark.parametrize("view", ["network", "timeline", "map", "table", "sparql", "review"])
    def test_nothing_served_keeps_people_out(
        self, browser: Browser, served: str, view: str, scheme: Literal["light", "dark"]
    ) -> None:
        assert barriers(browser, f"{served}#view={view}&selected=actor:person:kaja-kallas", scheme) == []

    def test_an_archive_without_meetings_says_what_to_do(self, browser: Browser, served: str, archive: Path) -> None:
        with Archive.create(archive) as opened:
            opened.remove(["a", "b"])
        page = browser.new_page()
        page.goto(served)
        page.get_by_role("heading", name="No meetings yet").wait_for()
        assert "kg add" in page.locator("main").inner_text()
        page.close()


class TestMerging:
    """Actors and meetings that the rules keep apart, joined by a person."""

    @pytest.fixture
    def archive(self, tmp_path: Path) -> Path:
        path = tmp_path / "news.kg"
        told = [
            article("a", "Stubb met Kallas in Tallinn on 2024-03-07"),
            article("b", "Stubb met Kallas in Riga on 2024-05-20", source="Baltic Post"),
            article("c", "Duda met Sandu on 2024-03-07"),
            article("d", "Duda met Sandu on 2024-03-05"),
            article("e", "Duda met Sandu"),
        ]
        with Archive.create(path) as made:
            add(made, told, settings=SETTINGS, extract=as_two)
        return path

    @pytest.fixture
    def review(self, browser: Browser, archive: Path) -> Iterator[Page]:
        with serving(archive) as address, opened(browser, f"{address}#view=review") as page:
            yield page

    def test_two_people_are_made_one_with_one_key_and_the_page_and_the_archive_follow(
        self, review: Page, archive: Path
    ) -> None:
        review.get_by_role("button", name="People 1").click()
        question = review.get_by_role("group", name="Doubtful people")
        assert question.get_by_role("region").evaluate_all("cards => cards.map(c => c.getAttribute('aria-label'))") == [
            "Kaja Kallas",
            "Kaja Kalas",
        ]
        reasons = question.get_by_role("listitem").all_inner_texts()
        assert "both met Alexander Stubb" in reasons and "never at one meeting" in reasons
        review.keyboard.press("y")
        review.get_by_text("1 stored").wait_for()
        with Archive.open(archive) as made:
            assert [(d.judgement, {d.one, d.other}) for d in made.decisions()] == [
                ("same", {"person:kaja-kallas", "person:kaja-kalas"})
            ]
            parties = {party.actor.label for meeting in made.findings().meetings for party in meeting.participants}
        assert parties == {"Alexander Stubb", "Kaja Kallas", "Andrzej Duda", "Maia Sandu"}
        review.get_by_role("button", name="Show the meetings as this decision makes them").click()
        review.get_by_text("0 stored").wait_for()
        review.get_by_role("button", name="Table").click()
        review.get_by_text("5 meetings of 4 actors").wait_for()
        assert "Kaja Kalas" not in review.locator("tbody").inner_text()

    def test_two_meetings_are_made_one_with_one_key_and_two_again_with_another(
        self, review: Page, archive: Path
    ) -> None:
        review.get_by_role("button", name="Meetings 2").click()
        question = review.get_by_role("group", name="Doubtful meetings")
        assert "parties: the same people (+0.50)" in question.get_by_role("listitem").all_inner_texts()
        for key, meetings in (("y", 4), ("u", 5)):
            review.keyboard.press(key)
            review.get_by_text(f"{5 - meetings} stored").wait_for()
            with Archive.open(archive) as made:
                assert made.counts()["meetings"] == meetings

    @pytest.mark.parametrize("kind", ["People", "Meetings"])
    def test_nothing_keeps_people_out_of_deciding(self, review: Page, kind: str) -> None:
        review.get_by_role("button", name=kind).click()
        review.get_by_role("group", name=f"Doubtful {kind.lower()}").wait_for()
        assert serious(review) == []
        review.get_by_role("button", name="Dark colours").click()
        assert serious(review) == []

    def test_what_was_decided_is_not_asked_again(self, review: Page) -> None:
        review.get_by_role("button", name="People 1").click()
        review.get_by_role("group", name="Doubtful people").wait_for()
        review.keyboard.press("n")
        review.get_by_text("1 stored").wait_for()
        review.reload()
        review.get_by_role("button", name="People 0").wait_for()
