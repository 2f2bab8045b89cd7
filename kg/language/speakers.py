"""Who says "I": the speaker of a quotation, of a turn in a transcript, or of a whole address.

Three ways, tried in this order: the label before a turn ("PRESIDENT BIDEN: ..."), the sentence that a quotation
stands in or next to ("..., Macron said"), and a title or byline that says whose words the article gives
("Remarks by ...", "Address by ...").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from kg.knowledge.folding import fold
from kg.language.located import SPEAKER, Located, Sentence
from kg.language.quotations import quotations, quoted
from kg.model import Mention

QUOTE_SENTENCES_BACK = 4
"""How many sentences a speaker named once goes on speaking in further quotations."""

_LABEL = re.compile(
    r"(?P<label>[A-ZÀ-Ž](?:[^\n:.!?\"“”]{1,90}?|[A-Za-z]{0,3}\. [^\n:.!?\"“”]{1,40}))\s*(?:\([^)\n]{0,40}\)\s*)?:(?=\s)"
)
_QUESTION = re.compile(r"(?:Q|QUESTION|Question)\b[:.]?\s")
_WORDS_OF = re.compile(
    r"\b(?:remarks|address(?:es)?|statement|speech|message|letter|comments|op-?ed|keynote|testimony|vlog|greetings?)\b",
    re.IGNORECASE,
)


_BRIEFING = re.compile(r"\b(?:press|news|background) (?:briefing|gaggle|call)\b|\bbackground press\b", re.IGNORECASE)
_SPOKESMAN = re.compile(r"spokes|press secretary|communications director|press officer", re.IGNORECASE)
_ANNOUNCED = re.compile(
    r"^(?:\w+ )?(?:statement|read-?out|message|note|briefing|announcement)s? (?:by|from) ", re.IGNORECASE
)
_SOURCE = re.compile(r"\w(?:: | [-–—] )(?P<who>[A-Z][\w.&]*(?: [\w.&]+)?)\s*$")
"""Who a headline says it is told by: "to meet on Friday: TASS", "will visit Russia - RIA"."""
_ON_ANOTHER = re.compile(r"\s+on (?!(?:his|her|their|our|my|its)\b)", re.IGNORECASE)


@dataclass(slots=True)
class _Turn:
    """Whose words are being read."""

    speaker: Mention | None = None
    labelled: bool = False
    quoted: Mention | None = None
    quoted_at: int = -99
    everybody: list[Mention] = field(default_factory=list)


def resolve_speakers(sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """The same sentences, "I", "we" and "you" pointing to whom they stand for, where the article tells."""
    if not any(m.says_i for s in sentences for m in s.mentions):
        return tuple(sentences)
    if any(s.is_title and _BRIEFING.search(s.passage.text) for s in sentences):
        return tuple(sentences)  # "we" is whom the spokesman speaks for
    titled = [*_speakers_of_titles(sentences), *_labelled(sentences), *_met_in_title(sentences)]
    titled = [m for n, m in enumerate(titled) if not any(_same(m, other) for other in titled[:n])]
    turn = _Turn(speaker=next(iter(_speakers_of_titles(sentences)), None) or _byline(sentences), everybody=titled)
    host = turn.speaker
    resolved: list[Sentence] = []
    for n, sentence in enumerate(sentences):
        if n == 0 or sentence.passage is not sentences[n - 1].passage:
            _next_turn(sentence, turn, host, [s for s in sentences if s.passage is sentence.passage])
        if not any(m.says_i for m in sentence.mentions):
            resolved.append(sentence)
            continue
        mentions = []
        for located in sentence.mentions:
            if not located.says_i:
                mentions.append(located)
                continue
            start = located.mention.span.start - sentence.passage.start
            quotation = next(((a, b) for a, b in quotations(sentence.passage) if a <= start < b), None)
            who = _who(located, quotation, sentences, n, turn)
            mentions.append(_pointed(located, who))
            beside = _beside_him(who, turn) if _means_both(located, sentence) else None
            if beside is not None:
                also = replace(located.mention, refers_to=(beside,), country=beside.country)
                mentions.append(replace(located, mention=also))
        resolved.append(replace(sentence, mentions=tuple(mentions)))
    return tuple(resolved)


def announces(located: Located, sentence: Sentence) -> bool:
    """Whether a title names somebody only as the one who tells: "Statement by Spokesperson X on Y's trip", "X on Y",
    "Lavrov meets Fidan: TASS"; or a state only as what follows is about: "Djibouti - Meeting between X and Y"."""
    if not sentence.is_title:
        return False
    text, start = sentence.passage.text, located.mention.span.start - sentence.passage.start
    if (source := _SOURCE.search(text)) is not None and start >= source.start("who"):
        return True
    if located.mention.kind == "state" and located.start == sentence.span.start:
        dash = located.end < len(sentence.doc) and sentence.doc[located.end].text in {"-", "–", "—"}
        apart = dash and bool(sentence.doc[located.end - 1].whitespace_)
        return apart and sum(m.mention.kind in {"person", "description"} for m in sentence.mentions) > 1
    if located.mention.kind != "person":
        return False
    announced = _ANNOUNCED.match(text)
    if announced is not None and _SPOKESMAN.search(located.mention.post or ""):
        return re.search(r"\b(?:on|of|about|announcing)\b", text[announced.end() : start]) is None
    return start == 0 and _ON_ANOTHER.match(text, located.mention.span.end - sentence.passage.start) is not None


def is_label(located: Located, sentence: Sentence) -> bool:
    """Whether a mention is the label of a turn ("MR PRICE:"): nobody speaks of himself as "he"."""
    label = None if sentence.is_title else _LABEL.match(sentence.passage.text)
    return label is not None and located.mention.span.end - sentence.passage.start < label.end()


def _pointed(located: Located, who: Mention | None) -> Located:
    if who is None or _SPOKESMAN.search(who.post or ""):
        return located
    return replace(located, mention=replace(located.mention, refers_to=(who,)))


def _who(
    located: Located, quotation: tuple[int, int] | None, sentences: Sequence[Sentence], n: int, turn: _Turn
) -> Mention | None:
    speaker = turn.speaker
    if not turn.labelled and quotation is not None:
        speaker = quoted(quotation, sentences, n)
        if speaker is not None:
            turn.quoted, turn.quoted_at = speaker, n
        elif n - turn.quoted_at <= QUOTE_SENTENCES_BACK:
            speaker = turn.quoted
    if located.mention.name in SPEAKER:
        return speaker
    return _beside_him(speaker, turn)


def _means_both(located: Located, sentence: Sentence) -> bool:
    """ "We met in Munich two weeks ago", said to the one who stands beside: a verb of meeting with nobody else."""
    token = sentence.doc[located.head]
    verb = token.head
    if located.mention.name != "we" or token.dep_ != "nsubj" or verb.lemma_ not in {"meet", "speak", "talk"}:
        return False
    if verb.tag_ not in {"VBD", "VBN"} or any(c.dep_ in {"dobj", "neg"} for c in verb.children):
        return False
    return not any(c.dep_ in {"prep", "agent"} and c.lower_ in {"with", "to", "of", "about"} for c in verb.children)


def _beside_him(speaker: Mention | None, turn: _Turn) -> Mention | None:
    """The other of the two who speak in a transcript."""
    others = [m for m in turn.everybody if speaker is not None and not _same(m, speaker)]
    return others[0] if turn.labelled and len(turn.everybody) == 2 and len(others) == 1 else None


def _same(one: Mention, other: Mention) -> bool:
    """Two names of one person: a name in common ("SECRETARY BLINKEN", "FOREIGN MINISTER HAYASHI")."""
    return bool({w for w in fold(one.name).split() if len(w) > 2} & {w for w in fold(other.name).split() if len(w) > 2})


def _speakers_of_titles(sentences: Sequence[Sentence]) -> list[Mention]:
    """Whose words the title says the article gives: "Remarks by President X and Prime Minister Y ..."."""
    found: list[Mention] = []
    for sentence in sentences:
        if not sentence.is_title:
            continue
        said = _WORDS_OF.search(sentence.span.text)
        people = [m for m in sentence.mentions if m.mention.kind == "person" and not m.mention.doubtful]
        if said is None:
            found += [m.mention for m in people] if _BEFORE.search(sentence.span.text) else []
            continue
        for person in people:
            before = {t.lower_ for t in sentence.doc[max(sentence.span.start, person.start - 2) : person.start]}
            if found or before & {"by", "from", "of", "and", ","} or person.start == sentence.span.start:
                found.append(person.mention)
    return found


_BEFORE = re.compile(
    r"\b(?:before|after|at|following)\b.{0,40}\b(?:meeting|talks|press|bilateral|conversation)", re.IGNORECASE
)


_MEETING_WITH = re.compile(r"(?:meeting|talks|conversation|consultations|call)\b.{0,30}?\bwith\b", re.IGNORECASE)


def _met_in_title(sentences: Sequence[Sentence]) -> list[Mention]:
    """Whom the speaker of a transcript has before him: "Meeting with President X"."""
    titles = [s for s in sentences if s.is_title and _MEETING_WITH.match(s.span.text)]
    return [m.mention for s in titles for m in s.mentions if m.mention.kind == "person" and not m.mention.doubtful]


def _byline(sentences: Sequence[Sentence]) -> Mention | None:
    """A first line that only names an office-holder with the post: "Jane Doe, Secretary of State"."""
    body = [s for s in sentences if not s.is_title][:1]
    for sentence in body:
        people = [m for m in sentence.mentions if m.mention.kind == "person" and m.mention.post]
        if len(people) == 1 and len(sentence.passage.text) < 80 and not any(t.pos_ == "VERB" for t in sentence.span):
            return people[0].mention
    return None


def _next_turn(sentence: Sentence, turn: _Turn, host: Mention | None, passage: list[Sentence]) -> None:
    """Read the label that a paragraph may begin with."""
    text = sentence.passage.text
    if _QUESTION.match(text):
        turn.speaker, turn.labelled = None, True
        return
    label = _LABEL.match(text)
    if label is None:
        if sentence.is_title or not turn.labelled:
            turn.speaker, turn.labelled = host, False
        return
    person = _labelled_person(label, passage)
    if person is not None:
        turn.speaker, turn.labelled = person, not sentence.is_title
    elif label["label"].isupper() and len(label["label"]) > 3:
        turn.speaker, turn.labelled = _by_post(label["label"], turn.everybody), True


def _labelled_person(label: re.Match[str], passage: Sequence[Sentence]) -> Mention | None:
    """Who is named in the label that a paragraph begins with."""
    end = passage[0].passage.start + label.end()
    inside = [m.mention for s in passage for m in s.mentions if m.mention.span.end < end]
    return next((m for m in reversed(inside) if m.kind == "person"), None)


def _labelled(sentences: Sequence[Sentence]) -> list[Mention]:
    """Everybody who speaks in a transcript, in the order of the first words of each."""
    found = []
    for _, group in groupby((s for s in sentences if not s.is_title), key=lambda s: s.passage):
        passage = list(group)
        label = _LABEL.match(passage[0].passage.text)
        person = _labelled_person(label, passage) if label is not None else None
        if person is not None:
            found.append(person)
    return found


def _by_post(label: str, people: Sequence[Mention]) -> Mention | None:
    """ "THE PRESIDENT": the first of the speakers with that post."""
    post = fold(label).removeprefix("the ").strip()
    return next((m for m in people if post and fold(m.post or "") == post), None)
