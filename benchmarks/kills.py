"""Kills processes that add to an archive, or remove from it, at random moments, and compares with undisturbed ones.

python benchmarks/kills.py 200
"""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from killing import WORKS, kill_once, undisturbed


def main(times: int) -> None:
    """As many kills for each work; stops with an error at the first difference."""
    chance = random.Random(0)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for work in sorted(WORKS):
            calm = undisturbed(work, folder)
            outcomes = [kill_once(work, calm, folder / "a.kg", chance) for _ in range(times // len(WORKS))]
            struck = [each for each in outcomes if each.struck]
            print(
                f"{work}: {len(outcomes)} kills, {len(struck)} while at work ({calm.seconds:.2f} s undisturbed): "
                f"{sum(each.before for each in struck)} left the archive as before, "
                f"{sum(each.waiting > 0 for each in struck)} with articles laid aside; all whole, all equal when done"
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
