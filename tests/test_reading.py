"""What of an article is parsed at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from kg.cleaning import clean
from kg.knowledge import Knowledge
from kg.language import analyse
from kg.language.analysis import INTRODUCING
from kg.model import Article


class Counting:
    """A pipeline that remembers the texts it was given."""

    def __init__(self, nlp: Any) -> None:
        self.nlp, self.texts = nlp, []

    def pipe(self, texts: Iterable[str]) -> Iterator[Any]:
        self.texts = list(texts)
        return self.nlp.pipe(self.texts)


@pytest.mark.model
def test_beyond_the_first_passages_only_those_that_may_tell_of_a_meeting_are_parsed(
    nlp: Any, knowledge: Knowledge
) -> None:
    dull = "The harvest of barley was poor again this year, farmers in the hills said, and prices rose by a tenth."
    told = "President Emmanuel Macron met Chancellor Olaf Scholz in Berlin on Monday, both of their offices said."
    text = "\n\n".join([*[f"{n}. {dull}" for n in range(6)], told, *[f"{n}. {dull}" for n in range(6, 12)]])
    counting = Counting(nlp)
    analysis = analyse(clean(Article(id="long", text=text)).passages, nlp=counting, knowledge=knowledge)
    assert len(counting.texts) == INTRODUCING + 1
    assert counting.texts[-1] == told
    assert any(mention.mention.name == "Olaf Scholz" for mention in analysis.mentions)


@pytest.mark.model
def test_an_article_without_a_word_of_meetings_is_not_parsed(nlp: Any, knowledge: Knowledge) -> None:
    counting = Counting(nlp)
    article = Article(id="dull", text="The harvest of barley was poor. Prices rose by a tenth in the hills.")
    assert analyse(clean(article).passages, nlp=counting, knowledge=knowledge).sentences == ()
    assert counting.texts == []
