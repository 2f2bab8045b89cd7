"""Writing a people file and its index."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from pathlib import Path

import msgspec

from kg.knowledge.on_disk import write_index
from kg.knowledge.types import ActorRecord


def write_people(records: Iterable[ActorRecord], output: Path) -> int:
    """Write the records, one JSON object a line, and index them; gives their number.

    The file is written aside and renamed, so that a failure leaves an older one as it was. Empty fields are left out.
    """
    aside = output.with_name(output.name + ".part")
    count = 0
    packed = output.suffix == ".gz"
    with gzip.GzipFile(aside, "wb", mtime=0) if packed else aside.open("wb") as file:
        for record in records:
            file.write(msgspec.json.encode(_filled(record)) + b"\n")
            count += 1
    aside.replace(output)
    if not packed:
        write_index(output)
    return count


def _filled(record: ActorRecord) -> dict[str, object]:
    fields = {name: getattr(record, name) for name in ("id", "label", "kind", *_OPTIONAL)}
    posts = [{name: getattr(post, name) for name in _POST if getattr(post, name)} for post in record.posts]
    kept = {name: value for name, value in fields.items() if value and (name != "kind" or value != "person")}
    return kept | ({"posts": posts} if posts else {})


_OPTIONAL = ("aliases", "misspellings", "country", "family_name", "sex", "members", "wikidata")
_POST = ("post", "country", "title", "first", "last", "organization")
