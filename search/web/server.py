"""Runs the application on a socket, with uvicorn."""

import asyncio
import socket
from collections.abc import Callable
from functools import partial
from ipaddress import ip_address
from pathlib import Path
from typing import cast

import uvicorn
from starlette.applications import Starlette

from pressmark.corpus.errors import AskError
from pressmark.search.engine import Searchable
from pressmark.search.web.app import create_app
from pressmark.search.web.connections import ConnectionLimit, LimitedConnection
from pressmark.search.web.limits import BACKLOG, CLOSING_SECONDS, REQUEST_HEAD_BYTES, SHORTEST_TOKEN


def serve(
    index: Searchable | str | Path,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    token: str = "",
    ready: Callable[[str], None] | None = None,
) -> None:
    """Serve the page until interrupted; `ready` is called with its address.

    Port 0 is any free port. With a `token`, only requests that have it are answered. Raises
    `AskError` for an address that cannot be used, and for one that other machines can reach unless
    the token has at least `SHORTEST_TOKEN` characters.
    """
    if not _is_loopback(host) and len(token) < SHORTEST_TOKEN:
        raise AskError(
            f"On {host} any machine that reaches this one could read the index.",
            f"Add --token with at least {SHORTEST_TOKEN} characters, leave out --host, "
            "or forward the port over ssh.",
        )
    with listen(host, port) as listener:
        if ready is not None:
            ready(_url(listener))
        server_of(create_app(index, token=token)).run(sockets=[listener])


def server_of(app: Starlette) -> uvicorn.Server:
    """A server for the application, without logs, with limits on what a peer may send."""
    limit = ConnectionLimit()
    return _Server(
        uvicorn.Config(
            app,
            http=cast(type[asyncio.Protocol], partial(LimitedConnection, limit=limit)),
            ws="none",
            backlog=BACKLOG,
            log_level="error",
            access_log=False,
            server_header=False,
            h11_max_incomplete_event_size=REQUEST_HEAD_BYTES,
            timeout_graceful_shutdown=CLOSING_SECONDS,
        ),
        limit,
    )


class _Server(uvicorn.Server):
    """uvicorn's server, with a warning in place of tracebacks for too many connections."""

    def __init__(self, config: uvicorn.Config, limit: ConnectionLimit) -> None:
        super().__init__(config)
        self._limit = limit

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start to accept connections."""
        asyncio.get_running_loop().set_exception_handler(self._limit.on_error)
        await super().startup(sockets)


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; raises `AskError` with another port to try."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family)
    except OSError as error:
        raise AskError(
            f"Cannot listen on {host} port {port}: {error.strerror}.",
            f"Choose another port, for example --port {port + 1}, or --port 0 for any free one.",
        ) from None
    # Connections inherit this. asyncio sets it only on sockets that state their protocol, which
    # this one does not. Without it a body waits 40 ms until the client has acknowledged the head.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def _url(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
