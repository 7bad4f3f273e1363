"""Building from clean paragraphs on all processors, beside tantivy with as many threads.

    python tests/benchmarks/building.py --paragraphs 200000 --rounds 3

Reads ../shared/data/speed. Both store the text and keep positions; both are given Python objects
and end with a commit on the disk. Told are paragraphs a second by the clock, starting of processes
included, the best of some rounds in turn, and the ratio of the two; and of our side the memory of
all processes together at its most, this script among them, where it does not hold the documents.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from engines import Document, Tantivy, schema
from peak_memory import PeakMemory
from segments import paragraphs

from pressmark.index import commit
from pressmark.index.ingest import memory_budget
from pressmark.index.ingest.worker_pool import WorkerPool
from pressmark.index.segment.generation_writer import Batch
from pressmark.index.segment.segment_writer import SegmentWriter
from pressmark.index.storage import manifest


def build(directory: Path, documents: Iterable[Document], jobs: int | None = None) -> None:
    """Index all documents in one commit, in as many processes as fit."""
    commit.first(directory, "en")
    empty = manifest.read(directory)
    batch = Batch(directory, schema(), empty)
    pool = WorkerPool(SegmentWriter(schema()), memory_budget.processes(jobs))
    pool.call_in()
    batch.hire(pool)
    for document in documents:
        batch.add([document])
    manifest.write(directory, replace(empty, generation=1, segments=batch.seal()))
    batch.close()
    commit.sweep(directory, manifest.read(directory))


def build_tantivy(directory: Path, documents: Sequence[Document]) -> None:
    """The same by tantivy."""
    Tantivy(directory).build(documents)


def seconds(
    builder: Callable[[Path, Sequence[Document]], None], documents: Sequence[Document]
) -> float:
    """How long the builder takes, in a new directory."""
    with tempfile.TemporaryDirectory() as directory:
        start = time.perf_counter()
        builder(Path(directory), documents)
        return time.perf_counter() - start


def main() -> None:
    """Print rates, ratio and memory."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--paragraphs", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    with PeakMemory() as peak, tempfile.TemporaryDirectory() as directory:
        build(Path(directory), paragraphs(chosen.paragraphs))
    documents = list(paragraphs(chosen.paragraphs))
    ours, theirs = [], []
    for _ in range(chosen.rounds):
        theirs.append(seconds(build_tantivy, documents))
        ours.append(seconds(build, documents))
    rates = [len(documents) / min(times) for times in (ours, theirs)]
    print(f"{len(documents):,} paragraphs, {os.cpu_count()} processors, by the clock")
    print(f"pressmark {rates[0]:8,.0f} a second, {peak.megabytes:,.0f} MB at its most")
    print(f"tantivy   {rates[1]:8,.0f} a second: {rates[0] / rates[1]:.2f} of its rate")


if __name__ == "__main__":
    main()
