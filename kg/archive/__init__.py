"""The archive: one SQLite file that keeps articles, what each says, a person's decisions, and the meetings of them all.

>>> from kg.archive import Archive
>>> with Archive.create("news.kg") as archive:                           # doctest: +SKIP
...     add(archive, sources.read(["articles/"]), settings=Settings())
...     export(archive.findings(), Path("graph"))

What is inside is always whole: a reader sees the articles and exactly the meetings that follow from them. Adding is
done in two steps, so that it may be killed at any moment. First each article is extracted and laid aside, in small
transactions; then, in one transaction, all that is laid aside takes its place and the meetings are derived anew.
Removing is one transaction. The meetings depend on the set of articles alone, so an article taken back leaves no
trace in them.
"""

from __future__ import annotations

from kg.archive.adding import Added, add
from kg.archive.archive import Archive
from kg.archive.connection import ArchiveError
from kg.archive.searching import Found

__all__ = ["Added", "Archive", "ArchiveError", "Found", "add"]
