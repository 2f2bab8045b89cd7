"""Names told apart: this project, rapidfuzz, and nomenklatura where it is installed.

    python benchmarks/name_matchers.py [PAIRS.csv]

nomenklatura needs ICU and a compiler (``pip install nomenklatura``); without it, its rows are left out.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

from kg.bundled import folder
from kg.evaluation.name_pairs import NamePair, Similarity, evaluate_names, figures, read_name_pairs

PAIRS = folder("examples") / "name_pairs.csv"


def nomenklatura(algorithm: str) -> Similarity:
    """The score of one of nomenklatura's algorithms for two people of whom only the names are known."""
    from followthemoney import model
    from nomenklatura.matching import get_algorithm

    matcher = get_algorithm(algorithm)
    config = matcher.default_config()

    def score(one: str, other: str) -> float:
        people = [
            model.get_proxy({"id": f"{n} {name}", "schema": "Person", "properties": {"name": [name]}})
            for n, name in enumerate((one, other))
        ]  # ids of their own: nomenklatura keeps the names of an id it has seen
        return float(matcher.compare(*people, config).score)

    return score


def main() -> None:
    """Print one line a method."""
    pairs: tuple[NamePair, ...] = read_name_pairs(Path(sys.argv[1]) if len(sys.argv) > 1 else PAIRS)
    rows = list(evaluate_names(pairs))
    if find_spec("nomenklatura"):
        rows += [figures(f"nomenklatura {name}", nomenklatura(name), pairs) for name in ("logic-v1", "logic-v2")]
    print(f"{'method':34}{'threshold':>10}{'precision':>10}{'recall':>8}{'F1':>8}{'pairs':>7}")
    for row in rows:
        print(f"{row.method:34}{row.threshold:10.3f}{row.precision:10.3f}{row.recall:8.3f}{row.f1:8.3f}{row.pairs:7}")


if __name__ == "__main__":
    main()
