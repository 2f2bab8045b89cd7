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
from collections.abc import Mapping, Sequence
from pathlib import Path

from stages import clocked

from kg import sources
from kg.bundled import folder
from kg.cleaning import clean
from kg.knowledge import load, shipped
from kg.knowledge.importers import import_people
from kg.language import Analyser, load_language
from kg.model import Article
from kg.pipeline import Extractor, Settings, extraction


def extract(extractor: Extractor, articles: Sequence[Article], taken: dict[str, float]) -> int:
    """Extracts the articles, adding the seconds of each stage to ``taken``; gives the number of reports."""
    with clocked(extractor, taken) as timed:
        return sum(len(extraction(timed, article).reports) for article in articles)


def resolution(taken: Mapping[str, float]) -> float:
    """The seconds of finding out who, where and when."""
    return sum(spent for stage, spent in taken.items() if stage.startswith("resolution"))


def whole(taken: Mapping[str, float]) -> float:
    """The seconds of all stages."""
    return taken["cleaning"] + taken["language"] + taken["extraction"] + resolution(taken)


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


def tell(title: str, taken: Mapping[str, float], found: int, *, pipeline: float) -> None:
    """Prints the seconds of each stage, and resolution's share of the language stage and of the whole pipeline's."""
    print(f"\n{title}: {found} reports")
    for stage, spent in taken.items():
        print(f"  {stage:22}{spent:8.2f} s")
    print(f"  resolution / spaCy, whole text: {resolution(taken) / pipeline:.1%}")
    print(f"  resolution / language: {resolution(taken) / taken['language']:.1%}")


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
    nlp, known = load_language(None), shipped()
    extractor = Extractor(Settings(), Analyser(nlp, known), known)
    extract(extractor, articles[:5], {})  # what is read when first asked for
    start = time.process_time()
    for article in articles:
        for passage in clean(article).passages:
            nlp(passage.text)
    pipeline = time.process_time() - start
    print(f"spaCy, whole text: {pipeline:.2f} s")
    taken: dict[str, float] = {}
    tell("shipped knowledge", taken, extract(extractor, articles, taken), pipeline=pipeline)
    if options.people:
        with tempfile.TemporaryDirectory() as place:
            table, people = Path(place) / "people.csv", Path(place) / "people.jsonl"
            made_up_people(table, options.people)
            import_people(table, "csv", people)
            knowledge, more = load(extra=[people]), dict[str, float]()
            extractor = Extractor(Settings(), Analyser(nlp, knowledge), knowledge)
            extract(extractor, articles[:5], {})
            tell(f"with {options.people:,} people", more, extract(extractor, articles, more), pipeline=pipeline)
            print(f"  resolution changed by {resolution(more) / resolution(taken) - 1:+.1%}")
            print(f"  all stages changed by {whole(more) / whole(taken) - 1:+.1%}")


if __name__ == "__main__":
    main()
