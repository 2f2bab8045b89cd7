"""What it costs when articles come garbled: names misspelt, page leftovers around the text, a page instead of a text.

A variant makes of an annotated article another one. Its random generator is seeded for each article from the seed and
the article's id, so that the same seed gives the same texts whatever else is measured.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import msgspec

from kg.evaluation.annotations import AnnotatedParty, Annotation, of_report
from kg.evaluation.figures import Figures
from kg.evaluation.litter import as_page, littered
from kg.evaluation.respelling import respell_names
from kg.evaluation.scoring import score
from kg.knowledge import fold
from kg.knowledge.family_names import family_names
from kg.knowledge.spelling import word_similarity
from kg.model import Article, Report

if TYPE_CHECKING:
    from kg.pipeline import Extractor

SPELT_ALIKE = 0.7
"""Another name of somebody holds his family name in another spelling, and not his post ("the President")."""
_WORD = re.compile(r"[^\W\d_][\w'-]+")
_SMALL = frozenset("a an the of in on at to for and by with".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotated:
    """An article, and what a careful reader found in it."""

    article: Article
    meetings: tuple[Annotation, ...]


Variant = Callable[[Annotated, random.Random], Annotated]


def names_respelt(given: Annotated, generator: random.Random) -> Annotated:
    """Every occurrence of every family name garbled on its own; the spellings are other names of who is annotated."""
    article, names = given.article, names_of(given)
    title, text = (respell_names(words, names, generator) for words in (article.title or "", article.text))
    spellings: dict[str, list[str]] = {}
    for name, spelt in (*title.spellings.items(), *text.spellings.items()):
        spellings.setdefault(fold(name), []).extend(spelt)
    changed = replace(article, title=title.text or article.title, text=text.text)
    return Annotated(article=changed, meetings=tuple(_with_spellings(each, spellings) for each in given.meetings))


def names_repaired(given: Annotated, generator: random.Random) -> Annotated:
    """The same texts; only who is given his right name is right."""
    return replace(names_respelt(given, generator), meetings=given.meetings)


def title_case(given: Annotated, generator: random.Random) -> Annotated:
    """The Headline Written With Capitals."""
    words = (given.article.title or "").split(" ")
    cased = [word if n and word in _SMALL else word[:1].upper() + word[1:] for n, word in enumerate(words)]
    return replace(given, article=replace(given.article, title=" ".join(cased) or None))


def capitals(given: Annotated, generator: random.Random) -> Annotated:
    """THE HEADLINE IN CAPITALS."""
    return replace(given, article=replace(given.article, title=(given.article.title or "").upper() or None))


VARIANTS: Mapping[str, Variant] = {
    "as given": lambda given, generator: given,
    "names respelt": names_respelt,
    "names repaired": names_repaired,
    "title case": title_case,
    "capitals": capitals,
    "littered": lambda given, generator: replace(given, article=littered(given.article, generator)),
    "web page": lambda given, generator: replace(given, article=as_page(given.article, generator)),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """The figures of one variant."""

    variant: str
    figures: Figures
    changed: int
    """Articles whose reports are others than those of the article as given."""


def measure(
    articles: Iterable[Article], gold: Mapping[str, Sequence[Annotation]], *, extractor: Extractor, seed: int = 0
) -> Iterator[Cost]:
    """The figures of every variant over the articles that are annotated, one after the other.

    Raises ValueError when none of the articles is.
    """
    annotated = [Annotated(article=each, meetings=tuple(gold[each.id])) for each in articles if each.id in gold]
    if not annotated:
        raise ValueError("none of the articles is annotated: their ids must be those of the gold file")
    first: dict[str, tuple[Report, ...]] = {}
    for name in VARIANTS:
        variants = [garbled(each, variant=name, seed=seed) for each in annotated]
        found = {each.article.id: extractor.extract(each.article)[1] for each in variants}
        told = {document: tuple(map(of_report, reports)) for document, reports in found.items()}
        first = first or found
        yield Cost(
            variant=name,
            figures=Figures.of(score({each.article.id: each.meetings for each in variants}, told).total),
            changed=sum(gist(found[document]) != gist(first[document]) for document in found),
        )


def garbled(given: Annotated, *, variant: str, seed: int = 0) -> Annotated:
    """The article as that variant has it; its id stays."""
    return VARIANTS[variant](given, random.Random(f"{seed} {given.article.id}"))


def names_of(given: Annotated) -> frozenset[str]:
    """The family names, of three letters and more, of everybody annotated in the article, as it spells them."""
    written = {word.removesuffix("'s") for word in _WORD.findall(f"{given.article.title or ''} {given.article.text}")}
    families: set[str] = set()
    for party in (party for meeting in given.meetings for party in meeting.parties if party.kind == "person"):
        own = _families(party.name, party.country)
        others = {name for alias in party.aliases or () for name in _families(alias, party.country)}
        families |= own | {other for other in others if any(word_similarity(other, o) >= SPELT_ALIKE for o in own)}
    return frozenset(word for word in written if len(word) > 2 and word[0].isupper() and fold(word) in families)


def _families(name: str | None, country: str | None) -> set[str]:
    own = (name or "").split(" of ")[0]  # "Philippe of Belgium"
    return {family.split()[-1] for family in family_names(own, country=country)}


def _with_spellings(meeting: Annotation, spellings: Mapping[str, Sequence[str]]) -> Annotation:
    return msgspec.structs.replace(meeting, participants=tuple(_respelt(each, spellings) for each in meeting.parties))


def _respelt(party: AnnotatedParty, spellings: Mapping[str, Sequence[str]]) -> AnnotatedParty:
    """The participant with every garbled form of his names among his aliases."""
    forms = [form for form in (party.name, *(party.aliases or ())) if form] if party.kind == "person" else []
    garbled_forms = [
        " ".join([*words[:n], spelt, *words[n + 1 :]])
        for words in (form.split() for form in forms)
        for n, word in enumerate(words)
        for spelt in spellings.get(fold(word), ())
    ]
    return msgspec.structs.replace(party, aliases=(*(party.aliases or ()), *garbled_forms))


def gist(reports: Sequence[Report]) -> list[tuple[object, ...]]:
    """What reports say, without where in the text they say it."""
    return sorted(
        (
            report.status,
            report.kind,
            report.medium,
            str(report.when.first),
            str(report.when.last),
            report.place.name if report.place else "",
            tuple(sorted(each.actor.label for each in report.participants)),
        )
        for report in reports
    )
