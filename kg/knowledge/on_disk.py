"""An index beside a big people file, so that it need not be read: an SQLite database of names and places in the file.

``people.jsonl`` has its index in ``people.jsonl.index``. It holds byte offsets of lines, and what tells whether the
file is still the one that was indexed.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import msgspec

from kg.knowledge.layers import families_of, names_of, seats_of
from kg.knowledge.sounds import whole_sound_keys
from kg.knowledge.types import ActorRecord

_FORMAT = "3"
_PROBE = 65536
MOST_OF_A_NAME = 50
"""People of one family name, or in one post of one country, that are looked at: where more were imported, neither the
bare name nor the post tells one of them from another. Whole names find everybody."""
_TABLES = """
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE actor (id TEXT PRIMARY KEY, line INTEGER) WITHOUT ROWID;
CREATE TABLE wikidata (id TEXT PRIMARY KEY, line INTEGER) WITHOUT ROWID;
CREATE TABLE name (folded TEXT, line INTEGER, PRIMARY KEY (folded, line)) WITHOUT ROWID;
CREATE TABLE family (folded TEXT, line INTEGER, PRIMARY KEY (folded, line)) WITHOUT ROWID;
CREATE TABLE sound (key TEXT, folded TEXT, PRIMARY KEY (key, folded)) WITHOUT ROWID;
CREATE TABLE seat (post TEXT, place TEXT, line INTEGER, PRIMARY KEY (post, place, line)) WITHOUT ROWID;
"""


def index_path(path: Path) -> Path:
    """Where the index of a people file stands."""
    return path.with_name(path.name + ".index")


def index_is_fresh(path: Path) -> bool:
    """Whether the file has an index, and that index is of the file as it is now."""
    index = index_path(path)
    if not index.exists():
        return False
    with _open(index) as database:
        known = dict(database.execute("SELECT key, value FROM about"))
    return bool(known.get("format") == _FORMAT and known.get("file") == _fingerprint(path))


def write_index(path: Path) -> int:
    """Index a people file (JSON Lines, not packed); gives the number of people. An old index is replaced."""
    index = index_path(path)
    aside = index.with_name(index.name + ".part")
    aside.unlink(missing_ok=True)
    database = sqlite3.connect(aside)
    database.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _TABLES)
    count = sum(_add(database, offset, record) for offset, record in _lines(path))
    about = (("format", _FORMAT), ("file", _fingerprint(path)), ("count", str(count)))
    database.executemany("INSERT INTO about VALUES (?, ?)", about)
    database.commit()
    database.close()
    aside.replace(index)
    return count


def _lines(path: Path) -> Iterator[tuple[int, ActorRecord]]:
    decoder = msgspec.json.Decoder(ActorRecord)
    offset = 0
    with path.open("rb") as file:
        for line in file:
            if line.strip():
                yield offset, decoder.decode(line)
            offset += len(line)


def _add(database: sqlite3.Connection, line: int, record: ActorRecord) -> int:
    database.execute("INSERT OR REPLACE INTO actor VALUES (?, ?)", (record.id, line))
    if record.wikidata:
        database.execute("INSERT OR IGNORE INTO wikidata VALUES (?, ?)", (record.wikidata, line))
    database.executemany("INSERT OR IGNORE INTO name VALUES (?, ?)", [(name, line) for name in names_of(record)])
    database.executemany("INSERT OR IGNORE INTO family VALUES (?, ?)", [(name, line) for name in families_of(record)])
    sounds = [(key, name) for name in families_of(record) for key in whole_sound_keys(name)]
    database.executemany("INSERT OR IGNORE INTO sound VALUES (?, ?)", sounds)
    seats = [(post, place or "", line) for post, place in seats_of(record)]
    database.executemany("INSERT OR IGNORE INTO seat VALUES (?, ?, ?)", seats)
    return 1


def _fingerprint(path: Path) -> str:
    """Size, and a hash of the beginning and the end: enough to see that a file was written anew."""
    size = path.stat().st_size
    with path.open("rb") as file:
        digest = hashlib.sha256(file.read(_PROBE))
        file.seek(max(0, size - _PROBE))
        digest.update(file.read())
    return f"{size}:{digest.hexdigest()}"


def _open(index: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{index.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)


class DiskLayer:
    """The people of an indexed file, read line by line when asked for."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = path.open("rb")
        self._database = _open(index_path(path))
        self._decoder = msgspec.json.Decoder(ActorRecord)
        self._count = int(str(self._ask("SELECT value FROM about WHERE key = 'count'")[0][0]))

    def _ask(self, query: str, *values: object) -> list[tuple[object, ...]]:
        return self._database.execute(query, values).fetchall()

    def _read(self, rows: list[tuple[object, ...]]) -> tuple[ActorRecord, ...]:
        return tuple(self._record(int(str(row[0]))) for row in rows)

    def _record(self, offset: int) -> ActorRecord:
        self._file.seek(offset)
        return self._decoder.decode(self._file.readline())

    def _one(self, query: str, value: str) -> ActorRecord | None:
        return next(iter(self._read(self._ask(query, value))), None)

    def get(self, actor_id: str) -> ActorRecord | None:
        return self._one("SELECT line FROM actor WHERE id = ?", actor_id)

    def with_wikidata(self, wikidata: str) -> ActorRecord | None:
        return self._one("SELECT line FROM wikidata WHERE id = ?", wikidata)

    def named(self, folded: str) -> tuple[ActorRecord, ...]:
        return self._read(self._ask("SELECT line FROM name WHERE folded = ? ORDER BY line", folded))

    def longest(self, beginning: str) -> int:
        blanks = "max(length(folded) - length(replace(folded, ' ', '')))"
        query = f"SELECT {blanks} FROM name WHERE folded = ? OR (folded > ? AND folded < ?)"
        (most,) = self._ask(query, beginning, f"{beginning} ", f"{beginning}!")[0]  # "!" comes next to the blank
        return 0 if most is None else int(str(most)) + 1

    def family(self, folded: str) -> tuple[ActorRecord, ...]:
        return self._read(
            self._ask(f"SELECT line FROM family WHERE folded = ? ORDER BY line LIMIT {MOST_OF_A_NAME}", folded)
        )

    def sounding(self, key: str) -> tuple[str, ...]:
        return tuple(str(row[0]) for row in self._ask("SELECT folded FROM sound WHERE key = ? ORDER BY folded", key))

    def in_post(self, post: str, where: str | None) -> tuple[ActorRecord, ...]:
        query = f"SELECT line FROM seat WHERE post = ? AND place = ? ORDER BY line LIMIT {MOST_OF_A_NAME}"
        return self._read(self._ask(query, post, where or ""))

    def search(self, folded: str, limit: int) -> tuple[ActorRecord, ...]:
        query = "SELECT DISTINCT line FROM name WHERE instr(folded, ?) > 0 ORDER BY line LIMIT ?"
        return self._read(self._ask(query, folded, limit))

    def __iter__(self) -> Iterator[str]:
        return (str(row[0]) for row in self._database.execute("SELECT id FROM actor ORDER BY line"))

    def __len__(self) -> int:
        return self._count
