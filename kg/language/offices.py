"""Whose office-holder a bare post means, by the government that is speaking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.language.located import Located, Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token


INSTITUTIONS = frozenset(
    {"ministry", "presidency", "office", "palace", "court", "government", "chancellery", "administration"}
)
SAYING = frozenset({"say", "confirm", "announce", "state", "report", "add", "declare", "note", "disclose", "deny"})


def speaking_country(located: Located, sentence: Sentence) -> str | None:
    """The country whose institution says what the post's holder did: "Qatar's foreign ministry confirmed that the
    emir had spoken", "the Kremlin said the president would meet"."""
    verb: Token = sentence.doc[located.head]
    while verb.head != verb and verb.dep_ != "ccomp":
        verb = verb.head
    if verb.dep_ != "ccomp" or verb.head.lemma_.lower() not in SAYING or verb.i < verb.head.i:
        return None
    for subject in (c for c in verb.head.children if c.dep_ == "nsubj"):
        own = [
            m for m in sentence.mentions if m.mention.kind == "state" and subject.left_edge.i <= m.start <= subject.i
        ]
        if own and (own[0].metonym or subject.lower_ in INSTITUTIONS):
            return own[0].mention.country
    return None
