"""The word that other machines must know: told once in the URL, then kept by the browser."""

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
"""How long a browser keeps the word: about as long as an inquiry lasts."""


class TokenGuard:
    """Answers only who knows `token`: by `Authorization: Bearer`, by cookie, or by `?token=`,
    which sets the cookie and leads to the same page without it. The cookie holds a digest, since
    not every word fits in a cookie."""

    def __init__(self, app: ASGIApp, token: str) -> None:
        self._app = app
        self._token = token.encode("utf-8", "surrogateescape")  # as the shell gave it
        self._proof = sha256(self._token).hexdigest()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or ask for the token."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        asking = HTTPConnection(scope)
        told = asking.query_params.get(PARAMETER, "")
        if compare_digest(told.encode(), self._token):
            return await self._welcome(asking.url)(scope, receive, send)
        if self._knows(asking):
            return await self._app(scope, receive, send)
        return await _ask_for_token()(scope, receive, send)

    def _knows(self, asking: HTTPConnection) -> bool:
        scheme, _, credentials = asking.headers.get("authorization", "").partition(" ")
        told = credentials.strip().encode("latin-1")  # the bytes as they were sent
        by_header = scheme.lower() == "bearer" and compare_digest(told, self._token)
        proof = asking.cookies.get(COOKIE, "").encode("latin-1", "replace")
        return by_header or compare_digest(proof, self._proof.encode())

    def _welcome(self, url: URL) -> Response:
        kept = [(name, value) for name, value in parse_qsl(url.query) if name != PARAMETER]
        path = url.path.lstrip("/\\")  # two slashes would begin the name of another host
        answer = RedirectResponse(f"/{path}?{urlencode(kept)}", status_code=303)
        answer.set_cookie(
            COOKIE, self._proof, max_age=SECONDS_KEPT, httponly=True, samesite="strict"
        )
        return answer


def _ask_for_token() -> Response:
    return PlainTextResponse(
        "This index is shown to those who know its token: open the address with ?token=… once.\n",
        status_code=401,
        headers={"www-authenticate": "Bearer"},
    )
