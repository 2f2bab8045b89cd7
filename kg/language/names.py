"""Runs of capitalised words that are somebody's name, and why they are believed to be one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.knowledge.folding import fold
from kg.knowledge.likeness import is_misspelt_leader
from kg.language.gate import DAYS
from kg.language.strange import is_strange, never_seen
from kg.language.text import line_of, text_of
from kg.language.units import Unit, is_capital, words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from kg.knowledge import Knowledge

MOST_NAME_TOKENS = 13


@dataclass(frozen=True, slots=True, kw_only=True)
class NameRun:
    """A name at tokens start..end; honorifics stand between ``start`` and ``name_start``."""

    start: int
    name_start: int
    end: int
    text: str
    believed: bool
    """Whether the run itself gives a reason to believe that it is a person's name."""
    doubtful: bool = False


def name_run(doc: Doc, i: int, at: dict[int, Unit], knowledge: Knowledge, *, trusted: bool) -> NameRun | None:
    """The name that begins at token i, if the words there can be one.

    ``trusted`` says that a post stands before it: then even one unknown capitalised word is a name.
    """
    name_start, honoured = _skip_honorifics(doc, i, at)
    end = _name_end(doc, name_start, at)
    if end <= name_start:
        return None
    text = text_of(doc, name_start, end)
    if _two_names(text, knowledge) or _is_venue(text, knowledge):
        return None
    believed = honoured or _believed(doc, name_start, end, at, knowledge)
    if not (trusted or believed):
        return None
    return NameRun(start=i, name_start=name_start, end=end, text=text, believed=believed)


def single_name(
    doc: Doc, i: int, at: dict[int, Unit], knowledge: Knowledge, familiar: frozenset[str]
) -> NameRun | None:
    """A bare family name: used elsewhere in the article, known, or at least looking like one (then doubtful)."""
    end = _name_end(doc, i, at)
    if end <= i or _is_venue(text_of(doc, i, end), knowledge):
        return None
    for stop in range(end, i, -1):
        folded = fold(text_of(doc, i, stop))
        if folded in familiar:
            return NameRun(start=i, name_start=i, end=stop, text=text_of(doc, i, stop), believed=True)
    folded = fold(text_of(doc, i, end))
    if _two_names(text_of(doc, i, end), knowledge):
        return None
    label = doc[end - 1].ent_type_
    known = folded not in words().common_word_names or label == "PERSON" or _one_of_two(doc, i, end)
    if knowledge.by_family_name(folded) and known:
        return NameRun(start=i, name_start=i, end=end, text=text_of(doc, i, end), believed=True)
    if end == i + 1 and is_strange(doc[i], knowledge) and is_misspelt_leader(doc[i].text, knowledge):
        return NameRun(start=i, name_start=i, end=end, text=doc[i].text, believed=True)
    if end == i + 1 and _is_destination(doc, i, knowledge):
        return None
    if (label == "PERSON" and (end - i > 1 or doc[i].dep_ in PARTY_RELATIONS)) or (
        _odd_word(doc, i, end) and not knowledge.find_place(folded)
    ):
        return NameRun(start=i, name_start=i, end=end, text=text_of(doc, i, end), believed=False, doubtful=True)
    return None


def _is_venue(text: str, knowledge: Knowledge) -> bool:
    """ "Camp David", "Vostochny Cosmodrome": where people meet, though the words look like a name."""
    places = knowledge.find_place(text) if " " in text or "-" in text else ()
    return any(place.kind == "venue" for place in places) and not knowledge.find(text)


def _two_names(text: str, knowledge: Knowledge) -> bool:
    """ "The Biden-Harris administration": the names of two, and of neither alone."""
    halves = text.replace("–", "-").split("-")
    return len(halves) == 2 and all(half and knowledge.by_family_name(fold(half)) for half in halves)


SMALLEST_DESTINATION = 100_000
"""Inhabitants of a city that nobody's name is taken for behind "to" or "in"."""


def _is_destination(doc: Doc, i: int, knowledge: Knowledge) -> bool:
    """ "His visit to Rzeszow": a city and not the name of somebody unknown, whatever the recogniser says."""
    if i == 0 or doc[i - 1].lower_ not in {"to", "in", "from"}:
        return False
    cities = [p for p in knowledge.find_place(doc[i].text)[:1] if p.kind == "city"]
    return any(knowledge.population(city) >= SMALLEST_DESTINATION for city in cities)


ENCOUNTERS = frozenset({"summit", "summits", "meeting", "meetings", "talks", "call", "dialogue", "encounter"})


def _between_two(doc: Doc, j: int) -> bool:
    """Whether the dash at j stands between the names of two who meet: "the Trump-Kim summit"."""
    line = line_of(doc)
    return line.words[j] in {"-", "–", "/"} and j + 2 < len(line.words) and line.lower[j + 2] in ENCOUNTERS


def _one_of_two(doc: Doc, i: int, end: int) -> bool:
    return (i > 0 and _between_two(doc, i - 1)) or (end < len(doc) and _between_two(doc, end))


PARTY_RELATIONS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "conj", "poss", "appos", "ROOT", "nmod"})


def _odd_word(doc: Doc, i: int, end: int) -> bool:
    """One capitalised word of four letters or more, where a party can stand, with no capitalised neighbour."""
    token = doc[i]
    if end != i + 1 or len(token.text) < 4 or token.text.isupper() or token.pos_ != "PROPN":
        return False
    neighbours = [doc[k] for k in (i - 1, i + 1) if 0 <= k < len(doc)]
    if any(n.text[0].isupper() and not n.is_sent_start for n in neighbours) or (i and doc[i - 1].text in {'"', "-"}):
        return False
    return token.dep_ in PARTY_RELATIONS


def _is_monsieur(doc: Doc, j: int) -> bool:
    """ "M. Lecornu" in a text that says "Mme" too, or nothing but a family name behind it."""
    if line_of(doc).words[j] != "M.":
        return False
    following = doc[j + 1].text
    return len(following) > 2 and following[0].isupper() and "Mme" in doc.text


def _skip_honorifics(doc: Doc, i: int, at: dict[int, Unit]) -> tuple[int, bool]:
    j, honoured, line = i, False, line_of(doc)
    lower, known = line.lower, words().honorifics
    while j < len(lower) - 1 and (lower[j] in known or _is_monsieur(doc, j)) and j not in at:
        if not line.words[j][0].isupper() or lower[j] in {"the", "his", "her", "right"}:
            if lower[j + 1] not in known or lower[j] == lower[j + 1]:
                break
        honoured = honoured or lower[j] not in {"the", "his", "her"}
        j += 1
    return j, honoured


def _name_end(doc: Doc, start: int, at: dict[int, Unit]) -> int:
    """Token after the last word of a name that begins at ``start``; ``start`` when none does."""
    j = start
    unit = at.get(start)
    if unit is not None and unit.kind == "person":
        j = unit.end
    while j < min(len(doc), start + MOST_NAME_TOKENS):
        step = _name_step(doc, j, at, first=j == start)
        if step == 0:
            break
        j += step
    line = line_of(doc)
    while j > start and (line.words[j - 1] in {"-", "'", "'s"} or line.lower[j - 1] in words().particles):
        j -= 1
    return j


def _name_step(doc: Doc, j: int, at: dict[int, Unit], *, first: bool) -> int:
    """How many tokens at j go on with a name (0: none)."""
    line, lists = line_of(doc), words()
    word, lower = line.words[j], line.lower[j]
    unit = at.get(j)
    if unit is not None and not (unit.kind == "person" or lower in lists.particles):
        if first or not _inside_name(doc, j, unit):
            return 0
    if (not first and _is_beyond(doc[j])) or _between_two(doc, j):
        return 0  # "the Trump-Kim summit": two names
    if not first and (step := _joined(doc, j)) is not None:
        return step
    if lower in lists.particles and j + 1 < len(line.words):
        following = line.words[j + 1]
        if is_capital(following) or following == "-" or line.lower[j + 1] in lists.particles:
            return 1 if (not first or is_capital(word) or lower in {"al", "bin", "el", "von", "van", "de"}) else 0
    if word in lists.agencies:
        return 0
    if not is_capital(word) or not any(c.isalpha() for c in word) or lower in lists.not_names:
        return 0
    if not first and lower in {"sheikh"}:
        return 1
    return 0 if lower in lists.institution_words else 1


def _is_beyond(token: Token) -> bool:
    """Whether the token behind a word of a name begins another sentence or is a verb."""
    if token.is_sent_start and token.nbor(-1).text in ".!?":
        return True
    return token.pos_ == "VERB" and token.ent_type_ != "PERSON" and not never_seen(token)


def _joined(doc: Doc, j: int) -> int | None:
    """How many tokens at j go on with a name by a mark or as a suffix; None where j is neither."""
    line = line_of(doc)
    word, behind = line.words[j], line.words[j + 1 : j + 2]
    if word == "-" and behind and not doc[j].whitespace_ and not doc[j - 1].whitespace_:
        return 2 if behind[0][0].isalpha() else 0
    if word in OPENING and j + 3 < len(doc) and line.words[j + 2] in CLOSING:
        small = line.lower[j + 3] in words().particles and is_capital("".join(line.words[j + 4 : j + 5]) or "-")
        family = small or (is_capital(line.words[j + 3]) and doc[j + 3].pos_ == "PROPN")
        return 3 if family and is_capital(line.words[j + 1]) else 0  # 'Joko "Jokowi" Widodo', 'Luis "Lu" de Souza'
    if word == "," and behind and line.lower[j + 1] in {"jr", "jr.", "sr."}:
        return 2
    return 1 if line.lower[j] in words().name_suffixes else None


OPENING = frozenset({'"', "“", "‘", "("})
CLOSING = frozenset({'"', "”", "’", ")"})
TITLES_AND_NAMES = frozenset({"son", "amir", "emir", "shah", "khan", "malik", "sultan"})


def _inside_name(doc: Doc, j: int, unit: Unit) -> bool:
    """A state or post word inside a name: "Michael Jordan", "Hossein Amir Abdollahian"."""
    if unit.kind in {"state", "organization"}:
        return bool(doc[j].ent_type_ == "PERSON" and doc[j - 1].ent_type_ == "PERSON")
    return doc[j].lower_ in TITLES_AND_NAMES and unit.end == j + 1


def _believed(doc: Doc, start: int, end: int, at: dict[int, Unit], knowledge: Knowledge) -> bool:
    unit = at.get(start)
    if unit is not None and unit.kind == "person":
        return True
    if end - start < 2:
        return False
    if fold(doc[start].text) in knowledge.first_names and is_capital(doc[end - 1].text):
        return True
    if doc[end - 1].ent_type_ == "PERSON" and doc[start].ent_type_ == "PERSON":
        return True
    return bool(knowledge.by_family_name(fold(doc[end - 1].text))) and doc[start].ent_type_ in {"PERSON", "ORG"}


def has_unknown_name(doc: Doc, start: int, end: int, at: dict[int, Unit]) -> bool:
    """Whether tokens start..end hold a capitalised word that no known phrase explains: then its kind must be guessed.

    A lone one at the beginning is only the first word of a sentence.
    """
    i, line = start, line_of(doc)
    while i < end:
        unit = at.get(i)
        if unit is not None:
            i = unit.end
            continue
        lower = line.lower[i]
        if is_capital(line.words[i]) and lower not in _EXPLAINED and lower not in words().institution_words:
            if i > start or (i + 1 < end and is_capital(line.words[i + 1])):
                return True
        i += 1
    return False


_MONTHS = frozenset("january february march april may june july august september october november december".split())
_EXPLAINED = frozenset({"i"}) | DAYS | _MONTHS


def days(doc: Doc, start: int, end: int) -> list[tuple[int, int]]:
    """The weekdays and dates among tokens start..end, where no recogniser labels them: "Monday", "3 May 2024"."""
    found: list[tuple[int, int]] = []
    line = line_of(doc)
    i = start
    while i < end:
        first, last = i, i + 1
        lower = line.lower[i]
        if lower in _MONTHS and is_capital(line.words[i]):
            first = i - 1 if i > start and doc[i - 1].is_digit else i
            while last < end and (
                doc[last].is_digit or (doc[last].text in {"-", ",", "–"} and _goes_on(doc, last, end))
            ):
                last += 1
            found.append((first, last))
        elif lower in DAYS or lower in {"today", "yesterday", "tomorrow"}:
            found.append((first, last))
        i = last
    return found


def _goes_on(doc: Doc, i: int, end: int) -> bool:
    return i + 1 < end and doc[i + 1].is_digit
