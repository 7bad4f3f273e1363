"""How long completing what is typed takes on some 1,000,000 paragraphs.

    python tests/benchmarks/suggest.py DIRECTORY [--paragraphs N] [--questions N]

DIRECTORY is made by releases.py where it is not there yet. Types one to three words of random
paragraphs letter by letter, each time on the newest commit, as a page does; prints milliseconds of
wall time, after as many questions to warm up, by the number of letters of the last word.
"""

import random
from collections import defaultdict
from collections.abc import Iterator

from harness import arguments, median_and_p95, milliseconds, save
from releases import index_of

from pressmark.index import Index
from pressmark.search import suggest


def questions(index: Index, count: int, seed: int) -> Iterator[str]:
    """Neighbouring words of a random paragraph."""
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
    """Print a row for each number of letters."""
    options = arguments(__doc__, "directory", paragraphs=1_000_000, questions=100)
    index = index_of(options.directory, options.paragraphs)
    print(f"{index.stats().paragraphs:,} paragraphs")
    times: dict[int, list[float]] = defaultdict(list)
    for seed in (1, 2):
        times.clear()
        for question in questions(index, options.questions, seed):
            for text in typed(question):
                taken = milliseconds(lambda text=text: suggest(index, text))
                times[min(6, len(text.rpartition(" ")[2]))].append(taken)
    rows = {f"{n} letters" if n < 6 else "6 or more": times[n] for n in sorted(times)}
    rows["all"] = [each for taken in times.values() for each in taken]
    figures = {name: median_and_p95(taken) for name, taken in rows.items()}
    for name, of in figures.items():
        print(f"{name:10}  {len(rows[name]):5}  p50 {of['median']:5.1f}  p95 {of['p95']:5.1f} ms")
    save(figures, options)


if __name__ == "__main__":
    main()
