"""What pronouns and descriptions refer to inside an article.

A small, deterministic reading: "he" is the last person spoken of, subjects first; "the minister" the last
person with such a post; "his Chinese counterpart" has the post of the one whose counterpart he is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.knowledge.folding import fold
from kg.language.discourse import Discourse, Spoken, family_of
from kg.language.located import Located, Sentence
from kg.language.pairs import with_pair
from kg.model import Mention

if TYPE_CHECKING:
    from kg.knowledge import Knowledge

SENTENCES_BACK = 3
"""How far a pronoun looks back."""
ANY_POST = frozenset({"leader", "official", "diplomat", "politician", "statesman", "head of state", "envoy"})
OTHERS = frozenset({"guest", "host", "visitor", "interlocutor"})
"""Whom somebody has before him: "after meeting his guest"."""
SPEAKS_FOR_OTHERS = frozenset({"spokesman", "spokeswoman", "spokesperson", "press"})
"""Words of the posts of those who say what others do."""
HE = frozenset({"he", "him", "his"})


def resolve_references(sentences: Sequence[Sentence], *, knowledge: Knowledge) -> tuple[Sentence, ...]:
    """The same sentences, their pronouns and descriptions pointing to the mentions they stand for."""
    people = Discourse()
    resolved: list[Sentence] = []
    for sentence in sentences:
        mentions: list[Located] = []
        for located in sentence.mentions:
            several = with_pair(sentence, located, resolved, knowledge=knowledge)
            if several != (located,):
                mentions += several
                continue
            pointed = _resolve(located, sentence, people.spoken, knowledge)
            mentions.append(pointed)
            if pointed.mention.plural:
                continue
            who = pointed.mention.refers_to[0] if pointed.mention.refers_to else pointed.mention
            if (who.kind == "person" and not who.doubtful) or (
                pointed.mention.kind == "description" and who.country and not who.plural
            ):
                people.add(replace(pointed, mention=who), sentence)
        resolved.append(replace(sentence, mentions=tuple(mentions)))
    return tuple(resolved)


def _resolve(located: Located, sentence: Sentence, people: list[Spoken], knowledge: Knowledge) -> Located:
    mention = located.mention
    if located.says_i:
        return located
    if mention.plural:
        told = _they(located, sentence, people) if mention.kind == "pronoun" else located
        return told if told.mention.refers_to else _both_before(located, sentence, people)
    if mention.kind == "pronoun":
        antecedent = _antecedent(located, sentence, people, knowledge)
        return _pointing(located, antecedent)
    if mention.kind == "state" and located.head >= located.start and sentence.doc[located.head].lower_ == "official":
        return _official(located, sentence, people)
    if mention.kind != "description" or mention.of is not None:
        return located
    head = fold(mention.post or "")
    if "counterpart" in head:
        return _counterpart(located, sentence, people, knowledge)
    if head in OTHERS:
        return _pointing(located, _other_one(located, sentence, people, knowledge))
    same_post = _same_post(located, people)
    if same_post is not None:
        return _pointing(located, same_post)
    if head == "head of state" and located.post is None:
        return located  # "the head of state firm SPP"
    behind = sentence.doc[located.end].lower_ if located.end < len(sentence.doc) else ""
    further = behind in {",", "of", "for", "at", "and"}  # more of the post, or who holds it, may follow
    if behind == "and" and any(m.start in {located.end + 1, located.end + 2} for m in sentence.mentions):
        further = False  # "the Foreign Secretary and Secretary Kerry": each a post of its own
    bare = mention.country is None and not further and not head.endswith("secretary general")
    alone = knowledge.country_of_title(head) if bare else None
    if alone is not None:
        return replace(located, mention=replace(mention, country=alone))
    if mention.country is None and (head in ANY_POST or head.split(" ")[-1] in ANY_POST):
        return _pointing(located, _antecedent(located, sentence, people, knowledge))
    return located


def _official(located: Located, sentence: Sentence, people: list[Spoken]) -> Located:
    """ "The Japanese official": the last one spoken of who is of that country; else its people."""
    if sentence.doc[located.start].lower_ != "the":
        return located
    country = located.mention.country
    last = next((p for p in reversed(people) if p.mention.kind == "person" and p.country == country), None)
    if last is None or sentence.index - last.index > SENTENCES_BACK:
        return located
    said = replace(located.mention, kind="description", name="", post="official", refers_to=(last.mention,))
    return replace(located, mention=said)


def _they(located: Located, sentence: Sentence, people: list[Spoken]) -> Located:
    """ "They": those whom this sentence, or the one before, has together as the subject of a verb."""
    for index in (sentence.index, sentence.index - 1):
        acting: dict[int, list[Mention]] = {}
        for person in people:
            if person.index == index and person.acting is not None and person.mention.kind == "person":
                acting.setdefault(person.acting, []).append(person.mention)
        together = [tuple(dict.fromkeys(found)) for found in acting.values() if len(set(found)) >= 2]
        if together:
            return replace(located, mention=replace(located.mention, refers_to=together[-1]))
    return located


def _both_before(located: Located, sentence: Sentence, people: list[Spoken]) -> Located:
    """ "X told Y at their meeting", "X invited Y to Z, where the two met": the only two whom the sentence has named."""
    two = located.mention.kind == "pronoun" or (located.mention.post or "").split(" ")[0] in TWO
    before = {family_of(p): p for p in people if p.index == sentence.index and p.mention.kind == "person"}
    if not two or len(before) != 2 or sentence.is_title:
        return located
    one, other = (p.located for p in before.values())
    doing = sentence.doc[one.head].dep_ in {"nsubj", "nsubjpass"} and sentence.doc[other.head].dep_ in {
        "dobj",
        "pobj",
        "dative",
    }
    if not doing or other.end > located.start:
        return located
    return replace(located, mention=replace(located.mention, refers_to=(one.mention, other.mention)))


TWO = frozenset({"two", "pair", "both", "duo"})


def _pointing(located: Located, antecedent: Spoken | None) -> Located:
    if antecedent is None:
        return located
    post = located.post or antecedent.located.post
    return replace(located, mention=replace(located.mention, refers_to=(antecedent.mention,)), post=post)


def _antecedent(located: Located, sentence: Sentence, people: list[Spoken], knowledge: Knowledge) -> Spoken | None:
    """The person a singular pronoun stands for: recent, of that sex where known, subjects before others."""
    best, best_score = None, 0.0
    behind = sentence.doc[located.end : located.end + 1].text.lower()
    honoured = behind in {"honour", "honor"}  # "X will give a lunch in his honour": of another than X
    for order, person in enumerate(people):
        distance = sentence.index - person.index
        if (
            person.telling
            or (honoured and distance == 0 and person.subject)
            or distance > SENTENCES_BACK
            or not _sex_fits(located.mention.name, person.mention, knowledge)
        ):
            continue
        if person.mention.kind != "person" and distance > 1:
            continue
        score = 10.0 - 3 * distance + (2.5 if person.subject else 0.0) + 0.01 * order
        if distance == 0 and _listed_later(person.located, sentence):
            score -= 3.0  # the first of a list is who the sentence goes on about
        if SPEAKS_FOR_OTHERS & set(person.words.split()):
            score -= 6.0  # "X is well, his spokesman said. He will meet ...": whom the spokesman speaks for
        later = distance == 0 and person.located.head > located.head
        if later or (sentence.is_title and distance):
            continue
        if score > best_score:
            best, best_score = person, score
    return best


def _other_one(located: Located, sentence: Sentence, people: list[Spoken], knowledge: Knowledge) -> Spoken | None:
    """ "His guest": the last one spoken of who is of another country than he."""
    if located.start == 0 or sentence.doc[located.start - 1].lower_ not in {"his", "her"}:
        return None
    owner = next((p for p in reversed(people) if p.index == sentence.index and p.subject), None)
    if owner is None:
        return None
    for person in reversed(people):
        if (
            person.mention.kind == "person"
            and family_of(person) != family_of(owner)
            and person.country != owner.country
        ):
            return person if sentence.index - person.index <= SENTENCES_BACK + 1 else None
    return None


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


def _same_post(located: Located, people: list[Spoken]) -> Spoken | None:
    """Whom the article has introduced with that post: in the same words first, else with a post that is the same."""
    said, country = located.mention, located.mention.country
    wanted = _plain(fold(said.post or ""))
    holders = [p for p in reversed(people) if p.mention.kind == "person" and (p.country == country or not country)]
    if not wanted:
        return None
    same_words = [p for p in holders if _has_post(wanted, p.words)]
    alike = [p for p in holders if located.post and p.post == located.post and not OF_BODIES & set(p.words.split())]
    return _most_told(same_words or alike, people)


def _most_told(holders: list[Spoken], people: list[Spoken]) -> Spoken | None:
    """Of several in that post the one the article tells most of, at his latest mention."""
    told = Counter(family_of(p) for p in people)
    first = {family: index for index, family in reversed(list(enumerate(family_of(p) for p in people)))}
    return max(holders, key=lambda p: (told[family_of(p)], -first[family_of(p)], p.index), default=None)


def _has_post(wanted: str, words: str) -> bool:
    """Whether somebody's posts have those words: "the president" is no vice president, "the secretary" no deputy."""
    before, found, _ = f" {words} ".partition(f" {wanted} ")
    if before.endswith((" to the", " to")):
        return False  # "the adviser to the Vice President"
    return bool(found) and not (wanted in HIGHEST and before.split(" ")[-1] in LOWER)


OF_BODIES = frozenset({"commission", "council", "parliament"})
"""Their presidents are not meant by "the Prime Minister"."""
HIGHEST = frozenset({"president", "secretary", "prime minister", "chancellor", "secretary general"})
LOWER = frozenset({"vice", "deputy", "assistant", "under", "associate"})


def _plain(post: str) -> str:
    """The words of a post without what describes its holder: "visiting premier", "outgoing president"."""
    words = post.split(" ")
    while len(words) > 1 and words[0] in DESCRIBING:
        words.pop(0)
    return " ".join(words)


DESCRIBING = frozenset({"visiting", "outgoing", "incoming", "new", "newly", "elected", "the", "veteran", "embattled"})


def _counterpart(located: Located, sentence: Sentence, people: list[Spoken], knowledge: Knowledge) -> Located:
    """ "his Chinese counterpart": the Chinese holder of the post that the one before holds."""
    for person in reversed(people):
        if sentence.index - person.index > 1:
            break
        if person.mention.country == located.mention.country and located.mention.country:
            continue
        post = person.post or _usual_post(person.mention.name, knowledge) or ""
        if post or person.words:
            words = knowledge.posts[post].label if post in knowledge.posts else person.mention.post or person.words
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
    """The latest post of the person known by that name, or of the only one with a post who has it as family name."""
    named = [a for a in knowledge.find(name) if a.kind == "person" and a.posts]
    named = named or [a for a in knowledge.by_family_name(name) if a.posts]
    return max(named[0].posts, key=lambda held: held.first or "").post if len({a.id for a in named}) == 1 else None
