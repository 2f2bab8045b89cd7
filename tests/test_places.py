"""Places: the words that say where, and the venue, city, region or country they mean."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.knowledge import Knowledge
from kg.model import Place, PlacePhrase, Span
from kg.resolution.places import RANK, resolve_place


def place(knowledge: Knowledge, *phrases: str, countries: tuple[str, ...] = ("US", "RU")) -> Place | None:
    spans = [PlacePhrase(span=Span(start=0, end=len(phrase), quote=phrase)) for phrase in phrases]
    return resolve_place(spans, countries=countries, knowledge=knowledge)


def meant(knowledge: Knowledge, *phrases: str, countries: tuple[str, ...] = ("US", "RU")) -> str:
    """ "kind: name, country (venue)"; "nowhere" for None."""
    found = place(knowledge, *phrases, countries=countries)
    if found is None:
        return "nowhere"
    return f"{found.kind}: {found.name}, {found.country}" + (f" ({found.venue})" if found.venue else "")


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("Paris", "city: Paris, FR"),
        ("Bali, Indonesia", "region: Bali, ID"),
        ("Washington, D.C.", "city: Washington, US"),
        ("New Delhi", "city: New Delhi, IN"),
        ("Kiev", "city: Kyiv, UA"),
        ("Kyiv", "city: Kyiv, UA"),
        ("Hiroshima, Japan", "city: Hiroshima, JP"),
        ("Germany", "country: Germany, DE"),
        ("US", "country: United States, US"),
        ("the Kremlin", "venue: Moscow, RU (Kremlin)"),
        ("the White House", "venue: Washington, US (White House)"),
        ("UN headquarters", "venue: New York City, US (United Nations Headquarters)"),
        ("Mar-a-Lago in Palm Beach, Florida", "venue: Palm Beach, US (Mar-a-Lago)"),
        ("Moscow's Kremlin", "venue: Moscow, RU (Kremlin)"),
        ("Villa Aurelia in Rome", "venue: Rome, IT (Villa Aurelia)"),
        ("the Belarusian capital", "city: Minsk, BY"),
        ("the Belarusian capital, Minsk", "city: Minsk, BY"),
        ("the capital of Belarus", "city: Minsk, BY"),
        ("the Turkish resort of Antalya", "city: Antalya, TR"),
        ("the southern Turkish city of Antalya", "city: Antalya, TR"),
        ("the Black Sea resort of Sochi", "city: Sochi, RU"),
        ("northern Italy", "country: Italy, IT"),
        ("Mogadishu airport", "city: Mogadishu, SO"),
        ("the Latvian foreign ministry", "venue: Riga, LV (Latvian foreign ministry)"),
    ],
)
def test_phrase_means_this_place(knowledge: Knowledge, phrase: str, expected: str) -> None:
    assert meant(knowledge, phrase) == expected


@pytest.mark.parametrize(
    ("phrase", "countries", "expected"),
    [
        ("Georgia", ("GE", "RU"), "country: Georgia, GE"),
        ("Georgia", ("US",), "region: Georgia, US"),
        ("Cambridge", ("US",), "city: Cambridge, US"),
        ("Cambridge", ("GB",), "city: Cambridge, GB"),
        ("San Jose", ("CR",), "city: San José, CR"),
        ("St. Petersburg", ("RU", "US"), "city: Saint Petersburg, RU"),
        ("Paris, Texas", ("FR", "US"), "city: Paris, US"),
        ("Geneva", ("US",), "city: Geneva, CH"),
        ("Athens", ("US",), "city: Athens, GR"),
        ("Hyderabad", ("PK",), "city: Hyderabad, PK"),
        ("the capital", ("BY",), "city: Minsk, BY"),
        ("the capital", ("BY", "LT"), "nowhere"),
    ],
)
def test_countries_of_the_article_decide_between_namesakes(
    knowledge: Knowledge, phrase: str, countries: tuple[str, ...], expected: str
) -> None:
    assert meant(knowledge, phrase, countries=countries) == expected


@pytest.mark.parametrize(
    ("misspelt", "countries", "expected"),
    [
        ("Istambul", ("US",), "city: Istanbul, TR"),
        ("Genva", ("US",), "city: Geneva, CH"),
        ("Riyahd", ("US",), "city: Riyadh, SA"),
        ("Tehrann", ("US",), "city: Tehran, IR"),
        ("Saint Petersberg", ("RU",), "city: Saint Petersburg, RU"),
        ("Beijng", (), "city: Beijing, CN"),
        ("Kazakstan", (), "country: Kazakhstan, KZ"),
    ],
)
def test_misspelt_place_is_repaired(
    knowledge: Knowledge, misspelt: str, countries: tuple[str, ...], expected: str
) -> None:
    assert meant(knowledge, misspelt, countries=countries) == expected


@pytest.mark.parametrize(
    "phrase", ["Lavrov", "Macron", "Merkel", "Rubio", "Wang", "Witkoff", "Peskov", "Congress", "Parliament", "Turkish",
               "us", "the sidelines", "Thursday", "NATO", "Red Square Dance", ""]
)  # fmt: skip
def test_people_and_other_words_are_no_places(knowledge: Knowledge, phrase: str) -> None:
    assert meant(knowledge, phrase) == "nowhere"


def test_more_specific_phrase_of_the_same_country_wins(knowledge: Knowledge) -> None:
    assert meant(knowledge, "Turkey", "Istanbul") == meant(knowledge, "Istanbul", "Turkey") == "city: Istanbul, TR"


def test_nearest_phrase_wins_over_one_of_another_country(knowledge: Knowledge) -> None:
    assert meant(knowledge, "Oslo", "the White House") == "city: Oslo, NO"


def test_place_has_coordinates_and_geonames_id(knowledge: Knowledge) -> None:
    paris = place(knowledge, "Paris")
    assert paris is not None and paris.geonames == 2988507
    assert paris.latitude == pytest.approx(48.85, abs=0.05) and paris.longitude == pytest.approx(2.35, abs=0.05)


def test_no_phrases_mean_no_place(knowledge: Knowledge) -> None:
    assert resolve_place((), countries=("FR",), knowledge=knowledge) is None


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(phrases=st.lists(st.text(max_size=30), max_size=3))
def test_any_words_mean_a_place_or_nothing(knowledge: Knowledge, phrases: list[str]) -> None:
    found = place(knowledge, *phrases)
    assert found is None or found.kind in RANK
