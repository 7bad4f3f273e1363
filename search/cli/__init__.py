"""The command line: `pressmark COMMAND`, each command loaded when it is asked for."""

import gc
import os
import sys

INTERRUPTED = 130
"""The exit status of a program that Ctrl-C stopped: 128 and the signal's number."""


def main() -> None:
    """Run the command that the process's arguments name, and exit with its status."""
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
