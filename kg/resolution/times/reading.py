"""A text as a line of symbols, in which a date rule is a short regular expression.

Every word becomes one symbol: weekdays ``W1``..``W7`` (ISO numbers), months ``M1``..``M12``, years ``Y2025``,
numbers in digits ``N17``, in words ``n3``, ordinals ``O17`` and ``o2``, ISO dates ``D2025-04-17``, dates in
figures ``S04/17/2025`` or ``S17.04.2025``, clock times ``C``; abbreviations that are also other words are ``A7`` ("Sun") and
``B1`` ("Jan"). All other words are lower case. Misspelled weekdays and months are put right here.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import NamedTuple

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
SURE_ABBREVIATIONS = {"tues": "W2", "weds": "W3", "thurs": "W4", "thur": "W4", "sept": "M9"}
WEEKDAY_ABBREVIATIONS = {name[:3]: f"A{number}" for number, name in enumerate(WEEKDAYS, 1)}
MONTH_ABBREVIATIONS = {name[:3]: f"B{number}" for number, name in enumerate(MONTHS, 1) if name != "may"}
ABBREVIATIONS = SURE_ABBREVIATIONS | WEEKDAY_ABBREVIATIONS | MONTH_ABBREVIATIONS
FULL_NAMES = {name: f"W{number}" for number, name in enumerate(WEEKDAYS, 1)} | {
    name: f"M{number}" for number, name in enumerate(MONTHS, 1)
}
FREQUENT_MISSPELLINGS = {"wensday": "W3", "wenesday": "W3", "wendsday": "W3", "agust": "M8", "jully": "M7"}
NOT_MISSPELLED = frozenset({"augusta", "auguste", "augusto", "sundar", "mondal", "munday", "sundae"})
"""Names and words one letter away from a month or weekday."""

NUMBER_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
).split()
TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90}
ORDINAL_WORDS = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
NUMBERS = (
    {word: f"n{value}" for value, word in enumerate(NUMBER_WORDS)}
    | {word: f"n{value}" for word, value in TENS.items()}
    | {f"{ten}-{NUMBER_WORDS[unit]}": f"n{TENS[ten] + unit}" for ten in TENS for unit in range(1, 10)}
    | {word: f"o{value}" for value, word in enumerate(ORDINAL_WORDS)}
    | {f"{ten}-{ORDINAL_WORDS[unit]}": f"o{TENS[ten] + unit}" for ten in ("twenty", "thirty") for unit in range(1, 10)}
    | {"thirtieth": "o30"}
)

TOKEN = re.compile(
    r"""
    (?P<iso>\d{4}-\d{2}-\d{2})(?:T\d{2}:\d{2}(?::\d{2})?Z?)?(?![\d-])
  | (?P<figures>\d{1,4}([/.])\d{1,2}\3\d{2,4})(?![\d/])
  | (?P<clock>\d{1,2}:\d{2}(?::\d{2})?(?!\d)|\d{1,2}[.]\d{2}(?=\s?[ap]\.?m\b))
  | (?P<other>\d+(?:,\d{3}(?!\d))+|\d+\.\d+)
  | (?P<ordinal>\d{1,2}(?:st|nd|rd|th)\b)
  | (?P<number>\d+)
  | (?P<meridiem>[ap]\.\s?m\b\.?)
  | (?P<word>(?:(?:twenty|thirty|forty|fifty)-[a-z]+|[^\W\d_]+))
  | (?P<blank>\n\s*\n)
  | (?P<mark>[^\w\s]|_)
    """,
    re.VERBOSE | re.IGNORECASE,
)
MARKS = {"–": "-", "—": "-", "‒": "-", "−": "-", "‑": "-", "’": "'", "‘": "'", "`": "'"}
GATE = re.compile(
    r"\d|day|week|month|year|yester|tonight|night|morrow|morning|afternoon|evening|ago\b|recent|soon|spring|summer|"
    r"autumn|fall\b|winter|christmas|easter|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|decade|century|"
    r"\b(?:mon|tue|wed|thu|fri|sat|sun|wen|moday|satur)|fortnight|quarter|eve\b|hour|later|earlier|upcoming|\bdate"
)
"""A text in small letters without any of this holds no time expression: the cheap first look."""


class Token(NamedTuple):
    """A symbol and where its word stands."""

    symbol: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as symbols joined by single blanks, with the way back to its offsets."""

    line: str
    tokens: tuple[Token, ...]
    starts: tuple[int, ...]
    """Where each token starts in ``line``."""

    def offsets(self, first: int, last: int) -> tuple[int, int]:
        """Offsets in the text of the stretch ``line[first:last]``."""
        from_token = self.tokens[bisect_right(self.starts, first) - 1]
        to_token = self.tokens[bisect_left(self.starts, last) - 1]
        return from_token.start, to_token.end


def read(text: str) -> Reading:
    """Read a text into symbols, in time linear in its length."""
    tokens: list[Token] = []
    swallowed = -1
    for match in TOKEN.finditer(text):
        if match.start() < swallowed:
            continue
        token = _token(match, text, tokens)
        swallowed = token.end
        tokens.append(token)
    starts, place = [], 0
    for token in tokens:
        starts.append(place)
        place += len(token.symbol) + 1
    return Reading(" ".join(token.symbol for token in tokens), tuple(tokens), tuple(starts))


def _token(match: re.Match[str], text: str, before: list[Token]) -> Token:
    kind, word = match.lastgroup or "mark", match.group()
    end = match.end()
    if kind == "word":
        symbol = _word_symbol(word, text, match, before)
        if word.lower() in ABBREVIATIONS and text[end : end + 1] == "." and symbol[0] in "WMAB":
            end += 1
        return Token(symbol, match.start(), end)
    return Token(_other_symbol(kind, match), match.start(), end)


def _other_symbol(kind: str, match: re.Match[str]) -> str:
    word = match.group()
    if kind == "iso":
        return f"D{match['iso']}"
    if kind == "figures":
        return f"S{word}"
    if kind == "number":
        return _number_symbol(word)
    if kind == "ordinal":
        return f"O{int(word[:-2])}"
    return {"clock": "C", "meridiem": "am", "blank": "¶", "mark": MARKS.get(word, word)}.get(kind, "x")


def _number_symbol(digits: str) -> str:
    if len(digits) > 4 or not digits.isascii():
        return "x"
    value = int(digits)
    return f"Y{digits}" if len(digits) == 4 and 1500 <= value < 2200 else f"N{value}"


def _word_symbol(word: str, text: str, match: re.Match[str], before: list[Token]) -> str:
    lower = word.lower()
    if lower in NUMBERS:
        return NUMBERS[lower]
    if lower in FULL_NAMES:
        unsure = lower in ("may", "march") and word[0].islower()
        return lower if unsure and not _beside_day(text, match, before) else FULL_NAMES[lower]
    if lower in ABBREVIATIONS:
        return ABBREVIATIONS[lower] if word[0].isupper() or _beside_day(text, match, before) else lower
    if lower in ("am", "pm") and not (word == "am" and before and before[-1].symbol == "i"):
        return "am"
    if lower in FREQUENT_MISSPELLINGS:
        return FREQUENT_MISSPELLINGS[lower]
    if word[0].isupper() and 5 <= len(lower) <= 10 and lower not in NOT_MISSPELLED:
        return _repaired(lower)
    return lower if lower.isascii() else "x"


def _beside_day(text: str, match: re.Match[str], before: list[Token]) -> bool:
    """Whether a month in lower case stands by a day: "17 may", "may 17, 2025"."""
    if before and before[-1].symbol[0] in "NO" and match.start() - before[-1].end <= 1:
        return True
    return (
        re.match(r"\.?\s\d{1,2}(?:st|nd|rd|th)?(?=,|\s\d{4}|\s*$|\.)", text[match.end() : match.end() + 12]) is not None
    )


def _repaired(lower: str) -> str:
    for name, symbol in FULL_NAMES.items():
        if len(name) >= 6 and name[0] == lower[0] and _one_slip(lower, name):
            return symbol
    return lower


def _one_slip(word: str, name: str) -> bool:
    """One letter wrong, missing, doubled or two swapped; six-letter names allow no wrong letter and no other added."""
    if word == name + "s" or abs(len(word) - len(name)) > 1:
        return False
    if len(word) == len(name):
        differing = [i for i in range(len(name)) if word[i] != name[i]]
        if len(differing) == 1:
            return len(name) >= 7
        return (
            len(differing) == 2
            and differing[1] == differing[0] + 1
            and word[differing[0]] == name[differing[1]]
            and word[differing[1]] == name[differing[0]]
        )
    longer, shorter = (word, name) if len(word) > len(name) else (name, word)
    slip = next((i for i in range(len(shorter)) if longer[i] != shorter[i]), len(shorter))
    if longer[slip + 1 :] != shorter[slip:]:
        return False
    doubled = slip > 0 and longer[slip] == longer[slip - 1]
    return len(name) >= 7 or doubled or (longer is name and len(name) == 6 and slip not in (0, 5) and name != "august")
