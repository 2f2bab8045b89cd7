"""Known phrases in a parsed text: states, organizations, people's full names, posts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from kg.bundled import table
from kg.knowledge.folding import fold
from kg.knowledge.layers import most_words
from kg.language.text import Line, line_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from kg.knowledge import Knowledge

UnitKind = Literal["state", "organization", "person", "post"]
LONGEST = 12
"""Tokens in the longest phrase that is looked up."""
MOST_KEPT = 5_000
"""Beginnings of which is kept how long the known phrases are that begin so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A known phrase at tokens start..end (exclusive)."""

    start: int
    end: int
    kind: UnitKind
    text: str
    country: str | None = None
    form: str = ""
    """State words: name, adjective, demonym, metonym, capital. Organizations: their kind."""
    post: str | None = None
    plural: bool = False


class Words(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The closed word lists of words.toml."""

    honorifics: frozenset[str]
    particles: frozenset[str]
    name_suffixes: frozenset[str]
    post_modifiers: frozenset[str]
    post_heads: frozenset[str]
    institution_words: frozenset[str]
    collectives: frozenset[str]
    offices: frozenset[str]
    own_people: frozenset[str]
    parties_again: frozenset[str]
    regions: frozenset[str]
    not_names: frozenset[str]
    common_word_names: frozenset[str]
    agencies: frozenset[str]
    saying: frozenset[str]
    personal_verbs: frozenset[str]
    headline_words: frozenset[str]


@cache
def words() -> Words:
    """The word lists, read once."""
    return table("kg.language", "words.toml", Words)


def is_capital(text: str) -> bool:
    """Whether a token looks like (part of) a name: "Macron", "U.S.", "McDonald", "d'Ivoire"."""
    return text[0].isupper() or (text[:2] in {"d'", "l'"} and text[2:3].isupper())


def _stands_apart(line: Line, i: int) -> bool:
    """Whether word i begins with a letter or figure behind a blank: then it is a word when folded, too."""
    return line.offsets[i] > line.offsets[i - 1] + len(line.words[i - 1]) and line.words[i][0].isascii()


def _is_glued(line: Line, i: int) -> bool:
    """Whether what follows word i may be part of it when folded ("People" in "People's Republic")."""
    if i + 1 >= len(line.words) or line.offsets[i + 1] > line.offsets[i] + len(line.words[i]):
        return False
    return fold(line.words[i + 1][0]) != "" or line.words[i + 1][0] in "'’.!?*"


class UnitFinder:
    """Looks up known phrases, longest first."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        posts = {*knowledge.post_words, *words().post_heads}
        self._post_starts = {phrase.split()[0] for phrase in posts}
        self._longest_posts = most_words([*posts, *(plural for phrase in posts for plural in _plurals(phrase))])
        self._longest: dict[str, int] = {}

    def find(self, doc: Doc) -> list[Unit]:
        """The known phrases of a text from left to right, without overlap."""
        line = line_of(doc)
        units: list[Unit] = []
        i = 0
        for start in range(len(line.words)):
            if start < i:
                continue
            unit = (self._half_named(doc, start) if line.lower[start] in HALVES else None) or self._at(doc, start)
            if unit is not None:
                units.append(unit)
                i = unit.end
        return units

    def _half_named(self, doc: Doc, i: int) -> Unit | None:
        """ "North, South Korean leaders", "South and North Korea": the first state, of whose name one word is said."""
        if i + 3 >= len(doc) or doc[i + 1].lower_ not in {",", "and", "&"}:
            return None
        whole = fold(doc[i + 3].text)
        halves = {doc[i].lower_, doc[i + 2].lower_}
        state = self.knowledge.state_words.get(f"{doc[i].lower_} {whole}")
        if state is None or halves not in ({"north", "south"}, {"east", "west"}):
            return None
        return Unit(start=i, end=i + 1, kind="state", text=state.code, country=state.code, form=state.form)

    def _at(self, doc: Doc, i: int) -> Unit | None:
        line = line_of(doc)
        first = line.words[i]
        if not first[0].isalpha():
            return None
        if first == "American" and i and line.lower[i - 1] in PARTS_OF_AMERICA:
            return None  # "South American countries": none of them is the United States
        capital = is_capital(first)
        if not capital:
            lower = fold(first)
            if lower.split(" ")[0].rstrip("s") not in self._post_starts and lower not in self._post_starts:
                return None
        most = self._most_words(line, i)
        if most == 0:
            return None
        end = i + 1
        last = min(len(line.words), i + LONGEST)
        while end < last and (line.words[end][0].isalnum() or line.words[end] in _INSIDE):
            if line.words[end][0].isalnum() and _stands_apart(line, end):
                most -= 1
                if most == 0:
                    break
            end += 1
        for stop in range(end, i, -1):
            if line.words[stop - 1] in _INSIDE:
                continue
            unit = self._lookup(doc, i, stop, capital=capital)
            if unit is not None:
                return unit
        return None

    def _most_words(self, line: Line, i: int) -> int:
        """How many words the longest known phrase has that may begin at word i: no more need to be put together."""
        first = fold(line.words[i]).split(" ")[0]
        if first == "the" and i + 1 < len(line.words) and _stands_apart(line, i + 1):
            if fold(line.words[i + 1]).split(" ")[0] != "the":
                return 1 + self._most_words(line, i + 1)  # the article is left out when folded
        if first and line.words[i + 1 : i + 2] == ["'s"]:
            return max(min(1, self._longest_of(first)), self._longest_of(f"{first}s"))
        if first in {"", "the"} or _is_glued(line, i):
            return LONGEST
        most = self._longest_of(first)
        if most > 1 and i + 1 < len(line.words) and line.words[i + 1].isalpha() and _stands_apart(line, i + 1):
            if first == fold(line.words[i]) and not _is_glued(line, i + 1):
                return self._longest_of(f"{first} {fold(line.words[i + 1])}") or 1
        return most

    def _longest_of(self, beginning: str) -> int:
        longest = self._longest.get(beginning)
        if longest is None:
            longest = max(self._longest_posts.get(beginning, 0), self.knowledge.longest_name(beginning))
            if len(self._longest) >= MOST_KEPT:
                self._longest.clear()
            self._longest[beginning] = longest
        return longest

    def _lookup(self, doc: Doc, start: int, end: int, *, capital: bool) -> Unit | None:
        line = line_of(doc)
        text = line.between(start, end)
        folded = fold(text)
        if text == "States" and not _the_states(line, start, end):
            return None
        if capital:
            state = self.knowledge.state_words.get(folded)
            if state is not None and state.fits(text) and not _only_says_where(line, end):
                return Unit(start=start, end=end, kind="state", text=text, country=state.code, form=state.form)
        post = self._post(folded)
        if post is not None and not (folded.endswith("of state") and _common_noun(doc, end)):
            key, plural = post
            return Unit(start=start, end=end, kind="post", text=text, post=key, plural=plural)
        if capital and (len(folded) > 1):
            return self._actor(line, start, end, text)
        return None

    def _post(self, folded: str) -> tuple[str | None, bool] | None:
        known = self.knowledge.post_words.get(folded)
        if known is not None:
            return known, False
        singular = _singular(folded)
        known = self.knowledge.post_words.get(singular) if singular else None
        if known is not None:
            return known, True
        if folded in words().post_heads:
            return None, False
        return (None, True) if singular in words().post_heads else None

    def _actor(self, line: Line, start: int, end: int, text: str) -> Unit | None:
        folded = fold(text)
        if _of_one_state(line, start, folded):
            return None
        for actor in self.knowledge.find(text):
            if actor.kind == "person" and " " not in folded:
                continue
            if actor.kind != "person" and end - start == 1 and not _name_of_organization(text):
                continue
            if actor.kind == "state":  # "The U.S."
                return Unit(start=start, end=end, kind="state", text=text, country=actor.country, form="name")
            kind: UnitKind = "person" if actor.kind == "person" else "organization"
            return Unit(start=start, end=end, kind=kind, text=text, country=actor.country, form=actor.kind)
        return None


PARTS_OF_AMERICA = frozenset({"south", "latin", "central", "north", "pan", "inter", "meso"})
HALVES = frozenset({"north", "south", "east", "west"})


def _of_one_state(line: Line, start: int, folded: str) -> bool:
    """ "The National Security Council" is a state's, not that of the United Nations."""
    return folded == "security council" and start > 0 and line.words[start - 1] in {"National", "Supreme"}


def _the_states(line: Line, start: int, end: int) -> bool:
    """ "Across the States": the country, unless it says which states: "Member States", "the States of the Gulf"."""
    behind = line.lower[end] if end < len(line.words) else ""
    return start > 0 and line.words[start - 1] == "the" and behind not in {"of", "parties", "members", "(", "that"}


def _only_says_where(line: Line, end: int) -> bool:
    """ "Geneva-based", "US-born": no side of anything."""
    told = {"based", "born", "educated", "trained"}
    return line.words[end : end + 1] == ["-"] and end + 1 < len(line.words) and line.lower[end + 1] in told


def names_no_state(docs: Sequence[Doc], units: Sequence[dict[int, Unit]]) -> bool:
    """Whether a post found before parsing is none, as the tags tell: "the head of state firm SPP"."""
    return any(
        unit.text.lower().endswith("of state") and _common_noun(doc, unit.end)
        for doc, at in zip(docs, units, strict=True)
        for unit in at.values()
    )


def _common_noun(doc: Doc, i: int) -> bool:
    """ "The head of state firm SPP": no head of state."""
    if i < len(doc) and doc[i].text == "-" and not doc[i - 1].whitespace_:
        return True  # "state-run"
    return i < len(doc) and doc[i].pos_ in {"NOUN", "ADJ"} and doc[i].text.islower()


_INSIDE = frozenset({"'s", "'", "-", ".", "&", "/", "+", "of", "the"})


def _singular(folded: str) -> str:
    if folded.endswith("secretaries"):
        return folded[:-3] + "y"
    if folded.endswith("s general"):
        return folded[: -len("s general")] + " general"
    return folded[:-1] if folded.endswith("s") and not folded.endswith("ss") else ""


def _plurals(phrase: str) -> set[str]:
    """What ``_singular`` makes that phrase of."""
    plurals = {f"{phrase}s", phrase[:-1] + "ies", phrase.removesuffix(" general") + "s general"}
    return {plural for plural in plurals if _singular(plural) == phrase}


def _name_of_organization(text: str) -> bool:
    """One word: an acronym, or a capitalised name longer than three letters ("Hamas")."""
    return len(text) >= 2 and (text.isupper() or len(text) > 3)
