"""Kills each node of a cluster in turn, during 200 searches and a load.

    python tests/benchmarks/cluster_kills.py ADDRESS KILL START [--articles N] [--searches N]

KILL and START are commands that take the number of a node, as `cluster.sh kill`, `cluster.sh node`.
An index is made at ADDRESS-read of press releases of `releases.py`, and the answers to some queries
are noted. Then, for each of three nodes, an index is filled while these queries are asked again and
again, and the node is killed. No answer may differ, and all articles must be there once. Printed
are the searches that failed, for how long, with which sentence, and the longest search.
"""

import argparse
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from itertools import count, islice, takewhile
from typing import NamedTuple

from cluster_search import sentences
from releases import articles

from pressmark.corpus import Article
from pressmark.corpus.errors import ClusterUnavailable
from pressmark.index.opensearch.index import ClusterIndex
from pressmark.search import search
from pressmark.search.engine import Engine, open_index

QUERIES = 25
NODES = 3


class Searches(NamedTuple):
    """What became of some searches; times in seconds since the first."""

    asked: int
    failed: list[float]
    sentences: Counter[str]
    wrong: list[str]
    longest: float


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("address")
    parser.add_argument("kill")
    parser.add_argument("start")
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--searches", type=int, default=200)
    return parser.parse_args()


def _releases(count: int) -> Iterator[Article]:
    return (clean.article for clean in islice(articles(), count))


def _answer(engine: Engine, query: str) -> object:
    found = search(engine, query, facets=True)
    return found.total_articles, [hit.article.id for hit in found], found.facets


def _ask(
    engine: Engine, known: dict[str, object], least: int, load: threading.Thread
) -> Iterator[tuple[float, float, str, str]]:
    """Start, seconds, sentence of a failure and query of a wrong answer, of each search."""
    queries = list(known)
    numbers = takewhile(lambda number: number < least or load.is_alive(), count())
    for query in (queries[number % len(queries)] for number in numbers):
        started = time.monotonic()
        failure = wrong = ""
        try:
            wrong = query if _answer(engine, query) != known[query] else ""
        except ClusterUnavailable as error:
            failure = str(error)
        yield started, time.monotonic() - started, failure, wrong


def _searches(asked: list[tuple[float, float, str, str]]) -> Searches:
    first = asked[0][0]
    failed = [started - first for started, _, failure, _ in asked if failure]
    return Searches(
        len(asked),
        failed,
        Counter(failure for *_, failure, _ in asked if failure),
        [wrong for *_, wrong in asked if wrong],
        max(seconds for _, seconds, *_ in asked),
    )


def _kill_one(
    options: argparse.Namespace, number: int, engine: Engine, known: dict[str, object]
) -> None:
    index = ClusterIndex.create(f"{options.address}-{number}", shards=3, replicas=1)
    given = [_releases(options.articles)]
    load = threading.Thread(
        target=lambda: index.add_articles(given.pop(), origin="releases", jobs=1)
    )
    load.start()
    asked = []
    for each in _ask(engine, known, options.searches, load):
        asked.append(each)
        if len(asked) == options.searches // 4:
            subprocess.run(f"{options.kill} {number}", shell=True, check=True)
            killed = time.monotonic()
    load.join()
    found = _searches(asked)
    assert not found.wrong, found.wrong
    assert index.stats().articles == options.articles
    assert index.verify() == ()
    with index._articles() as all_:
        assert len({rows[0]["article"] for rows in all_.everything()}) == options.articles
    span = max(found.failed) - min(found.failed) if found.failed else 0.0
    print(
        f"node {number} killed: {found.asked} searches, {len(found.failed)} failed within"
        f" {span:.1f} s, {len(found.wrong)} wrong, longest {found.longest:.1f} s;"
        f" {options.articles:,} articles each once, loaded {time.monotonic() - killed:.0f} s"
        f" after the kill; {dict(found.sentences)}",
        flush=True,
    )
    subprocess.run(f"{options.start} {number}", shell=True, check=True)


def main() -> None:
    """Load, search, kill and start again."""
    options = _options()
    index = ClusterIndex.create(f"{options.address}-read", shards=3, replicas=1)
    index.add_articles(_releases(options.articles), origin="releases", jobs=1)
    engine = open_index(index.path)
    queries = [" ".join(words[:3]) for words in islice(sentences(), QUERIES)]
    known = {query: _answer(engine, query) for query in queries}
    for number in range(1, NODES + 1):
        _kill_one(options, number, engine, known)


if __name__ == "__main__":
    main()
