"""One article added to a large index, and the first query after it.

    python tests/benchmarks/commit.py --paragraphs 1000000

Reads ../shared/data/speed. The commit of one article is compared with building an index of 20,000
paragraphs, in one process like it; the first query of a searcher that is refreshed after the commit
with the same query asked again. Medians of several commits, all in this one run.
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from releases import articles, index_of

from pressmark.corpus.model import Article, Block, Kind
from pressmark.index import Index
from pressmark.search import search

COMPARED = 20_000
COMMITS = 9
QUERY = "ferry bridge committee"


def seconds(call: Callable[[], object]) -> float:
    """How long the call takes."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def one(number: int) -> Article:
    """An article of five paragraphs."""
    title = Block(f"Ferry {number}", Kind.TITLE, 0)
    text = f"The committee saw ferry {number} pass the bridge for the {{}}. time."
    rest = [Block(text.format(place), Kind.PARAGRAPH, place) for place in range(1, 5)]
    return Article((title, *rest), key=str(number), source="The Commit")


def built(directory: Path) -> float:
    """Seconds to build an index of COMPARED paragraphs from articles at hand."""
    at_hand: list[Article] = []
    count = 0
    for clean in articles():
        at_hand.append(clean.article)
        count += len(clean.paragraphs)
        if count >= COMPARED:
            break
    index = Index.create(directory)
    return seconds(lambda: index.add_articles(at_hand, origin="releases", jobs=1))


def main() -> None:
    """Print the times and what they are compared with."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--paragraphs", type=int, default=1_000_000)
    parser.add_argument("--index", type=Path, help="an index to add to, kept; else one is made")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        index = index_of(chosen.index or Path(folder) / "large", chosen.paragraphs)
        compared = built(Path(folder) / "compared")
        search(index, QUERY)
        commits, firsts, warms = [], [], []
        for number in range(COMMITS):
            commits.append(seconds(lambda n=number: index.add_articles([one(n)], origin="commit")))
            firsts.append(seconds(lambda: search(index, QUERY)))
            warms.append(min(seconds(lambda: search(index, QUERY)) for _ in range(5)))
        paragraphs = index.stats().paragraphs
    share = median(commits) / compared
    print(f"{paragraphs:,} paragraphs; building {COMPARED:,} takes {compared:.2f} s")
    print(f"commit of one article  {1000 * median(commits):7.1f} ms, {share:.1%} of that")
    first, warm = 1000 * median(firsts), 1000 * median(warms)
    print(f"first query after it   {first:7.1f} ms, {first - warm:.1f} ms more than a warm one")


if __name__ == "__main__":
    main()
