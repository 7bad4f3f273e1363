"""Cancels the answer to a client that disconnects, so that its place in the queue is free."""

import asyncio

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class CancelOnDisconnect:
    """Cancels the answer to a request whose connection was closed.

    A search that runs in a thread is not interrupted; one that waits for a thread leaves the queue.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on until it is answered or the client disconnects."""
        if scope["type"] != "http" or scope.get("method") == "POST":  # a form has a body to read
            return await self._app(scope, receive, send)
        disconnected = asyncio.ensure_future(_disconnect(receive))

        async def received() -> Message:
            """An empty request, then the disconnect: no search reads a body."""
            if not begun.is_set():
                begun.set()
                return {"type": "http.request", "body": b"", "more_body": False}
            return await asyncio.shield(disconnected)

        begun = asyncio.Event()
        answer = asyncio.ensure_future(self._app(scope, received, send))
        try:
            await asyncio.wait((answer, disconnected), return_when=asyncio.FIRST_COMPLETED)
            if not answer.done():
                answer.cancel()
            await asyncio.wait((answer,))
            return None if answer.cancelled() else answer.result()
        finally:
            answer.cancel()  # if the server is stopped meanwhile
            disconnected.cancel()


async def _disconnect(receive: Receive) -> Message:
    """Wait for the disconnect; a body is ignored."""
    while (message := await receive())["type"] != "http.disconnect":
        pass
    return message
