"""Headlines in title case and in capitals are read as a sentence would be."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from kg.evaluation.garbling import gist
from kg.language.headlines import as_sentence
from kg.model import Article
from kg.pipeline import Extractor, Settings
from test_extractors import PUBLISHED, agree, read


@pytest.mark.parametrize(
    ("headline", "sentence"),
    [
        ("Fidan, Barrot To Discuss Gaza Truce Next Week", "Fidan, Barrot to discuss Gaza truce next week"),
        ("XI, PUTIN HOLD TALKS IN BEIJING", "XI, Putin hold talks in Beijing"),
        ("Trump Meets May in London", "Trump meets May in London"),
        ("US Envoy May Meet Houthis in Oman Next Week", "US Envoy may meet Houthis in Oman next week"),
        ("Macron and Scholz meet in Paris", "Macron and Scholz meet in Paris"),
        ("Talks in Geneva", "Talks in Geneva"),
    ],
)
def test_common_words_are_written_small(headline: str, sentence: str) -> None:
    assert as_sentence(headline, "") == sentence


def test_the_article_tells_which_words_are_common() -> None:
    body = "The two agreed on grain corridors. Grain will be shipped; corridors stay open, Bush told reporters."
    assert as_sentence("Bush Applauds Grain Corridors After Talks", body) == "Bush Applauds grain corridors after talks"


def in_title_case(text: str) -> str:
    small = {"to", "in", "of", "the", "a", "on", "at", "for", "with", "and", "by", "from", "as"}
    words = text.split()
    return " ".join(w if n and w in small else w[0].upper() + w[1:] for n, w in enumerate(words))


@pytest.mark.model
@pytest.mark.parametrize("rewrite", [in_title_case, str.upper])
def test_most_headlines_tell_the_same_in_other_capitals(rewrite: Callable[[str], str]) -> None:
    extractor = Extractor.load(Settings(min_confidence=0))
    cases = [c for c in read("headlines") if "title" in c and "xfail" not in c]
    wrong = [c["title"] for c in cases if not agree(c["meetings"], told(extractor, c, rewrite))]
    assert len(cases) >= 25
    assert len(wrong) <= 0.15 * len(cases), wrong


def told(extractor: Extractor, case: dict[str, Any], rewrite: Callable[[str], str]) -> Any:
    title = re.sub(r"\s+", " ", rewrite(case["title"]))
    article = Article(id="case", title=title, text=case["text"], published=case.get("published", PUBLISHED))
    return extractor.extract(article)[1]


@pytest.mark.model
def test_a_headline_is_one_whether_given_apart_or_over_the_text() -> None:
    extractor = Extractor.load(Settings())
    title = "Remarks by President Macron and Chancellor Scholz Before Their Meeting"
    text = "PRESIDENT MACRON: I am eager to go through it with you this evening.\n\nCHANCELLOR SCHOLZ: Thank you."
    apart = Article(id="apart", title=title, text=text, published=PUBLISHED)
    over = Article(id="over", title=title, text=f"Home World Politics\n\n{title}\n\n{text}", published=PUBLISHED)
    assert gist(extractor.extract(apart)[1]) == gist(extractor.extract(over)[1]) != []
