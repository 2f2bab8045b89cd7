"""``exports/`` is the graph of the examples in every format: the same input gives the same bytes."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.exporters import EVERYWHERE, EXPORTERS

EXPORTS = Path(__file__).parent.parent / "exports"
FILES = sorted(file for name in EVERYWHERE for file in EXPORTERS[name].files)


@pytest.mark.model
def test_every_format_is_there_and_nothing_else(built: Path) -> None:
    assert sorted(each.name for each in EXPORTS.iterdir()) == FILES
    assert sorted(each.name for each in built.iterdir()) == FILES


@pytest.mark.model
@pytest.mark.parametrize("name", FILES)
def test_the_committed_graph_is_what_build_writes(built: Path, name: str) -> None:
    assert (built / name).read_bytes() == (EXPORTS / name).read_bytes(), "run: make exports, and read the difference"


@pytest.mark.model
def test_the_order_of_the_inputs_changes_nothing(built: Path, tmp_path: Path) -> None:
    from click.testing import CliRunner

    from kg.bundled import folder
    from kg.cli import main

    backwards = sorted((folder("examples") / "articles").iterdir(), reverse=True)
    options = ["--output", str(tmp_path), "--format", "nquads", "--format", "meetings", "--format", "gexf"]
    result = CliRunner().invoke(main, ["build", *map(str, backwards), *options])
    assert result.exit_code == 0, result.output
    for each in tmp_path.iterdir():
        assert each.read_bytes() == (built / each.name).read_bytes()
