"""python3 tulip_gexf.py FILE: reads a GEXF file with Debian's Tulip; prints nodes and edges, a line of JSON each.

Its package for Python's registry has no reader of GEXF; Debian's has, for Debian's own Python.
"""

from __future__ import annotations

import json
import sys

from tulip import tlp

graph = tlp.importGraph("GEXF", {"filename": sys.argv[1]})
names = [name for name in graph.getProperties() if not name.startswith("view")]
label = graph["viewLabel"]
for node in graph.getNodes():
    values = {name: graph[name].getNodeStringValue(node) for name in names}
    print(json.dumps({"label": label.getNodeStringValue(node), **values}))
for edge in graph.getEdges():
    ends = [label.getNodeStringValue(end) for end in (graph.source(edge), graph.target(edge))]
    print(json.dumps({"ends": ends, "confidence": graph["confidence"].getEdgeValue(edge)}))
