"""From a query string to a page of results: parse, evaluate, rank, cut, highlight."""

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from whoosh.reading import IndexReader

from pressmark.search.options import SearchOptions, Sort
from pressmark.search.ranking.topk import Ranked
from pressmark.search.results.found import Found
from pressmark.search.results.hits import hits_of
from pressmark.search.results.models import Hit, Results

if TYPE_CHECKING:
    from pressmark.search.results.facet import Facet

__all__ = ["Searchable", "search"]


class Searchable(Protocol):
    """What `search` needs of an index, whatever the engine."""

    language: str

    def reader(self) -> IndexReader:
        """A Whoosh reader on the latest commit, to be closed by the caller."""


def search(
    index: Searchable,
    query: str,
    *,
    limit: int = 10,
    offset: int = 0,
    sort: Sort = "relevance",
    paragraphs: bool = False,
    copies: bool = False,
    facets: bool = False,
    explain: bool = False,
) -> Results:
    """Search `index`: hits `offset` to `offset + limit` of `query` and the exact totals.

    A hit is an article, shown by its best paragraph; with `paragraphs` each paragraph is a hit. Of
    near-copies the first in order is the hit and lists the others; with `copies` each is a hit.
    With `facets`, all hits are also counted by source, author, kind, language and month; with
    `explain`, each hit has the parts of its score. `sort` is "relevance", "recent" (the same with
    recent articles favoured), "newest" or "oldest"; undated articles come last in an order of time.
    A page past the end has no hits; with a `limit` of 0 there are only totals and facets. Raises
    `QueryError` with the place and a hint where the query cannot be read, `AskError` for an option
    that cannot be.

    >>> results = search(index, "bridge after:2022-10", limit=1)
    >>> [hit.article.title for hit in results]
    ['River Lenn floods Tolbridge, 140 shelter in school']
    >>> results
    <Results of 'bridge after:2022-10': 1 of 3 hits>
    """
    options = SearchOptions(limit, offset, sort, paragraphs, copies, facets, explain)
    started = time.perf_counter()
    with index.reader() as reader:
        found = Found(reader, query, index.language, options)
        page = found.page(offset, limit)
        hits = hits_of(found, page, offset)
        return Results(
            query=query,
            hits=_explained(hits, found, page) if explain else hits,
            total_paragraphs=found.ranking.total_paragraphs,
            total_articles=found.ranking.total_articles,
            offset=offset,
            limit=limit,
            paragraphs=paragraphs,
            copies=copies,
            total_stories=found.ranking.total_articles - found.stories.collapsed,
            notes=found.notes,
            suggestion=found.suggestion(),
            broader=found.broader(),
            facets=_facets(found) if facets else (),
            seconds=time.perf_counter() - started,  # the last, so that it counts all the others
        )


# few searches ask for these


def _facets(found: Found) -> "tuple[Facet, ...]":
    from pressmark.search.local.facets import count_facets

    return count_facets(found.ranking, found.stories)


def _explained(hits: tuple[Hit, ...], found: Found, page: Ranked) -> tuple[Hit, ...]:
    from pressmark.search.ranking.explain import explain

    return tuple(
        replace(hit, explanation=explain(found.ranking, unit))
        for hit, unit in zip(hits, page.units.tolist(), strict=True)
    )
