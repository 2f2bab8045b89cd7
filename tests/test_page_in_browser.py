"""The page in a real browser, as an analyst uses it. Skipped where there is no Chromium (apt install chromium)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from browsing import CHROMIUM, barriers, opened, serious
from kg.exporters import export
from worked_example import FINDINGS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")


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


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", ["network", "timeline", "map", "table"])
def test_nothing_keeps_people_out(browser: Browser, address: str, view: str, scheme: Literal["light", "dark"]) -> None:
    for selected in (f"meeting:{FINDINGS.meetings[0].id}", "actor:person:steve-witkoff", "pair:FR~US"):
        assert barriers(browser, f"{address}#view={view}&selected={selected}", scheme) == []


def test_a_meeting_of_the_timeline_and_a_place_of_the_map_are_opened_with_the_keyboard(page: Page) -> None:
    for view, marks in (("Timeline", ".event"), ("Timeline", ".lane text"), ("Map", ".spot")):
        page.get_by_role("button", name=view, exact=True).click()
        page.locator(marks).first.focus()
        page.keyboard.press("Enter")
        page.get_by_label("Details").get_by_role("heading").first.wait_for()
        page.keyboard.press("Escape")
        page.get_by_label("Details").wait_for(state="detached")
