"""How sure reports are: more reasons for a meeting never make it less sure, and what is surer is more often right."""

from __future__ import annotations

import datetime as dt
import json
import tomllib
from pathlib import Path
from statistics import fmean

import pytest
from click.testing import CliRunner
from hypothesis import given as given_
from hypothesis import strategies as st

import kg
from kg.bundled import folder
from kg.cli import main
from kg.evaluation import read_gold, read_predicted, score
from kg.evaluation.calibration import Judged, as_toml, calibration, fit, given, given_crosswise
from kg.model import Article
from kg.pipeline import Extractor, Settings
from kg.resolution.confidence import REASONS, Weights, believed, shipped_weights

NAMES = [reason.name for reason in REASONS]


def judged(document: str, *reasons: str, right: bool) -> Judged:
    return Judged(document=document, reasons=frozenset(reasons), right=right)


@given_(st.sets(st.sampled_from(NAMES)), st.sampled_from(NAMES))
def test_a_reason_for_raises_and_a_reason_against_lowers(held: set[str], one_more: str) -> None:
    before = believed(held - {one_more}, shipped_weights())
    after = believed(held | {one_more}, shipped_weights())
    assert (after - before) * shipped_weights().points[one_more] >= 0
    assert 0 < before < 1 and 0 < after < 1


def test_every_reason_has_its_points_and_the_other_way_round() -> None:
    assert list(shipped_weights().points) == NAMES


def test_known_people_on_a_known_day_are_for_it_and_uncertain_names_against() -> None:
    points = shipped_weights().points
    assert min(points["officials"], points["dated"], points["alone"], points["part"]) > 0
    assert max(points["weak"], points["pointed"], points["stateless"], points["name"]) < 0


def test_points_are_log_odds() -> None:
    weights = Weights(base=0.0, points={"dated": 2.2, "weak": -2.2})
    assert [believed(each, weights) for each in ([], ["dated"], ["weak"], ["dated", "weak"])] == [0.5, 0.9, 0.1, 0.5]


MIXED = [
    *(judged(f"a{n}", "officials", "dated", right=n % 10 != 0) for n in range(100)),
    *(judged(f"b{n}", "weak", right=n % 2 == 0) for n in range(100)),
]
"""Nine in ten of the dated ones are right, every second of the weak ones."""


def test_fitted_points_give_the_shares_that_are_right() -> None:
    weights = fit(MIXED)
    assert believed(["officials", "dated"], weights) == pytest.approx(0.9, abs=0.02)
    assert believed(["weak"], weights) == pytest.approx(0.5, abs=0.02)
    assert weights.points["officials"] == weights.points["dated"] > 0 > weights.points["weak"]
    assert weights.points["part"] == 0
    assert fit(MIXED) == weights


def test_the_order_of_the_reports_does_not_matter() -> None:
    assert fit(MIXED[::-1]) == fit(MIXED)


def test_points_need_right_and_wrong_reports() -> None:
    with pytest.raises(ValueError, match="all right or all wrong"):
        fit([judged("a", "plain", right=True)] * 5)


def test_calibration_is_worked_out_by_hand() -> None:
    four = [judged("a", right=True), judged("a", right=True), judged("b", right=False), judged("c", right=True)]
    found = calibration(four, [0.95, 0.92, 0.92, 0.3])
    assert (found.reports, found.right) == (4, 0.75)
    assert found.auc == pytest.approx((1 + 0.5 + 0) / 3)
    assert [(each.low, each.reports) for each in found.bins] == [(0.3, 1), (0.9, 3)]
    assert found.error == pytest.approx((1 * 0.7 + 3 * abs(0.93 - 2 / 3)) / 4)


def test_judged_crosswise_what_holds_everywhere_is_as_good_as_fitted() -> None:
    crosswise, fitted = given_crosswise(MIXED), given(MIXED, fit(MIXED))
    assert all(abs(one - other) < 0.05 for one, other in zip(crosswise, fitted, strict=True))
    assert calibration(MIXED, crosswise).auc > 0.65


def test_the_data_file_is_what_the_fit_writes() -> None:
    shipped = (Path(kg.__file__).parent / "resolution" / "confidence.toml").read_text(encoding="utf-8")
    assert as_toml(shipped_weights()) == shipped
    assert tomllib.loads(as_toml(fit(MIXED)))["points"] == dict(fit(MIXED).points)


@pytest.mark.model
def test_the_command_fits_the_points_to_annotated_articles(tmp_path: Path) -> None:
    texts = [f"Emmanuel Macron met Olaf Scholz in Berlin on {day} May 2022." for day in range(1, 13)]
    (tmp_path / "articles.jsonl").write_text(
        "".join(json.dumps({"id": f"d{n}", "text": text}) + "\n" for n, text in enumerate(texts)), encoding="utf-8"
    )
    parties = [{"name": "Emmanuel Macron", "country": "FR"}, {"name": "Olaf Scholz", "country": "DE"}]
    told = [{"participants": parties}]
    (tmp_path / "gold.jsonl").write_text(
        "".join(json.dumps({"id": f"d{n}", "meetings": told if n % 2 else []}) + "\n" for n in range(12)),
        encoding="utf-8",
    )
    fitted = tmp_path / "points.toml"
    arguments = ["evaluate", "calibration", str(tmp_path / "gold.jsonl"), str(tmp_path / "articles.jsonl")]
    result = CliRunner().invoke(main, [*arguments, "--fit", str(fitted), "--json"])
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert (found["as it is"]["reports"], found["as it is"]["right"], found["as it is"]["auc"]) == (12, 0.5, 0.5)
    assert found["as it is"]["error"] > 0.4 and found["fitted, crosswise"]["reports"] == 12
    weights = Weights(**tomllib.loads(fitted.read_text(encoding="utf-8")))
    assert believed(["officials", "dated", "alone"], weights) == 0.5
    plain = CliRunner().invoke(main, arguments)
    assert "as it is: 12 reports, 0.500 right; auc 0.500" in plain.stdout and "crosswise" not in plain.stdout


@pytest.mark.model
class TestShape:
    """Sentences from the surest to the least sure."""

    @pytest.fixture(scope="class")
    def sure(self) -> list[float]:
        extractor = Extractor.load(Settings())
        texts = (
            "Emmanuel Macron met Olaf Scholz in Berlin on 9 May 2022.",
            "French officials met German officials in Berlin on 9 May 2022.",
            "French officials met German officials in Berlin on Monday.",
            "French officials arrived in Berlin on Monday.",
        )
        found = [extractor.extract(Article(id="case", text=text))[1] for text in texts]
        assert [len(reports) for reports in found] == [1, 1, 1, 1]
        return [reports[0].confidence for reports in found]

    def test_what_is_told_less_plainly_is_less_sure(self, sure: list[float]) -> None:
        assert sure == sorted(sure, reverse=True)
        assert len(set(sure)) == len(sure)

    def test_two_officials_on_a_known_day_are_believed(self, sure: list[float]) -> None:
        assert sure[0] > 0.9 > sure[3]


@pytest.mark.model
def test_right_reports_of_the_examples_are_surer_than_wrong_ones(built: Path) -> None:
    scores = score(read_gold(folder("examples") / "gold.jsonl"), read_predicted(built / "reports.jsonl"))
    lines = [json.loads(line) for line in (built / "reports.jsonl").read_text(encoding="utf-8").splitlines()]
    sure = {named(line["document"], [p["name"] for p in line["participants"]]): line["confidence"] for line in lines}
    right: list[float] = []
    wrong: list[float] = []
    for each in scores.findings:
        if each.predicted is not None:
            key = named(each.predicted.document, [p.name or "" for p in each.predicted.parties])
            (right if each.gold is not None else wrong).append(sure[key])
    assert fmean(right) > fmean(wrong)


def named(document: str, parties: list[str]) -> tuple[str, ...]:
    return (document, *sorted(parties))


@pytest.mark.model
def test_a_meeting_on_a_visit_that_is_left_out_stands_for_itself() -> None:
    text = (
        "Emmanuel Macron arrived in Beijing on Monday. "
        "On Tuesday the French president met Xi Jinping in Beijing, the Elysee said."
    )
    article = Article(id="case", text=text, published=dt.date(2023, 4, 6), published_from="metadata")
    visit, talks = Extractor.load(Settings(min_confidence=0)).extract(article)[1]
    assert (visit.kind, talks.part_of) == ("visit", visit.id)
    assert visit.confidence < talks.confidence
    (kept,) = Extractor.load(Settings(min_confidence=talks.confidence)).extract(article)[1]
    assert (kept.id, kept.part_of) == (talks.id, None)
