"""Whether a query would reach out: SERVICE asks another server, which an archive's query must not.

Where a query can be read in two ways, the answer is yes: better a strange query refused than one that gets out.
"""

from __future__ import annotations

import re

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_TOKEN = re.compile(
    r"""
      (?P<iri> <[^<>"{}|^`\\\x00-\x20]*> )
    | (?P<skip> \#[^\r\n]*                                   # comment
      | \"\"\"(?:[^"\\]|\\.|\"(?!\"\"))*\"\"\" | '''(?:[^'\\]|\\.|'(?!''))*'''
      | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*'         # strings
      | [?$]\w+ | @[A-Za-z-]+                                # variables, language tags
      | \d[\d.]*(?:[eE][+-]?\d+)? )                          # numbers
    | (?P<word> [\w.-]++ (?: :[^\s<>"{}()\[\];,]* )? | :[^\s<>"{}()\[\];,]* )    # prefixed names, keywords
    | (?P<other> . )
    """,
    re.VERBOSE | re.DOTALL,
)


def asks_elsewhere(query: str) -> bool:
    """Whether SERVICE stands in the query as a keyword, however it is written."""
    plain = _ESCAPE.sub(lambda found: _character(found[1] or found[2]), query)  # SPARQL 1.1, 19.2: done before parsing
    for found in _TOKEN.finditer(plain):
        if found["word"] and "service" in found["word"].partition(":")[0].casefold():  # keywords need no space after
            return True
        if found["iri"] and _hides_service(found["iri"].casefold()):
            return True
    return False


def _hides_service(iri: str) -> bool:
    """Not an IRI but "?a<3)SERVICE#>": less than, and the end of a comment."""
    closing, comment = iri.find(")"), iri.rfind("#")
    return closing >= 0 and "service" in iri[closing:comment]


def _character(code: str) -> str:
    number = int(code, 16)
    return chr(number) if number <= 0x10FFFF else "\ufffd"
