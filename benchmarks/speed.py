"""How fast articles become reports: documents and characters a second, and peak memory.

    python benchmarks/speed.py [ARTICLES...] [--times N]

Without ARTICLES the bundled examples are read, N times over (default 20). One process, one thread.
"""

from __future__ import annotations

import argparse
import itertools
import resource
import time
from dataclasses import replace

from kg import sources
from kg.bundled import folder
from kg.model import Article
from kg.pipeline import Settings, extract_all


def main() -> None:
    """Reads, extracts and prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="*", default=[folder("examples") / "articles"])
    parser.add_argument("--times", type=int, default=20, help="how often the articles are read")
    options = parser.parse_args()

    articles = [each for each in sources.read(options.articles) if isinstance(each, Article)]
    copies = [replace(each, id=f"{n}:{each.id}") for n, each in itertools.product(range(options.times), articles)]
    results = extract_all(copies, settings=Settings())
    next(results)  # loads the pipeline and the knowledge
    start = time.perf_counter()
    reports = sum(len(each.reports) for each in results)
    seconds = time.perf_counter() - start
    documents, characters = len(copies) - 1, sum(len(each.text) for each in copies[1:])
    print(f"{documents} documents, {characters:,} characters, {reports} reports in {seconds:.1f} s")
    print(f"{documents / seconds:.1f} documents/s, {characters / seconds:,.0f} characters/s")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


if __name__ == "__main__":
    main()
