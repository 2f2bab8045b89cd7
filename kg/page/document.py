"""The HTML document around the built page, with a policy that lets nothing run or load but the page's own files."""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files

TITLE = "Who met whom"


def standing_alone(findings: bytes) -> str:
    """A whole page in one file: script, style and the findings (JSON) inside. Texts of articles stay data: they are
    in a JSON block with every "<" escaped, and the policy allows no script but the built one."""
    script = built("page.js")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )
    data = findings.decode("utf-8").replace("<", "\\u003c")
    return _document(
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n<style>{built("page.css")}</style>',
        f'<script type="application/json" id="findings">{data}</script>\n<script>{script}</script>',
    )


def served_document(*, reviewing: bool = False) -> str:
    """The page of the server, which sends script and style as files and the policy as a header."""
    mark = '<meta name="reviewing" content="yes">\n' if reviewing else ""
    return _document(f'{mark}<link rel="stylesheet" href="page.css">', '<script src="page.js"></script>')


def built(name: str) -> str:
    """A built file. Raises FileNotFoundError when the installation lost it."""
    return files("kg.page").joinpath("built", name).read_text(encoding="utf-8")


def _document(head: str, body: str) -> str:
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<link rel="icon" href="data:,">\n'
        f"<title>{TITLE}</title>\n{head}\n</head>\n"
        f'<body>\n<div id="page"></div>\n{body}\n</body>\n</html>\n'
    )
