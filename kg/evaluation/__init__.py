"""How good the reports are: extracted meetings against a gold annotation, document by document.

Detection: a predicted meeting finds a gold one when they share at least two participants and their dates,
where both are known, are no more than a day apart. Pairs are chosen one to one, best first. Gold meetings
that are domestic, not specific, or with fewer than two required participants are not counted: finding them
neither helps nor hurts. Nor is a visit whose contact is told by another meeting that was found.
Strict: a found meeting with all required participants and none wrong, and dates, place and status right.
"""

from __future__ import annotations

from kg.evaluation.annotations import Annotation, read_gold, read_predicted
from kg.evaluation.figures import Figures, Interval, Tally, bootstrap
from kg.evaluation.scoring import Finding, Scores, score

__all__ = [
    "Annotation",
    "Figures",
    "Finding",
    "Interval",
    "Scores",
    "Tally",
    "bootstrap",
    "read_gold",
    "read_predicted",
    "score",
]
