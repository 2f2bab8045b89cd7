"""A page's text goes in, the article's passages come out: all of the article, none of the page."""

from __future__ import annotations

import datetime as dt
import time
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kg.cleaning import Cleaned, clean, dateline_of
from kg.model import Article

CASES = Path(__file__).parent / "cases"
BODY = (
    "Foreign Minister Ida Holm of Norland met her Sudrian counterpart Marc Vidal in Vienna on Monday, officials said.",
    "The two ministers spoke for three hours about the border, which has been shut since the spring, and about fish.",
    "Holm said after the talks with Vidal that Norland would open the first two crossings before the end of the year.",
)


def cases(name: str) -> list[str]:
    found: list[str] = yaml.safe_load((CASES / f"cleaning_{name}.yaml").read_text(encoding="utf-8"))
    return found


def cleaned(text: str, *, title: str | None = None, url: str | None = None) -> Cleaned:
    result = clean(Article(id="a", text=text, title=title, url=url))
    for passage in result.passages:
        assert result.article.field(passage.field)[passage.start : passage.end] == passage.text
    return result


def bodies(result: Cleaned) -> tuple[str, ...]:
    return tuple(passage.text for passage in result.passages if passage.kind == "body")


@pytest.mark.parametrize("leftovers", cases("leftovers"))
def test_leftovers_behind_an_article_give_no_passage(leftovers: str) -> None:
    assert bodies(cleaned("\n\n".join([*BODY, leftovers]))) == BODY


@pytest.mark.parametrize("leftovers", cases("leftovers"))
def test_leftovers_behind_one_short_sentence_give_no_passage(leftovers: str) -> None:
    assert bodies(cleaned(f"Holm met Vidal.\n\n{leftovers}")) == ("Holm met Vidal.",)


def test_all_leftovers_together() -> None:
    assert bodies(cleaned("\n\n".join([*BODY, *cases("leftovers")]))) == BODY


@pytest.mark.parametrize("inline", cases("inline"))
def test_a_teaser_in_the_middle_goes_alone(inline: str) -> None:
    assert bodies(cleaned("\n\n".join([BODY[0], inline, *BODY[1:]]))) == BODY


@pytest.mark.parametrize("text", cases("kept"))
def test_nothing_of_an_article_is_lost(text: str) -> None:
    result = cleaned(text)
    assert [line for passage in result.passages for line in passage.text.splitlines()] == [
        line for line in text.splitlines() if line.strip()
    ]


def test_the_article_follows_a_menu_and_a_block_of_teasers() -> None:
    page = [
        "Skip to content",
        "Home\nWorld\nPolitics\nBusiness",
        "Trending",
        "Star leaves the stage after forty years",
        *BODY,
    ]
    assert bodies(cleaned("\n\n".join(page))) == BODY


def test_another_story_behind_the_article_is_not_it() -> None:
    other = [
        "More like this",
        "The swimmers of Velmia won three medals on Sunday, and their trainer Oskar Quist thanked the crowd.",
        "The champion Lena Ferro said that Velmia had waited for such a day since the games were held in Port Astrid.",
        "The mayor of Port Astrid, Jonas Pell, received the swimmers in the evening and gave each a silver spoon.",
        "They will travel to Karlsby in June, when the next of the great Velmian races is held in the harbour there.",
    ]
    assert bodies(cleaned("\n\n".join([*BODY, *other]))) == BODY


def test_an_agency_sentence_at_the_end_of_a_paragraph_is_cut() -> None:
    tail = " (Reporting by Anna Berg; editing by Tom Hall)"
    assert bodies(cleaned("\n\n".join([*BODY[:2], BODY[2] + tail]))) == BODY
    assert bodies(cleaned(f"{BODY[0]} With inputs from agencies")) == BODY[:1]


def test_a_shortcode_inside_a_paragraph_is_cut_out() -> None:
    assert bodies(cleaned(f'{BODY[0]} [caption id="7" align="left"] {BODY[1]}')) == BODY[:2]


def test_a_page_flattened_into_one_line_loses_its_tail() -> None:
    page = " ".join([*BODY, "LEAVE A REPLY Please enter your comment! More like this Star leaves the stage Popular"])
    assert bodies(cleaned(page)) == (" ".join(BODY),)


def test_a_page_of_leftovers_only_has_no_passage() -> None:
    assert cleaned("Share this:\nFacebook\nTwitter\n\n© 2024 Herald").passages == ()
    assert cleaned("").passages == ()


def test_a_hard_wrapped_paragraph_is_one_passage() -> None:
    text = (
        "The foreign minister of Norland met her counterpart from Sudria in\n"
        "Vienna on Monday. They spoke for three hours about the border which\n"
        "has been shut since the spring.\n"
        "\n"
        "A further round is planned.\n"
    )
    assert [passage.text.count("\n") for passage in cleaned(text).passages] == [2, 0]


def test_a_title_is_found_above_the_body() -> None:
    result = cleaned("\n\n".join(["Ministers of Norland and Sudria meet in Vienna", *BODY]))
    assert result.passages[0].kind == "title"
    assert result.passages[0].field == "text"
    assert result.article.title == "Ministers of Norland and Sudria meet in Vienna"


def test_a_given_title_comes_first_and_is_not_told_twice() -> None:
    title = "Ministers of Norland and Sudria meet"
    alone = cleaned("\n\n".join(BODY), title=title)
    assert [(p.kind, p.field) for p in alone.passages[:2]] == [("title", "title"), ("body", "text")]
    repeated = cleaned("\n\n".join([title, *BODY]), title=title)
    assert [(p.kind, p.field) for p in repeated.passages[:2]] == [("title", "text"), ("body", "text")]


@pytest.mark.parametrize(
    ("line", "place", "date", "agency"),
    [
        ("VIENNA, March 12 (Agency) - ", "VIENNA", "March 12", "Agency"),
        ("WASHINGTON — ", "WASHINGTON", None, None),
        ("VIENNA, Nov. 4, 2022 - ", "VIENNA", "Nov. 4, 2022", None),
        ("MEXICO CITY, March 12 -- ", "MEXICO CITY", "March 12", None),
        ("Kyiv. 12 March. NORDPRESS – ", "Kyiv", "12 March", "NORDPRESS"),
        ("MOSCOW, March 12. /NORD/. ", "MOSCOW", "March 12", "NORD"),
        ("New Delhi, Mar 12 (NPA) ", "New Delhi", "Mar 12", "NPA"),
        ("GENEVA (12 March 2024) – ", "GENEVA", "12 March 2024", None),
        ("DUBAI, United Arab Emirates (NP) — ", "DUBAI, United Arab Emirates", None, "NP"),
        ("LONDON/PARIS, March 12 (Agency) -- ", "LONDON/PARIS", "March 12", "Agency"),
        ("New Delhi: ", "New Delhi", None, None),
        ("(Agency) - ", None, None, "Agency"),
        ("March 12 (Agency) - ", None, "March 12", "Agency"),
        ("Vienna /NORDPRESS/. ", "Vienna", None, "NORDPRESS"),
        ("12 March, Vienna: ", "Vienna", "12 March", None),
    ],
)
def test_datelines_stand_apart_from_the_body(
    line: str, place: str | None, date: str | None, agency: str | None
) -> None:
    result = cleaned(line + BODY[0])
    assert [(passage.kind, passage.text) for passage in result.passages] == [
        ("dateline", line.strip()),
        ("body", BODY[0]),
    ]
    found = dateline_of(result)
    assert found is not None
    assert (found.place, found.agency) == (place, agency)
    assert (found.date or "").rstrip(".") == (date or "")


@pytest.mark.parametrize(
    "start",
    [
        "PRESIDENT LUND: ",
        "Lund — ",
        "Norland – Sudria talks: ",
        "In Vienna (Austria) – ",
        "BREAKING — ",
        "Vienna, March 12 ",
        "Holm: ",
    ],
)
def test_what_is_no_dateline_stays_in_the_body(start: str) -> None:
    assert bodies(cleaned(start + BODY[0])) == (start + BODY[0],)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Published: 12 March 2024", dt.date(2024, 3, 12)),
        ("Published on March 12, 2024, 10:15 AM IST", dt.date(2024, 3, 12)),
        ("Posted: Tuesday, 12 March 2024 | By Anna Berg", dt.date(2024, 3, 12)),
        ("By Anna Berg | March 12, 2024", dt.date(2024, 3, 12)),
        ("March 12, 2024, 10:15 AM", dt.date(2024, 3, 12)),
        ("Updated: 2024-03-12T10:15:00+01:00", dt.date(2024, 3, 12)),
        ("Date:\n12.03.2024", dt.date(2024, 3, 12)),
        ("Date: 25/12/2023", dt.date(2023, 12, 25)),
        ("Date: 03/04/2024", None),
        ("Date:", None),
        ("Published: 31 February 2024", None),
        ("Last updated:04 January, 2024, 07:46 ISTWell-known star", None),
    ],
)
def test_a_line_at_the_top_dates_the_page(line: str, day: dt.date | None) -> None:
    for head in ("Ministers of Norland and Sudria meet in Vienna", ""):
        article = cleaned("\n\n".join([head, line, *BODY])).article
        assert (article.published, article.published_from) == (day, "dateline" if day else None)


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://h.example/world/2024/03/12/ministers-meet", dt.date(2024, 3, 12)),
        ("https://h.example/2024-03-12-ministers", dt.date(2024, 3, 12)),
        ("https://h.example/20240312/x.html", dt.date(2024, 3, 12)),
        ("https://h.example/2024/mar/12/x", dt.date(2024, 3, 12)),
        ("https://h.example/2024/13/45/x", None),
        ("https://h.example/article-1202403120", None),
        ("https://h.example/x?date=2024-03-12", None),
        ("http://[broken", None),
    ],
)
def test_an_address_dates_the_page(url: str, day: dt.date | None) -> None:
    article = cleaned(BODY[0], url=url).article
    assert (article.published, article.published_from) == (day, "url" if day else None)


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://h.example/2024/04/03/x", dt.date(2024, 4, 3)),
        ("https://h.example/2024/03/04/x", dt.date(2024, 3, 4)),
        ("https://www.herald.co.uk/x", dt.date(2024, 4, 3)),
        ("https://www.office.gov/x", dt.date(2024, 3, 4)),
        ("https://www.herald.com/x", None),
    ],
)
def test_day_and_month_are_told_apart_by_the_address_only(url: str, day: dt.date | None) -> None:
    assert cleaned("\n\n".join(["Published: 03/04/2024", *BODY]), url=url).article.published == day


def test_publication_comes_before_update_and_metadata_before_both() -> None:
    text = "\n\n".join(["Updated: 14 March 2024", "Published: 12 March 2024", *BODY])
    assert cleaned(text).article.published == dt.date(2024, 3, 12)
    given_date = Article(id="a", text=text, published=dt.date(2024, 3, 11), published_from="metadata")
    assert clean(given_date).article.published == dt.date(2024, 3, 11)


def test_a_dateline_without_year_takes_it_from_an_address_of_that_month() -> None:
    text = "VIENNA, March 12 (Agency) — " + BODY[0]
    assert cleaned(text).article.published is None
    assert cleaned(text, url="https://h.example/2024/03/ministers").article.published == dt.date(2024, 3, 12)
    assert cleaned(text, url="https://h.example/2024/05/ministers").article.published is None


@pytest.mark.parametrize(
    "behind",
    [
        "Published: 5 May 2023",
        "More like this\n\nStar leaves stage\n\nPublished: 5 May 2023",
        "VIENNA, 5 May 2023 (Agency) - A teaser...",
    ],
)
def test_a_date_behind_the_article_is_never_taken(behind: str) -> None:
    assert cleaned("\n\n".join([*BODY, behind])).article.published is None


HOSTILE = {
    "one word": "a" * 10_000_000,
    "one line": "The ministers met in Vienna. " * 350_000,
    "open shortcodes": '[a_b x="' * 1_000_000,
    "shortcodes": "[ad_1] " * 500_000,
    "blank lines": "\n \n" * 2_000_000,
    "spaces": " " * 5_000_000 + "x",
    "brackets": "(" * 3_000_000,
    "short lines": "Lund met Roos.\n" * 30_000,
    "dots": ". " * 3_000_000,
    "bylines": "By A " * 2_000_000,
    "datelines": "VIENNA, " * 1_000_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_takes_linear_time(name: str) -> None:
    started = time.process_time()
    cleaned(HOSTILE[name])
    assert time.process_time() - started < 5


@given(st.text(max_size=400))
def test_passages_quote_the_text_whatever_it_is(text: str) -> None:
    result = cleaned(text)
    body = [passage for passage in result.passages if passage.kind != "title"]
    assert all(earlier.end <= later.start for earlier, later in pairwise(body))
    assert result == cleaned(text)


@given(st.lists(st.sampled_from([*BODY, *cases("leftovers"), *cases("inline"), "Short line", ""]), max_size=12))
def test_passages_of_mixed_pages_quote_the_text(lines: list[str]) -> None:
    assert all(passage.text.strip() == passage.text for passage in cleaned("\n\n".join(lines)).passages)


def test_a_dateline_as_long_as_what_is_looked_at_is_none() -> None:
    for length in range(100, 180):
        dateline = "WASHINGTON, April 17, 2025 " + " " * (length - 27)
        text = dateline + "Officials of both states met again on Thursday."
        cleaned = clean(Article(id="long", text=text))
        assert "".join(p.text for p in cleaned.passages).strip()
