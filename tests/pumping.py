"""Attacks on regular expressions: strings made of a pattern's own parts, pumped, that a backtracking matcher may
need more than linear time for; and every pattern of the project to try them on."""

from __future__ import annotations

import json
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import Any

PARSER: Any = import_module("re._parser")  # private, but the only tree of a pattern as re itself reads it
C: Any = import_module("re._constants")

COLLECT = r"""
import ast, importlib, json, pkgutil, re, sys
from pathlib import Path
found, compiled = {}, re.compile
def recording(pattern, flags=0):
    made = compiled(pattern, flags)
    name = sys._getframe(1).f_globals.get("__name__", "")
    if name.startswith("kg."):
        found.setdefault((made.pattern, made.flags), name)
    return made
re.compile = recording
import kg
for module in pkgutil.walk_packages(kg.__path__, "kg."):
    if not module.name.endswith(("__main__", "worker")):
        importlib.import_module(module.name)
from kg.cleaning.markers import load_markers
from kg.language.gate import may_hold_meeting
load_markers(), may_hold_meeting("")
re.compile = compiled
# How each is used: through the name it has in its module, or inline.
methods, searching = {}, {"search", "finditer", "findall", "sub", "subn", "split"}
for path in Path(kg.__path__[0]).rglob("*.py"):
    name = ".".join(path.relative_to(Path(kg.__path__[0]).parent).with_suffix("").parts).removesuffix(".__init__")
    for node in ast.walk(ast.parse(path.read_text())):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        owner, method = node.func.value, node.func.attr
        if isinstance(owner, ast.Name) and owner.id == "re":
            if method != "compile" and isinstance(node.args[0], ast.Constant):
                made = compiled(node.args[0].value, re.IGNORECASE if "IGNORECASE" in ast.unparse(node) else 0)
                found.setdefault((made.pattern, made.flags), name)
                methods.setdefault(made, set()).add(method)
        elif isinstance(owner, ast.Name) and owner.id.isupper() or isinstance(owner, ast.Name) and owner.id[0] == "_":
            made = vars(sys.modules.get(name, object)).get(owner.id) if name in sys.modules else None
            if isinstance(made, re.Pattern):
                methods.setdefault(made, set()).add(method)
print(json.dumps([
    [name, pattern, flags & ~re.DEBUG, bool(methods.get(compiled(pattern, flags), searching) & searching)]
    for (pattern, flags), name in found.items() if isinstance(pattern, str)
]))
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A regular expression of the project and the module that compiles it."""

    module: str
    pattern: str
    flags: int
    searched: bool
    """Whether it is looked for anywhere in a text; otherwise it is only tried at the start."""


def all_patterns() -> list[Known]:
    """Those compiled when every module is imported, those in data files, and those written inline."""
    done = subprocess.run([sys.executable, "-c", COLLECT], capture_output=True, check=True)
    return [Known(module=m, pattern=p, flags=f, searched=s) for m, p, f, s in sorted(json.loads(done.stdout))]


def attacks(pattern: str, flags: int, *, length: int, seed: int = 0, samples: int = 2) -> Iterator[str]:
    """Texts of about that length; each repeat of the pattern is pumped alone, and with what leads to it."""
    tree = PARSER.parse(pattern, flags & ~re.TEMPLATE if hasattr(re, "TEMPLATE") else flags)
    chance = random.Random(seed)
    for _ in range(samples):
        for before, body in set(_repeats(tree, "", chance)):
            for unit, head in ((body, before), (before + body, ""), (body, "")):
                if unit:
                    text = head + unit * max(1, length // len(unit))
                    yield from (text + end for end in ("\0", ""))
        whole = _sample(tree, chance)
        if whole:
            yield whole[:-1] * max(1, length // len(whole)) + "\0"


def _repeats(tree: Any, before: str, chance: random.Random) -> Iterator[tuple[str, str]]:
    """What leads to each repeat, and what it repeats."""
    for op, value in tree:
        if op in (C.MAX_REPEAT, C.MIN_REPEAT, C.POSSESSIVE_REPEAT):
            _, most, inner = value
            yield from _repeats(inner, before, chance)
            if most > 8:
                yield before, _sample(inner, chance) or "a"
                yield before, "".join(_sample(inner, chance) for _ in range(3))
        elif op is C.SUBPATTERN:
            yield from _repeats(value[3], before, chance)
        elif op is C.ATOMIC_GROUP:
            yield from _repeats(value, before, chance)
        elif op is C.BRANCH:
            for option in value[1]:
                yield from _repeats(option, before, chance)
        elif op in (C.ASSERT, C.ASSERT_NOT):
            yield from _repeats(value[1], before, chance)
        before += _sample([(op, value)], chance)


def _sample(tree: Any, chance: random.Random) -> str:
    """A text that (mostly) matches."""
    return "".join(_piece(op, value, chance) for op, value in tree)


def _piece(op: Any, value: Any, chance: random.Random) -> str:
    if op is C.LITERAL:
        return chr(value)
    if op is C.NOT_LITERAL:
        return "a" if chr(value) != "a" else "b"
    if op is C.ANY:
        return chance.choice("a .,-")
    if op is C.IN:
        return _member(value, chance)
    if op is C.BRANCH:
        return _sample(chance.choice(value[1]), chance)
    if op is C.SUBPATTERN:
        return _sample(value[3], chance)
    if op is C.ATOMIC_GROUP:
        return _sample(value, chance)
    if op in (C.MAX_REPEAT, C.MIN_REPEAT, C.POSSESSIVE_REPEAT):
        least, most, inner = value
        return "".join(_sample(inner, chance) for _ in range(max(least, min(1, most))))
    return ""


_CATEGORIES = {
    C.CATEGORY_DIGIT: "7", C.CATEGORY_SPACE: " ", C.CATEGORY_WORD: "a",
    C.CATEGORY_NOT_DIGIT: "a", C.CATEGORY_NOT_SPACE: "a", C.CATEGORY_NOT_WORD: " ",
}  # fmt: skip


def _member(members: Any, chance: random.Random) -> str:
    """A character of a set."""
    if members[0][0] is C.NEGATE:
        shut = re.compile("[" + "".join(re.escape(_first(m)) for m in members[1:]) + "]")
        return next((c for c in chance.sample("aA1 .,-'\"(xé", 12) if not shut.match(c)), "\u4e00")
    return _first(chance.choice(members))


def _first(member: tuple[Any, Any]) -> str:
    op, value = member
    if op is C.LITERAL:
        return chr(value)
    if op is C.RANGE:
        return chr(value[0])
    return _CATEGORIES.get(value, "a")


class TooLong(Exception):
    """The matcher was still at it."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raises TooLong after that much time of the processor; the matcher looks for signals now and then."""

    def over(*_: object) -> None:
        raise TooLong

    before = signal.signal(signal.SIGVTALRM, over)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def seconds_for(known: Known, text: str, *, limit: float = 0.5) -> float:
    """Processor time of reading the whole text with it, ``limit`` when it is not done by then."""
    pattern = re.compile(known.pattern, known.flags)
    started = time.process_time()
    try:
        with at_most(limit):
            pattern.match(text)
            pattern.fullmatch(text)
            if known.searched:
                for _ in pattern.finditer(text):
                    pass
    except TooLong:
        return limit
    return time.process_time() - started
