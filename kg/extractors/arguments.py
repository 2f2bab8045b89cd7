"""Who stands where around a trigger: subjects, objects, "with" and "between" phrases, possessors.

Read off the parse first; where the small model's parse leaves a side empty, off the order of the words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from kg.language.located import Located, Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECT = frozenset({"nsubj", "nsubjpass", "csubj"})
OBJECT = frozenset({"dobj", "obj", "dative", "oprd"})
SAYING = frozenset({"say", "announce", "declare", "state", "confirm", "insist", "add", "warn", "indicate", "signal"})
CONTROL_BY_OBJECT = frozenset(
    {"invite", "urge", "ask", "allow", "tell", "press", "persuade", "encourage", "call", "force", "expect"}
)
BETWEEN_MEMBERS = frozenset(
    {
        ",",
        "and",
        "&",
        ";",
        "then",
        "also",
        "as",
        "well",
        "along",
        "together",
        "with",
        "plus",
        "the",
        "both",
        "alongside",
        "including",
        "his",
        "her",
        "its",
        "their",
        "-",
        "or",
        "/",
        "(",
        ")",
    }
)


TRIPS = frozenset({"trip", "visit", "travel", "journey", "tour", "plan", "plans", "intention", "decision"})
ELSEWHERE = frozenset({"in", "at", "to", "on", "from", "near", "for", "by", "after", "before", "during"})


COLLECTIVE = frozenset({"state", "organization", "group"})


class Arguments:
    """The mentions of one sentence, found by the tokens that govern them."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.doc = sentence.doc
        self.at: dict[int, list[Located]] = {}
        for located in sentence.mentions:
            if self._only_a_place(located):
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
        return before >= 0 and self.doc[before].lower_ in {"in", "at", "near", "outside", "inside", "into"}

    # -- the parse ---------------------------------------------------------------------------------------
    def subjects(self, verb: Token, *, depth: int = 0) -> list[Located]:
        """Who does what the verb says, through conjunctions, infinitives and relative clauses."""
        own = [c for c in verb.children if c.dep_ in SUBJECT]
        if own:
            if own[0].lower_ in {"who", "which", "that"} and verb.dep_ == "relcl":
                return self.members(verb.head)
            if own[0].lower_ in {"it", "they"} and (speaking := self._speaking(verb)):
                return speaking
            return self.with_list_before([m for c in own for m in self.members(c)])
        if depth > 4:
            return []
        if verb.dep_ == "relcl" and any(c.lower_ in {"where", "when", "whom"} for c in verb.children):
            return []
        if verb.dep_ in {"relcl", "acl"}:
            if verb.tag_ in {"VBG", "VBN", "VB"} and verb.head.pos_ in {"NOUN"} and not self.at.get(verb.head.i):
                return (
                    self.subjects(verb.head, depth=depth + 1)
                    if verb.head.pos_ == "VERB"
                    else self._subject_of_noun(verb.head, depth)
                )
            return self.members(verb.head)
        if verb.dep_ in {"xcomp", "ccomp"} and verb.head.lemma_ in CONTROL_BY_OBJECT:
            found = [m for c in verb.head.children if c.dep_ in OBJECT for m in self.members(c)]
            if found:
                return found
        if verb.dep_ in {"advcl", "xcomp"} and (travellers := self._travellers(verb)):
            return travellers
        if verb.dep_ in {"conj", "xcomp", "advcl", "aux", "ccomp", "pcomp"}:
            head = verb.head
            while verb.dep_ == "pcomp" and head.dep_ == "prep":
                head = head.head
            if head.pos_ in {"VERB", "AUX"}:
                return self.subjects(head, depth=depth + 1)
            if head.pos_ in {"NOUN", "PROPN", "ADJ"}:
                return self._subject_of_noun(head, depth)
        return []

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
        return found if all(m.mention.kind in {"state", "organization", "group"} for m in found) else []

    def _subject_of_noun(self, noun: Token, depth: int) -> list[Located]:
        owners = [m for c in noun.children if c.dep_ == "poss" for m in self.at.get(c.i, ())]
        if owners:
            return self.list_back(owners[0])  # "his trip to attend the summit"
        verb = governor(noun)
        return self.subjects(verb, depth=depth + 1) if verb is not None else []

    def objects(self, verb: Token) -> list[Located]:
        return [m for c in verb.children if c.dep_ in OBJECT for m in self.members(c)]

    def after_prepositions(self, tokens: Iterable[Token], words: frozenset[str]) -> list[Located]:
        """Members of the phrases that these prepositions open below the given tokens."""
        found: list[Located] = []
        for token in tokens:
            for preposition in token.children:
                if preposition.lower_ in words and preposition.dep_ in {
                    "prep",
                    "agent",
                    "dative",
                    "mark",
                    "cc",
                    "prt",
                    "advmod",
                }:
                    for child in preposition.children:
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
        for head in _coordinated(token):
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
                near = self._listed(max(before.end, before.cover), middle.start)
                if near and self._listed(max(middle.end, middle.cover), after.start):
                    found = unique([*found, middle])
        return found

    def _at_head(self, token: Token) -> list[Located]:
        direct = [m for m in self.at.get(token.i, ()) if not m.modifier or m.mention.kind == "pronoun"]
        if direct:
            return direct
        inner = [c for c in token.children if c.dep_ in {"appos", "compound", "nmod"}]
        for child in inner:
            found = [m for m in self.at.get(child.i, ()) if not m.modifier]
            if found:
                return found
        if token.lower_ in {
            "delegation",
            "team",
            "group",
            "delegations",
            "mission",
            "party",
            "number",
            "member",
            "members",
            "heads",
            "part",
            "most",
            "many",
            "some",
            "all",
            "leaders",
            "representatives",
            "one",
            "each",
            "both",
            "top",
            "people",
            "range",
            "variety",
            "series",
            "host",
            "array",
            "handful",
            "dozens",
            "several",
        }:
            led = [
                g
                for c in token.children
                if c.dep_ in {"acl", "relcl"}
                for g in c.children
                if g.dep_ in {"agent", "prep"}
            ]
            by = [m for g in led for c in g.children if c.dep_ == "pobj" for m in self.members(c)]
            return by or self.after_prepositions([token], frozenset({"of", "from"}))
        return []

    # -- the order of the words --------------------------------------------------------------------------
    def extended(self, found: list[Located]) -> list[Located]:
        """The list that these mentions stand in, to its end: the parser often cuts lists with posts short."""
        if not found:
            return found
        every = [m for m in self.sentence.mentions if not m.modifier]
        last = max(found, key=lambda m: m.end)
        for candidate in every:
            if candidate.start >= last.end and candidate not in found:
                if not self._listed(max(last.end, last.cover), candidate.start) or self._governs_itself(candidate):
                    break
                found = [*found, candidate]
                last = candidate
        return found

    def _listed(self, end: int, start: int) -> bool:
        gap = [self.doc[i].lower_ for i in range(end, start)]
        if not gap:
            return False
        joined = any(w in {",", "and", "&", ";", "with", "plus", "alongside", "including"} for w in gap)
        return joined and all(w in BETWEEN_MEMBERS for w in gap)

    def _governs_itself(self, candidate: Located) -> bool:
        """Whether the candidate is the subject of a verb of its own ("..., and Rubio said")."""
        head = self.doc[candidate.head]
        return head.dep_ in SUBJECT and head.head.pos_ in {"VERB", "AUX"} and head.head.i > candidate.start

    def before(self, i: int) -> list[Located]:
        """The nearest mention to the left that no preposition governs, with its list."""
        for located in reversed(self.sentence.mentions):
            if located.end > i or located.modifier:
                continue
            if any(self.doc[k].text in {";", ":"} or self.doc[k].pos_ == "VERB" for k in range(located.end, i)):
                break
            if located.start and self.doc[located.start - 1].lower_ in {
                "of",
                "with",
                "from",
                "by",
                "to",
                "in",
                "for",
                "against",
                "on",
                "at",
            }:
                continue
            return self.list_back(located)
        return []

    def with_list_before(self, found: list[Located]) -> list[Located]:
        """The mentions with those of their kind that stand before them in one list: "Trump and Erdogan spoke"."""
        kind = found[0].mention.kind if found else ""
        if kind not in {"person", *COLLECTIVE} or found[0].modifier:
            return found
        alike = COLLECTIVE if kind in COLLECTIVE else {kind}
        before = [m for m in self.list_back(found[0])[:-1] if m.mention.kind in alike]
        free = [m for m in before if not m.start or self.doc[m.start - 1].pos_ != "ADP"]
        return [*free, *found]

    def list_back(self, located: Located) -> list[Located]:
        found = [located]
        for candidate in reversed(self.sentence.mentions):
            if candidate.end <= found[0].start and not candidate.modifier:
                if not self._listed(max(candidate.end, candidate.cover), found[0].start):
                    break
                if self._is_where(candidate) and found[0].mention.kind != "state":
                    break
                found.insert(0, candidate)
        return found

    def _is_where(self, located: Located) -> bool:
        """ "Talks in Kyiv, President X said": the place is no member of a list with X."""
        before = [t.lower_ for t in self.doc[max(0, located.start - 2) : located.start]]
        return located.mention.kind == "state" and bool(before) and bool({"in", "at"} & set(before))

    def right_after(self, i: int, *, within: int = 1) -> list[Located]:
        """The mention that begins at token i or at most ``within`` tokens later, with its list."""
        for located in self.sentence.mentions:
            before = self.doc[located.start - 1].lower_ if located.start > i else ""
            if i <= located.start <= i + within and not located.modifier and before not in ELSEWHERE:
                return [] if self._owns(located) else self.extended([located])
        return []

    def including(self, i: int) -> list[Located]:
        """ "Met with senior officials, including X and Y": the examples named in the clause behind token i."""
        for j in range(i + 1, self.sentence.span.end):
            if self.doc[j].lower_ in {"including"} and self.doc[j - 1].text in {",", "-", "–", "—", "("}:
                return self.right_after(j + 1, within=2)
            if self.doc[j].pos_ == "VERB" and self.doc[j].lower_ != "including":
                return []
        return []

    def _owns(self, located: Located) -> bool:
        """ "NATO's target": only the owner of what is meant."""
        after = located.end
        owner = located.mention.kind in {"state", "organization"} and after < len(self.doc)
        return bool(owner and self.doc[after].lower_ in {"'s", "’s", "'"} and self.doc[after].dep_ == "case")


def _coordinated(token: Token) -> Iterator[Token]:
    queue = [token]
    while queue:
        current = queue.pop(0)
        yield current
        queue += [c for c in current.children if c.dep_ == "conj" and c.pos_ not in {"VERB", "AUX"}]
        queue += [c for c in current.children if c.dep_ == "appos" and c.pos_ == "PROPN" and current.pos_ == "PROPN"]


def unique(found: Iterable[Located]) -> list[Located]:
    """Each once, in the order of the text."""
    return sorted(
        {(m.start, m.end, m.mention.country or ""): m for m in found}.values(), key=lambda m: (m.start, m.end)
    )


def governor(token: Token) -> Token | None:
    """The verb that an event noun depends on, through prepositions, nouns ("a series of meetings") and lists."""
    current = token
    for _ in range(8):
        head = current.head
        if head == current:
            return None
        verbal = head.pos_ in {"VERB", "AUX"} or any(c.dep_ == "aux" and c.lower_ == "to" for c in head.children)
        if verbal and head.dep_ != "prep" and head.lower_ != "following":  # "following talks" hangs on the verb above
            return head
        if current.dep_ in {"poss"}:
            return None
        current = head
    return None


def upwards(token: Token) -> list[Token]:
    """The token and everything above it in the parse, the root last."""
    path = [token]
    while path[-1].head.i != path[-1].i:
        path.append(path[-1].head)
    return path


HOLDING = frozenset({"hold", "schedule", "host", "convene", "organize", "organise", "stage", "conduct", "set", "plan"})


TAKING_PLACE = HOLDING | {"take", "happen", "occur", "open", "begin", "start", "conclude", "end", "run", "be"}


def tells_of(verb: Token, trigger: Token) -> bool:
    """ "The talks between X and Y held in Muscat": a participle that says when or where, whatever it hangs on."""
    if verb.dep_ == "relcl" and verb.head == trigger and verb.lemma_.lower() in TAKING_PLACE:
        return True
    if verb.tag_ != "VBN" or verb.lemma_.lower() not in HOLDING or verb.dep_ not in {"acl", "relcl"}:
        return False
    return trigger.i < verb.i and trigger.pos_ in {"NOUN", "PROPN"} and any(t == trigger for t in upwards(verb))


def listed_beside(trigger: Token, other: Token) -> bool:
    """ "His talks with X and his trip to Y": two meetings of one list, each with a day and place of its own."""
    current = trigger
    while current != other and current.head != current:
        if current.head == other:
            return current.dep_ in {"conj", "appos"}
        current = current.head
    return False


def beyond_list(trigger: Token, i: int, others: set[int]) -> bool:
    """Whether two more meetings stand between: "his talks with X, his visit to Y, the summit last week"."""
    return trigger.pos_ in {"NOUN", "PROPN"} and sum(1 for other in others if trigger.i < other < i) >= 2


BESIDE = frozenset(
    {"sidelines", "sideline", "margins", "margin", "fringes", "fringe", "framework", "edges", "day", "end"}
)


def is_occasion(noun: Token) -> bool:
    """ "On the sidelines of the G20 summit": its day and place are those of what happened there."""
    above = noun.head
    if noun.dep_ != "pobj":
        return False
    return above.lower_ in {"at", "during", "in"} or (above.lower_ == "of" and above.head.lower_ in BESIDE)
