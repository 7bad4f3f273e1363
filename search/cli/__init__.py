"""The command line: `pressmark COMMAND`, each command loaded when it is asked for."""

import sys

INTERRUPTED = 130
"""The exit status of a program that Ctrl-C stopped: 128 and the signal's number."""


def main() -> None:
    """Run the command that the process's arguments name, and exit with its status."""
    try:
        from pressmark.search.cli.app import pressmark
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    pressmark()
