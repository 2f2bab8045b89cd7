"""Mentions without a name: states, organizations, "Russian officials", "his counterpart", "the two leaders", "he"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from kg.language.collectives import collective_after, officials_of, state_or_organization
from kg.language.described_posts import described_post
from kg.language.located import Located
from kg.language.pointing import Pointing
from kg.language.posts import PostPhrase
from kg.language.regions import regional_groups
from kg.language.text import line_of, text_of
from kg.language.units import Unit, words
from kg.language.warring_sides import NO_WAR, War, warring_sides
from kg.model import MentionKind, Passage

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from kg.knowledge import Knowledge

PRONOUNS = frozenset({"he", "she", "him", "they", "them", "i", "me", "we", "you"})
POSSESSIVES = frozenset({"his", "her", "their", "my", "our", "your"})


def find_descriptions(
    doc: Doc,
    passage: Passage,
    at: dict[int, Unit],
    bare_posts: Iterable[PostPhrase],
    people: Sequence[Located],
    knowledge: Knowledge,
    war: War,
) -> list[Located]:
    """All mentions of a passage that are no person's name; ``people`` are those that are."""
    pointing = Pointing(doc=doc, passage=passage, at=at, knowledge=knowledge)
    owners = {p.end: p.mention for p in people}
    found: list[Located] = []
    used = {i for p in people for i in range(p.start, max(p.end, p.cover))}
    for side in warring_sides(doc, war, at) if war is not NO_WAR else ():
        if not used & set(range(side.start, side.end)):
            kind: MentionKind = "state" if side.country else "group"
            found.append(pointing.mention(side.start, side.end, side.head, kind, name=side.name, country=side.country))
            used |= set(range(side.start, side.end))
    for phrase in bare_posts:
        if used & set(range(phrase.start, phrase.end)):
            continue
        described = _officials(pointing, phrase) or described_post(pointing, phrase, owners)
        found += described
        if described:
            used |= {i for m in described for i in range(m.start, m.end)} | set(range(phrase.start, phrase.end))
    for i in range(len(doc)):
        if i in used:
            continue
        for located in _at_token(pointing, i):
            if located.mention.kind == "group" and used & set(range(located.start, located.end)):
                continue
            found.append(located)
            used |= set(range(located.start, located.end))
    return found


def _officials(pointing: Pointing, phrase: PostPhrase) -> list[Located]:
    """ "Representatives of the Colombian government and of the ELN": where not only states are listed, each."""
    head = pointing.doc[phrase.head].lower_
    if not phrase.plural or head not in words().collectives or phrase.start < phrase.head:
        return []
    listed = list(officials_of(pointing, phrase.head))
    return listed if len(listed) > 1 and any(m.mention.kind != "state" for m in listed) else []


def _at_token(pointing: Pointing, i: int) -> Iterator[Located]:
    """What the word or unit that begins at token i points to."""
    token, lower = pointing.doc[i], line_of(pointing.doc).lower[i]
    unit = pointing.at.get(i)
    if unit is not None and unit.kind in {"state", "organization"}:
        yield from state_or_organization(pointing, unit)
    elif lower in PRONOUNS and token.dep_ != "poss":
        yield pointing.mention(i, i + 1, i, "pronoun", name=lower, plural=lower in {"they", "them"})
    elif lower in POSSESSIVES:
        yield pointing.mention(i, i + 1, i, "pronoun", name=lower, plural=lower == "their", modifier=True)
    elif (koreas := _koreas(pointing, i)) is not None:
        yield from koreas
    elif groups := list(regional_groups(pointing.doc, i, pointing.at)):
        for g in groups:
            yield pointing.mention(g.start, g.end, g.head, "group", name=g.side, modifier=g.modifier)
    elif lower in words().collectives and token.pos_ in {"NOUN", "PROPN"}:
        yield from officials_of(pointing, i)
    elif lower in words().parties_again:
        yield from pointing.again(i)
    elif lower in {"two", "three", "both"} and token.dep_ in {"nsubj", "nsubjpass"}:
        first = i - 1 if i and pointing.doc[i - 1].lower_ in {"the", "all"} else i
        if first < i or lower == "both":
            yield pointing.mention(first, i + 1, i, "description", post=lower, plural=True)
    elif lower in words().regions and (noun := collective_after(pointing, i + 1)) is not None:
        if lower in {"foreign", "allied"} and pointing.doc[noun].lower_ in {"ministers", "secretaries"}:
            return  # a post, nobody's yet
        yield pointing.mention(i, noun + 1, noun, "group", name=text_of(pointing.doc, i, noun + 1))


def _koreas(pointing: Pointing, i: int) -> list[Located] | None:
    """Both Koreas, at "inter-Korean" or "the two Koreas"; None at any other word."""
    lower = line_of(pointing.doc).lower
    end = i + 1
    if lower[i] == "inter" and lower[i + 1 : i + 3] == ["-", "korean"]:
        end = i + 3
    elif lower[i] not in {"koreas", "inter-korean"}:
        return None
    return [
        pointing.mention(i, end, end - 1, "state", name=name, country=code)
        for name, code in (("South Korea", "KR"), ("North Korea", "KP"))
    ]
