"""Answers that need not be sent again: a tag made of the URL, the index's last commit and the
edition of the page.

An answer depends on nothing else, so a browser that still has it is told so before any search.
"""

from collections.abc import Awaitable, Callable
from hashlib import blake2b

from starlette.requests import Request
from starlette.responses import Response

from pressmark.search.web.library import Library

Endpoint = Callable[[Request], Awaitable[Response]]

ASK_EACH_TIME = "private, no-cache"
"""Browsers may keep an answer, for Back above all, but ask before they show it elsewhere; what
is between may keep none, since not everybody behind it may know the token."""


def revalidated(endpoint: Endpoint, library: Library, edition: str) -> Endpoint:
    """The endpoint with an `ETag` on what it answers, and 304 where the visitor has it already.

    `edition` changes with what else answers are made of besides the URL and the index.
    """

    async def answer(request: Request) -> Response:
        tag = _tag(edition, library.version(), str(request.url))
        if _is_among(tag, request.headers.getlist("if-none-match")):
            return Response(status_code=304, headers=_headers(tag))
        response = await endpoint(request)
        response.headers.update(_headers(tag))
        return response

    return answer


def _tag(*parts: str) -> str:
    """A weak tag: the time a search took may differ in two answers that say the same."""
    return f'W/"{blake2b(chr(0).join(parts).encode(), digest_size=9).hexdigest()}"'


def _is_among(tag: str, lines: list[str]) -> bool:
    """Whether the visitor names it (RFC 9110, 13.1.2: weakly compared, `*` being any)."""
    named = (each.strip() for line in lines for each in line.split(","))
    return any(each == "*" or each.removeprefix("W/") == tag.removeprefix("W/") for each in named)


def _headers(tag: str) -> dict[str, str]:
    return {"etag": tag, "cache-control": ASK_EACH_TIME}
