"""From a query string to a page of results: parse, evaluate, rank, cut, highlight."""

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from whoosh.reading import IndexReader

from pressmark.corpus.errors import AskError
from pressmark.search.ranking.topk import Ranked
from pressmark.search.results.found import Found, Sort
from pressmark.search.results.hits import hits_of
from pressmark.search.results.models import Hit, Results

if TYPE_CHECKING:
    from pressmark.search.results.facets import Facet

__all__ = ["Searchable", "Sort", "search"]


class Searchable(Protocol):
    """What `search` asks of an index, whichever engine stands beneath it."""

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
    """What matches `query`: hits `offset` to `offset + limit` and the exact totals.

    A hit is an article, shown by its best paragraph, or with `paragraphs` each paragraph is one.
    Of articles that are copies of each other the first in order is the hit and names the others,
    or with `copies` each is one.
    With `facets`, all hits are also counted by paper, author, kind, language and month; with
    `explain`, each hit tells the parts of its score.
    `sort` is by "relevance", the same with "recent" ones favoured, or by time of publication.
    A page past the end has no hits, nor has one of `limit` 0: totals and facets alone. Undated
    articles come last in either order of time. Raises `QueryError` with the place and a hint where
    the query cannot be read, `AskError` for a negative `limit` or `offset`.
    """
    _check_page(limit, offset)
    started = time.perf_counter()
    with index.reader() as reader:
        found = Found(
            reader, query, index.language, sort=sort, paragraphs=paragraphs, copies=copies
        )
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
            collapsed=found.stories.collapsed,
            notes=found.notes,
            suggestion=found.suggestion(),
            broader=found.broader(),
            facets=_facets(found) if facets else (),
            seconds=time.perf_counter() - started,  # the last, so that it counts all the others
        )


def _check_page(limit: int, offset: int) -> None:
    for name, number in (("limit", limit), ("offset", offset)):
        if number < 0:
            raise AskError(f"{name} must not be negative, and is {number}.", "Give 0 or more.")


# what few searches ask for is loaded when they do


def _facets(found: Found) -> "tuple[Facet, ...]":
    from pressmark.search.results.facets import count_facets

    return count_facets(found.ranking, found.stories)


def _explained(hits: tuple[Hit, ...], found: Found, page: Ranked) -> tuple[Hit, ...]:
    from pressmark.search.ranking.explain import explain

    return tuple(
        replace(hit, explanation=explain(found.ranking, unit))
        for hit, unit in zip(hits, page.units.tolist(), strict=True)
    )
