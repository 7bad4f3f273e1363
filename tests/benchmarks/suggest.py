"""How long completing what is typed takes on some 1,000,000 paragraphs.

    python tests/benchmarks/suggest.py DIRECTORY [--paragraphs N] [--questions N]

DIRECTORY is made by releases.py where it is not there yet. Types one to three words of random
paragraphs letter by letter, each time on the newest commit, as a page does; prints milliseconds of
wall time, after as many questions to warm up, by the number of letters of the last word.
"""

import argparse
import random
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from releases import index_of

from pressmark.index import Index
from pressmark.search import suggest


def questions(index: Index, count: int, seed: int) -> Iterator[str]:
    """Words that stand side by side in a random paragraph."""
    chance = random.Random(seed)
    with index.reader() as reader:
        for _ in range(count):
            words = reader.stored_fields(chance.randrange(reader.doc_count_all()))["text"].split()
            start = chance.randrange(len(words))
            yield " ".join(words[start : start + chance.randint(1, 3)])


def typed(question: str) -> Iterator[str]:
    """The question as it is after each key of its last word."""
    head, blank, last = question.rpartition(" ")
    return (head + blank + last[:end] for end in range(1, len(last) + 1))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("directory", type=Path)
    parser.add_argument("--paragraphs", type=int, default=1_000_000)
    parser.add_argument("--questions", type=int, default=100)
    options = parser.parse_args()
    index = index_of(options.directory, options.paragraphs)
    print(f"{index.stats().paragraphs:,} paragraphs")
    times: dict[int, list[float]] = defaultdict(list)
    for seed in (1, 2):
        times.clear()
        for question in questions(index, options.questions, seed):
            for text in typed(question):
                started = time.perf_counter()
                suggest(index, text)
                times[min(6, len(text.rpartition(" ")[2]))].append(time.perf_counter() - started)
    for letters, taken in sorted(times.items()):
        tell(f"{letters} letters" if letters < 6 else "6 or more", taken)
    tell("all", [each for taken in times.values() for each in taken])


def tell(name: str, taken: list[float]) -> None:
    """Print the median and the 95th percentile."""
    taken = sorted(taken)
    median, most = (1000 * taken[int(share * (len(taken) - 1))] for share in (0.5, 0.95))
    print(f"{name:10}  {len(taken):5}  p50 {median:5.1f}  p95 {most:5.1f} ms")


if __name__ == "__main__":
    main()
