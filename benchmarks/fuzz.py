"""Made-up inputs for a given time: every reader, the cleaner, the time grammar, reports, and stories read whole.

    python benchmarks/fuzz.py --minutes 30

With atheris (``pip install atheris``; Linux) most inputs are led by the code they reach; the others are small good ones
mutated. Stories are the words of the example articles and of the sentences in ``tests/cases``, shuffled. Each target
gets an equal share. Prints inputs tried and crashes, with atheris also the branches reached by the first inputs and by
all; exit code 1 for a crash or an input that took longer than SLOW seconds of the processor. Crashes are written to the
folder ``fuzz``.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import hashlib
import importlib.util
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from kg.pipeline import Extractor

SLOW = 5.0
LED = ("readers", "cleaner", "times")
"""Targets in Python, which coverage can lead into; reports are read by compiled code, stories need whole words."""
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


@cache
def _extractor() -> Extractor:
    from kg.pipeline import Extractor, Settings

    return Extractor.load(Settings(all_scopes=True))


def read_story(data: bytes) -> None:
    """Reports whose quotations are in the text, with nobody in one twice."""
    from kg.model import Article

    title, _, text = data.decode("utf-8", "replace").partition("\n")
    told = Article(id="a", title=title or None, text=text, published=dt.date(2024, 3, 12))
    article, found = _extractor().extract(told)
    for report in found:
        assert len({p.actor.id for p in report.participants}) == len(report.participants)
        for span in report.evidence:
            assert article.field(span.field)[span.start : span.end] == span.quote


def _stories() -> tuple[bytes, ...]:
    """The example articles and the sentences of the cases, each after a title line."""
    root = Path(__file__).resolve().parent.parent
    told = [b"\n" + path.read_bytes() for path in sorted((root / "examples/articles").glob("*.txt"))]
    for path in sorted((root / "tests/cases").glob("*.yaml")):
        for case in yaml.safe_load(path.read_text("utf-8")):
            case = {"text": case} if isinstance(case, str) else case
            told.append(f"{case.get('title', '')}\n{case.get('text', '')}".encode())
    return tuple(told)


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
    "stories": (read_story, _stories()),
}


def shuffled(chance: random.Random, seeds: tuple[bytes, ...]) -> bytes:
    """A story with words cut out, brought in from others, repeated, misspelt or moved."""
    words = re.findall(r"\S+|\s+", chance.choice(seeds).decode("utf-8", "replace"))
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(words) + 1)
        match chance.randrange(6):
            case 0:
                del words[at : at + chance.randint(1, 6)]
            case 1:
                others = re.findall(r"\S+|\s+", chance.choice(seeds).decode("utf-8", "replace"))
                begin = chance.randrange(len(others))
                words[at:at] = others[begin : begin + chance.randint(1, 12)]
            case 2:
                words[at:at] = words[max(0, at - 5) : at] * chance.randint(1, 3)
            case 3:
                words[at : at + 1] = chance.choice((",", ";", ' "', " - ", "\n\n", "\n• ", "10.00 ", " and ", " the "))
            case 4:
                words[at : at + 6] = chance.sample(words[at : at + 6], len(words[at : at + 6]))
            case _:
                words[at : at + 1] = [
                    word.replace(chance.choice(word), chance.choice("abxyé\u200b\u202e0.-"), 1)
                    for word in words[at : at + 1]
                ]
    return "".join(words).encode("utf-8", "replace")


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
    change = shuffled if name == "stories" else mutated
    chance, tried, crashes, ends = random.Random(name), 0, 0, time.monotonic() + seconds
    while time.monotonic() < ends:
        data = change(chance, seeds)
        tried += 1
        started = time.process_time()
        try:
            target(data)
            wrong = "slow" if time.process_time() - started > SLOW else None
        except Exception as error:  # whatever it is, it is what is looked for
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
    reached = re.findall(r"^#\d+\s+\w+\s+cov: (\d+)", told, re.MULTILINE)
    if reached:
        print(f"{name}: branches reached: {reached[0]} by the first inputs, {reached[-1]} by all", flush=True)
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
        led = by_coverage if guided and name in LED else by_mutation
        tried, crashes = led(name, seconds, Path("fuzz"))
        failed += crashes
        print(f"{name}: {tried} inputs in {seconds / 60:.1f} min, {crashes} crashes", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
