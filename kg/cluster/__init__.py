"""The same stages on Apache Spark, for more articles than one machine reads: the extra ``spark``, and Java 17.

Articles are spread over partitions and extracted there by the function that one machine uses; a partition that fails is
done again and leaves nothing twice. Linking looks at all reports at once, because groups chain from one to the next; so
the reports, and no articles but the beginnings of those that tell of a meeting, are collected on the driver. What comes
out, as Parquet and N-Quads, is what one machine gives, in another order.
"""

from __future__ import annotations

from kg.cluster.extracting import extract_to_parquet
from kg.cluster.linking import link_to_files
from kg.cluster.sessions import ClusterError, open_session

__all__ = ["ClusterError", "extract_to_parquet", "link_to_files", "open_session"]
