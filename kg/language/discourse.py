"""Who has been spoken of at each place of an article, with what the article has said of him by then."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.knowledge.folding import fold
from kg.language.located import Located, Sentence
from kg.language.speakers import announces, is_label
from kg.model import Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """Somebody spoken of at a place of the text, with the post and country that the article has given him by then."""

    index: int
    """Of the sentence."""
    located: Located
    subject: bool
    acting: int | None
    """The verb whose subject he is, alone or with others; None where he is no subject."""
    post: str | None
    words: str
    country: str | None
    telling: bool
    """Whether the text names him here only as the one who tells it."""

    @property
    def mention(self) -> Mention:
        return self.located.mention


class Discourse:
    """Who has been spoken of so far, in the order of the text."""

    def __init__(self) -> None:
        self.spoken: list[Spoken] = []
        self._introduced: dict[str, Spoken] = {}

    def add(self, located: Located, sentence: Sentence) -> None:
        """One more mention of somebody; a bare family name has the post that came with the full name."""
        said = located.mention
        family = fold(said.name).rpartition(" ")[2]
        before = self._introduced.get(family) if family else None
        one = Spoken(
            index=sentence.index,
            located=located,
            subject=_is_subject(sentence.doc[located.head]),
            acting=_verb_of(located, sentence),
            post=located.post or (before.post if before else None),
            words=fold(said.post or "") or (before.words if before else ""),
            country=said.country or (before.country if before else None),
            telling=announces(located, sentence) or is_label(located, sentence),
        )
        self.spoken.append(one)
        if family:
            self._introduced[family] = one


def _is_subject(token: Token) -> bool:
    """Whether somebody does what a verb says, himself or by another name: "its new head, Mark Rutte, will visit"."""
    while token.dep_ in {"appos", "compound"} and token.head != token:
        token = token.head
    return token.dep_ in SUBJECTS


def _verb_of(located: Located, sentence: Sentence) -> int | None:
    """The verb that somebody is the subject of, through lists: "Putin and Xi said"."""
    token = sentence.doc[located.head]
    while token.dep_ in {"conj", "appos", "compound"} and token.head != token:
        token = token.head
    return token.head.i if token.dep_ in SUBJECTS else None


def family_of(person: Spoken) -> str:
    """The last word of somebody's name, folded: by it the article goes on to call him."""
    return fold(person.mention.name).rpartition(" ")[2]
