"""The memory of a process that answers 1,000 queries, compared with the files that it reads.

    python tests/benchmarks/resident.py DIRECTORY --queries 1000

On the 1,000,000 paragraphs of `releases.py`, which are indexed into DIRECTORY if they are not there
yet. Two processes are started that import nothing but Pressmark: one answers the queries of
`segments.py` with Whoosh's searcher, one those of `whole_job.py` with `search` and facets. The
threshold is 1.5 times the files touched; printed are megabytes at the peak, with Python and its
modules (`bare`) and without, and what they consist of at the end.
"""

import json
import pickle
import random
import sys
from itertools import chain
from pathlib import Path
from typing import Any

from harness import PeakMemory, answer_of, arguments, resident, save

from pressmark.index import Index
from pressmark.search import search

SAMPLED = 2000
KINDS = 9
"""Kinds of queries in `segments.py`."""


def queries(directory: Path, count: int) -> dict[str, list[Any]]:
    """By the interface, some `count` queries of all kinds in a random order."""
    from engines import NEWEST_FIRST
    from releases import index_of
    from segments import questions
    from whole_job import SEED, kinds, paragraphs

    chance = random.Random(SEED)
    with index_of(directory).searcher() as searcher:
        texts = list(paragraphs(searcher, SAMPLED, chance))
    rows = questions([{"text": " ".join(words)} for words in texts], -(-count // KINDS))
    trees = [
        (query.for_whoosh(), {"sortedby": NEWEST_FIRST} if query.kind == "sorted" else {})
        for query in chain.from_iterable(rows.values())
    ]
    typed = list(chain.from_iterable(kinds(texts[: -(-count // 4)], chance).values()))
    for each in (trees, typed):
        chance.shuffle(each)
    return {"searcher": trees[:count], "search": typed[:count]}


def answer(index: Index, questions: list[Any]) -> None:
    """Answer each query once."""
    with index.searcher() as searcher:
        for question in questions:
            if isinstance(question, str):
                search(index, question, limit=10, facets=True)
            else:
                query, options = question
                searcher.search(query, limit=10, **options)


def mapped(directory: Path) -> tuple[float, set[Path]]:
    """Megabytes of pages of files in the directory that are in memory, and those files."""
    files: set[Path] = set()
    pages, name = 0, ""
    for line in Path("/proc/self/smaps").read_text().splitlines():
        words = line.split()
        if not words[0].endswith(":"):
            name = words[-1]
        elif words[0] == "Rss:" and Path(name).parent == directory:
            files.add(Path(name))
            pages += int(words[1])
    return pages / 1024, files


def measured(directory: Path) -> dict[str, float]:
    """Megabytes of this process as it answers the queries on its standard input."""
    questions = pickle.load(sys.stdin.buffer)
    bare = resident()
    with PeakMemory() as peak:
        index = Index.open(directory)
        answer(index, questions)
        end = resident()
        pages, files = mapped(directory)
        files = files or set(directory.iterdir())  # a small index is read, not mapped
    return {
        "files": sum(path.stat().st_size for path in files) / 2**20,
        "bare": bare,
        "peak": peak.megabytes,
        "own": end - bare - pages,
        "pages": pages,
    }


def main() -> None:
    """Print a line for each interface."""
    if sys.argv[1:2] == ["--answer"]:
        print(json.dumps(measured(Path(sys.argv[2]).resolve())))
        return
    options = arguments(__doc__, "directory", queries=1000)
    figures = {}
    print("megabytes      files    bare    peak   times files    without bare   at end own, pages")
    for name, questions in queries(options.directory, options.queries).items():
        command = [sys.executable, __file__, "--answer", str(options.directory)]
        figures[name] = of = answer_of(command, pickle.dumps(questions))
        print(
            f"{name:10}{of['files']:10.0f}{of['bare']:8.0f}{of['peak']:8.0f}"
            f"{of['peak'] / of['files']:14.2f}{(of['peak'] - of['bare']) / of['files']:16.2f}"
            f"{of['own']:15.0f}{of['pages']:7.0f}"
        )
    save(figures, options)


if __name__ == "__main__":
    main()
