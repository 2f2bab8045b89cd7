"""What a person is asked to decide: who may be one, who cannot."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.archive import Archive, add
from kg.cli import main
from kg.knowledge import fold
from kg.model import Actor, Article, Match, Participation, Problem
from kg.pipeline import Extraction, Settings
from kg.query.doubts import DOUBTS
from kg.query.doubts.names import doubts
from kg.query.doubts.people import MayBeOne, likely_one
from small_news import SETTINGS, article, extract


def person(told: str) -> Actor:
    """ "Ana Roca (ES)": a person nobody knows, with an id made of both."""
    name, _, country = told.rstrip(")").partition(" (")
    id_ = "-".join([*fold(name).split(), country.lower() or "x"])
    return Actor(id=f"person:{id_}", label=name, kind="person", country=country or None)


def asked(path: Path, *meetings: tuple[str, ...]) -> tuple[MayBeOne, ...]:
    """Who may be one where these met, a day each."""

    def met(inputs: Iterable[Article | Problem], *, settings: Settings) -> Iterator[Extraction]:
        for each, there in zip(extract(inputs, settings=settings), meetings, strict=True):
            actors = map(person, there)
            parties = tuple(Participation(actor=a, country=a.country, forms=(a.label,)) for a in actors)
            yield replace(each, reports=tuple(replace(report, participants=parties) for report in each.reports))

    told = [article(f"a{n}", f"Stubb met Kallas on 2024-03-{n + 1:02}") for n in range(len(meetings))]
    with Archive.create(path) as archive:
        add(archive, told, settings=SETTINGS, extract=met)
        return likely_one(archive)


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Ana Roca", "Ana Roca (ES)", "same name"),
        ("Oleg Vitkov (BG)", "Oleh Vitkoff (BG)", "the same country"),
        ("Sharma", "Rohan Sharma (IN)", "nobody else of that name here"),
        ("Maria Lopes Dias", "Maria Dias", "shorter form"),
        ("Ana Roca (ES)", "Ana Roca (PT)", "different countries"),
    ],
)
def test_people_of_like_names_are_asked_about(tmp_path: Path, one: str, other: str, reason: str) -> None:
    (pair,) = asked(tmp_path / "a.kg", (one, "Tom Brook"), (other, "Tom Brook"))
    assert {pair.one, pair.other} == {person(one).id, person(other).id}
    assert reason in pair.reasons and "both met Tom Brook" in pair.reasons


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ana Roca (ES)", "Ana Vega (ES)"),
        ("Rohan", "Rohan Sharma (IN)"),
        ("Ivo Petrov (BG)", "Mila Petrov (BG)"),
        ("Oleg Vitkov (BG)", "Olga Vidic (RS)"),
    ],
)
def test_others_are_not(tmp_path: Path, one: str, other: str) -> None:
    assert asked(tmp_path / "a.kg", (one, "Tom Brook"), (other, "Tom Brook")) == ()


def test_two_of_one_meeting_are_two(tmp_path: Path) -> None:
    assert asked(tmp_path / "a.kg", ("Ana Roca", "Tom Brook"), ("Ana Roca (ES)", "Ana Roca")) == ()


@pytest.mark.parametrize(
    ("form", "reasons", "candidates", "doubtful"),
    [
        ("Sando", ("family name misspelt (0.80)",), (), True),
        ("he", ("'he' refers to 'President Sandu'", "family name"), (), False),
        ("prime minister", ("held that post then",), (), False),
        ("Maia Sandu", ("full name (1.00)",), (), False),
        ("Maia Sandu", ("full name (1.00)",), ("person:maia-sandu-ii",), True),
    ],
)
def test_names_are_asked_about_and_not_what_is_said_for_them(
    tmp_path: Path, form: str, reasons: tuple[str, ...], candidates: tuple[str, ...], doubtful: bool
) -> None:
    def matched(inputs: Iterable[Article | Problem], *, settings: Settings) -> Iterator[Extraction]:
        for each in extract(inputs, settings=settings):
            (report,) = each.reports
            party = report.participants[-1]
            match = Match(form=form, actor=party.actor, score=0.7, reasons=reasons, candidates=candidates)
            yield replace(
                each, reports=(replace(report, participants=(*report.participants[:-1], replace(party, match=match))),)
            )

    with Archive.create(tmp_path / "a.kg") as archive:
        add(archive, [article("a", "Duda met Sandu")], settings=SETTINGS, extract=matched)
        assert [each.one for each in doubts(archive)] == ([form] if doubtful else [])


def test_the_command_lists_the_questions_with_their_reasons(tmp_path: Path) -> None:
    path = tmp_path / "a.kg"
    asked(path, ("Ana Roca", "Tom Brook"), ("Ana Roca (ES)", "Tom Brook"))
    listed = CliRunner().invoke(main, ["decide", "doubts", "people", "--archive", str(path)])
    expected = "person:ana-roca-es  person:ana-roca-x  0.99: same name; both met Tom Brook; never at one meeting\n"
    assert (listed.exit_code, listed.stdout) == (0, expected)
    told = CliRunner().invoke(main, ["decide", "doubts", "people", "--archive", str(path), "--json"])
    assert [each["other"] for each in json.loads(told.stdout)] == ["person:ana-roca-x"]


def test_an_archive_of_nothing_leaves_no_doubt(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "empty.kg") as archive:
        assert {of: doubts(archive) for of, doubts in DOUBTS.items()} == {"names": (), "people": (), "meetings": ()}
