"""Make ``kg/knowledge/data/first_names.txt`` anew: ``python -m tools.build_first_names`` at the root of a checkout.

The given names are those of ``tools/first_names.txt``, a list kept by hand, and those of the people in our files.
One folded name a line, sorted.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kg.knowledge.family_names import family_names
from kg.knowledge.folding import fold
from kg.knowledge.reading import read_records
from kg.knowledge.types import ActorRecord

_ROOT = Path(__file__).parent.parent
_DATA = _ROOT / "kg" / "knowledge" / "data"
_NO_NAMES = frozenset(
    "abu al bin el ibn king queen prince princess pope sheikh sheikha sultan emir crown haji lord lady sir dame mullah "
    "ayatollah cardinal archbishop patriarch general colonel father sayyid saint the von van de da di du le la dos das "
    "del bint ould emperor empress imam mufti dalai tunku tun ratu".split()
)


def main() -> None:
    """Write the list."""
    kept = {fold(name) for name in (_ROOT / "tools" / "first_names.txt").read_text(encoding="utf-8").split()}
    for path in sorted((_DATA / "people").glob("*.jsonl")):
        for person in read_records(path, ActorRecord):
            kept.update(_given(person))
    names = sorted(name for name in kept if name and name not in _NO_NAMES)
    (_DATA / "first_names.txt").write_text("\n".join(names) + "\n", encoding="utf-8")


def _given(person: ActorRecord) -> Iterator[str]:
    """The given name in front of the family name, or all that follows it where it comes first."""
    words = fold(person.label).split()
    family = fold(person.family_name) if person.family_name else family_names(person.label, country=person.country)[0]
    if len(words) < 2:
        return
    if " ".join(words).startswith(family + " "):
        yield " ".join(words[len(family.split()) :])
    elif len(words[0]) > 2:
        yield words[0]


if __name__ == "__main__":
    main()
