"""Made-up inputs for a given time: the cleaner, the time grammar, every reader, the reader of reports.

    python benchmarks/fuzz.py --minutes 30

With atheris (``pip install atheris``; Linux) inputs are led by the code they reach; without it they are made by
mutation of small good ones. Each target gets an equal share. Prints inputs tried and crashes; exit code 1 for a crash
or an input that took longer than SLOW seconds of the processor. Crashes are written to the folder ``fuzz``.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import importlib.util
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

SLOW = 5.0
STORY = "VIENNA, March 12, 2024 (Agency) — The minister met his counterpart on Monday, a week after talks in Paris.\n\n"


def read_bytes(data: bytes) -> None:
    """Whatever bytes, under every kind of name."""
    from kg.sources import SOURCES, read

    ending = sorted(SOURCES)[data[0] % len(SOURCES)] if data else ".txt"
    body = gzip.compress(data[1:]) if data[:1] > b"\xc0" else data[1:]
    path = Path(tempfile.gettempdir()) / f"kg-fuzz{ending}"
    path.write_bytes(body)
    for found in read([path]):
        str(found).encode("utf-8")


def clean_text(data: bytes) -> None:
    """Passages are runs of the text."""
    from kg.cleaning import clean
    from kg.model import Article

    text = data.decode("utf-8", "replace")
    cleaned = clean(Article(id="a", text=text, title=text[:50] or None, url=text[:80] or None))
    for passage in cleaned.passages:
        assert cleaned.article.field(passage.field)[passage.start : passage.end] == passage.text


def read_times(data: bytes) -> None:
    """Times are found in order, and resolve to an interval or to nothing."""
    import datetime as dt

    from kg.resolution.times import find_times, resolve_relative, resolve_time

    text = data.decode("utf-8", "replace")
    for start, end in [*find_times(text), (0, len(text))]:
        when = resolve_time(text[start:end], published=dt.date(2024, 3, 12))
        resolve_relative(text[start:end], anchor=when)


def read_report(data: bytes) -> None:
    """A report or a ValueError."""
    from kg.records import report_from_json

    with suppress(ValueError):
        report_from_json(data)


TARGETS: dict[str, tuple[Callable[[bytes], None], tuple[bytes, ...]]] = {
    "readers": (
        read_bytes,
        (
            b"\x05<html><head><title>T</title></head><body><p>" + STORY.encode() + b"</p></body></html>",
            b'\x07{"text": "' + STORY[:60].encode() + b'", "published": "2024-03-12", "id": 1}\n',
            b'\x02text,published\n"A met B",2024-03-12\n',
            b"\x0e<rss><channel><item><title>x</title><description>A met B</description></item></channel></rss>",
        ),
    ),
    "cleaner": (clean_text, (STORY.encode() * 2, b'Home | News\nBy A B\n[caption a="b"]Also read | X\n(ANI)\n')),
    "times": (read_times, (b"from 12 to 14 March 2024", b"two weeks before last Thursday at 10 a.m. local time")),
    "reports": (
        read_report,
        (
            b'{"document":"a","status":"held","kind":"call","medium":"phone","participants":[{"name":"A","kind":"person"}]}',
        ),
    ),
}


def mutated(chance: random.Random, seeds: tuple[bytes, ...]) -> bytes:
    """A seed with some bytes changed, cut out, repeated or spliced."""
    data = bytearray(chance.choice(seeds))
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(data) + 1)
        match chance.randrange(5):
            case 0:
                data[at:at] = chance.randbytes(chance.randint(1, 6))
            case 1:
                del data[at : at + chance.randint(1, 12)]
            case 2:
                data[at:at] = bytes(data[at : at + chance.randint(1, 20)]) * chance.choice((1, 2, 50))
            case 3:
                other = chance.choice(seeds)
                data[at:] = other[chance.randrange(len(other)) :]
            case _:
                data[at : at + 1] = chance.choice(
                    (b"\0", b"\xff", b"\xed\xa0\x80", b"\xe2\x80\xae", b"9999", b"<", b'"')
                )
    return bytes(data)


def by_mutation(name: str, seconds: float, folder: Path) -> tuple[int, int]:
    """Inputs tried and crashes."""
    target, seeds = TARGETS[name]
    chance, tried, crashes, ends = random.Random(name), 0, 0, time.monotonic() + seconds
    while time.monotonic() < ends:
        data = mutated(chance, seeds)
        tried += 1
        started = time.process_time()
        try:
            target(data)
            wrong = "slow" if time.process_time() - started > SLOW else None
        except Exception as error:
            wrong = repr(error)
        if wrong:
            crashes += 1
            folder.mkdir(exist_ok=True)
            (folder / f"{name}-{hashlib.sha256(data).hexdigest()[:12]}").write_bytes(data)
            print(f"{name}: {wrong}: {data[:60]!r}", flush=True)
    return tried, crashes


ATHERIS = """
import atheris, sys
with atheris.instrument_imports(include=["kg"]):
    import kg.cleaning, kg.records, kg.resolution.times, kg.sources
sys.path.insert(0, {here!r})
import fuzz
atheris.Setup(["fuzz", "-max_total_time={seconds}", "-timeout=20", "-artifact_prefix={folder}/", {corpus!r}],
              fuzz.TARGETS[{name!r}][0])
atheris.Fuzz()
"""


def by_coverage(name: str, seconds: float, folder: Path) -> tuple[int, int]:
    """The same led by atheris, in a process of its own."""
    with tempfile.TemporaryDirectory() as corpus:
        for number, seed in enumerate(TARGETS[name][1]):
            (Path(corpus) / str(number)).write_bytes(seed)
        folder.mkdir(exist_ok=True)
        program = ATHERIS.format(
            here=str(Path(__file__).parent), seconds=int(seconds), folder=folder.absolute(), corpus=corpus, name=name
        )
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    told = done.stderr.decode("utf-8", "replace")
    tried = max(
        (int(line.split()[0][1:]) for line in told.splitlines() if line[:1] == "#" and line[1:2].isdigit()), default=0
    )
    if done.returncode:
        print(told[-3000:])
    return tried, int(done.returncode != 0)


def main() -> int:
    """Fuzz every target for its share of the time."""
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--minutes", type=float, default=30)
    asked = options.parse_args()
    guided = importlib.util.find_spec("atheris") is not None
    seconds = asked.minutes * 60 / len(TARGETS)
    failed = 0
    for name in TARGETS:
        tried, crashes = (by_coverage if guided else by_mutation)(name, seconds, Path("fuzz"))
        failed += crashes
        print(f"{name}: {tried} inputs in {seconds / 60:.1f} min, {crashes} crashes", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
