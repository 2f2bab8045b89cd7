"""What stands before a post: whose it is ("French", "UN"), what it is like ("former"), its office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.knowledge.folding import fold
from kg.language.units import Unit, is_capital, words

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from kg.knowledge import Knowledge

MOST_OFFICE = 9
"""Tokens in the longest name of an office that stands before the post."""


def is_owned(j: int, at: dict[int, Unit]) -> bool:
    """Whether the words at token j say whose post it is."""
    return j in at and at[j].kind in {"state", "organization"}


def acts_for_it(unit: Unit) -> bool:
    """Whether those who have a post of it act for its country: not those of a movement, but for Palestine's."""
    return unit.form != "group" or unit.country == "PS"


def owner_of(doc: Doc, i: int, at: dict[int, Unit]) -> tuple[int, list[str]]:
    """The states or organization in front ("US", "France's", "Russian and Ukrainian") and where they end."""
    countries: list[str] = []
    j = i
    while (unit := at.get(j)) is not None and unit.kind in {"state", "organization"}:
        if unit.country and acts_for_it(unit):
            countries.append(unit.country)
        j = after_abbreviation(doc, unit.end)
        if j < len(doc) and doc[j].text in {"'s", "'"}:
            j += 1
        k = j
        listed = unit.form == "adjective" or unit.text.isupper()  # not "in New Delhi, Japanese Prime Minister X"
        owned = doc[j - 1].text in {"'s", "'"} and j < len(doc) and doc[j].lower_ in {",", "and"}
        further = at.get(j + 1) if owned else None
        if further is not None and further.kind == "state" and doc[further.end : further.end + 1].text in {"'s", "'"}:
            j += 1
            continue  # "Cyprus's and Egypt's presidents"
        if k < len(doc) and not listed and doc[k].text == "," and k + 1 in at:
            listed = at[k + 1].form == "name" and _names_listed(doc, i, k + 1, at)
        if k < len(doc) and ((doc[k].text == "," and k + 1 in at and listed) or doc[k].lower_ in {"and", "-", "/"}):
            k += 1
        following = at.get(k)
        if k == j and following is not None and following.kind == "organization" and unit.kind == "organization":
            continue  # "UN World Food Program Executive Director"
        if k > j and following is not None and following.kind == "post" and following.plural and listed:
            return k, countries  # "Russian and U.S. leaders": the second is part of the known words
        if k == j or following is None or following.kind != "state":
            break
        short = _short(following) and unit.form == "adjective"  # "Russian and U.S. leaders"
        if following.form != "adjective" and not short and not _names_listed(doc, i, k, at):
            break
        if doc[j].text == "," and unit.form in {"name", "capital", "metonym"} and not (_short(unit) or listed):
            break  # "in Damascus, Jordanian Foreign Minister ...": where, and then who
        j = k
    return j, countries


def _names_listed(doc: Doc, i: int, k: int, at: dict[int, Unit]) -> bool:
    """ "Belarus, Russia leaders", "Japan, South Korea, China foreign ministers": names of states as headlines list them
    before several people, where nothing says that they are places."""
    before = doc[i - 1].lower_ if i else ""
    if before in {"in", "at", "near", "to", "from", "of", "visit", "visits", "visited"}:
        return False
    while (unit := at.get(k)) is not None and unit.kind == "state" and unit.form == "name":
        k = unit.end + 1 if unit.end < len(doc) and doc[unit.end].lower_ in {",", "and"} else unit.end
        if k == unit.end:
            break
    while k < len(doc) and k not in at and doc[k].lower_ in words().post_modifiers | words().institution_words:
        k += 1
    unit = at.get(k)
    return unit is not None and unit.kind == "post" and unit.plural


def after_abbreviation(doc: Doc, j: int) -> int:
    """Token behind the abbreviation in brackets that may follow a name: "Republic of Korea (ROK) ..."."""
    if j + 2 < len(doc) and doc[j].text == "(" and doc[j + 2].text == ")" and doc[j + 1].text[0].isupper():
        return j + 3
    return j


def _short(unit: Unit) -> bool:
    """ "US", "U.K.": the name is the adjective too."""
    return unit.text.replace(".", "").isupper()


def named_inside(unit: Unit, knowledge: Knowledge) -> list[str]:
    """The country in a listed post: "UN chief", "NATO Secretary General", "President of the General Assembly"."""
    if " of the " in unit.text:
        body = unit.text.rpartition(" of the ")[2]
        return [a.country for a in knowledge.find(body) if a.kind == "organization" and a.country][:1]
    first = unit.text.removeprefix("The ").removeprefix("the ").split(" ", 1)
    if len(first) < 2 or not is_capital(first[0]):
        return []
    word = knowledge.state_words.get(fold(first[0]))
    if word is not None and word.fits(first[0]):
        return [word.code]
    return [a.country for a in knowledge.find(first[0]) if a.kind == "organization" and a.country][:1]


def office(doc: Doc, j: int, at: dict[int, Unit]) -> int:
    """Where the post begins behind the name of an office: "Afghan [High Council for Reconciliation] Chairman"."""
    start, institution = j, False
    while j < min(len(doc), start + MOST_OFFICE) and (at.get(j) is None or at[j].kind != "post"):
        lower = doc[j].lower_
        institution = institution or lower in words().institution_words
        if j in at or not (doc[j].text[0].isupper() or (j > start and lower in {"of", "for", "and", "the", "on"})):
            return start
        if doc[j].ent_type_ == "PERSON":
            return start
        j += 1
    return j if institution and j < len(doc) and j in at and at[j].kind == "post" and not at[j].plural else start


def modifiers(doc: Doc, j: int, at: dict[int, Unit]) -> int:
    """Where the post itself begins after "former", "new", "climate", "senior"."""
    start = j
    while j < len(doc) and j - start < 5 and (at.get(j) is None or at[j].kind != "post"):
        lower = doc[j].lower_
        portfolio = lower in words().institution_words
        if lower not in words().post_modifiers and not portfolio and doc[j].text != "-":
            return start
        j += 1
    return j if j < len(doc) and j in at else start
