"""One spelling for look-ups: every name is folded the same way when it is stored and when it is asked for."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from anyascii import anyascii

_TO_SPACE = '-‐‑‒–—_/,;:()[]"&\t\n\r\xa0'
_TO_NOTHING = "'’‘`´ʼʻ.!?*"
_PUNCTUATION = {ord(c): " " for c in _TO_SPACE} | {ord(c): None for c in _TO_NOTHING}


@lru_cache(maxsize=1 << 13)
def fold(text: str) -> str:
    """The look-up form of a name: Latin letters without marks, lower case, single spaces, no leading "the ".

    Compatibility decomposition (NFKD), transliteration to ASCII (anyascii), case folding; hyphens, commas and
    slashes become spaces, apostrophes and full stops vanish: ``fold("The U.S.") == "us"``,
    ``fold("Abdel Fattah el‑Sisi") == "abdel fattah el sisi"``, ``fold("Élysée") == "elysee"``.
    The case is lost: where "US" and "us" differ, look at the text (``StateWord.fits``).
    """
    if not text.isascii():
        text = anyascii(unicodedata.normalize("NFKD", text))
    folded = " ".join(text.translate(_PUNCTUATION).casefold().split())
    return folded[4:] if folded.startswith("the ") else folded
