"""The page in a real browser, as an analyst uses it. Skipped where there is no Chromium (apt install chromium)."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.page import payload, standing_alone
from worked_example import FINDINGS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
FLAGS = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-background-networking"]


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
    file.write_text(standing_alone(payload(FINDINGS)), encoding="utf-8")
    return file.as_uri()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.goto(address)
    page.locator(".summary").wait_for()
    yield page
    page.close()
    assert faults == []


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


def test_the_filters_narrow_every_view(page: Page) -> None:
    everything = page.locator(".summary").inner_text()
    page.goto(page.url.split("#")[0] + "#status=planned,cancelled,refused,postponed,proposed&view=table")
    page.reload()
    assert page.locator(".summary").inner_text() != everything
    standing = page.locator("tbody .pill").all_inner_texts()
    assert "held" not in standing


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


@pytest.mark.parametrize("view", ["network", "timeline", "map", "table"])
def test_nothing_keeps_people_with_a_screen_reader_out(browser: Browser, address: str, view: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = browser.new_page(viewport={"width": 1400, "height": 900})
    page.goto(f"{address}#view={view}&selected=meeting:{FINDINGS.meetings[0].id}")
    page.get_by_label("Details").wait_for()
    found = Axe().run(page).response["violations"]
    page.close()
    serious = [each for each in found if each["impact"] in {"serious", "critical"}]
    assert [(each["id"], each["nodes"][0]["html"][:120]) for each in serious] == []
