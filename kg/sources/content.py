"""Bytes to text, and text that is safe to store: encodings, byte order marks, control characters."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNSAFE = re.compile("[\x00-\x08\x0e-\x1b\x7f\ud800-\udfff\ufffe\uffff]")
_MOJIBAKE = re.compile("â€[™œ\x9d\x9c\x99“”˜¦]|Ã[©¨¡³±¼¶¤ºª«§]|Â[ «»©°]|Ð[°¾µ¸½]|Ñ[‚\x81€]")

_NO_CHARSETS = frozenset({"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-8"})
"""Codecs that a page cannot mean: they escape text, take time that grows with its square, or raise. UTF-8 is tried
before any declaration."""

BINARY_SHARE = 0.02
"""A text with more control characters than this is taken for a binary file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """The text of a file and what had to be done to read it."""

    text: str
    encoding: str
    damaged: int = 0
    """How many characters could not be read."""


def byte_order_mark(data: bytes) -> tuple[str, int] | None:
    """The encoding that the first bytes declare, and how many bytes do so."""
    return next(((encoding, len(bom)) for bom, encoding in _BOMS if data.startswith(bom)), None)


def decode(data: bytes, *, declared: str | None = None, is_html: bool = False) -> Decoded:
    """The text of a whole file: by byte order mark, else as UTF-8, else as declared, else by what the bytes look like.

    UTF-8 comes before the declaration because bytes that are valid UTF-8 by chance are far rarer than wrong headers.
    """
    marked = byte_order_mark(data)
    if marked is not None:
        encoding, skip = marked
        return _repaired(data[skip:].decode(encoding, errors="replace"), encoding)
    try:
        return _repaired(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        encoding = _known(declared) or _detected(data, is_html=is_html)
    return _repaired(data.decode(encoding, errors="replace"), encoding)


def _known(declared: str | None) -> str | None:
    """The codec of that name; None where there is none that gives text ("zlib", "hex")."""
    try:
        name = codecs.lookup(declared).name if declared else None
        if name is None or name.replace("_", "-") in _NO_CHARSETS:
            return None
        b"a".decode(name, errors="replace")
    except (LookupError, ValueError):
        return None
    return name


def _detected(data: bytes, *, is_html: bool) -> str:
    zeros = data[:4000].count(0)
    if zeros * 3 > len(data[:4000]):  # UTF-16 without a mark: every other byte of Latin text is zero
        return "utf-16-le" if data[1:4000:2].count(0) * 2 > zeros else "utf-16-be"
    from resiliparse.parse.encoding import detect_encoding

    found = _known(str(detect_encoding(data, from_html_meta=is_html)))
    return found or "cp1252"


def _repaired(text: str, encoding: str) -> Decoded:
    damaged = text.count("\ufffd")
    if _MOJIBAKE.search(text) is None:
        return Decoded(text=text, encoding=encoding, damaged=damaged)
    from ftfy import fix_encoding

    return Decoded(text=fix_encoding(text), encoding=encoding, damaged=damaged)


def without_control_characters(text: str) -> tuple[str, int]:
    """The text with a space for every NUL, control character and half surrogate, and how many there were.

    One character stays one character, so that offsets into the given text stay right.
    """
    return _UNSAFE.subn(" ", text)


def looks_binary(text: str) -> bool:
    """Whether so many control characters are in the text that it is no text."""
    head = text[:20_000]
    return len(_UNSAFE.findall(head)) > len(head) * BINARY_SHARE
