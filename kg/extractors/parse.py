"""Ways through the parse of a sentence: to the verb over a noun, to the root, along a list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token


def governor(token: Token) -> Token | None:
    """The verb that an event noun depends on, through prepositions, nouns ("a series of meetings") and lists."""
    current = token
    for _ in range(8):
        head = current.head
        if head == current:
            return None
        verbal = head.pos_ in {"VERB", "AUX"} or any(c.dep_ == "aux" and c.lower_ == "to" for c in head.children)
        if verbal and head.dep_ != "prep" and head.lower_ != "following":  # "following talks" hangs on the verb above
            return head
        if current.dep_ in {"poss"}:
            return None
        current = head
    return None


def upwards(token: Token) -> list[Token]:
    """The token and everything above it in the parse, the root last."""
    path = [token]
    while (head := token.head) != token:
        path.append(head)
        token = head
    return path


def coordinated(token: Token) -> Iterator[Token]:
    """The token and what is coordinated to it, or put beside its name as another name."""
    queue = [token]
    while queue:
        current = queue.pop(0)
        yield current
        queue += [c for c in current.children if c.dep_ == "conj" and c.pos_ not in {"VERB", "AUX"}]
        queue += [c for c in current.children if c.dep_ == "appos" and c.pos_ == "PROPN" and current.pos_ == "PROPN"]
