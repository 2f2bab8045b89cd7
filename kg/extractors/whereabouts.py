"""Where: the phrases of a sentence that may name a place, and which of them belong to which trigger."""

from __future__ import annotations

from calendar import day_name, month_name
from typing import TYPE_CHECKING

from kg.extractors.belonging import BESIDE, beyond_list, is_setting, listed_beside, said_to_be, tells_of
from kg.extractors.lexicon import context, triggers
from kg.extractors.parse import governor, upwards
from kg.knowledge import Knowledge, fold
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
WELCOMING = frozenset({"welcome", "invite", "host", "receive", "greet"})
"""Verbs that say by "to" where they receive somebody: "welcomed him to Downing Street"."""
LENGTHS = frozenset({"hour", "hours", "minutes", "day", "days"})
"""How long somebody met; the parse hangs with whom and where on it."""
TROUBLES = frozenset({"war", "conflict", "crisis", "situation", "fighting", "violence", "tension", "issue", "effort"})
"""What is talked about, even where the parse hangs the meeting on it: "the war in Yemen and other issues in talks"."""
DAYS_AND_MONTHS = frozenset(name.lower() for name in (*day_name, *month_name) if name)
"""What stands right behind a place without being part of it: "in Beijing Tuesday", "in Vilnius July 12"."""
VENUES = frozenset(
    {"palace", "residence", "hotel", "headquarters", "villa", "castle", "airport", "embassy", "office", "base"}
)


def _leads_to_place(token: Token) -> bool:
    """Small words between a preposition and a name: "in the Turkish resort of Antalya", "at his residence"."""
    if token.pos_ in {"NOUN"}:
        behind = token.nbor(1).lower_ if token.i + 1 < len(token.doc) else ""
        return token.lower_ in LANDS or behind in LANDS  # "in the truce village of Panmunjom"
    return token.pos_ in {"DET", "ADJ", "PRON"} or token.lower_ in {"of", "'s"}


PLACED = frozenset({"city", "venue"})


class Places:
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
        for token in sentence.span:
            if (
                token.dep_ in {"prep", "advmod", "dative", "conj"}
                and token.lower_ in PLACE_PREPOSITIONS | DESTINATION_PREPOSITIONS | ROUTE_PREPOSITIONS
                and not any(c.dep_ == "pobj" and c.i in triggers for c in token.children)  # "in the U.S.–EU summit"
            ):
                self._read(token)

    def _read(self, preposition: Token) -> None:
        j = preposition.i + 1
        doc, stop = self.sentence.doc, self.sentence.span.end
        if preposition.lower_ == "at" and self._ends_post(preposition.i - 1):
            return  # "Political Director at the Foreign Office Tim Barrow"
        if j + 1 < stop and doc[j].lower_ == "our" and doc[j + 1].lower_ in {"country", "state"}:
            phrase = PlacePhrase(span=self.sentence.quote(j, j + 2), preposition=preposition.lower_)
            self.found.append((preposition.i, phrase))
            return
        while j < stop and j - preposition.i < 6 and not is_capital(doc[j].text) and _leads_to_place(doc[j]):
            j += 1
        if j + 1 < stop and doc[j].text == "," and doc[j - 1].lower_ in LANDS and is_capital(doc[j + 1].text):
            j += 1  # "in the capital, Lome"
        start = j
        if doc[preposition.i + 1 : preposition.i + 2].text.lower() == "this":  # "in this Siberian city"
            land = next(
                (k for k in range(preposition.i + 2, min(stop, preposition.i + 6)) if doc[k].lower_ in LANDS), 0
            )
            if land and not is_capital(doc[min(land + 1, stop - 1)].text):
                phrase = PlacePhrase(
                    span=self.sentence.quote(preposition.i + 1, land + 1), preposition=preposition.lower_
                )
                self.found.append((preposition.i, phrase))
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
                phrase = PlacePhrase(span=self.sentence.quote(start, seat), preposition=preposition.lower_)
                self.found.append((preposition.i, phrase))
            return
        end = self._end_of_hyphenated(start, stop) or self.end_of_name(start, stop)
        if start - 2 > preposition.i and doc[start - 1].lower_ == "of" and doc[start - 2].lower_ in TOWNS:
            start -= 2  # "the village of X": what it is helps to know the unknown
        phrase = PlacePhrase(span=self.sentence.quote(start, end), preposition=preposition.lower_)
        self.found.append((preposition.i, phrase))

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

    def of(self, trigger: Token, others: set[int]) -> list[PlacePhrase]:
        """The place phrases that hang on this trigger or its clause, nearest first."""
        chain = {t.i for t in upwards(trigger)}
        where = self._where(trigger) or self._bound_for(trigger)
        if where is not None:
            return [where]
        named = self._before_noun(trigger) if trigger.pos_ in {"NOUN", "PROPN"} else None
        if named is not None:
            return [named]
        ranked = []
        for at, phrase in self.found:
            here = phrase.preposition in PLACE_PREPOSITIONS or self._welcomed_to(at, phrase, trigger)
            if here and not beyond_list(trigger, at, others):
                rank = self._rank(at, phrase, trigger, chain, others)
                if rank is not None:
                    ranked.append((rank, abs(at - trigger.i), phrase))
        return [p for _, _, p in sorted(ranked, key=lambda r: (r[0], r[1]))] or self._of_occasion(trigger, others)

    def _welcomed_to(self, at: int, phrase: PlacePhrase, trigger: Token) -> bool:
        above = self.sentence.doc[at].head
        below = above == trigger or (above.head == trigger and above.dep_ in {"dobj", "obj"})
        moved = above.lemma_.lower() == "move" and governor(trigger) == above  # "will move the talks to Cuba"
        return phrase.preposition == "to" and (moved or (below and trigger.lemma_.lower() in WELCOMING))

    def _of_occasion(self, trigger: Token, others: set[int]) -> list[PlacePhrase]:
        """ "Met at the Munich Security Conference": the city in the name of the summit at which others meet."""
        verb = governor(trigger) if trigger.pos_ in {"NOUN", "PROPN"} else trigger
        for noun in self.sentence.span:
            known = triggers().nouns.get(noun.lower_)
            if known is not None and known.kind == "summit" and noun.i not in others and noun != trigger:
                here = verb is not None and is_setting(noun) and governor(noun) == verb
                found = [c.i for c in noun.lefts if here and c.dep_ == "compound" and self._is_city(c.text)]
                if found:
                    return [PlacePhrase(span=self.sentence.quote(found[0], found[0] + 1))]
        return []

    def _is_city(self, text: str) -> bool:
        """Whether a word before a noun is a city: by its own name, or one where diplomats meet ("the Kiev talks")."""
        if not is_capital(text):
            return False
        found = self.knowledge.find_place(text)[:1]
        return any(p.kind == "city" and (fold(p.name) == fold(text) or self.knowledge.has_venue(p)) for p in found)

    def _rank(self, at: int, phrase: PlacePhrase, trigger: Token, chain: set[int], others: set[int]) -> int | None:
        """How near a phrase hangs to the trigger, 0 the nearest; None: it places something else."""
        aside = False
        for step, node in enumerate(upwards(self.sentence.doc[at])):
            if node.i == trigger.i or (step and (tells_of(node, trigger) or said_to_be(node, trigger))):
                return 0 if not aside else self._rank_aside(phrase)
            apart = node.i not in chain or listed_beside(trigger, node)
            if node.i in others and step and apart and not is_setting(node):
                return None
            if step and node.i in chain and node.i in self.people and _there_for(node, trigger):
                return 1
            if step and self.sentence.is_title and node.i in self.people and trigger.i < node.i < at:
                return 3  # "Xi meets Sanchez in Beijing, calls for calm", Sanchez taken for who calls
            if node.i in chain and node.pos_ in {"VERB", "AUX"}:
                if node.lemma_.lower() in context().reporting:
                    return None
                rank = 1 if node == governor(trigger) else 2
                return rank if not aside else self._rank_aside(phrase)
            if node.pos_ in {"VERB", "AUX"} and step:
                return None
            beside = node.i not in chain or node.lemma_.lower() in TROUBLES
            aside = aside or (step > 0 and node.pos_ == "NOUN" and beside and self._is_topic(node))
        return None

    def _is_topic(self, noun: Token) -> bool:
        """Whether a place below this noun is that of what was talked about ("the war in Ukraine"), not of a party."""
        if noun.i in self.people or noun.lower_ in LANDS or noun.lower_ in VENUES or noun.lower_ in LENGTHS:
            return False
        return not is_setting(noun) and noun.lower_ not in BESIDE

    def _rank_aside(self, phrase: PlacePhrase) -> int | None:
        """A city or venue may place the meeting even where the parse hangs it on what was talked about."""
        words = phrase.span.quote
        named = self.knowledge.find_place(words) or self.knowledge.find_place(words.rpartition(" of ")[2])
        place = next(iter(named), None)  # "Jordan's capital of Amman"
        return 4 if place is not None and place.kind in {"city", "venue"} else None

    def _before_noun(self, noun: Token) -> PlacePhrase | None:
        """ "The Paris talks", "the Geneva summit": a city as the noun's attribute."""
        for child in noun.children:
            if child.dep_ not in {"compound", "nmod"} or not is_capital(child.text) or child.i in self.people:
                continue
            whole = self.sentence.quote(child.left_edge.i, child.i + 1)  # "a White House meeting"
            kinds = PLACED if child.left_edge != child else {"venue"}
            if whole.quote.lower() == "foreign office":
                continue  # "for Foreign Office Consultations": of any two foreign ministries
            if child.i < noun.i and any(p.kind in kinds for p in self.knowledge.find_place(whole.quote)[:1]):
                return PlacePhrase(span=whole)
            if self._is_city(child.text):
                return PlacePhrase(span=self.sentence.quote(child.i, child.i + 1))
        return None

    def _where(self, trigger: Token) -> PlacePhrase | None:
        """ "to St. Petersburg, where he met ...": the place that "where" stands for."""
        for verb in upwards(trigger)[:4]:
            if verb.dep_ == "relcl" and any(c.lower_ == "where" for c in verb.children):
                return next(
                    (p for at, p in self.found if at < verb.head.i + 1 and _holds(p, self.sentence, verb.head)), None
                )
        return None

    def _bound_for(self, trigger: Token) -> PlacePhrase | None:
        """ "Flying to Riyadh for talks with X", "flies to Vienna to meet X": where somebody goes for the meeting."""
        verb = trigger.head.head if trigger.dep_ == "pobj" and trigger.head.lower_ == "for" else None
        if trigger.tag_ == "VB" and trigger.dep_ in {"advcl", "xcomp"}:
            verb = trigger.head
        known = triggers().verbs.get(verb.lemma_.lower()) if verb is not None and verb.pos_ == "VERB" else None
        if known is None and (there := self._left_for(trigger)) is not None:
            return there
        if verb is None or known is None or known.kind != "visit":
            return None
        to = {c.i for c in verb.children if c.dep_ == "prep" and c.lower_ in {"to", "in", "into"} and not _lists(c)}
        return next((phrase for at, phrase in self.found if at in to), None)

    def _left_for(self, trigger: Token) -> PlacePhrase | None:
        """ "Left for Kuwait to resume talks": where they went, which the parse takes for who resumes them."""
        verb = governor(trigger) if trigger.pos_ in {"NOUN", "PROPN"} else trigger
        if verb is None or verb.tag_ != "VB" or verb.dep_ != "advcl" or verb.head.lemma_ not in {"leave", "depart"}:
            return None
        for child in verb.children:
            if child.dep_ == "nsubj" and child.i > 0 and self.sentence.doc[child.left_edge.i - 1].lower_ == "for":
                return PlacePhrase(span=self.sentence.quote(child.left_edge.i, child.i + 1), preposition="for")
        return None

    def phrases(self, words: frozenset[str]) -> list[tuple[int, PlacePhrase]]:
        """The phrases that these prepositions open, each with the token of the preposition."""
        return [(at, phrase) for at, phrase in self.found if phrase.preposition in words]


def _lists(preposition: Token) -> bool:
    """ "To Israel, the Netherlands and the United Kingdom": no one place."""
    return any(g.dep_ == "conj" for c in preposition.children for g in c.children)


def _there_for(someone: Token, trigger: Token) -> bool:
    """ "Scholz, in Beijing for talks with Xi", "ministers in Damascus to meet their hosts": the place of both."""
    below = next((t for t in upwards(trigger) if t.head == someone and t != someone), None)
    return below is not None and (below.lower_ == "for" or (below.dep_ in {"acl", "relcl"} and below.tag_ == "VB"))


def _holds(phrase: PlacePhrase, sentence: Sentence, token: Token) -> bool:
    at = sentence.passage.start + token.idx
    return phrase.span.start <= at < phrase.span.end
