"""The command line: `pressmark COMMAND`. Only the module of the command is imported."""

import gc
import os
import sys

DONE = 0
"""Exit status: found, or done."""

NOTHING = 1
"""Exit status: nothing found, or some inputs were skipped."""

ERROR = 2
"""Exit status: the command failed."""

INTERRUPTED = 130
"""Exit status: stopped by Ctrl-C (128 and the number of the signal)."""


def main() -> None:
    """Run the command that the process's arguments name, and exit with its status."""
    _open_streams()
    # NumPy would start a thread for each processor to multiply matrices, which nothing here does.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    gc.disable()  # commands that run for long enable it again
    try:
        from pressmark.search.cli.app import pressmark
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    try:
        pressmark()
    finally:
        gc.freeze()  # the process ends: no collection


def _open_streams() -> None:
    """Open the standard streams that the caller closed.

    Otherwise the next file opened, one of an index, would become the standard output. Writing to a
    closed output fails, as it should; writing to a closed standard error is lost.
    """
    for name, flags, mode in (
        ("stdin", os.O_RDONLY, "r"),
        ("stdout", os.O_RDONLY, "w"),
        ("stderr", os.O_WRONLY, "w"),
    ):
        if getattr(sys, name) is None:
            number = os.open(os.devnull, flags)  # the lowest free number: that of the stream
            setattr(sys, name, os.fdopen(number, mode, encoding="utf-8"))
