"""Reading the people of a passage from left to right, each with the posts that stand around the name."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from kg.knowledge.likeness import namesakes
from kg.language.before_posts import after_abbreviation
from kg.language.located import Located, quote
from kg.language.names import NameRun, name_run, single_name
from kg.language.posts import BEFORE_OWNER, PostPhrase, post_phrase
from kg.language.text import Line, line_of, text_of
from kg.language.units import Unit, is_capital, words
from kg.model import Mention, Passage

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from kg.knowledge import Knowledge

PLACING = frozenset({"in", "from", "to", "near", "at", "of", ","})
LONGEST_REGION = 5
"""Tokens of a region's name before "'s"."""


@cache
def beginnings() -> frozenset[str]:
    """Small words that a name, or a post with what stands before it, can begin with."""
    lists = words()
    return BEFORE_OWNER | lists.honorifics | lists.particles | lists.post_modifiers | lists.institution_words


class PeopleReader:
    """Reads the people of one passage from left to right, as often as it is asked to."""

    def __init__(self, doc: Doc, passage: Passage, at: dict[int, Unit], knowledge: Knowledge) -> None:
        self.doc, self.passage, self.at, self.knowledge = doc, passage, at, knowledge
        self.familiar: frozenset[str] = frozenset()
        self.bare_posts: list[PostPhrase] = []
        line = line_of(doc)
        self._beginnings = [i for i in range(len(doc)) if self._may_begin(line, i)]
        self._posts: dict[int, PostPhrase | None] = {}
        self._runs: dict[tuple[int, bool], NameRun | None] = {}

    def people(self, familiar: frozenset[str]) -> list[Located]:
        """Everybody named, by a ``familiar`` short form too; posts with nobody's name are left in ``bare_posts``."""
        self.familiar, self.bare_posts = familiar, []
        found: list[Located] = []
        i = 0
        for at in self._beginnings:
            if at < i:
                continue
            people, i = self._read(at)
            found += people
        return found

    def _post(self, i: int) -> PostPhrase | None:
        if i not in self._posts:
            self._posts[i] = post_phrase(self.doc, i, self.at, self.knowledge)
        return self._posts[i]

    def _run(self, i: int, *, trusted: bool) -> NameRun | None:
        if (i, trusted) not in self._runs:
            self._runs[i, trusted] = name_run(self.doc, i, self.at, self.knowledge, trusted=trusted)
        return self._runs[i, trusted]

    def _may_begin(self, line: Line, i: int) -> bool:
        """Whether a name or a post can begin with a word at all: most words are small and none of those."""
        word = line.words[i]
        return i in self.at or is_capital(word) or word == "-" or line.lower[i] in beginnings()

    def _read(self, i: int) -> tuple[list[Located], int]:
        phrase = self._post(i)
        if phrase is not None:
            return self._after_post(phrase)
        run = self._name(i, trusted=False)
        if run is None:
            unit = self.at.get(i)
            named = unit is not None and unit.kind in {"state", "organization"}
            return [], unit.end if unit is not None and named else i + 1  # "The Taliban": no name in it
        person = self._person(run, None)
        return [person], max(person.end, person.cover, i + 1)

    def _after_post(self, phrase: PostPhrase) -> tuple[list[Located], int]:
        start = after_abbreviation(self.doc, phrase.end)
        if start + 1 < len(self.doc) and self.doc[start].text in {",", ":", "–", "—", "-"} and not phrase.plural:
            following = self._name(start + 1, trusted=False)
            known = following is not None and self._is_of_another(following, phrase)
            believed = following is not None and following.believed and not known
            believed = believed and not self._opens_for(following, phrase)
            if (believed and not self._list_goes_on(phrase, start)) or self._stands_apart(start + 1, phrase):
                start += 1
        run = self._name(start, trusted=True)
        if run is not None and not run.believed and self._names_institution(run):
            run = None
        if run is None and not phrase.plural:
            again = self._said_again(phrase)
            if again is not None:
                return again
        if run is None:
            self.bare_posts.append(self._listed(phrase))
            return [], max(phrase.end, phrase.start + 1)
        people = [self._person(run, phrase)]
        while phrase.plural and len(people) < 12:  # "Presidents Biden and Xi"
            j = people[-1].end
            while j < len(self.doc) and self.doc[j].lower_ in {",", "and"}:
                j += 1
            more = self._name(j, trusted=True) if j > people[-1].end and j < len(self.doc) else None
            if more is None or (j in self.at and self.at[j].kind != "person"):
                break
            people.append(self._person(more, phrase, own_start=True))
        return people, max(people[-1].end, people[-1].cover)

    def _names_institution(self, run: NameRun) -> bool:
        """ "Chair of the Nordic Research Council", "members of the Study Group": nobody's name."""
        ends = [self.doc[k] for k in (run.end - 1, run.end) if k < len(self.doc)]
        return any(t.lower_ in words().institution_words and is_capital(t.text) for t in ends)

    def _stands_apart(self, i: int, phrase: PostPhrase) -> bool:
        """ "The Minister of Finance, Gail Teixeira; ...": two capitalised words between marks, behind a minister."""
        ministerial = self.doc[phrase.start : phrase.end].text.lower().removeprefix("the ").startswith("minister")
        run = self._run(i, trusted=True) if ministerial else None
        if run is None or run.start != i or len(run.text.split()) < 2 or i in self.at:
            return False
        return run.end == len(self.doc) or self.doc[run.end].text in {",", ";", "."}

    def _listed(self, phrase: PostPhrase) -> PostPhrase:
        """ "The Pakistani prime minister, foreign minister and army chief": all of the country told first."""
        before = self.bare_posts[-1] if self.bare_posts else None
        if before is None or phrase.countries or phrase.plural or not before.countries:
            return phrase
        gap = {self.doc[i].lower_ for i in range(before.end, phrase.start)}
        return replace(phrase, countries=before.countries) if gap and gap <= {",", "and"} else phrase

    def _is_of_another(self, run: NameRun, phrase: PostPhrase) -> bool:
        """ "Asked by the President of France, Vladimir Putin": known, and of no country that the post names."""
        people = namesakes(run.text, self.knowledge) if phrase.countries else ()
        countries = {c for a in people for c in (a.country, *(p.country for p in a.posts))}
        return bool(people) and not countries & set(phrase.countries)

    def _said_again(self, phrase: PostPhrase) -> tuple[list[Located], int] | None:
        """ "State Secretary, US Secretary Marco Rubio": one post said twice before its holder's name."""
        j = phrase.end
        if j + 1 >= len(self.doc) or self.doc[j].text != ",":
            return None
        second = self._post(j + 1)
        if second is None or second.plural or self.doc[second.head].lower_ != self.doc[phrase.head].lower_:
            return None
        run = self._name(second.end, trusted=True)
        if run is None or run.start != second.end:
            return None
        person = self._person(run, replace(second, start=phrase.start))
        return [person], max(person.end, person.cover)

    def _opens_for(self, run: NameRun | None, phrase: PostPhrase) -> bool:
        """ "In a call with the Russian foreign minister, Qureshi stressed": the comma closes what the sentence opens
        with, and who it is about follows."""
        if run is None or run.end >= len(self.doc) or self.doc[run.end].tag_ not in {"VBD", "VBZ", "MD", "VBP"}:
            return False
        opening = self.doc[self.doc[phrase.start].sent.start : phrase.start]
        return len(opening) > 0 and opening[0].tag_ in {"IN", "VBG"} and not any(t.text == "," for t in opening)

    def _list_goes_on(self, phrase: PostPhrase, comma: int) -> bool:
        """ "with the President, Vladimir Putin": one person; "presidents, Putin": not decided here."""
        return phrase.former and self.doc[comma].text == ","

    def _name(self, i: int, *, trusted: bool) -> NameRun | None:
        if i >= len(self.doc):
            return None
        run = self._run(i, trusted=trusted)
        if run is not None and (run.believed or trusted):
            return run
        return single_name(self.doc, i, self.at, self.knowledge, self.familiar)

    def _person(self, run: NameRun, phrase: PostPhrase | None, *, own_start: bool = False) -> Located:
        start = run.start if phrase is None or own_start else phrase.start
        tail = self._apposition(run.end)
        owner = self._owner(start)
        if tail is not None and owner is not None and tail.country and tail.country != owner.country:
            tail = None  # "China's Xi, Cuban president hold talks"
        country = (phrase.country if phrase else None) or (tail.country if tail else None)
        country = country or (owner.country if owner else None) or self._of_region(start, post=phrase is not None)
        words_of_post = phrase.text if phrase else (tail.text or None) if tail else None
        key = (phrase.post if phrase else None) or (tail.post if tail else None)
        mention = Mention(
            span=quote(self.doc, self.passage, start, run.end),
            kind="person",
            name=run.text,
            post=words_of_post,
            country=country,
            doubtful=run.doubtful and phrase is None and tail is None,
        )
        head = self.doc[run.name_start : run.end].root.i
        begins = owner.start if owner else start  # so that lists read on: "Chile's Boric and Peru's Boluarte"
        return Located(mention=mention, start=begins, end=run.end, head=head, post=key, cover=tail.end if tail else 0)

    def _owner(self, start: int) -> Unit | None:
        """The state whose somebody is: "Brazil's Lula"."""
        if start < 2 or self.doc[start - 1].text not in {"'s", "'"}:
            return None
        unit = next((u for u in self.at.values() if u.end == start - 1), None)
        return unit if unit is not None and unit.kind == "state" and unit.form == "name" else None

    def _of_region(self, start: int, *, post: bool) -> str | None:
        """ "Bavaria's premier Markus Söder", "Delaware Senator Chris Coons": the country of the region whose ``post``
        it is."""
        owned = start >= 2 and self.doc[start - 1].text in {"'s", "'"}
        end = start - 1 if owned else start
        if not owned and not post:
            return None
        for first in range(max(0, end - LONGEST_REGION), end):
            if is_capital(self.doc[first].text):
                places = self.knowledge.find_place(text_of(self.doc, first, end))
                placed = first > 0 and self.doc[first - 1].lower_ in PLACING  # "in Bavaria Prime Minister Modi said"
                if places and places[0].kind == "region" and (owned or not placed):
                    return places[0].country
        return None

    def _apposition(self, end: int) -> PostPhrase | None:
        """The post after a name: ", the Turkish foreign minister,"; "(president of X)"; "of Ukraine"."""
        if end + 1 >= len(self.doc):
            return None
        first = self.doc[end].lower_
        if first == "of":
            return self._of_country(end)
        if first == "," and self._first_of_two(end):
            return None
        if first not in {",", "(", "--"}:
            return None
        j = end + 1
        while j < len(self.doc) and self.doc[j].lower_ in {"the", "a", "an", "his", "her", "who", "is", "as", "then"}:
            j += 1
        phrase = self._post(j) if j < len(self.doc) else None
        if phrase is None or phrase.plural or phrase.end >= len(self.doc):
            return None
        phrase = self._further_posts(phrase)
        if self.doc[phrase.end].lower_ in {"to", "for", "of"}:
            return self._serving(phrase)
        if self._run(phrase.end, trusted=True) is not None:
            return None
        if single_name(self.doc, phrase.end, self.at, self.knowledge, self.familiar) is not None:
            return None
        return phrase

    def _first_of_two(self, comma: int) -> bool:
        """ "Talks between Fidan, UN envoy for Libya" in a headline: the comma stands for "and"."""
        if self.passage.field != "title":
            return False
        before = [t.lower_ for t in self.doc[max(0, comma - 6) : comma]]
        rest = {t.lower_ for t in self.doc[comma : comma + 8]}
        return "between" in before and "and" not in before and "and" not in rest

    def _further_posts(self, phrase: PostPhrase) -> PostPhrase:
        """ ", Spokesperson and Chief Adviser to the President": both posts are of the one named before."""
        if self.doc[phrase.end].lower_ != "and" or phrase.end + 1 >= len(self.doc):
            return phrase
        second = self._post(phrase.end + 1)
        if second is None or second.plural or second.end >= len(self.doc):
            return phrase
        if self._name(second.end, trusted=True) is not None:
            return phrase
        return replace(phrase, end=second.end, countries=phrase.countries or second.countries)

    def _serving(self, phrase: PostPhrase) -> PostPhrase:
        """ "..., chief of staff to President X": X is no party, only told of."""
        j = phrase.end + 1
        while j < len(self.doc) and self.doc[j].lower_ in {"the", "his", "her"}:
            j += 1
        superior = self._post(j) if j < len(self.doc) else None
        run = self._name(superior.end if superior else j, trusted=superior is not None)
        end = run.end if run else superior.end if superior else phrase.end
        country = phrase.countries or (superior.countries if superior else ())
        return replace(phrase, end=end, countries=country)

    def _of_country(self, end: int) -> PostPhrase | None:
        j = end + 1
        while j < len(self.doc) and self.doc[j].lower_ == "the":
            j += 1
        unit = self.at.get(j)
        if unit is None or unit.country is None or unit.kind not in {"state", "organization"} or unit.form == "capital":
            return None
        return PostPhrase(start=j, end=unit.end, head=j, text="", countries=(unit.country,))
