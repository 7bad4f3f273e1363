"""The bar that shows how far indexing has come, at what rate, and how long it will take."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pressmark.index import Progress


@contextmanager
def indexing_bar() -> "Iterator[Callable[[Progress], None] | None]":
    """What to call with each `Progress`; None where standard error is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    with _bar() as bar:

        def advance(progress: "Progress") -> None:
            bar.length = max(1, progress.bytes_total)
            bar.update(progress.bytes_done - bar.pos, progress)

        yield advance


def _bar() -> "click._termui_impl.ProgressBar[Progress]":
    return click.progressbar(
        length=1,
        label="Indexing",
        file=sys.stderr,
        item_show_func=_rate(monotonic()),
        bar_template="%(label)s  %(bar)s  %(info)s",
        fill_char="━",
        empty_char="·",
        width=24,
    )


def _rate(started: float) -> "Callable[[Progress | None], str]":
    def rate(progress: "Progress | None") -> str:
        if progress is None:
            return ""
        each_second = progress.paragraphs / max(monotonic() - started, 0.001)
        files = f"{progress.files_done:,} of {progress.files_total:,} files"
        return f"{files}  {each_second:,.0f} paragraphs/s"

    return rate
