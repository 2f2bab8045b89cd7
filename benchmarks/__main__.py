"""One command for speed, memory and growth: prints tables and writes JSON.

    python -m benchmarks                       the figures of docs/performance.md, small enough for a few minutes
    python -m benchmarks --documents 2000 --sizes 1000 10000 100000 --reports 100000 300000 1000000
    python -m benchmarks --articles news.jsonl the speed on articles of your own, too

Each part runs in a process of its own, so that its memory is its own. Times are processor time.
"""

from __future__ import annotations

import argparse
import json
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import Any

WARM_UP = 50
"""Articles read before the clock starts."""


def speed(corpus: str, count: str) -> dict[str, Any]:
    """The speed on "mixed", "diplomatic" or a file of articles."""
    from benchmarks.corpora import News
    from benchmarks.stages import measure
    from kg import sources
    from kg.knowledge import load
    from kg.model import Article

    if corpus in {"mixed", "diplomatic"}:
        articles = list(getattr(News(load()), corpus)(int(count) + WARM_UP))
    else:
        found = (each for each in sources.read([corpus]) if isinstance(each, Article))
        articles = list(islice(found, int(count) + WARM_UP))
    result = measure(articles[WARM_UP:], warm_up=articles[:WARM_UP])
    return asdict(result) | {"times_plain": result.times_plain}


def memory(count: str) -> dict[str, Any]:
    """Peak memory of extracting so many articles as they are made."""
    from benchmarks.corpora import News
    from kg.knowledge import load
    from kg.pipeline import Settings, extract_all

    documents = sum(1 for _ in extract_all(News(load()).mixed(int(count)), settings=Settings()))
    return {"documents": documents, "peak_mib": peak()}


def processes(count: str, number: str) -> dict[str, Any]:
    """Seconds on the clock of extracting by several processes, and processor seconds of the main one and of the others
    (their loading of the model included)."""
    from benchmarks.corpora import News
    from kg.knowledge import load
    from kg.pipeline import Settings, extract_all

    done = extract_all(News(load()).mixed(int(count)), settings=Settings(processes=int(number)))
    next(done)
    started, before = time.perf_counter(), sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    for _ in done:
        pass
    seconds = time.perf_counter() - started
    own = sum(resource.getrusage(resource.RUSAGE_SELF)[:2]) - before
    workers = sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
    return {"processes": int(number), "seconds": seconds, "main_seconds": own, "workers_seconds": workers}


def linking(count: str) -> dict[str, Any]:
    """Linking so many generated reports."""
    from benchmarks.linking import measure as measure_linking

    return measure_linking(int(count), dense=False)


def exporting(count: str, name: str) -> dict[str, Any]:
    """Writing so many generated meetings in a format."""
    import tempfile

    from benchmarks.exporters import Generated
    from kg.exporters import export

    with tempfile.TemporaryDirectory() as folder:
        start = time.process_time()
        export(Generated(int(count)), Path(folder), [name])
        seconds = time.process_time() - start
        size = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())
    return {"meetings": int(count), "format": name, "seconds": seconds, "mib": size / 2**20, "peak_mib": peak()}


PARTS: dict[str, Callable[..., dict[str, Any]]] = {
    part.__name__: part for part in (speed, memory, processes, linking, exporting)
}


def peak() -> float:
    """Peak memory of this process so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def apart(*arguments: object) -> dict[str, Any]:
    """One part in a process of its own."""
    command = [sys.executable, "-m", "benchmarks", "--part", *map(str, arguments)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def main() -> None:
    """Runs the parts, prints their tables as they come, and writes all figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=300, help="articles for the speed")
    parser.add_argument("--articles", help="a file of articles to measure the speed on, too")
    parser.add_argument("--sizes", type=int, nargs="*", default=[1000, 5000], help="articles for the memory")
    parser.add_argument("--reports", type=int, nargs="*", default=[10_000, 30_000], help="reports for linking")
    parser.add_argument("--meetings", type=int, nargs="*", default=[3000, 10_000], help="meetings for exporting")
    parser.add_argument("--json", type=Path, default=Path("benchmarks.json"), help="file for the figures")
    parser.add_argument("--part", nargs="+", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.part:
        print(json.dumps(PARTS[options.part[0]](*options.part[1:])))
        return
    figures: dict[str, Any] = {"machine": platform.processor() or platform.machine(), "python": sys.version.split()[0]}
    corpora = ["diplomatic", "mixed", *([options.articles] if options.articles else [])]
    figures["speed"] = {corpus: apart("speed", corpus, options.documents) for corpus in corpora}
    for corpus, found in figures["speed"].items():
        _print_speed(corpus, found)
    figures["memory"] = _table("memory", [(size,) for size in options.sizes])
    figures["processes"] = _table("processes", [(options.documents * 4, number) for number in (1, 2)])
    figures["linking"] = _table("linking", [(size,) for size in options.reports])
    formats = ("turtle", "nquads", "graphml", "meetings")
    figures["exporting"] = _table("exporting", [(n, name) for name in formats for n in options.meetings])
    options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def _print_speed(corpus: str, found: dict[str, Any]) -> None:
    documents, tokens, seconds = found["documents"], found["tokens"], found["seconds"]
    print(f"\n{corpus}: {documents} documents, {tokens} tokens, {found['reports']} reports")
    print(f"  end to end {documents / seconds:8.1f} documents/s {tokens / seconds:10,.0f} tokens/s")
    plain = found["plain_seconds"]
    print(f"  nlp.pipe   {documents / plain:8.1f} documents/s {tokens / plain:10,.0f} tokens/s")
    print(f"  {found['times_plain']:.2f} times plain nlp.pipe")
    for name, taken in found["stages"].items():
        print(f"    {name:22} {taken / documents * 1000:8.2f} ms a document", flush=True)


def _table(part: str, runs: list[tuple[object, ...]]) -> list[dict[str, Any]]:
    print(f"\n{part}")
    rows = []
    for number, arguments in enumerate(runs):
        row = apart(part, *arguments)
        rows.append(row)
        if number == 0:
            print("  " + "".join(f"{name:>18}" for name in row))
        print("  " + "".join(f"{v:>18,.2f}" if isinstance(v, float) else f"{v:>18}" for v in row.values()), flush=True)
    return rows


if __name__ == "__main__":
    main()
