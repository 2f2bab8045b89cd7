"""Mentions without a name: states, organizations, "Russian officials", "his counterpart", "the two leaders", "he"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.language.located import Located, quote
from kg.language.posts import PostPhrase
from kg.language.regions import regional_groups
from kg.language.text import text_of
from kg.language.units import Unit, words
from kg.model import Mention, MentionKind, Passage

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from kg.knowledge import Knowledge

PRONOUNS = frozenset({"he", "she", "him", "they", "them", "i", "me", "we", "you"})
POSSESSIVES = frozenset({"his", "her", "their", "my", "our", "your"})
BLOCS = frozenset({"NATO"})
REBEL = frozenset({"rebel", "separatist", "guerrilla", "insurgent", "opposition", "militant", "dissident", "exiled"})
REBELS = frozenset(
    {"rebels", "separatists", "guerrillas", "insurgents", "militants", "dissidents", "exiles", "opposition"}
)
NOBODY = frozenset({"spokesman", "spokeswoman", "spokesperson", "official", "source", "general", "member", "party"})
"""Posts that stand for no party when nobody's name is with them."""


def find_descriptions(
    doc: Doc,
    passage: Passage,
    at: dict[int, Unit],
    bare_posts: Iterable[PostPhrase],
    people: Sequence[Located],
    knowledge: Knowledge,
) -> list[Located]:
    """All mentions of a passage that are no person's name; ``people`` are those that are."""
    finder = _Describer(doc, passage, at, {p.end: p.mention for p in people}, knowledge)
    found: list[Located] = []
    used = {i for p in people for i in range(p.start, max(p.end, p.cover))}
    for phrase in bare_posts:
        if phrase.head in used:
            continue
        described = finder.post(phrase)
        found += described
        if described:
            used |= set(range(phrase.start, phrase.end))
    for i in range(len(doc)):
        if i in used:
            continue
        for located in finder.at_token(i):
            if located.mention.kind == "group" and used & set(range(located.start, located.end)):
                continue
            found.append(located)
            used |= set(range(located.start, located.end))
    return found


class _Describer:
    def __init__(
        self, doc: Doc, passage: Passage, at: dict[int, Unit], owners: dict[int, Mention], knowledge: Knowledge
    ) -> None:
        self.doc, self.passage, self.at, self.owners, self.knowledge = doc, passage, at, owners, knowledge

    def _mention(
        self,
        start: int,
        end: int,
        head: int,
        kind: MentionKind,
        *,
        name: str = "",
        post: str | None = None,
        key: str | None = None,
        country: str | None = None,
        plural: bool = False,
        modifier: bool = False,
        metonym: bool = False,
        doubtful: bool = False,
    ) -> Located:
        mention = Mention(
            span=quote(self.doc, self.passage, start, end),
            kind=kind,
            name=name,
            post=post,
            country=country,
            plural=plural,
            doubtful=doubtful,
        )
        return Located(mention=mention, start=start, end=end, head=head, post=key, modifier=modifier, metonym=metonym)

    def post(self, phrase: PostPhrase) -> list[Located]:
        """A post with nobody's name: "the French president", "the presidents of Kenya and Uganda"."""
        head_word = self.doc[phrase.head].lower_
        if phrase.plural:
            if any(self.doc[k].lower_ in REBEL for k in range(phrase.start, phrase.head)):  # "Afghan rebel leaders"
                return [
                    self._mention(
                        phrase.start, phrase.end, phrase.head, "group", name=text_of(self.doc, phrase.start, phrase.end)
                    )
                ]
            if not phrase.countries and phrase.post == "group_leader":  # "Houthi leaders"
                movement = next(
                    (a for a in self.knowledge.find(self.doc[phrase.start].text) if a.kind == "group"), None
                )
                if movement is not None:
                    return [self._mention(phrase.start, phrase.end, phrase.head, "group", name=movement.label)]
            if not phrase.countries and phrase.organization:
                name = phrase.organization
                return [self._mention(phrase.start, phrase.end, phrase.head, "organization", name=name)]
            if not phrase.countries:
                return self._again(phrase.start, phrase.head)
            if set(phrase.countries) <= BLOCS:  # "NATO defence ministers": the bloc, by all its ministers
                return [
                    self._mention(phrase.start, phrase.end, phrase.head, "organization", name=code, country=code)
                    for code in phrase.countries
                ]
            singular = phrase.text.split(" of ")[0]
            if self._names_summit(phrase.end) or (
                (head_word in words().collectives or head_word == "members")
                and phrase.post
                not in {
                    "head_of_state",
                    "head_of_government",
                    "foreign_minister",
                    "defence_minister",
                    "finance_minister",
                }
            ):
                return [
                    self._mention(phrase.start, phrase.end, phrase.head, "state", name=country, country=country)
                    for country in phrase.countries
                ]
            return [
                self._mention(
                    phrase.start,
                    phrase.end,
                    phrase.head,
                    "description",
                    post=_singular(singular),
                    key=phrase.post,
                    country=country,
                )
                for country in phrase.countries
            ]
        determiner = self.doc[phrase.start - 1].lower_ if phrase.start else ""
        if determiner == "-":
            return []
        owner = self.owners.get(phrase.start - 1) if determiner in {"'s", "'"} else None
        if owner is not None and not phrase.country:
            described = self._mention(phrase.start, phrase.end, phrase.head, "description", post=phrase.text)
            return [replace(described, mention=replace(described.mention, of=owner))]
        indefinite = determiner in {"a", "an", "another", "any", "one"}
        if head_word in NOBODY or (indefinite and not phrase.country) or phrase.former:
            return []
        if not phrase.country and determiner not in {"the", "his", "her", "their", "its", "this"}:
            if not self.doc[phrase.start].text[0].isupper():
                return []
        return [
            self._mention(
                phrase.start,
                phrase.end,
                phrase.head,
                "description",
                post=phrase.text,
                key=phrase.post,
                country=phrase.country,
            )
        ]

    def _names_summit(self, end: int) -> bool:
        """ "The U.S.-Philippines leaders' summit": the states meet, whoever leads them."""
        following = [t.lower_ for t in self.doc[end : end + 2]]
        return following[:1] == ["summit"] or (following[1:] == ["summit"] and following[0] in {"'", "’"})

    def at_token(self, i: int) -> Iterator[Located]:
        token = self.doc[i]
        unit = self.at.get(i)
        if unit is not None and unit.kind in {"state", "organization"}:
            yield from self._state_or_organization(unit)
        elif token.lower_ in PRONOUNS and token.dep_ != "poss":
            yield self._mention(i, i + 1, i, "pronoun", name=token.lower_, plural=token.lower_ in {"they", "them"})
        elif token.lower_ in POSSESSIVES or (token.lower_ == "her" and token.dep_ == "poss"):
            yield self._mention(
                i, i + 1, i, "pronoun", name=token.lower_, plural=token.lower_ == "their", modifier=True
            )
        elif (koreas := self._koreas(i)) is not None:
            yield from koreas
        elif groups := list(regional_groups(self.doc, i, self.at)):
            for g in groups:
                yield self._mention(g.start, g.end, g.head, "group", name=g.side, modifier=g.modifier)
        elif token.lower_ in words().collectives and token.pos_ in {"NOUN", "PROPN"}:
            yield from self._officials_of(i)
        elif token.lower_ in words().parties_again:
            yield from self._again(i, i)
        elif token.lower_ in {"two", "three", "both"} and token.dep_ in {"nsubj", "nsubjpass"}:
            first = i - 1 if i and self.doc[i - 1].lower_ in {"the", "all"} else i
            if first < i or token.lower_ == "both":
                yield self._mention(first, i + 1, i, "description", post=token.lower_, plural=True)
        elif token.lower_ in words().regions and (noun := self._collective_after(i + 1)) is not None:
            if token.lower_ == "foreign" and self.doc[noun].lower_ in {"ministers", "secretaries"}:
                return  # a post, nobody's yet
            yield self._mention(i, noun + 1, noun, "group", name=text_of(self.doc, i, noun + 1))

    def _koreas(self, i: int) -> list[Located] | None:
        """Both Koreas, at "inter-Korean" or "the two Koreas"; None at any other word."""
        end = i + 1
        if self.doc[i].lower_ == "inter" and [t.lower_ for t in self.doc[i + 1 : i + 3]] == ["-", "korean"]:
            end = i + 3
        elif self.doc[i].lower_ not in {"koreas", "inter-korean"}:
            return None
        return [
            self._mention(i, end, end - 1, "state", name=name, country=code)
            for name, code in (("South Korea", "KR"), ("North Korea", "KP"))
        ]

    def _state_or_organization(self, unit: Unit) -> Iterator[Located]:
        noun = self._collective_after(unit.end)
        rebels = self._rebels_after(unit, noun)
        if rebels is not None:
            yield self._mention(unit.start, rebels + 1, rebels, "group", name=text_of(self.doc, unit.start, rebels + 1))
            return
        kind: MentionKind = "state" if unit.kind == "state" else "group" if unit.form == "group" else "organization"
        if unit.kind == "state" and unit.form in {"adjective", "capital"} and noun is None:
            if unit.form == "adjective":
                yield self._mention(
                    unit.start, unit.end, unit.end - 1, kind, name=unit.text, country=unit.country, modifier=True
                )
            else:
                yield self._mention(
                    unit.start, unit.end, unit.end - 1, kind, name=unit.text, country=unit.country, metonym=True
                )
            return
        head = noun if noun is not None else unit.end - 1
        end = noun + 1 if noun is not None and not self._shared(unit.end) else unit.end
        yield self._mention(
            unit.start,
            end,
            head,
            kind,
            name=unit.text,
            country=unit.country,
            metonym=unit.form == "metonym",
            modifier=False,
        )

    def _rebels_after(self, unit: Unit, noun: int | None) -> int | None:
        """The noun of those who do not act for their state: "Rwandan rebels", "Afghan rebel leaders"."""
        if unit.kind != "state" or unit.form != "adjective" or unit.end >= len(self.doc):
            return None
        if noun is not None and any(self.doc[k].lower_ in REBEL for k in range(unit.end, noun)):
            return noun
        return unit.end if self.doc[unit.end].lower_ in REBELS else None

    def _shared(self, end: int) -> bool:
        """Whether another state stands between this one and the noun: "U.S. and Russian officials"."""
        return end < len(self.doc) and self.doc[end].lower_ in {"and", ",", "-", "/"}

    def _collective_after(self, j: int) -> int | None:
        """The noun of people that a state word at j - 1 belongs to: "Russian [and US senior] officials"."""
        for k in range(j, min(len(self.doc), j + 7)):
            token = self.doc[k]
            if token.lower_ in words().collectives and token.pos_ in {"NOUN", "PROPN"}:
                return k
            unit = self.at.get(k)
            linked = token.lower_ in {"and", ",", "-", "/", "'s"} and (
                token.lower_ == "'s" or ((u := self.at.get(k + 1)) is not None and self._modifies(u))
            )
            if not (
                linked
                or token.pos_ == "ADJ"
                or token.lower_ in words().post_modifiers
                or token.lower_ in words().institution_words
                or (unit is not None and self._modifies(unit))
            ):
                return None
        return None

    def _modifies(self, unit: Unit) -> bool:
        """Whether a unit stands before the noun of its people: "Israeli and Hamas negotiators"."""
        if unit.kind == "state":
            return unit.form == "adjective"
        following = self.doc[unit.end].lower_ if unit.end < len(self.doc) else ""
        return unit.kind == "organization" and unit.end == unit.start + 1 and following in words().collectives

    def _officials_of(self, i: int) -> Iterator[Located]:
        """ "officials from Kenya, Uganda and Rwanda", "representatives of the European Union"."""
        j = i + 1
        if j >= len(self.doc) or self.doc[j].lower_ not in {"of", "from"}:
            if self.doc[i].lower_ in words().parties_again:
                yield from self._again(i, i)
            return
        found = False
        j += 1
        while j < len(self.doc):
            while j < len(self.doc) and self.doc[j].lower_ in {"the", "both", ",", "and", "all"}:
                j += 1
            if j + 2 < len(self.doc) and self.doc[j].lower_ in words().collectives and self.doc[j + 1].lower_ == "of":
                j += 2  # "officials from the governments of ..."
                continue
            unit = self.at.get(j)
            if unit is None or unit.kind not in {"state", "organization"}:
                break
            kind: MentionKind = "state" if unit.kind == "state" else "organization"
            yield self._mention(unit.start, unit.end, i, kind, name=unit.text, country=unit.country)
            found = True
            j = unit.end
            if j >= len(self.doc) or self.doc[j].lower_ not in {",", "and"}:
                break
        if not found and self.doc[i].lower_ in words().parties_again:
            yield from self._again(i, i)

    def _again(self, start: int, head: int) -> list[Located]:
        """ "the two leaders", "both sides": the parties of a meeting already told."""
        first = head
        while (
            first > 0
            and self.doc[first - 1].lower_
            in {"two", "three", "both", "the", "all", "four", "their"} | words().post_modifiers
        ):
            first -= 1
        if first == head or self.doc[first].lower_ not in {"the", "both", "two", "all"}:
            return []
        return [self._mention(first, head + 1, head, "description", post=self.doc[head].lower_, plural=True)]


def _singular(words_of_post: str) -> str:
    parts = words_of_post.split()
    return " ".join([*parts[:-1], parts[-1].removesuffix("s")]) if parts else words_of_post
