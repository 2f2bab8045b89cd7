"""What all phrases of one article are resolved with."""

from __future__ import annotations

from dataclasses import dataclass

from kg.knowledge import Knowledge
from kg.model import Article, Mention, Place
from kg.resolution.actors import Cast


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What all drafts of one article are made with."""

    article: Article
    cast: Cast
    knowledge: Knowledge
    credible: frozenset[str]
    """Ids of the actors that at least one mention names beyond doubt."""
    countries: frozenset[str]
    """Countries the article speaks of: they decide between places of one name."""
    named: frozenset[str] = frozenset()
    """Those of them that more than the name of a city tells of."""
    people: tuple[Mention, ...] = ()
    """Everybody the article names, the doubtful too."""
    home: str | None = None
    """Country of the government that publishes the article; see ``home_country``."""
    namesakes_at_home: frozenset[str] = frozenset()
    """Countries that only a name tells of which a region of the publishing government's country has too: Georgia."""
    here: Place | None = None
    """Where the article was written or said: the place of its dateline, of its title or over a transcript."""
    spoken_here: bool = False
    """Whether it is what was said there, at the meeting, and not a story filed from there."""
    publisher: str | None = None
    """Country of the publisher, for the order of day and month in figures."""
