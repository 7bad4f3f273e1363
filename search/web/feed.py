"""Every query as a feed: a reader of feeds is an alert."""

from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from pressmark.search.counting import EVERYTHING
from pressmark.search.options import SearchOptions
from pressmark.search.results.feed import as_atom
from pressmark.search.results.models import Hit
from pressmark.search.web.library import Library
from pressmark.search.web.limits import FEED_ENTRIES
from pressmark.search.web.params import SearchParams, page_params
from pressmark.search.web.threadpool import ThreadPool


class Feed:
    """The endpoint that returns a feed."""

    def __init__(self, library: Library, threads: ThreadPool) -> None:
        self._library = library
        self._threads = threads

    async def atom(self, request: Request) -> Response:
        """The hits of a search that were indexed last."""
        search = page_params(request.query_params)
        work = partial(self._feed, request, search)
        content = await self._threads.run(work, search.whole_query)
        return Response(content, media_type="application/atom+xml")

    def _feed(self, request: Request, search: SearchParams) -> bytes:
        query = search.whole_query.strip() or EVERYTHING
        base = str(request.base_url).rstrip("/")

        def article_address(hit: Hit) -> str:
            return base + search.article_url(hit.article.id, ordinal=hit.ordinal)

        options = SearchOptions(
            limit=FEED_ENTRIES,
            sort="added",
            copies=search.copies,
            all_words=search.all_words,
            spellings=search.spellings,
        )
        results = self._library.search(query, options)
        return as_atom(
            results.hits,
            query,
            address=str(request.url),
            page=base + search.url,
            article_address=article_address,
            updated=self._library.stats().committed,
        )
