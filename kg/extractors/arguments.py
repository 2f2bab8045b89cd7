"""Who stands where around a trigger: subjects, objects, "with" and "between" phrases, possessors.

Read off the parse first; where the small model's parse leaves a side empty, off the order of the words.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kg.extractors.lexicon import context
from kg.extractors.parse import coordinated, governor
from kg.extractors.word_order import COLLECTIVE, SUBJECT, WordOrder
from kg.language.located import Located, Sentence, unique
from kg.language.units import words

if TYPE_CHECKING:
    from spacy.tokens import Token

LED = frozenset({"delegation", "delegations", "team", "group", "mission"})
OBJECT = frozenset({"dobj", "obj", "dative", "oprd"})
SAYING = frozenset({"say", "announce", "declare", "state", "confirm", "insist", "add", "warn", "indicate", "signal"})
CONTROL_BY_OBJECT = frozenset(
    {"invite", "urge", "ask", "allow", "tell", "press", "persuade", "encourage", "call", "appeal", "force", "expect"}
)
ANYBODYS = frozenset({"risk", "danger", "cost", "benefit", "difficulty", "importance", "value"})
""" "Warned of the risks of travelling to Iran": whoever travels there."""
CALLING_ON = frozenset({"call", "appeal"})
""" "Called on Israel and Hamas to resume talks": those are to do it."""
TRIPS = frozenset({"trip", "visit", "travel", "journey", "tour", "plan", "plans", "intention", "decision"})
LEAVING = frozenset({"leave", "depart", "head", "set", "fly", "travel", "go", "embark", "bind"})
BELOW = frozenset({"prep", "agent", "dative", "mark", "cc", "prt", "advmod"})
"""How a preposition hangs on the word whose phrase it opens."""


WHERE = frozenset({"in", "at", "near", "outside", "inside", "into"})


class Arguments(WordOrder):
    """The mentions of one sentence, found by the tokens that govern them."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.at: dict[int, list[Located]] = {}
        places: list[Located] = []
        for located in sentence.mentions:
            if self._only_a_place(located) or self._place_listed(located, places):
                places.append(located)
                continue
            for i in {*range(located.start, located.end), located.head}:
                self.at.setdefault(i, []).append(located)

    def _only_a_place(self, located: Located) -> bool:
        """ "in Brussels", "near the Kremlin": a state word as the preposition's place, no side."""
        if located.mention.kind != "state" or not located.start <= located.head < located.end:
            return False
        if located.end < len(self.doc) and self.doc[located.end].text in {"-", "–", "/"}:
            return False  # "at the U.S.-ASEAN summit"
        before = located.start - 1
        if before > 0 and self.doc[before].lower_ == "the":
            before -= 1
        return before >= 0 and (self.doc[before].lower_ in WHERE or self._behind_city(located, before))

    def _place_listed(self, located: Located, places: list[Located]) -> bool:
        """ "In Iraq and Afghanistan": the second of the places of one preposition."""
        if located.mention.kind != "state" or located.mention.span.quote != located.mention.name or not places:
            return False
        between = [t.lower_ for t in self.doc[places[-1].end : located.start]]
        head = self.doc[located.head]
        above = head.head
        listed = head.dep_ == "conj" and places[-1].start <= above.i < places[-1].end
        return listed and between in (["and"], [","], [",", "and"], ["or"], ["and", "the"])

    def _behind_city(self, located: Located, comma: int) -> bool:
        """ "In Dubai, the United Arab Emirates": the country of the city; "in Geneva, Russia said": a side."""
        if self.doc[comma].text != "," or self.doc[located.head].dep_ in SUBJECT:
            return False
        j = comma - 1
        while j > comma - 5 and j > 0 and self.doc[j].text[0].isupper():
            j -= 1
        return j < comma - 1 and self.doc[j].lower_ in WHERE

    def subjects(self, verb: Token, *, depth: int = 0) -> list[Located]:
        """Who does what the verb says, through conjunctions, infinitives and relative clauses."""
        own = [c for c in verb.children if c.dep_ in SUBJECT]
        if own and self._on_the_way(own[0], verb):
            return self.subjects(verb.head, depth=depth + 1)
        if own:
            if own[0].lower_ in {"who", "which", "that"} and verb.dep_ == "relcl":
                return self.members(verb.head)
            if own[0].lower_ in {"it", "they"} and (speaking := self._speaking(verb)):
                return speaking
            if self._of_those_who_say(own[0]) and (speaking := self._speaking(verb)):
                return speaking
            found = [m for c in own for m in self.members(c)]
            before = [m for m in found if m.start < verb.i] if own[0].i < verb.i else found
            return self.with_list_before(before or found)  # a list does not go on behind the verb
        if depth > 4 or any(c.dep_ == "expl" for c in verb.children):
            return []
        if mistaken := self._taken_for_attribute(verb):
            return mistaken
        if verb.dep_ in {"relcl", "acl"}:
            return self._subjects_of_relative(verb, depth)
        if told := self._controlling(verb):
            return told
        if verb.dep_ == "ccomp" and verb.head.lemma_.lower() in SAYING and verb.head.i > verb.i:
            found = self.before(verb.i)  # "At the invitation of X, Y will pay a visit, a spokesman said": not he
            return [m for m in found if m is found[-1] or not m.start or self.doc[m.start - 1].pos_ != "ADP"]
        return self._subjects_above(verb, depth)

    def _subjects_of_relative(self, verb: Token, depth: int) -> list[Located]:
        """ "The envoys who met X", "a delegation to meet X"."""
        if verb.dep_ == "relcl" and any(c.lower_ in {"where", "when", "whom"} for c in verb.children):
            above = governor(verb.head)  # "arrived in Paris, where will meet with X"
            return self.subjects(above, depth=depth + 1) if above is not None and verb.tag_ == "VB" else []
        if verb.tag_ in {"VBG", "VBN", "VB"} and verb.head.pos_ == "NOUN" and not self.at.get(verb.head.i):
            return self._subject_of_noun(verb.head, depth)
        return self.members(verb.head)

    def _controlling(self, verb: Token) -> list[Located]:
        """ "Invited X to visit", "called on X to resume talks": the object does; "discussed his trip to meet Y": he."""
        called_on = verb.dep_ == "advcl" and verb.tag_ == "VB" and verb.head.lemma_ in CALLING_ON
        if called_on or (verb.dep_ in {"xcomp", "ccomp"} and verb.head.lemma_ in CONTROL_BY_OBJECT):
            found = [m for c in verb.head.children if c.dep_ in OBJECT for m in self.members(c)]
            if not found and verb.head.lemma_ in CALLING_ON:
                found = self.after_prepositions([verb.head], frozenset({"on", "upon", "for", "to"}))
            if found:
                return found
        return self._travellers(verb) if verb.dep_ in {"advcl", "xcomp"} else []

    def _subjects_above(self, verb: Token, depth: int) -> list[Located]:
        """ "X arrived and met Y", "X plans to meet Y", "after meeting Y, X left": whoever does what stands over it."""
        if verb.dep_ not in {"conj", "xcomp", "advcl", "aux", "ccomp", "pcomp"}:
            return []
        head = verb.head
        while verb.dep_ == "pcomp" and head.dep_ == "prep":
            head = head.head
        if verb.dep_ == "pcomp" and head.lemma_.lower() in ANYBODYS:
            return []
        if verb.tag_ == "VBG" and head.dep_ == "xcomp" and head.head.lemma_ in CONTROL_BY_OBJECT:
            head = head.head  # "will ask Japan to do more when meeting X": who asks meets him
        if head.pos_ in {"VERB", "AUX"}:
            return self.subjects(head, depth=depth + 1)
        if head.dep_ == "ROOT" and verb.tag_ == "VB" and (announced := self.members(head)):
            return announced  # "US, China officials to meet"
        if head.pos_ == "ADJ" and any(c.dep_ in SUBJECT for c in head.children):
            return self.subjects(head, depth=depth + 1)  # "Trump, Putin likely to meet"
        return self._subject_of_noun(head, depth) if head.pos_ in {"NOUN", "PROPN", "ADJ"} else []

    def _taken_for_attribute(self, verb: Token) -> list[Located]:
        """ "Macron hosts Zelenskyy": a name right before a finite verb, parsed as an attribute."""
        if verb.tag_ not in {"VBZ", "VBD", "VBP"}:
            return []
        found = [m for m in self.sentence.mentions if m.end == verb.i and m.mention.kind in {"person", "description"}]
        beside = [m for m in found if self.doc[m.head].head == verb and self.doc[m.head].dep_ in {"compound", "nmod"}]
        return self.list_back(beside[0]) if beside else []

    def _on_the_way(self, place: Token, verb: Token) -> bool:
        """ "Left for Geneva to resume talks": where they went, taken for who is to resume them."""
        towards = place.i > self.sentence.span.start and self.doc[place.i - 1].lower_ in {"for", "to"}
        states = [m for m in self.at.get(place.i, ()) if m.mention.kind == "state"]
        return towards and bool(states) and verb.tag_ == "VB" and verb.head.lemma_.lower() in LEAVING

    def _travellers(self, verb: Token) -> list[Located]:
        """Whose trip it is, where the verb says what for: "they discussed his trip to Rome to meet the Pope"."""
        if verb.tag_ != "VB" or not any(c.lower_ == "to" for c in verb.children):
            return []
        trips = [c for c in verb.head.children if c.dep_ in OBJECT and c.lower_ in TRIPS and c.i < verb.i]
        return [m for trip in trips for c in trip.children if c.dep_ == "poss" for m in self.at.get(c.i, ())]

    def _speaking(self, verb: Token) -> list[Located]:
        """ "Iran said it was ready for talks": the state or movement that says so of itself."""
        if verb.dep_ != "ccomp" or verb.head.lemma_.lower() not in SAYING:
            return []
        found = [m for c in verb.head.children if c.dep_ in SUBJECT for m in self.members(c)]
        return self.with_list_before(found) if all(m.mention.kind in COLLECTIVE for m in found) else []

    def _of_those_who_say(self, noun: Token) -> bool:
        """ "Hamas said its negotiators had met X": its own people."""
        owned = any(c.dep_ == "poss" and c.lower_ == "its" for c in noun.children)
        return owned and noun.lower_ in words().collectives and not self.at.get(noun.i)

    def _subject_of_noun(self, noun: Token, depth: int) -> list[Located]:
        owners = [m for c in noun.children if c.dep_ == "poss" for m in self.at.get(c.i, ())]
        if owners:
            return self.list_back(owners[0])  # "his trip to attend the summit"
        verb = governor(noun)
        return self.subjects(verb, depth=depth + 1) if verb is not None else []

    def objects(self, verb: Token) -> list[Located]:
        """Whom the verb has for an object, with what is coordinated to it."""
        found = [m for c in verb.children if c.dep_ in OBJECT for m in self.members(c)]
        return unique(self._listed_from(verb.i, found)) if found and found[0].start > verb.i else found

    def after_prepositions(self, tokens: Iterable[Token], words: frozenset[str]) -> list[Located]:
        """Members of the phrases that these prepositions open below the given tokens."""
        found: list[Located] = []
        for token in tokens:
            opening = [c for c in token.children if c.dep_ in BELOW]
            opening += [g for c in opening for g in c.children if g.dep_ == "conj" and g.lower_ == c.lower_]
            for preposition in opening:  # "to X and to Y"
                if preposition.lower_ in words:
                    below = list(preposition.children)
                    if not below:  # the parse has hung its object elsewhere
                        found += self.right_after(preposition.i + 1, within=1)
                    for child in below:
                        if child.dep_ in {"pobj", "pcomp"} or child.pos_ in {"NOUN", "PROPN"}:
                            found += self._listed_from(preposition.i, self.members(child))
        return unique(found)

    def _listed_from(self, i: int, found: list[Located]) -> list[Located]:
        """People with those before them in their list, back to token i: "with Chile's Boric and Peru's Boluarte"."""
        if not found or found[0].mention.kind != "person":
            return found
        before = [m for m in self.list_back(found[0])[:-1] if m.start > i and m.mention.kind == "person"]
        return [*before, *found]

    def members(self, token: Token) -> list[Located]:
        """The mentions that an argument headed by ``token`` stands for, with what is coordinated to them."""
        found: list[Located] = []
        if token.lower_ == "we" and (named := [c for c in token.children if c.dep_ == "appos"]):
            return self.members(named[0])  # "We, the foreign ministers of France and Germany, met"
        for head in coordinated(token):
            found += self._at_head(head)
        return self.extended(self._filled(unique(found)))

    def _filled(self, found: list[Located]) -> list[Located]:
        """With those whom the parse has left out of the middle of a list: "X, Y, Z meet"."""
        if len(found) < 2:
            return found
        first, last = found[0], found[-1]
        for middle in self.sentence.mentions:
            alike = middle.mention.kind == first.mention.kind and not middle.modifier and middle not in found
            if alike and first.end <= middle.start and middle.end <= last.start:
                before = max((m for m in found if m.end <= middle.start), key=lambda m: m.end)
                after = min((m for m in found if m.start >= middle.end), key=lambda m: m.start)
                near = self.listed(max(before.end, before.cover), middle.start)
                if near and self.listed(max(middle.end, middle.cover), after.start):
                    found = unique([*found, middle])
        return found

    def _at_head(self, token: Token) -> list[Located]:
        direct = [m for m in self.at.get(token.i, ()) if not m.modifier or m.mention.kind == "pronoun"]
        if direct:
            return self._leaders_of(token, direct) or direct
        for child in (c for c in token.children if c.dep_ in {"appos", "compound", "nmod"}):
            found = [m for m in self.at.get(child.i, ()) if not m.modifier]
            if found:
                return found
        return self._named_behind(token) if token.lower_ in context().made_of else []

    def _leaders_of(self, token: Token, direct: list[Located]) -> list[Located]:
        """ "A team from the Secretariat led by X": X, who stands for those he leads."""
        if token.lower_ not in LED or any(m.mention.kind not in {"organization", "state"} for m in direct):
            return []
        return [m for m in self._led_by(token) if m.mention.kind == "person"]

    def _named_behind(self, token: Token) -> list[Located]:
        """ "A delegation led by X", "a number of ministers from Y": who is named behind such a noun."""
        by = self._led_by(token)
        return by or self.after_prepositions([token], frozenset({"of", "from"}))

    def _led_by(self, token: Token) -> list[Located]:
        """Who leads those whom a noun names: "a delegation led by X"."""
        below = [g for c in token.children if c.dep_ == "prep" for g in c.children if g.dep_ == "pobj"]
        clauses = [c for t in (token, *below) for c in t.children if c.dep_ in {"acl", "relcl"}]
        leading = [g for c in clauses for g in c.children if g.dep_ in {"agent", "prep"}]
        return [m for g in leading for c in g.children if c.dep_ == "pobj" for m in self.members(c)]
