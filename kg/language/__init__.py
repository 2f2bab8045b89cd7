"""From passages to analysed sentences: parse, mentions, and what pronouns and descriptions refer to."""

from kg.language.analysis import Analyser, Analysis, Located, Sentence, Steps
from kg.language.loading import load_language

__all__ = ["Analyser", "Analysis", "Located", "Sentence", "Steps", "load_language"]
