"""How sure reports are: more reasons for a meeting never make it less sure, and what is surer is more often right."""

from __future__ import annotations

import json
from pathlib import Path
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.bundled import folder
from kg.evaluation import read_gold, read_predicted, score
from kg.model import Article
from kg.pipeline import Extractor, Settings
from kg.resolution.confidence import REASONS, believed


@given(st.sets(st.integers(0, len(REASONS) - 1)), st.integers(0, len(REASONS) - 1))
def test_a_reason_for_raises_and_a_reason_against_lowers(held: set[int], one_more: int) -> None:
    before = believed(sum(REASONS[i].points for i in held - {one_more}))
    after = believed(sum(REASONS[i].points for i in held | {one_more}))
    assert (after - before) * REASONS[one_more].points >= 0
    assert 0 < before < 1 and 0 < after < 1


def test_without_any_reason_four_in_five_are_right() -> None:
    assert believed(0) == pytest.approx(0.8, abs=0.01)


@pytest.mark.model
class TestShape:
    """Sentences from the surest to the least sure."""

    @pytest.fixture(scope="class")
    def sure(self) -> list[float]:
        extractor = Extractor.load(Settings())
        texts = (
            "Emmanuel Macron met Olaf Scholz in Berlin on Monday. The two leaders met for an hour.",
            "Emmanuel Macron met Olaf Scholz in Berlin on Monday.",
            "Emmanuel Macron met German officials in Berlin on Monday.",
            "French officials met German officials in Berlin on Monday.",
        )
        found = [extractor.extract(Article(id="case", text=text))[1] for text in texts]
        assert [len(reports) for reports in found] == [1, 1, 1, 1]
        return [reports[0].confidence for reports in found]

    def test_what_is_told_less_plainly_is_less_sure(self, sure: list[float]) -> None:
        assert sure == sorted(sure, reverse=True)
        assert len(set(sure)) == len(sure)

    def test_two_named_people_on_a_known_day_are_believed(self, sure: list[float]) -> None:
        assert sure[0] > 0.9 > sure[3]


@pytest.mark.model
def test_right_reports_of_the_examples_are_surer_than_wrong_ones(built: Path) -> None:
    scores = score(read_gold(folder("examples") / "gold.jsonl"), read_predicted(built / "reports.jsonl"))
    lines = [json.loads(line) for line in (built / "reports.jsonl").read_text(encoding="utf-8").splitlines()]
    sure = {named(line["document"], [p["name"] for p in line["participants"]]): line["confidence"] for line in lines}
    right, wrong = [], []
    for each in scores.findings:
        if each.predicted is not None:
            key = named(each.predicted.document, [p.name for p in each.predicted.participants])
            (right if each.gold is not None else wrong).append(sure[key])
    assert fmean(right) > fmean(wrong)


def named(document: str, parties: list[str]) -> tuple[str, ...]:
    return (document, *sorted(parties))
