"""How linking grows: processor time, peak memory and rightness on 100 thousand, 300 thousand and a million reports.

    python benchmarks/linking.py [SIZES...] [--dense]

Reports are made up: 190 states with 20 people each; a few states and people meet far more often than others (Zipf). The
number of reports of an encounter is heavy-tailed too, up to 500 (mean about 4). Reports leave out places and days,
tell the day's news, a month, a wrong day or a state for its people, and a third are copies of the first text. The
archive grows in time (100 thousand reports a year); with --dense it grows within one year instead. Each size runs in
a process of its own, so that its peak memory is its own. The growth exponent is the slope of log time over log size.

Measured with Python 3.11 on two cores with a load of 13: 100,000 reports in 22 s and 0.6 GiB, 300,000 in 66 s and
1.9 GiB, 1,000,000 in 226 s and 5.9 GiB, of which the reports and articles themselves take 1.3; exponent 1.01. With
little other load a million took 180 s.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import math
import random
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate

from kg.linking import link
from kg.model import Actor, Article, Participation, Place, Report, Span, When

SIZES = (100_000, 300_000, 1_000_000)
STATES, PEOPLE, PUBLISHERS = 190, 20, 400
REPORTS_A_YEAR = 100_000
FIRST = dt.date(2010, 1, 1)


class World:
    """Who can meet whom, how often, and where."""

    def __init__(self, seed: int = 7) -> None:
        self.random = random.Random(seed)
        self.codes = [f"{chr(65 + n // 26)}{chr(65 + n % 26)}" for n in range(STATES)]
        self.states = [Actor(id=f"state:{c.lower()}", label=c, kind="state", country=c) for c in self.codes]
        self.people = [
            [Actor(id=f"person:p-{c}{n}", label=f"P {c}{n}", kind="person", country=c) for n in range(PEOPLE)]
            for c in self.codes
        ]
        self.cities = [
            [
                Place(id=f"place:{c}{n}", name=f"{c} {n}", kind="city", country=c, latitude=n * 9.0, longitude=k * 1.8)
                for n in range(3)
            ]
            for k, c in enumerate(self.codes)
        ]
        self.state_weights = list(accumulate(1 / (n + 1) for n in range(STATES)))
        self.person_weights = list(accumulate(1 / (n + 1) for n in range(PEOPLE)))
        self.fame = [n**-2.0 for n in range(1, 501)]
        self.fame_weights = list(accumulate(self.fame))

    def encounter(self, number: int, days: int) -> Iterator[tuple[Article, Report]]:
        """The reports of one encounter, each with its article."""
        pick = self.random
        one, other = pick.choices(range(STATES), cum_weights=self.state_weights, k=2)
        while other == one:
            other = pick.choices(range(STATES), cum_weights=self.state_weights)[0]
        people = [self.people[c][pick.choices(range(PEOPLE), cum_weights=self.person_weights)[0]] for c in (one, other)]
        day = FIRST + dt.timedelta(days=pick.randrange(days))
        city = pick.choice(self.cities[pick.choice((one, other))])
        call = pick.random() < 0.2
        told = pick.choices(range(1, 501), cum_weights=self.fame_weights)[0]
        words = " ".join(f"{pick.randrange(10**6):x}" for _ in range(30))
        for n in range(told):
            yield self._report(f"{number:07}-{n:03}", day, city, people, words, call=call, first=n == 0)

    def _report(
        self, key: str, day: dt.date, city: Place, people: list[Actor], words: str, *, call: bool, first: bool
    ) -> tuple[Article, Report]:
        pick, chance = self.random, self.random.random
        planned = chance() < 0.1
        published = day + dt.timedelta(days=-pick.randrange(1, 6) if planned else pick.choice((0, 1, 1, 1, 2)))
        own = " ".join(f"{pick.randrange(10**6):x}" for _ in range(30))
        text = words if first or chance() < 0.33 else own
        parties = tuple(
            Participation(actor=self.states[self.codes.index(who.country or "")], country=who.country)
            if chance() < 0.05
            else Participation(actor=who, country=who.country, forms=(who.label,))
            for who in people
        )
        article = Article(
            id=f"a{key}", text=text, source=f"publisher {pick.randrange(PUBLISHERS)}", published=published
        )
        return article, Report(
            id=f"r{key}",
            document=article.id,
            kind="call" if call else "meeting",
            medium="phone" if call else pick.choice(("in_person", "unknown")),
            status="planned" if planned else "held",
            participants=parties,
            place=None if call or chance() < 0.3 else city,
            when=self._when(day, published, planned=planned),
            confidence=0.9,
            evidence=(Span(start=0, end=20, quote=text[:20]),),
        )

    def _when(self, day: dt.date, published: dt.date, *, planned: bool) -> When:
        chance = self.random.random()
        if chance < 0.1:
            return When()
        if chance < 0.13:
            start = day.replace(day=1)
            end = (start + dt.timedelta(days=40)).replace(day=1) - dt.timedelta(days=1)
            return When(first=start, last=end, precision="month", basis="stated")
        if chance < 0.35 and not planned and (published - day).days in (0, 1):
            return When(first=published - dt.timedelta(days=1), last=published, basis="news", approximate=True)
        if chance < 0.37:
            day += dt.timedelta(days=1)
        return When(first=day, last=day, basis="publication")


def generate(size: int, *, dense: bool) -> tuple[list[Report], dict[str, Article]]:
    """About as many reports as asked for, with their articles."""
    world, reports, articles = World(), list[Report](), dict[str, Article]()
    days = 365 if dense else max(30, round(365 * size / REPORTS_A_YEAR))
    number = 0
    while len(reports) < size:
        for article, report in world.encounter(number, days):
            reports.append(report)
            articles[article.id] = article
        number += 1
    return reports, articles


def measure(size: int, *, dense: bool) -> dict[str, float]:
    """Link one size: reports, meetings, processor seconds, memory before and at its peak, pairwise rightness."""
    reports, articles = generate(size, dense=dense)
    before = _peak()
    start = time.process_time()
    meetings = link(reports, articles)
    seconds = time.process_time() - start
    together = right = 0
    for meeting in meetings:
        together += math.comb(len(meeting.reports), 2)
        right += sum(math.comb(n, 2) for n in Counter(id_.split("-")[0] for id_ in meeting.reports).values())
    belonging = sum(math.comb(n, 2) for n in Counter(report.id.split("-")[0] for report in reports).values())
    return {
        "reports": len(reports),
        "meetings": len(meetings),
        "seconds": seconds,
        "input_mib": before,
        "peak_mib": _peak(),
        "precision": right / together,
        "recall": right / belonging,
    }


def _peak() -> float:
    """Peak memory of this process so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Runs every size in a process of its own and prints the figures and the exponent."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=list(SIZES))
    parser.add_argument("--dense", action="store_true", help="all within one year")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measure(options.sizes[0], dense=options.dense)))
        return
    rows: list[dict[str, float]] = []
    for size in options.sizes:
        command = [sys.executable, __file__, str(size), "--one", *(["--dense"] if options.dense else [])]
        rows.append(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
        print("  ".join(f"{name} {value:.4g}" for name, value in rows[-1].items()), flush=True)
    if len(rows) > 1:
        slower = math.log(rows[-1]["seconds"] / rows[0]["seconds"])
        print(f"growth exponent {slower / math.log(rows[-1]['reports'] / rows[0]['reports']):.3f}")


if __name__ == "__main__":
    main()
