"""How building, memory and queries grow with the index.

    python tests/benchmarks/growth.py --sizes 10000 100000 1000000

Reads ../shared/data/speed; beyond its 964,000 paragraphs they come again with their words changed
about, so that the vocabulary keeps growing. Each size is built anew from nothing, on all
processors, from paragraphs made before. Told are the rate by the clock, the memory of all processes
at its most beyond those paragraphs, and the median time of an OR of three words; bars are rates
that stay within 20 %, and the rest no worse than linear.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Iterable, Iterator
from itertools import count, islice
from pathlib import Path
from statistics import median

from building import build
from engines import Document, Ours, Query
from peak_memory import PeakMemory, resident_now
from segments import paragraphs

RARE = 20
"""Of so many words one is changed in a paragraph that comes again."""
QUERIES = 100


def endless() -> Iterator[Document]:
    """The paragraphs, again and again."""
    for turn in count():
        for document in paragraphs(10**9):
            if turn:
                words = document["text"].split()
                words[::RARE] = [f"{word}{turn}" for word in words[::RARE]]
                document = document | {"text": " ".join(words)}
            yield document


def copies(documents: Iterable[Document]) -> Iterator[Document]:
    """Each anew: a text that is kept also keeps its UTF-8 once that was asked for."""
    for document in documents:
        yield document | {"text": document["text"] + " "}


def asked(ours: Ours, sample: list[Document]) -> float:
    """The median time of a query in milliseconds."""
    chance = random.Random(7)
    times = []
    for _ in range(QUERIES):
        words = [word.lower() for word in chance.choice(sample)["text"].split() if word.isalpha()]
        query = Query("or", tuple(chance.sample(words, min(3, len(words)))))
        ours.search(query)
        start = time.perf_counter()
        ours.search(query)
        times.append(1000 * (time.perf_counter() - start))
    return median(times)


def main() -> None:
    """Print a line for each size."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    random.seed(7)
    print(f"{'paragraphs':>12}{'a second':>12}{'MB at most':>12}{'OR, ms':>10}{'MB on disk':>12}")
    for size in parser.parse_args().sizes:
        with tempfile.TemporaryDirectory() as folder:
            documents = list(islice(endless(), size))
            before = resident_now()
            with PeakMemory() as peak:
                start = time.perf_counter()
                build(Path(folder), copies(documents))
                took = time.perf_counter() - start
            ours = Ours(Path(folder))
            ours.open()
            disk = sum(path.stat().st_size for path in Path(folder).iterdir()) / 2**20
            rate, time_of = size / took, asked(ours, documents)
        print(
            f"{size:12,}{rate:12,.0f}{peak.megabytes - before:12,.0f}{time_of:10.2f}{disk:12,.0f}"
        )


if __name__ == "__main__":
    main()
