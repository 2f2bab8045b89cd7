"""Adds and removes at full load for a given time; looks at memory and file size, and at integrity at the end.

    python benchmarks/soak.py --minutes 120

Each round reads made-up articles with the whole pipeline (new ones, new versions, some that are there, some hostile),
takes some back, asks questions and writes exports. At the end the archive must be whole and tell exactly what one does
that only ever got the articles that are left. Prints a line a minute, and a summary as JSON; exit code 1 for growth
of memory by more than a twentieth between the second and the
last quarter of the rounds after the archive has filled, or for any difference.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from statistics import median

from kg.archive import Archive, add
from kg.exporters import export
from kg.knowledge import shipped
from kg.model import Article, Problem
from kg.pipeline import Extraction, Extractor, Settings, extraction
from kg.query import Wanted, meetings

SETTINGS = Settings()
KEPT = 400
"""Articles the archive holds, about."""
A_ROUND = 24
GROWTH = 1.05
SOURCES = tuple(f"Publisher {n}" for n in range(12))
TELLING = (
    "{one} met {other} in {city} on {day}.",
    "{one} held talks with {other}, {made} and {made}, officials in {city} said on {weekday}.",
    "{one} will visit {city} next week, where he is to meet {other}.",
    "The talks between {one} and {other} in {city} were called off, a spokesman said.",
    "{one} spoke by phone with {other} on {weekday} about {made}.",
    "Prices rose by {number} per cent, {made} said.",
)
HOSTILE = ("\u202e<script>alert(1)</script>", "=cmd|' /C calc'!A0", '" } ; DROP', "\x1b[31m", "[[" * 50, "(" * 200)
LETTERS = ("bdfgklmnprstvz", "aeiou")


@dataclass(slots=True)
class News:
    """Endless articles; the same seed gives the same ones."""

    chance: random.Random
    number: int = 0
    people: tuple[str, ...] = field(default_factory=lambda: tuple(a.label for a in shipped().people.values()))

    def article(self, id_: str | None = None) -> Article:
        """A new article, or a new version of the one with that id."""
        self.number += 1
        chance = self.chance
        text = "\n\n".join(" ".join(self._sentence() for _ in range(chance.randint(1, 4))) for _ in range(4))
        if chance.random() < 0.05:
            text += " " + chance.choice(HOSTILE)
        return Article(
            id=id_ or f"n{self.number}",
            title=self._sentence()[:-1] if chance.random() < 0.7 else None,
            text=text,
            source=chance.choice(SOURCES),
            url=f"https://news.example/{self.number}",
        )

    def _sentence(self) -> str:
        chance = self.chance
        return chance.choice(TELLING).format(
            one=chance.choice(self.people),
            other=chance.choice(self.people),
            made=self._name(),
            city=chance.choice(("Paris", "Vienna", "Doha", "New Delhi", "Astana", self._name())),
            day=f"{chance.randint(1, 28)} May {chance.randint(1990, 2026)}",
            weekday=chance.choice(("Monday", "Friday")),
            number=chance.randint(1, 99),
        )

    def _name(self) -> str:
        return "".join(self.chance.choice(part) for _ in range(3) for part in LETTERS).title()


@dataclass(slots=True)
class Soak:
    """An archive under load."""

    archive: Archive
    news: News
    extractor: Extractor
    folder: Path
    there: dict[str, Article] = field(default_factory=dict)
    added: int = 0
    removed: int = 0

    def extract(self, inputs: Iterable[Article | Problem], *, settings: Settings) -> Iterator[Extraction]:
        """As the pipeline does, with a model that is loaded once."""
        for item in inputs:
            yield Extraction(problem=item) if isinstance(item, Problem) else extraction(self.extractor, item)

    def round(self) -> None:
        """Add, remove, ask, export."""
        chance, known = self.news.chance, list(self.there)
        given = [self.news.article() for _ in range(A_ROUND)]
        given += [self.news.article(id_) for id_ in chance.sample(known, min(4, len(known)))]
        given += [
            self.there[id_] for id_ in chance.sample(known, min(8, len(known))) if id_ not in {g.id for g in given}
        ]
        told = add(self.archive, given, settings=SETTINGS, extract=self.extract)
        assert not told.problems, told.problems
        self.there |= {article.id: article for article in given}
        self.added += told.new + told.replaced
        if len(self.there) > KEPT:
            gone = [*chance.sample(list(self.there), A_ROUND)]
            self.removed += self.archive.remove(gone)
            if chance.random() < 0.1:
                source = chance.choice(SOURCES)
                gone += [id_ for id_, article in self.there.items() if article.source == source and id_ not in gone]
                self.removed += self.archive.remove_source(source)
            for id_ in gone:
                del self.there[id_]
        with Archive.open(self.archive.path) as reader:
            meetings(reader, Wanted(statuses=(chance.choice(("held", "planned")),)))
            reader.search("talks")
        if chance.random() < 0.1:
            export(self.archive.findings(), self.folder / "graph")

    def differences(self) -> list[str]:
        """What is wrong at the end."""
        wrong = list(self.archive.check())
        with Archive.create(self.folder / "fresh.kg") as fresh:
            add(fresh, self.there.values(), settings=SETTINGS, extract=self.extract)
            names = ("nquads", "meetings", "reports")
            one = [p.read_bytes() for p in export(self.archive.findings(), self.folder / "one", names)]
            other = [p.read_bytes() for p in export(fresh.findings(), self.folder / "other", names)]
        return wrong + [f"{name} differ" for name, a, b in zip(names, one, other, strict=True) if a != b]


def resident() -> float:
    """MB of memory the process holds now."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def main() -> int:
    """Run for the time that was asked for."""
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--minutes", type=float, default=120)
    options.add_argument("--seed", type=int, default=0)
    asked = options.parse_args()
    began, said = time.monotonic(), 0.0
    samples: list[float] = []
    sizes: list[float] = []
    with tempfile.TemporaryDirectory() as name, Archive.create(Path(name) / "a.kg") as archive:
        soak = Soak(archive, News(random.Random(asked.seed)), Extractor.load(SETTINGS), Path(name))
        while (passed := time.monotonic() - began) < asked.minutes * 60:
            soak.round()
            if not soak.removed:  # still filling: it may grow
                samples, sizes = [], []
            samples.append(resident())
            sizes.append(archive.path.stat().st_size / 1e6)
            if passed - said >= 60 or not said:
                said = passed
                print(
                    f"{passed / 60:5.1f} min: {soak.added} added, {soak.removed} removed, {len(soak.there)} there, "
                    f"{samples[-1]:.0f} MB of memory, {sizes[-1]:.1f} MB on disk",
                    flush=True,
                )
        wrong = soak.differences()
        quarter = max(1, len(samples) // 4)
        before, after = (median(islice(samples, n * quarter, (n + 1) * quarter)) for n in (1, 3))
        if after > before * GROWTH:
            wrong.append(f"memory grew from {before:.0f} to {after:.0f} MB")
        summary = {
            "minutes": round((time.monotonic() - began) / 60, 1),
            "rounds_when_full": len(samples),
            "added": soak.added,
            "removed": soak.removed,
            "memory_mb": [round(before), round(after)],
            "disk_mb": [round(median(sizes[quarter : 2 * quarter]), 1), round(median(sizes[-quarter:]), 1)],
            "wrong": wrong,
        }
        print(json.dumps(summary))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
