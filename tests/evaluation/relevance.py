"""How well articles are ranked on six public test collections, beside the peers' figures.

    python tests/evaluation/relevance.py [--check] [COLLECTION …]

Every document is indexed as an article and cut into its paragraphs, every query is asked as it
stands through `search`, and hits are grouped by article: what a person gets. The measure is
nDCG@10 with the gains of trec_eval. Peers were measured on one field of title and text with
English stemming and queries of plain words; their figures stand in ../shared/data/README.md.
"""

import argparse
import hashlib
import json
import math
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pressmark.corpus.errors import QueryError
from pressmark.corpus.model import Article, Block, Kind
from pressmark.index import Index
from pressmark.search import search

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "relevance"
DEPTH = 10

FLOOR = {
    "bbc-ki": 0.837,
    "qamr-wikinews": 0.856,
    "newwiki": 0.892,
    "cranfield": 0.445,
    "cacm": 0.520,
    "npl": 0.443,
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


def mean_ndcg(index: Index, collection: Collection) -> float:
    """The mean over the queries that have a relevant document."""
    values = [
        ndcg(ranked(index, collection.queries[query]), grades)
        for query, grades in collection.grades.items()
        if any(grade > 0 for grade in grades.values())
    ]
    return sum(values) / len(values)


def ranked(index: Index, query: str) -> list[str]:
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


def evaluate(name: str) -> float:
    collection = read(name)
    with tempfile.TemporaryDirectory() as folder:
        index = Index.create(Path(folder) / "index")
        index.add_articles(collection.articles)
        return mean_ndcg(index, collection)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("collections", nargs="*", default=list(LUCENE), metavar="COLLECTION")
    parser.add_argument("--check", action="store_true", help="fail below what was reached once")
    options = parser.parse_args()
    names = options.collections
    figures = {}
    for name in names:
        figures[name] = evaluate(name)
        print(f"{name:14} {figures[name]:.4f}   Lucene {LUCENE[name]:.3f}", flush=True)
    lucene = sum(LUCENE[name] for name in names) / len(names)
    print(f"{'mean':14} {sum(figures.values()) / len(figures):.4f}   Lucene {lucene:.3f}")
    fallen = [name for name in names if figures[name] < FLOOR[name]]
    if options.check and fallen:
        sys.exit(f"below the floor: {', '.join(fallen)}")


if __name__ == "__main__":
    main()
