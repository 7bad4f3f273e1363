"""The progress of indexing and export on standard error: share, rate and time left."""

import json
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

BAR, JSON_LINES, NONE = "bar", "json", "none"
"""Kinds of progress: a bar on a terminal, a line of JSON now and then, nothing."""

JSON_SECONDS = 1.0
"""Time between two lines of JSON."""

REDRAW_SECONDS = 0.1
"""Time between two updates: ten a second look smooth."""

ESTIMATE_AFTER_SECONDS = 2.0
"""Before that the rate is that of loading the libraries."""

BAR_COLUMNS = 24
ERASE_LINE = "\r\x1b[K"


@contextmanager
def indexing_progress(kind: str = BAR) -> "Iterator[Callable[[Progress], None] | None]":
    """The function to call with each `Progress`, None if nothing is to be shown."""
    if kind == JSON_LINES:
        yield _JsonLines(started=monotonic()).show
    elif kind == NONE:
        yield None
    else:
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
class _JsonLines:
    started: float
    shown: float = 0.0

    def show(self, progress: "Progress") -> None:
        """Write a line, unless one was written just now and more follow."""
        now = monotonic()
        is_last = progress.files_done == progress.files_total
        if is_last or now - self.shown >= JSON_SECONDS:
            self.shown = now
            _write(progress_json(progress, now - self.started) + "\n")


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


def progress_json(progress: "Progress", seconds: float) -> str:
    """The progress `seconds` after the start as one line of JSON; `seconds_left` is null before it
    can be estimated."""
    share = progress.bytes_done / max(1, progress.bytes_total)
    left = _seconds_left(share, seconds)
    fields = {
        "files_done": progress.files_done,
        "files_total": progress.files_total,
        "bytes_done": progress.bytes_done,
        "bytes_total": progress.bytes_total,
        "paragraphs": progress.paragraphs,
        "path": str(progress.path),
        "seconds": round(seconds, 1),
        "seconds_left": None if left is None else round(left, 1),
    }
    return json.dumps(fields)


def hits_line(done: int, total: int, seconds: float) -> str:
    """The line `seconds` after the start of an export."""
    return _WRITING if done == total else _bar("Exporting", done / total, done, "hits", seconds)


def _bar(doing: str, share: float, count: int, of: str, seconds: float) -> str:
    full = int(share * BAR_COLUMNS)
    parts = [
        f"{doing} {'━' * full}{'·' * (BAR_COLUMNS - full)} {share:4.0%}",
        f"{count / max(seconds, 0.001):,.0f} {of}/s",
    ]
    left = _seconds_left(share, seconds)
    if left is not None:
        parts.append(f"{duration(max(1, left))} left")
    return "  ".join(parts)


def _seconds_left(share: float, seconds: float) -> float | None:
    """The time that the rest takes at the rate so far; None as long as that is not known."""
    return seconds / share - seconds if share and seconds > ESTIMATE_AFTER_SECONDS else None


def _write(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()
