"""The token for access from other machines: once in the URL, then in a cookie."""

from hashlib import sha256
from hmac import compare_digest
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import URL
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

COOKIE = "pressmark"
PARAMETER = "token"
SECONDS_KEPT = 30 * 24 * 60 * 60
"""How long a browser keeps the cookie: a month."""


class TokenGuard:
    """Answers only requests with `token`: in `Authorization: Bearer`, as a cookie, or as `?token=`,
    which sets the cookie and redirects to the same page without it. The cookie has a digest, since
    a token may have characters that a cookie cannot have."""

    def __init__(self, app: ASGIApp, token: str) -> None:
        self._app = app
        self._token = token.encode("utf-8", "surrogateescape")  # as the shell gave it
        self._proof = sha256(self._token).hexdigest()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        connection = HTTPConnection(scope)
        given = connection.query_params.get(PARAMETER, "")
        if compare_digest(given.encode(), self._token):
            return await self._set_cookie(connection.url)(scope, receive, send)
        if self._has_token(connection):
            return await self._app(scope, receive, send)
        return await _refusal()(scope, receive, send)

    def _has_token(self, connection: HTTPConnection) -> bool:
        scheme, _, credentials = connection.headers.get("authorization", "").partition(" ")
        given = credentials.strip().encode("latin-1")  # the bytes as they were sent
        by_header = scheme.lower() == "bearer" and compare_digest(given, self._token)
        proof = connection.cookies.get(COOKIE, "").encode("latin-1", "replace")
        return by_header or compare_digest(proof, self._proof.encode())

    def _set_cookie(self, url: URL) -> Response:
        query = [(name, value) for name, value in parse_qsl(url.query) if name != PARAMETER]
        path = url.path.lstrip("/\\")  # two slashes would begin another host
        answer = RedirectResponse(f"/{path}?{urlencode(query)}", status_code=303)
        answer.set_cookie(
            COOKIE, self._proof, max_age=SECONDS_KEPT, httponly=True, samesite="strict"
        )
        return answer


def _refusal() -> Response:
    return PlainTextResponse(
        "This index needs a token: open the address with ?token=… once.\n",
        status_code=401,
        headers={"www-authenticate": "Bearer"},
    )
