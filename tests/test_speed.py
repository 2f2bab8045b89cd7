"""What was made faster says what the slow way says, and what is kept for speed is bounded and forgotten."""

from __future__ import annotations

import functools
import importlib
import inspect
import pkgutil
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.knowledge import Knowledge, load
from kg.knowledge.on_disk import write_index
from kg.language import Analyser, load_language
from kg.language.recogniser import Recogniser
from kg.language.tagging import ROW, WordTable
from kg.language.units import UnitFinder
from kg.language.vectors import WordVectors
from kg.model import Article
from kg.pipeline import Extractor, Settings, extraction
from kg.records import encode, report_record

TEXTS = (
    "French President Emmanuel Macron met German Chancellor Olaf Scholz in Berlin on Monday, 3 June 2024.",
    "The talks between Vladimir Putin and Xi Jinping at the Great Hall of the People lasted over three hours. \n"
    "They signed 21 agreements worth $4.5 billion, among them one of the Bank of China.",
    "Zqwvx Ltd. said on Tuesday that it had sold a third of its shares to Kestrel Foods",
    "at 10 a.m.",
)


@pytest.mark.model
def test_the_vectors_of_words_are_those_of_the_pipeline(nlp: Any) -> None:
    import numpy

    docs = [nlp.make_doc(text) for text in TEXTS]
    for model in (nlp.get_pipe("tok2vec").model, nlp.get_pipe("ner").model.get_ref("tok2vec").layers[0]):
        assert WordVectors.fits(model)
        for own, spacys in zip(WordVectors(model).of(docs), model.predict(docs), strict=True):
            numpy.testing.assert_allclose(own, spacys, atol=1e-4)


@pytest.mark.model
def test_the_vectors_of_a_text_do_not_depend_on_what_was_read_before(nlp: Any) -> None:
    first, *others = (nlp.make_doc(text) for text in TEXTS)
    fresh, used = (WordVectors(nlp.get_pipe("tok2vec").model) for _ in range(2))
    used.of(others)
    used.of([others[0], first])
    assert used.of([first])[0].tobytes() == fresh.of([first])[0].tobytes()
    assert fresh.of([]) == []


@pytest.mark.model
def test_more_words_than_are_kept_are_worked_out_anew(nlp: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    docs = [nlp.make_doc(text) for text in TEXTS]
    whole = WordVectors(nlp.get_pipe("tok2vec").model).of(docs)
    monkeypatch.setattr("kg.language.vectors.MOST_KEPT", 5)
    few = WordVectors(nlp.get_pipe("tok2vec").model)
    few.of(docs[:1])
    assert [rows.tobytes() for rows in few.of(docs)] == [rows.tobytes() for rows in whole]


@pytest.mark.model
def test_the_entities_are_those_of_the_pipeline(nlp: Any) -> None:
    read = [nlp(text) for text in TEXTS]
    bare = []
    for doc in read:
        again = doc.copy()
        again.set_ents([], default="missing")
        bare.append(again)
    found = Recogniser(nlp.get_pipe("ner")).entities(bare)
    assert found == [[(e.start, e.end, e.label_) for e in doc.ents] for doc in read]
    assert sum(map(len, found)) >= 12


@pytest.mark.model
def test_another_kind_of_recogniser_is_left_to_spacy(nlp: Any) -> None:
    import spacy

    blank = spacy.blank("en")
    ruler = blank.add_pipe("entity_ruler")
    assert not Recogniser.fits(ruler)
    assert not Recogniser.fits(nlp.get_pipe("parser"))
    assert not WordVectors.fits(nlp.get_pipe("tagger").model)


def _side(text: str, nlp: Any, knowledge: Knowledge) -> bool:
    from kg.language.gate import names_a_side

    doc = nlp.make_doc(text)
    at = {unit.start: unit for unit in UnitFinder(knowledge).find(doc)}
    return names_a_side([doc], [at], knowledge)


@pytest.mark.model
def test_one_word_like_a_leaders_name_is_no_side(knowledge: Knowledge) -> None:
    nlp = load_language()
    assert _side("Lavrav met Erdogann on Monday.", nlp, knowledge)
    assert _side("President Erdogann met the mediators on Monday.", nlp, knowledge)
    assert not _side("Farmers near Kelling met on Monday; the road to Kelling is closed.", nlp, knowledge)
    assert not _side("Farmers near Kelling met Peter Yardley on Monday.", nlp, knowledge)


def test_it_is_known_how_long_names_are(knowledge: Knowledge, tmp_path: Path) -> None:
    path = tmp_path / "people.jsonl"
    path.write_text(
        '{"id": "person:x", "label": "Qorvan", "kind": "person"}\n'
        '{"id": "person:y", "label": "Qorvan ul-Haq Tessarin", "kind": "person"}\n'
        '{"id": "person:z", "label": "Qorvanna Moss", "kind": "person"}\n',
        encoding="utf-8",
    )
    in_memory = load(extra=[path])
    write_index(path)
    on_disk = load(extra=[path])
    for known in (in_memory, on_disk):
        assert [known.longest_name(word) for word in ("qorvan", "qorvanna", "qorva")] == [4, 2, 0]
        assert [known.longest_name(words) for words in ("qorvan ul", "qorvan haq", "qorvanna moss")] == [4, 0, 2]
        assert known.longest_name("ursula von") >= 4
    assert knowledge.longest_name("qorvan") == 0


@pytest.mark.model
def test_long_names_are_found_where_short_ones_begin_alike(nlp: Any, knowledge: Knowledge) -> None:
    text = "The People's Republic of China, the U.S. and Ursula von der Leyen of the European Union; Presidents too."
    found = [unit.text for unit in UnitFinder(knowledge).find(nlp.make_doc(text))]
    assert found == ["The People's Republic of China", "U.S.", "Ursula von der Leyen", "European Union", "Presidents"]


@pytest.mark.model
def test_words_are_forgotten_once_enough_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """The store of words stops growing, with the same reports as before."""
    monkeypatch.setattr("kg.language.parsing.WORDS_LEARNT", 0)
    forgetting = Extractor.load(Settings())
    monkeypatch.setattr("kg.language.parsing.WORDS_LEARNT", 10**9)
    keeping = Extractor.load(Settings())
    strings = forgetting.analyser._parser.nlp.vocab.strings
    before = len(strings)
    for _ in range(2):
        for n, made in enumerate(("Qorvan", "Tessarin", "Wublik")):
            text = f"President Emmanuel Macron met Chancellor Olaf Scholz and {made} {made}ov in {made}ville."
            article = Article(id=f"a{n}", text=text)
            one, other = (
                [encode(report_record(report)) for report in extraction(extractor, article).reports]
                for extractor in (forgetting, keeping)
            )
            assert one == other and len(one) == 1
    assert len(strings) == before
    assert len(keeping.analyser._parser.nlp.vocab.strings) > before


@pytest.mark.model
def test_words_are_forgotten_after_an_error_too(monkeypatch: pytest.MonkeyPatch, knowledge: Knowledge) -> None:
    monkeypatch.setattr("kg.language.parsing.WORDS_LEARNT", 0)
    nlp = load_language()
    analyser = Analyser(nlp, knowledge)
    before = len(nlp.vocab.strings)

    def fail() -> None:
        with analyser.forgetting():
            nlp.make_doc("Qorvanissimo tessarinated.")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert len(nlp.vocab.strings) == before
    with analyser.forgetting():
        assert [token.text for token in nlp.make_doc("Qorvanissimo!")] == ["Qorvanissimo", "!"]


@pytest.mark.model
def test_the_table_of_words_drops_what_is_forgotten(nlp: Any) -> None:
    table = WordTable(nlp)
    with nlp.memory_zone():
        doc = nlp.make_doc("They qorvanized it.")
        for name in ("tok2vec", "tagger", "parser"):
            doc = nlp.get_pipe(name)(doc)
        table.rows(doc)
        del doc
    table.forget()
    assert all(ROW.unpack(row)[2] in nlp.vocab.strings for row in table._known.values())


def test_nothing_an_article_brings_is_kept_without_bound() -> None:
    """A function that takes something remembers a bounded number of answers."""
    unbounded = []
    for module in pkgutil.walk_packages(kg.__path__, "kg."):
        if module.name.endswith("__main__"):
            continue
        try:
            loaded = importlib.import_module(module.name)
        except ImportError:  # an extra that is not installed
            continue
        for name, member in vars(loaded).items():
            if isinstance(member, functools._lru_cache_wrapper) and member.cache_parameters()["maxsize"] is None:
                if inspect.signature(member).parameters and name != "_extraction":  # of the two ways to read a page
                    unbounded.append(f"{module.name}.{name}")
    assert unbounded == []


@pytest.mark.model
def test_a_full_table_of_words_begins_anew(nlp: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also at a text of whose words it knows some."""
    docs = []
    for text in ("The minister met her.", "The minister met the king of Velmia.", "He met her."):
        doc = nlp.make_doc(text)
        for name in ("tok2vec", "tagger", "parser"):
            doc = nlp.get_pipe(name)(doc)
        docs.append(doc)
    alone = [WordTable(nlp).rows(doc).tolist() for doc in docs]
    monkeypatch.setattr("kg.language.tagging.MOST_KNOWN", 6)
    table = WordTable(nlp)
    assert [table.rows(doc).tolist() for doc in (*docs, docs[0])] == [*alone, alone[0]]
