"""Who stands in a list, before or behind a word: read off the order of the words, where the parse says nothing."""

from __future__ import annotations

from kg.language.located import Located, Sentence

SUBJECT = frozenset({"nsubj", "nsubjpass", "csubj"})
JOINING = frozenset({",", "and", "&", ";", "with", "plus", "alongside", "including"})
BETWEEN_MEMBERS = JOINING | frozenset(
    {"then", "also", "among", "as", "well", "along", "together", "the", "both", "his", "her", "its", "their"}
    | {"-", "or", "/", "(", ")"}
    | {"left", "right", "center", "centre", "l", "r", "c"}
)
ELSEWHERE = frozenset({"in", "at", "to", "on", "from", "near", "for", "by", "after", "before", "during"})
GOVERNING = frozenset({"of", "with", "from", "by", "to", "in", "for", "against", "on", "at"})
"""Prepositions whose mention is no subject of what follows."""
GENITIVE = frozenset({"'s", "’s", "'", "’"})
COLLECTIVE = frozenset({"state", "organization", "group"})


class WordOrder:
    """The mentions of one sentence by their order."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.doc = sentence.doc

    def extended(self, found: list[Located]) -> list[Located]:
        """The list that these mentions stand in, to its end: the parser often cuts lists with posts short."""
        if not found:
            return found
        every = [m for m in self.sentence.mentions if not m.modifier]
        last = max(found, key=lambda m: m.end)
        owner = -1
        for candidate in every:
            if candidate.start >= last.end and self.doc[candidate.end - 1 : candidate.end + 1][-1].lower_ in GENITIVE:
                owner = candidate.start if self.listed(max(last.end, last.cover), candidate.start) else owner
                continue  # "alongside Trump's envoy X": X
            if owner >= 0 and candidate not in found and self.doc[candidate.start - 1].lower_ in GENITIVE:
                found, last, owner = [*found, candidate], candidate, -1
                continue
            if candidate.start >= last.end and candidate not in found and not self._describes(last, candidate):
                if not self.listed(max(last.end, last.cover), candidate.start) or self._governs_itself(candidate):
                    break
                if self._has_somebody(candidate):
                    break
                found = [*found, candidate]
                last = candidate
        return found

    def listed(self, end: int, start: int) -> bool:
        """Whether nothing but what joins a list stands between tokens end and start."""
        gap = [self.doc[i].lower_ for i in range(end, start)]
        if not gap:
            return False
        joined = any(w in JOINING for w in gap)
        return joined and all(w in BETWEEN_MEMBERS for w in gap)

    def _describes(self, someone: Located, behind: Located) -> bool:
        """ "Olivier Nduhungirehe, the minister of Rwanda": what he is, no further member of the list."""
        first = self.doc[behind.start]
        apposed = first.text[0].islower() and first.dep_ == "appos"
        return apposed and someone.mention.kind == "person" and someone.start <= first.head.i < someone.end

    def _governs_itself(self, candidate: Located) -> bool:
        """Whether the candidate is the subject of a verb of its own ("..., and Rubio said")."""
        head = self.doc[candidate.head]
        return head.dep_ in SUBJECT and head.head.pos_ in {"VERB", "AUX"} and head.head.i > candidate.start

    def _has_somebody(self, candidate: Located) -> bool:
        """ "X, President Trump's envoy, met Y": whose envoy he is, no member of the list."""
        owns = candidate.end < len(self.doc) and self.doc[candidate.end].lower_ in {"'s", "’s", "'"}
        return owns and candidate.mention.kind == "person" and self.doc[candidate.head].dep_ == "poss"

    def before(self, i: int) -> list[Located]:
        """The nearest mention to the left that no preposition governs, with its list."""
        for located in reversed(self.sentence.mentions):
            if located.end > i or located.modifier:
                continue
            if any(self.doc[k].text in {";", ":"} or self.doc[k].pos_ == "VERB" for k in range(located.end, i)):
                break
            if located.start and self.doc[located.start - 1].lower_ in GOVERNING:
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
        """The list that ends with this mention, from its beginning."""
        found = [located]
        for candidate in reversed(self.sentence.mentions):
            if candidate.end <= found[0].start and not candidate.modifier:
                if not self.listed(max(candidate.end, candidate.cover), found[0].start):
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
            if self.doc[j].lower_ == "including" and self.doc[j - 1].text in {",", "-", "–", "—", "("}:
                return self.right_after(j + 1, within=2)
            if self.doc[j].lower_ == "them" and self.doc[j - 1].lower_ == "among":
                return self.right_after(j + 1, within=2)
            if self.doc[j].pos_ == "VERB" and self.doc[j].lower_ != "including":
                return []
        return []

    def _owns(self, located: Located) -> bool:
        """ "NATO's target": only the owner of what is meant."""
        after = located.end
        owner = located.mention.kind in {"state", "organization"} and after < len(self.doc)
        return bool(owner and self.doc[after].lower_ in {"'s", "’s", "'"} and self.doc[after].dep_ == "case")
