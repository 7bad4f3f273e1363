"""The memory of a process that answers 1,000 queries, beside the files that it reads.

    python tests/benchmarks/resident.py DIRECTORY --queries 1000

On the 1,000,000 paragraphs of `releases.py`, which are indexed into DIRECTORY if they are not there
yet. Two processes are started that import nothing but Pressmark: one is asked in the ways of
`segments.py` over Whoosh's searcher, one in those of `whole_job.py` over `search` with facets. The
bar is 1.5 times the files touched; told are the memory at its most, with Python and its modules and
without, and what it consists of.
"""

import argparse
import json
import pickle
import random
import subprocess
import sys
from itertools import chain
from pathlib import Path
from typing import Any

from engines import NEWEST_FIRST
from releases import index_of
from segments import questions
from whole_job import SEED, kinds, paragraphs

SAMPLED = 2000
ANSWERING = Path(__file__).with_name("answering.py")


def asked(directory: Path, count: int) -> dict[str, list[Any]]:
    """By the way that is asked, some `count` queries of all kinds in a random order."""
    chance = random.Random(SEED)
    with index_of(directory).searcher() as searcher:
        texts = list(paragraphs(searcher, SAMPLED, chance))
    rows = questions([{"text": " ".join(words)} for words in texts], count // 9)
    engine = [
        (query.for_whoosh(), {"sortedby": NEWEST_FIRST} if query.kind == "sorted" else {})
        for query in chain.from_iterable(rows.values())
    ]
    typed = list(chain.from_iterable(kinds(texts[: count // 4], chance).values()))
    for queries in (engine, typed):
        chance.shuffle(queries)
    return {"searcher": engine[:count], "search": typed[:count]}


def measured(directory: Path, queries: list[Any]) -> dict[str, float]:
    """What a process that answers them tells."""
    command = [sys.executable, str(ANSWERING), str(directory)]
    done = subprocess.run(command, input=pickle.dumps(queries), capture_output=True, check=True)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def main() -> None:
    """Print a line for each way."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("directory", type=Path)
    parser.add_argument("--queries", type=int, default=1000)
    chosen = parser.parse_args()
    print("megabytes      files    bare    peak   times files    without bare   at last own, pages")
    for way, queries in asked(chosen.directory, chosen.queries).items():
        of = measured(chosen.directory, queries)
        print(
            f"{way:10}{of['files']:10.0f}{of['bare']:8.0f}{of['peak']:8.0f}"
            f"{of['peak'] / of['files']:14.2f}{(of['peak'] - of['bare']) / of['files']:16.2f}"
            f"{of['own']:15.0f}{of['pages']:7.0f}"
        )


if __name__ == "__main__":
    main()
