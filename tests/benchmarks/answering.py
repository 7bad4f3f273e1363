"""A process that answers queries and tells of its memory; `resident.py` starts it.

    python tests/benchmarks/answering.py DIRECTORY < questions

Imports nothing but Pressmark. `questions` is pickled, a list of text for `search` and of Whoosh's
queries with the options of a Whoosh searcher. Prints JSON, in megabytes: what the process takes
before it opens the index, at its most and at last, and of the last what is its own and what are
pages of the files of the index; and the sizes of the files that were mapped.
"""

import json
import pickle
import sys
from pathlib import Path

from peak_memory import PeakMemory, resident_now

from pressmark.index import Index
from pressmark.search import search


def answer(index: Index, questions: list[object]) -> None:
    """Ask everything once."""
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
    resident, name = 0, ""
    for line in Path("/proc/self/smaps").read_text().splitlines():
        words = line.split()
        if not words[0].endswith(":"):
            name = words[-1]
        elif words[0] == "Rss:" and Path(name).parent == directory:
            files.add(Path(name))
            resident += int(words[1])
    return resident / 1024, files


def main() -> None:
    """Answer, and print."""
    directory = Path(sys.argv[1]).resolve()
    questions = pickle.load(sys.stdin.buffer)
    bare = resident_now()
    with PeakMemory() as peak:
        index = Index.open(directory)
        answer(index, questions)
        at_last = resident_now()
        pages, files = mapped(directory)
    figures = {
        "bare": bare,
        "peak": peak.megabytes,
        "last": at_last,
        "own": at_last - bare - pages,
        "pages": pages,
        "files": sum(path.stat().st_size for path in files) / 2**20,
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
