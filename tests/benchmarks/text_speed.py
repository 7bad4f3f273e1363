"""Paragraphs of plain text read and cleaned a second, in one process, by CPU time.

python tests/benchmarks/text_speed.py [ARTICLES]

The articles are press releases of ../shared, each once as a text file of its own and once as a
line of a JSONL dump. The best of three rounds counts: a busy machine only ever slows one down.
"""

import json
import sys
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from time import process_time

from pressmark.corpus import Article, clean, read, read_bytes

RELEASES = Path(__file__).resolve().parents[3] / "shared/data/speed/press-releases.jsonl.gz"
ROUNDS = 3


def texts(count: int) -> list[str]:
    articles = islice(read(RELEASES), count)
    return ["\n\n".join(block.text for block in article.blocks) for article in articles]


def from_files(sample: list[str]) -> Iterator[Article]:
    for text in sample:
        yield from read_bytes(text.encode(), "release.txt")


def from_dump(sample: list[str]) -> Iterator[Article]:
    dump = "\n".join(json.dumps({"text": text}) for text in sample).encode()
    yield from read_bytes(dump, "releases.jsonl")


def paragraphs_a_second(articles: Callable[[list[str]], Iterator[Article]], sample: list[str]):
    started = process_time()
    paragraphs = sum(len(clean(article).article.blocks) for article in articles(sample))
    return paragraphs / (process_time() - started)


def main() -> None:
    sample = texts(int(sys.argv[1]) if len(sys.argv) > 1 else 5000)
    for name, articles in {"text files": from_files, "a JSONL dump": from_dump}.items():
        best = max(paragraphs_a_second(articles, sample) for _ in range(ROUNDS))
        print(f"{name}: {best:,.0f} paragraphs/s")


if __name__ == "__main__":
    main()
