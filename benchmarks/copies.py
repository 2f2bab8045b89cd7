"""How well copies of a text are told from other texts: runs of words (ours), rapidfuzz, and datasketch if installed.

    python benchmarks/copies.py ARTICLES... [--texts N]

Of N articles (default 250) two edited copies each are made: an agency's mark before it, cut short, words changed, a
sentence dropped, a new first sentence, a byline and capitals. All pairs of one text are to be found; 20,000 random
pairs of others, and each text with its neighbour in the alphabet (the same formula at the start), are not.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from itertools import pairwise

from rapidfuzz import fuzz

from kg import sources
from kg.linking.copies import RUN, SHARE, runs
from kg.linking.press import COMPARED, NOT_WORDS
from kg.model import Article

Measure = Callable[[int, int], float]


def edited(text: str, pick: random.Random) -> str:
    """The text as another paper would print it."""
    words = text.split()
    way = pick.randrange(6)
    if way == 0:
        return f"CAPITAL, (Agency) -- {text} Copyright."
    if way == 1:
        return text[: max(250, int(len(text) * pick.uniform(0.3, 0.7)))]
    if way == 2:
        for _ in range(max(1, len(words) // 25)):
            words[pick.randrange(len(words))] = pick.choice(words)
        return " ".join(words)
    if way == 3:
        sentences = re.split(r"(?<=\.) ", text)
        if len(sentences) > 3:
            del sentences[pick.randrange(1, len(sentences) - 1)]
        return " ".join(sentences)
    if way == 4:
        return f"Officials confirmed on Friday what observers in the region had expected for some days. {text}"
    return f"By Our Staff Writer\n\n{text.replace('said', 'told reporters')}".upper()


def beginning(text: str) -> str:
    """What linking compares of a text."""
    return NOT_WORDS.sub(" ", text[: 2 * COMPARED].casefold()).strip()[:COMPARED]


def by_runs(texts: Sequence[str]) -> Measure:
    """Share of the shorter text's runs of words."""
    known = [runs(beginning(text)) for text in texts]
    return lambda a, b: len(known[a] & known[b]) / min(len(known[a]), len(known[b]))


def by_ratio(texts: Sequence[str]) -> Measure:
    """rapidfuzz's ratio of the beginnings, cut to the shorter one."""
    known = [beginning(text) for text in texts]

    def measure(a: int, b: int) -> float:
        length = min(len(known[a]), len(known[b]))
        return fuzz.ratio(known[a][:length], known[b][:length]) / 100

    return measure


def by_minhash(texts: Sequence[str]) -> Measure:
    """datasketch's estimate of the Jaccard index of the same runs, of the whole texts."""
    from datasketch import MinHash

    known = []
    for text in texts:
        signature = MinHash(num_perm=128)
        signature.update_batch([" ".join(run).encode() for run in runs(NOT_WORDS.sub(" ", text.casefold()))])
        known.append(signature)
    return lambda a, b: known[a].jaccard(known[b])


def main() -> None:
    """Makes the copies and prints recall, false pairs and time of each way."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="+")
    parser.add_argument("--texts", type=int, default=250)
    options = parser.parse_args()
    pick = random.Random(3)
    found = [each.text for each in sources.read(options.articles) if isinstance(each, Article)]
    fitting = [text for text in found if 400 < len(text) < 6000]
    chosen = pick.sample(fitting, min(options.texts, len(fitting)))
    kinds = [*range(len(chosen)), *(n for n in range(len(chosen)) for _ in range(2))]
    texts = [*chosen, *(edited(text, pick) for text in chosen for _ in range(2))]
    same = [(a, b) for a in range(len(texts)) for b in range(a) if kinds[a] == kinds[b]]
    order = sorted(range(len(texts)), key=lambda n: beginning(texts[n]))
    other = [(pick.randrange(len(texts)), pick.randrange(len(texts))) for _ in range(20_000)]
    other = [(a, b) for a, b in [*other, *pairwise(order)] if kinds[a] != kinds[b]]
    ways = [(f"runs of {RUN} words", by_runs, SHARE), ("rapidfuzz ratio", by_ratio, 0.8)]
    ways += [("datasketch MinHash", by_minhash, 0.3)] if find_spec("datasketch") else []
    print(f"{len(texts)} texts, {len(same)} pairs of copies, {len(other)} other pairs")
    for name, way, least in ways:
        start = time.process_time()
        measure = way(texts)
        prepared = time.process_time()
        right, wrong = (sum(measure(a, b) >= least for a, b in pairs) for pairs in (same, other))
        each = (time.process_time() - prepared) / (len(same) + len(other))
        print(f"{name:20} recall {right / len(same):.3f}, false {wrong}, ", end="")
        print(f"{(prepared - start) / len(texts) * 1e3:.2f} ms a text, {each * 1e6:.0f} microseconds a pair")


if __name__ == "__main__":
    main()
