"""Takes the pictures of the page that the README shows: the example graph in an installed Chromium.

python tools/pictures.py CHROMIUM REPORT.html FOLDER
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

VIEWS = {
    "network": "selected=actor:person:steve-witkoff",
    "timeline": "view=timeline&from=2022-01-01&to=2023-12-31",
}
FLAGS = ["--no-sandbox", "--disable-background-networking"]


def main(chromium: str, report: str, folder: str) -> None:
    """One picture a view."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        page = browser.new_page(viewport={"width": 1360, "height": 800}, color_scheme="light")
        for name, address in VIEWS.items():
            page.goto("about:blank")
            page.goto(f"{Path(report).resolve().as_uri()}#{address}")
            page.wait_for_timeout(1500)  # until all is drawn
            page.screenshot(path=str(Path(folder) / f"{name}.png"))
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
