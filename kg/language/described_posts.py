"""Posts with nobody's name: "the French president", "the presidents of Kenya and Uganda", "Zelensky's top ally"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from kg.language.located import Located
from kg.language.pointing import Pointing
from kg.language.posts import PostPhrase
from kg.language.text import text_of
from kg.language.units import words
from kg.model import Mention

BLOCS = frozenset({"NATO", "EU", "UN"})
"""Organizations whose several ministers or leaders stand for all of them: "EU foreign ministers"."""
REBEL = frozenset({"rebel", "separatist", "guerrilla", "insurgent", "opposition", "militant", "dissident", "exiled"})
"""Words before the noun of those who do not act for their state: "Afghan rebel leaders"."""
NOBODY = frozenset({"spokesman", "spokeswoman", "spokesperson", "official", "source", "general", "member", "party"})
"""Posts that stand for no party when nobody's name is with them."""
LED_BY_GENERALS = frozenset({"head_of_organization", "un_secretary_general", "ambassador", "justice_minister"})
"""Posts whose last word is "general" and no rank: secretary general, consul general, attorney general."""
HIGHEST = frozenset({"head_of_state", "head_of_government", "foreign_minister", "defence_minister", "finance_minister"})
"""Posts that one person of a state holds: several of them are several people."""
HOSTED = frozenset({"country", "nation", "state", "city", "government"})
"""Behind a post, what it only describes: "the host country"."""
SENT = frozenset({"delegation", "team", "mission"})
"""Those whose head, where nobody names him, stands for the state that has sent them."""
DEFINITE = frozenset({"the", "his", "her", "their", "its", "this"})
INDEFINITE = frozenset({"a", "an", "another", "any", "one"})


def described_post(pointing: Pointing, phrase: PostPhrase, owners: Mapping[int, Mention]) -> list[Located]:
    """Whom a post without a name stands for; ``owners``: people by the token behind their name."""
    told = partial(pointing.mention, phrase.start, phrase.end, phrase.head)
    if phrase.plural and any(pointing.doc[k].lower_ in REBEL for k in range(phrase.start, phrase.head)):
        return [told("group", name=text_of(pointing.doc, phrase.start, phrase.end))]
    if phrase.plural:
        return _several(pointing, phrase) if phrase.countries else _of_no_country(pointing, phrase)
    determiner = pointing.doc[phrase.start - 1].lower_ if phrase.start else ""
    following = pointing.doc[phrase.end].lower_ if phrase.end < len(pointing.doc) else ""
    if determiner == "-" or following in HOSTED:
        return []
    owner = owners.get(phrase.start - 1) if determiner in {"'s", "'"} else None
    if owner is not None and not phrase.country:
        described = told("description", post=phrase.text)
        return [replace(described, mention=replace(described.mention, of=owner))]
    if (pointing.doc[phrase.head].lower_ in NOBODY and phrase.post not in LED_BY_GENERALS) or phrase.former:
        return []
    if phrase.country and any(pointing.doc[k].lower_ in SENT for k in _as_far_as_next(pointing, phrase)):
        return [told("state", name=phrase.country, country=phrase.country)]  # "the head of the Iranian delegation"
    known = determiner in DEFINITE or (determiner not in INDEFINITE and pointing.doc[phrase.start].text[0].isupper())
    if not phrase.country and not known:
        return []
    return [told("description", post=phrase.text, key=phrase.post, country=phrase.country)]


def _as_far_as_next(pointing: Pointing, phrase: PostPhrase) -> range:
    return range(phrase.head, min(phrase.end + 1, len(pointing.doc)))


def _several(pointing: Pointing, phrase: PostPhrase) -> list[Located]:
    """ "The presidents of Kenya and Uganda" one by one; their states, where the post says nothing of who it is."""
    told = partial(pointing.mention, phrase.start, phrase.end, phrase.head)
    blocs = [told("organization", name=phrase.organization)] if phrase.organization else []
    blocs += [told("organization", name=code, country=code) for code in phrase.countries if code in BLOCS]
    states = [code for code in phrase.countries if code not in BLOCS]
    head = pointing.doc[phrase.head].lower_
    collective = (head in words().collectives or head == "members") and phrase.post not in HIGHEST
    if collective or _names_summit(pointing, phrase.end):
        return [*blocs, *(told("state", name=country, country=country) for country in states)]
    post = _singular(phrase.text.split(" of ")[0])
    return [*blocs, *(told("description", post=post, key=phrase.post, country=country) for country in states)]


def _of_no_country(pointing: Pointing, phrase: PostPhrase) -> list[Located]:
    """ "Houthi leaders", "the leaders of ASEAN"; else they are the parties told before."""
    told = partial(pointing.mention, phrase.start, phrase.end, phrase.head)
    if phrase.post == "group_leader":
        found = pointing.knowledge.find(pointing.doc[phrase.start].text)
        movement = next((a for a in found if a.kind == "group"), None)
        if movement is not None:
            return [told("group", name=movement.label)]
    if phrase.organization:
        return [told("organization", name=phrase.organization)]
    return pointing.again(phrase.head)


def _names_summit(pointing: Pointing, end: int) -> bool:
    """ "The U.S.-Philippines leaders' summit": the states meet, whoever leads them."""
    following = [t.lower_ for t in pointing.doc[end : end + 2]]
    return following[:1] == ["summit"] or (following[1:] == ["summit"] and following[0] in {"'", "’"})


def _singular(words_of_post: str) -> str:
    parts = words_of_post.split()
    return " ".join([*parts[:-1], parts[-1].removesuffix("s")]) if parts else words_of_post
