"""The JSON API: the objects of `--json`."""

from functools import partial
from http import HTTPStatus
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from pressmark.corpus.errors import IndexStateError
from pressmark.search.options import SearchOptions
from pressmark.search.results.json import to_json
from pressmark.search.suggestions.completion import Suggestions
from pressmark.search.web.errors import problem_of, problem_response
from pressmark.search.web.library import Library
from pressmark.search.web.openapi import openapi_document
from pressmark.search.web.parameters import (
    COPIES,
    COUNT,
    LIMIT,
    ORDINAL,
    QUERIES,
    QUERY,
    SEARCH,
    SUGGESTION_LIMIT,
    TYPED,
    Params,
)
from pressmark.search.web.threadpool import ThreadPool


def search_params(params: Params) -> tuple[str, SearchOptions]:
    """The query and the options of a search; raises `AskError` for an invalid parameter."""
    options: dict[str, Any] = {each.name: each.read(params) for each in SEARCH}
    return QUERY.read(params), SearchOptions(**options)


class Api:
    """The endpoints that answer with JSON."""

    def __init__(self, library: Library, threads: ThreadPool) -> None:
        self._library = library
        self._threads = threads

    async def search(self, request: Request) -> Response:
        """One page of hits."""
        query, options = search_params(request.query_params)
        find = partial(self._library.search, query, options)
        return JSONResponse(to_json(await self._threads.run(find, query)))

    async def count(self, request: Request) -> Response:
        """The hits of queries by period or by a field."""
        params = request.query_params
        queries = QUERIES.read(params)
        options: dict[str, Any] = {each.name: each.read(params) for each in COUNT}
        count = partial(self._library.count, queries, **options)
        return JSONResponse(to_json(await self._threads.run(count, " ".join(queries))))

    async def suggest(self, request: Request) -> Response:
        """Completions of what is typed so far."""
        return JSONResponse(to_json(await self._suggested(request)))

    async def browser_suggest(self, request: Request) -> Response:
        """The same for the search box of a browser (OpenSearch Suggestions 1.1)."""
        completed = await self._suggested(request)
        queries = [each.query for each in completed.suggestions]
        texts = [each.text for each in completed.suggestions]
        return JSONResponse(
            [completed.typed, queries, texts, []],
            media_type="application/x-suggestions+json",
        )

    async def _suggested(self, request: Request) -> Suggestions:
        params = request.query_params
        typed, limit = TYPED.read(params), SUGGESTION_LIMIT.read(params)
        complete = partial(self._library.suggest, typed, limit=limit)
        return Suggestions(typed, await self._threads.run(complete))

    async def similar(self, request: Request) -> Response:
        """Articles similar to one, or to a paragraph of it."""
        params = request.query_params
        find = partial(
            self._library.similar,
            request.path_params["id"],
            ORDINAL.read(params) if ORDINAL.name in params else None,
            limit=LIMIT.read(params),
            copies=COPIES.read(params),
        )
        return JSONResponse(to_json(await self._threads.run(find)))

    async def article(self, request: Request) -> Response:
        """One article, its paragraphs and its boilerplate."""
        read = partial(self._library.article, request.path_params["id"])
        return JSONResponse(to_json(await self._threads.run(read)))

    async def stats(self, _: Request) -> Response:
        """The counts of the index."""
        return JSONResponse(to_json(await self._threads.run(self._library.stats)))

    async def description(self, _: Request) -> Response:
        """The OpenAPI document."""
        return JSONResponse(openapi_document())

    async def health(self, _: Request) -> Response:
        """Whether searches can be answered, else 503."""
        try:
            await run_in_threadpool(self._library.check)
        except IndexStateError as error:
            return problem_response(problem_of(error).with_status(HTTPStatus.SERVICE_UNAVAILABLE))
        return JSONResponse({"status": "ok"})
