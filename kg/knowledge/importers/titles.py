"""From what a source calls a post or a country to our keys."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.knowledge.folding import fold
from kg.knowledge.knowledge_base import Knowledge

_OTHER_IDS = {"Q29999": "NL", "Q756617": "DK", "Q458": "EU", "Q1065": "UN", "Q7184": "NATO"}
"""Wikidata items that stand for a state beside its own: the Kingdoms of the Netherlands and of Denmark; and the
organizations that count as countries."""

_BEGINNINGS = (
    (r"(permanent representative|ambassador)\b.*\b(united nations|un)\b", "un_ambassador"),
    (r"ambassador|high commissioner of .* to|consul general|apostolic nuncio", "ambassador"),
    (r"(members?|deputy|senator|representative)\b.*\b(parliament|assembly|congress|senate|bundestag|duma|rada|knesset|"
     r"house of (commons|lords|representatives)|sejm|seimas|riksdag|folketing|storting|cortes|diet|chamber)",
     "legislator"),
    (r"(speaker|president|chair\w*) of the .*(parliament|assembly|senate|house|duma|rada|knesset|bundestag|chamber)",
     "parliament_speaker"),
    (r"(mayor|governor) of", "regional_leader"),
    (r"(deputy|vice|assistant) (minister|secretary) (of|for) foreign", "deputy_foreign_minister"),
    (r"minister (of|for) (foreign|external) ", "foreign_minister"),
    (r"minister (of|for) (national )?defen[cs]e", "defence_minister"),
    (r"minister (of|for) (the )?(treasury|finance)", "finance_minister"),
    (r"minister (of|for) (the )?interior|minister of internal affairs", "interior_minister"),
    (r"(federal |cabinet )?minister\b", "minister"),
    (r"secretary general of|director general of", "head_of_organization"),
)  # fmt: skip
"""Folded beginnings, the first that fits counts."""


class Titles:
    """Reads titles and countries with the shipped states and posts."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._wikidata = {s.wikidata: code for code, s in knowledge.states.items() if s.wikidata} | _OTHER_IDS
        self.post = lru_cache(maxsize=100_000)(self._post)
        self.country_in = lru_cache(maxsize=100_000)(self._country_in)

    def country(self, text: str | None) -> str | None:
        """Our code for a country given by code ("fr"), Wikidata id or IRI, or name; None where it is none."""
        if not text:
            return None
        short = text.rsplit("/", 1)[-1]
        if short.upper() in self._knowledge.states or short.upper() in ("EU", "UN", "NATO"):
            return short.upper()
        word = self._knowledge.state_words.get(fold(text))
        return self._wikidata.get(short) or (word.code if word and word.form == "name" else None)

    def _country_in(self, title: str) -> str | None:
        """The country a title names: "Minister of Foreign Affairs of Ukraine", "French ambassador"."""
        words = fold(title).split()
        for length in range(len(words), 0, -1):
            for start in range(len(words) - length + 1):
                word = self._knowledge.state_words.get(" ".join(words[start : start + length]))
                if word and word.form in ("name", "adjective") and not word.written:
                    return word.code
        return None

    def _post(self, title: str, country: str | None) -> str:
        """The key of the post; the title itself where it is none of ours."""
        if title in self._knowledge.posts:
            return title
        folded = fold(title)
        for form in (folded, *_without_country(folded, self._names(country))):
            key = self._knowledge.post_of(form, country)
            if key:
                return key
        return next((key for pattern, key in _BEGINNINGS if re.match(pattern, folded)), title)

    def _names(self, country: str | None) -> tuple[str, ...]:
        state = self._knowledge.states.get(country or "")
        names = (state.name, *state.names, *state.adjectives) if state else ()
        return tuple(sorted({fold(name) for name in names}, key=lambda name: (-len(name), name)))


def _without_country(title: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """ "president of the french republic" as "president": the title without the country at its end or beginning."""
    for name in names:
        for ending in (f" of the {name}", f" of {name}", f" for {name}"):
            if title.endswith(ending):
                return (title.removesuffix(ending),)
        if title.startswith(f"{name} "):
            return (title.removeprefix(f"{name} "),)
    return ()
