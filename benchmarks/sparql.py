"""How long the example queries take over an archive that ``benchmarks/archive.py`` generated.

python benchmarks/sparql.py /tmp/generated.kg
"""

from __future__ import annotations

import sys
import time

from kg.archive import Archive
from kg.graph.terms import DEFAULT_BASE, prefixes
from kg.sparql import ask, examples, store_of, worker

STANDING_FOR = {
    "person:steve-witkoff": "person:p3",
    "person:joe-biden": "person:p0",
    "person:xi-jinping": "person:p1",
    "person:emmanuel-macron": "person:p2",
    '"IR"': '"AE"',
    '"SA"': '"AD"',
    '"US"': '"AF"',
    '"2022-06-01"': '"2024-06-01"',
    '"2022-11-10"': '"2024-08-01"',
    "headline-2022-11-14": "a77",
}
"""The busiest of the generated people and states for those of the examples; days near the end of what was made up."""


def main(file: str) -> None:
    """Makes the store, then asks each query once, in processor time; the start of a process is told apart."""
    with Archive.open(file) as archive:
        began = time.perf_counter()
        store = store_of(archive) / "store"
        print(f"{'the store':24} {time.perf_counter() - began:7.1f} s")
        began = time.perf_counter()
        ask(archive, "ASK { }")
        print(f"{'a process':24} {time.perf_counter() - began:7.2f} s")
    for each in examples():
        query = each.query
        for name, other in STANDING_FOR.items():
            query = query.replace(name, other)
        began = time.process_time()
        found = worker.answer(str(store), query, prefixes=prefixes(DEFAULT_BASE), most=100_000)
        print(f"{each.name:24} {time.process_time() - began:7.2f} s {len(found['rows']):7} rows", flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
