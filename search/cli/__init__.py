"""The command line: `pressmark COMMAND`, each command loaded when it is asked for."""

import gc
import os
import sys

INTERRUPTED = 130
"""The exit status of a program that Ctrl-C stopped: 128 and the signal's number."""


def main() -> None:
    """Run the command that the process's arguments name, and exit with its status."""
    _open_streams()
    # Nothing here multiplies matrices, for which NumPy would start a thread a processor.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    gc.disable()  # what is loaded is no garbage; commands that run for long turn it on again
    try:
        from pressmark.search.cli.app import pressmark
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    try:
        pressmark()
    finally:
        gc.freeze()  # what is left goes with the process, unexamined


def _open_streams() -> None:
    """Put something in place of the standard streams that the caller closed.

    Else the next file opened, one of an index, would be the standard output. What is written to a
    closed output fails, as it should; what is said on a closed standard error is lost.
    """
    for name, flags, mode in (
        ("stdin", os.O_RDONLY, "r"),
        ("stdout", os.O_RDONLY, "w"),
        ("stderr", os.O_WRONLY, "w"),
    ):
        if getattr(sys, name) is None:
            number = os.open(os.devnull, flags)  # the lowest that is free: that of the stream
            setattr(sys, name, os.fdopen(number, mode, encoding="utf-8"))
