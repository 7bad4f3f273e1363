"""The progress bar of indexing on standard error, with its rate and the time left."""

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
    if not sys.stderr.isatty():
        yield None
        return
    try:
        yield _Line(started=monotonic()).show
    finally:
        _write(ERASE_LINE)


@dataclass(slots=True)
class _Line:
    started: float
    shown: float = 0.0

    def show(self, progress: "Progress") -> None:
        now = monotonic()
        is_last = progress.files_done == progress.files_total
        if is_last or now - self.shown >= REDRAW_SECONDS:
            self.shown = now
            width = get_terminal_size().columns - 1
            _write(ERASE_LINE + progress_line(progress, now - self.started)[:width])


def progress_line(progress: "Progress", seconds: float) -> str:
    """The line `seconds` after the start."""
    if progress.files_done == progress.files_total:
        return "Writing the index …"
    share = progress.bytes_done / max(1, progress.bytes_total)
    full = int(share * BAR_COLUMNS)
    parts = [
        f"Indexing {'━' * full}{'·' * (BAR_COLUMNS - full)} {share:4.0%}",
        f"{progress.paragraphs / max(seconds, 0.001):,.0f} paragraphs/s",
    ]
    if share and seconds > ESTIMATE_AFTER_SECONDS:
        parts.append(f"{duration(max(1, seconds / share - seconds))} left")
    return "  ".join(parts)


def _write(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()
