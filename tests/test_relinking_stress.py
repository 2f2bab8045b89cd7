"""After a small change only what is near is linked anew: the archive is then the one that linking all would give."""

from __future__ import annotations

import datetime as dt
import random
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive_tables import sizes, tables
from kg.archive import Archive, changes, deriving, relinking
from kg.archive.codec import Records
from kg.archive.judgements import Decision
from kg.bundled import folder
from kg.evaluation.series import Series, read_series
from kg.model import Article, Report
from small_news import article, newer, news, reports_of

Told = tuple[Article, tuple[Report, ...]]
SERIES = tuple(each for each in read_series(folder("examples") / "series.toml") if not each.read)


def told(series: Iterable[Series]) -> list[Told]:
    """The articles of some series, each with its reports."""
    found: dict[str, Told] = {}
    for row in (row for each in series for row in each.rows):
        if row.report is not None:
            article, reports = found.get(row.article.id, (row.article, ()))
            found[row.article.id] = article, (*reports, row.report)
    return [found[id_] for id_ in sorted(found)]


def put(archive: Archive, some: Iterable[Told]) -> None:
    archive.lay_aside([(article, reports, repr((article, reports)).encode()) for article, reports in some])
    archive.settle()


@contextmanager
def small_changes() -> Iterator[list[set[int]]]:
    """Gives a list to which each change that is derived from what is near it adds the reports that came."""
    taken: list[set[int]] = []

    def near(connection: sqlite3.Connection, records: Records, given: changes.Changes) -> None:
        taken.append(given.came)
        relinking.derive_near(connection, records, given)

    with patch.object(deriving, "derive_near", near):
        yield taken


@contextmanager
def only_what_is_near() -> Iterator[list[set[int]]]:
    """The same where every change counts as a small one, but where names are decided on."""
    with patch.object(changes, "ALWAYS", 10**9), small_changes() as taken:
        yield taken


def same_as_at_once(archive: Archive, there: Iterable[Told], decisions: Iterable[Decision] = ()) -> None:
    """Compares an archive with one into which all that is in it came at once."""
    path = archive.path.with_name("at-once.kg")
    with Archive.create(path, lasting=False) as other:
        put(other, there)
        for each in decisions:
            other.decide(each)
        other.derive()
        assert archive.findings() == other.findings()
        assert tables(archive) == tables(other)
        assert sizes(archive) == sizes(other)
        assert archive.longest == other.longest
    assert [each for each in archive.check() if "does not say" not in each] == [], "the rows of a series quote freely"
    for left in path.parent.glob(f"{path.name}*"):
        left.unlink()


@pytest.mark.parametrize("seed", range(3))
def test_one_article_after_the_other_is_as_all_at_once(tmp_path: Path, seed: int) -> None:
    everything = told(SERIES)
    random.Random(seed).shuffle(everything)
    with Archive.create(tmp_path / "a.kg", lasting=False) as archive, only_what_is_near() as taken:
        put(archive, everything[:40])
        for each in everything[40:]:
            put(archive, [each])
        assert len(taken) == len(everything) - 40, "the first come into an archive without rules"
        same_as_at_once(archive, everything)
        for article, _ in everything[:120]:
            archive.remove([article.id])
        same_as_at_once(archive, everything[120:])


@settings(max_examples=1200)
@given(st.data())
def test_whatever_comes_and_goes_only_what_is_there_counts(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    some = data.draw(st.lists(st.sampled_from(SERIES), min_size=2, max_size=8, unique_by=lambda each: each.name))
    come_and_go(tmp_path_factory.mktemp("near"), told(some), data)


@settings(max_examples=1200)
@given(st.data())
def test_the_same_few_people_again_and_again(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """The hardest case: what an article repeats, plans that are moved, copies that take the original's day."""
    days = st.sampled_from(["", "", "2024-03-01", "2024-03-02", "2024-03-04", "2024-04-20", "2024-01-05"])
    sentences = st.builds(
        lambda two, place, day, status: f"{two}{place}{day and f' on {day}'} ({status})",
        st.sampled_from(["Stubb met Kallas", "Stubb met Kallas", "Kallas met Duda", "Stubb met Kallas Duda"]),
        st.sampled_from(["", "", " in Riga", " in Tallinn"]),
        days,
        st.sampled_from(["held", "held", "planned", "postponed", "cancelled"]),
    )
    pool = []
    for n in range(data.draw(st.integers(4, 9))):
        published = data.draw(st.sampled_from([dt.date(2024, 3, 2), dt.date(2024, 3, 5), dt.date(2024, 2, 20), None]))
        told = data.draw(st.lists(sentences, min_size=1, max_size=3, unique=True))
        written = article(f"a{n}", *told, source=f"Paper {n % 3}", published=published)
        pool.append((written, reports_of(written)))
    come_and_go(tmp_path_factory.mktemp("few"), pool, data)


def come_and_go(folder: Path, pool: Sequence[Told], data: st.DataObject) -> None:
    """Some articles come, in one version or another, and some go, a few times; then the archive is compared."""
    chosen = st.lists(st.sampled_from(pool), min_size=1, max_size=5, unique_by=lambda each: each[0].id)
    there = {pool[0][0].id: pool[0]}
    with Archive.create(folder / "a.kg", lasting=False) as archive, only_what_is_near():
        put(archive, there.values())
        for _ in range(data.draw(st.integers(1, 6))):
            some = data.draw(chosen)
            if data.draw(st.booleans()):
                new = [cut(each) if data.draw(st.booleans()) else each for each in some]
                put(archive, new)
                there |= {article.id: (article, reports) for article, reports in new}
            else:
                archive.remove([article.id for article, _ in some])
                for article, _ in some:
                    there.pop(article.id, None)
        same_as_at_once(archive, there.values())


def cut(given: Told) -> Told:
    """Another version of an article: it appeared a day later and tells one thing less."""
    article, reports = given
    published = article.published.replace(day=min(28, article.published.day + 1)) if article.published else None
    return replace(article, published=published), reports[:-1]


def told_as_parts(given: Sequence[Told], data: st.DataObject) -> list[Told]:
    """Articles of two reports each, of which often one says that it is a part of the other."""
    pool: list[Told] = []
    for each, (one, other) in given:
        of = data.draw(st.sampled_from(("neither", "the other", "the one")))
        first = replace(one, part_of=other.id) if of == "the other" else one
        second = replace(other, part_of=one.id) if of == "the one" else other
        pool.append((each, (first, second)))
    return pool


@settings(max_examples=200)
@given(st.data())
def test_parts_follow_their_wholes_and_circles_are_cut_at_the_same_link(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    stories = [newer(each) for each in news(9)]
    pool = told_as_parts([(each, reports_of(each)) for each in stories], data)
    come_and_go(tmp_path_factory.mktemp("parts"), pool, data)


def test_decisions_on_reports_hold_for_what_comes_later(tmp_path: Path) -> None:
    everything = told(SERIES[:12])
    first, second = everything[0][1][0].id, everything[-1][1][0].id
    decisions = [Decision(judgement="same", one=first, other=second)]
    with Archive.create(tmp_path / "a.kg", lasting=False) as archive, only_what_is_near() as taken:
        put(archive, [everything[0], everything[-1]])
        archive.decide(decisions[0])
        for each in everything[1:-1]:
            put(archive, [each])
        assert len(taken) == len(everything) - 2
        same_as_at_once(archive, everything, decisions)
        archive.remove([everything[0][0].id])
        assert len(taken) == len(everything) - 2, "the decision has lost one of its reports: all is derived"
        same_as_at_once(archive, everything[1:], decisions)


def test_where_names_are_decided_on_all_is_derived(tmp_path: Path) -> None:
    everything = told(SERIES[:4])
    name = everything[0][1][0].participants[0].actor.label
    with Archive.create(tmp_path / "a.kg", lasting=False) as archive, only_what_is_near() as taken:
        put(archive, everything[:-1])
        archive.decide(Decision(judgement="same", one=name, other="Somebody Else"))
        put(archive, everything[-1:])
        assert taken == []


def test_other_rules_than_those_of_the_archive_derive_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    everything = told(SERIES[:4])
    with Archive.create(tmp_path / "a.kg", lasting=False) as archive, only_what_is_near() as taken:
        put(archive, everything[:-2])
        put(archive, everything[-2:-1])
        assert len(taken) == 1
        monkeypatch.setattr(changes, "rules", lambda: "those of tomorrow")
        put(archive, everything[-1:])
        assert len(taken) == 1


def test_a_large_change_is_derived_as_a_whole(tmp_path: Path) -> None:
    everything = told(SERIES)
    with Archive.create(tmp_path / "a.kg", lasting=False) as archive, small_changes() as taken:
        put(archive, everything[:100])
        put(archive, everything[100:])
        assert taken == []
        archive.remove([everything[0][0].id])
        assert len(taken) == 1
        same_as_at_once(archive, everything[1:])
