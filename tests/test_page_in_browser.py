"""The page in a real browser, as an analyst uses it. Skipped where there is no Chromium (apt install chromium)."""

from __future__ import annotations

import json
import shutil
import socket
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import networkx as nx
import pytest

from kg.archive import Archive, add
from kg.exporters import export, here
from kg.graph.findings import Findings
from kg.model import Actor, Article, Match, Meeting, Participation, Problem, Report
from kg.page import standing_alone
from kg.pipeline import Extraction, Settings
from small_news import SETTINGS, article, extract
from worked_example import FINDINGS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
FLAGS = ["--no-sandbox", "--disable-background-networking"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def address(tmp_path: Path) -> str:
    file = tmp_path / "report.html"
    file.write_text("".join(standing_alone(FINDINGS)), encoding="utf-8")
    return file.as_uri()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    with opened(browser, address) as page:
        yield page


def test_a_person_is_found_by_a_misspelling_and_the_quotation_is_marked(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("vicchof")
    option = page.get_by_role("option").first
    assert "Steve Witkoff" in option.inner_text()
    page.keyboard.press("Enter")
    details = page.get_by_label("Details")
    assert details.get_by_role("heading", name="Steve Witkoff").is_visible()
    details.get_by_role("button", name="Emmanuel Macron, Steve Witkoff").first.click()
    marked = details.locator("mark").all_inner_texts()
    assert any("met with President Emmanuel Macron" in quote for quote in marked)


def test_a_view_can_be_sent_by_its_address(page: Page, browser: Browser) -> None:
    page.get_by_role("button", name="Table").click()
    page.get_by_label("held").check()
    page.get_by_label("from").fill("2025-04-01")
    page.get_by_label("to").fill("2025-04-30")
    rows = page.locator("tbody tr").all_inner_texts()
    assert rows
    other = browser.new_page()
    other.goto(page.url)
    other.locator("tbody tr").first.wait_for()
    assert other.locator("tbody tr").all_inner_texts() == rows
    assert other.get_by_label("held").is_checked()
    other.close()


def test_a_stretch_of_the_time_strip_is_brushed_and_the_address_of_it_copied(page: Page, browser: Browser) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Table").click()
    everything = page.locator("tbody tr").count()
    strip = page.get_by_role("img", name="Meetings over time").bounding_box()
    assert strip is not None
    page.mouse.move(strip["x"] + 0.55 * strip["width"], strip["y"] + 20)
    page.mouse.down()
    page.mouse.move(strip["x"] + 0.95 * strip["width"], strip["y"] + 20, steps=8)
    page.mouse.up()
    first, last = page.get_by_label("from").input_value(), page.get_by_label("to").input_value()
    assert first and last and first < last
    days = {str(meeting.when.first) for meeting in FINDINGS.meetings if meeting.when.first}
    assert any(first <= day <= last for day in days) and any(not first <= day <= last for day in days)
    assert 0 < page.locator("tbody tr").count() < everything
    page.get_by_text("Download").click()
    page.get_by_role("button", name="Copy the address of this view").click()
    page.get_by_text("Address copied").wait_for()
    with opened(browser, page.evaluate("navigator.clipboard.readText()")) as other:
        assert other.locator("tbody tr").all_inner_texts() == page.locator("tbody tr").all_inner_texts()
        assert other.get_by_label("from").input_value() == first


def test_time_runs_through_the_network(page: Page) -> None:
    page.get_by_role("button", name="Let the time run").click()
    seen = set()
    for _ in range(40):
        seen.add(page.get_by_label("from").input_value())
        page.wait_for_timeout(100)
    assert len(seen - {""}) >= 3
    page.get_by_role("button", name="Stop").click()


def test_a_meeting_says_who_disagrees_and_why_its_reports_are_one(page: Page) -> None:
    meeting = next(each for each in FINDINGS.meetings if each.links)
    page.goto(page.url.split("#")[0] + f"#selected=meeting:{meeting.id}")
    details = page.get_by_label("Details")
    details.get_by_text("Why these are taken for one meeting").click()
    assert details.get_by_text(meeting.links[0].reasons[0]).is_visible()
    disagreeing = [source for each in meeting.accounts if each.fact == "time" for source in each.sources]
    told = " ".join(details.locator(".differs").all_inner_texts())
    assert any(source in told for source in disagreeing)


def test_a_meeting_as_a_page_shows_its_turns_and_its_sources_side_by_side(page: Page, browser: Browser) -> None:
    meeting = next(each for each in FINDINGS.meetings if len({claim.status for claim in each.history}) > 1)
    page.goto(page.url.split("#")[0] + f"#selected=meeting:{meeting.id}")
    details = page.get_by_label("Details")
    assert details.locator(".history .pill").all_inner_texts() == ["planned", "held"]

    def rows() -> set[float]:
        return set(details.locator(".source").evaluate_all("all => all.map(each => each.getBoundingClientRect().y)"))

    assert len(rows()) > 1
    details.get_by_role("button", name="As a page").click()
    assert len(rows()) == 1
    assert serious(page) == []
    with opened(browser, page.url) as other:
        assert other.get_by_role("button", name="As a page").get_attribute("aria-pressed") == "true"


def test_colours_tell_kinds_of_actors_where_that_is_wanted(page: Page) -> None:
    legend = page.get_by_label("Colours and shapes")
    page.locator("canvas[data-settled=true]").wait_for()
    before = page.locator("canvas").screenshot()
    page.get_by_role("combobox", name="Colour").select_option("kind")
    assert legend.inner_text().split() == ["person", "state", "organization", "group"]
    page.wait_for_timeout(300)
    assert page.locator("canvas").screenshot() != before
    assert "colour=kind" in page.url


def test_going_back_leads_to_what_was_looked_at_before(page: Page) -> None:
    page.get_by_role("button", name="Table").click()
    page.locator("tbody tr").first.click()
    details = page.get_by_label("Details")
    meeting = details.get_by_role("heading").first.inner_text()
    details.get_by_role("button", name="Steve Witkoff").first.click()
    details.get_by_role("heading", name="Steve Witkoff", exact=True).wait_for()
    page.go_back()
    details.get_by_role("heading", name=meeting).wait_for()
    page.evaluate("history.back(); history.back()")
    page.locator("canvas").wait_for()
    assert page.get_by_role("button", name="Network").get_attribute("aria-pressed") == "true"


def test_the_filters_narrow_every_view(page: Page) -> None:
    everything = page.locator(".summary").inner_text()
    page.goto(page.url.split("#")[0] + "#status=planned,cancelled,refused,postponed,proposed&view=table")
    page.reload()
    assert page.locator(".summary").inner_text() != everything
    standing = page.locator("tbody .pill").all_inner_texts()
    assert "held" not in standing


def test_two_countries_ticked_lead_to_their_contacts(page: Page) -> None:
    for country in ("France", "Ukraine"):
        page.get_by_role("checkbox", name=country).check()
    page.get_by_role("button", name="All contacts of France and Ukraine").click()
    details = page.get_by_label("Details")
    assert details.get_by_role("heading", name="France and Ukraine").is_visible()
    assert "selected=pair%3AFR%7EUA" in page.url


@pytest.mark.parametrize("view", ["Network", "Timeline", "Map", "Table"])
def test_every_view_opens_in_both_colour_schemes(page: Page, view: str) -> None:
    page.get_by_role("button", name=view, exact=True).click()
    assert page.get_by_role("button", name=view, exact=True).get_attribute("aria-pressed") == "true"
    page.get_by_role("button", name="Dark colours").click()
    page.locator("html[data-theme=dark]").wait_for(state="attached")


def test_what_is_shown_can_be_downloaded(page: Page, tmp_path: Path) -> None:
    page.get_by_text("Download").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="JSON Lines").click()
    file = tmp_path / "meetings.jsonl"
    waiting.value.save_as(file)
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert {line["id"] for line in lines} == {meeting.id for meeting in FINDINGS.meetings}


def test_the_page_fits_a_phone(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(address + "#view=table")
    page.locator("tbody tr").first.click()
    assert page.get_by_label("Details").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.close()


@pytest.mark.parametrize("name", ["network.svg", "timeline.svg"])
def test_a_static_picture_is_shown_with_every_name_inside_of_it(browser: Browser, name: str, tmp_path: Path) -> None:
    export(FINDINGS, tmp_path, ["svg"])
    page = browser.new_page(viewport={"width": 1400, "height": 1000})
    page.goto((tmp_path / name).as_uri())
    boxes = page.evaluate(
        "[...document.querySelectorAll('text')].map(t => [t.textContent, t.getBoundingClientRect()])"
        ".map(([text, box]) => [text, box.x, box.y, box.right, box.bottom])"
    )
    whole = page.evaluate("['width', 'height'].map(side => document.documentElement[side].baseVal.value)")
    page.close()
    assert {"Steve Witkoff", "Emmanuel Macron", "Vladimir Putin"} < {text for text, *_ in boxes}
    for text, left, top, right, bottom in boxes:
        assert left >= 0 and top >= 0 and right <= whole[0] and bottom <= whole[1], text


def barriers(browser: Browser, address: str, scheme: Literal["light", "dark"]) -> list[tuple[str, str]]:
    """What keeps people out of the page at an address, in light or dark."""
    page = browser.new_page(viewport={"width": 1400, "height": 900}, color_scheme=scheme)
    page.goto(address)
    page.get_by_label("Details").locator("h3").first.wait_for()
    assert page.locator("html").get_attribute("data-theme") == scheme
    found = serious(page)
    page.close()
    return found


def serious(page: Page) -> list[tuple[str, str]]:
    """What keeps people with a screen reader, a keyboard or weak eyes from using the page as it is, as axe finds it."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    grave = [each for each in found if each["impact"] in {"serious", "critical"}]
    return [(each["id"], each["nodes"][0]["html"][:120]) for each in grave]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", ["network", "timeline", "map", "table"])
def test_nothing_keeps_people_out(browser: Browser, address: str, view: str, scheme: Literal["light", "dark"]) -> None:
    for selected in (f"meeting:{FINDINGS.meetings[0].id}", "actor:person:steve-witkoff", "pair:FR~US"):
        assert barriers(browser, f"{address}#view={view}&selected={selected}", scheme) == []


def test_the_network_is_used_with_the_keyboard_alone(page: Page) -> None:
    page.locator("canvas[data-settled=true]").focus()
    before = page.locator("canvas").screenshot()
    for key in ("+", "+", "ArrowLeft"):
        page.keyboard.press(key)
    page.wait_for_timeout(600)
    assert page.locator("canvas").screenshot() != before
    page.keyboard.press("0")
    page.wait_for_timeout(600)
    assert page.locator("canvas").screenshot() == before


def test_a_meeting_of_the_timeline_and_a_place_of_the_map_are_opened_with_the_keyboard(page: Page) -> None:
    for view, marks in (("Timeline", ".event"), ("Timeline", ".lane text"), ("Map", ".spot")):
        page.get_by_role("button", name=view, exact=True).click()
        page.locator(marks).first.focus()
        page.keyboard.press("Enter")
        page.get_by_label("Details").get_by_role("heading").first.wait_for()
        page.keyboard.press("Escape")
        page.get_by_label("Details").wait_for(state="detached")


def test_a_large_network_is_laid_out_aside_and_a_node_of_it_is_opened(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "many.html"
    file.write_text("".join(standing_alone(many(400))), encoding="utf-8")
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    workers: list[str] = []
    page.on("worker", lambda worker: workers.append(worker.url))
    page.goto(file.as_uri())
    page.locator("canvas[data-settled=true]").wait_for(timeout=60_000)
    assert len(workers) == 1 and workers[0].startswith("blob:")
    page.mouse.click(*somewhere_with_a_node(page))
    assert "Person" in page.get_by_label("Details").get_by_role("heading").first.inner_text()
    page.close()


def met(*pairs: tuple[str, str]) -> Findings:
    """A held meeting a pair."""
    people = {name: Actor(id=f"person:{name.lower()}", label=name, kind="person") for name in sorted(sum(pairs, ()))}
    return Findings(
        meetings=tuple(
            Meeting(
                id=f"m{n}", kind="meeting", medium="unknown", status="held",
                participants=tuple(Participation(actor=people[name]) for name in pair),
            )
            for n, pair in enumerate(pairs)
        )
    )  # fmt: skip


BRIDGED = (
    *combinations(("Ada", "Ben", "Cleo", "Dov", "Eve", "Fay"), 2),
    ("Fay", "Xenia"), ("Xenia", "Yuri"), ("Yuri", "Gus"),
    *combinations(("Gus", "Hal", "Ina", "Jo", "Kim"), 2),
    *[("Jo", "Kim")] * 9,
)  # fmt: skip
"""Two circles joined by two people, one of whom is a little nearer to the larger; two of the smaller met often."""


class TestLookingCloser:
    """What is large in the network, and what is around somebody."""

    @pytest.fixture
    def bridged(self, browser: Browser, tmp_path: Path) -> Iterator[Page]:
        file = tmp_path / "bridged.html"
        file.write_text("".join(standing_alone(met(*BRIDGED))), encoding="utf-8")
        with opened(browser, file.as_uri()) as page:
            yield page

    @pytest.mark.parametrize(
        ("size", "largest"), [("meetings", "Jo, Kim"), ("others met", "Fay"), ("standing between others", "Xenia")]
    )
    def test_nodes_are_as_large_as_the_chosen_measure_says(self, bridged: Page, size: str, largest: str) -> None:
        bridged.get_by_label("Size").select_option(size)
        bridged.get_by_role("img", name=f"Network of 13 nodes, the largest {largest}").wait_for()

    def test_the_network_is_expanded_around_one_after_the_other_and_sent_by_its_address(
        self, bridged: Page, browser: Browser
    ) -> None:
        bridged.get_by_label("Search people").fill("Xenia")
        bridged.keyboard.press("Enter")
        bridged.get_by_role("button", name="Around this actor").click()
        bridged.get_by_role("img", name="Network of 3 nodes").wait_for()
        bridged.get_by_label("Details").get_by_role("button", name="Yuri").first.click()
        bridged.get_by_role("button", name="Expand around this actor too").click()
        bridged.get_by_role("img", name="Network of 4 nodes").wait_for()
        with opened(browser, bridged.url) as other:
            other.get_by_role("img", name="Network of 4 nodes").wait_for()
        bridged.get_by_role("button", name="show all meetings").click()
        bridged.get_by_role("img", name="Network of 13 nodes").wait_for()

    def test_a_double_click_and_a_key_expand_around_a_node(self, bridged: Page) -> None:
        x, y = somewhere_with_a_node(bridged)
        bridged.mouse.dblclick(x, y)
        named = bridged.get_by_label("Details").get_by_role("heading").first.inner_text()
        around = len({other for pair in BRIDGED if named in pair for other in pair})
        bridged.get_by_role("img", name=f"Network of {around} nodes").wait_for()
        bridged.locator("canvas").press("e")
        bridged.get_by_role("img", name="Network of 13 nodes").wait_for()


def somewhere_with_a_node(page: Page) -> tuple[float, float]:
    """A place of the screen where there is a node; the mouse is there."""
    box = page.locator("canvas[data-settled=true]").bounding_box()
    assert box is not None
    for step in range(2400):
        x, y = box["x"] + 90 + 15 * (step % 60), box["y"] + 60 + 15 * (step // 60)
        page.mouse.move(x, y)
        if page.locator("canvas").evaluate("canvas => canvas.style.cursor") == "pointer":
            return x, y
    raise AssertionError("there is no node")


NO_THREADS = {
    "at once": "window.Worker = class { constructor() { throw new Error('refused') } }",
    "late": "window.Worker = class { constructor() { setTimeout(() => this.onerror(), 30) } "
    "postMessage() {} terminate() {} }",
}


@pytest.mark.parametrize("refused", NO_THREADS)
def test_a_network_is_laid_out_where_the_browser_allows_no_threads(
    browser: Browser, tmp_path: Path, refused: str
) -> None:
    file = tmp_path / "many.html"
    file.write_text("".join(standing_alone(many(320))), encoding="utf-8")
    page = browser.new_page()
    page.add_init_script(NO_THREADS[refused])
    page.goto(file.as_uri())
    page.locator("canvas[data-settled=true]").wait_for(timeout=90_000)
    page.close()


def many(count: int) -> Findings:
    """Meetings of a person with the next and with the first."""
    people = [Actor(id=f"person:{n}", label=f"Person {n}", kind="person", country="FR") for n in range(count)]
    return Findings(
        meetings=tuple(
            Meeting(
                id=f"m{n}", kind="meeting", medium="unknown", status="held",
                participants=tuple(Participation(actor=each) for each in {people[n], people[n + 1], people[0]}),
            )
            for n in range(1, count - 1)
        )
    )  # fmt: skip


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


@contextmanager
def serving(archive: Path) -> Iterator[str]:
    """The address at which the archive is served, for reviewing too."""
    import uvicorn

    from kg.explorer import application

    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(application(archive, reviewing=True), log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
    finally:
        server.should_exit = True
        thread.join()


@contextmanager
def opened(browser: Browser, address: str) -> Iterator[Page]:
    """A page that must have nothing to complain of."""
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.goto(address)
    page.locator(".summary, .review").first.wait_for()
    yield page
    page.close()
    assert faults == []


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
