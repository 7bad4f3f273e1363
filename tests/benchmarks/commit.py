"""One article added to a large index, and the first query after it.

    python tests/benchmarks/commit.py DIRECTORY [--paragraphs N]

DIRECTORY is made by releases.py where it is not there yet. The commit of one article is compared
with building an index of 20,000 paragraphs in one process; the first query of a searcher that is
refreshed after the commit with the same query repeated. Medians of several commits of one run.
"""

import tempfile
from pathlib import Path

from harness import arguments, median_and_p95, milliseconds, save
from releases import articles, index_of

from pressmark.corpus.model import Article, Block, Kind
from pressmark.index import Index
from pressmark.search import search

QUERY = "ferry bridge committee"
REPEATS = 5


def one(number: int) -> Article:
    """An article of five paragraphs."""
    title = Block(f"Ferry {number}", Kind.TITLE, 0)
    text = f"The committee saw ferry {number} pass the bridge for the {{}}. time."
    rest = [Block(text.format(place), Kind.PARAGRAPH, place) for place in range(1, 5)]
    return Article((title, *rest), key=str(number), source="The Commit")


def built(directory: Path, paragraphs: int) -> float:
    """Milliseconds to build an index of that many paragraphs from articles in memory."""
    loaded: list[Article] = []
    count = 0
    for clean in articles():
        loaded.append(clean.article)
        count += len(clean.paragraphs)
        if count >= paragraphs:
            break
    index = Index.create(directory)
    return milliseconds(lambda: index.add_articles(loaded, origin="releases", jobs=1))


def main() -> None:
    """Print the times and what they are compared with."""
    options = arguments(__doc__, "directory", paragraphs=1_000_000, compared=20_000, commits=9)
    index = index_of(options.directory, options.paragraphs)
    with tempfile.TemporaryDirectory() as folder:
        compared = built(Path(folder) / "compared", options.compared)
    query = lambda: search(index, QUERY)  # noqa: E731
    query()
    commits, firsts, warms = [], [], []
    for number in range(options.commits):
        article = one(number)
        commits.append(milliseconds(lambda a=article: index.add_articles([a], origin="commit")))
        firsts.append(milliseconds(query))
        warms.append(min(milliseconds(query) for _ in range(REPEATS)))
    times = {"commit of one article": commits, "first query after it": firsts, "warm query": warms}
    figures = {name: median_and_p95(taken) for name, taken in times.items()}
    print(f"{index.stats().paragraphs:,} paragraphs")
    print(f"building {options.compared:,} takes {compared / 1000:.2f} s")
    for name, of in figures.items():
        print(f"{name:22} {of['median']:7.1f} ms, {of['median'] / compared:.1%} of that")
    save(figures, options)


if __name__ == "__main__":
    main()
