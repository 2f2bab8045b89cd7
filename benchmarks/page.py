"""How long until the page of an archive shows its network, and how smoothly does it pan? In an installed Chromium.

    python benchmarks/page.py 10000 /tmp/ten-thousand.kg

The archive is generated when the file is not there (see benchmarks/archive.py). The server is a process of its own; the
first visit makes it read the archive, the second one is what everybody after that has. Without a graphics card Chromium
draws by the processor.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import archive
from playwright.sync_api import Playwright, sync_playwright

from kg.archive import Archive

PEOPLE = 5_000
"""Nodes of the network, nearly all of them."""
FLAGS = ["--no-sandbox", "--disable-background-networking"]
FRAMES = """() => new Promise((done) => {
  const times = [];
  const tick = (now) => {
    times.push(now);
    if (now - times[0] < 3000) requestAnimationFrame(tick);
    else done(times);
  };
  requestAnimationFrame(tick);
})"""


class Visit:
    """A browser of its own that goes to the page; times it by the clock and by the processor's time of the page."""

    def __init__(self, playwright: Playwright, address: str) -> None:
        chromium = shutil.which("chromium") or shutil.which("google-chrome")
        self.browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        self.page = self.browser.new_page(viewport={"width": 1360, "height": 800})
        self._session = self.page.context.new_cdp_session(self.page)
        self._session.send("Performance.enable", {"timeDomain": "threadTicks"})
        self.page.goto(address, wait_until="commit")
        self.page.locator(".canvas canvas").first.wait_for(timeout=120_000)
        self.seconds = self.page.evaluate("performance.now()") / 1000
        self.processor = self.spent()

    def spent(self) -> float:
        """Seconds the processor has worked on the page so far."""
        metrics = self._session.send("Performance.getMetrics")["metrics"]
        return float(next(each["value"] for each in metrics if each["name"] == "ProcessTime"))

    def pan(self) -> str:
        """Three seconds of dragging the network about."""
        box = self.page.locator(".canvas .fill").bounding_box()
        assert box is not None
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.evaluate(f"void (window.frames_ = ({FRAMES})())")
        before, until, step = self.spent(), time.monotonic() + 3.2, 0
        while time.monotonic() < until:
            step += 1
            self.page.mouse.move(x + 150 * ((step % 40) / 20 - 1), y + 100 * ((step % 60) / 30 - 1))
        times = self.page.evaluate("window.frames_")
        each = (self.spent() - before) / len(times)
        gaps = [after - before for before, after in pairwise(times)]
        rate = 1000 * len(gaps) / sum(gaps)
        work = f"the page works {1000 * each:.0f} ms a frame"
        return f"{rate:.0f} frames a second, the longest took {max(gaps):.0f} ms; {work}"


def main(count: int, path: Path) -> None:
    """Fill, serve, visit twice, pan."""
    if not path.exists():
        archive.PEOPLE = PEOPLE
        archive.fill(path, count)
    with Archive.open(path) as opened:
        print(opened.counts())
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "kg", "explore", "--archive", str(path), "--port", str(port), "--no-browser"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        _await(port)
        with sync_playwright() as playwright:
            print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
            for which in ("first", "second"):
                there = Visit(playwright, f"http://127.0.0.1:{port}/")
                told = f"first view after {there.seconds:.2f} s, of which the page worked {there.processor:.2f} s"
                print(f"{which} visit: {told}", flush=True)
                if which == "first":
                    there.browser.close()
            there.page.locator(".canvas [data-settled=true]").wait_for(timeout=400_000)
            print(there.page.locator(".summary").inner_text().splitlines()[0])
            print(f"panning: {there.pan()}")
            there.browser.close()
    finally:
        server.terminate()
        server.wait()


def _await(port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server does not answer")


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
