"""How long a whole search takes beside the bare evaluation of the same query.

    python tests/benchmarks/latency.py DIRECTORY [--queries N]

On the 1,000,000 paragraphs of `releases.py`, which are indexed into DIRECTORY if they are not there
yet. `bare` are the ten best paragraphs by BM25 alone with the exact total, `ranked` the best
articles by the whole ranking with exact totals, `search` all that `search` does but facets, `full`
all with facets, `by bm25` the same as `full` with the articles of the best paragraphs by BM25 alone
in place of the ranking. Each query is asked once to warm up and then in every way in turn; only the
ratios mean anything on a busy machine.
"""

import argparse
import random
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from unittest.mock import patch

import numpy as np
from releases import index_of
from whoosh.query import Query
from whoosh.searching import Searcher

from pressmark.index import Index
from pressmark.index.segment.evaluate.top import top
from pressmark.search import found, search
from pressmark.search.arrays import Arrays
from pressmark.search.expand import expand
from pressmark.search.rank import Ranked, Ranking
from pressmark.search.ranking import QueryWord
from pressmark.search.syntax import parse

REPEATS = 3
SEED = 5
LIMIT = 10
PARAGRAPHS_OF_AN_ARTICLE = 3
COMMON = ("the people of this state", "house senate bill", "support our families", "health care")


def kinds(texts: list[list[str]], rng: random.Random) -> dict[str, list[str]]:
    """Queries made of the words of real paragraphs, by kind."""
    return {
        "three words": [" ".join(rng.sample(words, 3)) for words in texts],
        "a question": [" ".join(words[2 : 2 + rng.randint(6, 10)]) for words in texts],
        "common words": list(COMMON),
        "a phrase": [f'"{" ".join(words[4:6])}"' for words in texts],
        "filtered": [
            f"{' '.join(rng.sample(words, 2))} published:{rng.randint(2013, 2018)}"
            for words in texts
        ],
    }


def paragraphs(searcher: Searcher, count: int, rng: random.Random) -> Iterator[list[str]]:
    """The words of some paragraphs long enough to make queries of."""
    while count:
        text = searcher.stored_fields(rng.randrange(searcher.doc_count_all()))["text"]
        words = [word for word in text.split() if word.isalpha()]
        if len(words) > 15:
            count -= 1
            yield words


class ByParagraphs(Ranking):
    """Articles in the order of their best paragraphs by BM25, and no more than that."""

    def __init__(
        self,
        searcher: Searcher,
        arrays: Arrays,
        tree: Query,
        _words: Sequence[QueryWord],
        *,
        flat: bool,
        recent: bool,
    ) -> None:
        super().__init__(arrays, tree, (), flat=flat, recent=recent)
        self._searcher = searcher
        self._tree = tree

    def best(self, limit: int) -> Ranked:
        """Enough paragraphs are looked at that usually they stand in so many articles."""
        best = top(self._searcher, self._tree, PARAGRAPHS_OF_AN_ARTICLE * limit)
        articles = np.zeros(len(best.numbers), dtype=np.int64)
        for units in (segment.units for segment in self.segments):
            local = best.numbers - units.leaf.offset
            there = (local >= 0) & (local < units.leaf.count)
            articles[there] = units.holding(local[there]) + units.offset
        firsts = np.sort(np.unique(articles, return_index=True)[1])[:limit]
        return Ranked(articles[firsts], best.scores[firsts])


def ways(index: Index, searcher: Searcher, query: str) -> dict[str, Callable[[], object]]:
    parsed = parse(query, searcher.schema)
    tree, _ = expand(parsed.tree, searcher.reader())

    def ranked() -> object:
        ranking = Ranking(Arrays(searcher.reader()), tree, parsed.words, flat=False)
        return ranking.best(LIMIT), ranking.total_paragraphs, ranking.total_articles

    def by_bm25() -> object:
        with patch.object(found, "Ranking", partial(ByParagraphs, searcher)):
            return search(index, query, limit=LIMIT, facets=True)

    return {
        "bare": lambda: top(searcher, tree, LIMIT),
        "ranked": ranked,
        "search": lambda: search(index, query, limit=LIMIT),
        "full": lambda: search(index, query, limit=LIMIT, facets=True),
        "by bm25": by_bm25,
    }


def measure(index: Index, searcher: Searcher, queries: list[str]) -> dict[str, list[float]]:
    """Way → the milliseconds of each query, the middle one of its repeats."""
    times: dict[str, list[float]] = {}
    for query in queries:
        for name, ask in ways(index, searcher, query).items():
            ask()
            times.setdefault(name, []).append(
                statistics.median(_seconds(ask) for _ in range(REPEATS))
            )
    return {name: [seconds * 1000 for seconds in values] for name, values in times.items()}


def _seconds(ask: Callable[[], object]) -> float:
    start = time.process_time()
    ask()
    return time.process_time() - start


def _line(name: str, times: dict[str, list[float]]) -> str:
    cells = [f"{statistics.median(values):6.2f} {_p95(values):6.2f}" for values in times.values()]
    bare = sum(times["bare"])
    ratios = [f"{sum(times[way]) / bare:5.2f}x" for way in ("ranked", "search", "full")]
    ratios.append(f"{sum(times['full']) / sum(times['by bm25']):5.2f}x")
    return f"{name:14} {'  '.join(cells)}  {' '.join(ratios)}"


def _p95(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("directory", type=Path)
    parser.add_argument("--queries", type=int, default=50, help="of each kind")
    options = parser.parse_args()
    index, rng = index_of(options.directory), random.Random(SEED)
    print("milliseconds: median and p95 of bare, ranked, search, full, by bm25;")
    print("sums of ranked, search, full beside that of bare; and of full beside that of by bm25")
    everything: dict[str, list[float]] = {}
    with index.searcher() as searcher:
        texts = list(paragraphs(searcher, options.queries, rng))
        for kind, queries in kinds(texts, rng).items():
            times = measure(index, searcher, queries)
            print(_line(kind, times), flush=True)
            for way, values in times.items():
                everything.setdefault(way, []).extend(values)
    print(_line("all", everything))


if __name__ == "__main__":
    main()
