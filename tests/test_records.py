"""The JSON contract: what is written can be read by the schema and comes back as the same report."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.bundled import folder
from kg.model import (
    Actor,
    Meeting,
    Participation,
    Place,
    Report,
    Span,
    StatusClaim,
    When,
)
from kg.records import (
    MeetingRecord,
    ReportRecord,
    encode,
    json_schema,
    meeting_record,
    report_from_json,
    report_record,
)

TEXT = "Petr Fiala received Ulf Kristersson in Prague on Monday."
FIALA = Actor(id="Q20720654", label="Petr Fiala", kind="person", country="CZ", aliases=("P. Fiala",))
KRISTERSSON = Actor(id="Q1405838", label="Ulf Kristersson", kind="person", country="SE")
PRAGUE = Place(
    id="geonames:3067696",
    name="Prague",
    kind="city",
    country="CZ",
    latitude=50.088,
    longitude=14.4208,
    geonames=3067696,
)
REPORT = Report(
    id="r1",
    document="a1",
    kind="meeting",
    medium="in_person",
    status="held",
    participants=(
        Participation(
            actor=FIALA,
            role="host",
            post="Prime Minister of Czechia",
            country="CZ",
            forms=("Petr Fiala",),
            confidence=0.98,
        ),
        Participation(actor=KRISTERSSON, role="visitor", country="SE", forms=("Ulf Kristersson",), optional=True),
    ),
    place=PRAGUE,
    when=When(
        first=dt.date(2023, 5, 8), last=dt.date(2023, 5, 8), expression="Monday", basis="publication", precision="day"
    ),
    topic="energy",
    initiator="Q1405838",
    confidence=1 / 3,
    evidence=(
        Span(start=0, end=len(TEXT), quote=TEXT),
        Span(start=0, end=10, quote="Petr Fiala", field="title"),
    ),
)


def test_a_report_is_written_with_the_fields_of_the_contract() -> None:
    line = encode(report_record(REPORT))
    assert line.endswith(b"\n") and line.count(b"\n") == 1
    written = json.loads(line)
    assert written == {
        "id": "r1",
        "document": "a1",
        "status": "held",
        "kind": "meeting",
        "medium": "in_person",
        "scope": "international",
        "specific": True,
        "participants": [
            {
                "id": "Q20720654",
                "name": "Petr Fiala",
                "aliases": ["Petr Fiala"],
                "kind": "person",
                "country": "CZ",
                "role": "host",
                "post": "Prime Minister of Czechia",
                "confidence": 0.98,
            },
            {
                "id": "Q1405838",
                "name": "Ulf Kristersson",
                "aliases": ["Ulf Kristersson"],
                "kind": "person",
                "country": "SE",
                "role": "visitor",
                "post": None,
                "optional": True,
                "confidence": 1.0,
            },
        ],
        "place": {
            "id": "geonames:3067696",
            "name": "Prague",
            "kind": "city",
            "country": "CZ",
            "latitude": 50.088,
            "longitude": 14.4208,
            "geonames": 3067696,
            "venue": None,
        },
        "start": "2023-05-08",
        "end": "2023-05-08",
        "precision": "day",
        "approximate": False,
        "expression": "Monday",
        "basis": "publication",
        "topic": "energy",
        "initiator": "Q1405838",
        "attributed_to": None,
        "part_of": None,
        "confidence": 0.3333,
        "evidence": [
            {"start": 0, "end": 56, "quote": TEXT},
            {"field": "title", "start": 0, "end": 10, "quote": "Petr Fiala"},
        ],
    }
    assert list(written)[:5] == ["id", "document", "status", "kind", "medium"]


def test_a_party_that_acts_for_no_country_is_written_without_one_whatever_its_passport() -> None:
    envoy = Participation(actor=KRISTERSSON, role="mediator")
    written = json.loads(encode(report_record(replace(REPORT, participants=(*REPORT.participants, envoy)))))
    assert [p["country"] for p in written["participants"]] == ["CZ", "SE", None]


def test_an_unresolved_day_is_null_and_its_words_are_kept() -> None:
    undated = Report(
        id="r2",
        document="a1",
        kind="call",
        medium="phone",
        status="planned",
        participants=(),
        when=When(expression="Thursday"),
    )
    written = json.loads(encode(report_record(undated)))
    assert (written["start"], written["end"], written["expression"]) == (None, None, "Thursday")
    assert written["basis"] == "unresolved"


def test_letters_of_every_script_are_written_as_they_are() -> None:
    actor = Actor(id="x", label="Андрій Сибіга", kind="person")
    report = Report(
        id="r",
        document="d",
        kind="meeting",
        medium="unknown",
        status="held",
        participants=(Participation(actor=actor),),
    )
    assert "Андрій Сибіга" in encode(report_record(report)).decode()


def test_the_record_of_a_report_comes_back_as_the_same_record() -> None:
    line = encode(report_record(REPORT))
    again = report_from_json(line)
    assert encode(report_record(again)) == line
    assert again.when == REPORT.when
    assert again.place == PRAGUE
    assert again.evidence == REPORT.evidence
    assert [party.optional for party in again.participants] == [False, True]


@given(
    label=st.text(min_size=1, max_size=20),
    status=st.sampled_from(["held", "planned", "proposed", "cancelled", "postponed", "refused"]),
    days=st.tuples(st.dates(), st.dates()),
    confidence=st.integers(0, 10000).map(lambda n: n / 10000),
)
def test_writing_and_reading_lose_nothing(
    label: str, status: str, days: tuple[dt.date, dt.date], confidence: float
) -> None:
    line = json.dumps(
        {
            "id": "r",
            "document": "d",
            "status": status,
            "start": min(days).isoformat(),
            "end": max(days).isoformat(),
            "basis": "stated",
            "confidence": confidence,
            "participants": [{"name": label, "kind": "person", "aliases": [label]}],
        }
    )
    report = report_from_json(line)
    written = encode(report_record(report))
    assert report_from_json(written) == report
    assert encode(report_record(report_from_json(written))) == written


def test_another_program_may_leave_out_what_it_does_not_know() -> None:
    report = report_from_json(
        '{"document": "d", "start": "2024-02-01", "participants": [{"name": "Ursula von der Leyen", "kind": "person",'
        ' "country": "EU"}, {"name": "Norway", "kind": "state", "country": "NO"}], "place": {"name": "Oslo"}}'
    )
    assert [party.actor.id for party in report.participants] == ["person:ursula-von-der-leyen:eu", "state:norway:no"]
    assert report.when == When(first=dt.date(2024, 2, 1), last=dt.date(2024, 2, 1), basis="stated")
    assert (report.status, report.medium, report.place and report.place.id) == ("held", "unknown", "city:oslo")
    assert len(report.id) == 16


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "truncated"),
        ('{"participants": []}', "document"),
        ('{"document": "d", "participants": [], "status": "rumoured"}', "rumoured"),
        ('{"document": "d", "participants": [], "start": "Thursday"}', "$.start"),
        ('{"document": "d", "participants": [], "start": "2024-02-02", "end": "2024-02-01"}', "2024-02-02"),
        ('{"document": "d", "participants": [], "evidence": [{"start": 3, "end": 9, "quote": "ab"}]}', "3..9"),
    ],
)
def test_what_is_no_report_is_refused_with_its_reason(line: str, says: str) -> None:
    with pytest.raises(ValueError, match="not a report") as raised:
        report_from_json(line)
    assert says in str(raised.value)
    assert "report.schema.json" in str(raised.value)


def test_a_meeting_is_written_with_its_reports_sources_history_and_evidence() -> None:
    meeting = Meeting(
        id="m1",
        kind="meeting",
        medium="in_person",
        status="held",
        participants=REPORT.participants,
        place=PRAGUE,
        when=REPORT.when,
        reports=("r0", "r1"),
        sources=("Example News",),
        history=(
            StatusClaim(
                status="held", report="r1", document="a1", source="Example News", published=dt.date(2023, 5, 9)
            ),
        ),
        other_times=(When(first=dt.date(2023, 5, 7), last=dt.date(2023, 5, 7), basis="stated"),),
    )
    written = json.loads(encode(meeting_record(meeting, reports={"r1": REPORT})))
    assert written["reports"] == ["r0", "r1"]
    assert written["history"] == [
        {
            "status": "held",
            "report": "r1",
            "document": "a1",
            "source": "Example News",
            "published": "2023-05-09",
            "attributed_to": None,
        }
    ]
    assert written["other_times"][0]["start"] == "2023-05-07"
    assert written["evidence"][0] == {"document": "a1", "start": 0, "end": 56, "quote": TEXT}
    assert json.loads(encode(meeting_record(meeting)))["evidence"] == []


@pytest.mark.parametrize(("record", "file"), [(ReportRecord, "report"), (MeetingRecord, "meeting")])
def test_the_schema_in_the_ontology_folder_is_current(
    record: type[ReportRecord] | type[MeetingRecord], file: str
) -> None:
    committed = (folder("ontology") / f"{file}.schema.json").read_bytes()
    assert json_schema(record) == committed, "run: make schemas"
