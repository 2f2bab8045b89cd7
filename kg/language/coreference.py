"""What pronouns and descriptions refer to inside an article.

A small, deterministic reading: "he" is the last person spoken of, subjects first; "the minister" the last
person with such a post; "his Chinese counterpart" has the post of the one whose counterpart he is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.knowledge.folding import fold
from kg.language.located import Located, Sentence
from kg.language.speakers import FIRST_AND_SECOND
from kg.model import Mention

if TYPE_CHECKING:
    from kg.knowledge import Knowledge

SENTENCES_BACK = 3
"""How far a pronoun looks back."""
ANY_POST = frozenset({"leader", "official", "diplomat", "politician", "statesman", "head of state", "guest", "envoy"})
HE = frozenset({"he", "him", "his"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def resolve_references(sentences: Sequence[Sentence], *, knowledge: Knowledge) -> tuple[Sentence, ...]:
    """The same sentences, their pronouns and descriptions pointing to the mentions they stand for."""
    people: list[tuple[int, Located, bool]] = []
    resolved = []
    for sentence in sentences:
        mentions = []
        for located in sentence.mentions:
            pointed = _resolve(located, sentence, people, knowledge)
            mentions.append(pointed)
            who = pointed.mention.refers_to[0] if pointed.mention.refers_to else pointed.mention
            if (who.kind == "person" and not who.doubtful) or (
                pointed.mention.kind == "description" and who.country and not who.plural
            ):
                subject = sentence.doc[located.head].dep_ in SUBJECTS
                people.append((sentence.index, replace(pointed, mention=who), subject))
        resolved.append(replace(sentence, mentions=tuple(mentions)))
    return tuple(resolved)


def _resolve(
    located: Located, sentence: Sentence, people: list[tuple[int, Located, bool]], knowledge: Knowledge
) -> Located:
    mention = located.mention
    if mention.plural:
        return located
    if mention.name in FIRST_AND_SECOND:
        return located
    if mention.kind == "pronoun":
        antecedent = _antecedent(located, sentence, people, knowledge)
        return _pointing(located, antecedent)
    if mention.kind != "description" or mention.of is not None:
        return located
    head = fold(mention.post or "")
    if "counterpart" in head:
        return _counterpart(located, sentence, people, knowledge)
    same_post = _same_post(located, people)
    if same_post is not None:
        return _pointing(located, same_post)
    if mention.country is None and (head in ANY_POST or head.split(" ")[-1] in ANY_POST):
        return _pointing(located, _antecedent(located, sentence, people, knowledge))
    return located


def _pointing(located: Located, antecedent: Located | None) -> Located:
    if antecedent is None:
        return located
    return replace(
        located, mention=replace(located.mention, refers_to=(antecedent.mention,)), post=located.post or antecedent.post
    )


def _antecedent(
    located: Located, sentence: Sentence, people: list[tuple[int, Located, bool]], knowledge: Knowledge
) -> Located | None:
    """The person a singular pronoun stands for: recent, of that sex where known, subjects before others."""
    best, best_score = None, 0.0
    for order, (index, person, subject) in enumerate(people):
        distance = sentence.index - index
        if distance > SENTENCES_BACK or not _sex_fits(located.mention.name, person.mention, knowledge):
            continue
        if person.mention.kind != "person" and distance > 1:
            continue
        score = 10.0 - 3 * distance + (2.5 if subject else 0.0) + 0.01 * order
        if distance == 0 and _listed_later(person, sentence):
            score -= 3.0  # the first of a list is who the sentence goes on about
        if sentence.is_title or (index == sentence.index and person.head > located.head):
            continue
        if score > best_score:
            best, best_score = person, score
    return best


def _listed_later(person: Located, sentence: Sentence) -> bool:
    """Whether somebody stands before this person in one list: "Witkoff and Rubio"."""
    for other in sentence.mentions:
        gap = [sentence.doc[i].lower_ for i in range(max(other.end, other.cover), person.start)]
        if other.mention.kind == "person" and gap and len(gap) <= 3 and set(gap) <= {",", "and", "the"}:
            return True
    return False


def _sex_fits(pronoun: str, person: Mention, knowledge: Knowledge) -> bool:
    sex = _sex(person.name, knowledge)
    if sex is None or pronoun not in {"he", "him", "his", "she", "her"}:
        return True
    return (sex == "m") == (pronoun in HE)


def _same_post(located: Located, people: list[tuple[int, Located, bool]]) -> Located | None:
    wanted, country = located.post, located.mention.country
    words_wanted = fold(located.mention.post or "")
    for _, person, _ in reversed(people):
        said = person.mention
        if said.kind != "person":
            continue
        if country and said.country and country != said.country:
            continue
        if country and not said.country:
            continue
        words_said = fold(said.post or "")
        if wanted and person.post == wanted:
            return person
        if words_said and words_wanted and (words_said == words_wanted or f" {words_wanted} " in f" {words_said} "):
            return person
    return None


def _counterpart(
    located: Located, sentence: Sentence, people: list[tuple[int, Located, bool]], knowledge: Knowledge
) -> Located:
    """ "his Chinese counterpart": the Chinese holder of the post that the one before holds."""
    for index, person, _ in reversed(people):
        if sentence.index - index > 1:
            break
        if person.mention.country == located.mention.country and located.mention.country:
            continue
        post = person.post or _usual_post(person.mention.name, knowledge) or ""
        if post or person.mention.post:
            words = knowledge.posts[post].label if post in knowledge.posts else person.mention.post
            return replace(located, mention=replace(located.mention, post=words), post=post)
    return located


def _sex(name: str, knowledge: Knowledge) -> str | None:
    """ "f" or "m" of a person the knowledge base has by that name or that family name alone."""
    if not name:
        return None
    found = [a for a in knowledge.find(name) if a.kind == "person"] or list(knowledge.by_family_name(name))
    sexes = {knowledge.sex(actor.id) for actor in found}
    return sexes.pop() if len(sexes) == 1 else None


def _usual_post(name: str, knowledge: Knowledge) -> str | None:
    """The latest post of a person known by that name."""
    for actor in knowledge.find(name):
        if actor.kind == "person" and actor.posts:
            return max(actor.posts, key=lambda held: held.first or "").post
    return None
