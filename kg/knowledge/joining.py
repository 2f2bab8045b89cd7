"""One record of an actor of whom several layers of files tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.knowledge.folding import fold
from kg.knowledge.layers import Layer
from kg.knowledge.types import ActorRecord


class JoinedRecords:
    """The records of all layers, the shipped one first, each as all of them together tell it.

    A record with an id of an earlier layer replaces that record, and one with the Wikidata id, or the label and
    country, of a person of an earlier layer adds its names and posts to that person.
    """

    def __init__(self, layers: Sequence[Layer]) -> None:
        self._layers = tuple(layers)
        self._known: dict[str, ActorRecord] = {}

    def get(self, actor_id: str) -> ActorRecord | None:
        """The record with that id, with what later layers add to it."""
        known = self._known.get(actor_id)
        if known is None:
            record = next((r for layer in reversed(self._layers) if (r := layer.get(actor_id))), None)
            if record is None:
                return None
            known = self._known[record.id] = self._with_additions(record)
        return known

    def canonical(self, record: ActorRecord) -> ActorRecord:
        """The joined record of the earlier person that a layer's record adds to, else its own."""
        for layer in self._layers[:-1]:
            if (same := _same(record, layer)) is not None:
                return self.get(same.id) or record
        if len(self._layers) == 2:  # of the one layer over the shipped: its record as it was read
            return self._known.setdefault(record.id, record)
        return self.get(record.id) or record

    def ids(self, kinds: tuple[str, ...]) -> Iterator[str]:
        """Ids of all actors of these kinds, each once, in order of the layers and of their files."""
        seen: set[str] = set()
        for layer in self._layers:
            for actor_id in layer:
                record = layer.get(actor_id)
                if record and record.kind in kinds and (name := self.canonical(record).id) not in seen:
                    seen.add(name)
                    yield name

    def _with_additions(self, record: ActorRecord) -> ActorRecord:
        for layer in self._layers[1:]:
            addition = _same(record, layer)
            if addition is not None and addition.id != record.id:
                record = _joined(record, addition)
        return record


def _same(record: ActorRecord, layer: Layer) -> ActorRecord | None:
    """The record of a layer that is the same one: by id, by Wikidata id, or by label and country (people only)."""
    found = layer.get(record.id) or (layer.with_wikidata(record.wikidata) if record.wikidata else None)
    if found is not None or record.kind != "person" or record.country is None:
        return found
    for other in layer.named(fold(record.label)):
        apart = record.wikidata and other.wikidata and record.wikidata != other.wikidata
        if other.kind == "person" and other.country == record.country and not apart:
            return other
    return None


def _joined(record: ActorRecord, addition: ActorRecord) -> ActorRecord:
    taken = {fold(name) for name in (record.label, *record.aliases, *record.misspellings)}
    names = tuple(name for name in (addition.label, *addition.aliases) if fold(name) not in taken)
    known = {(post.post, post.country) for post in record.posts}
    posts = tuple(post for post in addition.posts if (post.post, post.country) not in known)
    return ActorRecord(
        id=record.id,
        label=record.label,
        kind=record.kind,
        aliases=record.aliases + names,
        misspellings=record.misspellings + addition.misspellings,
        country=record.country,
        posts=record.posts + posts,
        family_name=record.family_name,
        sex=record.sex or addition.sex,
        members=record.members or addition.members,
        wikidata=record.wikidata or addition.wikidata,
    )
