"""Static pictures: what is drawn where, that nothing hides anything, and that the same findings give the same bytes."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from kg.exporters import export
from kg.exporters.pictures import network, timeline
from kg.exporters.pictures.layout import Box, arranged
from kg.exporters.pictures.shapes import shortened
from kg.graph.findings import Findings
from kg.model import Actor, Meeting, Participation, Status, When
from network_rows import each_case
from worked_example import FINDINGS, TALKS

SPACE = {"s": "http://www.w3.org/2000/svg"}
BOX = Box(left=20, right=20, up=10, down=20)


def drawn(findings: Findings, folder: Path, name: str) -> etree._Element:
    """The picture of that name."""
    found = {path.name: path for path in export(findings, folder, ["svg"])}
    return etree.parse(str(found[name])).getroot()


def texts(root: etree._Element) -> list[str]:
    return [str(each.text) for each in root.iterfind(".//s:text", SPACE)]


def who(number: int) -> Actor:
    return Actor(id=f"person:p{number}", label=f"Person {number}", kind="person", country="FR")


def meeting(number: int, *people: int, status: Status = "held", day: dt.date | None = None) -> Meeting:
    when = When(first=day, last=day) if day else When()
    parties = tuple(Participation(actor=who(each), country="FR") for each in people)
    return Meeting(id=f"m{number}", kind="meeting", medium="in_person", status=status, participants=parties, when=when)


@each_case
@pytest.mark.parametrize("name", ["network.svg", "timeline.svg"])
def test_pictures_are_svg_that_runs_and_loads_nothing(findings: Findings, name: str, tmp_path: Path) -> None:
    root = drawn(findings, tmp_path, name)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert {etree.QName(each).localname for each in root.iter()} <= {
        *("svg", "title", "desc", "g", "rect", "circle", "line", "text"),
    }
    assert not [key for each in root.iter() for key in each.attrib if str(key).startswith("on") or "href" in key]


def test_the_network_has_all_who_met_and_a_line_for_each_two(tmp_path: Path) -> None:
    root = drawn(FINDINGS, tmp_path, "network.svg")
    labels = {"Steve Witkoff", "Emmanuel Macron", "Andrii Sybiha", "Vladimir Putin"}
    assert labels < set(texts(root))
    assert "2 meetings held, 2025-04-08 to 2025-04-17; 4 actors, larger the more they met" in texts(root)
    assert len(root.findall(".//s:line", SPACE)) == 4
    told = [str(each.text) for each in root.iterfind(".//s:circle/s:title", SPACE)]
    assert "Steve Witkoff (US): 2 meetings" in told and len(told) == 4


def test_what_was_not_held_is_not_in_the_network_but_on_the_timeline(tmp_path: Path) -> None:
    planned = Findings(meetings=(replace(TALKS, status="planned"),))
    assert "Steve Witkoff" not in texts(drawn(planned, tmp_path, "network.svg"))
    root = drawn(planned, tmp_path, "timeline.svg")
    assert {"Steve Witkoff", "planned"} < set(texts(root))
    (upright,) = [each for each in root.iterfind(".//s:line", SPACE) if each.get("stroke-dasharray")]
    assert upright.get("x1") == upright.get("x2")


def test_the_timeline_has_a_lane_for_each_and_a_band_for_days_that_are_not_sure(tmp_path: Path) -> None:
    root = drawn(FINDINGS, tmp_path, "timeline.svg")
    lanes = [text for text in texts(root) if text in {"Steve Witkoff", "Vladimir Putin", "Emmanuel Macron"}]
    assert sorted(lanes) == ["Emmanuel Macron", "Steve Witkoff", "Vladimir Putin"]
    bands = [each for each in root.iterfind(".//s:line", SPACE) if each.get("stroke-linecap") == "round"]
    assert len(bands) == 2  # Witkoff's and Putin's, from the 8th to the 13th of April
    dots = [each for each in root.iterfind(".//s:circle", SPACE) if each.find("s:title", SPACE) is not None]
    assert len(dots) == 5


def test_a_large_network_shows_the_most_active_and_says_so(tmp_path: Path) -> None:
    meetings = [meeting(n, n % 97, (n * 7 + n // 97 + 1) % 97, (n * 31 + n // 50 + 5) % 97) for n in range(600)]
    meetings += [meeting(1000 + n, 200, 201) for n in range(30)]
    root = drawn(Findings(meetings=tuple(meetings)), tmp_path, "network.svg")
    many = f"630 meetings held; {network.MOST} of 99 actors, larger the more they met; lines to those met most"
    assert many in texts(root)
    assert {"Person 200", "Person 201"} < set(texts(root))
    assert len(root.findall(".//s:line", SPACE)) <= network.MOST * network.CLOSEST


def test_a_long_timeline_shows_the_latest(tmp_path: Path) -> None:
    day = dt.date(2020, 1, 1)
    meetings = tuple(meeting(n, n % 5, n % 5 + 1, day=day + dt.timedelta(days=n)) for n in range(400))
    root = drawn(Findings(meetings=meetings), tmp_path, "timeline.svg")
    first = day + dt.timedelta(days=400 - timeline.LATEST)
    told = f"the latest {timeline.LATEST} of 400 meetings with a known day, {first} to 2021-02-03; 6 actors"
    assert told in texts(root)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (dt.date(2024, 3, 1), dt.date(2024, 3, 9), "5 Mar"),
        (dt.date(2024, 1, 9), dt.date(2024, 11, 9), "Jun 2024"),
        (dt.date(2021, 1, 9), dt.date(2024, 11, 9), "Jul 2022"),
        (dt.date(2024, 1, 9), dt.date(2024, 3, 9), "5 Feb"),
        (dt.date(1963, 1, 9), dt.date(2024, 11, 9), "1970"),
        (dt.date.min, dt.date.max, "3000"),
    ],
)
def test_the_axis_fits_the_time(first: dt.date, last: dt.date, expected: str, tmp_path: Path) -> None:
    meetings = (meeting(1, 1, 2, day=first), meeting(2, 1, 2, day=last))
    assert expected in texts(drawn(Findings(meetings=meetings), tmp_path, "timeline.svg"))


edges_of_ten = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda pair: pair[0] < pair[1]))


@settings(max_examples=40)
@given(edges_of_ten)
def test_no_node_hides_another_and_the_order_of_lines_changes_nothing(pairs: list[tuple[int, int]]) -> None:
    boxes = {str(n): BOX for n in range(10)}
    named = [(str(one), str(other)) for one, other in pairs]
    at = arranged(boxes, named, length=100)
    assert at == arranged(boxes, reversed(named), length=100)
    assert all(x >= BOX.left - 0.01 and y >= BOX.up - 0.01 for x, y in at.values())
    for one, (x, y) in at.items():
        for other, (u, v) in at.items():
            assert one == other or abs(x - u) > 39 or abs(y - v) > 29


def test_who_met_is_nearer_than_who_did_not() -> None:
    boxes = dict.fromkeys("abcde", BOX)
    at = arranged(boxes, [("a", "b"), ("b", "c"), ("c", "d"), ("d", "e")], length=100)

    def away(one: str, other: str) -> float:
        return float(((at[one][0] - at[other][0]) ** 2 + (at[one][1] - at[other][1]) ** 2) ** 0.5)

    assert away("a", "b") < away("a", "c") < away("a", "d") < away("a", "e")
    assert 90 < away("b", "c") < 110


def test_long_names_are_cut_with_an_ellipsis() -> None:
    assert shortened("Person", 6) == "Person" and shortened("Personality", 6) == "Perso…"


def test_png_is_the_svg_at_twice_the_size_and_the_same_each_time(tmp_path: Path) -> None:
    pytest.importorskip("resvg_py")
    first, second = (
        {path.name: path.read_bytes() for path in export(FINDINGS, tmp_path / name, ["png"])} for name in "ab"
    )
    assert first == second and set(first) == {"network.png", "timeline.png"}
    root = drawn(FINDINGS, tmp_path, "network.svg")
    data = first["network.png"]
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(data[16:20], "big") == round(2 * float(root.get("width", "")))
