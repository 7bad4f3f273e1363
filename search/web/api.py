"""The JSON API: the same shapes as the command line's `--json`."""

from functools import partial
from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from pressmark.corpus.errors import IndexStateError
from pressmark.search.results.json import (
    article_to_json,
    results_to_json,
    stats_to_json,
    suggestions_to_json,
)
from pressmark.search.suggestions.completion import Suggestion
from pressmark.search.web.errors import problem_of, problem_response
from pressmark.search.web.library import Library
from pressmark.search.web.openapi import openapi_document
from pressmark.search.web.params import api_params, similar_params, suggest_params
from pressmark.search.web.threadpool import ThreadPool


class Api:
    """The endpoints that answer with JSON."""

    def __init__(self, library: Library, threads: ThreadPool) -> None:
        self._library = library
        self._threads = threads

    async def search(self, request: Request) -> Response:
        """One page of hits."""
        asked = api_params(request.query_params)
        find = partial(
            self._library.search,
            asked.query,
            limit=asked.limit,
            offset=asked.offset,
            sort=asked.sort,
            paragraphs=asked.paragraphs,
            copies=asked.copies,
            facets=asked.facets,
            explain=asked.explain,
        )
        return JSONResponse(results_to_json(await self._threads.ask(find, asked.query)))

    async def suggest(self, request: Request) -> Response:
        """Ways to complete what is being typed."""
        return JSONResponse(suggestions_to_json(*await self._suggested(request)))

    async def browser_suggest(self, request: Request) -> Response:
        """The same for a browser's own search box (OpenSearch Suggestions 1.1)."""
        typed, found = await self._suggested(request)
        return JSONResponse(
            [typed, [each.query for each in found], [each.text for each in found], []],
            media_type="application/x-suggestions+json",
        )

    async def _suggested(self, request: Request) -> tuple[str, tuple[Suggestion, ...]]:
        """What was typed, and ways to complete it."""
        asked = suggest_params(request.query_params)
        complete = partial(self._library.suggest, asked.query, limit=asked.limit)
        return asked.query, await self._threads.ask(complete)

    async def similar(self, request: Request) -> Response:
        """The articles most like one, or like a paragraph of it."""
        asked = similar_params(request.query_params)
        target = request.path_params["id"]
        find = partial(
            self._library.similar, target, asked.ordinal, limit=asked.limit, copies=asked.copies
        )
        return JSONResponse(results_to_json(await self._threads.ask(find)))

    async def article(self, request: Request) -> Response:
        """One article, its paragraphs and what cleaning removed."""
        read = partial(self._library.article, request.path_params["id"])
        return JSONResponse(article_to_json(await self._threads.ask(read)))

    async def stats(self, _: Request) -> Response:
        """What the index holds."""
        return JSONResponse(stats_to_json(await self._threads.ask(self._library.stats)))

    async def description(self, _: Request) -> Response:
        """The API described for machines."""
        return JSONResponse(openapi_document())

    async def health(self, _: Request) -> Response:
        """Whether searches can be answered: 503 where they cannot, whatever is wrong."""
        try:
            await run_in_threadpool(self._library.check)
        except IndexStateError as error:
            return problem_response(problem_of(error).with_status(HTTPStatus.SERVICE_UNAVAILABLE))
        return JSONResponse({"status": "ok"})
