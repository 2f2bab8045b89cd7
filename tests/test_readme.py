"""What the README shows is what happens: its ``bash`` and ``python`` blocks are run, their ``text`` blocks compared."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

import kg
from kg.bundled import folder
from kg.exporters import EXPORTERS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", flags=re.MULTILINE | re.DOTALL)


def run(language: str, code: str, *, where: Path) -> str:
    """Output of a block; the commands of this environment come first."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    command = ["bash", "-euc", code] if language == "bash" else [sys.executable, "-c", code]
    environment = os.environ | {"PATH": path, "PYTHONWARNINGS": "ignore", "NO_COLOR": "1"}
    done = subprocess.run(command, cwd=where, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{code}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def written_anew(readme: str, folder_: Path) -> str:
    """The README with the ``text`` blocks that its commands and snippets give today."""
    shutil.copytree(folder("examples"), folder_ / "examples")
    output = ""

    def block(match: re.Match[str]) -> str:
        nonlocal output
        language, body = match.groups()
        if language in {"bash", "python"}:
            output = run(language, body, where=folder_)
        return f"```{language}\n{output if language == 'text' else body}```"

    return BLOCK.sub(block, readme)


@pytest.mark.model
def test_the_commands_and_snippets_do_what_the_readme_shows(tmp_path: Path) -> None:
    assert written_anew(README, tmp_path) == README, "run: make readme, and read the difference"


def test_every_file_and_format_is_in_the_table() -> None:
    table = " ".join(line for line in README.splitlines() if line.startswith("|"))
    for name, exporter in EXPORTERS.items():
        assert f"`{name}`" in table
        for file in exporter.files:
            assert f"`{file}`" in table


def test_every_format_has_its_line_in_the_docs() -> None:
    table = " ".join(
        line for line in (ROOT / "docs" / "formats.md").read_text(encoding="utf-8").splitlines() if line[:1] == "|"
    )
    for name, exporter in EXPORTERS.items():
        assert f"`{name}`" in table
        assert name == "neo4j" or all(f"`{file}`" in table for file in exporter.files)


def test_links_into_the_project_lead_somewhere() -> None:
    for target in re.findall(r"\]\((?!http)([^)#]+)\)", README):
        shipped = {"LICENSE", "NOTICE", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md"}
        inside = Path(kg.__file__).parent.parent / target  # the tests may run far from the package's sources
        assert target in shipped or (ROOT / target).exists() or inside.exists(), target


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        anew = written_anew(README, Path(name))
    (ROOT / "README.md").write_text(anew, encoding="utf-8")
