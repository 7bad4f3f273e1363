"""An HTTP connection that gives a sender a fixed time for its request, then hangs up.

Otherwise a peer that sends one byte a minute would hold its connection for ever.
"""

import asyncio
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from pressmark.search.web.limits import REQUEST_SECONDS


class PatientProtocol(H11Protocol):
    """uvicorn's connection with a time limit on receiving each request, its body included."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._patience: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Start the clock for the first request."""
        super().connection_made(transport)
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
        """Forget the clock with the connection."""
        self._stop()
        super().connection_lost(exc)

    @property
    def _receiving(self) -> bool:
        return self.conn.their_state in {h11.IDLE, h11.SEND_BODY}

    def _wind_up(self) -> None:
        if self._patience is None:
            self._patience = self.loop.call_later(REQUEST_SECONDS, self.transport.abort)

    def _stop(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None
