"""A visitor who hangs up: what is done for them ends, and their place in the queue is free."""

import asyncio

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Departures:
    """Cancels the answer to a request whose connection was closed.

    A search that already runs in a thread runs to its end; one that still waits for a thread
    leaves the queue.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on until it is answered or nobody waits for the answer."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        gone = asyncio.ensure_future(_departure(receive))

        async def received() -> Message:
            """No request has a body that is read: what comes after it is the end."""
            if not asked.is_set():
                asked.set()
                return {"type": "http.request", "body": b"", "more_body": False}
            return await asyncio.shield(gone)

        asked = asyncio.Event()
        answer = asyncio.ensure_future(self._app(scope, received, send))
        try:
            await asyncio.wait((answer, gone), return_when=asyncio.FIRST_COMPLETED)
            if not answer.done():
                answer.cancel()
            await asyncio.wait((answer,))
            return None if answer.cancelled() else answer.result()
        finally:
            answer.cancel()  # where the server itself is stopped meanwhile
            gone.cancel()


async def _departure(receive: Receive) -> Message:
    """Wait until the visitor has gone; a body is read past."""
    while (message := await receive())["type"] != "http.disconnect":
        pass
    return message
