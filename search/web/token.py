"""The word that other machines must know: told once in the URL, then kept by the browser."""

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
    which sets the cookie and leads to the same page without it."""

    def __init__(self, app: ASGIApp, token: str) -> None:
        self._app = app
        self._token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or ask for the token."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        asking = HTTPConnection(scope)
        if self._is_right(asking.query_params.get(PARAMETER, "")):
            return await self._welcome(asking.url)(scope, receive, send)
        if self._knows(asking):
            return await self._app(scope, receive, send)
        return await _ask_for_token()(scope, receive, send)

    def _knows(self, asking: HTTPConnection) -> bool:
        scheme, _, credentials = asking.headers.get("authorization", "").partition(" ")
        by_header = scheme.lower() == "bearer" and self._is_right(credentials.strip())
        return by_header or self._is_right(asking.cookies.get(COOKIE, ""))

    def _is_right(self, told: str) -> bool:
        return compare_digest(told.encode(), self._token.encode())

    def _welcome(self, url: URL) -> Response:
        kept = [(name, value) for name, value in parse_qsl(url.query) if name != PARAMETER]
        path = url.path.lstrip("/\\")  # two slashes would begin the name of another host
        answer = RedirectResponse(f"/{path}?{urlencode(kept)}", status_code=303)
        answer.set_cookie(
            COOKIE, self._token, max_age=SECONDS_KEPT, httponly=True, samesite="strict"
        )
        return answer


def _ask_for_token() -> Response:
    return PlainTextResponse(
        "This index is shown to those who know its token: open the address with ?token=… once.\n",
        status_code=401,
        headers={"www-authenticate": "Bearer"},
    )
