"""Calendars, maps, tables and entities, each read by the library of those who use them."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kg.exporters import export
from kg.exporters.texts import printable
from kg.graph.findings import Findings
from kg.graph.labels import heading, meeting_label, place_label
from kg.model import When
from network_rows import CASES, each_case
from worked_example import FINDINGS, FIRST, PETERSBURG_TALKS, TALKS

HERE = Path(__file__).parent
FTM = HERE / "readers" / ".venv" / "bin" / "python"
DATED = replace(TALKS, when=When(first=dt.date(2025, 4, 17), last=dt.date(2025, 4, 17)))


def one_line(text: str) -> str:
    """What is left of a text where line ends are spaces."""
    return " ".join(printable(text).split())


class TestFollowTheMoney:
    def lines(self, findings: Findings, folder: Path) -> list[dict[str, Any]]:
        (path,) = export(findings, folder, ["ftm"])
        return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]

    def test_who_met_whom_is_an_event_with_its_proof(self, tmp_path: Path) -> None:
        entities = {each["id"]: each for each in self.lines(FINDINGS, tmp_path)}
        assert len(entities) == len(self.lines(FINDINGS, tmp_path))
        events = [each["properties"] for each in entities.values() if each["schema"] == "Event"]
        (talks,) = [event for event in events if event["recordId"] == ["talks"]]
        names = {entities[id_]["properties"]["name"][0] for id_ in talks["involved"]}
        assert names == {party.actor.label for party in TALKS.participants}
        assert [entities[id_]["properties"]["name"] for id_ in talks["organizer"]] == [["Emmanuel Macron"]]
        assert talks["startDate"] == talks["endDate"] == ["2025-04-17"]
        assert {entities[id_]["schema"] for id_ in talks["proof"]} == {"Article"}
        assert all(quote in FIRST.text or "Macron is to receive" in quote for quote in talks["description"])
        assert entities[talks["addressEntity"][0]]["properties"]["full"] == ["Élysée Palace, Paris"]
        (witkoff,) = [each for each in entities.values() if each["properties"].get("name") == ["Steve Witkoff"]]
        assert witkoff["properties"]["weakAlias"] == ["Vicchoff", "Vitcoff"]
        held = [each["properties"] for each in entities.values() if each["schema"] == "Occupancy"]
        (envoy,) = [each for each in held if each["holder"] == [witkoff["id"]]]
        assert entities[envoy["post"][0]]["properties"] == {"name": ["Special Envoy"], "country": ["us"]}

    @pytest.mark.skipif(
        shutil.which("node") is None or not (HERE / "readers" / "node_modules").exists(),
        reason="Node or its packages are missing: make readers",
    )
    @pytest.mark.parametrize("case", ["worked example", "markup", "controls", "wide"])
    def test_the_javascript_library_knows_every_schema_and_property(self, case: str, tmp_path: Path) -> None:
        given = self.lines(CASES[case], tmp_path)
        command = ["node", str(HERE / "readers" / "read.mjs"), f"ftm:{tmp_path / 'entities.ftm.json'}"]
        found = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
        assert [{key: entity[key] for key in ("id", "schema", "properties")} for entity in found] == given

    @pytest.mark.skipif(not FTM.exists(), reason="FollowTheMoney's own library is missing: make readers")
    @each_case
    def test_its_own_validator_accepts_every_entity(self, findings: Findings, tmp_path: Path) -> None:
        given = self.lines(findings, tmp_path)
        command = [FTM, HERE / "readers" / "ftm.py", tmp_path / "entities.ftm.json"]
        read = subprocess.run(command, capture_output=True, check=True, text=True).stdout.splitlines()
        for entity, found in zip(given, map(json.loads, read), strict=True):
            assert found["id"] == entity["id"]
            assert found["properties"].keys() == entity["properties"].keys()
            for name, values in entity["properties"].items():
                if name in ("startDate", "endDate", "country", "wikidataId", "proof", "involved", "sourceUrl"):
                    assert sorted(found["properties"][name]) == sorted(values)


class TestCalendar:
    def events(self, findings: Findings, folder: Path) -> tuple[bytes, list[Any]]:
        icalendar = pytest.importorskip("icalendar")
        (path,) = export(findings, folder, ["icalendar"])
        data = path.read_bytes()
        calendar = icalendar.Calendar.from_ical(data)
        assert calendar.errors == [] and all(event.errors == [] for event in calendar.walk("VEVENT"))
        return data, list(calendar.walk("VEVENT"))

    def test_a_meeting_is_an_event_of_all_its_days(self, tmp_path: Path) -> None:
        _, events = self.events(FINDINGS, tmp_path)
        petersburg, talks = sorted(events, key=lambda event: str(event["UID"]))
        assert (talks["DTSTART"].dt, talks["DTEND"].dt) == (dt.date(2025, 4, 17), dt.date(2025, 4, 18))
        assert (petersburg["DTSTART"].dt, petersburg["DTEND"].dt) == (dt.date(2025, 4, 8), dt.date(2025, 4, 14))
        assert str(talks["SUMMARY"]) == heading(TALKS)
        assert str(petersburg["SUMMARY"]) == heading(PETERSBURG_TALKS) + " (within these days)"
        assert str(talks["LOCATION"]) == "Élysée Palace, Paris"
        assert (talks["GEO"].latitude, talks["GEO"].longitude) == (48.8704, 2.3167)
        assert str(talks["URL"]) == FIRST.url
        assert [str(each) for each in talks["CATEGORIES"].cats] == ["meeting", "held", "in_person"]
        assert str(talks["STATUS"]) == "CONFIRMED" and str(talks["TRANSP"]) == "TRANSPARENT"
        lines = str(talks["DESCRIPTION"]).split("\n")
        assert "Emmanuel Macron, President, FR" in lines
        assert "“Andrii Sybiha also took part.”" in lines
        assert "ATTENDEE" not in talks

    @pytest.mark.parametrize(
        ("status", "expected"), [("planned", "TENTATIVE"), ("postponed", "TENTATIVE"), ("refused", "CANCELLED")]
    )
    def test_what_was_not_held_says_so(self, tmp_path: Path, status: Any, expected: str) -> None:
        _, (event,) = self.events(Findings(meetings=(replace(DATED, status=status),)), tmp_path)
        assert (str(event["STATUS"]), str(event["SUMMARY"])) == (expected, f"{status.capitalize()}: {heading(DATED)}")

    def test_a_part_names_its_whole_and_a_meeting_without_a_day_is_no_event(self, tmp_path: Path) -> None:
        part = replace(DATED, id="part", part_of="talks")
        _, events = self.events(Findings(meetings=(DATED, part, replace(DATED, id="open", when=When()))), tmp_path)
        assert {str(event["UID"]): str(event.get("RELATED-TO", "")) for event in events} == {
            "part@diplomacy-kg": "talks@diplomacy-kg",
            "talks@diplomacy-kg": "",
        }

    @each_case
    def test_hostile_text_stays_in_its_field(self, findings: Findings, tmp_path: Path) -> None:
        dated = tuple(
            replace(each, when=replace(each.when, first=dt.date(2024, 2, 29), last=dt.date(2024, 2, 29)))
            for each in findings.meetings
        )
        data, events = self.events(replace(findings, meetings=dated), tmp_path)
        assert len(events) == len(dated)
        assert all(len(line) <= 75 for line in data.split(b"\r\n")) and b"\n" not in data.replace(b"\r\n", b"")
        for event, meeting in zip(events, dated, strict=True):
            assert one_line(str(event["SUMMARY"])).startswith(one_line(heading(meeting)))
            assert meeting.place is not None
            assert one_line(str(event["LOCATION"])) == one_line(place_label(meeting.place))

    def test_the_last_day_there_is_makes_no_trouble(self, tmp_path: Path) -> None:
        late = replace(DATED, when=When(first=dt.date.max, last=dt.date.max))
        _, (event,) = self.events(Findings(meetings=(late,)), tmp_path)
        assert event["DTSTART"].dt == dt.date.max


class TestGeoJson:
    @each_case
    def test_gdal_finds_every_place_with_its_meetings(self, findings: Findings, tmp_path: Path) -> None:
        """The library behind QGIS, by way of pyogrio."""
        raw = pytest.importorskip("pyogrio.raw")
        (path,) = export(findings, tmp_path, ["geojson"])
        meta, _, geometry, columns = raw.read(str(path))
        found = dict(zip(meta["fields"], columns, strict=True))
        there = {each.place.id for each in findings.meetings if each.place}
        expected = [where for id_, where in findings.places().items() if id_ in there]
        assert [one_line(name) for name in found["name"]] == [one_line(place_label(where)) for where in expected]
        assert [len(json.loads(told)) for told in found["told"]] == list(found["meetings"])
        assert [point is not None for point in geometry] == [where.latitude is not None for where in expected]
        assert meta["crs"] == "EPSG:4326"

    def test_a_place_tells_who_met_there_and_when(self, tmp_path: Path) -> None:
        (path,) = export(FINDINGS, tmp_path, ["geojson"])
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        elysee, petersburg = features
        assert elysee["geometry"] == {"type": "Point", "coordinates": [2.3167, 48.8704]}
        assert petersburg["geometry"] is None
        (told,) = elysee["properties"]["told"]
        assert (told["label"], told["start"]) == (meeting_label(TALKS), "2025-04-17")
        assert told["participants"] == [party.actor.label for party in TALKS.participants]


class TestParquet:
    @each_case
    def test_duckdb_finds_every_row(self, findings: Findings, tmp_path: Path) -> None:
        duckdb = pytest.importorskip("duckdb")
        pytest.importorskip("pyarrow")
        meetings, participations, people, where, quotations = map(str, export(findings, tmp_path, ["parquet"]))
        ask = duckdb.connect().execute
        assert ask(f"SELECT id, first, topic, participants FROM '{meetings}'").fetchall() == [
            (each.id, each.when.first, each.topic, [party.actor.label for party in each.participants])
            for each in findings.meetings
        ]
        parties = [(each.id, party.actor.id, party.post) for each in findings.meetings for party in each.participants]
        assert ask(f"SELECT meeting, actor, post FROM '{participations}'").fetchall() == parties
        assert ask(f"SELECT id, name, aliases FROM '{people}'").fetchall() == [
            (who.id, who.label, list(who.aliases)) for who in findings.actors().values()
        ]
        assert ask(f"SELECT id, latitude FROM '{where}'").fetchall() == [
            (place.id, place.latitude) for place in findings.places().values()
        ]
        told = sorted(findings.reports, key=lambda report: (report.document, report.id))
        spans = [(each.id, span.start, span.quote) for each in told for span in each.evidence]
        assert ask(f"SELECT report, \"start\", quote FROM '{quotations}'").fetchall() == spans

    def test_a_question_over_tables(self, tmp_path: Path) -> None:
        duckdb = pytest.importorskip("duckdb")
        pytest.importorskip("pyarrow")
        export(FINDINGS, tmp_path, ["parquet"])
        query = (
            f"SELECT p.name, m.first FROM '{tmp_path}/participations.parquet' p "
            f"JOIN '{tmp_path}/meetings.parquet' m ON m.id = p.meeting WHERE p.role = 'host' ORDER BY 2, 1"
        )
        assert duckdb.connect().execute(query).fetchall() == [
            ("Vladimir Putin", dt.date(2025, 4, 8)),
            ("Emmanuel Macron", dt.date(2025, 4, 17)),
        ]

    def test_half_a_surrogate_pair_is_a_question_mark(self, tmp_path: Path) -> None:
        parquet = pytest.importorskip("pyarrow.parquet")
        odd = replace(TALKS, topic="half \ud83d of a dove", sources=("\ud83d",))
        meetings = export(Findings(meetings=(odd,)), tmp_path, ["parquet"])[0]
        (row,) = parquet.read_table(meetings).to_pylist()
        assert (row["topic"], row["sources"]) == ("half ? of a dove", ["?"])
