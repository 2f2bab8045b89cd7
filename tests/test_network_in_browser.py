"""The page's network in a real browser. Skipped where there is no Chromium (apt install chromium)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from browsing import CHROMIUM, opened, somewhere_with_a_node
from kg.graph.findings import Findings
from kg.model import Actor, Meeting, Participation
from kg.page import standing_alone

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")


def test_colours_tell_kinds_of_actors_where_that_is_wanted(page: Page) -> None:
    legend = page.get_by_label("Colours and shapes")
    page.locator("canvas[data-settled=true]").wait_for()
    before = page.locator("canvas").screenshot()
    page.get_by_role("combobox", name="Colour").select_option("kind")
    assert legend.inner_text().split() == ["person", "state", "organization", "group"]
    page.wait_for_timeout(300)
    assert page.locator("canvas").screenshot() != before
    assert "colour=kind" in page.url


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
