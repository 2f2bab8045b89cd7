"""SPARQL over the whole dataset of an archive, the merged view in the default graph, a named graph an article.

The statements are written to a store beside the archive when they are asked for first, and anew when the archive has
changed. A query runs in a process of its own, which is ended when its time is over, and reaches nothing but the store.
"""

from __future__ import annotations

from kg.sparql.asking import SparqlAnswer, SparqlError, ask
from kg.sparql.examples import Example, examples
from kg.sparql.store import store_of

__all__ = ["Example", "SparqlAnswer", "SparqlError", "ask", "examples", "store_of"]
