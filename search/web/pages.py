"""The pages: search with its results, an article, and errors in plain sentences."""

from functools import partial
from typing import Any

from jinja2 import Environment
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from pressmark.corpus.errors import QueryError
from pressmark.search.query.parser import QUERY_HELP
from pressmark.search.results.facet import Facet, FacetValue
from pressmark.search.results.models import Results
from pressmark.search.web.article_view import ArticleView, article_view, no_marks
from pressmark.search.web.errors import Problem
from pressmark.search.web.library import Library, Marker
from pressmark.search.web.limits import (
    EXPORT_HITS,
    PAGE_SIZE,
    PLACES_SHOWN,
    SOURCES_LISTED,
    VALUES_SHOWN,
    VALUES_UNFOLDED,
)
from pressmark.search.web.paging import paging
from pressmark.search.web.parameters import QUERY, SORTS
from pressmark.search.web.params import SearchParams, mistake_params, page_params
from pressmark.search.web.threadpool import ThreadPool
from pressmark.search.web.timeline import HEIGHT, timeline

FIRST_HELP = tuple(
    row
    for row in QUERY_HELP
    if row.form in {"some words", '"two words"', "begin*", "-word", "title:", "source:"}
)
"""What to know first; the help page has the rest."""

STATES = {
    "index-missing": "There is no index here yet",
    "index-corrupt": "The index is damaged",
    "index-version": "The index was made by another Pressmark",
    "index-busy": "The index is being changed",
    "index-state-error": "The index cannot be read",
    "thread-pool-full": "There is a queue",
}
"""Headings for what is no fault of the question."""


class Pages:
    """The endpoints that answer with HTML."""

    def __init__(self, library: Library, threads: ThreadPool, templates: Environment) -> None:
        self._library = library
        self._threads = threads
        self._templates = templates

    async def search(self, request: Request) -> Response:
        """The search box, and the results where something was asked."""
        asked = page_params(request.query_params)
        return await (self._results(asked) if asked.query else self._front())

    async def _front(self) -> Response:
        stats = await self._threads.run(self._library.stats)
        return self._page("front.html", asked=SearchParams(), stats=stats, help=FIRST_HELP)

    async def _results(self, asked: SearchParams) -> Response:
        find = partial(
            self._library.search,
            asked.whole_query,
            asked.options,
        )
        results = await self._threads.run(find, asked.whole_query)
        return self._page(
            "results.html",
            asked=asked,
            results=results,
            paging=paging(asked.page, results.total, PAGE_SIZE),
            sorts=SORTS,
            bars=timeline(_values(results, "month")),
            height=HEIGHT,
            facets=_to_choose(results),
            most_exported=EXPORT_HITS,
            most=VALUES_SHOWN,
            most_unfolded=VALUES_UNFOLDED,
        )

    async def index(self, _: Request) -> Response:
        """What the index holds and what cleaning took out of it."""
        stats = await self._threads.run(self._library.stats)
        return self._page(
            "index.html", asked=SearchParams(), stats=stats, most_sources=SOURCES_LISTED
        )

    async def help(self, _: Request) -> Response:
        """How to ask: every form of the query language."""
        return self._page("help.html", asked=SearchParams(), help=QUERY_HELP)

    async def article(self, request: Request) -> Response:
        """One article, the words of `?q=` marked; `?removed=yes` shows what cleaning took out."""
        asked = SearchParams(query=QUERY.read(request.query_params))
        with_removed = "removed" in request.query_params
        read = partial(self._read, request.path_params["id"], asked.query, with_removed)
        view = await self._threads.run(read, asked.query)
        return self._page(
            "article.html",
            asked=asked,
            view=view,
            with_removed=with_removed,
            most_found=PLACES_SHOWN,
        )

    async def similar(self, request: Request) -> Response:
        """The articles most like one; `?q=` is what led to it, for the way back."""
        target = request.path_params["id"]
        asked = SearchParams(query=QUERY.read(request.query_params))
        article = await self._threads.run(partial(self._library.article, target))
        find = partial(self._library.similar, article.id, None, limit=PAGE_SIZE)
        results = await self._threads.run(find)
        return self._page("similar.html", asked=asked, article=article, results=results)

    def _read(self, target: str, query: str, with_removed: bool) -> ArticleView:
        article = self._library.article(target)
        return article_view(article, self._marker(query), with_removed=with_removed)

    def _marker(self, query: str) -> Marker:
        try:
            return self._library.marker(query)
        except QueryError:  # the article can be read all the same
            return no_marks

    async def description(self, request: Request) -> Response:
        """How a browser adds this page to its search engines (OpenSearch 1.1)."""
        template = self._templates.get_template("opensearch.xml")
        address = str(request.base_url)
        return Response(
            template.render(address=address, icon=f"{address}static/favicon.svg"),
            media_type="application/opensearchdescription+xml",
        )

    def problem(self, problem: Problem, params: QueryParams) -> Response:
        """An error page; `params` say what was asked, if anything."""
        return self._page(
            "problem.html",
            status=problem.status,
            headers=dict(problem.headers),
            asked=mistake_params(params),
            problem=problem,
            states=STATES,
        )

    def _page(
        self, name: str, *, status: int = 200, headers: dict[str, str] | None = None, **names: Any
    ) -> Response:
        html = self._templates.get_template(name).render(names)
        return HTMLResponse(html, status, headers)


def _values(results: Results, name: str) -> tuple[FacetValue, ...]:
    return next((facet.values for facet in results.facets if facet.name == name), ())


def _to_choose(results: Results) -> tuple[Facet, ...]:
    """The facets that leave a choice; months are shown as a timeline."""
    return tuple(
        facet for facet in results.facets if len(facet.values) > 1 and facet.name != "month"
    )
