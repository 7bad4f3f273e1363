"""Build and query speed beside tantivy, SQLite's FTS5, bm25s and stock Whoosh, on the same queries.

    python tests/benchmarks/segments.py --paragraphs 200000 --stock 20000 --json figures.json

Reads ../shared/data/speed. Every figure is measured in this one run, on a warm index, and only the
ratios mean anything on a busy machine. Build rates are in paragraphs a second of processor time,
since tantivy builds with two threads and we with one process. The engines stem words a little
differently; all are asked for the same words. A query is asked of every engine before the next one
is, so that a busy moment of the machine strikes all alike.
"""

import argparse
import gzip
import json
import random
import re
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

from engines import Bm25s, Document, Fts5, Ours, Query, Stock, Tantivy

from pressmark.index.analysis import text_analyzer

SPEED = Path(__file__).resolve().parents[3] / "shared/data/speed/press-releases.jsonl.gz"
WORDS = 40
REPEATS = 5
ENOUGH = 0.2
"""Seconds after which a query is not asked again."""
OTHERS = 10
"""So many queries of each kind are asked of the slower peers."""

Figures = dict[str, dict[str, tuple[float, float]]]
"""By the row and the engine: milliseconds, median and 95th percentile."""


def paragraphs(limit: int) -> Iterator[Document]:
    """The press releases cut every 40 words, as documents."""
    return islice(_cut(), limit)


def _cut() -> Iterator[Document]:
    with gzip.open(SPEED, "rt", encoding="utf-8") as lines:
        for line in lines:
            release = json.loads(line)
            words, published = release["text"].split(), _date(release["date"])
            for start in range(0, len(words), WORDS):
                document = {"text": " ".join(words[start : start + WORDS])}
                yield document | ({"published": published} if published else {})


def _date(written: str) -> datetime | None:
    found = re.match(r"(\d\d)\.(\d\d)\.(\d\d)", written or "")
    month, day, year = map(int, found.groups()) if found else (0, 0, 0)
    try:
        return datetime(2000 + year, month, day)
    except ValueError:
        return None


def questions(documents: Sequence[Document], count: int) -> dict[str, list[Query]]:
    """By the name of the row: random words of random paragraphs, and the 20 commonest."""
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


def measured(engines: Sequence[Any], asked: Sequence[Query]) -> dict[str, tuple[float, float]]:
    """For each engine that has such queries the median and 95th percentile, in milliseconds."""
    times: dict[str, list[float]] = {}
    for number, query in enumerate(asked):
        for engine in engines:
            if query.kind not in engine.lacks and (number < OTHERS or engine.fast):
                times.setdefault(engine.name, []).append(1000 * best_time(engine, query))
    return {name: (median(each), at_95(each)) for name, each in times.items()}


def at_95(values: Sequence[float]) -> float:
    """The 95th percentile."""
    return sorted(values)[int(len(values) * 0.95)]


def best_time(engine: Any, query: Query) -> float:
    """Seconds: the best of a few, after it was asked once."""
    engine.search(query)
    times = [timed(engine, query)]
    while len(times) < REPEATS and sum(times) < ENOUGH:
        times.append(timed(engine, query))
    return min(times)


def timed(engine: Any, query: Query) -> float:
    """Seconds for one answer."""
    start = time.perf_counter()
    engine.search(query)
    return time.perf_counter() - start


def built(engine: Any, documents: Sequence[Document]) -> dict[str, float]:
    """Build the engine's index, tell of it in a line, and give the figures."""
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
    """Print a row for each kind of query, and how many times faster than tantivy we are."""
    print(f"\n{'milliseconds, median and p95':28}{''.join(f'{name:>18}' for name in names)}")
    for row, of in figures.items():
        cells = "".join(
            f"{of[name][0]:9.2f}{of[name][1]:9.2f}" if name in of else f"{'-':>18}"
            for name in names
        )
        mid, high = (t / o for o, t in zip(of["pressmark"], of["tantivy"], strict=True))
        print(f"{row:28}{cells}  {mid:5.2f}x {high:5.2f}x tantivy")


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--paragraphs", type=int, default=200_000)
    parser.add_argument("--stock", type=int, default=20_000, help="paragraphs for stock Whoosh")
    parser.add_argument("--queries", type=int, default=50, help="queries of each kind")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    chosen = parser.parse_args()
    documents = list(paragraphs(chosen.paragraphs))
    with tempfile.TemporaryDirectory() as place:
        engines = []
        for number, engine in enumerate((Ours, Tantivy, Fts5, Bm25s, Stock)):
            (folder := Path(place) / str(number)).mkdir()
            engines.append(engine(folder))
        sizes = {
            engine.name: built(
                engine, documents[: chosen.stock] if isinstance(engine, Stock) else documents
            )
            for engine in engines
        }
        figures = {
            row: measured(engines, asked)
            for row, asked in questions(documents, chosen.queries).items()
        }
    table(figures, list(sizes))
    if chosen.json:
        chosen.json.write_text(json.dumps({"built": sizes, "queries": figures}, indent=1))


if __name__ == "__main__":
    main()
