"""The articles as linking needs them: who published when, kept in memory; the words only when two are compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from kg.model import Article, Report

COMPARED = 1500
"""Characters of an article that are compared: editors cut a story from its end."""
NOT_WORDS = re.compile(r"\W+")


class Press(Mapping[str, Article]):
    """The articles of some reports by id, without title and text."""

    def __init__(self, reports: Iterable[Report], articles: Mapping[str, Article]) -> None:
        self._articles = articles
        self._heads: dict[str, Article] = {}
        for report in reports:
            if report.document not in self._heads:
                article = articles.get(report.document)
                if article is not None:
                    self._heads[report.document] = replace(article, text="", title=None, url=None)

    def __getitem__(self, id_: str) -> Article:
        return self._heads[id_]

    def __iter__(self) -> Iterator[str]:
        return iter(self._heads)

    def __len__(self) -> int:
        return len(self._heads)

    def beginning(self, id_: str) -> str:
        """What of an article is compared: its first words, without case and punctuation."""
        return NOT_WORDS.sub(" ", self._articles[id_].text[: COMPARED * 2].casefold()).strip()[:COMPARED]

    def day(self, report: Report) -> int | None:
        """When the article of a report was published, as an ordinal."""
        article = self._heads.get(report.document)
        return article.published.toordinal() if article and article.published else None

    def age(self, report: Report) -> str:
        """The same to sort by: undated articles last."""
        article = self._heads.get(report.document)
        return article.published.isoformat() if article and article.published else "9999"

    def source(self, report: Report) -> str | None:
        """Who published the article of a report."""
        article = self._heads.get(report.document)
        return article.source if article else None
