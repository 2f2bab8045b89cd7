"""What of an article is parsed at all, and that nothing is lost by it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.cleaning import clean
from kg.extractors.lexicon import triggers
from kg.knowledge import Knowledge
from kg.language import Analyser, load_language
from kg.language.analysis import INTRODUCING
from kg.language.gate import may_hold_meeting, worth_parsing
from kg.language.lending import Lender
from kg.language.parsing import Parser
from kg.language.pieces import pieces
from kg.language.tagging import WordTable
from kg.model import Article

DULL = "The harvest of barley was poor again this year, farmers in the hills said, and prices rose by a tenth."
TOLD = "President Emmanuel Macron met Chancellor Olaf Scholz in Berlin on Monday, both of their offices said."


def parsed(article: Article, nlp: Any, knowledge: Knowledge) -> list[str]:
    """The sentences of an article that the parser has read."""
    analysis = Analyser(nlp, knowledge).analyse(clean(article).passages)
    return [sentence.span.text for sentence in analysis.sentences if sentence.is_parsed]


@pytest.mark.model
def test_only_sentences_that_may_tell_of_a_meeting_are_parsed(nlp: Any, knowledge: Knowledge) -> None:
    text = "\n\n".join([*[f"{n}. {DULL}" for n in range(6)], f"{DULL} {TOLD}", *[f"{n}. {DULL}" for n in range(6, 12)]])
    assert parsed(Article(id="long", text=text), nlp, knowledge) == [TOLD]


@pytest.mark.model
def test_the_first_passages_are_looked_through_for_names(nlp: Any, knowledge: Knowledge) -> None:
    text = "\n\n".join([*[f"{n}. {DULL}" for n in range(6)], TOLD, *[f"{n}. {DULL}" for n in range(6, 12)]])
    analysis = Analyser(nlp, knowledge).analyse(clean(Article(id="long", text=text)).passages)
    assert len({id(s.passage) for s in analysis.sentences}) == INTRODUCING + 1
    assert any(mention.mention.name == "Olaf Scholz" for mention in analysis.mentions)


@pytest.mark.model
def test_an_article_without_a_word_of_meetings_is_not_parsed(nlp: Any, knowledge: Knowledge) -> None:
    article = Article(id="dull", text="The harvest of barley was poor. Prices rose by a tenth in the hills.")
    assert Analyser(nlp, knowledge).analyse(clean(article).passages).sentences == ()


@pytest.mark.model
def test_an_article_that_names_no_state_and_nobody_known_is_parsed_for_domestic_meetings_only(
    nlp: Any, knowledge: Knowledge
) -> None:
    article = Article(id="club", text="Coach Anna Quinlan met the striker Tom Ostrow in Tolleshunt on Monday.")
    assert parsed(article, nlp, knowledge) == []
    analysis = Analyser(nlp, knowledge, domestic=True).analyse(clean(article).passages)
    assert [sentence.is_parsed for sentence in analysis.sentences] == [True]


def test_a_sentence_is_parsed_for_the_pronoun_of_the_next_one() -> None:
    assert worth_parsing([["Macron is tired. ", "Then he met Scholz."]]) == [[True, True]]
    assert worth_parsing([["Macron is tired. ", "Then Scholz met Kallas."]]) == [[False, True]]


def test_a_sentence_is_parsed_that_says_who_i_am() -> None:
    assert worth_parsing([['"I met Scholz." ', "Macron said that it was late. ", "It rained."]]) == [
        [True, True, False]
    ]


def test_every_trigger_passes_the_gate() -> None:
    """A new word in triggers.toml needs its beginning in kg/language/gate.py."""
    known = triggers()
    with_particle = {
        "sit": "sit down", "hang": "hung up", "shake": "shook hands", "set": "set off", "touch": "touched down",
        "appear": "appeared with", "stand": "stood next to", "pose": "posed with", "ring": "rang", "land": "landed in",
        "cross": "crossed into", "come": "came to", "go": "went to", "head": "headed to", "jet": "jetted",
        "din": "dined", "see": "saw the king", "get": "got together", "chat": "chatted with", "tell": "told Xi",
        "ask": "asked visiting", "assure": "assured visiting", "inform": "informed visiting", "urge": "urged visiting",
    }  # fmt: skip
    assert [w for w in sorted(known.verbs) if not may_hold_meeting(with_particle.get(w, w))] == []
    assert [w for w in sorted(known.nouns) if not may_hold_meeting(w)] == []


@given(st.lists(st.sampled_from(["Mr. X ", "met Y. ", "In the U.S. ", '"Yes." ', "J. Doe! ", "no? ", "\n", "…"])))
def test_pieces_are_the_text(parts: list[str]) -> None:
    text = "".join(parts)
    assert "".join(pieces(text)) == text


def test_pieces_end_with_sentences() -> None:
    assert pieces('Mr. X met J. Doe in the U.S. Senate. He said "Hi." Then they left! OK') == [
        "Mr. X met J. Doe in the U.S. Senate. ",
        'He said "Hi." ',
        "Then they left! ",
        "OK",
    ]


@pytest.mark.model
def test_the_table_of_words_says_what_the_rules_say(nlp: Any) -> None:
    text = "They're not gonna meet; let's go, said Ms. Doe. Nothin' else is new, isn't it?  Why?"
    doc = nlp.make_doc(text)
    for name in ("tok2vec", "tagger", "parser"):
        doc = nlp.get_pipe(name)(doc)
    rows = WordTable(nlp).rows(doc.copy())
    for token, row in zip(nlp(text), rows, strict=True):
        assert (token.tag, token.pos, token.lemma, token.dep) == tuple(row), token.text


@pytest.mark.model
def test_a_passage_parsed_in_pieces_is_one_text(nlp: Any, knowledge: Knowledge) -> None:
    cut = [[f"{DULL} ", TOLD]]
    parser = Parser(nlp, knowledge)
    [one] = parser.cut(cut, [[False, True]])
    parser.parse([one])
    assert one.doc.text == f"{DULL} {TOLD}"
    assert [sentence.text for sentence in one.doc.sents] == [DULL, TOLD]
    alone = nlp(TOLD)
    behind = one.doc[len(one.doc) - len(alone) :]
    assert [(t.text, t.tag_, t.pos_, t.lemma_, t.dep_) for t in behind] == [
        (t.text, t.tag_, t.pos_, t.lemma_, t.dep_) for t in alone
    ]


@pytest.mark.model
def test_a_name_nobody_knows_is_parsed_as_a_well_known_one(knowledge: Knowledge) -> None:
    nlp = load_language()
    text = "Kolannavic heads to Minsk for talks with Aleksandr Sibyhavets and Yoon Suk Yeol."
    parser = Parser(nlp, knowledge)
    [one] = parser.cut([[text]], [[True]])
    parser.parse([one])
    assert one.doc.text == text
    told = {token.text: (token.tag_, token.lemma_) for token in one.doc}
    assert told["Kolannavic"] == ("NNP", "Kolannavic") and told["Sibyhavets"] == ("NNP", "Sibyhavets")
    assert told["heads"][0] == "VBZ"
    loans = {
        one.doc[i].text: nlp.vocab.strings[lent] for i, lent in Lender(nlp, knowledge).loans(one.doc, 0, len(one.doc))
    }
    assert loans == {"Kolannavic": "Clinton", "Sibyhavets": "Powell"}
