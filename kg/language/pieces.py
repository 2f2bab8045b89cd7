"""Where a paragraph can be cut safely before anything is parsed: behind what is surely the end of a sentence."""

from __future__ import annotations

import re

_END = re.compile(r"[.!?…][\"')\]]*\s+(?=[\"'(\[]*[A-Z0-9À-ÖØ-Þ])")
_SHORTENED = re.compile(
    r"(?:^|[\s\"'(\[-])(?:[A-Za-z]|(?:[A-Za-z]\.)+[A-Za-z]|Mr|Mrs|Ms|Mx|Dr|Prof|Rev|Hon|Messrs|Gen|Lt|Col|Maj|Capt|Cmdr|Cdr|Brig|Adm"
    r"|Sgt|Cpl|Sen|Sens|Rep|Reps|Gov|Pres|Amb|Sec|Asst|Dep|Min|St|Ste|Mt|Ft|Jr|Sr|Inc|Corp|Co|Ltd|Bros|Dept|Univ|No|Nos|vs|v|etc|al"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|Mon|Tue|Tues|Wed|Thu|Thurs|Fri|Sat|Sun|approx|cf|fig|vol|pp|ed|est)\.$"
)


def pieces(text: str) -> list[str]:
    """The text in runs of one or more whole sentences, blanks behind them included; joined they are the text.

    A full stop behind an abbreviation or an initial ends no piece, even where it ends a sentence: the parser
    finds that end, while a name that is torn apart nobody mends.
    """
    found, start = [], 0
    for match in _END.finditer(text):
        if text[match.start()] == "." and _SHORTENED.search(text, max(start, match.start() - 12), match.start() + 1):
            continue
        found.append(text[start : match.end()])
        start = match.end()
    if start < len(text):
        found.append(text[start:])
    return found
