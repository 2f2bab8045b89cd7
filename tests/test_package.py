"""What is shipped, and what the package says it needs."""

from __future__ import annotations

import ast
import importlib.metadata
import subprocess
import sys
import tomllib
from itertools import chain
from pathlib import Path

import pytest

import kg
from kg.bundled import folder

ROOT = Path(__file__).parent.parent


def imported() -> set[str]:
    """Names of the packages of others that the code imports."""
    names: set[str] = set()
    for file in Path(kg.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {each.name.partition(".")[0] for each in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module.partition(".")[0])
    return names - sys.stdlib_module_names - {"kg"}


def test_every_imported_package_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {
        requirement.split(">")[0].split("=")[0].split("<")[0].casefold().replace("_", "-")
        for requirement in [*project["dependencies"], *chain(*project["optional-dependencies"].values())]
    }
    providers = importlib.metadata.packages_distributions()
    for name in sorted(imported()):
        provided = providers.get(name, [name])  # what an extra brings need not be installed
        assert {each.casefold().replace("_", "-") for each in provided} & declared, f"{name} is not declared"


def test_the_package_is_typed_and_carries_its_data() -> None:
    package = Path(kg.__file__).parent
    assert (package / "py.typed").exists()
    assert list((package / "knowledge" / "data").rglob("*.jsonl"))
    assert (folder("ontology") / "report.schema.json").exists()
    assert (folder("examples") / "gold.jsonl").exists()


def test_what_is_locked_is_locked_by_hash_and_without_addresses() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "://" not in text
        entries = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
        assert entries
        assert all("==" in entry and entry.endswith("\\") for entry in entries)
    locked = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "sha256:e94cbf6c242453a89af524aaea8e08917b420c11792d6ac662d166b591059779" in locked


def test_the_public_names_are_there_and_are_loaded_when_they_are_used() -> None:
    assert sorted(kg.__all__) == kg.__all__ == sorted(kg._HOME)
    for name in kg.__all__:
        assert getattr(kg, name).__name__ == name
    code = "import sys, kg; sys.exit(any(m.startswith('kg.') for m in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        kg.nonsense  # noqa: B018  # looking it up is what raises
