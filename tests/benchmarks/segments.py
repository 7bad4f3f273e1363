"""Build and query speed of the index, tantivy, FTS5, bm25s and stock Whoosh on the same queries.

    python tests/benchmarks/segments.py --paragraphs 200000 --stock 20000 --json figures.json

Reads ../shared/data/speed. Every figure is measured in this one run, on a warm index, and only the
ratios mean anything on a busy machine. Build rates are in paragraphs a second of processor time,
since tantivy builds with two threads and we with one process. The engines stem words a little
differently; all search for the same words. Every engine answers a query before the next query, so
that a busy moment of the machine slows all alike.
"""

import random
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from engines import Bm25s, Document, Fts5, Ours, Query, Stock, Tantivy
from harness import arguments, median_and_p95, milliseconds, save
from releases import rows

from pressmark.index.analysis.analyzers import text_analyzer

REPEATS = 5
ENOUGH = 200
"""Milliseconds after which a query is not repeated."""
OTHERS = 10
"""The slower peers answer so many queries of each kind."""

Figures = dict[str, dict[str, dict[str, float]]]
"""By row and engine: milliseconds, median and 95th percentile."""


def paragraphs(limit: int) -> Iterator[Document]:
    """The press releases cut every 40 words, as documents."""
    return islice(_cut(), limit)


def _cut() -> Iterator[Document]:
    for row in rows():
        published = {"published": row["published"]} if row["published"] else {}
        for text in row["paragraphs"]:
            yield {"text": text} | published


def questions(documents: Sequence[Document], count: int) -> dict[str, list[Query]]:
    """By row: random words of random paragraphs, and the 20 commonest."""
    chance = random.Random(7)
    analyzer = text_analyzer("en")

    def words_of() -> list[str]:
        words = [token.text for token in analyzer(chance.choice(documents)["text"])]
        return words if all(map(str.isascii, words)) and len(set(words)) > 12 else words_of()

    def some(number: int) -> tuple[str, ...]:
        return tuple(chance.sample(sorted(set(words_of())), number))

    def run() -> tuple[str, ...]:
        words, size = words_of(), chance.choice((2, 3))
        start = chance.randrange(len(words) - size)
        return tuple(words[start : start + size])

    def letters() -> tuple[str, ...]:
        return next((word,) for word in iter(lambda: some(1)[0], None) if word.isalpha())

    seen = [token.text for d in documents[:20000] for token in analyzer(d["text"])]
    common = [word for word, _ in Counter(seen).most_common(20)]
    ors = [Query("or", some(3)) for _ in range(count)]
    return {
        "OR of 3 words": ors,
        "OR of 10 words": [Query("or", some(10)) for _ in range(count)],
        "OR of the 20 commonest": [Query("or", tuple(common))],
        "AND of 3 words": [Query("and", some(3)) for _ in range(count)],
        "phrase": [Query("phrase", run()) for _ in range(count)],
        "phrase, 2 words between": [Query("slop", run()) for _ in range(count)],
        "prefix of 4 letters": [Query("prefix", letters()) for _ in range(count)],
        "fuzzy, 1 edit": [Query("fuzzy", letters()) for _ in range(count)],
        "OR of 3, of two years": [replace(query, kind="dated") for query in ors],
        "OR of 3, newest first": [replace(query, kind="sorted") for query in ors],
    }


def measured(engines: Sequence[Any], queries: Sequence[Query]) -> dict[str, dict[str, float]]:
    """For each engine that has such queries the median and 95th percentile, in milliseconds."""
    times: dict[str, list[float]] = {}
    for number, query in enumerate(queries):
        for engine in engines:
            if query.kind not in engine.lacks and (number < OTHERS or engine.fast):
                times.setdefault(engine.name, []).append(best_time(engine, query))
    return {name: median_and_p95(each) for name, each in times.items()}


def best_time(engine: Any, query: Query) -> float:
    """Milliseconds: the best of a few, after one answer to warm up."""
    answer = partial(engine.search, query)
    answer()
    times = [milliseconds(answer)]
    while len(times) < REPEATS and sum(times) < ENOUGH:
        times.append(milliseconds(answer))
    return min(times)


def built(engine: Any, documents: Sequence[Document]) -> dict[str, float]:
    """Build the engine's index and print its figures."""
    start = time.process_time()
    engine.build(documents)
    rate = len(documents) / (time.process_time() - start)
    size = sum(path.stat().st_size for path in engine.directory.rglob("*") if path.is_file())
    share = size / sum(len(document["text"].encode()) for document in documents)
    print(
        f"{engine.name:10} {len(documents):8} paragraphs  {rate:8.0f} a second of processor time"
        f"  {share:5.2f} of the text"
    )
    return {"paragraphs": len(documents), "rate": rate, "share": share}


def table(figures: Figures, names: Sequence[str]) -> None:
    """Print a row for each kind of query, and how many times faster than tantivy the index is."""
    print(f"\n{'milliseconds, median and p95':28}{''.join(f'{name:>18}' for name in names)}")
    for row, of in figures.items():
        cells = "".join(
            f"{of[name]['median']:9.2f}{of[name]['p95']:9.2f}" if name in of else f"{'-':>18}"
            for name in names
        )
        ours, theirs = of["pressmark"], of["tantivy"]
        ratios = "".join(f" {theirs[name] / ours[name]:5.2f}x" for name in ("median", "p95"))
        print(f"{row:28}{cells} {ratios} tantivy")


def main() -> None:
    """Print both tables; stock Whoosh gets `stock` paragraphs, each kind has so many `queries`."""
    options = arguments(__doc__, paragraphs=200_000, stock=20_000, queries=50)
    documents = list(paragraphs(options.paragraphs))
    with tempfile.TemporaryDirectory() as place:
        engines = []
        for number, engine in enumerate((Ours, Tantivy, Fts5, Bm25s, Stock)):
            (folder := Path(place) / str(number)).mkdir()
            engines.append(engine(folder))
        sizes = {
            engine.name: built(
                engine, documents[: options.stock] if isinstance(engine, Stock) else documents
            )
            for engine in engines
        }
        figures = {
            row: measured(engines, queries)
            for row, queries in questions(documents, options.queries).items()
        }
    table(figures, list(sizes))
    save({"built": sizes, "queries": figures}, options)


if __name__ == "__main__":
    main()
