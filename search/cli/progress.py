"""The progress bars of indexing and export on standard error: share, rate and time left."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from shutil import get_terminal_size
from time import monotonic
from typing import TYPE_CHECKING

from pressmark.search.formatting import duration

if TYPE_CHECKING:
    from pressmark.index import Progress

REDRAW_SECONDS = 0.1
"""Time between two updates: ten a second look smooth."""

ESTIMATE_AFTER_SECONDS = 2.0
"""Before that the rate is that of loading the libraries."""

BAR_COLUMNS = 24
ERASE_LINE = "\r\x1b[K"


@contextmanager
def indexing_bar() -> "Iterator[Callable[[Progress], None] | None]":
    """The function to call with each `Progress`, None if standard error is no terminal."""
    with _line() as line:
        yield line.show_progress if line else None


@contextmanager
def exporting_bar() -> Iterator[Callable[[int, int], None] | None]:
    """The function to call with the hits written and the hits in all, None as above."""
    with _line() as line:
        yield line.show_hits if line else None


@contextmanager
def _line() -> "Iterator[_Line | None]":
    if not sys.stderr.isatty():
        yield None
        return
    try:
        yield _Line(started=monotonic())
    finally:
        _write(ERASE_LINE)


@dataclass(slots=True)
class _Line:
    started: float
    shown: float = 0.0

    def show_progress(self, progress: "Progress") -> None:
        is_last = progress.files_done == progress.files_total
        self._show(is_last, lambda seconds: progress_line(progress, seconds))

    def show_hits(self, done: int, total: int) -> None:
        self._show(done == total, lambda seconds: hits_line(done, total, seconds))

    def _show(self, is_last: bool, line: Callable[[float], str]) -> None:
        now = monotonic()
        if is_last or now - self.shown >= REDRAW_SECONDS:
            self.shown = now
            width = get_terminal_size().columns - 1
            _write(ERASE_LINE + line(now - self.started)[:width])


_WRITING = "Writing the index …"
"""When all is read, the terms remain to be sorted and written."""


def progress_line(progress: "Progress", seconds: float) -> str:
    """The line `seconds` after the start of indexing."""
    if progress.files_done == progress.files_total:
        return _WRITING
    share = progress.bytes_done / max(1, progress.bytes_total)
    return _bar("Indexing", share, progress.paragraphs, "paragraphs", seconds)


def hits_line(done: int, total: int, seconds: float) -> str:
    """The line `seconds` after the start of an export."""
    return _WRITING if done == total else _bar("Exporting", done / total, done, "hits", seconds)


def _bar(doing: str, share: float, count: int, of: str, seconds: float) -> str:
    full = int(share * BAR_COLUMNS)
    parts = [
        f"{doing} {'━' * full}{'·' * (BAR_COLUMNS - full)} {share:4.0%}",
        f"{count / max(seconds, 0.001):,.0f} {of}/s",
    ]
    if share and seconds > ESTIMATE_AFTER_SECONDS:
        parts.append(f"{duration(max(1, seconds / share - seconds))} left")
    return "  ".join(parts)


def _write(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()
