"""What it costs to find out who, where and when, beside the spaCy pipeline, in processor time; with many people too.

    python benchmarks/resolution.py ARTICLES... [--every N] [--people N]

Of the articles every Nth is read (default 20). ``--people 500000`` reads them again with so many made-up people laid
over the shipped ones, by the importer and its index. Each stage is timed by itself with ``time.process_time``, in one
process; "spaCy, whole text" is the pipeline over all the text, as it would run without the gate before it.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import random
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from kg import sources
from kg.bundled import folder
from kg.cleaning import clean
from kg.extractors import sight
from kg.knowledge import load, shipped
from kg.knowledge.importers import import_people
from kg.language import Analyser, load_language
from kg.model import Article
from kg.pipeline import Extractor, Settings
from kg.resolution.actors import resolve_actors
from kg.resolution.reports import reports
from kg.resolution.times import find_times


class Stages:
    """Seconds of processor time by stage."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Adds what passes inside to a stage."""
        start = time.process_time()
        try:
            yield
        finally:
            self.seconds[stage] += time.process_time() - start


def extract(extractor: Extractor, articles: Sequence[Article], stages: Stages) -> int:
    """The steps of ``Extractor.extract``, each timed; gives the number of reports."""
    found = 0
    for article in articles:
        with stages.timed("cleaning"):
            cleaned = clean(article)
        with stages.timed("language"):
            analysis = extractor.analyser.analyse(cleaned.passages)
        with stages.timed("extractors"):
            sightings = sight(analysis, knowledge=extractor.knowledge, find_times=find_times)
        if not any(sightings):
            continue
        with stages.timed("resolution"):
            mentions, day = [m.mention for m in analysis.mentions], cleaned.article.published
            cast = resolve_actors(mentions, published=day, knowledge=extractor.knowledge)
            made = reports(cleaned.article, analysis, sightings, cast=cast, knowledge=extractor.knowledge)
            found += len(made)
    return found


ENDINGS = ("", "ov", "ova", "son", "i", "ez", "escu", "ic", "enko", "yan", "adze", "sen", "ou", "ani", "uddin", "oglu")


def made_up_people(path: Path, count: int) -> None:
    """A table of people whose names are put together of those shipped: many bear a family name that is, or nearly is,
    that of somebody in the news."""
    chance = random.Random(0)
    knowledge = shipped()
    labels = [person.label.split() for person in knowledge.people.values() if len(person.label.split()) == 2]
    first, last = sorted({words[0] for words in labels}), sorted({words[1] for words in labels})
    countries = sorted(code for code, state in knowledge.states.items() if state.kind == "member")
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["name", "country", "post", "first"])
        for _ in range(count):
            name = f"{chance.choice(first)} {chance.choice(last)}{chance.choice(ENDINGS)}"
            post = chance.choices(("legislator", "official", "ambassador", "minister"), (70, 20, 5, 5))[0]
            rows.writerow([name, chance.choice(countries), post, chance.randint(1990, 2025)])


def tell(title: str, stages: Stages, found: int, *, pipeline: float) -> None:
    """Prints the seconds of each stage, and resolution's share of the language stage and of the whole pipeline's."""
    seconds = stages.seconds
    print(f"\n{title}: {found} reports")
    for stage, spent in seconds.items():
        print(f"  {stage:22}{spent:8.2f} s")
    print(f"  resolution / spaCy, whole text: {seconds['resolution'] / pipeline:.1%}")
    print(f"  resolution / language: {seconds['resolution'] / seconds['language']:.1%}")


def main() -> None:
    """Reads, extracts, and prints seconds by stage."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="*", type=Path, default=[folder("examples") / "articles"])
    parser.add_argument("--every", type=int, default=20, help="every Nth article is read")
    parser.add_argument("--people", type=int, default=0, help="read them again with so many people imported")
    options = parser.parse_args()

    read = (each for each in sources.read(options.articles) if isinstance(each, Article))
    articles = list(itertools.islice(read, 0, None, options.every))
    print(f"{len(articles)} articles, {sum(len(each.text) for each in articles):,} characters")
    nlp, stages = load_language(None), Stages()
    extractor = Extractor(Settings(), Analyser(nlp, shipped()), shipped())
    extract(extractor, articles[:5], Stages())  # what is read when first asked for
    with stages.timed("spaCy, whole text"):
        for article in articles:
            for passage in clean(article).passages:
                nlp(passage.text)
    pipeline = stages.seconds["spaCy, whole text"]
    tell("shipped knowledge", stages, extract(extractor, articles, stages), pipeline=pipeline)
    if options.people:
        with tempfile.TemporaryDirectory() as place:
            table, people = Path(place) / "people.csv", Path(place) / "people.jsonl"
            made_up_people(table, options.people)
            import_people(table, "csv", people)
            knowledge, more = load(extra=[people]), Stages()
            extractor = Extractor(Settings(), Analyser(nlp, knowledge), knowledge)
            extract(extractor, articles[:5], Stages())
            tell(f"with {options.people:,} people", more, extract(extractor, articles, more), pipeline=pipeline)
            print(f"  resolution changed by {more.seconds['resolution'] / stages.seconds['resolution'] - 1:+.1%}")
            both = sum(stages.seconds[s] for s in ("cleaning", "language", "extractors", "resolution"))
            print(f"  all stages changed by {sum(more.seconds.values()) / both - 1:+.1%}")


if __name__ == "__main__":
    main()
