"""Where: which of the phrases of a sentence that may name a place belong to which trigger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extractors.belonging import BESIDE, beyond_list, is_setting, listed_beside, said_to_be, tells_of
from kg.extractors.lexicon import context, triggers
from kg.extractors.parse import governor, upwards
from kg.extractors.place_phrases import LANDS, PLACE_PREPOSITIONS, PlacePhrases
from kg.knowledge import fold
from kg.language.located import Sentence
from kg.language.units import is_capital
from kg.model import PlacePhrase

if TYPE_CHECKING:
    from spacy.tokens import Token

WELCOMING = frozenset({"welcome", "invite", "host", "receive", "greet"})
"""Verbs that say by "to" where they receive somebody: "welcomed him to Downing Street"."""
LENGTHS = frozenset({"hour", "hours", "minutes", "day", "days"})
"""How long somebody met; the parse hangs with whom and where on it."""
TROUBLES = frozenset({"war", "conflict", "crisis", "situation", "fighting", "violence", "tension", "issue", "effort"})
"""What is talked about, even where the parse hangs the meeting on it: "visas and the war in Sudan in talks"."""
CONDITIONS = frozenset({"ceasefire", "truce", "peace", "stability", "unrest", "development", "election", "coup"})
"""What there is somewhere, told of as what is talked about: "the ceasefire in Gaza"."""
STATIONED = frozenset(
    {"commander", "ambassador", "envoy", "representative", "correspondent", "reporter", "coordinator", "consul"}
)
"""Who has a place of work, told by "in"."""
VENUES = frozenset(
    {"palace", "residence", "hotel", "headquarters", "villa", "castle", "airport", "embassy", "office", "base"}
)
PLACED = frozenset({"city", "venue"})


class Places(PlacePhrases):
    """The phrases of a sentence that may name a place, each asked for the triggers it belongs to."""

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
        moved = above.lemma_.lower() == "move" and governor(trigger) == above  # "will move the talks to Juba"
        return phrase.preposition == "to" and (moved or (below and trigger.lemma_.lower() in WELCOMING))

    def _of_occasion(self, trigger: Token, others: set[int]) -> list[PlacePhrase]:
        """ "Met at the Munich Security Conference": the city in the name of the summit at which others meet."""
        verb = governor(trigger) if trigger.pos_ in {"NOUN", "PROPN"} else trigger
        nouns = triggers().nouns
        for n, word in enumerate(self.sentence.lower):
            known = nouns.get(word)
            if known is None or known.kind != "summit":
                continue
            noun = self.sentence.span[n]
            if noun.i not in others and noun != trigger:
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
        before = self.sentence.doc[at - 1]
        named = any(is_capital(c.text) for c in before.lefts)  # "on the Syrian crisis in Geneva"
        trouble = before.lemma_.lower() in TROUBLES | CONDITIONS and not named
        if trouble or self._stationed_elsewhere(before, phrase):
            return None
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
            with_others = node.tag_ == "VBN" and node.dep_ == "advcl" and node.head.i in chain
            if with_others and node.lemma_ in {"join", "accompany"}:
                return 2  # "met X, accompanied by Y, in Rome"
            if node.pos_ in {"VERB", "AUX"} and step:
                return None
            beside = node.i not in chain or node.lemma_.lower() in TROUBLES
            aside = aside or (step > 0 and node.pos_ == "NOUN" and beside and self._is_topic(node))
        return None

    def _stationed_elsewhere(self, post: Token, phrase: PlacePhrase) -> bool:
        """ "The US commander in Iraq met the president of Lebanon": where a post is held by right, unless somebody
        from there is named."""
        if post.lower_ not in STATIONED:
            return False
        countries = {p.country for p in self.knowledge.find_place(phrase.span.quote)[:1]}
        named = {m.mention.country for m in self.sentence.mentions if not post.i < m.start <= post.i + 3}
        return not countries & named

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
