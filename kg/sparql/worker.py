"""The process that answers one query: ``python worker.py STORE``, the request on standard input as JSON.

It writes one JSON object: the answer in the standard form, or what was wrong with the query. Ending it ends the query.
"""

from __future__ import annotations

import json
import sys
from itertools import islice
from typing import Any


def answer(folder: str, query: str, *, prefixes: dict[str, str], most: int) -> dict[str, Any]:
    """The result of the query over the store in that folder."""
    from pyoxigraph import QueryBoolean, QuerySolutions, Store

    try:
        result = Store.read_only(folder).query(query, prefixes=prefixes)
        if isinstance(result, QueryBoolean):
            return {"boolean": bool(result)}
        if isinstance(result, QuerySolutions):
            names = [variable.value for variable in result.variables]
            rows = [[_term(solution[name]) for name in names] for solution in islice(result, most + 1)]
            return {"variables": names, "rows": rows[:most], "more": len(rows) > most}
        lines = sorted(f"{triple} ." for triple in islice(result, most + 1))
        return {"triples": lines[:most], "more": len(lines) > most}
    except SyntaxError as error:
        return {"error": f"the query is not SPARQL: {error}"}
    except (OSError, ValueError) as error:
        return {"error": f"the query cannot be answered: {error}"}


def _term(term: Any) -> dict[str, str] | None:
    """A term as SPARQL 1.1 Query Results JSON has it; None for an unbound variable."""
    from pyoxigraph import BlankNode, Literal, NamedNode

    if term is None:
        return None
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if not isinstance(term, Literal):
        return {"type": "literal", "value": str(term)}
    told = {"type": "literal", "value": term.value}
    if term.language:
        return {**told, "xml:lang": term.language}
    plain = term.datatype.value == "http://www.w3.org/2001/XMLSchema#string"
    return told if plain else {**told, "datatype": term.datatype.value}


def leave_the_network() -> bool:
    """On Linux, give this process a network of its own with nobody in it; whether that was allowed."""
    import ctypes

    if not sys.platform.startswith("linux"):
        return False
    new_network, new_user = 0x4000_0000, 0x1000_0000
    unshare = getattr(ctypes.CDLL(None), "unshare", None)
    return unshare is not None and (unshare(new_network) == 0 or unshare(new_network | new_user) == 0)


def main() -> None:
    """Read the request, write the answer."""
    leave_the_network()  # a second wall behind kg.sparql.guard
    request = json.loads(sys.stdin.buffer.read())
    found = answer(sys.argv[1], request["query"], prefixes=request["prefixes"], most=request["most"])
    sys.stdout.buffer.write(json.dumps(found).encode("utf-8", "replace"))


if __name__ == "__main__":
    main()
