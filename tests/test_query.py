"""The questions, asked of a small archive in which every answer can be seen."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from kg.archive import Archive, add
from kg.archive.judgements import Decision
from kg.archive.stored import StoredFindings
from kg.cli import main
from kg.exporters import EXPORTERS, export
from kg.model import Article
from kg.query import (
    UnknownName,
    Wanted,
    actor_page,
    common,
    contacts,
    find_actor,
    findings,
    go_betweens,
    meetings,
    path,
    reading,
)
from small_news import SETTINGS, article, extract

DAY = dt.date
ARTICLES = (
    article("a", "Stubb met Kallas in Tallinn on 2024-03-07", source="Wire", published=DAY(2024, 3, 8)),
    article("b", "Stubb met Kallas in Tartu on 2024-03-07", source="Herald", published=DAY(2024, 3, 9)),
    article("c", "Kallas met Duda in Riga on 2024-04-01", source="Wire", published=DAY(2024, 4, 2)),
    article("d", "Duda met Sandu in Riga on 2024-05-01 (planned)", source="Wire", published=DAY(2024, 4, 20)),
    article("e", "Kallas met Rinkevics in Tallinn on 2024-04-10", source="Wire", published=DAY(2024, 4, 11)),
    article("f", "Stubb met Rinkevics", source="Wire", published=DAY(2024, 6, 1)),
    article("g", "Stubb met Kallas in Tallinn on 2024-03-20", source="Wire", published=DAY(2024, 3, 21)),
    article("h", "Rinkevics met Sandu in Riga on 2024-07-02", source="Wire", published=DAY(2024, 7, 3)),
)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("query") / "news.kg"
    with Archive.create(path) as archive:
        add(archive, ARTICLES, settings=SETTINGS, extract=extract)
        assert archive.check() == ()
    return path


@pytest.fixture
def archive(file: Path) -> Iterator[Archive]:
    with Archive.open(file) as archive:
        yield archive


def documents(archive: Archive, **wanted: Any) -> list[str]:
    """The articles behind the meetings that fit: "ab" for a meeting that both tell of."""
    found = meetings(archive, Wanted(**wanted))
    return ["".join(report.document for report in told.reports) for told in found.shown]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({}, ["h", "d", "e", "c", "g", "ab", "f"]),
        ({"actors": ("Alexander Stubb",)}, ["g", "ab", "f"]),
        ({"actors": ("Finland",)}, ["g", "ab", "f"]),
        ({"actors": ("Finland", "Estonia")}, ["g", "ab"]),
        ({"actors": ("Kallas", "Poland")}, ["c"]),
        ({"countries": ("LV", "MD")}, ["h"]),
        ({"countries": ("EE",), "actors": ("Duda",)}, ["c"]),
        ({"place": "Tallinn"}, ["e", "g", "ab"]),
        ({"place": "Estonia"}, ["e", "g", "ab"]),
        ({"place": "Tartu"}, ["ab"]),
        ({"statuses": ("planned", "proposed")}, ["d"]),
        ({"statuses": ("cancelled", "refused")}, []),
        ({"first": DAY(2024, 4, 1), "last": DAY(2024, 4, 30)}, ["e", "c"]),
        ({"min_sources": 2}, ["ab"]),
        ({"max_sources": 1, "actors": ("Stubb",)}, ["g", "f"]),
        ({"changed_since": DAY(2024, 4, 20)}, ["h", "d", "f"]),
        ({"disputed": True}, ["ab"]),
        ({"min_confidence": 0.95}, ["ab"]),
        ({"kinds": ("summit",)}, []),
        ({"media": ("in_person",), "place": "Riga", "last": DAY(2024, 4, 30)}, ["c"]),
    ],
)
def test_meetings_that_fit(archive: Archive, wanted: dict[str, Any], expected: list[str]) -> None:
    assert documents(archive, **wanted) == expected
    found = findings(archive, Wanted(**wanted))
    assert {article.id for article in found.articles} == set("".join(expected))
    assert {report.document for report in found.reports} == set("".join(expected))
    assert len(found.meetings) == len(expected)


@pytest.mark.parametrize("wanted", [Wanted(), Wanted(place="Riga"), Wanted(actors=("Kallas",), last=DAY(2024, 4, 5))])
def test_what_is_read_from_the_file_is_written_as_what_is_held_in_memory(
    archive: Archive, tmp_path: Path, wanted: Wanted, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = findings(archive, wanted)
    held = export(few, tmp_path / "a", EXPORTERS)
    monkeypatch.setattr(import_module("kg.query.meetings"), "HELD_AT_ONCE", 0)
    with reading(archive, wanted) as stored:
        assert isinstance(stored, StoredFindings)
        streamed = export(stored, tmp_path / "b", EXPORTERS)
        assert [len(stored.meetings), len(stored.reports), len(stored.articles)] == [
            len(few.meetings),
            len(few.reports),
            len(few.articles),
        ]
    for one, other in zip(streamed, held, strict=True):
        assert one.read_bytes() == other.read_bytes(), one.name


def test_a_part_without_its_whole_names_it_no_more(tmp_path: Path) -> None:
    from dataclasses import replace

    from small_news import reports_of

    given = article("s", "Stubb met Kallas in Riga on 2024-04-03", "Duda met Sandu in Riga on 2024-04-04")
    summit, talks = reports_of(given)
    with Archive.create(tmp_path / "a.kg") as archive:
        archive.lay_aside([(given, [replace(summit, kind="summit"), replace(talks, part_of=summit.id)], b"1")])
        archive.settle()
        whole, part = findings(archive, Wanted()), findings(archive, Wanted(actors=("Sandu",)))
    (within,) = [meeting for meeting in whole.meetings if meeting.part_of]
    assert within.part_of in {meeting.id for meeting in whole.meetings}
    assert part.meetings == (replace(within, part_of=None),)


def test_findings_of_no_filter_are_all_and_of_one_meeting_what_it_is_in_the_whole(archive: Archive) -> None:
    whole = findings(archive, Wanted())
    assert whole == archive.findings()
    (planned,) = findings(archive, Wanted(statuses=("planned",))).meetings
    assert planned in whole.meetings


def test_decisions_hold_for_a_part_as_for_the_whole(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "a.kg") as archive:
        add(archive, ARTICLES, settings=SETTINGS, extract=extract)
        archive.decide(Decision(judgement="same", one="person:maia-sandu", other="person:alexander-stubb"))
        whole = {report.id: report for report in archive.findings().reports}
        part = findings(archive, Wanted(place="Riga"))
    assert {report.document for report in part.reports} == {"c", "d", "h"}
    assert all(whole[report.id] == report for report in part.reports)


def test_the_earliest_first_and_no_more_than_asked_for(archive: Archive) -> None:
    found = meetings(archive, Wanted(), limit=2, oldest_first=True)
    assert found.count == 7
    assert [told.reports[0].document for told in found.shown] == ["a", "g"]
    last = meetings(archive, Wanted(), oldest_first=True).shown[-1]
    assert last.meeting.when.first is None


def test_an_answer_carries_its_evidence(archive: Archive) -> None:
    (told,) = meetings(archive, Wanted(disputed=True)).shown
    assert told.disputed == ("place",)
    quotes = [(document, span.quote) for document, span in told.evidence]
    assert quotes == [
        ("a", "Stubb met Kallas in Tallinn on 2024-03-07"),
        ("b", "Stubb met Kallas in Tartu on 2024-03-07"),
    ]
    for document, span in told.evidence:
        assert span.quotes(archive.articles[document])


def test_days_known_roughly_fit_perhaps_and_unknown_ones_are_counted(tmp_path: Path) -> None:
    from dataclasses import replace

    from kg.model import When
    from small_news import reports_of

    week = When(first=DAY(2024, 4, 29), last=DAY(2024, 5, 5), precision="week", basis="stated")
    exact, rough, open_ = (
        article(name, f"{who} met Sandu on 2024-04-30")
        for name, who in (("x", "Stubb"), ("y", "Duda"), ("z", "Kallas"))
    )
    with Archive.create(tmp_path / "a.kg") as archive:
        archive.lay_aside(
            [
                (exact, reports_of(exact), b"1"),
                (rough, [replace(report, when=week) for report in reports_of(rough)], b"1"),
                (open_, [replace(report, when=When()) for report in reports_of(open_)], b"1"),
            ]
        )
        archive.settle()
        april = Wanted(first=DAY(2024, 4, 1), last=DAY(2024, 4, 30))
        found = meetings(archive, april)
        assert [(told.reports[0].document, told.certain) for told in found.shown] == [("x", True), ("y", False)]
        assert (found.count, found.undated) == (2, 1)
        surely = meetings(archive, Wanted(first=april.first, last=april.last, certain=True))
        assert [told.reports[0].document for told in surely.shown] == ["x"]
        months = contacts(archive, "Poland", "Moldova").months
        assert [(each.month, each.certain, each.possible) for each in months] == [("2024-04", 0, 1), ("2024-05", 0, 1)]


def test_days_in_the_wrong_order_are_refused(archive: Archive) -> None:
    with pytest.raises(ValueError, match="2024-05-01 to 2024-04-01 is no range"):
        meetings(archive, Wanted(first=DAY(2024, 5, 1), last=DAY(2024, 4, 1)))


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("person:maia-sandu", "person:maia-sandu"),
        ("maia sandu", "person:maia-sandu"),
        ("Sando", "person:maia-sandu"),
        ("Rinkevics", "person:edgars-rinkevics"),
        ("Latvia", "state:lv"),
    ],
)
def test_actors_are_found_by_any_of_their_names(archive: Archive, name: str, id_: str) -> None:
    assert find_actor(archive, name).id == id_


def test_a_name_nobody_has_is_answered_with_who_could_be_meant(archive: Archive) -> None:
    with pytest.raises(
        UnknownName, match=r"nobody is called 'Sand': did you mean Maia Sandu \(person:maia-sandu, MD\)"
    ):
        find_actor(archive, "Sand")
    with pytest.raises(UnknownName, match="no meeting is at 'Tallin': did you mean Tallinn"):
        meetings(archive, Wanted(place="Tallin"))


def test_a_name_that_two_have_is_not_guessed(tmp_path: Path) -> None:
    both = Article(id="x", text="Kim met Kim")
    from kg.model import Actor, Participation, Report
    from small_news import PEOPLE

    kims = [Actor(id=f"person:kim-{n}", label=f"{n.title()} Kim", kind="person") for n in ("un", "il")]
    report = Report(
        id="r",
        document="x",
        kind="meeting",
        medium="unknown",
        status="held",
        participants=tuple(Participation(actor=each) for each in (*kims, PEOPLE["Duda"])),
    )
    with Archive.create(tmp_path / "a.kg") as archive:
        archive.lay_aside([(both, [report], b"1")])
        archive.settle()
        with pytest.raises(
            UnknownName, match=r"can be Il Kim \(person:kim-il\), Un Kim \(person:kim-un\): give the id"
        ):
            find_actor(archive, "Kim")


def test_who_is_met_so_much_more_often_is_meant_by_the_family_name(tmp_path: Path) -> None:
    from dataclasses import replace

    from kg.model import Actor, Participation
    from small_news import PEOPLE, reports_of

    wife = Actor(id="person:anna-duda", label="Anna Duda", kind="person", aliases=("Duda",))
    with Archive.create(tmp_path / "a.kg") as archive:
        for n in range(20):
            given = article(f"a{n:02}", f"Stubb met Duda on 2024-03-{n + 1:02}")
            archive.lay_aside([(given, reports_of(given), bytes([n]))])
        given = article("b", "Stubb met Duda on 2024-04-01")
        (report,) = reports_of(given)
        with_wife = replace(report, participants=(*report.participants[:1], Participation(actor=wife)))
        archive.lay_aside([(given, [with_wife], b"b")])
        archive.settle()
        assert find_actor(archive, "Duda").id == PEOPLE["Duda"].id
        archive.remove([f"a{n:02}" for n in range(15)])
        with pytest.raises(UnknownName, match=r"can be Andrzej Duda \(person:andrzej-duda, PL\), Anna Duda"):
            find_actor(archive, "Duda")


def test_a_state_is_not_misspelt_by_its_adjective() -> None:
    from kg.query.actors import _standing

    told = [_standing(form, [{"ukraine"}], person=False) for form in ("Ukraine", "UA", "Ukrainian", "Ukrane")]
    assert told == ["name", "other", "other", "misspelling"]
    assert _standing("Witcoff", [{"steve", "witkoff"}], person=True) == "misspelling"
    assert _standing("Joseph R. Biden, Jr.", [{"joseph", "r", "biden"}], person=True) == "name"


def test_quotations_are_of_different_articles_first_and_of_the_text_before_the_headline(archive: Archive) -> None:
    from dataclasses import replace

    from kg.model import Span

    (told,) = meetings(archive, Wanted(disputed=True)).shown
    assert len(told.reports) == 2
    headline = Span(start=0, end=4, quote="News", field="title")
    first, second = (replace(report, evidence=(headline, *report.evidence)) for report in told.reports)
    chosen = replace(told, reports=(second, first)).quotations(3)
    assert [(document, span.field) for document, span in chosen] == [("a", "text"), ("b", "text"), ("a", "title")]


def test_an_actors_page(archive: Archive) -> None:
    page = actor_page(archive, "Kaja Kallas")
    assert page.meetings == {"held": 4}
    assert [(form.form, form.standing, form.articles) for form in page.forms] == [("Kallas", "name", 5)]
    assert page.forms[0].examples[:2] == (("a", "Wire"), ("b", "Herald"))
    met = [(each.actor.label, each.meetings, each.first, each.last) for each in page.company]
    assert met == [
        ("Alexander Stubb", 2, "2024-03-07", "2024-03-20"),
        ("Andrzej Duda", 1, "2024-04-01", "2024-04-01"),
        ("Edgars Rinkēvičs", 1, "2024-04-10", "2024-04-10"),
    ]
    assert page.first is not None and page.first.meeting.when.first == DAY(2024, 3, 7)
    assert page.last is not None and page.last.evidence[0][0] == "e"


def test_the_shortest_chain_of_meetings(archive: Archive) -> None:
    chain = path(archive, "Duda", "Sandu")
    assert [(link.one.label, link.other.label, link.meeting.reports[0].document) for link in chain] == [
        ("Andrzej Duda", "Kaja Kallas", "c"),
        ("Kaja Kallas", "Edgars Rinkēvičs", "e"),
        ("Edgars Rinkēvičs", "Maia Sandu", "h"),
    ]
    assert path(archive, "Duda", "Sandu", longest=2) == ()
    (link,) = path(archive, "Stubb", "Kallas")
    assert len(link.meeting.reports) == 2
    with pytest.raises(ValueError, match="are both Maia Sandu"):
        path(archive, "Sandu", "Sando")


def test_contacts_of_two_states_by_month_with_the_first_and_the_last(archive: Archive) -> None:
    found = contacts(archive, "Finland", "Estonia")
    assert [(each.month, each.certain, each.possible) for each in found.months] == [("2024-03", 2, 2)]
    assert found.first is not None and found.last is not None
    assert (found.first.meeting.when.first, found.last.meeting.when.first) == (DAY(2024, 3, 7), DAY(2024, 3, 20))
    assert (contacts(archive, "Finland", "Latvia").count, contacts(archive, "Finland", "Latvia").undated) == (1, 1)


def test_what_is_known_to_the_year_is_in_no_month_and_not_the_first_contact(tmp_path: Path) -> None:
    from dataclasses import replace

    from kg.model import When
    from small_news import reports_of

    year = When(first=DAY(2024, 1, 1), last=DAY(2024, 12, 31), precision="year", basis="stated")
    sure, rough = article("a", "Duda met Sandu on 2024-05-02"), article("b", "Duda met Sandu")
    with Archive.create(tmp_path / "a.kg") as archive:
        archive.lay_aside([(sure, reports_of(sure), b"1")])
        archive.lay_aside([(rough, [replace(each, when=year, kind="visit") for each in reports_of(rough)], b"2")])
        archive.settle()
        found = contacts(archive, "Poland", "Moldova")
    assert (found.count, found.rough, found.undated) == (2, 1, 0)
    assert [(each.month, each.certain, each.possible) for each in found.months] == [("2024-05", 1, 1)]
    assert found.first is not None and found.first.meeting.when.first == DAY(2024, 5, 2)


def test_who_met_both(archive: Archive) -> None:
    (both,) = common(archive, "Stubb", "Duda")
    assert (both.actor.label, both.with_one.meetings, both.with_other.meetings) == ("Kaja Kallas", 2, 1)
    assert [each.actor.label for each in common(archive, "Kallas", "Sandu")] == ["Edgars Rinkēvičs"]


def test_go_betweens(archive: Archive) -> None:
    best = go_betweens(archive)
    assert [(each.actor.label, each.score, each.met, each.meetings) for each in best[:2]] == [
        ("Edgars Rinkēvičs", 0.5, 3, 3),
        ("Kaja Kallas", 0.5, 3, 4),
    ]
    assert go_betweens(archive, measure="degree", last=DAY(2024, 3, 31))[0].met == 1
    assert sum(each.score for each in go_betweens(archive, measure="pagerank")) == pytest.approx(1, abs=1e-5)
    with pytest.raises(ValueError, match="no measure 'luck': choose from betweenness"):
        go_betweens(archive, measure="luck")


def run(file: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments, "--archive", str(file)])


@pytest.mark.parametrize(
    "command",
    [
        ("meetings", "--actor", "Stubb"),
        ("actor", "Kallas"),
        ("path", "Duda", "Sandu"),
        ("contacts", "Finland", "Estonia"),
        ("common", "Stubb", "Duda"),
        ("go-betweens",),
        ("search", "Riga"),
    ],
)
def test_every_question_is_answered_in_words_as_json_and_as_a_table(file: Path, command: tuple[str, ...]) -> None:
    text, as_json, table = run(file, *command), run(file, *command, "--json"), run(file, *command, "--csv")
    assert [each.exit_code for each in (text, as_json, table)] == [0, 0, 0]
    assert text.stdout.strip()
    assert json.loads(as_json.stdout)
    rows = list(csv.DictReader(io.StringIO(table.stdout)))
    assert rows and None not in rows[0]


def test_meetings_are_listed_with_who_says_so(file: Path) -> None:
    shown = run(file, "meetings", "--disputed").stdout
    assert "2024-03-07  Alexander Stubb, Kaja Kallas in Tallinn" in shown
    assert "the articles contradict each other on the place: Tallinn or Tartu" in shown
    assert 'b: "Stubb met Kallas in Tartu on 2024-03-07"' in shown
    assert shown.endswith("1 meetings\n")


def test_a_question_that_cannot_be_answered_says_why(file: Path, tmp_path: Path) -> None:
    unknown = run(file, "actor", "Nobody")
    assert (unknown.exit_code, "nobody is called 'Nobody'" in unknown.stderr) == (2, True)
    missing = run(tmp_path / "none.kg", "meetings")
    assert (missing.exit_code, "there is no archive" in missing.stderr) == (2, True)


def test_decisions_change_the_answers_and_are_taken_back(tmp_path: Path) -> None:
    file = tmp_path / "a.kg"
    with Archive.create(file) as archive:
        add(archive, ARTICLES, settings=SETTINGS, extract=extract)
    assert run(file, "decide", "same", "Duda", "person:maia-sandu", "--note", "trial").exit_code == 0
    assert run(file, "decide", "list").stdout == "same      Duda  person:maia-sandu  (trial)\n"
    with Archive.open(file) as archive:
        assert documents(archive, actors=("Maia Sandu",)) == ["h", "d", "c"]
        assert find_actor(archive, "Andrzej Duda").id == "person:maia-sandu"
    clash = run(file, "decide", "different", "person:maia-sandu", "duda")
    assert (clash.exit_code, "decided same and different" in clash.stderr) == (2, True)
    assert run(file, "decide", "undo", "person:maia-sandu", "Duda").exit_code == 0
    assert "nothing was decided" in run(file, "decide", "undo", "person:maia-sandu", "Duda").stderr
    with Archive.open(file) as archive:
        assert documents(archive, actors=("Andrzej Duda",)) == ["d", "c"]


def test_removing_by_command(tmp_path: Path) -> None:
    file = tmp_path / "a.kg"
    with Archive.create(file) as archive:
        add(archive, ARTICLES, settings=SETTINGS, extract=extract)
    assert "the publishers in it are Herald, Wire" in run(file, "remove", "--source", "Wires").stderr
    assert "there is no article 'zz'" in run(file, "remove", "zz").stderr
    assert run(file, "remove", "a", "--source", "Wire").exit_code == 2
    assert json.loads(run(file, "remove", "--source", "Wire", "--json").stdout)["removed"] == 7
    assert run(file, "remove", "b").exit_code == 0
    checked = CliRunner().invoke(main, ["archive", "check", str(file)])
    assert checked.stdout == f"{file}: whole, 0 articles, 0 meetings\n"


def test_an_archive_is_shown_and_renewed(file: Path, tmp_path: Path) -> None:
    import shutil

    copy = tmp_path / "copy.kg"
    shutil.copy(file, copy)
    renewed = CliRunner().invoke(main, ["archive", "renew", str(copy)])
    assert renewed.stdout == f"{copy}: 8 reports, 7 meetings\n"
    with Archive.open(file) as one, Archive.open(copy) as other:
        assert one.findings() == other.findings()
    shown = CliRunner().invoke(main, ["archive", "show", str(copy)]).stdout
    assert "Herald       1" in shown and "meetings        7" in shown


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ([], 7),
        (["--actor", "Latvia", "--from", "2024-05-01"], 1),
        (["--country", "EE", "--status", "held", "--min-sources", "2"], 1),
        (["--place", "Riga", "--to", "2024-04-30", "--certain"], 1),
        (["--single-source", "--kind", "meeting", "--medium", "in_person"], 6),
        (["--changed-since", "2024-04-20"], 3),
        (["--around", "Alexander Stubb"], 4),
        (["--around", "Alexander Stubb", "--around", "Sandu", "--status", "held"], 5),
        (["--disputed", "--min-confidence", "0.95"], 1),
    ],
)
def test_questions_and_exports_take_the_same_filters(
    file: Path, tmp_path: Path, options: list[str], expected: int
) -> None:
    asked = CliRunner().invoke(main, ["meetings", "--archive", str(file), "--json", *options])
    written = CliRunner().invoke(
        main, ["export", "--archive", str(file), "--output", str(tmp_path), "--format", "meetings", *options]
    )
    assert asked.exit_code == written.exit_code == 0
    lines = (tmp_path / "meetings.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) == expected
    assert {json.loads(line)["id"] for line in lines} == {each["id"] for each in json.loads(asked.stdout)["meetings"]}


@pytest.mark.parametrize("options", [["--actor", "Nobody"], ["--from", "2024-05-01", "--to", "2024-04-01"]])
def test_what_cannot_be_asked_for_cannot_be_exported(file: Path, tmp_path: Path, options: list[str]) -> None:
    done = CliRunner().invoke(main, ["export", "--archive", str(file), "--output", str(tmp_path / "out"), *options])
    assert done.exit_code == 2
    assert options[-1] in done.stderr
    assert not (tmp_path / "out").exists()
