"""The command line: what it prints, where, and how it ends."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from kg.archive import Archive
from kg.cli import main
from kg.cli.knowing import KINDS
from kg.knowledge.importers import IMPORTERS
from kg.model import Article, Problem
from kg.pipeline import Settings
from kg.sources import distinct


def commands(group: click.Group, above: str = "") -> Iterator[str]:
    """The names of all commands, groups included: "archive", "archive check"."""
    for name, command in sorted(group.commands.items()):
        yield above + name
        if isinstance(command, click.Group):
            yield from commands(command, f"{above}{name} ")


def run(*arguments: str | Path, given: str | None = None) -> Result:
    return CliRunner().invoke(main, [str(each) for each in arguments], input=given)


@pytest.mark.parametrize("name", [*commands(main)])
def test_the_help_of_every_command_has_an_example_of_its_use(name: str) -> None:
    result = run(*name.split(), "--help")
    assert result.exit_code == 0
    assert f"\n    kg {name} " in result.output


def test_every_option_says_what_it_does() -> None:
    def options(command: click.Command) -> list[click.Option]:
        if isinstance(command, click.Group):
            return [option for each in command.commands.values() for option in options(each)]
        return [each for each in command.params if isinstance(each, click.Option)]

    assert [option.name for option in options(main) if not option.help] == []


def test_help_does_not_wait_for_the_language_library() -> None:
    code = "import sys, kg.cli; sys.exit(any(m in sys.modules for m in ('spacy', 'rdflib', 'rich', 'networkx')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_wrong_day_is_a_usage_error_that_says_how_to_write_it() -> None:
    result = run("extract", "a.txt", "--published", "18.4.2025")
    assert result.exit_code == 2
    assert "'18.4.2025' is not a day: write it as 2025-04-18" in result.output


def test_an_unknown_format_is_a_usage_error_that_names_the_known_ones(tmp_path: Path) -> None:
    result = run("build", "a.txt", "--output", tmp_path / "graph", "--format", "visio")
    assert result.exit_code == 2
    assert "'visio': choose from all, html, turtle, trig" in result.output
    assert not (tmp_path / "graph").exists()


def test_an_input_that_is_not_there_is_listed_and_the_rest_is_done(tmp_path: Path) -> None:
    missing = tmp_path / "missing.txt"
    result = run("build", missing, "--output", tmp_path / "graph", "--format", "meetings", "--json")
    assert result.exit_code == 1
    summary = json.loads(result.stdout)
    assert (summary["problems"], summary["meetings"]) == (1, 0)
    (problem,) = (tmp_path / "graph" / "problems.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(problem)["where"] == str(missing)
    assert str(missing) in result.stderr


def test_problems_of_an_earlier_run_do_not_stay(tmp_path: Path) -> None:
    (tmp_path / "problems.jsonl").write_text("yesterday", encoding="utf-8")
    (tmp_path / "in").mkdir()
    result = run("build", tmp_path / "in", "--output", tmp_path, "--format", "meetings")
    left = tmp_path / "problems.jsonl"
    assert not left.exists() or "yesterday" not in left.read_text(encoding="utf-8")
    assert result.exit_code in (0, 1)


def test_an_article_is_taken_once_and_another_text_under_its_id_is_a_problem() -> None:
    first, again, other = (Article(id="a", text=text) for text in ("one", "one", "two"))
    problem = Problem(where="f", cause="c", remedy="r")
    assert list(distinct([first, again, problem, other])) == [
        first,
        problem,
        Problem(where="a", cause="another article has this id too", remedy="give it an id of its own"),
    ]


@pytest.mark.model
def test_extract_reads_standard_input_and_writes_reports_only(tmp_path: Path) -> None:
    text = "French President Emmanuel Macron met German Chancellor Olaf Scholz in Berlin on Monday."
    result = run("extract", "-", "--published", "2023-05-10", given=text)
    assert (result.exit_code, result.stderr) == (0, "")
    (report,) = [json.loads(line) for line in result.stdout.splitlines()]
    assert [party["name"] for party in report["participants"]] == ["Emmanuel Macron", "Olaf Scholz"]
    assert (report["place"]["name"], report["start"]) == ("Berlin", "2023-05-08")
    file = tmp_path / "reports.jsonl"
    assert run("extract", "-", "-o", file, "--published", "2023-05-10", given=text).exit_code == 0
    assert file.read_text(encoding="utf-8") == result.stdout


@pytest.mark.model
def test_scope_all_keeps_domestic_meetings() -> None:
    text = "German Chancellor Olaf Scholz met Finance Minister Christian Lindner in Berlin on Monday."
    assert run("extract", "-", given=text).stdout == ""
    (report,) = run("extract", "-", "--scope", "all", given=text).stdout.splitlines()
    assert json.loads(report)["scope"] == "domestic"


@pytest.mark.model
def test_what_is_more_likely_wrong_than_right_is_left_out_unless_asked_for() -> None:
    text = 'The rebels discussed "peace" with militants from Lebanon. Vladimir Putin met Xi Jinping in Paris.'
    every = [json.loads(line) for line in run("extract", "-", "--min-confidence", "0", given=text).stdout.splitlines()]
    kept = [json.loads(line) for line in run("extract", "-", given=text).stdout.splitlines()]
    assert [report["confidence"] < Settings().min_confidence for report in every] == [True, False]
    assert kept == every[1:]


def test_min_confidence_leaves_out_what_is_less_sure() -> None:
    text = "French President Emmanuel Macron met German Chancellor Olaf Scholz in Berlin on Monday."
    (line,) = run("extract", "-", given=text).stdout.splitlines()
    sure = json.loads(line)["confidence"]
    assert run("extract", "-", "--min-confidence", str(sure), given=text).stdout.splitlines() == [line]
    if sure < 1:
        assert run("extract", "-", "--min-confidence", str(min(1, sure + 0.01)), given=text).stdout == ""


@pytest.mark.model
def test_build_writes_only_the_meetings_that_fit(tmp_path: Path) -> None:
    story = "Macron met Scholz in Berlin on 9 May 2022. Macron will meet Draghi in Rome on 12 May 2022."
    options = ("--output", str(tmp_path), "--format", "meetings", "--json")
    done = run("build", "-", "--actor", "Italy", "--status", "planned", *options, given=story)
    assert json.loads(done.stdout)["status"] == {"planned": 1}
    (line,) = (tmp_path / "meetings.jsonl").read_text(encoding="utf-8").splitlines()
    assert [each["name"] for each in json.loads(line)["participants"]] == ["Emmanuel Macron", "Mario Draghi"]
    refused = run("build", "-", "--actor", "Xi Jinping", *options, given=story)
    assert refused.exit_code == 2
    assert "Error: nobody is called 'Xi Jinping'" in refused.output


@pytest.mark.model
def test_what_was_built_is_looked_at_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    served = []

    def serve(path: Path, *, port: int) -> None:
        with Archive.open(path) as archive:
            served.append(archive.counts()["meetings"])

    monkeypatch.setattr("kg.cli.exploring.serve", serve)
    given = "French President Emmanuel Macron met German Chancellor Olaf Scholz in Berlin on 9 May 2022."
    assert run("build", "-", "--output", str(tmp_path), "--format", "meetings", given=given).exit_code == 0
    assert served == []
    assert run("build", "-", "--output", str(tmp_path), "--format", "meetings", "--explore", given=given).exit_code == 0
    assert served == [1]


@pytest.mark.model
def test_a_file_of_decisions_says_who_is_who(tmp_path: Path) -> None:
    story = "Croatian Foreign Minister Antun Zelbec met Antony Blinken in Zagreb on Monday."
    named = run("extract", "-", "--published", "2022-05-11", given=story)
    assert "Zelbec" in named.stdout
    decisions = tmp_path / "decisions.jsonl"
    decisions.write_text('{"decision": "same", "names": ["Antun Zelbec", "person:gordan-grlic-radman"]}\n', "utf-8")
    decided = run("extract", "-", "--published", "2022-05-11", "--decisions", str(decisions), given=story)
    assert [each["id"] for each in json.loads(decided.stdout)["participants"]] == [
        "person:gordan-grlic-radman",
        "person:antony-blinken",
    ]
    decisions.write_text('{"decision": "perhaps", "names": ["a", "b"]}\n', "utf-8")
    refused = run("extract", "-", "--decisions", str(decisions), given=story)
    assert refused.exit_code == 2
    assert f"{decisions}:1: decision is 'perhaps'" in refused.output


@pytest.mark.model
def test_an_unknown_pipeline_is_named_with_the_remedy() -> None:
    result = run("extract", "-", "--model", "no_such_pipeline", given="Macron met Scholz.")
    assert result.exit_code == 2
    assert "no_such_pipeline" in result.output


@pytest.mark.model
def test_build_counts_what_it_found(built: Path) -> None:
    summary = json.loads((built.parent / "summary.json").read_text(encoding="utf-8"))
    meetings = [json.loads(line) for line in (built / "meetings.jsonl").read_text(encoding="utf-8").splitlines()]
    assert (summary["articles"], summary["problems"]) == (19, 0)
    assert summary["meetings"] == len(meetings) == sum(summary["status"].values())
    biden = sum(any(party["name"] == "Joe Biden" for party in each["participants"]) for each in meetings)
    assert summary["actors"]["Joe Biden"] == biden
    assert {Path(each).name for each in summary["files"]} == {each.name for each in built.iterdir()}


@pytest.mark.model
def test_the_graph_of_the_examples_conforms_and_a_spoiled_one_does_not(built: Path, tmp_path: Path) -> None:
    assert run("check", built / "graph.ttl").exit_code == 0
    spoiled = tmp_path / "spoiled.nt"
    lines = (built / "graph.nt").read_text(encoding="utf-8").splitlines(keepends=True)
    spoiled.write_text(
        "".join(each for each in lines if "prefLabel" not in each and "#label>" not in each), encoding="utf-8"
    )
    result = run("check", spoiled, "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["conforms"] is False


def test_a_folder_without_a_graph_cannot_be_checked(tmp_path: Path) -> None:
    result = run("check", tmp_path)
    assert result.exit_code == 2
    assert "no RDF file in this folder: build a graph" in result.output


def test_evaluate_prints_figures_errors_and_intervals(tmp_path: Path) -> None:
    gold, predicted = tmp_path / "gold.jsonl", tmp_path / "reports.jsonl"
    parties = [{"name": "Sanna Marin", "kind": "person"}, {"name": "Kaja Kallas", "kind": "person"}]
    meeting = {"participants": parties, "status": "held", "start": "2022-06-07", "place": {"name": "Tallinn"}}
    gold.write_text(json.dumps({"id": "d", "meetings": [meeting]}) + "\n", encoding="utf-8")
    predicted.write_text(json.dumps(meeting | {"document": "d", "place": None}) + "\n", encoding="utf-8")
    result = run("evaluate", gold, predicted, "--errors", "5", "--bootstrap", "10")
    assert result.exit_code == 0
    assert "detection_f1               1.000" in result.output
    assert "strict_f1                  0.000" in result.output
    assert "detection_f1, 95% interval: 1.000 to 1.000" in result.output
    assert "partial: d: where abstained" in result.output
    figures = json.loads(run("evaluate", gold, predicted, "--json").stdout)
    assert (figures["found"], figures["where_abstained"]) == (1, 1.0)


def test_evaluate_names_a_broken_line(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text("{\n", encoding="utf-8")
    result = run("evaluate", gold, gold)
    assert result.exit_code == 2
    assert f"{gold}:1:" in result.output


def test_knowledge_is_searched_and_shown() -> None:
    assert "Dmytro Kuleba, person, UA" in run("knowledge", "search", "kuleba").output
    shown = run("knowledge", "show", "Dmytro Kuleba")
    assert shown.exit_code == 0
    assert "UA" in shown.output
    (as_json,) = json.loads(run("knowledge", "show", "Dmytro Kuleba", "--json").output)
    assert as_json["label"] == "Dmytro Kuleba"
    unknown = run("knowledge", "show", "Nobody Inparticular")
    assert unknown.exit_code == 2
    assert "'Nobody Inparticular' is not known" in unknown.output


def test_people_of_a_table_are_imported_and_then_known(tmp_path: Path) -> None:
    table, people = tmp_path / "people.csv", tmp_path / "people.jsonl"
    table.write_text("name,country,post\nAda Importa,France,foreign_minister\n", encoding="utf-8")
    imported = run("knowledge", "import", table, "--kind", "csv", "--output", people)
    assert (imported.exit_code, imported.output) == (0, f"{people}: 1 people\n")
    (known,) = json.loads(run("knowledge", "show", "Ada Importa", "--knowledge", people, "--json").output)
    assert (known["country"], known["posts"][0]["post"]) == ("FR", "foreign_minister")
    table.write_text("who\nAda\n", encoding="utf-8")
    refused = run("knowledge", "import", table, "--kind", "csv", "--output", people)
    assert refused.exit_code == 2
    assert "no column 'name'" in refused.output


def test_every_kind_of_import_can_be_asked_for() -> None:
    assert sorted(IMPORTERS) == sorted(KINDS)
