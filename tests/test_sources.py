"""Every kind of input becomes articles; what cannot be used becomes a problem with a place, and the rest goes on."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import json
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Article, Problem
from kg.sources import read
from kg.sources.content import decode
from kg.sources.records import read_day

BODY = "The foreign ministers of Norland and Sudria met in Vienna on Monday. They spoke about the border."
PARAGRAPH = (
    "The foreign minister of Norland received her counterpart from Sudria in the old castle on Monday, and both "
    "sides said after three hours of talks that the border would be opened before the end of the year."
)
PAGE = f"""<!doctype html><html><head><meta charset="utf-8"><title>Ministers meet | The Herald</title>
<link rel="canonical" href="https://herald.example/world/ministers-meet">
<meta property="og:site_name" content="The Herald">
{{head}}</head><body><nav><a href="/">Home</a> <a href="/w">World</a></nav>
<article><header><h1>Ministers meet</h1></header>
<p>{PARAGRAPH}</p><p>The talks were the first since the spring, when the border between the two was shut.</p>
<p>A further round is planned in the capital of Sudria, the spokeswoman told the reporters who had waited.</p></article>
<aside><h2>More like this</h2><a href="/x">A teaser</a> <time datetime="2019-01-01">1 January 2019</time></aside>
</body></html>"""


def articles(*inputs: Path | str, **options: Any) -> list[Article]:
    return [found for found in read(inputs, **options) if isinstance(found, Article)]


def problems(*inputs: Path | str, **options: Any) -> list[Problem]:
    return [found for found in read(inputs, **options) if isinstance(found, Problem)]


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_a_text_file_is_one_article_with_an_id_made_of_its_text(tmp_path: Path) -> None:
    first = articles(write(tmp_path, "a.txt", BODY))[0]
    again = articles(write(tmp_path, "b.txt", BODY))[0]
    other = articles(write(tmp_path, "c.txt", BODY + " More."))[0]
    assert first.text == BODY
    assert first.id == again.id != other.id
    assert first.id.startswith("text:")
    assert first.published is None


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "latin-1"])
def test_text_is_read_whatever_its_encoding(tmp_path: Path, encoding: str) -> None:
    text = "Le président français a rencontré à Genève le délégué de la Norvège, a déclaré l’Élysée à la fin." * 3
    text = text.replace("’", "'") if encoding == "latin-1" else text
    assert articles(write(tmp_path, "a.txt", text.encode(encoding)))[0].text == text


def test_wrongly_decoded_text_is_set_right() -> None:
    decoded = decode("The minister’s visit – “a success”".encode().decode("cp1252", "replace").encode())
    assert "minister’s" in decoded.text


def test_line_ends_are_kept_as_they_are(tmp_path: Path) -> None:
    assert articles(write(tmp_path, "a.txt", "One.\r\n\r\nTwo.\r\n"))[0].text == "One.\r\n\r\nTwo.\r\n"


@pytest.mark.parametrize(
    ("name", "content", "cause"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.html", b" \n ", "empty"),
        ("binary.txt", bytes(range(256)) * 20, "binary"),
        ("cut.txt.gz", gzip.compress(b"x" * 5000)[:20], "cannot be read"),
        ("bad.jsonl.gz", b"\x1f\x8bnot gzip at all", "cannot be read"),
        ("no.json", b"{oops", "no JSON"),
        ("deep.json", b"[" * 200_000, "JSON"),
        ("number.json", b"17", "no article"),
        ("no-column.csv", b"when,where\n1,2\n", "no column of text"),
        ("page.xml", b"<a><b/></a>", "neither RSS nor Atom"),
        ("void.html", b"<html><body></body></html>", "no article text"),
        ("junk.warc", b"this is no archive\r\n" * 20, ""),
    ],
)
def test_an_unusable_file_is_one_problem_that_names_it(tmp_path: Path, name: str, content: bytes, cause: str) -> None:
    path = write(tmp_path, name, content)
    found = list(read([path, write(tmp_path, "good.txt", BODY)]))
    assert isinstance(found[0], Problem)
    assert found[0].where.startswith(str(path))
    assert cause in found[0].cause
    assert found[0].remedy
    assert [article.text for article in found if isinstance(article, Article)] == [BODY]


def test_a_missing_file_is_a_problem() -> None:
    assert "No such file" in problems("/nowhere/at/all.txt")[0].cause


def test_control_characters_become_spaces_and_are_told_of(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl", json.dumps({"id": "1", "text": "Met\u0000 in \ud800Vienna." + BODY}))
    assert articles(path)[0].text.startswith("Met  in  Vienna.")
    assert "2 control character(s)" in problems(path)[0].cause


def test_a_broken_line_does_not_stop_the_others(tmp_path: Path) -> None:
    lines = ['{"id": "a", "text": "One."}', "{broken", "[1]", '{"id": "b"}', "", '{"id": "c", "text": "Two."}']
    path = write(tmp_path, "a.jsonl", "\n".join(lines))
    assert [(article.id, article.text) for article in articles(path)] == [("a", "One."), ("c", "Two.")]
    assert [problem.where for problem in problems(path)] == [f"{path}:2", f"{path}:3", f"{path}:4"]


def test_a_headline_without_a_story_is_an_article(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl", json.dumps({"id": "h", "title": "Holm meets Vidal", "text": ""}))
    assert [(article.title, article.text) for article in read([path]) if isinstance(article, Article)] == [
        ("Holm meets Vidal", "")
    ]


def test_a_record_keeps_its_fields(tmp_path: Path) -> None:
    record = {
        "text": BODY,
        "title": "T",
        "url": "https://www.herald.example/x#top",
        "published": "2024-03-12T09:00:00Z",
        "source": {"name": "Herald"},
    }
    article = articles(write(tmp_path, "a.jsonl", json.dumps(record)))[0]
    assert article.id == "https://www.herald.example/x"
    assert (article.title, article.source) == ("T", "Herald")
    assert (article.published, article.published_from) == (dt.date(2024, 3, 12), "metadata")


def test_a_wrong_date_is_a_problem_and_the_article_stays(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl", json.dumps({"text": BODY, "published": "2024-02-31"}))
    assert articles(path)[0].published is None
    assert "'2024-02-31'" in problems(path)[0].cause


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2024-03-12", dt.date(2024, 3, 12)),
        ("2024-03-12 23:59:00+02:00", dt.date(2024, 3, 12)),
        ("20240312", dt.date(2024, 3, 12)),
        ("Tue, 12 Mar 2024 10:00:00 GMT", dt.date(2024, 3, 12)),
        ("March 12, 2024", dt.date(2024, 3, 12)),
        (1710201600, dt.date(2024, 3, 12)),
        (1710201600000, dt.date(2024, 3, 12)),
        ("", None),
        (None, None),
        ("soon", None),
        ("03/04/2024", None),
    ],
)
def test_days_of_metadata(value: object, day: dt.date | None) -> None:
    assert read_day(value)[0] == day


def test_the_limit_holds_for_a_line_and_for_a_file(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl", json.dumps({"text": "x" * 500}) + "\n" + json.dumps({"text": "Two."}))
    assert [article.text for article in articles(path, limit=200)] == ["Two."]
    assert problems(path, limit=200)[0].where == f"{path}:1"
    assert "larger than 200 bytes" in problems(write(tmp_path, "b.txt", "x" * 500), limit=200)[0].cause


def test_a_gzip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = write(tmp_path, "bomb.jsonl.gz", gzip.compress(b"0" * 30_000_000))
    started = time.process_time()
    assert "more than 10,000 bytes" in problems(path, limit=10_000)[0].cause
    assert time.process_time() - started < 1


def test_gzip_is_known_by_its_bytes(tmp_path: Path) -> None:
    assert articles(write(tmp_path, "a.txt", gzip.compress(BODY.encode())))[0].text == BODY
    assert articles(write(tmp_path, "b.txt.gz", gzip.compress(BODY.encode())))[0].text == BODY


@pytest.mark.parametrize(
    "value",
    [
        [{"text": "One."}, {"text": "Two."}],
        {"articles": [{"content": "One."}, {"content": "Two."}]},
        {"response": {"results": [{"body": "One."}, {"body": "Two."}]}},
        {"items": [{"content_html": "<p>One.</p>"}, {"content_text": "Two."}], "version": "1.1"},
    ],
)  # fmt: skip
def test_a_json_file_holds_articles_in_several_ways(tmp_path: Path, value: object) -> None:
    path = write(tmp_path, "a.json", json.dumps(value, indent=1))
    assert [article.text for article in articles(path)] == ["One.", "Two."]


def test_json_lines_under_the_name_json(tmp_path: Path) -> None:
    assert [a.text for a in articles(write(tmp_path, "a.json", '{"text": "One."}\n{"text": "Two."}\n'))] == [
        "One.",
        "Two.",
    ]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_tables_find_their_columns_by_usual_names(tmp_path: Path, separator: str) -> None:
    cells = [
        ["Headline", "Published At", "Article Text", "Link"],
        ["Talks", "2024-03-12", '"One.\nTwo."', "https://h.example/1"],
    ]
    path = write(tmp_path, "a.csv", "\ufeff" + "\r\n".join(separator.join(row) for row in cells))
    article = articles(path)[0]
    assert (article.title, article.text, article.published) == ("Talks", "One.\nTwo.", dt.date(2024, 3, 12))
    assert article.id == "https://h.example/1"


def test_a_row_without_text_is_a_problem_and_a_long_cell_is_read(tmp_path: Path) -> None:
    path = write(tmp_path, "a.tsv", "id\ttext\n1\t\n2\t" + "word " * 60_000 + "\n")
    assert [article.id for article in articles(path)] == ["2"]
    assert problems(path)[0].where == f"{path}:2"


def test_a_folder_is_read_sorted_and_its_loops_end(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("b.txt", "a.txt", "sub/c.txt", ".hidden.txt"):
        write(tmp_path, name, f"{name} says something.")
    write(tmp_path, "picture.png", b"\x89PNG")
    (tmp_path / "sub" / "up").symlink_to(tmp_path, target_is_directory=True)
    assert [article.text.split()[0] for article in articles(tmp_path)] == ["a.txt", "b.txt", "sub/c.txt"]
    assert ["picture.png" in problem.cause for problem in problems(tmp_path)] == [True]


def test_an_empty_folder_is_a_problem(tmp_path: Path) -> None:
    assert "nothing to read" in problems(tmp_path)[0].cause


def test_a_page_gives_its_main_text_title_address_and_source(tmp_path: Path) -> None:
    article = articles(write(tmp_path, "a.html", PAGE.replace("{head}", "")))[0]
    assert PARAGRAPH in article.text
    assert "A teaser" not in article.text
    assert article.title == "Ministers meet"
    assert (article.url, article.source) == ("https://herald.example/world/ministers-meet", "The Herald")
    assert article.published is None, "the date of the teaser is not the article's"


def linked(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(fields)}</script>'


NEWS = {"@type": "NewsArticle", "headline": "Ministers meet", "datePublished": "2024-03-12T08:00:00Z"}


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ('<meta property="article:published_time" content="2024-03-12T08:00:00+01:00">', dt.date(2024, 3, 12)),
        ('<meta name="DC.date.issued" content="2024-03-12">', dt.date(2024, 3, 12)),
        (linked(**NEWS), dt.date(2024, 3, 12)),
        (linked(**{"@graph": [{"@type": "WebSite"}, NEWS]}), dt.date(2024, 3, 12)),
        (linked(**NEWS) + linked(**{**NEWS, "headline": "Other", "datePublished": "2023-01-01"}), dt.date(2024, 3, 12)),
        (linked(**{"@type": "ItemList", "itemListElement": [NEWS]}), None),
        ('<meta property="article:modified_time" content="2024-03-12">', None),
        ('<meta property="article:published_time" content="03/04/2024">', None),
        ('<script type="application/ld+json">{broken</script>', None),
    ],
)  # fmt: skip
def test_a_page_is_dated_by_what_it_declares_of_itself(tmp_path: Path, head: str, day: dt.date | None) -> None:
    article = articles(write(tmp_path, "a.html", PAGE.replace("{head}", head)))[0]
    assert article.published == day
    assert article.published_from == ("metadata" if day else None)


def test_a_page_in_a_declared_encoding(tmp_path: Path) -> None:
    page = PAGE.replace("utf-8", "iso-8859-2").replace("{head}", "").replace("old castle", "zámek Štiřín")
    assert "zámek Štiřín" in articles(write(tmp_path, "a.html", page.encode("iso-8859-2")))[0].text


RSS = f"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Herald &amp; Post</title><link>https://herald.example</link><description>d</description>
<item><title>Full</title><link>https://herald.example/1</link><pubDate>Tue, 12 Mar 2024 10:00:00 GMT</pubDate>
<description>Short.</description>
<content:encoded><![CDATA[<p>{BODY}</p><p>Second &amp; last.</p>]]></content:encoded></item>
<item><title>Short</title><guid>g2</guid><description>Only a summary.</description></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>H</title><entry><id>urn:1</id><title>T</title>
<updated>2024-03-13T00:00:00Z</updated><published>2024-03-12T00:00:00Z</published>
<content type="html">&lt;p&gt;{BODY}&lt;/p&gt;</content></entry>
<entry><id>urn:2</id><title>U</title><updated>2024-03-13T00:00:00Z</updated><summary>Sum.</summary></entry></feed>"""


def test_feeds_give_the_full_content(tmp_path: Path) -> None:
    full, short = articles(write(tmp_path, "a.rss", RSS))
    assert full.text.split("\n\n") == [BODY, "Second & last."]
    assert (full.title, full.id, full.source) == ("Full", "https://herald.example/1", "Herald & Post")
    assert full.published == dt.date(2024, 3, 12)
    assert (short.id, short.text, short.published) == ("g2", "Only a summary.", None)


def test_an_atom_entry_is_dated_by_its_publication_only(tmp_path: Path) -> None:
    first, second = articles(write(tmp_path, "a.xml", ATOM))
    assert (first.id, first.text, first.published) == ("urn:1", BODY, dt.date(2024, 3, 12))
    assert second.published is None


def test_xml_entities_are_refused(tmp_path: Path) -> None:
    entities = '<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    bomb = f"<?xml version='1.0'?>{entities}<rss><channel><title>&b;</title></channel></rss>"
    assert "XML entities" in problems(write(tmp_path, "a.xml", bomb))[0].cause


def archive(*, compressed: bool) -> bytes:
    page = PAGE.replace("{head}", "").encode()
    responses = [
        (b"200 OK", b"text/html; charset=utf-8", page, b""),
        (b"200 OK", b"text/html", gzip.compress(page), b"Content-Encoding: gzip\r\n"),
        (b"404 Not Found", b"text/html", page, b""),
        (b"200 OK", b"image/png", b"\x89PNG", b""),
    ]
    records = []
    for number, (status, kind, body, extra) in enumerate(responses):
        http = b"HTTP/1.1 " + status + b"\r\nContent-Type: " + kind + b"\r\n" + extra + b"\r\n" + body
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
            f"WARC-Date: 2024-03-12T00:00:00Z\r\n"
            f"WARC-Target-URI: https://herald.example/2024/03/1{number}/a\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
        )
        record = head.encode() + http + b"\r\n\r\n"
        records.append(gzip.compress(record) if compressed else record)
    return b"".join(records)


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_an_archive_gives_its_pages(tmp_path: Path, name: str) -> None:
    found = articles(write(tmp_path, name, archive(compressed=name.endswith("gz"))))
    assert [article.url for article in found] == [f"https://herald.example/2024/03/1{n}/a" for n in range(2)]
    assert all(PARAGRAPH in article.text for article in found)


@pytest.mark.parametrize(
    ("content", "texts"),
    [
        (BODY.encode(), [BODY]),
        (b'{"text": "One."}\n{"text": "Two."}\n', ["One.", "Two."]),
        (b'[{"text": "One."}]', ["One."]),
        (gzip.compress(b'{"text": "One."}\n'), ["One."]),
        (RSS.encode(), None),
        (PAGE.encode(), None),
        (archive(compressed=False), None),
    ],
)
def test_standard_input_is_recognised(monkeypatch: pytest.MonkeyPatch, content: bytes, texts: list[str] | None) -> None:
    class Piped:
        buffer = io.BytesIO(content)

    monkeypatch.setattr(sys, "stdin", Piped)
    found = list(read(["-"]))
    assert all(isinstance(article, Article) for article in found)
    assert [article.text for article in found if isinstance(article, Article)] == texts or (texts is None and found)


def test_the_users_date_is_for_articles_without_any_other(tmp_path: Path) -> None:
    records = [
        {"id": "bare", "text": BODY},
        {"id": "metadata", "text": BODY, "published": "2024-01-02"},
        {"id": "address", "text": BODY, "url": "https://h.example/2024/01/03/x"},
        {"id": "dateline", "text": f"VIENNA, January 4, 2024 (Agency) — {BODY}"},
    ]
    path = write(tmp_path, "a.jsonl", "\n".join(map(json.dumps, records)))
    found = {
        article.id: (str(article.published), article.published_from)
        for article in articles(path, published=dt.date(2025, 4, 18))
    }
    assert found == {
        "bare": ("2025-04-18", "user"),
        "metadata": ("2024-01-02", "metadata"),
        "address": ("2024-01-03", "url"),
        "dateline": ("2024-01-04", "dateline"),
    }


@given(st.binary(max_size=300), st.sampled_from([".txt", ".html", ".jsonl", ".json", ".csv", ".xml", ".warc", ".x"]))
def test_no_bytes_raise(tmp_path_factory: pytest.TempPathFactory, data: bytes, ending: str) -> None:
    path = write(tmp_path_factory.getbasetemp(), f"random{ending}", data)
    for found in read([path]):
        assert isinstance(found, Article | Problem)
        if isinstance(found, Article):
            found.text.encode("utf-8")
