"""The HTML document around the built page, with a policy that lets nothing run or load but the page's own files."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from importlib.resources import files

from kg.graph.findings import Readable
from kg.page.overview import overview
from kg.page.told import actor_told, meeting_told, spellings

TITLE = "Who met whom"
OVERVIEW = "api/page/overview"
"""Where the served page finds the overview; the same as in ``web/src/data.ts``."""


def standing_alone(findings: Readable) -> Iterator[str]:
    """A whole page in pieces: style, the findings, script. Texts of articles stay data: they are in blocks of JSON with
    every "<" escaped, and the policy allows no script but the built one (and what that makes, to lay out the network).

    The overview is one block; what single meetings and actors tell is in others, a line each, in the same order.
    """
    script = built("page.js")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; script-src 'sha256-{digest}'; worker-src blob:; style-src 'unsafe-inline'; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )
    spelt = spellings(findings)
    yield _before(f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n<style>{built("page.css")}</style>')
    yield from _block("overview", overview(findings, spelt))
    yield from _block("meetings", (meeting_told(each, findings) + b"\n" for each in findings.meetings))
    yield from _block("actors", (actor_told(each, spelt) + b"\n" for each in findings.actors().values()))
    yield f"<script>{script}</script>\n{_AFTER}"


def served_document(formats: Iterable[str], *, reviewing: bool = False) -> str:
    """The page of the server, which sends script and style as files and the policy as a header.

    ``formats`` are those that the server exports.
    """
    mark = f'<meta name="formats" content="{" ".join(formats)}">\n'
    mark += '<meta name="reviewing" content="yes">\n' if reviewing else ""
    ahead = f'<link rel="preload" href="{OVERVIEW}" as="fetch" crossorigin="anonymous">'
    head = f'{mark}<link rel="stylesheet" href="page.css">\n{ahead}'
    return f'{_before(head)}<script src="page.js"></script>\n{_AFTER}'


def built(name: str) -> str:
    """A built file. Raises FileNotFoundError when the installation lost it."""
    return files("kg.page").joinpath("built", name).read_text(encoding="utf-8")


def _block(name: str, pieces: Iterable[bytes]) -> Iterator[str]:
    yield f'<script type="application/json" id="{name}">'
    for piece in pieces:
        yield piece.decode("utf-8").replace("<", "\\u003c")
    yield "</script>\n"


def _before(head: str) -> str:
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<link rel="icon" href="data:,">\n'
        f"<title>{TITLE}</title>\n{head}\n</head>\n"
        '<body>\n<div id="page"></div>\n'
    )


_AFTER = "</body>\n</html>\n"
