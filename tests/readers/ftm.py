"""python ftm.py FILE: validates each entity of a file with FollowTheMoney's own library; prints its properties.

Runs in an environment of its own (``make readers``): the library brings much that kg does not need.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from followthemoney import model

for line in Path(sys.argv[1]).read_text(encoding="utf-8").split("\n"):
    if line:
        given = json.loads(line)
        model.get(given["schema"]).validate(given)
        entity = model.get_proxy(given, cleaned=False)
        print(json.dumps({"id": entity.id, "properties": entity.to_dict()["properties"]}))
