"""How well articles are ranked on six public test collections, beside the peers' figures.

    python tests/evaluation/relevance.py [--check | --ablate | --leave-one-out] [COLLECTION …]
    python tests/evaluation/relevance.py --at opensearch://127.0.0.1:9200/relevance [COLLECTION …]

Every document is indexed as an article and cut into its paragraphs, every query is asked as it
stands through `search`, and hits are grouped by article: what a person gets. The measure is
nDCG@10 with the gains of trec_eval. Peers were measured on one field of title and text with
English stemming and queries of plain words; their figures are in ../shared/data/README.md.
"""

import argparse
import hashlib
import json
import math
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import mean
from unittest.mock import patch

from pressmark.corpus.errors import QueryError
from pressmark.corpus.model import Article, Block, Kind
from pressmark.index import Index, create_index
from pressmark.search import search
from pressmark.search.engine import Searchable, open_index
from pressmark.search.query import query_word
from pressmark.search.ranking import similarity

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "relevance"
DEPTH = 10

FLOOR = {
    "bbc-ki": 0.859,
    "qamr-wikinews": 0.858,
    "newwiki": 0.900,
    "cranfield": 0.452,
    "cacm": 0.534,
    "npl": 0.451,
}
"""What was reached, rounded down; these figures only rise."""


DATA_HASH = "9ae0fcfcd0d7fe6243c6f4655542f13d"
"""BLAKE2 over all files, so that nobody compares figures of different data."""

LUCENE = {
    "bbc-ki": 0.835,
    "qamr-wikinews": 0.825,
    "newwiki": 0.881,
    "cranfield": 0.423,
    "cacm": 0.494,
    "npl": 0.433,
}
"""nDCG@10 of Lucene 9.5, the best peer on average."""


@dataclass(frozen=True, slots=True)
class Collection:
    """Articles, queries by id, and for each query the grade of each relevant document."""

    name: str
    articles: tuple[Article, ...]
    queries: Mapping[str, str]
    grades: Mapping[str, Mapping[str, int]]


def data_hash(data: Path = DATA) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for path in sorted(data.glob("*/*")):
        digest.update(f"{path.relative_to(data)}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def read(name: str, data: Path = DATA) -> Collection:
    folder = data / name
    grades: dict[str, dict[str, int]] = {}
    for line in (folder / "qrels.tsv").read_text().splitlines()[1:]:
        query, document, grade = line.split("\t")
        grades.setdefault(query, {})[document] = int(grade)
    queries = {row["_id"]: row["text"] for row in rows(folder / "queries.jsonl")}
    articles = tuple(map(article, rows(folder / "corpus.jsonl")))
    return Collection(name, articles, queries, grades)


def rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open() as lines:
        yield from map(json.loads, lines)


def article(row: Mapping[str, str]) -> Article:
    texts = [text for text in row["text"].split("\n\n") if text.strip()]
    blocks = [Block(text, Kind.PARAGRAPH, order) for order, text in enumerate(texts, 1)]
    if row["title"]:
        blocks.insert(0, Block(row["title"], Kind.TITLE, 0))
    return Article(tuple(blocks), title=row["title"], url=row["_id"], key=row["_id"])


def mean_ndcg(index: Searchable, collection: Collection) -> float:
    """The mean over the queries that have a relevant document."""
    values = [
        ndcg(ranked(index, collection.queries[query]), grades)
        for query, grades in collection.grades.items()
        if any(grade > 0 for grade in grades.values())
    ]
    return sum(values) / len(values)


def ranked(index: Searchable, query: str) -> list[str]:
    try:
        return [hit.article.url for hit in search(index, query, limit=DEPTH).hits]
    except QueryError as error:
        print(f"{query!r}: {error}", file=sys.stderr)
        return []


def ndcg(documents: list[str], grades: Mapping[str, int]) -> float:
    gains = [max(grades.get(document, 0), 0) for document in documents]
    best = sorted(grades.values(), reverse=True)[:DEPTH]
    return discounted(gains) / discounted([max(grade, 0) for grade in best])


def discounted(gains: list[int]) -> float:
    return sum(gain / math.log2(place + 2) for place, gain in enumerate(gains))


def evaluate(name: str, at: str = "") -> float:
    """The figure of a collection, in a directory or in indexes of a cluster, made again."""
    collection = read(name)
    if at:
        made = create_index(f"{at}-{name}", replicas=0)
        made.add_articles(collection.articles)
        return mean_ndcg(open_index(f"{at}-{name}"), collection)
    with tempfile.TemporaryDirectory() as folder:
        indexed(collection, Path(folder) / "index")
        return mean_ndcg(Index.open(Path(folder) / "index"), collection)


def indexed(collection: Collection, path: Path) -> None:
    Index.create(path).add_articles(collection.articles)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("collections", nargs="*", default=list(LUCENE), metavar="COLLECTION")
    parser.add_argument("--at", default="", help="address of a cluster, and start of index names")
    parser.add_argument("--check", action="store_true", help="fail below what was reached once")
    parser.add_argument("--ablate", action="store_true", help="the figures without each part")
    parser.add_argument(
        "--leave-one-out", action="store_true", help="the figures tuned on the others only"
    )
    options = parser.parse_args()
    names = options.collections
    if options.ablate or options.leave_one_out:
        with tempfile.TemporaryDirectory() as folder:
            bench = Bench(names, Path(folder))
            ablate(bench) if options.ablate else leave_one_out(bench)
        return
    figures = {}
    for name in names:
        figures[name] = evaluate(name, options.at)
        print(f"{name:14} {figures[name]:.4f}   Lucene {LUCENE[name]:.3f}", flush=True)
    print(f"{'mean':14} {mean(figures.values()):.4f}   Lucene {mean(LUCENE[n] for n in names):.3f}")
    fallen = [name for name in names if figures[name] < FLOOR[name]]
    if options.check and fallen:
        sys.exit(f"below the floor: {', '.join(fallen)}")


Settings = Mapping[str, float]

PARTS: Mapping[str, Settings] = {
    "all parts": {},
    "no title": {"TITLE": 0},
    "no surface": {"SURFACE": 0},
    "no proximity": {"NEAR": 0},
    "no opening": {"OPENING": 0},
    "no best paragraph": {"BEST_PARAGRAPH": 0},
    "repeats count once": {"K3": 0},
    "Lucene's k1 and b": {"K1": 1.2, "B": 0.75},
}

CHOICES: tuple[tuple[Settings, ...], ...] = (
    ({"B": 0.4}, {"B": 0.75}),
    ({"K1": 0.6}, {"K1": 1.2}),
    ({"TITLE": 0.25}, {"TITLE": 0.6}),
    ({"SURFACE": 0.15}, {"SURFACE": 0.5}),
    ({"NEAR": 0.1}, {"NEAR": 0.4}),
    ({"OPENING": 0.05}, {"OPENING": 0.3}),
    ({"BEST_PARAGRAPH": 0.1}, {"BEST_PARAGRAPH": 0.4}),
)
"""What each setting may be instead of what it is."""

TUNED_ON = 200
"""Queries of each collection that settings are chosen by; figures are over all of them."""


class Bench:
    """Collections that are indexed once and asked under different settings."""

    def __init__(self, names: Sequence[str], folder: Path) -> None:
        self._folder = folder
        self.collections = {name: read(name) for name in names}
        for name, collection in self.collections.items():
            indexed(collection, folder / name)

    def figure(self, name: str, settings: Settings, most: int | None = None) -> float:
        """nDCG@10 over evenly chosen queries, at most so many."""
        collection = self.collections[name]
        step = -(-len(collection.grades) // most) if most else 1
        some = dict(list(collection.grades.items())[::step])
        with ExitStack() as patches:
            for setting, value in settings.items():
                module = query_word if hasattr(query_word, setting) else similarity
                patches.enter_context(patch.object(module, setting, value))
            # opened again, since what is kept with an index was made under other settings
            index = Index.open(self._folder / name)
            return mean_ndcg(index, replace(collection, grades=some))


def ablate(bench: Bench) -> None:
    print(f"{'':20}" + "".join(f"{name:>15}" for name in bench.collections) + "           mean")
    for part, settings in PARTS.items():
        figures = [bench.figure(name, settings) for name in bench.collections]
        cells = "".join(f"{figure:15.4f}" for figure in (*figures, mean(figures)))
        print(f"{part:20}{cells}", flush=True)


def leave_one_out(bench: Bench) -> None:
    """Each setting that did better on the five others replaces the one of the project."""
    table = {
        (name, place, number): bench.figure(name, settings, TUNED_ON)
        for name in bench.collections
        for place, choices in enumerate(CHOICES)
        for number, settings in enumerate(({}, *choices))
        if number or not place  # what stands is the same for all
    }
    figures = []
    for held in bench.collections:
        others = [name for name in bench.collections if name != held]
        chosen: dict[str, float] = {}
        for place, choices in enumerate(CHOICES):
            worth = [mean(table[name, 0, 0] for name in others)]
            worth += [
                mean(table[name, place, number] for name in others)
                for number in range(1, len(choices) + 1)
            ]
            best = worth.index(max(worth))
            chosen |= choices[best - 1] if best else {}
        figures.append(bench.figure(held, chosen))
        print(f"{held:14} {figures[-1]:.4f}   Lucene {LUCENE[held]:.3f}   {chosen}", flush=True)
    print(f"{'mean':14} {mean(figures):.4f}")


if __name__ == "__main__":
    main()
