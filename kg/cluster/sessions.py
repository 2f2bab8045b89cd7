"""The connection to Spark, set up for work that is heavy in Python and light in data."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from shutil import which
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

AT_ONCE = 64
"""Articles handed to a worker at once: so many are in its memory."""


class ClusterError(RuntimeError):
    """Spark or Java is not there, or what the cluster is to read or write cannot be used."""


@contextmanager
def open_session(master: str, *, partitions: int) -> Iterator[SparkSession]:
    """A session on ``master`` ("local[2]", "spark://host:7077", "yarn"), ended with the block. Raises ClusterError."""
    if find_spec("pyspark") is None:
        raise ClusterError("pyspark is not installed: pip install 'diplomacy-kg[spark]'")
    if which("java") is None and not os.environ.get("JAVA_HOME"):
        raise ClusterError("there is no Java: install version 17 or newer (Debian: openjdk-17-jre-headless)")
    from pyspark.sql import SparkSession

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    session = (
        SparkSession.builder.master(master)
        .appName("diplomacy-kg")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.sql.shuffle.partitions", partitions)
        .config("spark.sql.adaptive.coalescePartitions.enabled", "false")  # small data can be much work
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", AT_ONCE)
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.executorEnv.OMP_NUM_THREADS", "1")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    try:
        yield session
    finally:
        session.stop()
