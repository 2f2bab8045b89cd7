"""Which reports are one meeting, what it then says, and that only the set of reports decides."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.bundled import folder
from kg.evaluation.linking import link_series, measure
from kg.evaluation.series import Row, Series, read_series
from kg.linking import judge, link, read_judgements
from kg.linking.copies import runs, same_text, witnesses
from kg.linking.press import Press
from kg.model import Article, Meeting, Report
from kg.resolution.decisions import DecisionError

SERIES = {each.name: each for each in read_series(folder("examples") / "series.toml")}
BY_HAND = tuple(each for each in SERIES.values() if not each.read)


def reports_of(rows: Sequence[Row]) -> list[Report]:
    return [row.report for row in rows if row.report is not None]


def articles_of(rows: Sequence[Row]) -> dict[str, Article]:
    return {row.article.id: row.article for row in rows}


def meetings_of(name: str) -> tuple[Meeting, ...]:
    rows = SERIES[name].rows
    return link(reports_of(rows), articles_of(rows))


def everything() -> tuple[list[Report], dict[str, Article]]:
    """All series in one archive: their meetings are then on each other's ways too."""
    rows = [row for series in BY_HAND for row in series.rows]
    return reports_of(rows), articles_of(rows)


def test_there_are_sixty_series_and_linking_gets_them_right() -> None:
    figures = measure(link_series(BY_HAND))
    assert len(SERIES) >= 60
    assert figures.pairwise_f1 >= 0.96, figures
    assert figures.b_cubed_f1 >= 0.98, figures
    assert figures.parts_f1 >= 0.95, figures


# Only the set decides


@given(st.randoms(use_true_random=False))
def test_any_order_gives_the_same_meetings(random_: random.Random) -> None:
    reports, articles = everything()
    shuffled = reports[:]
    random_.shuffle(shuffled)
    assert link(shuffled, articles) == link(reports, articles)


@pytest.mark.parametrize("series", BY_HAND, ids=lambda series: series.name)
def test_one_by_one_is_all_at_once(series: Series) -> None:
    reports, articles = reports_of(series.rows), articles_of(series.rows)
    seen: list[Report] = []
    meetings: tuple[Meeting, ...] = ()
    for report in reversed(reports):
        seen.append(report)
        meetings = link(seen, articles)
    assert meetings == link(reports, articles)
    assert link([*reports, *reports], articles) == meetings


def test_a_report_taken_back_leaves_what_would_have_been_without_it() -> None:
    reports, articles = everything()
    for gone in reports[::17]:
        rest = [each for each in reports if each.id != gone.id]
        assert link(rest, articles) == link(rest, {id_: articles[id_] for id_ in {each.document for each in rest}})


# Nothing contradictory is joined


@given(st.sets(st.integers(0, 184), min_size=2, max_size=40))
def test_no_meeting_holds_two_reports_of_one_article_or_a_call_and_an_encounter(chosen: set[int]) -> None:
    reports, articles = everything()
    some = [reports[n] for n in sorted(chosen) if n < len(reports)]
    by_id = {report.id: report for report in some}
    for meeting in link(some, articles):
        told = [by_id[id_] for id_ in meeting.reports]
        assert len({report.document for report in told}) == len(told)
        assert not {"phone", "in_person"} <= {report.medium for report in told}
        held = [report.when for report in told if report.status == "held" and not report.when.approximate]
        first = max((when.first for when in held if when.first), default=dt.date.min)
        last = min((when.last for when in held if when.last), default=dt.date.max)
        assert first - last <= dt.timedelta(days=1) if held else True


def test_an_undated_report_is_no_bridge_between_days_that_contradict() -> None:
    one, two = meetings_of("an undated report is no bridge")
    assert [len(one.reports), len(two.reports)] == [2, 1]


def test_a_report_of_unknown_place_is_no_bridge_between_two_places() -> None:
    rows = SERIES["a report without a place is no bridge between two places"].rows
    london, brussels = reports_of(rows)
    between = replace(london, id="between", document="between", place=None)
    articles = articles_of(rows) | {"between": replace(rows[0].article, id="between")}
    assert sorted(len(each.reports) for each in link([london, brussels, between], articles)) == [1, 2]


# What a meeting says


def test_planned_moved_and_held_is_one_history() -> None:
    (meeting,) = meetings_of("planned, moved, held")
    assert [claim.status for claim in meeting.history] == ["planned", "postponed", "planned", "held"]
    assert [str(claim.published) for claim in meeting.history] == [
        "2024-09-02",
        "2024-09-07",
        "2024-09-16",
        "2024-09-19",
    ]
    assert (meeting.status, str(meeting.when.first)) == ("held", "2024-09-18")
    assert [str(when.first) for when in meeting.other_times] == ["2024-09-09"]
    assert any("put off to another day" in link.reasons for link in meeting.links)


def test_a_denial_by_the_other_side_is_kept_beside_the_claim() -> None:
    (meeting,) = meetings_of("held says one, denied says the other")
    assert [(claim.status, claim.source) for claim in meeting.history] == [("held", "Wire"), ("refused", "Tass")]
    assert meeting.status == "held"


def test_cancelled_is_the_last_word_on_a_plan() -> None:
    cancelled, other = meetings_of("planned and cancelled, later another one")
    assert [cancelled.status, other.status] == ["cancelled", "held"]


def test_conflicting_days_are_kept_with_their_sources_the_best_supported_first() -> None:
    (meeting,) = meetings_of("a wrong weekday")
    assert str(meeting.when.first) == "2024-05-16"
    assert [(each.value, each.sources, each.tellings) for each in meeting.accounts if each.fact == "time"] == [
        ("2024-05-16/2024-05-16", ("Post", "Wire"), 2),
        ("2024-05-15/2024-05-15", ("Herald",), 1),
    ]


def test_conflicting_places_are_kept_with_their_sources_the_best_supported_first() -> None:
    (meeting,) = meetings_of("places that contradict, one exact day")
    assert meeting.place is not None
    assert meeting.place.name == "Valletta"
    assert [place.name for place in meeting.other_places] == ["Vienna"]
    assert [(each.value, each.sources) for each in meeting.accounts if each.fact == "place"] == [
        ("place:Valletta", ("Post", "Wire")),
        ("place:Vienna", ("Herald",)),
    ]


def test_participants_that_not_all_name_are_kept_with_their_sources() -> None:
    (meeting,) = meetings_of("delegations told differently")
    assert [party.actor.label for party in meeting.participants] == ["Lavrov", "Rubio", "Ushakov", "Witkoff"]
    told = {each.value: each.sources for each in meeting.accounts if each.fact == "participant"}
    assert told["person:witkoff"] == ("Wire",)
    assert told["person:lavrov"] == ("Herald", "Star", "Wire")


def test_who_is_named_in_part_by_some_is_one_participant() -> None:
    (meeting,) = meetings_of("a family name only")
    assert [party.actor.label for party in meeting.participants] == ["James-Marape", "Modi"]
    assert meeting.participants[0].forms == ("James-Marape", "Marape")
    assert [each for each in meeting.accounts if each.fact == "participant"] == []


def test_every_merge_says_why() -> None:
    reports, articles = everything()
    for meeting in link(reports, articles):
        assert len(meeting.links) == len(meeting.reports) - 1
        for each in meeting.links:
            assert each.reasons
            assert set(each.reports) <= set(meeting.reports)
    (meeting,) = meetings_of("no place")
    assert meeting.links[0].reasons[:2] == ("parties: the same people (+0.50)", "days: the same day (+0.30)")


# Copies


def test_copies_of_one_text_are_one_witness() -> None:
    name = "an agency's story in four papers"
    agency, *_ = meetings_of(name)
    assert agency.copies == (tuple(row.article.id for row in SERIES[name].rows[:3]),)
    assert agency.sources == ("Agency", "North", "South")
    assert agency.confidence == 0.9


def test_a_later_copy_has_the_days_of_the_first_print() -> None:
    (meeting,) = meetings_of("a copy printed a week later counts its weekday from the wrong day")
    assert str(meeting.when.first) == "2025-03-03"


STORY = (
    "The foreign ministers of the two neighbours met at the border on Tuesday to speak about the river, the road and "
    "the customs post that has been shut since spring. Neither side gave details, but a joint statement is expected "
    "before the end of the week, and a second round was agreed for next month in the other country."
)


@pytest.mark.parametrize(
    "other",
    [
        STORY.upper(),
        STORY.replace("Tuesday", "Tues.").replace("spring", "the spring"),
        STORY[:180],
        f"(Agency) {STORY} Copyright of the agency.",
    ],
)
def test_a_recast_story_is_a_copy(other: str) -> None:
    reports = [replace(reports_of(SERIES["no place"].rows)[0], document=id_) for id_ in ("a", "b")]
    articles = {"a": Article(id="a", text=STORY), "b": Article(id="b", text=other)}
    assert witnesses(reports, Press(reports, articles)) == {"a": "a", "b": "a"}


def test_a_story_in_other_words_is_none() -> None:
    other = (
        "At the border on Tuesday two ministers talked for hours. The customs post may open again, said a man who was "
        "in the room; the river was left for another day, and so was everything that could have made a headline."
    )
    assert not same_text(runs(STORY.casefold()), runs(other.casefold()))
    assert not same_text(runs("they met on monday in the old town"), runs("they met on sunday in the old town"))


# Decisions of a person


def test_a_person_can_join_what_the_rules_keep_apart_and_part_what_they_join() -> None:
    rows = SERIES["same pair three times in a fortnight"].rows
    reports, articles = reports_of(rows), articles_of(rows)
    ids = [report.id for report in reports]
    joined = link(reports, articles, judgements=judge([("same", ids[0], ids[2])]))
    (whole,) = [each for each in joined if ids[0] in each.reports]
    assert set(ids[:4]) == set(whole.reports)
    assert ("decided by a person",) in [each.reasons for each in whole.links]
    parted = link(reports, articles, judgements=judge([("different", ids[0], ids[1])]))
    assert all(not {ids[0], ids[1]} <= set(each.reports) for each in parted)
    assert link(reports[::-1], articles, judgements=judge([("different", ids[0], ids[1])])) == parted


def test_judgements_are_read_and_contradictions_named(tmp_path: Path) -> None:
    file = tmp_path / "meetings.jsonl"
    file.write_text('{"decision": "same", "reports": ["a", "b"]}\n', encoding="utf-8")
    assert read_judgements(file) == judge([("same", "b", "a")])
    file.write_text('{"decision": "same", "reports": ["a"]}\n', encoding="utf-8")
    with pytest.raises(DecisionError, match=r"meetings.jsonl:1: reports are \['a'\]: write"):
        read_judgements(file)
    with pytest.raises(DecisionError, match="decided same and different"):
        judge([("same", "a", "b"), ("different", "b", "a")])


# Parts and wholes


@pytest.mark.parametrize(
    "name",
    ["a visit and the talks in it", "a bilateral beside a summit", "rounds of one negotiation", "stops of a tour"],
)
def test_parts_of_other_articles_find_their_whole(name: str) -> None:
    (linked,) = link_series([SERIES[name]])
    assert linked.wrong == ()
    assert linked.wrong_parts == ()


def test_a_meeting_beside_another_summit_is_no_part_of_it() -> None:
    assert all(each.part_of is None for each in meetings_of("a meeting of two in the week of another summit"))


def test_nothing_is_a_part_of_itself() -> None:
    reports, articles = everything()
    meetings = {each.id: each for each in link(reports, articles)}
    for meeting in meetings.values():
        above, seen = meeting.part_of, {meeting.id}
        while above is not None:
            assert above not in seen
            seen.add(above)
            above = meetings[above].part_of


# The measures


def test_measures_of_a_group_too_large_and_one_too_small() -> None:
    rows = SERIES["one meeting by three publishers"].rows
    split = Series(name="split", rows=(rows[0], rows[1], replace(rows[2], meeting="b")))
    figures = measure(link_series([split]))
    assert (figures.pairwise_precision, figures.pairwise_recall) == pytest.approx((1 / 3, 1.0))
    assert (figures.b_cubed_precision, figures.b_cubed_recall) == pytest.approx((5 / 9, 1.0))
    assert figures.series_right == 0


def test_a_series_with_a_fault_is_named(tmp_path: Path) -> None:
    file = tmp_path / "series.toml"
    file.write_text(
        '[cast]\n[places]\n[[series]]\nname = "x"\nrows = [{ meeting = "a", parties = "Nobody" }]\n', "utf-8"
    )
    with pytest.raises(
        ValueError, match=r"series.toml: series 'x', row 1: 'Nobody' is not known: put it into \[cast\]"
    ):
        read_series(file)
