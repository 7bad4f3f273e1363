"""How many connections may be open at once: each takes one of the process's file descriptors, of
which the index needs some too.

Without a limit of our own the system's would be met by `accept`, which asyncio reports thousands of
times a second, and by searches that can no longer open a file.
"""

import asyncio
import sys
import time
from collections.abc import Callable
from errno import EMFILE, ENFILE
from typing import Any

from pressmark.search.web.limits import DESCRIPTORS_KEPT, FEWEST_CONNECTIONS, SAID_AGAIN_SECONDS


def most_connections() -> int:
    """As many as the process may open files, but for those kept for the index."""
    try:
        from resource import RLIM_INFINITY, RLIMIT_NOFILE, getrlimit
    except ImportError:  # Windows has no such limit
        return sys.maxsize
    allowed, _ = getrlimit(RLIMIT_NOFILE)
    if allowed == RLIM_INFINITY:
        return sys.maxsize
    return max(FEWEST_CONNECTIONS, allowed - DESCRIPTORS_KEPT)


class Crowd:
    """Says when there are too many connections, and tells the terminal so once in a while."""

    def __init__(
        self,
        most: int | None = None,
        say: Callable[[str], object] = sys.stderr.write,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._most = most_connections() if most is None else most
        self._say = say
        self._now = now
        self._silent_until = 0.0

    def is_too_large(self, connections: int) -> bool:
        """Whether the last of so many connections must be refused."""
        if connections <= self._most:
            return False
        self._tell()
        return True

    def on_error(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """asyncio's exception handler: no descriptor left is one sentence, the rest as usual.

        asyncio itself stops accepting for a second then.
        """
        error = context.get("exception")
        if isinstance(error, OSError) and error.errno in (EMFILE, ENFILE):
            self._tell()
        else:
            loop.default_exception_handler(context)

    def _tell(self) -> None:
        now = self._now()
        if now >= self._silent_until:
            self._silent_until = now + SAID_AGAIN_SECONDS
            self._say(
                "pressmark: too many connections are open; new ones are refused until some close. "
                "More can be open at once after: ulimit -n 4096\n"
            )
