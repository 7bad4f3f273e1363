"""ETags, made of the URL, the last commit and the edition of the page.

An answer depends on nothing else, so 304 needs no search.
"""

from collections.abc import Awaitable, Callable
from hashlib import blake2b

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from pressmark.search.web.library import Library

Endpoint = Callable[[Request], Awaitable[Response]]

CACHE_CONTROL = "private, no-cache"
"""Browsers may store an answer, mainly for Back, but revalidate it; proxies must not store it,
since not all of their users may have the token."""


def revalidated(endpoint: Endpoint, library: Library, edition: str) -> Endpoint:
    """The endpoint with an `ETag` on its answers, and 304 for one that the client has.

    `edition` changes with the templates and static files.
    """

    async def answer(request: Request) -> Response:
        # of an index in a cluster it is a request, for which no other answer waits
        is_quick = library.is_open_directory
        version = library.version() if is_quick else await run_in_threadpool(library.version)
        tag = _tag(edition, version, str(request.url))
        if _is_among(tag, request.headers.getlist("if-none-match")):
            return Response(status_code=304, headers=_headers(tag))
        response = await endpoint(request)
        response.headers.update(_headers(tag))
        return response

    return answer


def _tag(*parts: str) -> str:
    """A weak tag: two equal answers may differ in the duration of the search."""
    return f'W/"{blake2b(chr(0).join(parts).encode(), digest_size=9).hexdigest()}"'


def _is_among(tag: str, lines: list[str]) -> bool:
    """Whether the client has it (RFC 9110, 13.1.2: weak comparison, `*` is any)."""
    named = (each.strip() for line in lines for each in line.split(","))
    return any(each == "*" or each.removeprefix("W/") == tag.removeprefix("W/") for each in named)


def _headers(tag: str) -> dict[str, str]:
    return {"etag": tag, "cache-control": CACHE_CONTROL}
