"""Whole searches with facets in a cluster that `cluster_load.py` filled: median and p95.

    python tests/benchmarks/cluster_search.py ADDRESS [--queries N] [--kinds words,phrase,…]

Queries are words of one sentence each of press releases, as people remember them; every query is
new, so that nothing of it is known to this process. The ten best are shown, with all facets.
"""

import argparse
import random
import statistics
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from harness import save
from releases import rows

from pressmark.search import search
from pressmark.search.engine import open_index

LEAST_LETTERS = 4
EVERY = 50
"""One release in so many is asked for."""

KINDS: dict[str, Callable[[random.Random, list[str]], str]] = {
    "words": lambda chance, words: " ".join(chance.sample(words, 3)),
    "question": lambda chance, words: " ".join(chance.sample(words, min(8, len(words)))),
    "phrase": lambda _, words: f'"{words[0]} {words[1]}" {words[2]}',
    "both": lambda _, words: f"{words[0]} AND {words[1]}",
    "prefix": lambda _, words: f"{words[0]} {words[1][:4]}*",
    "dated": lambda _, words: f"{words[0]} {words[1]} published:2009-01..2010-12",
    "name": lambda _, words: f"{words[0].title()} {words[1]}",
}


def sentences() -> Iterator[list[str]]:
    """The longer words of a paragraph."""
    for row in islice(rows(), 0, None, EVERY):
        for text in row["paragraphs"][1:2]:
            words = [word.lower() for word in text.split() if word.isalpha()]
            words = [word for word in words if len(word) >= LEAST_LETTERS]
            if len(words) >= len("words"):
                yield words


def main() -> None:
    """Search, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("address")
    parser.add_argument("--queries", type=int, default=60)
    parser.add_argument("--kinds", default=",".join(KINDS))
    parser.add_argument("--no-facets", action="store_true")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    index, chance = open_index(options.address), random.Random(1)
    stats = index.stats()
    print(f"{stats.paragraphs:,} paragraphs, {stats.articles:,} articles")
    asked = list(islice(sentences(), options.queries))
    search(index, "warm", facets=True)
    figures: dict[str, object] = {"paragraphs": stats.paragraphs}
    for kind in options.kinds.split(","):
        times, hits = [], []
        for words in asked:
            query = KINDS[kind](chance, words)
            started = time.perf_counter()
            found = search(index, query, facets=not options.no_facets)
            times.append(1000 * (time.perf_counter() - started))
            hits.append(found.total)
        median, p95 = statistics.median(times), statistics.quantiles(times, n=20)[-1]
        figures[kind] = {"median": round(median, 1), "p95": round(p95, 1)}
        share = statistics.median(hits)
        print(
            f"{kind:10} median {median:6.1f} ms   p95 {p95:6.1f} ms   {share:,.0f} hits", flush=True
        )
    save(figures, options)


if __name__ == "__main__":
    main()
