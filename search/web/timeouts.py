"""An HTTP connection that gives its peer a fixed time to send a request and, where an answer does
not fit the buffers between the two, to take some of it, then hangs up.

Otherwise a peer that sends or reads one byte a minute would hold its connection for ever. One that
comes when too many others are there is told to come back.
"""

import asyncio
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from pressmark.search.web.connection_limit import Crowd
from pressmark.search.web.guard import SECURITY_HEADERS
from pressmark.search.web.limits import ANSWER_SECONDS, REQUEST_SECONDS

_REFUSAL_HEADERS = [
    *((name.encode(), value.encode()) for name, value in SECURITY_HEADERS.items()),
    (b"content-type", b"text/plain; charset=utf-8"),
    (b"connection", b"close"),
]


class TimeoutProtocol(H11Protocol):
    """uvicorn's connection with a time limit on receiving each request, its body included, and on
    a peer that takes nothing of its answer; `crowd` says when there are too many."""

    def __init__(self, *args: Any, crowd: Crowd | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._crowd = crowd or Crowd()
        self._patience: asyncio.TimerHandle | None = None
        self._blocked: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Start the clock for the first request."""
        super().connection_made(transport)
        if self._crowd.is_too_large(len(self.connections)):
            self._refuse(503, b"Service Unavailable", "Too many visitors. Try again in a moment.")
        else:
            self._wind_up()

    def data_received(self, data: bytes) -> None:
        """Take in some of a request; the clock stops when it is whole."""
        super().data_received(data)
        if self._receiving:
            self._wind_up()
        else:
            self._stop()

    def on_response_complete(self) -> None:
        """Leave waiting for the next request to the keep-alive time-out."""
        super().on_response_complete()
        self._stop()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the clocks with the connection."""
        self._stop()
        self._unblock()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """Start the clock for a peer that does not read what fills the buffers."""
        super().pause_writing()
        self._blocked = self.loop.call_later(ANSWER_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        """Stop it as soon as some has been read."""
        super().resume_writing()
        self._unblock()

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no HTTP with the same headers as everything else."""
        self._refuse(400, b"Bad Request", msg)

    def _refuse(self, status: int, reason: bytes, sentence: str) -> None:
        head = h11.Response(status_code=status, headers=_REFUSAL_HEADERS, reason=reason)
        for event in (head, h11.Data(data=f"{sentence}\n".encode()), h11.EndOfMessage()):
            self.transport.write(self.conn.send(event))
        self.transport.close()

    @property
    def _receiving(self) -> bool:
        return self.conn.their_state in {h11.IDLE, h11.SEND_BODY}

    def _wind_up(self) -> None:
        if self._patience is None:
            self._patience = self.loop.call_later(REQUEST_SECONDS, self.transport.abort)

    def _unblock(self) -> None:
        if self._blocked is not None:
            self._blocked.cancel()
            self._blocked = None

    def _stop(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None
