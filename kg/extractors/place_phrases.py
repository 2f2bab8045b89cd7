"""The phrases of a sentence that may name a place: "in the Turkish resort of Antalya", "at the presidential palace"."""

from __future__ import annotations

from calendar import day_name, month_name
from typing import TYPE_CHECKING

from kg.knowledge import Knowledge
from kg.language.located import Sentence
from kg.language.text import text_of
from kg.language.units import is_capital
from kg.model import PlacePhrase

if TYPE_CHECKING:
    from spacy.tokens import Token

PLACE_PREPOSITIONS = frozenset({"in", "at", "near", "outside", "inside"})
DESTINATION_PREPOSITIONS = frozenset({"to", "in", "at", "into", "for"})
ROUTE_PREPOSITIONS = frozenset({"of", "through", "around", "across", "throughout", "from"})
"""They tell where a tour leads ("a tour of Kenya") or where somebody comes back from."""
PREPOSITIONS = PLACE_PREPOSITIONS | DESTINATION_PREPOSITIONS | ROUTE_PREPOSITIONS
INSIDE_PLACE = frozenset({"of", "the", "es", ",", "'s", "de", "and", "-", "la", "el", "al", "'"})
LANDS = frozenset(
    {"city", "town", "resort", "capital", "village", "region", "province", "island", "suburb", "port", "palace"}
)
SERVING = frozenset(
    {"director", "president", "adviser", "advisor", "secretary", "head", "chief", "fellow", "professor", "officer"}
)
"""Posts that one holds "at" a ministry or an institute."""
TOWNS = frozenset({"city", "town", "village", "settlement", "resort", "port"})
SEATS = frozenset(
    {
        "presidential palace",
        "presidential office",
        "prime minister's office",
        "government house",
        "foreign ministry",
    }
)
"""Seats of a government that a text names without a country (see ``kg.resolution.places`` for those with one)."""
STORMS = frozenset({"hurricane", "typhoon", "cyclone", "storm", "operation", "covid", "brexit"})
"""Capitalised words that begin names of no places, though towns bear them too ("Hurricane Irma")."""
DAYS_AND_MONTHS = frozenset(name.lower() for name in (*day_name, *month_name) if name)
"""What stands right behind a place without being part of it: "in Beijing Tuesday", "in Vilnius July 12"."""


def _leads_to_place(token: Token) -> bool:
    """Small words between a preposition and a name: "in the Turkish resort of Antalya", "at his residence"."""
    if token.pos_ in {"NOUN"}:
        behind = token.nbor(1).lower_ if token.i + 1 < len(token.doc) else ""
        return token.lower_ in LANDS or behind in LANDS  # "in the truce village of Panmunjom"
    return token.pos_ in {"DET", "ADJ", "PRON"} or token.lower_ in {"of", "'s"}


class PlacePhrases:
    """The phrases of a sentence that may name a place, with the token that governs them."""

    def __init__(self, sentence: Sentence, knowledge: Knowledge, triggers: frozenset[int] = frozenset()) -> None:
        self.sentence, self.knowledge = sentence, knowledge
        self.people = {
            i
            for m in sentence.mentions
            if m.mention.kind in {"person", "description", "organization", "group"} and not m.mention.doubtful
            for i in range(m.start, m.end)
        }
        self.found: list[tuple[int, PlacePhrase]] = []
        for n, lower in enumerate(sentence.lower):
            if (
                lower in PREPOSITIONS
                and (token := sentence.span[n]).dep_ in {"prep", "advmod", "dative", "conj"}
                and not any(c.dep_ == "pobj" and c.i in triggers for c in token.children)  # "in the U.S.–EU summit"
            ):
                self._read(token)

    def _read(self, preposition: Token) -> None:
        j = preposition.i + 1
        doc, stop = self.sentence.doc, self.sentence.span.end
        if preposition.lower_ == "at" and self._ends_post(preposition.i - 1):
            return  # "Political Director at the Foreign Office Tim Barrow"
        if j + 1 < stop and doc[j].lower_ == "our" and doc[j + 1].lower_ in {"country", "state"}:
            self._add(preposition, j, j + 2)
            return
        while j < stop and j - preposition.i < 6 and not is_capital(doc[j].text) and _leads_to_place(doc[j]):
            j += 1
        if j + 1 < stop and doc[j].text == "," and doc[j - 1].lower_ in LANDS and is_capital(doc[j + 1].text):
            j += 1  # "in the capital, Lome"
        start = j
        pointed = self._end_of_pointed(preposition.i + 1, stop)
        if pointed is not None:
            self._add(preposition, preposition.i + 1, pointed)
            return
        street = start + 1 < stop and doc[start].is_digit and is_capital(doc[start + 1].text)  # "10 Downing Street"
        if start >= stop or not (street or is_capital(doc[start].text)):
            self._read_seat(preposition)
            return
        start = self._capital_of(start, stop)
        if doc[start].lower_ in STORMS:
            return
        if start in self.people and not (start + 1 < stop and self._begins_post(start + 1)):
            seat = next((e for e in range(start + 2, min(start + 5, stop) + 1) if self._is_seat(start, e)), None)
            if seat is not None:  # "at NATO Headquarters"
                self._add(preposition, start, seat)
            return
        end = self._end_of_hyphenated(start, stop) or self.end_of_name(start, stop)
        if start - 2 > preposition.i and doc[start - 1].lower_ == "of" and doc[start - 2].lower_ in TOWNS:
            start -= 2  # "the village of X": what it is helps to know the unknown
        self._add(preposition, start, end)

    def _add(self, preposition: Token, start: int, end: int) -> None:
        phrase = PlacePhrase(span=self.sentence.quote(start, end), preposition=preposition.lower_)
        self.found.append((preposition.i, phrase))

    def _end_of_pointed(self, start: int, stop: int) -> int | None:
        """ "In this Siberian city": the end of a place that is only pointed to."""
        doc = self.sentence.doc
        if doc[start : start + 1].text.lower() != "this":
            return None
        land = next((k for k in range(start + 1, min(stop, start + 5)) if doc[k].lower_ in LANDS), None)
        named = land is not None and is_capital(doc[min(land + 1, stop - 1)].text)
        return None if land is None or named else land + 1

    def _end_of_hyphenated(self, start: int, stop: int) -> int | None:
        """ "At Mar-a-Lago", "in Port-au-Prince": the end of a place whose name has small words in it."""
        doc = self.sentence.doc
        if start + 2 >= stop or doc[start + 1].text != "-":
            return None
        ends = range(min(stop, start + 8), start + 2, -1)
        return next((end for end in ends if self.knowledge.find_place(text_of(doc, start, end))), None)

    def _capital_of(self, start: int, stop: int) -> int:
        """ "To Angola's capital Luanda": where the city's name begins; ``start`` where there is none."""
        doc = self.sentence.doc
        for k in range(start + 1, min(stop - 2, start + 4)):
            if doc[k].lower_ in {"'s", "’s"}:
                named = doc[k + 1].lower_ in LANDS and is_capital(doc[k + 2].text)
                return k + 2 if named else start
        return start

    def _read_seat(self, preposition: Token) -> None:
        """ "At the presidential palace": whose it is follows from who receives there."""
        doc, start = self.sentence.doc, preposition.i + 1
        start += doc[start : start + 1].text.lower() in {"the", "his", "her"}
        for end in range(min(start + 4, self.sentence.span.end), start, -1):
            if doc[start:end].text.lower().replace("’", "'") in SEATS:
                phrase = PlacePhrase(span=self.sentence.quote(start, end), preposition=preposition.lower_)
                self.found.append((preposition.i, phrase))
                return

    def end_of_name(self, start: int, stop: int) -> int:
        """After the last capitalised word; past a comma only for another known place ("Bali, Indonesia")."""
        doc = self.sentence.doc
        numbered = doc[start].lower_ in {"no", "no.", "number"} and start + 1 < stop and doc[start + 1].like_num
        j = start + 2 * numbered + doc[start].is_digit  # "at No 10", "at 10 Downing Street"
        while (
            j < stop
            and not (j > start and (self._begins_post(j) or doc[j].lower_ in DAYS_AND_MONTHS))
            and (
                is_capital(doc[j].text) or doc[j].lower_ in LANDS or self._goes_on(j, stop) or self._is_number(j, start)
            )
        ):
            j += 1
        while j > start + 1 and doc[j - 1].lower_ in INSIDE_PLACE:
            j -= 1
        return self._end_of_seat(j, stop)

    def _end_of_seat(self, j: int, stop: int) -> int:
        """ "Senegal's presidential palace", "Jordan's capital of Amman": what lies in the place named so far."""
        doc = self.sentence.doc
        if j + 1 >= stop or doc[j].lower_ not in {"'s", "’s", "'", "’"}:
            return j
        for end in range(min(j + 4, stop), j + 1, -1):
            if doc[j + 1 : end].text.lower().replace("’", "'") in SEATS | {"capital", "capital city"}:
                named = end + 1 < stop and doc[end].lower_ == "of" and is_capital(doc[end + 1].text)
                return self.end_of_name(end + 1, stop) if named else end
        return j

    def _is_seat(self, start: int, end: int) -> bool:
        words = self.sentence.doc[start:end].text
        return words.lower().endswith(("headquarters", "hq")) and bool(self.knowledge.find_place(words))

    def _is_number(self, j: int, start: int) -> bool:
        """ "At No 10", "at Number 10"."""
        return (
            j > start and self.sentence.doc[j].is_digit and self.sentence.doc[j - 1].lower_ in {"no", "no.", "number"}
        )

    def _begins_post(self, j: int) -> bool:
        """ "In Brussels Prime Minister X said": the post is no part of the place."""
        words = [self.sentence.doc[k].lower_ for k in range(j, min(j + 3, self.sentence.span.end))]
        return any(" ".join(words[:n]) in self.knowledge.post_words for n in (1, 2, 3))

    def _ends_post(self, j: int) -> bool:
        """Whether a capitalised post ends at j, of somebody whose name is still to come."""
        doc = self.sentence.doc
        return j >= self.sentence.span.start and is_capital(doc[j].text) and doc[j].lower_ in SERVING

    def _goes_on(self, j: int, stop: int) -> bool:
        """Whether a small word at j joins a place name to its next word."""
        doc = self.sentence.doc
        if j + 2 < stop and doc[j].lower_ in {"el", "al"} and doc[j + 1].text == "-":
            return is_capital(doc[j + 2].text)  # "Sharm el-Sheikh"
        if j + 1 < stop and doc[j].pos_ == "NOUN" and doc[j + 1].lower_ in LANDS:
            return True  # "the Turkish holiday town of Antalya"
        if j + 1 >= stop or not is_capital(doc[j + 1].text):
            return False
        if doc[j].lower_ == ",":
            return self._known(j + 1, stop)
        return doc[j].lower_ in INSIDE_PLACE - {"and"}

    def _known(self, start: int, stop: int) -> bool:
        doc = self.sentence.doc
        for end in range(min(stop, start + 4), start, -1):
            if self.knowledge.find_place(text_of(doc, start, end)):
                return True
        return False

    def phrases(self, words: frozenset[str]) -> list[tuple[int, PlacePhrase]]:
        """The phrases that these prepositions open, each with the token of the preposition."""
        return [(at, phrase) for at, phrase in self.found if phrase.preposition in words]
