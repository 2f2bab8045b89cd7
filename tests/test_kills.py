"""Killed at any moment: nothing is lost, nothing is there twice, and the same command finishes what it began."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from killing import WORKS, kill_once, undisturbed


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("name", sorted(WORKS))
def test_a_killed_process_leaves_the_archive_whole_and_its_work_can_be_done_again(tmp_path: Path, name: str) -> None:
    calm, chance = undisturbed(name, tmp_path), random.Random(name)
    for n in range(4):
        kill_once(name, calm, tmp_path / f"{n}.kg", chance)
