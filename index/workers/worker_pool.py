"""Who does the work of a commit: this process, or others beside it where there is enough."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from pressmark.index.ingest.immediate import at_once
from pressmark.index.ingest.process_pool import ProcessPool
from pressmark.index.ingest.worker_tasks import TaskRunner
from pressmark.index.segment.merge import MergeInputPath, PostingsPiece
from pressmark.index.segment.segment_writer import FieldRows


class WorkerPool:
    """Calls the methods of a `TaskRunner`, here or in up to `count` processes.

    Nothing is started before `call_in`, and not even then where `count` is less than two.
    """

    def __init__(self, bench: TaskRunner, count: int) -> None:
        self.bench = bench
        self.count = count
        self._workers: ProcessPool | None = None

    @property
    def ahead(self) -> int:
        """How many tasks to submit before the first is waited for, so that nobody is idle."""
        return 2 * self.count if self._workers else 0

    @property
    def helpers(self) -> int:
        """How many processes there are."""
        return self.count if self._workers else 0

    def call_in(self) -> None:
        """Have what is submitted from now on done by processes."""
        if self._workers is None and self.count > 1 and sys.executable:  # none where embedded
            self._workers = ProcessPool(self.bench, self.count)

    def submit(self, name: str, *args: Any) -> "Future[Any]":
        """Have a method called; its result, what it raised, or WorkerLost."""
        if self._workers:
            return self._workers.submit(name, *args)
        return at_once(getattr(self.bench, name), *args)

    def write(self, path: Path, rows: Mapping[str, FieldRows], count: int) -> "Future[int]":
        """Have a segment written, by a second process if the first one is lost."""
        if self._workers:
            return self._workers.submit("write", path, rows, count, tries=2)
        return self.submit("write", path, rows, count)

    def merge_piece(
        self, path: Path, piece: PostingsPiece, places: Sequence[MergeInputPath]
    ) -> "Future[int]":
        """Have a piece of a merge written, by a second process if the first one is lost."""
        if self._workers:
            return self._workers.submit("merge_piece", path, piece, places, tries=2)
        return self.submit("merge_piece", path, piece, places)

    def stream(self, name: str, *args: Any) -> Iterator[Any]:
        """What a method yields."""
        if self._workers:
            return self._workers.stream(name, *args)
        return iter(getattr(self.bench, name)(*args))

    def close(self) -> None:
        """End every process."""
        if self._workers:
            self._workers.close()
