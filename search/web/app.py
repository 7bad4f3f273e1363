"""The application: its routes, its middleware, and its error handlers."""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pressmark.corpus.errors import PressmarkError
from pressmark.search.engine import Searchable
from pressmark.search.web.api import Api
from pressmark.search.web.disconnects import CancelOnDisconnect
from pressmark.search.web.errors import problem_of, problem_response
from pressmark.search.web.etag import Endpoint, revalidated
from pressmark.search.web.export import CITED, Exports
from pressmark.search.web.feed import Feed
from pressmark.search.web.guard import (
    LOOPBACK_HOSTS,
    SECURITY_HEADERS,
    HostGuard,
    OneLengthGuard,
    SafeHeaders,
)
from pressmark.search.web.library import Library
from pressmark.search.web.limits import COMPRESSION
from pressmark.search.web.pages import Pages
from pressmark.search.web.spelling_form import SpellingForm
from pressmark.search.web.static_files import StaticFiles
from pressmark.search.web.templating import edition, template_environment
from pressmark.search.web.threadpool import ThreadPool
from pressmark.search.web.token import TokenGuard
from pressmark.search.web.trends import Trends


def create_app(
    index: Searchable | str | Path | Library,
    *,
    hosts: Iterable[str] = LOOPBACK_HOSTS,
    token: str = "",
) -> Starlette:
    """The page and the API over one index.

    Only requests with a Host of `hosts` are answered (without port; IPv6 in brackets); with a
    `token`, only requests that have it, whatever their Host.
    """
    library = index if isinstance(index, Library) else Library(index)
    threads = ThreadPool()
    static = StaticFiles()
    templates = template_environment(static)
    spellings = SpellingForm(library, threads)
    pages = Pages(library, threads, templates, spellings.secret)
    api = Api(library, threads)
    exports = Exports(library, threads)
    feed = Feed(library, threads)
    trends = Trends(library, threads, templates)
    made_of = edition(templates, static) + spellings.secret
    tagged = partial(revalidated, library=library, edition=made_of)
    return Starlette(
        routes=_routes(pages, api, exports, feed, trends, static, spellings, tagged),
        middleware=[
            Middleware(CancelOnDisconnect),
            Middleware(SafeHeaders),
            Middleware(OneLengthGuard),
            Middleware(TokenGuard, token=token) if token else Middleware(HostGuard, hosts=hosts),
            Middleware(GZipMiddleware, compresslevel=COMPRESSION),
        ],
        exception_handlers=_error_handlers(pages),
    )


def _routes(
    pages: Pages,
    api: Api,
    exports: Exports,
    feed: Feed,
    trends: Trends,
    static: StaticFiles,
    spellings: SpellingForm,
    tagged: Callable[[Endpoint], Endpoint],
) -> list[Route]:
    return [
        Route("/", tagged(pages.search)),
        Route("/articles/{id}/similar", tagged(pages.similar)),
        Route("/articles/{id}", tagged(pages.article)),
        Route("/export.csv", exports.csv),
        Route("/export.jsonl", exports.jsonl),
        *(Route(f"/export.{ending}", partial(exports.cited, ending=ending)) for ending in CITED),
        Route("/feed", tagged(feed.atom)),
        Route("/trends", tagged(trends.page)),
        Route("/trends.csv", tagged(trends.csv)),
        Route("/trends.svg", tagged(trends.svg)),
        Route("/index", tagged(pages.index)),
        Route("/removed/{rule}", tagged(pages.removed)),
        Route("/saved", pages.saved),  # changes without a commit
        Route("/help", pages.help),
        Route("/spellings", spellings.accept, methods=["POST"]),
        Route("/api/search", tagged(api.search)),
        Route("/api/count", tagged(api.count)),
        Route("/api/suggest", tagged(api.suggest)),
        Route("/api/articles/{id}/similar", tagged(api.similar)),
        Route("/api/articles/{id}", tagged(api.article)),
        Route("/api/stats", tagged(api.stats)),
        Route("/api/openapi.json", api.description),
        Route("/healthz", api.health),
        Route("/opensearch/suggest", tagged(api.browser_suggest)),
        Route("/opensearch.xml", pages.description),
        Route("/static/{name}", static.endpoint),
    ]


def _error_handlers(pages: Pages) -> dict[Any, Any]:
    async def explain(request: Request, error: Exception) -> Response:
        problem = problem_of(error)
        if request.url.path.startswith(("/api/", "/healthz")):
            return problem_response(problem)
        return pages.problem(problem, request.query_params)

    async def explain_http(request: Request, error: HTTPException) -> Response:
        response = await explain(request, error)
        response.headers.update(error.headers or {})  # Allow
        return response

    async def explain_fault(request: Request, error: Exception) -> Response:
        # Starlette answers unexpected errors outside of all middleware.
        response = await explain(request, error)
        response.headers.update(SECURITY_HEADERS)
        return response

    return {PressmarkError: explain, HTTPException: explain_http, Exception: explain_fault}
