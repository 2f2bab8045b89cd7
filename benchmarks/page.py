"""How long until the page of an archive shows its network, and how smoothly does it pan? In an installed Chromium.

    python benchmarks/page.py 10000 /tmp/ten-thousand.kg

The archive is generated when the file is not there (see benchmarks/archive.py). The server is a process of its own; the
first visit makes it read the archive, the second is what everybody after that has. Chromium runs as it is installed:
without a graphics card it draws by the processor. Processor time is that of all processes of the browser.
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
    if (now - times[0] < 6000) requestAnimationFrame(tick);
    else done(times);
  };
  requestAnimationFrame(tick);
})"""


class Visit:
    """A browser of its own that goes to the page; times it by the clock and by the processor's time."""

    def __init__(self, playwright: Playwright, address: str) -> None:
        chromium = shutil.which("chromium") or shutil.which("google-chrome")
        self.browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        self.page = self.browser.new_page(viewport={"width": 1360, "height": 800})
        self._session = self.browser.new_browser_cdp_session()
        before = self.spent()
        self.page.goto(address, wait_until="commit")
        self.page.locator("canvas").first.wait_for(timeout=120_000)
        self.seconds = self.page.evaluate("performance.now()") / 1000
        self.processor = self.spent() - before

    def spent(self) -> float:
        """Seconds the processor has worked for the browser so far."""
        running = self._session.send("SystemInfo.getProcessInfo")["processInfo"]
        return sum(float(each["cpuTime"]) for each in running)

    def settle(self) -> str:
        """Wait until the nodes have found their places."""
        self.page.locator("canvas[data-settled=true]").wait_for(timeout=400_000)
        seconds = self.page.evaluate("performance.now()") / 1000
        return f"after {seconds:.1f} s, {self.spent():.1f} s of the processor"

    def pan(self) -> str:
        """Six seconds of dragging the network about, farther than what is painted beside the screen."""
        box = self.page.locator("canvas").bounding_box()
        assert box is not None
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.evaluate(f"void (window.frames_ = ({FRAMES})())")
        before, until, step = self.spent(), time.monotonic() + 6.2, 0
        while time.monotonic() < until:
            step += 1
            self.page.mouse.move(x + 480 * (abs(step % 80 / 20 - 2) - 1), y + 250 * (abs(step % 60 / 15 - 2) - 1))
        times = self.page.evaluate("window.frames_")
        each = (self.spent() - before) / len(times)
        gaps = sorted(after - before for before, after in pairwise(times))
        rate = 1000 * len(gaps) / sum(gaps)
        slow = f"one in twenty took {gaps[len(gaps) * 19 // 20]:.0f} ms or more, the longest {gaps[-1]:.0f} ms"
        return f"{rate:.0f} frames a second, {slow}; {1000 * each:.1f} ms of the processor a frame"


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
                told = f"first view after {there.seconds:.2f} s, {there.processor:.2f} s of the processor"
                print(f"{which} visit: {told}", flush=True)
                if which == "first":
                    there.browser.close()
            print(f"settled {there.settle()}")
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
