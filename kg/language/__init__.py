"""From passages to analysed sentences: parse, mentions, and what pronouns and descriptions refer to."""

from kg.language.analysis import Analysis, Located, Sentence, analyse
from kg.language.loading import load_language

__all__ = ["Analysis", "Located", "Sentence", "analyse", "load_language"]
