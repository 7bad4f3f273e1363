"""Reports how far a call of `add` is: files, bytes and paragraphs."""

from collections.abc import Callable
from pathlib import Path

from pressmark.index.ingest.report import Progress
from pressmark.index.ingest.worker_tasks import ReadSoFar, TaskRequest


class ProgressReporter:
    """Reports progress: at the start, within large files and after each file."""

    def __init__(
        self, progress: Callable[[Progress], None] | None, files: int, bytes_total: int
    ) -> None:
        self._progress = progress
        self._files_total = files
        self._bytes_total = bytes_total
        self._files = self._bytes = 0

    def part_done(self, request: TaskRequest, read: ReadSoFar, paragraphs: int) -> None:
        """Some of a file was put in; what is read twice counts once."""
        self._report(request.path, paragraphs, self._bytes + min(read.bytes, request.size))

    def file_done(self, request: TaskRequest, paragraphs: int) -> None:
        """All of a file was put in."""
        self._files += 1
        self._bytes += request.size
        self._report(request.path, paragraphs, self._bytes)

    def _report(self, path: Path, paragraphs: int, done: int) -> None:
        if self._progress:
            self._progress(
                Progress(self._files, self._files_total, done, self._bytes_total, paragraphs, path)
            )
