"""The archive: what is added is there once, what is taken back is gone without a trace, whatever happens meanwhile."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive_tables import tables
from kg.archive import Added, Archive, ArchiveError, add, schema
from kg.archive.judgements import Decision
from kg.exporters import export
from kg.graph.findings import Findings
from kg.model import Article, Problem
from kg.pipeline import Extraction, Settings
from kg.resolution.decisions import DecisionError
from small_news import SETTINGS, article, extract, newer, news

FORMATS = ("nquads", "gexf-actors", "meetings", "reports")


def put(archive: Archive, *articles: Article) -> Added:
    return add(archive, articles, settings=SETTINGS, extract=extract)


def fresh(path: Path, *articles: Article) -> Archive:
    archive = Archive.create(path)
    put(archive, *articles)
    return archive


def exported(findings: Findings, folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in export(findings, folder, FORMATS)}


def test_what_was_added_comes_out_as_it_was(tmp_path: Path) -> None:
    articles = news(9)
    with fresh(tmp_path / "a.kg", *reversed(articles)) as archive:
        findings = archive.findings()
    assert findings.articles == tuple(articles)
    assert [report.id for report in findings.reports] == [f"{each.id}-0" for each in articles]
    assert [meeting.reports for meeting in sorted(findings.meetings, key=lambda m: m.reports)] == [
        ("a000-0", "a001-0", "a002-0"),
        ("a003-0", "a004-0", "a005-0"),
        ("a006-0", "a007-0", "a008-0"),
    ]


def test_the_same_article_again_changes_nothing(tmp_path: Path) -> None:
    articles = news(6)
    with fresh(tmp_path / "a.kg", *articles) as archive:
        before, revision = archive.findings(), archive.revision
        again = put(archive, *articles)
        assert (again.new, again.replaced, again.unchanged) == (0, 0, 6)
        assert (archive.findings(), archive.revision) == (before, revision)


def test_a_new_version_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    first, *others = news(6)
    with fresh(tmp_path / "a.kg", first, *others) as archive, fresh(tmp_path / "b.kg", newer(first), *others) as other:
        changed = put(archive, newer(first))
        assert (changed.new, changed.replaced, changed.unchanged) == (0, 1, 0)
        assert archive.findings() == other.findings()
        assert archive.check() == ()


def test_the_same_article_read_in_another_way_is_read_again(tmp_path: Path) -> None:
    from kg.pipeline import Settings

    with fresh(tmp_path / "a.kg", *news(1)) as archive:
        again = add(archive, news(1), settings=Settings(all_scopes=True), extract=extract)
        assert (again.replaced, again.unchanged) == (1, 0)


@pytest.mark.parametrize("source", ["Example Wire", "Gulf Herald"])
def test_after_a_publisher_is_taken_back_the_exports_are_as_if_it_had_never_come(tmp_path: Path, source: str) -> None:
    articles = [*news(12), article("z", "Stubb met Duda in Riga on 2024-01-02", source="Gulf Herald")]
    kept = [each for each in articles if each.source != source]
    with fresh(tmp_path / "a.kg", *articles) as archive, fresh(tmp_path / "b.kg", *kept) as never:
        assert archive.remove_source(source) == len(articles) - len(kept)
        assert exported(archive.findings(), tmp_path / "a") == exported(never.findings(), tmp_path / "b")
        assert archive.check() == ()
        assert archive.search("met") == never.search("met")


def test_what_is_taken_back_is_not_left_lying_in_the_files(tmp_path: Path) -> None:
    from kg.sparql import store_of

    secret = article("s", "Stubb met Kallas in Riga", "The quixotry was overheard", source="Leaks")
    with fresh(tmp_path / "a.kg", *news(9), secret) as archive:
        store_of(archive)
        assert archive.search("quixotry")
    assert b"quixotry" in (tmp_path / "a.kg").read_bytes()
    with Archive.create(tmp_path / "a.kg") as archive:
        archive.remove_source("Leaks")
    left = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert [file.name for file in left] == ["a.kg"]
    assert not any(word in left[0].read_bytes() for word in (b"quixotry", b"Leaks"))


@settings(max_examples=20)
@given(st.data())
def test_whatever_is_added_and_removed_only_what_is_there_counts(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("archive")
    pool = {each.id: each for each in news(8)}
    there: dict[str, Article] = {}
    with Archive.create(folder / "a.kg", lasting=False) as archive:
        for _ in range(data.draw(st.integers(1, 5))):
            ids = data.draw(st.lists(st.sampled_from(sorted(pool)), max_size=4, unique=True))
            if data.draw(st.booleans()):
                change = data.draw(st.booleans())
                chosen = {id_: newer(pool[id_]) if change else pool[id_] for id_ in ids}
                put(archive, *chosen.values())
                there |= chosen
            else:
                archive.remove(ids)
                there = {id_: each for id_, each in there.items() if id_ not in ids}
        with fresh(folder / "b.kg", *there.values()) as other:
            assert archive.findings() == other.findings()
            assert tables(archive) == tables(other)
            assert archive.check() == ()


def test_what_was_extracted_before_a_stop_is_not_extracted_again_and_not_lost(tmp_path: Path) -> None:
    articles = news(9)
    seen: list[str] = []

    def dying(inputs: Iterable[Article | Problem], *, settings: Settings) -> Iterator[Extraction]:
        for n, each in enumerate(extract(inputs, settings=settings)):
            if n == 7:
                raise KeyboardInterrupt
            yield each

    def counting(inputs: Iterable[Article | Problem], *, settings: Settings) -> Iterator[Extraction]:
        for each in extract(inputs, settings=settings):
            seen.append(each.article.id if each.article else "")
            yield each

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kg.archive.adding.AT_ONCE", 3)
        with Archive.create(tmp_path / "a.kg") as archive, pytest.raises(KeyboardInterrupt):
            add(archive, articles, settings=SETTINGS, extract=dying)
    with Archive.create(tmp_path / "a.kg") as archive, fresh(tmp_path / "b.kg", *articles) as undisturbed:
        assert archive.counts()["incoming"] == 7
        assert archive.findings() == Findings()
        added = add(archive, articles, settings=SETTINGS, extract=counting)
        assert (added.new, added.unchanged, seen) == (2, 7, ["a007", "a008"])
        assert archive.findings() == undisturbed.findings()


def test_a_reader_sees_what_was_there_until_the_writer_is_done(tmp_path: Path) -> None:
    path = tmp_path / "a.kg"
    with fresh(path, *news(3)) as writer, Archive.open(path) as reader:
        with reader.snapshot():
            before = reader.counts()
            put(writer, *news(6))
            assert reader.counts() == before
        assert reader.counts()["articles"] == 6


def test_decisions_join_and_separate_actors_and_can_be_taken_back(tmp_path: Path) -> None:
    with fresh(tmp_path / "a.kg", article("a", "Stubb met Kallas in Riga"), article("b", "Stubb met Sandu")) as archive:
        before = exported(archive.findings(), tmp_path / "before")
        archive.decide(Decision(judgement="same", one="Sandu", other="person:kaja-kallas", note="one person"))
        people = {party.actor.id for each in archive.findings().meetings for party in each.participants}
        assert people == {"person:alexander-stubb", "person:kaja-kallas"}
        (joined,) = {party.actor for each in archive.findings().reports for party in each.participants[1:]}
        assert "Maia Sandu" in joined.aliases
        with pytest.raises(DecisionError):
            archive.decide(Decision(judgement="different", one="person:kaja-kallas", other="sandu"))
        assert archive.undo("person:kaja-kallas", "Sandu")
        assert not archive.undo("person:kaja-kallas", "Sandu")
        assert exported(archive.findings(), tmp_path / "after") == before
        archive.decide(Decision(judgement="different", one="Sandu", other="person:maia-sandu"))
        people = {party.actor.id for each in archive.findings().meetings for party in each.participants}
        assert "person:sandu:md" in people and "person:maia-sandu" not in people
        assert archive.check() == ()


def test_a_few_reports_are_read_as_all_of_them_are(tmp_path: Path) -> None:
    with fresh(tmp_path / "a.kg", article("a", "Stubb met Kallas in Riga"), article("b", "Stubb met Sandu")) as archive:
        archive.decide(Decision(judgement="same", one="Sandu", other="person:kaja-kallas"))
        all_of_them = {report.id: report for report in archive.findings().reports}
        for id_, report in all_of_them.items():
            assert archive.reports([id_]) == (report,)
        assert {party.actor.id for party in all_of_them["b-0"].participants} == {
            "person:alexander-stubb",
            "person:kaja-kallas",
        }
        archive.connection.execute("DELETE FROM settings WHERE name = 'stand-ins'")  # as in an archive of version 1
        assert archive.reports(["b-0"]) == (all_of_them["b-0"],)
        assert archive.undo("Sandu", "person:kaja-kallas")
        assert archive.connection.execute("SELECT * FROM settings WHERE name = 'stand-ins'").fetchall() == []


def test_a_decision_on_reports_parts_a_meeting_until_it_is_taken_back(tmp_path: Path) -> None:
    with fresh(tmp_path / "a.kg", *news(3)) as archive:
        before = archive.findings()
        archive.decide(Decision(judgement="different", one="a000-0", other="a001-0"))
        parted = [meeting.reports for meeting in archive.findings().meetings]
        assert len(parted) == 2
        assert not any({"a000-0", "a001-0"} <= set(reports) for reports in parted)
        assert archive.undo("a000-0", "a001-0")
        assert archive.findings() == before


def test_copies_of_one_text_are_one_witness() -> None:
    from kg.graph.support import witnesses
    from kg.model import Meeting, StatusClaim

    claims = tuple(
        StatusClaim(status="held", report=f"r{n}", document=f"d{n}", source=source)
        for n, source in enumerate(("Wire", "Herald", "Post", "Post", None))
    )
    meeting = Meeting(id="m", kind="meeting", medium="unknown", status="held", participants=(), history=claims)
    assert witnesses(meeting) == 4
    assert witnesses(replace(meeting, copies=(("d0", "d1", "d2"),))) == 3


def test_search_finds_articles_and_quotations(tmp_path: Path) -> None:
    articles = [article("a", "Stubb met Kallas in Riga"), article("b", "Duda met Sandu in Tallinn", "All was calm")]
    with fresh(tmp_path / "a.kg", *articles) as archive:
        hits = archive.search('"met sandu" tall*')
        assert [(hit.where, hit.article, hit.snippet) for hit in hits] == [
            ("article", "b", "Duda [met Sandu] in [Tallinn]. All was calm."),
            ("evidence", "b", "Duda [met Sandu] in [Tallinn]"),
        ]
        assert hits[1].meeting in {meeting.id for meeting in archive.findings().meetings}
        assert [hit.article for hit in archive.search("calm")] == ["b"]
        assert archive.search('AND "( OR') == ()
        with pytest.raises(ValueError, match="no word to look for"):
            archive.search("( -")


def test_an_archive_of_an_older_version_is_brought_to_todays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.kg"
    fresh(path, *news(3)).close()
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, "CREATE TABLE more (n INTEGER);"))
    with Archive.open(path) as archive:
        assert schema.version_of(archive.connection) == len(schema.MIGRATIONS)
        assert archive.connection.execute("SELECT count(*) FROM more").fetchone() == (0,)
        assert archive.findings().articles == tuple(news(3))


def test_an_archive_of_version_one_is_asked_and_added_to_like_todays(tmp_path: Path) -> None:
    told = [article(place, f"Stubb met Kallas in {place} on 2024-03-07", source=place) for place in ("Riga", "Tartu")]
    path = tmp_path / "a.kg"
    with fresh(path, *told) as archive:
        before = tables(archive)
        make_version_one(archive)
    with Archive.open(path) as archive:
        for table in ("elsewhere", "written", "records"):
            assert tables(archive)[table] == before[table] != []
        assert archive.check() == ()
    with Archive.create(path) as archive, fresh(tmp_path / "b.kg", *told, *news(6)) as other:
        put(archive, *news(6))
        assert tables(archive) == tables(other)
        assert archive.check() == ()


def make_version_one(archive: Archive) -> None:
    """Take from an archive what versions two and three added."""
    archive.connection.executescript("""
        DROP TABLE elsewhere; DROP TABLE mentioned; DROP TABLE written; DROP TABLE traces; DROP TABLE plans;
        DROP TABLE said; DROP TABLE circles;
        DROP INDEX records_by_actor; DROP INDEX reports_by_words; DROP INDEX names_by_actor;
        DROP INDEX place_names_by_place; DROP INDEX meetings_by_length;
        ALTER TABLE records DROP COLUMN actor;
        ALTER TABLE reports DROP COLUMN words;
        CREATE TABLE forms (
          actor INTEGER NOT NULL, form TEXT NOT NULL, articles INTEGER NOT NULL, examples TEXT NOT NULL,
          PRIMARY KEY (actor, form)) WITHOUT ROWID;
        DELETE FROM settings WHERE name = 'rules';
        PRAGMA user_version = 1;
    """)


def test_a_migration_that_fails_leaves_the_archive_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.kg"
    fresh(path, *news(3)).close()
    version = len(schema.MIGRATIONS)
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, "CREATE TABLE more (n);\nCREATE TABLE reports (n);"))
        with pytest.raises(ArchiveError):
            Archive.create(path)
    with Archive.open(path) as archive:
        assert schema.version_of(archive.connection) == version
        assert archive.check() == ()


def test_a_file_that_cannot_be_used_is_named_with_the_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ArchiveError, match=r"there is no archive: make one with: kg add"):
        Archive.open(tmp_path / "none.kg")
    with pytest.raises(ArchiveError, match="is a folder: name a file"):
        Archive.open(tmp_path)
    with pytest.raises(ArchiveError, match="is missing: make it first"):
        Archive.create(tmp_path / "no" / "a.kg")
    text = tmp_path / "text.kg"
    text.write_text("these are the news of today " * 99, encoding="utf-8")
    with pytest.raises(ArchiveError, match="no archive"):
        Archive.open(text)
    other = tmp_path / "other.sqlite"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE addresses (name)")
    with pytest.raises(ArchiveError, match="no archive of kg"):
        Archive.create(other)
    future = tmp_path / "future.kg"
    with fresh(future) as archive:
        archive.connection.execute("PRAGMA user_version = 99")
    with pytest.raises(ArchiveError, match=r"its version is 99, .* update"):
        Archive.open(future)


def test_an_archive_that_is_being_written_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.archive.connection.PATIENCE", 0.05)
    with fresh(tmp_path / "a.kg", *news(1)) as archive, Archive.create(tmp_path / "a.kg") as other:
        archive.connection.execute("BEGIN IMMEDIATE")
        with pytest.raises(ArchiveError, match="another kg is writing to it: wait"):
            put(other, *news(2))
        archive.connection.execute("ROLLBACK")
        assert put(other, *news(2)).new == 1


def test_a_full_disk_is_said_and_nothing_is_lost(tmp_path: Path) -> None:
    with fresh(tmp_path / "a.kg", *news(3)) as archive:
        (pages,) = archive.connection.execute("PRAGMA page_count").fetchone()
        archive.connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(ArchiveError, match="the disk is full: make room"):
            put(archive, *news(300))
        assert archive.findings().articles == tuple(news(3))
        archive.connection.execute("PRAGMA max_page_count = 1000000")
        put(archive, *news(300))
        assert archive.findings().articles == tuple(news(300))
        assert archive.check() == ()


def test_damage_is_found(tmp_path: Path) -> None:
    path = tmp_path / "a.kg"
    with fresh(path, *news(60)) as archive:
        assert archive.check() == ()
        archive.connection.execute("UPDATE articles SET text = 'Nobody met.' WHERE id = 'a001'")
        archive.connection.execute("DELETE FROM told WHERE report = 'a003-0'")
        wrong = archive.check()
        assert "1 reports that are in no meeting" in wrong
        assert any("report a001-0: article 'a001' does not say" in each for each in wrong)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2] + b"\x00\xff" * 4096 + whole[len(whole) // 2 + 8192 :])
    with Archive.open(path) as archive:
        assert archive.check()
    path.write_bytes(whole[:5000])
    with pytest.raises(ArchiveError, match="damaged: restore it"), Archive.open(path) as archive:
        archive.findings()


def test_text_that_no_file_can_hold_is_a_problem(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "a.kg") as archive:
        added = put(archive, Article(id="a", text="Stubb met \ud800 Kallas"), *news(1))
    assert (added.new, [problem.where for problem in added.problems]) == (1, ["a"])
