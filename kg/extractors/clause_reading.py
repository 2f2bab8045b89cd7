"""Reads the words over a trigger from the inside out, for the standing they give the meeting.

Each word may give a standing to what is below it, turn it round, or leave it alone; the first verb with a tense ends
the clause, after which only a denial or a wish about the whole clause counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extractors.lexicon import context
from kg.extractors.noun_modifiers import given_by_modifiers
from kg.extractors.predicates import FINAL, Step, is_finite, is_negated, lemma_of, steps, verdict, words
from kg.extractors.verb_forms import (
    as_planned,
    beside_its_subject,
    helped_by,
    in_a_caption,
    is_infinitive,
    is_wish,
    looks_ahead,
    missed,
    on_condition,
    sets_out,
    to_follows,
)
from kg.language.located import Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
STARTING = frozenset({"start", "beginning", "opening"})
"""What a caption tells to be at hand: "flags fly before the start of the summit"."""


class ClauseReading:
    """Reads the words over one trigger; ``status`` is None as long as nothing has spoken."""

    def __init__(self, trigger: Token, sentence: Sentence, *, noun: bool) -> None:
        self.trigger, self.sentence, self.noun = trigger, sentence, noun
        self.below = trigger
        """What hangs on the word that is being read."""
        self.status: str | None = None
        self.negated = False
        self.aside = False
        """The meeting is only the time or place of what the clause tells ("after talks with")."""
        self.only_named = False
        """The verb says nothing of the meeting itself ("discussed the talks")."""
        self.untold = False
        """Nor does its tense ("will follow up on the summit")."""
        self.long_past = False
        """A plan of the past ("had been due to"): its days are past too."""
        self.not_to = False
        """A negated infinitive waits for its verb ("decided not to meet")."""

    def read(self) -> None:
        """Read the trigger itself and then what is over it; the answer is in the fields."""
        if self.trigger.dep_ in {"pobj", "pcomp"} and self.trigger.head.lower_ == "without":
            self.negated = True  # "left without meeting him"
            return
        if self.noun:
            self.status = given_by_modifiers(self.trigger)
            self.negated = is_negated(self.trigger)
            if self.status == "held":
                self.aside = True
                self.only_named = self.sentence.is_title and not any(True for _ in steps(self.trigger))
                return
        elif beside_its_subject(self.trigger, first=self.sentence.span.start):
            return
        elif self._own_verb():
            return self._over_clause(self.trigger)
        self._climb()

    def _climb(self) -> None:
        reached = False
        told = self.sentence.is_title or not any(is_finite(t) for t in self.sentence.span)
        bare = told and not self.noun and is_infinitive(self.trigger)
        below = self.trigger
        for step in steps(self.trigger):
            if bare and self.status is None and step.word.pos_ in {"NOUN", "PROPN"} and verdict(step) is None:
                break  # "Iran's president to visit Moscow, Kremlin says": no verb above
            if step.word.pos_ in {"VERB", "AUX"} and not reached:
                reached = True
                self._first_verb(step)
            if step.link == "clause" and is_infinitive(below) and self.status is None and not self.aside:
                self.status = "refused" if is_negated(below) else "planned"  # "Kremlin says Putin to meet Xi"
            self.below, below = below, step.word
            if self._take(step):
                self._over_clause(step.word)
                return
        if bare and self.status is None:
            self.status = "planned"  # "Rubio to meet Lavrov"
        if not reached and self.noun and self.status is None:
            self.only_named = self.sentence.is_title

    def _first_verb(self, step: Step) -> None:
        known = step.word.lemma_.lower() in context().support | context().involving or verdict(step) is not None
        self.only_named = self.noun and not known and not self.aside and step.link != "time"
        subject = self.trigger.dep_ in {"nsubj", "nsubjpass"} and self.trigger.head == step.word
        only = self.only_named or step.word.lemma_.lower() in {"follow", "precede"}
        self.untold = only and not subject and step.preposition != "for"

    def _own_verb(self) -> bool:
        """The trigger is a verb: its own tense; True when its clause ends with it."""
        verb = self.trigger
        helped = helped_by(verb)
        for child in verb.children:  # a headline's "cancels meeting with", read as one verb
            if child.dep_ == "aux" and child.tag_ not in {"MD", "TO"}:
                self.status = self.status or words().verbs.get(lemma_of(child, words().verbs))
        if is_finite(verb):
            self._tense(verb, helped)
            return True
        if verb.tag_ == "VB" and is_infinitive(verb) and is_negated(verb):
            self.not_to = True
        if verb.head == verb and verb.tag_ == "VB":
            if self.sentence.is_title and any(c.dep_ in SUBJECTS for c in verb.children) and not is_infinitive(verb):
                return True  # "Ministers discuss ties": the present of a headline
            self.status = "planned" if is_infinitive(verb) or self.sentence.is_title else "proposed"
            return True
        return False

    def _tense(self, verb: Token, helped: str | None) -> None:
        negated = is_negated(verb)
        if helped == "planned":
            denied = "cancelled" if as_planned(verb) else "refused"
            self.status = denied if negated else self.status or "planned"
        elif helped == "cancelled":
            self.status = self.status or "cancelled"
        elif helped == "proposed":
            can = any(c.lower_ in {"can", "could", "ca"} for c in verb.children)
            may = any(c.lower_ in {"may", "might"} for c in verb.children)
            if negated and can:
                self.negated = True
            else:
                self.status = self.status or ("refused" if negated and not may else "proposed")
        elif negated:
            self.negated = True
        elif self.status is None and looks_ahead(verb, self.trigger):
            self.status = "planned"
        if self.status in {None, "planned"} and on_condition(verb):
            self.status = "proposed"

    def _take(self, step: Step) -> bool:
        """Let one word over the meeting speak; True when its clause ends there."""
        if step.link == "time" and not self.aside:
            self._as_time(step)
        elif step.link == "apart":
            self.aside = True
        if step.link == "clause" and step.word.pos_ in {"NOUN", "PROPN"}:
            return False
        if step.link in {"direct", "purpose"} or self.aside:
            self._combine(step)
        if step.link == "clause":
            return True
        if not is_finite(step.word):
            if step.word.pos_ == "VERB" and is_infinitive(step.word) and is_negated(step.word):
                self.not_to = True
            return self._root_infinitive(step)
        if not self.aside or self.status is None:
            self._tense_above(step)
        return True

    def _root_infinitive(self, step: Step) -> bool:
        over = step.word.head  # itself the root, or below the name that is: "Starmer to host ..."
        announced = over == step.word or (self.sentence.is_title and over.dep_ == "ROOT" and over.pos_ != "VERB")
        if announced and step.word.tag_ == "VB" and is_infinitive(step.word):
            self.status = self.status or "planned"
            return True
        return False

    def _as_time(self, step: Step) -> None:
        self.aside = True
        if step.preposition == "since":
            self.status = self.status or "held"  # "progress since the summit of 18 March"
        if self.status is None and step.preposition in {"before", "ahead", "prior"}:
            greeting = step.word.lemma_.lower() in words().clauses["greeting"] or any(
                c.dep_ == "dobj" and c.lower_ == "ceremony" for c in step.word.children
            )
            words_there = self.sentence.is_title and (  # "Remarks Before Their Meeting"
                step.word.pos_ not in {"VERB", "AUX"} or any(t.lower_ == "remarks" for t in self.sentence.span)
            )
            started = self.below.lemma_.lower() in STARTING and helped_by(step.word) is None
            met = step.preposition == "before" and (greeting or words_there or started)
            met = met or in_a_caption(step.word, self.sentence)
            self.status = "held" if met else "planned"

    def _combine(self, step: Step) -> None:
        """What a word makes of the standing below it."""
        given = verdict(step)
        negated = is_negated(step.word)
        if self.aside:
            if self.status is None and given in {"planned", "proposed"} and step.link != "time" and not negated:
                self.status = "planned"
            return
        if step.word.lemma_.lower() in words().clauses["accepting"] and self.status == "proposed":
            self.status = "refused" if negated else "planned"  # "accepted an invitation to meet him"
            return
        if self.not_to and step.word.pos_ != "NOUN":
            self.not_to = False
            self.status = "refused" if given in {"planned", "proposed"} else self.status
            self.negated = self.status is None
            return
        if given is None:
            return
        if given == "failed":
            self.negated = True
        elif negated:
            self._turned_round(step, given)
        elif given in FINAL:
            self.status = given
        elif self.status in FINAL:
            return
        else:
            self.status = "proposed" if "proposed" in {given, self.status} else given

    def _turned_round(self, step: Step, given: str) -> None:
        if given == "refused":
            self.status = "proposed"
        elif given in {"cancelled", "postponed"}:
            self.status = "planned"
        elif step.word.pos_ in {"NOUN", "PROPN"}:
            lemma = step.word.lemma_.lower()
            willing = lemma in words().clauses["will"] and not _there(step.word)
            willing = willing or lemma in words().clauses["pointless"]
            self.status, self.negated = ("refused", self.negated) if willing else (self.status, True)
        elif step.word.lemma_.lower() in {"expect", "schedule", "set", "due", "slate"}:
            self.negated = True
        else:
            self.status = "refused"

    def _tense_above(self, step: Step) -> None:
        verb = step.word
        if self.untold or (self.status == "refused" and verb.lemma_.lower() in words().clauses["accepting"]):
            return
        given = verdict(step) if step.link in {"direct", "purpose"} else None
        helped = helped_by(verb)
        if verb.lemma_ == "have" and verb.tag_ == "VBD" and is_infinitive(self.below) and self.below.head == verb:
            self.status = self.status or "planned"  # "had to visit Japan from Sunday": it was to be
            return
        if self.aside:
            perfect = any(c.lower_ == "have" for c in verb.children)
            self.status = "planned" if helped in {"planned", "proposed"} and not perfect else "held"
            return
        if given is not None:
            if helped == "cancelled" and self.status == given == "planned":
                self.status = "cancelled"
            elif self.status == given == "planned":
                came_to = missed(verb)
                self.status, self.long_past = came_to or self.status, came_to is not None
            return
        if verb.lemma_ == "be" and step.link == "direct" and is_infinitive(self.below) and helped is None:
            self._is_to(verb)
            return
        if verb.lemma_ == "go" and verb.tag_ == "VBG" and to_follows(verb):
            self.status = "refused" if is_negated(verb) else self.status or "planned"
            return
        if self.status is None and step.link == "purpose" and verb.tag_ != "VBD":
            if self.sentence.is_title or sets_out(verb):
                self.status = "planned"  # "after which Modi flies to Vienna to meet X"
                return
        if self.noun and helped == "planned" and is_negated(verb) and self._happens(verb):
            self.status = "cancelled"  # "the summit will not take place"
            return
        if step.link == "beside" and self.trigger.tag_ == "VBG":
            helped = helped if helped == "planned" else None
        self._tense(verb, helped)

    def _happens(self, verb: Token) -> bool:
        """ "The talks will take place", "will be held": the verb only says that what the trigger names is."""
        subject = self.trigger.dep_ in {"nsubj", "nsubjpass"} and self.trigger.head == verb
        return subject and verb.lemma_.lower() in words().clauses["happening"]

    def _is_to(self, verb: Token) -> None:
        """ "Is to meet", "was to have met"."""
        have = any(c.lower_ == "have" for c in self.below.children)
        self.status = "refused" if is_negated(verb) else "cancelled" if have else self.status or "planned"

    def _over_clause(self, verb: Token) -> None:
        """What is said of the whole clause: a denial, a wish."""
        clause = words().clauses
        for step in steps(verb):
            if step.link == "beside":
                continue
            lemma = step.word.lemma_.lower()
            if step.link == "clause" and not self.aside and not is_negated(step.word):
                if lemma in clause["denying"]:
                    self.long_past = self.long_past or self.status is None  # "denied that they had met on Sunday"
                    self.status, self.negated = "refused", False
                elif lemma in clause["wishing"] and is_wish(verb, step.word, self.status):
                    self.status = "proposed"
            if step.link == "clause" and lemma in clause["handing_on"]:
                verb = step.word
                continue
            if step.link == "direct" and not self.aside and lemma in clause["denying"] and not is_negated(step.word):
                if step.word.pos_ == "VERB" and verb.lemma_.lower() in clause["handing_on"]:
                    self.status, self.negated = "refused", False
            return


def _there(noun: Token) -> bool:
    """ "There are no plans": that something is, which nobody has."""
    return any(c.dep_ == "expl" for c in noun.head.children)
