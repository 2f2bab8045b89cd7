"""Articles to reports, partition by partition, into Parquet."""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from kg.archive.codec import pack
from kg.cluster.sessions import AT_ONCE, ClusterError
from kg.model import Article, Problem
from kg.pipeline import Extractor, Settings, extraction
from kg.sources import dated, read
from kg.sources.inputs import DEFAULT_LIMIT, ending_of
from kg.sources.json_files import line_articles

if TYPE_CHECKING:
    from pyarrow import RecordBatch
    from pyspark.sql import DataFrame, SparkSession

LIST = ".paths"
"""How the name of a list of web archives ends, before ".gz" if it has that."""
READ = "id string, digest binary, article binary, problem binary"
"""An article as it was read, or why it was not; ``id`` is then where."""
EXTRACTED = "id string, article binary, reports binary, problem binary"
"""An article as cleaned and its reports, as JSON of the model's types; ``reports`` is null where there are none."""

Row = dict[str, Any]


def extract_to_parquet(
    session: SparkSession, inputs: Sequence[str], output: str, *, settings: Settings, published: dt.date | None = None
) -> int:
    """Extract the articles of JSON Lines, Parquet and web archives into a new folder of Parquet; how many problems.

    Web archives are read as streams by the workers, so that their paths must hold there, too.

    Of articles with one id the one with the least digest of its content is taken, and a problem says that there are
    others; one machine takes the first, but a cluster knows no first. Raises ClusterError.
    """
    from pyspark.sql import functions as f

    items: DataFrame | None = None
    for name in inputs:
        archives = _archives(name)
        rows = _archive_names(session, archives) if archives else _lines(session, name)
        found = rows.mapInArrow(partial(_read_archives if archives else _read, published=published), READ)
        items = found if items is None else items.unionByName(found)
    if items is None:
        raise ClusterError("nothing to read: name files or folders of JSON Lines, Parquet or web archives")
    one_each = items.groupBy("id").agg(
        f.min(f.struct("digest", "article", "problem")).alias("first"), f.countDistinct("digest").alias("texts")
    )
    given = one_each.select("id", "first.article", "first.problem", "texts")
    given.mapInArrow(partial(_extract, settings=settings), EXTRACTED).write.parquet(output, compression="zstd")
    return int(session.read.parquet(output).where("problem is not null").count())


def _archives(name: str) -> list[str]:
    """The web archives that an input means: itself, those of a folder, or those of a list, one path a line, which may
    start from the list's folder ("warc.paths.gz")."""
    path, lowered = Path(name), name.casefold().removesuffix(".gz")
    if "://" in name and lowered.endswith((".warc", LIST)):
        raise ClusterError(f"{name}: workers read web archives by their paths: mount the store and name the path")
    if path.is_dir():
        return sorted(str(each) for each in path.rglob("*") if ending_of(each.name, [".warc"]) and each.is_file())
    if lowered.endswith(LIST) and path.is_file():
        text = (gzip.decompress if path.suffix.casefold() == ".gz" else bytes)(path.read_bytes()).decode("utf-8")
        return [str(path.parent / line.strip()) for line in text.splitlines() if line.strip()]
    return [name] if lowered.endswith(".warc") else []


def _archive_names(session: SparkSession, archives: Sequence[str]) -> DataFrame:
    """Each archive is a task of its own."""
    rows = session.sparkContext.parallelize([(each,) for each in archives], len(archives))
    return session.createDataFrame(rows, "value string")


def _read_archives(batches: Iterable[RecordBatch], *, published: dt.date | None) -> Iterator[RecordBatch]:
    for batch in batches:
        items = iter(read(batch.column(0).to_pylist(), published=published))
        while rows := [_read_row(item) for item in islice(items, AT_ONCE)]:
            yield _batch(rows, READ)


def _lines(session: SparkSession, name: str) -> DataFrame:
    """The articles of one input as lines of JSON."""
    from pyspark.sql import functions as f

    path = Path(name)
    if "://" not in name and not path.exists():
        raise ClusterError(f"{name} does not exist: name a file or folder of JSON Lines, Parquet or web archives")
    if name.rstrip("/").endswith(".parquet") or (path.is_dir() and any(path.glob("*.parquet"))):
        table = session.read.parquet(name)
        return table.select(f.to_json(f.struct(*(f.col(f"`{column}`") for column in table.columns))).alias("value"))
    return session.read.text(name)


def _read(batches: Iterable[RecordBatch], *, published: dt.date | None) -> Iterator[RecordBatch]:
    for batch in batches:
        rows: list[Row] = []
        for line in batch.column(0).to_pylist():
            where = f"line {hashlib.blake2b(line.encode(), digest_size=8).hexdigest()}"
            for item in line_articles(line, where=where, limit=DEFAULT_LIMIT):
                rows.append(_read_row(dated(item, published) if isinstance(item, Article) else item))
        yield _batch(rows, READ)


def _read_row(item: Article | Problem) -> Row:
    if isinstance(item, Problem):
        body = msgspec.json.encode(item)
        return {"id": item.where, "digest": _digest(body), "article": None, "problem": body}
    try:
        body = pack(item)
    except UnicodeEncodeError:
        cause = "the text holds half a surrogate pair, which no file can keep"
        return _read_row(Problem(where=item.id, cause=cause, remedy="fetch it again in the right encoding"))
    return {"id": item.id, "digest": _digest(f"{item.title}\n{item.text}".encode()), "article": body, "problem": None}


def _digest(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=16).digest()


_loaded: dict[bytes, Extractor] = {}
"""The extractor of a worker process by what it was loaded for: a worker does many partitions."""


def _extractor(settings: Settings) -> Extractor:
    key = msgspec.json.encode([settings.model, list(map(str, settings.knowledge)), repr(settings)])
    if key not in _loaded:
        _loaded.clear()
        _loaded[key] = Extractor.load(settings)
    return _loaded[key]


def _extract(batches: Iterable[RecordBatch], *, settings: Settings) -> Iterator[RecordBatch]:
    for batch in batches:
        rows: list[Row] = []
        for given in batch.to_pylist():
            if given["problem"] is not None:
                rows.append(_row(given["id"], problem=given["problem"]))
                continue
            done = extraction(_extractor(settings), msgspec.json.decode(given["article"], type=Article))
            if done.problem is not None:
                rows.append(_row(given["id"], problem=msgspec.json.encode(done.problem)))
            if done.article is not None:
                reports = pack(done.reports) if done.reports else None
                rows.append(_row(given["id"], article=pack(done.article), reports=reports))
            if given["texts"] > 1:
                clash = Problem(
                    where=given["id"], cause="another article has this id too", remedy="give it an id of its own"
                )
                rows.append(_row(given["id"], problem=msgspec.json.encode(clash)))
        yield _batch(rows, EXTRACTED)


def _row(id_: str, *, article: bytes | None = None, reports: bytes | None = None, problem: bytes | None = None) -> Row:
    return {"id": id_, "article": article, "reports": reports, "problem": problem}


def _batch(rows: Sequence[Row], schema: str) -> RecordBatch:
    import pyarrow

    kinds = {"string": pyarrow.string(), "binary": pyarrow.binary()}
    columns = [column.split() for column in schema.split(", ")]
    return pyarrow.RecordBatch.from_pylist(
        list(rows), schema=pyarrow.schema([(name, kinds[kind]) for name, kind in columns])
    )
