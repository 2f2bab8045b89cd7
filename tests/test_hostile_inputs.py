"""Inputs made to break a reader: each gives a listed problem or a right result, in bounded time and memory."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hostile import HOSTILE
from kg.cleaning import clean
from kg.model import Article, Problem, Tense
from kg.pipeline import LONGEST_TEXT, Extractor, Settings, extraction
from kg.records import report_from_json
from kg.resolution.times import find_times, resolve_time
from kg.sources import SOURCES, read
from kg.sources.markup import LONGEST_TAG, tamed
from kg.sources.records import read_day

STORY = "The foreign minister of Norland met his counterpart from Sudria in Vienna on Monday. " * 5
SECONDS = 5.0
"""Of the processor, for one input; it is far less on a machine of today."""
MEMORY = 700
"""Megabytes a process that reads one input may ever have held."""


def feed(description: str) -> str:
    item = f"<item><title>x</title><description>{description}</description></item>"
    return f"<rss version='2.0'><channel>{item}</channel></rss>"


def warc(body: bytes, *, head: bytes = b"", length: int | None = None) -> bytes:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + head + b"\r\n" + body
    return (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2024-03-12T00:00:00Z\r\n"
        b"WARC-Target-URI: https://h.example/1\r\nContent-Type: application/http; msgtype=response\r\n"
        b"Content-Length: %d\r\n\r\n" % (len(http) if length is None else length)
    ) + (http + b"\r\n\r\n")


def zeros() -> bytes:
    return gzip.compress(b"0" * 300_000_000, compresslevel=1)


ENTITIES = "<!DOCTYPE r [<!ENTITY a 'lol'><!ENTITY b '&a;&a;&a;&a;&a;'><!ENTITY f SYSTEM 'file:///etc/passwd'>]>"
PROBLEMS: dict[str, tuple[Callable[[], bytes | str], str]] = {
    "line.txt": (lambda: b"x" * 100_000_000, "larger than 50,000,000 bytes"),
    "line.jsonl": (lambda: b"x" * 100_000_000, "a line of more than"),
    "line.csv": (lambda: b"text\n" + b"x" * 100_000_000, "a line of more than"),
    "quote.csv": (lambda: b'text\n"' + b"x\n" * 30_000_000, "no table"),
    "bomb.txt.gz": (zeros, "larger than"),
    "bomb.html.gz": (zeros, "larger than"),
    "bomb.json.gz": (zeros, "larger than"),
    "bomb.jsonl.gz": (zeros, "a line of more than"),
    "bomb.csv.gz": (lambda: gzip.compress(b"text\n" + b"0" * 300_000_000, 1), "a line of more than"),
    "bomb.warc.gz": (lambda: gzip.compress(warc(b"<p>" + b"0" * 300_000_000), 1), "larger than"),
    "http.warc": (lambda: warc(zeros(), head=b"Content-Encoding: gzip\r\n"), "larger than"),
    "length.warc": (lambda: warc(b"<p>", length=10**40), "cannot be read"),
    "negative.warc": (lambda: warc(b"<p>", length=-5), "cannot be read"),
    "header.warc": (lambda: b"WARC/1.0\r\nX: " + b"a" * 50_000_000, "cannot be read"),
    "values.json": (lambda: "[" + "[]," * 11_000_000 + "[]]", "more than 10,000,000 values"),
    "deep.json": (lambda: "[" * 5_000_000, "nested too deep"),
    "deep.html": (lambda: "<div>" * 1_000_000 + STORY, "more than 200,000 tags"),
    "many.html": (lambda: "<a href=x>y</a>" * 1_000_000 + STORY, "more than 200,000 tags"),
    "deep.rss": (lambda: feed("&lt;div&gt;" * 300_000), "more than 200,000 tags"),
    "laughs.xml": (lambda: f"<?xml version='1.0'?>{ENTITIES}{feed('&b;&f;')}", "XML entities"),
    "laughs16.xml": (lambda: f"<?xml version='1.0'?>{ENTITIES}{feed('&b;')}".encode("utf-16"), "entities"),
    "mark.txt": (lambda: b"\xef\xbb\xbf", "empty"),
    "mark.csv": (lambda: b"\xef\xbb\xbf", "empty"),
    "mark16.csv": (lambda: b"\xff\xfe", "empty"),
    "mark.jsonl": (lambda: b"\xef\xbb\xbf", "empty"),
    "nul.txt": (lambda: b"\0" * 5000 + STORY.encode(), "binary"),
}  # fmt: skip
RIGHT: dict[str, Callable[[], bytes | str]] = {
    "attributes.html": lambda: "<p " + " ".join(f"a{n}=b" for n in range(300_000)) + f">{STORY}</p>",
    "quoted.html": lambda: '<p a="</script><p ' + "b " * 300_000 + f'">{STORY}</p>',
    "depth.html": lambda: "<div>" * 100_000 + STORY,
    "entities.html": lambda: f"{ENTITIES}<html><body><p>&b;&f;</p><p>{STORY}</p>",
    "zlib.html": lambda: b"<meta charset=zlib><p>\xe9 " + STORY.encode(),
    "idna.html": lambda: b"<meta charset=idna><p>\xe9 " + STORY.encode(),
    "undefined.html": lambda: b"<meta charset=undefined><p>\xe9 " + STORY.encode(),
    "tags.rss": lambda: feed("&lt;p " + " a=b" * 100_000 + "&gt;" + STORY),
    "wide.jsonl": lambda: json.dumps({"text": STORY}).encode("utf-32"),
    "separator.json": lambda: '{"text": "a"}\n{"text": "' + STORY + '\u2028"}',
    "surrogate.jsonl": lambda: json.dumps({"text": "\ud800" + STORY, "source": "\udc00", "id": "\ud834"}),
    "numbers.jsonl": lambda: '{"published": ' + "9" * 4000 + ', "text": "' + STORY + '"}',
}  # fmt: skip

READ = """
import json, sys, time
from kg.model import Article
from kg.sources import read
started = time.process_time()
found = list(read([sys.argv[1]]))
print(json.dumps({
    "texts": [each.text[-2000:] for each in found if isinstance(each, Article)],
    "problems": [each.cause for each in found if not isinstance(each, Article)],
    "seconds": time.process_time() - started,
    "megabytes": next(int(line.split()[1]) / 1024 for line in open("/proc/self/status") if line.startswith("VmHWM")),
}))
"""


def read_apart(path: Path) -> dict[str, list[str]]:
    """What is read in a process of its own, which must not take long or much."""
    done = subprocess.run([sys.executable, "-c", READ, str(path)], capture_output=True, check=True, timeout=120)
    told: dict[str, Any] = json.loads(done.stdout)
    assert told["seconds"] < SECONDS
    assert told["megabytes"] < MEMORY
    return told


@pytest.mark.skipif(sys.platform != "linux", reason="measures memory as Linux does")
@pytest.mark.parametrize("name", PROBLEMS)
def test_what_cannot_be_read_is_a_problem_soon(tmp_path: Path, name: str) -> None:
    make, cause = PROBLEMS[name]
    content = make()
    (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    told = read_apart(tmp_path / name)
    assert any(cause in each for each in told["problems"]), told["problems"]
    assert told["texts"] == []


@pytest.mark.skipif(sys.platform != "linux", reason="measures memory as Linux does")
@pytest.mark.parametrize("name", RIGHT)
def test_what_can_be_read_is_read_right(tmp_path: Path, name: str) -> None:
    content = RIGHT[name]()
    (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    told = read_apart(tmp_path / name)
    assert "met his counterpart from Sudria in Vienna" in told["texts"][-1]
    assert "root:" not in told["texts"][-1]


def test_a_page_keeps_its_text_when_a_tag_is_cut() -> None:
    assert tamed("<p>short</p>") == "<p>short</p>"
    page = f"<a onclick='{'x' * LONGEST_TAG}' href=\"y\">text</a><b>bold</b>"
    assert tamed(page) == "<a >text</a><b>bold</b>"


# What lies in folders


def test_pipes_broken_links_and_odd_names_in_a_folder(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "nowhere.txt").symlink_to(tmp_path / "gone.txt")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    (tmp_path / "good.txt").write_text(STORY)
    odd = os.fsencode(tmp_path) + b"/odd\xff.txt"
    Path(os.fsdecode(odd)).write_text("Odd. " + STORY)
    found = list(read([tmp_path]))
    assert sorted(each.text[:4] for each in found if isinstance(each, Article)) == ["Odd.", "The "]
    causes = {Path(each.where).name: each.cause for each in found if isinstance(each, Problem)}
    assert set(causes) == {"pipe.txt", "nowhere.txt", "loop.txt"}
    assert causes["pipe.txt"] == "a pipe or device, no file"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir()
    (tmp_path / "closed.txt").write_text(STORY)
    (tmp_path / "closed").chmod(0)
    (tmp_path / "closed.txt").chmod(0)
    found = list(read([tmp_path]))
    (tmp_path / "closed").chmod(0o700)
    assert sorted(Path(each.where).name for each in found if isinstance(each, Problem)) == ["closed", "closed.txt"]


# Anything at all


@given(st.binary(max_size=400), st.sampled_from(sorted(SOURCES)), st.booleans())
def test_any_bytes_are_read_or_told_of(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, ending: str, packed: bool
) -> None:
    path = tmp_path_factory.getbasetemp() / f"any{ending}"
    path.write_bytes(gzip.compress(data) if packed else data)
    for found in read([path]):
        assert isinstance(found, Article | Problem)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda v: st.lists(v) | st.dictionaries(st.text(), v),
)
fields = st.sampled_from(["text", "title", "published", "id", "url", "source", "html", "summary", "content", "date"])


@given(st.dictionaries(fields, json_values))
def test_any_record_is_read_or_told_of(tmp_path_factory: pytest.TempPathFactory, record: dict[str, object]) -> None:
    path = tmp_path_factory.getbasetemp() / "any.jsonl"
    path.write_text(json.dumps(record))
    for found in read([path]):
        assert isinstance(found, Problem) or json.dumps([found.id, found.title, found.source, found.text])
        if isinstance(found, Article):
            for value in (found.id, found.title, found.source, found.url, found.text):
                (value or "").encode("utf-8")


WORDS = st.sampled_from(
    "0000-00-00 9999-12-31 0001-01-01 31.02.2024 year 9999 99/99/9999 February 30 the 31st last next week month Monday "
    "ago a in two fortnight since until before after 25:61 a.m. spring 2024 decade eve of Christmas "
    "\u202e \u200f ٣ ² Ⅷ ".split()
)
texts = st.lists(WORDS | st.text(max_size=6), max_size=25).map(" ".join)


@given(texts, st.none() | st.dates(), st.sampled_from(["past", "present", "future"]))
def test_any_words_are_a_time_or_none(text: str, published: dt.date | None, tense: Tense) -> None:
    spans = find_times(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    for start, end in [*spans, (0, len(text))]:
        when = resolve_time(text[start:end], published=published, tense=tense)
        assert when.expression == text[start:end]
        assert (when.first is None) == (when.last is None)


@given(st.text() | json_values.map(lambda value: json.dumps(value, default=str)))
def test_any_metadata_is_a_day_or_none(value: str) -> None:
    day, wrong = read_day(value)
    assert day is None or wrong is None


@given(texts | st.text(), st.none() | st.text(), st.none() | st.text())
def test_any_text_is_cleaned_into_passages_of_itself(text: str, title: str | None, url: str | None) -> None:
    article = Article(id="a", text=text, title=title, url=url)
    cleaned = clean(article)
    for passage in cleaned.passages:
        assert cleaned.article.field(passage.field)[passage.start : passage.end] == passage.text


@given(st.binary() | json_values.map(lambda value: json.dumps(value, default=str).encode()))
def test_any_line_is_a_report_or_a_value_error(line: bytes) -> None:
    with suppress(ValueError):
        report_from_json(line)


# Articles that would take the reader of meetings long


def name(chance: random.Random) -> str:
    return "".join(chance.choice(part) for _ in range(3) for part in ("bdfgklmnprstv", "aeiou")).title()


def long_texts() -> dict[str, str]:
    chance = random.Random(0)
    names = ", ".join(f"{name(chance)} {name(chance)}" for _ in range(20_000))
    return {
        "a million words": "word " * 1_000_000,
        "names in one sentence": f"The president met {names} in Vienna on Monday.",
        "one word": "met " * 20_000,
        "one clause": "Macron met Scholz, who " * 3_000,
        "one sentence": "Macron met Scholz. " * 5_000,
        "brackets": "(" * 50_000 + "Macron met Scholz.",
    }


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor.load(Settings())


@pytest.mark.model
@pytest.mark.parametrize("which", long_texts())
def test_no_article_takes_long(extractor: Extractor, which: str) -> None:
    text = long_texts()[which]
    started = time.process_time()
    done = extraction(extractor, Article(id=which, text=text))
    assert time.process_time() - started < 60
    assert done.problem is None or done.problem.where == which
    assert (len(text) <= LONGEST_TEXT) or "1,000,000" in str(done.problem)


@pytest.mark.model
@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_beside_a_meeting_hides_nothing(extractor: Extractor, hostile: str) -> None:
    text = f"French President Emmanuel Macron met German Chancellor Olaf Scholz in Berlin on 9 May 2022.\n\n{hostile}"
    done = extraction(extractor, Article(id="a", text=text, title=hostile, source=hostile))
    assert done.article is not None
    (report,) = done.reports
    assert {party.actor.label for party in report.participants} >= {"Emmanuel Macron", "Olaf Scholz"}
    assert all(span.quotes(done.article) for span in report.evidence)


@pytest.mark.model
@pytest.mark.parametrize("mark", ["\u200f", "\u202e", "\u200b", "\u00ad", "\ufeff", "\u2066"])
def test_marks_that_are_not_seen_change_no_offset(extractor: Extractor, mark: str) -> None:
    text = (
        f"French President {mark}Emmanuel Macron{mark} met German Chancellor Olaf {mark}Scholz in Berlin on 9 May 2022."
    )
    done = extraction(extractor, Article(id="a", text=text))
    assert done.problem is None and done.article is not None
    assert all(span.quotes(done.article) for report in done.reports for span in report.evidence)
