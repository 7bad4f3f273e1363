"""Middleware for security: the check of the Host, and headers that restrict the browser."""

import re
from collections.abc import Iterable

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK_HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]"})

SECURITY_HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}


_SAFE = [(name.encode(), value.encode()) for name, value in SECURITY_HEADERS.items()]


class HostGuard:
    """Answers only requests with an allowed Host, so that no other site can reach the page through
    a name that resolves to this machine (DNS rebinding)."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str]) -> None:
        self._app = app
        self._hosts = frozenset(host.lower() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] == "http" and _host_of(scope) not in self._hosts:
            refusal = PlainTextResponse(
                "This server does not answer to that host name. Open it as "
                f"{' or '.join(sorted(self._hosts))}.\n",
                status_code=421,
            )
            await refusal(scope, receive, send)
        else:
            await self._app(scope, receive, send)


class OneLengthGuard:
    """Refuses a request that states the length of its body in two ways.

    A proxy could use the other one, and read a part of the body as the next request (RFC 9112,
    section 6.1).
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it and close the connection."""
        if scope["type"] == "http" and set(Headers(scope=scope)) >= _LENGTHS:
            refusal = PlainTextResponse(
                "A request has either Content-Length or Transfer-Encoding, not both.\n",
                status_code=400,
                headers={"connection": "close"},
            )
            await refusal(scope, receive, send)
        else:
            await self._app(scope, receive, send)


_LENGTHS = {"content-length", "transfer-encoding"}

_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[^][:@/?#]+)(?::\d{0,5})?")
"""A name or an address, IPv6 in brackets, and optionally a port."""


def _host_of(scope: Scope) -> str:
    """The host of the request without its port, an IPv6 address in brackets; empty if malformed."""
    host = _HOST.fullmatch(Headers(scope=scope).get("host", "").strip().lower())
    return host[1] if host else ""


class SafeHeaders:
    """Sets `SECURITY_HEADERS` on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and add the headers to its answer."""

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *_SAFE]
            await send(message)

        await self._app(scope, receive, send_safely if scope["type"] == "http" else send)
