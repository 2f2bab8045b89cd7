"""Names alone: variants of one name agree, names of different people do not."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.bundled import folder
from kg.evaluation.name_pairs import evaluate_names, figures, read_name_pairs
from kg.evaluation.respelling import respell, respell_names
from kg.knowledge.sounds import sound_keys
from kg.knowledge.spelling import plain_spelling, word_similarity
from kg.resolution.names import SAME_NAME, compare, parse_name

PAIRS = read_name_pairs(folder("examples") / "name_pairs.csv")
NAMES = st.sampled_from(sorted({name for pair in PAIRS for name in (pair.one, pair.other)}))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Steve Witkoff", "Vicchoff"),
        ("Volodymyr Zelensky", "Zelanceci"),
        ("Rustem Umerov", "Rustom Umrov"),
        ("Lee Myung-bak", "Myung-bak Lee"),
        ("Putin", "Poutine"),
        ("Сергей Лавров", "Sergei Lavrov"),
        ("Xi Jinping", "Si Dzinpin"),
        ("Putin, Vladimir", "Vladimir Vladimirovich Putin"),
        ("William Clinton", "Bill Clinton"),
        ("Hillary Clinton", "Hi1lary Clinton"),
        ("General Colin Powell", "Colin L. Powell"),
    ],
)
def test_one_name_in_two_spellings_agrees(one: str, other: str) -> None:
    assert compare(one, other).score >= SAME_NAME


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kim Jong Un", "Kim Jong Il"),
        ("George W. Bush", "George H. W. Bush"),
        ("John Kerry", "Bob Kerrey"),
        ("Ferdinand Marcos Jr.", "Ferdinand Marcos Sr."),
        ("Hillary Clinton", "Bill Clinton"),
        ("Colin Powell", "Jonathan Powell"),
        ("Tamim bin Hamad Al Thani", "Hamad bin Khalifa Al Thani"),
        ("Medvedev", "Medvedchuk"),
        ("Wang Yi", "Wang Jing"),
        ("King Mohammed VI", "King Mohammed V"),
    ],
)
def test_names_of_two_people_do_not_agree(one: str, other: str) -> None:
    assert compare(one, other).score < SAME_NAME


def test_reasons_say_what_differs() -> None:
    assert compare("Ferdinand Marcos Jr.", "Ferdinand Marcos Sr.").reasons == ("father and son",)
    assert compare("Erdogan", "Erdoğan").reasons == ("same name",)
    assert "given names differ" in compare("Hillary Clinton", "Bill Clinton").reasons


@given(NAMES, NAMES)
def test_comparison_has_no_direction(one: str, other: str) -> None:
    assert compare(one, other).score == pytest.approx(compare(other, one).score)
    assert 0.0 <= compare(one, other).score <= 1.0


@given(NAMES)
def test_a_name_agrees_with_itself(name: str) -> None:
    assert compare(name, name).score == 1.0


def test_titles_particles_and_suffixes_are_taken_off() -> None:
    assert parse_name("Sheikh Tamim bin Hamad al-Thani").words == ("tamim", "hamad", "thani")
    assert parse_name("President Joseph R. Biden Jr.").words == ("joseph", "r", "biden")
    assert parse_name("President Joseph R. Biden Jr.").suffix == "jr"


def test_transliterations_fall_together() -> None:
    assert plain_spelling("witkoff") == plain_spelling("vicchoff")
    assert word_similarity("lavrov", "lawrow") > word_similarity("lavrov", "lavrentyev")


@pytest.mark.parametrize(("right", "wrong"), [("witkoff", "vicchoff"), ("zelensky", "zelanceci"), ("umerov", "umrov")])
def test_garbled_names_share_a_sound_key(right: str, wrong: str) -> None:
    assert set(sound_keys(right)) & set(sound_keys(wrong))


def test_labelled_pairs_are_told_apart() -> None:
    ours, *others = evaluate_names(PAIRS)
    assert len(PAIRS) >= 600
    assert ours.f1 >= 0.95
    assert all(ours.f1 > other.f1 + 0.1 for other in others)


def test_a_blind_comparison_is_measured_as_such() -> None:
    blind = figures("all the same", lambda one, other: 1.0, PAIRS)
    assert blind.recall == 1.0
    assert blind.precision == pytest.approx(sum(p.same for p in PAIRS if p.half == "check") / blind.pairs)


def test_a_wrong_label_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "pairs.csv"
    path.write_text("half,label,one,other,kind\ncheck,maybe,Powell,Pavel,x\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"pairs\.csv:2: label is 'maybe'"):
        read_name_pairs(path)


def test_respelling_is_repeatable_and_changes_the_name() -> None:
    assert respell("Witkoff", random.Random(3)) == respell("Witkoff", random.Random(3)) != "Witkoff"
    respelt = respell_names("Lavrov met Kerry. Kerry left.", ["Lavrov", "Kerry"], random.Random(5))
    assert "Lavrov" not in respelt.text and respelt.text.endswith("left.") and " met " in respelt.text
    assert sorted(respelt.spellings) == ["Kerry", "Lavrov"]
    assert all(spelt in respelt.text for spellings in respelt.spellings.values() for spelt in spellings)
