"""Later sentences that add parties to a meeting already told: "also took part", "was also present"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extractors.lexicon import context
from kg.extractors.sight import Clause, sighting
from kg.model import Sighting


def sight_joining(clause: Clause) -> Iterator[Sighting]:
    """The sentence's "also participated", as a sighting that points back."""
    sentence = clause.sentence
    for verb in sentence.span:
        lemma = verb.lemma_.lower()
        if verb.pos_ not in {"VERB", "AUX"} or not _joins(verb, lemma):
            continue
        if any(t.i in clause.triggers for t in verb.subtree):
            continue  # the noun of the meeting is there: it speaks for itself
        subjects = clause.arguments.subjects(verb)
        if lemma in {"join", "accompany"} and any(c.dep_ == "auxpass" for c in verb.children):
            subjects = [*subjects, *clause.arguments.after_prepositions([verb], frozenset({"by"}))]
        if subjects:
            yield sighting(
                clause,
                verb,
                family="joining",
                kind="meeting",
                medium="unknown",
                parties=[(m, "participant") for m in subjects],
                anaphoric=True,
                confidence=0.6,
            )


def _joins(verb: object, lemma: str) -> bool:
    children = {c.lower_ for c in verb.children}  # type: ignore[attr-defined]
    if lemma == "be":
        return "present" in children and bool(children & {"also", "too"})
    if lemma == "take":
        return "part" in children and bool(children & {"also", "in"})
    if lemma == "accompany":
        return True
    return lemma in context().joining - {"take", "present", "accompany"} and "also" in children
