"""Build and query speed beside tantivy and stock Whoosh, on the same paragraphs and queries.

    python tests/benchmarks/segments.py --paragraphs 200000 --stock 20000

Reads ../shared/data/speed. Every figure is measured in this one run, on a warm index, and only the
ratios mean anything on a busy machine. Build rates are in paragraphs a second of processor time,
since tantivy builds with two threads and we with one process. Tantivy stems words a little
differently; all are asked for the same words as each holds them.
"""

import argparse
import gzip
import json
import random
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

import tantivy
from whoosh import query as wq
from whoosh.fields import DATETIME, TEXT, Schema
from whoosh.index import create_in

from pressmark.index import commit, manifest
from pressmark.index.analysis import text_analyzer
from pressmark.index.segment.engine import Batch, SegmentIndex
from pressmark.index.segment.evaluate.top import top

SPEED = Path(__file__).resolve().parents[3] / "shared/data/speed/press-releases.jsonl.gz"
WORDS = 40
REPEATS = 3
FIRST_YEAR, LAST_YEAR = datetime(2009, 1, 1), datetime(2010, 12, 31)


def paragraphs(limit: int) -> Iterator[dict[str, Any]]:
    """The press releases cut every 40 words, as documents."""
    return islice(_cut(), limit)


def _cut() -> Iterator[dict[str, Any]]:
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


def schema() -> Schema:
    """The text with positions, stored, and its date."""
    text = TEXT(analyzer=text_analyzer("en"), stored=True)
    return Schema(text=text, published=DATETIME(stored=True, sortable=True))


class Ours:
    """Our segments."""

    name = "pressmark"

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def build(self, documents: Sequence[dict[str, Any]]) -> None:
        commit.first(self.directory, "en")
        empty = manifest.read(self.directory)
        batch = Batch(self.directory, schema(), empty)
        batch.add(documents)
        manifest.write(self.directory, replace(empty, generation=1, segments=batch.seal()))
        batch.close()
        commit.sweep(self.directory, manifest.read(self.directory))
        self.searcher = SegmentIndex(self.directory, schema()).searcher()

    def search(self, query: "Query") -> Any:
        return top(self.searcher, query.for_whoosh(), 10)


class Stock:
    """Whoosh as it comes."""

    name = "whoosh"

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def build(self, documents: Sequence[dict[str, Any]]) -> None:
        index = create_in(self.directory, schema())
        with index.writer(limitmb=256) as writer:
            for document in documents:
                writer.add_document(**document)
        self.searcher = index.searcher()

    def search(self, query: "Query") -> Any:
        return self.searcher.search(query.for_whoosh(), limit=10)


class Tantivy:
    """Tantivy with English stemming, two threads."""

    name = "tantivy"

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def build(self, documents: Sequence[dict[str, Any]]) -> None:
        fields = tantivy.SchemaBuilder()
        fields.add_text_field("text", stored=True, tokenizer_name="en_stem")
        fields.add_date_field("published", stored=True, indexed=True, fast=True)
        self.index = tantivy.Index(fields.build(), str(self.directory))
        writer = self.index.writer(300_000_000, 2)
        for document in documents:
            made = tantivy.Document()
            made.add_text("text", document["text"])
            if "published" in document:
                made.add_date("published", document["published"])
            writer.add_document(made)
        writer.commit()
        writer.wait_merging_threads()
        self.index.reload()
        self.searcher = self.index.searcher()

    def search(self, query: "Query") -> Any:
        return self.searcher.search(query.for_tantivy(self.index.schema), 10)


@dataclass(frozen=True)
class Query:
    """Words of the index and what is asked with them."""

    kind: str
    words: tuple[str, ...]

    def for_whoosh(self) -> wq.Query:
        terms = [wq.Term("text", word) for word in self.words]
        match self.kind:
            case "and":
                return wq.And(terms)
            case "phrase":
                return wq.Phrase("text", list(self.words))
            case "slop":
                return wq.Phrase("text", list(self.words), slop=3)
            case "prefix":
                return wq.Prefix("text", self.words[0][:4])
            case "fuzzy":
                return wq.FuzzyTerm("text", self.words[0], prefixlength=0)
            case "dated":
                return wq.Require(wq.Or(terms), wq.DateRange("published", FIRST_YEAR, LAST_YEAR))
        return wq.Or(terms)

    def for_tantivy(self, fields: Any) -> Any:
        make = tantivy.Query
        match self.kind:
            case "phrase":
                return make.phrase_query(fields, "text", list(self.words))
            case "slop":
                return make.phrase_query(fields, "text", list(self.words), slop=2)
            case "prefix":
                return make.regex_query(fields, "text", self.words[0][:4] + ".*")
            case "fuzzy":
                return make.fuzzy_term_query(fields, "text", self.words[0], 1)
        occur = tantivy.Occur.Must if self.kind == "and" else tantivy.Occur.Should
        words = [
            (occur, make.term_query(fields, "text", word, index_option="position"))
            for word in self.words
        ]
        asked = make.boolean_query(words)
        if self.kind != "dated":
            return asked
        when = make.range_query(fields, "published", tantivy.FieldType.Date, FIRST_YEAR, LAST_YEAR)
        must = tantivy.Occur.Must
        return make.boolean_query([(must, asked), (must, make.const_score_query(when, 0.0))])


def questions(documents: Sequence[dict[str, Any]], count: int) -> dict[str, list[Query]]:
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
    common = sorted(set(seen), key=statistics_of(seen).__getitem__)[-20:]
    rows = {
        "OR of 3 words": [Query("or", some(3)) for _ in range(count)],
        "OR of 10 words": [Query("or", some(10)) for _ in range(count)],
        "OR of the 20 commonest": [Query("or", tuple(common))],
        "AND of 3 words": [Query("and", some(3)) for _ in range(count)],
        "phrase": [Query("phrase", run()) for _ in range(count)],
        "phrase, 2 words between": [Query("slop", run()) for _ in range(count)],
        "prefix of 4 letters": [Query("prefix", letters()) for _ in range(count)],
        "fuzzy, 1 edit": [Query("fuzzy", letters()) for _ in range(count)],
    }
    return rows | {
        "OR of 3, of two years": [replace(q, kind="dated") for q in rows["OR of 3 words"]]
    }


def statistics_of(words: Sequence[str]) -> dict[str, int]:
    """How often each stands there."""
    counts: dict[str, int] = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    return counts


def milliseconds(search: Callable[[Query], Any], asked: Sequence[Query]) -> list[float]:
    """The best time of a few for each query, after it was asked once."""
    times = []
    for query in asked:
        search(query)
        times.append(min(_timed(search, query) for _ in range(REPEATS)))
    return sorted(times)


def _timed(search: Callable[[Query], Any], query: Query) -> float:
    start = time.perf_counter()
    search(query)
    return 1000 * (time.perf_counter() - start)


def built(engine: Any, documents: Sequence[dict[str, Any]]) -> Any:
    """The engine with its index built, and a line told of it."""
    start = time.process_time()
    engine.build(documents)
    seconds = time.process_time() - start
    size = sum(path.stat().st_size for path in engine.directory.rglob("*") if path.is_file())
    text = sum(len(document["text"].encode()) for document in documents)
    print(
        f"{engine.name:10} {len(documents):8} paragraphs  {len(documents) / seconds:8.0f} a second"
        f" of processor time  {size / text:5.2f} of the text"
    )
    return engine


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--paragraphs", type=int, default=200_000)
    parser.add_argument("--stock", type=int, default=20_000, help="paragraphs for stock Whoosh")
    parser.add_argument("--queries", type=int, default=50, help="queries of each kind")
    chosen = parser.parse_args()
    documents = list(paragraphs(chosen.paragraphs))
    with tempfile.TemporaryDirectory() as place:
        folders = [Path(place) / name for name in ("ours", "tantivy", "stock")]
        for folder in folders:
            folder.mkdir()
        ours = built(Ours(folders[0]), documents)
        theirs = built(Tantivy(folders[1]), documents)
        stock = built(Stock(folders[2]), documents[: chosen.stock])
        print(
            f"\n{'milliseconds, median and p95':26}{'pressmark':>16}{'tantivy':>16}{'whoosh':>16}"
        )
        for name, asked in questions(documents, chosen.queries).items():
            times = [milliseconds(engine.search, asked) for engine in (ours, theirs)]
            times.append(milliseconds(stock.search, asked[:10]))
            cells = [f"{statistics.median(t):8.2f}{t[int(len(t) * 0.95)]:8.2f}" for t in times]
            ratio = statistics.median(times[1]) / statistics.median(times[0])
            print(f"{name:26}{''.join(cells)}  {ratio:5.2f}x tantivy")


if __name__ == "__main__":
    main()
