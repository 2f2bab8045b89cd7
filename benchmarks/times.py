"""How many time expressions of news get the right days, with dateparser on the same ones beside it.

    python -m benchmarks.times [tests/cases/times.yaml] [--wrong]

An expression is exact when first and last day are the expected ones (none, where no day can be known); ``full`` asks
for precision, basis and approximation too. dateparser gets the publication date as its base and the tense as its
preference; what it gives is one day, so expected intervals are not held against it in the second figure.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from kg.resolution.times import resolve_time

Case = Mapping[str, Any]
Days = tuple[dt.date | None, dt.date | None]
CASES = Path("tests/cases/times.yaml")


def read_cases(path: Path) -> list[Case]:
    """The cases of a file, one mapping an expression."""
    return list(yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))


def expected(case: Case) -> Days:
    """The first and last day a case asks for."""
    return case["first"], case["last"]


def resolved(case: Case) -> Days:
    """The days that ``resolve_time`` gives."""
    when = resolve_time(
        case["expression"], published=case["published"], tense=case["tense"], country=case.get("country")
    )
    return when.first, when.last


def fully_right(case: Case) -> bool:
    """Whether days, precision, basis and approximation are those expected."""
    when = resolve_time(
        case["expression"], published=case["published"], tense=case["tense"], country=case.get("country")
    )
    if (when.first, when.last, when.basis) != (*expected(case), case["basis"]):
        return False
    return when.first is None or (when.precision, when.approximate) == (
        case["precision"],
        case.get("approximate", False),
    )


def by_dateparser(case: Case) -> Days:
    """The day that dateparser gives, as an interval."""
    import dateparser

    settings: dict[str, Any] = {"PREFER_DATES_FROM": "past" if case["tense"] == "past" else "future"}
    if case["published"]:
        settings["RELATIVE_BASE"] = dt.datetime.combine(case["published"], dt.time())
    else:
        settings["STRICT_PARSING"] = True
    if case.get("country"):
        settings["DATE_ORDER"] = "MDY" if case["country"] == "US" else "DMY"
    found = dateparser.parse(case["expression"], languages=["en"], settings=settings)
    return (found.date(), found.date()) if found else (None, None)


def evaluate_times(cases: Sequence[Case], resolve: Callable[[Case], Days] = resolved) -> dict[str, float]:
    """The share of cases whose days are exact, over all of them, over those that mean one day, and over those that
    mean none."""
    groups = {
        "exact": list(cases),
        "exact of single days": [c for c in cases if c["first"] and c["first"] == c["last"]],
        "exact of intervals": [c for c in cases if c["first"] != c["last"]],
        "exact of unknowable": [c for c in cases if not c["first"]],
    }
    return {name: sum(resolve(c) == expected(c) for c in group) / len(group) for name, group in groups.items() if group}


def main(arguments: Sequence[str]) -> None:
    """Print the figures, and with --wrong the cases that are not exact."""
    paths = [Path(argument) for argument in arguments if not argument.startswith("--")]
    cases = read_cases(paths[0] if paths else CASES)
    for batch in sorted({case["batch"] for case in cases}):
        chosen = [case for case in cases if case["batch"] == batch]
        full = sum(map(fully_right, chosen)) / len(chosen)
        print(f"batch {batch}, {len(chosen)} expressions: {full:.3f} with precision, basis and approximation")
        ours, theirs = evaluate_times(chosen), evaluate_times(chosen, by_dateparser)
        for name, figure in ours.items():
            print(f"  {name:22} {figure:.3f}   dateparser {theirs[name]:.3f}")
    if "--wrong" in arguments:
        for case in cases:
            if not fully_right(case):
                when = resolve_time(
                    case["expression"], published=case["published"], tense=case["tense"], country=case.get("country")
                )
                print(f"{case['expression']!r} {case['published']} {case['tense']}")
                print(f"  expected {case['first']}..{case['last']} {case.get('precision')} {case['basis']}")
                print(f"  found {when.first}..{when.last} {when.precision} {when.basis} approximate={when.approximate}")


if __name__ == "__main__":
    main(sys.argv[1:])
