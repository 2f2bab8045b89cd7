"""States and organizations with the nouns of their people: "Russian officials", "representatives of the EU"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.language.described_posts import REBEL
from kg.language.located import Located
from kg.language.pointing import Pointing
from kg.language.text import text_of
from kg.language.units import Unit, words
from kg.language.warring_sides import REBELS
from kg.model import MentionKind


def state_or_organization(pointing: Pointing, unit: Unit) -> Iterator[Located]:
    """A state or organization with its people; an adjective without them only describes, a capital stands for it."""
    noun = collective_after(pointing, unit.end)
    rebels = _rebels_after(pointing, unit, noun)
    if rebels is not None:
        name = text_of(pointing.doc, unit.start, rebels + 1)
        yield pointing.mention(unit.start, rebels + 1, rebels, "group", name=name)
        return
    whole = _met_there(pointing, unit) if noun is None else None
    if whole is not None:
        own = pointing.doc[whole].lower_ in words().own_people
        name = text_of(pointing.doc, unit.start, whole + 1) if own else unit.text
        kind_of: MentionKind = "group" if own else "state"
        yield pointing.mention(unit.start, whole + 1, whole, kind_of, name=name, country=unit.country)
        return
    kind: MentionKind = "state" if unit.kind == "state" else "group" if unit.form == "group" else "organization"
    bare = unit.kind == "state" and noun is None
    yield pointing.mention(
        unit.start,
        noun + 1 if noun is not None and not _shared(pointing, unit.end) else unit.end,
        noun if noun is not None else unit.end - 1,
        kind,
        name=unit.text,
        country=unit.country,
        modifier=bare and unit.form == "adjective",
        metonym=unit.form == "metonym" or (bare and unit.form == "capital"),
    )


def _rebels_after(pointing: Pointing, unit: Unit, noun: int | None) -> int | None:
    """The noun of those who do not act for their state: "Rwandan rebels", "Afghan rebel leaders"."""
    if unit.kind != "state" or unit.form != "adjective" or unit.end >= len(pointing.doc):
        return None
    if noun is not None and any(pointing.doc[k].lower_ in REBEL for k in range(unit.end, noun)):
        return noun
    end = unit.end
    while end + 1 < len(pointing.doc) and pointing.doc[end].lower_ in {"armed", "political", "main", "exiled"}:
        end += 1  # "the Syrian armed opposition"
    return end if pointing.doc[end].lower_ in REBELS else None


MEETING_THEM = frozenset({"with", "between"})
FARTHEST_HEAD = 6
"""Tokens between a state word and the noun that it belongs to."""


def _met_there(pointing: Pointing, unit: Unit) -> int | None:
    """The noun of an office or of people whom somebody meets: "met with the Syrian foreign ministry"."""
    doc = pointing.doc
    head = doc[unit.end - 1]
    if (
        unit.kind != "state"
        or unit.form not in {"adjective", "name"}
        or doc[unit.end : unit.end + 1].text in {"-", "'s"}
    ):
        return None
    while head.dep_ in {"amod", "compound", "nmod"} and head.head.i > head.i:
        head = head.head
    if not unit.end <= head.i < unit.end + FARTHEST_HEAD or head.lower_ not in words().offices | words().own_people:
        return None
    first = head
    while first.dep_ == "conj" and first.head.pos_ in {"NOUN", "PROPN"}:
        first = first.head
    met = first.dep_ == "dobj" and first.head.lemma_ == "meet"
    return head.i if met or (first.dep_ == "pobj" and first.head.lower_ in MEETING_THEM) else None


def _shared(pointing: Pointing, end: int) -> bool:
    """Whether another state stands between this one and the noun: "U.S. and Russian officials"."""
    return end < len(pointing.doc) and pointing.doc[end].lower_ in {"and", ",", "-", "/"}


def collective_after(pointing: Pointing, j: int) -> int | None:
    """The noun of people that a state word at j - 1 belongs to: "Russian [and US senior] officials"."""
    for k in range(j, min(len(pointing.doc), j + 7)):
        token = pointing.doc[k]
        if token.lower_ in words().collectives and token.pos_ in {"NOUN", "PROPN"}:
            return k
        unit = pointing.at.get(k)
        linked = token.lower_ in {"and", ",", "-", "/", "'s"} and (
            token.lower_ == "'s" or ((u := pointing.at.get(k + 1)) is not None and _modifies(pointing, u))
        )
        if not (
            linked
            or token.pos_ == "ADJ"
            or token.lower_ in words().post_modifiers
            or token.lower_ in words().institution_words
            or (unit is not None and _modifies(pointing, unit))
        ):
            return None
    return None


def _modifies(pointing: Pointing, unit: Unit) -> bool:
    """Whether a unit stands before the noun of its people: "Israeli and Hamas negotiators"."""
    following = pointing.doc[unit.end].lower_ if unit.end < len(pointing.doc) else ""
    if unit.kind == "state":
        listed = pointing.passage.kind == "title" and following in words().collectives
        return unit.form == "adjective" or (unit.form == "name" and listed)  # "US, China officials"
    return unit.kind == "organization" and unit.end == unit.start + 1 and following in words().collectives


def officials_of(pointing: Pointing, i: int) -> Iterator[Located]:
    """ "officials from Kenya, Uganda and Rwanda", "representatives of the European Union"."""
    doc, j = pointing.doc, i + 1
    if j >= len(doc) or doc[j].lower_ not in {"of", "from", "for"}:
        if doc[i].lower_ in words().parties_again:
            yield from pointing.again(i)
        return
    found = False
    j += 1
    while j < len(doc):
        while j < len(doc) and _may_stand_before(pointing, j):
            j += 1
        if j + 2 < len(doc) and doc[j].lower_ in words().collectives and doc[j + 1].lower_ == "of":
            j += 2  # "officials from the governments of ..."
            continue
        unit = pointing.at.get(j)
        if unit is None or unit.kind not in {"state", "organization"}:
            break
        kind: MentionKind = "state" if unit.kind == "state" else "group" if unit.form == "group" else "organization"
        rebels = _rebels_after(pointing, unit, None)
        if rebels is not None:  # "a delegation of the Syrian opposition"
            name = text_of(doc, unit.start, rebels + 1)
            yield pointing.mention(unit.start, rebels + 1, i, "group", name=name)
        else:
            yield pointing.mention(unit.start, unit.end, i, kind, name=unit.text, country=unit.country)
        found = True
        j = unit.end if rebels is None else rebels + 1
        if j < len(doc) and unit.kind == "state" and doc[j].lower_ in words().collectives:
            j += 1  # "of the Colombian government and of the rebel group"
        if j >= len(doc) or doc[j].lower_ not in {",", "and"}:
            break
    if not found and doc[i].lower_ in words().parties_again:
        yield from pointing.again(i)


def _may_stand_before(pointing: Pointing, j: int) -> bool:
    """Words before the next of those whose officials are listed: "and of the leftist ELN"."""
    token = pointing.doc[j]
    if token.lower_ in {"the", "both", ",", "and", "all", "of", "from", "for"}:
        return True
    return token.pos_ == "ADJ" and token.text.islower() and j not in pointing.at
