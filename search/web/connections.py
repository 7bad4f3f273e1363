"""Limits on connections: how many are open, and how long a request or a blocked answer may take.

A peer that sends or reads a byte a minute would otherwise keep its connection open for ever. Each
connection takes a file descriptor, and the index needs some too: without a limit `accept` would
fail, which asyncio reports thousands of times a second, and searches could not open files.
"""

import asyncio
import sys
import time
from collections.abc import Callable
from errno import EMFILE, ENFILE
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from pressmark.search.web.guard import SECURITY_HEADERS
from pressmark.search.web.limits import (
    ANSWER_SECONDS,
    DESCRIPTORS_KEPT,
    FEWEST_CONNECTIONS,
    REQUEST_SECONDS,
    WARNING_SECONDS,
)

_REFUSAL_HEADERS = [
    *((name.encode(), value.encode()) for name, value in SECURITY_HEADERS.items()),
    (b"content-type", b"text/plain; charset=utf-8"),
    (b"connection", b"close"),
]


def max_connections() -> int:
    """The files that the process may open, without those kept for the index."""
    try:
        from resource import RLIM_INFINITY, RLIMIT_NOFILE, getrlimit
    except ImportError:  # Windows has no such limit
        return sys.maxsize
    allowed, _ = getrlimit(RLIMIT_NOFILE)
    if allowed == RLIM_INFINITY:
        return sys.maxsize
    return max(FEWEST_CONNECTIONS, allowed - DESCRIPTORS_KEPT)


class ConnectionLimit:
    """The most connections at once; warns on standard error, once in `WARNING_SECONDS`."""

    def __init__(
        self,
        most: int | None = None,
        write: Callable[[str], object] = sys.stderr.write,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._most = max_connections() if most is None else most
        self._write = write
        self._now = now
        self._next_warning = 0.0

    def is_exceeded(self, connections: int) -> bool:
        """Whether the last of so many connections must be refused."""
        if connections <= self._most:
            return False
        self._warn()
        return True

    def on_error(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """Exception handler for asyncio: the warning if there is no file descriptor left.

        asyncio itself stops accepting for a second then.
        """
        error = context.get("exception")
        if isinstance(error, OSError) and error.errno in (EMFILE, ENFILE):
            self._warn()
        else:
            loop.default_exception_handler(context)

    def _warn(self) -> None:
        now = self._now()
        if now >= self._next_warning:
            self._next_warning = now + WARNING_SECONDS
            self._write(
                "pressmark: too many connections are open; new ones are refused until some close. "
                "More can be open at once after: ulimit -n 4096\n"
            )


class LimitedConnection(H11Protocol):
    """uvicorn's connection with a deadline for each request, its body included, and for a peer that
    does not read its answer."""

    def __init__(self, *args: Any, limit: ConnectionLimit | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._limit = limit or ConnectionLimit()
        self._request_deadline: asyncio.TimerHandle | None = None
        self._answer_deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Set the deadline of the first request."""
        super().connection_made(transport)
        if self._limit.is_exceeded(len(self.connections)):
            self._refuse(503, b"Service Unavailable", "Too many connections. Try again soon.")
        else:
            self._set_request_deadline()

    def data_received(self, data: bytes) -> None:
        """Read a part of a request; a complete one has no deadline."""
        super().data_received(data)
        if self.conn.their_state in {h11.IDLE, h11.SEND_BODY}:
            self._set_request_deadline()
        else:
            self._clear_request_deadline()

    def on_response_complete(self) -> None:
        """Until the next request only uvicorn's keep-alive time-out applies."""
        super().on_response_complete()
        self._clear_request_deadline()

    def connection_lost(self, exc: Exception | None) -> None:
        """Clear the deadlines."""
        self._clear_request_deadline()
        self._clear_answer_deadline()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """Set a deadline for a peer that does not read what fills the buffers."""
        super().pause_writing()
        self._answer_deadline = self.loop.call_later(ANSWER_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        """Clear it when the peer has read some."""
        super().resume_writing()
        self._clear_answer_deadline()

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no HTTP, with the security headers."""
        self._refuse(400, b"Bad Request", msg)

    def _refuse(self, status: int, reason: bytes, sentence: str) -> None:
        head = h11.Response(status_code=status, headers=_REFUSAL_HEADERS, reason=reason)
        for event in (head, h11.Data(data=f"{sentence}\n".encode()), h11.EndOfMessage()):
            self.transport.write(self.conn.send(event))
        self.transport.close()

    def _set_request_deadline(self) -> None:
        if self._request_deadline is None:
            self._request_deadline = self.loop.call_later(REQUEST_SECONDS, self.transport.abort)

    def _clear_request_deadline(self) -> None:
        if self._request_deadline is not None:
            self._request_deadline.cancel()
            self._request_deadline = None

    def _clear_answer_deadline(self) -> None:
        if self._answer_deadline is not None:
            self._answer_deadline.cancel()
            self._answer_deadline = None
