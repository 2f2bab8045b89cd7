"""Times: expressions found in sentences, and the days they mean."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Tense, When
from kg.resolution.times import duration, find_times, is_relative, resolve_relative, resolve_time, with_duration

FRIDAY = dt.date(2025, 4, 18)
CASES = yaml.safe_load((Path(__file__).parent / "cases" / "times.yaml").read_text(encoding="utf-8"))


def found(text: str) -> list[str]:
    return [text[start:end] for start, end in find_times(text)]


def days(expression: str, *, published: dt.date | None = FRIDAY, tense: Tense = "past") -> str:
    when = resolve_time(expression, published=published, tense=tense)
    return f"{when.first}..{when.last}" if when.first != when.last else str(when.first)


@pytest.mark.parametrize("case", CASES, ids=[f"{c['expression']} ({c['published']}, {c['tense']})" for c in CASES])
def test_expression_means_these_days(case: dict[str, Any]) -> None:
    when = resolve_time(
        case["expression"], published=case["published"], tense=case["tense"], country=case.get("country")
    )
    assert (when.first, when.last, when.basis) == (case["first"], case["last"], case["basis"])
    assert when.expression == case["expression"]
    if when.first is not None:
        assert (when.precision, when.approximate) == (case["precision"], case.get("approximate", False))


@pytest.mark.parametrize(
    ("sentence", "expressions"),
    [
        ("The envoy met the president on Thursday in Oslo.", ["Thursday"]),
        ("Talks on Tuesday April 12, 2022 ended late.", ["Tuesday April 12, 2022"]),
        ("They will meet in Doha on May 17 to 18, the ministry said on Monday.", ["May 17 to 18", "Monday"]),
        ("Speaking at 10 a.m. on Thursday, he thanked the hosts.", ["at 10 a.m. on Thursday"]),
        ("The summit of June 29 - July 1, 2022 was long.", ["June 29 - July 1, 2022"]),
        ("He had been in Oslo a week after the Lima talks.", ["a week after"]),
        ("Thursday's meeting followed last week's call.", ["Thursday", "last week"]),
        ("He has led the party since Monday.", ["since Monday"]),
        ("They meet again by Friday or early next week.", ["by Friday", "early next week"]),
        ("In April 2021 and again last November they spoke.", ["April 2021", "last November"]),
        ("The June summit and the 2019 meeting went well.", ["June", "2019"]),
        ("On the eve of the summit the two dined.", ["On the eve of"]),
        ("In the spring of 2022 they met; two days later they parted.", ["the spring of 2022", "two days later"]),
        ("Both met between 10 and 12 April.", ["between 10 and 12 April"]),
        ("He arrived for a three-day visit that began Monday.", ["for a three-day visit that began Monday"]),
        ("On Wendesday, 12 Febuary, they met.", ["Wendesday, 12 Febuary"]),
        ("Friday prayers were followed by talks.", ["Friday"]),
        ("the sides met 17 may 2025 in minsk", ["17 may 2025"]),
        ("They had met early in May 2024.", ["early in May 2024"]),
    ],
)
def test_finds_the_whole_expression(sentence: str, expressions: list[str]) -> None:
    assert found(sentence) == expressions


@pytest.mark.parametrize(
    "sentence",
    [
        "Theresa May met the chancellor.",
        "Mrs May said she would stay.",
        "The ministers may meet, and thousands march through the capital.",
        "March on, he told them.",
        "The Sun reported that Mon leaders agreed.",
        "A second envoy took the floor.",
        "The 2022 budget was discussed by 10-12 countries.",
        "The 47-year-old minister spoke for about five hours.",
        "May one of them win.",
        "Sun Yat-sen and Jan Egeland were honoured.",
        "Augusta and Sundar dined with April Glaspie.",
        "Park Won-soon spoke as soon as he could.",
        "About 2,000 people and 1,500 soldiers came.",
        "They must agree on a fall in prices and a spring of hope.",
        "",
    ],
)
def test_leaves_false_friends_alone(sentence: str) -> None:
    assert found(sentence) == []


def test_offsets_hold_after_letters_of_other_scripts() -> None:
    text = "Çavuşoğlu – Ђинђић… met “on Thursday”, 17 April."
    assert found(text) == ["Thursday", "17 April"]


def test_words_of_two_paragraphs_are_not_one_expression() -> None:
    assert found("They met on Thursday\n\n12 April was a holiday.") == ["Thursday", "12 April"]


def test_without_publication_date_nothing_is_counted_from_today() -> None:
    assert resolve_time("Thursday", published=None) == When(expression="Thursday")
    assert resolve_time("April 17", published=None) == When(expression="April 17")
    assert days("17 April 2025", published=None) == "2025-04-17"


def test_tense_decides_between_the_last_and_the_next_such_day() -> None:
    assert days("Thursday", tense="past") == "2025-04-17"
    assert days("Thursday", tense="future") == "2025-04-24"
    assert days("Friday", tense="past") == days("Friday", tense="future") == "2025-04-18"


def test_day_shortly_after_publication_is_a_coming_one_even_in_the_past_tense() -> None:
    assert days("April 19") == "2025-04-19"
    assert days("May 9") == "2025-05-09"
    assert days("June 9") == "2024-06-09"


def test_coming_days_that_have_begun_are_those_of_this_year() -> None:
    assert days("April 17-20", tense="future") == "2025-04-17..2025-04-20"


def test_weekday_that_contradicts_its_date_leaves_the_date_approximate() -> None:
    when = resolve_time("Monday, April 17, 2025", published=FRIDAY)
    assert (when.first, when.approximate) == (dt.date(2025, 4, 17), True)


def test_weekday_beside_a_date_finds_its_year() -> None:
    assert days("Sunday, June 9") == "2024-06-09"
    assert days("Monday, June 9") == "2025-06-09"


@pytest.mark.parametrize(("country", "day"), [("US", "2025-03-04"), ("GB", "2025-04-03"), ("FR", "2025-04-03")])
def test_order_of_day_and_month_follows_the_publisher(country: str, day: str) -> None:
    when = resolve_time("03/04/2025", published=FRIDAY, country=country)
    assert (str(when.first), when.approximate, when.basis) == (day, False, "stated")


def test_unknown_order_of_day_and_month_takes_the_nearer_and_says_so() -> None:
    when = resolve_time("03/04/2025", published=FRIDAY)
    assert (when.first, when.approximate) == (dt.date(2025, 4, 3), True)
    assert resolve_time("03/04/2025", published=None).first is None
    assert resolve_time("17/04/2025", published=None).first == dt.date(2025, 4, 17)


def test_a_phrase_with_more_words_is_read_by_the_expression_in_it() -> None:
    assert days("when they met in Lima on Thursday evening") == "2025-04-17"


ANCHOR = When(first=dt.date(2025, 4, 17), last=dt.date(2025, 4, 17), basis="publication")


@pytest.mark.parametrize(
    ("expression", "first", "last", "approximate"),
    [
        ("a week before", "2025-04-10", "2025-04-10", False),
        ("about a week before", "2025-04-08", "2025-04-12", True),
        ("a week after the Lima talks", "2025-04-24", "2025-04-24", False),
        ("two days later", "2025-04-19", "2025-04-19", False),
        ("the next day", "2025-04-18", "2025-04-18", False),
        ("the previous evening", "2025-04-16", "2025-04-16", False),
        ("on the eve of the summit", "2025-04-16", "2025-04-16", False),
        ("the day before", "2025-04-16", "2025-04-16", False),
        ("the same day", "2025-04-17", "2025-04-17", False),
        ("that evening", "2025-04-17", "2025-04-17", False),
        ("earlier that month", "2025-04-01", "2025-04-17", False),
        ("later that week", "2025-04-17", "2025-04-20", False),
        ("the following week", "2025-04-21", "2025-04-27", False),
        ("the following Monday", "2025-04-21", "2025-04-21", False),
        ("a month earlier", "2025-03-01", "2025-03-31", False),
        ("a few days later", "2025-04-19", "2025-04-24", True),
    ],
)
def test_expression_counted_from_another_meeting(expression: str, first: str, last: str, approximate: bool) -> None:
    when = resolve_relative(expression, anchor=ANCHOR)
    assert is_relative(expression)
    assert (str(when.first), str(when.last), when.basis, when.approximate) == (first, last, "meeting", approximate)
    assert when.expression == expression


def test_counted_from_an_unknown_meeting_stays_unresolved() -> None:
    assert resolve_relative("a week after", anchor=When()) == When(expression="a week after")
    assert resolve_relative("on Thursday", anchor=ANCHOR) == When(expression="on Thursday")
    assert not is_relative("on Thursday")


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("a three-day visit", 3),
        ("for two weeks", 14),
        ("a week-long trip", 7),
        ("talks for five hours", None),
        ("two days ago", None),
    ],
)
def test_duration_in_days(text: str, length: int | None) -> None:
    assert duration(text) == length


def test_visit_of_three_days_ends_on_the_third() -> None:
    monday = resolve_time("Monday", published=FRIDAY)
    lasting = with_duration(monday, 3)
    assert (lasting.first, lasting.last) == (dt.date(2025, 4, 14), dt.date(2025, 4, 16))
    assert with_duration(When(), 3) == When()
    assert with_duration(lasting, 5) == lasting


WORDS = st.sampled_from(
    "on in the at last next this early late - about a two 3 17 2025 31st April May Monday Thurs. Sun , . / "
    "04/17/2025 to and between from until since by days weeks month year ago later before after half of end week "
    "weekend summer Febuary 's yesterday today 10:30 a.m. Christmas 9999 0".split()
)


@given(
    st.lists(WORDS, max_size=12).map(" ".join), st.dates() | st.none(), st.sampled_from(["past", "present", "future"])
)
def test_any_words_give_an_interval_or_nothing(text: str, published: dt.date | None, tense: Tense) -> None:
    ends = [0]
    for start, end in find_times(text):
        assert ends[-1] <= start < end <= len(text)
        ends.append(end)
        resolve_time(text[start:end], published=published, tense=tense)
    when = resolve_time(text, published=published, tense=tense)
    assert (when.first is None) == (when.basis == "unresolved")
    assert when.first is None or when.last is None or when.first <= when.last
    resolve_relative(text, anchor=when)


@given(st.text(max_size=200), st.dates())
def test_any_text_gives_valid_offsets(text: str, published: dt.date) -> None:
    for start, end in find_times(text):
        assert 0 <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        resolve_time(text[start:end], published=published)


WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@given(
    st.integers(0, 6),
    st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2100, 1, 1)),
    st.sampled_from(["", "last ", "next ", "this "]),
    st.booleans(),
)
def test_weekday_is_that_weekday_within_a_week(number: int, published: dt.date, side: str, past: bool) -> None:
    when = resolve_time(side + WEEKDAY_NAMES[number], published=published, tense="past" if past else "future")
    assert when.first is not None and when.first == when.last
    assert when.first.weekday() == number
    assert abs((when.first - published).days) <= 7


@pytest.mark.parametrize(
    "text", ["1" * 1_000_000, "1 " * 150_000, "a" * 1_000_000, "May " * 75_000, "10-" * 100_000, "about " * 50_000]
)
def test_long_runs_of_one_word_take_time_linear_in_their_length(text: str) -> None:
    begin = time.process_time()  # of this process alone: a busy machine changes nothing
    find_times(text)
    assert time.process_time() - begin < 60, "a quadratic pattern takes hours"
