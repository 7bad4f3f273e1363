"""The pages: results, an article, similar articles, the index, the help, and errors."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from jinja2 import Environment
from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from pressmark.corpus.errors import IndexStateError, QueryError, TooManyPeriodsError
from pressmark.index import IndexStats
from pressmark.search.counting import EVERYTHING
from pressmark.search.options import SearchOptions
from pressmark.search.query.grammar import QUERY_HELP
from pressmark.search.results.counts import Counts
from pressmark.search.results.facet import Facet, FacetValue
from pressmark.search.results.models import Results, Spelling
from pressmark.search.saved import MOST_COUNTED
from pressmark.search.suggestions.examples import Example
from pressmark.search.suggestions.word_counts import WordCount
from pressmark.search.web.article_view import ArticleView, article_view, no_marks, removal_examples
from pressmark.search.web.bar_chart import bar_chart
from pressmark.search.web.errors import Problem
from pressmark.search.web.library import Library, Marker
from pressmark.search.web.limits import (
    ARTICLE_NAMES,
    EXPORT_HITS,
    MOST_MONTHS,
    NEWEST_SHOWN,
    PAGE_SIZE,
    PLACES_SHOWN,
    REMOVED_SHOWN,
    RULES_NAMED,
    SOURCES_FIRST,
    SOURCES_LISTED,
    VALUES_SHOWN,
    VALUES_UNFOLDED,
)
from pressmark.search.web.neighbours import Neighbours, neighbours
from pressmark.search.web.paging import paging
from pressmark.search.web.parameters import HIT, SORTS
from pressmark.search.web.params import SearchParams, mistake_params, page_params, saved_params
from pressmark.search.web.threadpool import ThreadPool
from pressmark.search.web.timeline import Timeline, is_short, timeline

FIRST_FORMS = ("some words", '"two words"', "title:", "name:", "source:", "published:")
FIRST_HELP = tuple(row for form in FIRST_FORMS for row in QUERY_HELP if row.form == form)
"""The forms on the front page; the help page has all."""

STATE_HEADINGS = {
    "index-missing": "There is no index yet",
    "index-corrupt": "The index is damaged",
    "index-version": "The index was made by another version of Pressmark",
    "index-busy": "The index is being changed",
    "index-state-error": "The index cannot be read",
    "thread-pool-full": "The server is busy",
}
"""Headings for errors that the query did not cause."""


class Pages:
    """The endpoints that return HTML."""

    def __init__(
        self, library: Library, threads: ThreadPool, templates: Environment, secret: str
    ) -> None:
        self._library = library
        self._secret = secret
        self._threads = threads
        self._templates = templates

    async def search(self, request: Request) -> Response:
        """The results, or the front page without a query."""
        search = page_params(request.query_params)
        return await (self._results(search) if search.query else self._front())

    async def _front(self) -> Response:
        stats, newest, shown = await self._threads.run(self._first_look)
        return self._page(
            "front.html",
            search=SearchParams(query=EVERYTHING),
            stats=stats,
            newest=newest.hits,
            timeline=timeline(_months(newest)),
            unit=_unit(newest),
            sources=list(stats.sources.items())[:SOURCES_FIRST],
            examples=[example for example in shown if example.query],
        )

    def _first_look(self) -> tuple[IndexStats, Results, Sequence[Example]]:
        """The counts of the index, its newest articles, and examples of queries."""
        options = SearchOptions(limit=NEWEST_SHOWN, sort="newest", facets=True)
        newest = self._library.search(EVERYTHING, options)
        return self._library.stats(), newest, self._library.examples(FIRST_HELP)

    async def _results(self, search: SearchParams) -> Response:
        find = partial(self._found, search)
        results, line = await self._threads.run(find, search.whole_query)
        words, sources = await self._help(search, results)
        facets = _choices(results)
        return self._page(
            "results.html",
            search=search,
            results=results,
            spelled=_by_word(results),
            secret=self._secret,
            paging=paging(search.page, results.total, PAGE_SIZE),
            sorts=SORTS,
            timeline=line,
            unit=_unit(results),
            facets=facets,
            words=words,
            sources=sources,
            has_side=bool(facets or line.bars or line.others),
            max_exported=EXPORT_HITS,
            max_values=VALUES_SHOWN,
            max_unfolded=VALUES_UNFOLDED,
        )

    async def _help(
        self, search: SearchParams, results: Results
    ) -> tuple[Sequence[WordCount], Sequence[tuple[str, int]]]:
        """Where nothing is found, the counts of the words, and the sources that there are."""
        if results.total:
            return (), ()
        stats = await self._threads.run(self._library.stats)
        words = await self._threads.run(partial(self._library.word_counts, search.query))
        return words, list(stats.sources.items())[:SOURCES_FIRST]

    def _found(self, search: SearchParams) -> tuple[Results, Timeline]:
        """The results, and their timeline: by day where they cover a short time."""
        results = self._library.search(search.whole_query, search.options)
        months = _months(results)
        if not is_short(months):
            return results, timeline(months)
        counts = self._library.count(
            (search.whole_query,),
            by="day",
            of=search.unit,
            all_words=search.all_words,
            spellings=search.spellings,
        )
        days = [FacetValue(day.value, day.counts[0], day.clause) for day in counts.buckets]
        return results, timeline(months, days, counts.missing.counts[0])

    async def index(self, _: Request) -> Response:
        """The counts of the index and of the cleaning rules."""
        stats, counts = await self._threads.run(self._statistics)
        return self._page(
            "index.html",
            search=SearchParams(),
            stats=stats,
            counts=counts,
            chart=bar_chart(counts) if counts.buckets else None,
            max_sources=SOURCES_LISTED,
        )

    def _statistics(self) -> tuple[IndexStats, Counts]:
        """The counts of the index, and its articles by month, or by year if it is old."""
        counted = partial(self._library.count, (EVERYTHING,), of="articles")
        try:
            counts = counted(by="month")
        except TooManyPeriodsError:  # an article has a wrong date
            return self._library.stats(), counted(by="year")
        if len(counts.buckets) > MOST_MONTHS:
            counts = counted(by="year")
        return self._library.stats(), counts

    async def removed(self, request: Request) -> Response:
        """Examples of what one cleaning rule removed; 404 for a rule that removed nothing."""
        rule = request.path_params["rule"]
        stats = await self._threads.run(self._library.stats)
        if rule not in stats.removed_by_rule:
            raise HTTPException(404)
        find = partial(self._library.removed_by, rule, REMOVED_SHOWN)
        articles = await self._threads.run(find)
        return self._page(
            "removed.html",
            search=SearchParams(),
            rule=rule,
            total=stats.removed_by_rule[rule],
            examples=list(removal_examples(articles, rule)),
        )

    async def saved(self, _: Request) -> Response:
        """The saved searches with the number of new hits; looking at it changes nothing."""
        searches = await self._threads.run(self._library.saved_news)
        return self._page(
            "saved.html",
            search=SearchParams(),
            saved=[(each, saved_params(each)) for each in searches],
            most=MOST_COUNTED,
        )

    async def help(self, _: Request) -> Response:
        """All forms of the query language, with examples of this index if there is one."""
        try:
            shown = await self._threads.run(partial(self._library.examples, QUERY_HELP))
        except IndexStateError:
            shown = tuple(Example(row.form, row.meaning, "", 0) for row in QUERY_HELP)
        return self._page("help.html", search=SearchParams(), help=shown)

    async def article(self, request: Request) -> Response:
        """One article with the words of `?q=` highlighted; with `?hit=` also the hits before and
        after it, with `?removed=yes` also removed lines."""
        params = request.query_params
        search, rank = page_params(params), HIT.read(params)
        with_removed = "removed" in params
        read = partial(self._read, request.path_params["id"], search, with_removed)
        view = await self._threads.run(read, search.query)
        return self._page(
            "article.html",
            search=search,
            view=view,
            trail=await self._neighbours(search, rank, view.article.id),
            hit=rank,
            with_removed=with_removed,
            max_found=PLACES_SHOWN,
            max_names=ARTICLE_NAMES,
            max_rules=RULES_NAMED,
        )

    async def _neighbours(self, search: SearchParams, rank: int, article: str) -> Neighbours | None:
        """The hits beside the article, None where it was not opened from results."""
        if not (rank and search.query):
            return None
        find = partial(self._library.search, search.whole_query, search.around_hit(rank))
        try:
            results = await self._threads.run(find, search.whole_query)
        except QueryError:  # the article is shown all the same
            return None
        return neighbours(results, rank, article)

    async def similar(self, request: Request) -> Response:
        """Articles similar to one; `?q=` is the search to go back to."""
        target = request.path_params["id"]
        search = page_params(request.query_params)
        article = await self._threads.run(partial(self._library.article, target))
        find = partial(self._library.similar, article.id, None, limit=PAGE_SIZE)
        results = await self._threads.run(find)
        return self._page("similar.html", search=search, article=article, results=results)

    def _read(self, target: str, search: SearchParams, with_removed: bool) -> ArticleView:
        article = self._library.article(target)
        return article_view(article, self._marker(search), with_removed=with_removed)

    def _marker(self, search: SearchParams) -> Marker:
        try:
            return self._library.marker(search.query, search.spellings)
        except QueryError:  # shown without highlights
            return no_marks

    async def description(self, request: Request) -> Response:
        """Lets a browser add this page to its search engines (OpenSearch 1.1)."""
        template = self._templates.get_template("opensearch.xml")
        address = str(request.base_url)
        return Response(
            template.render(address=address, icon=f"{address}static/favicon.svg"),
            media_type="application/opensearchdescription+xml",
        )

    def problem(self, problem: Problem, params: QueryParams) -> Response:
        """An error page for a request with `params`."""
        return self._page(
            "problem.html",
            status=problem.status,
            headers=dict(problem.headers),
            search=mistake_params(params),
            problem=problem,
            states=STATE_HEADINGS,
        )

    def _page(
        self, name: str, *, status: int = 200, headers: dict[str, str] | None = None, **names: Any
    ) -> Response:
        html = self._templates.get_template(name).render(names)
        return HTMLResponse(html, status, headers)


def _by_word(results: Results) -> dict[str, list[Spelling]]:
    """The other spellings of each word of the query."""
    words: dict[str, list[Spelling]] = {}
    for each in results.also_written:
        words.setdefault(each.word, []).append(each)
    return words


def _months(results: Results) -> Facet:
    return next((facet for facet in results.facets if facet.name == "month"), Facet("month", ()))


def _choices(results: Results) -> tuple[Facet, ...]:
    """The facets that have values; months are a timeline."""
    return tuple(facet for facet in results.facets if facet.values and facet.name != "month")


def _unit(results: Results) -> str:
    """What the hits are, and so what facets count."""
    if results.paragraphs:
        return "paragraphs"
    return "stories" if results.collapsed else "articles"
