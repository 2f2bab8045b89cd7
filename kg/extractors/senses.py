"""What verbs of meeting say of teams, not of states."""

from __future__ import annotations

from kg.extractors.lexicon import context
from kg.extractors.sight import Clause
from kg.language.located import Located


def is_match(clause: Clause, parties: list[Located]) -> bool:
    """A match of teams that go by the names of their countries: "Germany meet Spain in the semi-finals"."""
    teams = all(m.mention.kind == "state" and m.mention.span.quote == m.mention.name for m in parties)
    return teams and any(
        t.lower_ in context().sport and (t.pos_ in {"NOUN", "PROPN"} or t.dep_ == "pobj") for t in clause.sentence.span
    )
