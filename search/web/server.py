"""Running the application on a socket of this machine, with uvicorn."""

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
from pressmark.index import Index
from pressmark.search.web.app import create_app
from pressmark.search.web.connection_limit import Crowd
from pressmark.search.web.limits import BACKLOG, CLOSING_SECONDS, REQUEST_HEAD_BYTES, SHORTEST_TOKEN
from pressmark.search.web.timeouts import TimeoutProtocol


def serve(
    index: Index | str | Path,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    token: str = "",
    ready: Callable[[str], None] | None = None,
) -> None:
    """Serve the page until interrupted; `ready` gets its address as soon as it can be opened.

    Port 0 takes a free one. Only who knows `token` is answered, if one is given. Raises `AskError`
    for an address that cannot be had, and for one that would show the index to other machines
    without a token of at least `SHORTEST_TOKEN` characters.
    """
    if not _is_loopback(host) and len(token) < SHORTEST_TOKEN:
        raise AskError(
            f"{host} would show the index to every machine that reaches this one.",
            f"Add --token with a word of at least {SHORTEST_TOKEN} characters, leave out --host, "
            "or forward the port over ssh.",
        )
    with listen(host, port) as listener:
        if ready is not None:
            ready(_url(listener))
        server_of(create_app(index, token=token)).run(sockets=[listener])


def server_of(app: Starlette) -> uvicorn.Server:
    """The server for an application, silent and with limits on what a peer may send."""
    crowd = Crowd()
    return _Server(
        uvicorn.Config(
            app,
            http=cast(type[asyncio.Protocol], partial(TimeoutProtocol, crowd=crowd)),
            ws="none",
            backlog=BACKLOG,
            log_level="error",
            access_log=False,
            server_header=False,
            h11_max_incomplete_event_size=REQUEST_HEAD_BYTES,
            timeout_graceful_shutdown=CLOSING_SECONDS,
        ),
        crowd,
    )


class _Server(uvicorn.Server):
    """Tells of too many connections in one sentence."""

    def __init__(self, config: uvicorn.Config, crowd: Crowd) -> None:
        super().__init__(config)
        self._crowd = crowd

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to accept connections."""
        asyncio.get_running_loop().set_exception_handler(self._crowd.on_error)
        await super().startup(sockets)


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def listen(host: str, port: int) -> socket.socket:
    """A socket that takes connections there; raises `AskError` with another port to try."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family)
    except OSError as error:
        raise AskError(
            f"Cannot listen on {host} port {port}: {error.strerror}.",
            f"Choose another port, for example --port {port + 1}, or --port 0 for any free one.",
        ) from None
    # Each connection inherits this. asyncio sets it only where a socket names its protocol, which
    # this one does not, and an answer's body would wait 40 ms for the visitor to confirm its head.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def _url(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
