"""What is known before an article is read: states, posts, organizations, people, places, given names.

>>> from kg.knowledge import load
>>> knowledge = load()
>>> knowledge.state_words["kremlin"].code
'RU'
"""

from __future__ import annotations

from kg.knowledge.folding import fold
from kg.knowledge.knowledge_base import Knowledge
from kg.knowledge.loading import load, shipped
from kg.knowledge.types import Post, State, StateForm, StateWord

__all__ = ["Knowledge", "Post", "State", "StateForm", "StateWord", "fold", "load", "shipped"]
