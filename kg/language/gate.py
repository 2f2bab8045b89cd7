"""Which text can hold a meeting at all, and which sentences must be parsed: a cheap look before any model runs."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from functools import cache
from typing import TYPE_CHECKING

from kg.knowledge.likeness import is_misspelt_leader, namesakes
from kg.language.regions import regional_groups
from kg.language.strange import is_strange
from kg.language.units import Unit, is_capital, words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from kg.knowledge import Knowledge

_STEMS = (
    "meet", "met(?![aehro])", "talk", "visit", "trip(?!l)", "travel", "summit", "confer", "call", "spoke", "speak",
    "phone", "telephon", "host(?!ag|il)", "receiv", "welcom", "greet", "negotiat", "discuss", "conversation",
    "dialogue", "consult", "delegation",
    "audience", "bilateral", "trilateral", "attend", "particip", "took part", "take part", "sat down", "sit down",
    "huddle", "dinner", "banquet", "hung up", "exchang", "spent", "spend(?!ing)", "shook hands", "shake hands",
    "lunch", "breakfast", "round", "forum", "gather", "tour(?!is|na)", "arriv", "fly", "flew", "flies", "heads to",
    "headed to", "video", "virtual(?!l)", "encounter", "convene", "came to", "come to", "goes to", "went to", "return",
    "leav", "left for", "stopover", "congress(?!wom|m)", "mediat", "broker(?!age)", "face-to-face",
    "one-on-one", "ministerial", "pull-aside", "pilgrimage", "journey", "landed in", "landed at", "lands in",
    "lands at", "touched down", "touches down", "depart(?!men)", "due in", "set off", "sets off",
    "headed for", "on his way", "on her way", "expected in", "was in", "heads for", "stop", "swing",
    "crossed into", "crosses into", "alongside", "press conference", "news conference", "joint appearance",
    "sent a", "send a", "session", "take him to", "take her to",
    "takes him to", "takes her to", "took him to", "took her to",
    "exchange of views", "reconvene", "dine", "parley", "tete-a-tete", "sit-down", "reception", "get-together",
    "rendezvous", "deliberation", "g[eo]t(?:s|ting)? together",
    "peace process", "pledging event", "plenar(?:y|ies)", "(?:press|news|media) briefing",
    "chat(?:s|ted|ting)? ",
    "t(?:old|ells) (?!reporters|journalists|lawmakers|parliament|[mu][es] |you|them|him|her |an? |that|state)", "saw ",
    "sees ", "seeing ", "to see ", "will see ", "would see ", "br(?:ing|ings|inging|ought) together",
    "voyage", "teleconference", "rang", "rings? up", "jet(?:s|ted|ting)",
    "(?:appear(?:s|ed|ing)?|st(?:an|oo)d(?:s|ing)?|pos(?:e[sd]?|ing))[ ,]+(?:\\w+ )?(?:with|together|beside|next|side)",
)  # fmt: skip
"""Beginnings of words, as regular expressions."""
_THERE = re.compile(
    r"(?:\b(?:is|are|was|were|be|been)|'s)\s+(?:[a-z]+\s+)?(?:in|at)\s+(?:the\s+)?[A-Z]|\bpresent\b|"
    r"\baccompan|\bjoin|\binclud|\b[Oo]thers (?:are|were)\b"
)
"""Being somewhere, and joining a meeting told before: worth parsing where the passage holds a word of meetings too."""
DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_HE = re.compile(r"\b(?:he|she|him|they|them)\b", re.IGNORECASE)
_HIS = re.compile(r"\b(?:his|her|their)\b", re.IGNORECASE)
_NAME = re.compile(r"(?<=\s)[A-Z]")


_I = re.compile(r"\b(?:I|we|We|our|Our|us|my|My|me)\b")


@cache
def _said() -> re.Pattern[str]:
    irregular = {"say": "said", "tell": "told", "think": "thought"}
    stems = [form for word in sorted(words().saying) for form in (word.rstrip("ey"), irregular.get(word)) if form]
    return re.compile(r"\b(?:" + "|".join(stems) + ")")


@cache
def _pattern() -> re.Pattern[str]:
    """For text in small letters; stems are tried by their first letters, ten times as fast."""
    by_letter: dict[str, list[str]] = {}
    for stem in _STEMS:
        by_letter.setdefault(stem[0] if stem[0].isalpha() else "", []).append(stem)
    groups = (f"{letter}(?:{'|'.join(s.removeprefix(letter) for s in by_letter[letter])})" for letter in by_letter)
    return re.compile(rf"\b(?:{'|'.join(groups)})")


def may_hold_meeting(text: str) -> bool:
    """Whether any stem of the meeting words is in the text; False means that no extractor can fire."""
    return _pattern().search(text.lower()) is not None


_SOMEBODYS = re.compile(r"['’]s (?:[a-z]+ ){0,2}(?:ally|aide|confidante?|advis[eo]r|lieutenant|right-hand man)\b")


def tells_of_somebodys(text: str) -> bool:
    """ "Zelensky's top ally": who that is may be told anywhere in the article ("..., Yermak posted")."""
    return _SOMEBODYS.search(text) is not None


def worth_parsing(passages: Sequence[Sequence[str]], *, every: bool = False) -> list[list[bool]]:
    """For each piece of each passage whether it must be parsed: it can tell of a meeting, or its neighbour can and
    points to it with a pronoun. ``every``: all of them."""
    if every:
        return [[True] * len(pieces) for pieces in passages]
    told = [[may_hold_meeting(piece) or _THERE.search(piece) is not None for piece in pieces] for pieces in passages]
    marks = [list(row) for row in told]
    before: tuple[int, int] | None = None
    for p, pieces in enumerate(passages):
        for n, piece in enumerate(pieces):
            if told[p][n]:
                if before is not None and _points_back(piece):
                    marks[before[0]][before[1]] = True
                for k in _beside(n, pieces) if _I.search(piece) else ():
                    marks[p][k] = marks[p][k] or _said().search(pieces[k]) is not None  # who "I" is
            before = p, n
    return marks


def _beside(n: int, pieces: Sequence[str]) -> list[int]:
    return [k for k in (n - 1, n + 1) if 0 <= k < len(pieces)]


def _points_back(piece: str) -> bool:
    """Whether a pronoun may stand for somebody named before: "his" behind a name stands for that one."""
    if _HE.search(piece):
        return True
    owner = _HIS.search(piece)
    return owner is not None and _NAME.search(piece, 0, owner.start()) is None


def names_a_side(docs: Sequence[Doc], units: Sequence[dict[int, Unit]], knowledge: Knowledge) -> bool:
    """Whether an article names a state, an organization or somebody known, be he misspelt: without one, no meeting is
    international. One misspelt leader alone meets nobody: it takes two, or a post beside him."""
    misspelt: set[str] = set()
    for doc, at in zip(docs, units, strict=True):
        if any(unit.kind != "post" for unit in at.values()):
            return True
        of_posts = {k for unit in at.values() for k in range(unit.start, unit.end)}
        for i, token in enumerate(doc):
            if not is_capital(token.text):
                continue
            if token.lower_ == "koreas":
                return True
            if next(regional_groups(doc, i, at), None) is not None:
                return True
            if is_strange(token, knowledge) and is_misspelt_leader(token.text, knowledge):
                if _is_of_another(doc, i, of_posts, knowledge):
                    continue
                misspelt.add(token.lower_)
                if i - 1 in of_posts or len(misspelt) > 1:
                    return True
            if token.lower_ not in DAYS and not any(is_capital(t.text) for t in _near(doc, i) if t.i not in of_posts):
                if knowledge.by_family_name(token.text):
                    return True
    return False


def _is_of_another(doc: Doc, i: int, of_posts: Container[int], knowledge: Knowledge) -> bool:
    """Whether the word before or behind says that another is named: "Peter Lavrav", "Lavrav United"."""
    if i + 1 < len(doc) and i + 1 not in of_posts and is_capital(doc[i + 1].text) and doc[i + 1].lower_ not in DAYS:
        return True
    given = doc[i - 1].text if i else ""
    return given.lower() in knowledge.first_names and not namesakes(f"{given} {doc[i].text}", knowledge)


def _near(doc: Doc, i: int) -> list[Token]:
    return [doc[k] for k in (i - 1, i + 1) if 0 <= k < len(doc)]
