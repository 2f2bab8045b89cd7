"""What tests in a real browser share: the browser, pages with nothing to complain of, an archive that is served."""

from __future__ import annotations

import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-background-networking"]


@contextmanager
def launched() -> Iterator[Browser]:
    """The Chromium that is installed."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


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
