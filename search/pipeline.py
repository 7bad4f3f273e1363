"""From a query string to a page of results: parse, evaluate, rank, cut, highlight."""

import time
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any, Literal, Protocol

import numpy as np
from whoosh.query import Query
from whoosh.searching import Searcher

from pressmark.corpus.errors import AskError
from pressmark.corpus.model import Kind
from pressmark.search.arrays import Arrays
from pressmark.search.columns import stored_value, stored_values
from pressmark.search.expand import expand
from pressmark.search.explain import explain as explain_score
from pressmark.search.facets import count_facets
from pressmark.search.leaf import Ints
from pressmark.search.limits import COPIES_LISTED
from pressmark.search.marks import PARAGRAPH, TITLE, Marker, stemmed
from pressmark.search.rank import NOTHING_RANKED, Ranked, Ranking
from pressmark.search.results import ArticleInfo, Hit, Results
from pressmark.search.snippet import further_passages, make_snippet
from pressmark.search.spelling import suggest_spelling
from pressmark.search.stories import Stories, families_of
from pressmark.search.syntax import parse

Sort = Literal["relevance", "newest", "oldest"]


class Searchable(Protocol):
    """What `search` asks of an index, whichever engine stands beneath it."""

    language: str

    def searcher(self) -> Searcher:
        """A searcher on the latest commit, to be closed by the caller."""


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
    A page past the end has no hits, nor has one of `limit` 0: totals and facets alone. Undated
    articles come last in either order of time. Raises `QueryError` with the place and a hint where
    the query cannot be read, `AskError` for a negative `limit` or `offset`.
    """
    _check_page(limit, offset)
    started = time.perf_counter()
    with index.searcher() as searcher:
        parsed = parse(query, searcher.schema, language=index.language)
        tree, notes = expand(parsed.tree, searcher)
        arrays = Arrays(searcher)
        ranking = Ranking(arrays, tree, parsed.words, flat=paragraphs)
        stories = Stories()
        if not (paragraphs or copies):
            stories = Stories.among(families_of(searcher), ranking.units)
        page = _page(ranking, stories, sort, offset, limit)
        hits = _hits(searcher, tree, ranking, stories, page, offset)
        return Results(
            query=query,
            hits=_explained(hits, ranking, page) if explain else hits,
            total_paragraphs=ranking.total_paragraphs,
            total_articles=ranking.total_articles,
            offset=offset,
            limit=limit,
            paragraphs=paragraphs,
            copies=copies,
            collapsed=stories.collapsed,
            notes=(*parsed.notes, *notes),
            suggestion=suggest_spelling(arrays, query, parsed.spelled),
            facets=count_facets(ranking, stories) if facets else (),
            seconds=time.perf_counter() - started,  # the last, so that it counts all the others
        )


def _check_page(limit: int, offset: int) -> None:
    for name, number in (("limit", limit), ("offset", offset)):
        if number < 0:
            raise AskError(f"{name} must not be negative, and is {number}.", "Give 0 or more.")


def _page(ranking: Ranking, stories: Stories, sort: Sort, offset: int, limit: int) -> Ranked:
    """The units to show, in order: equal ones as they stand in the index."""
    if not limit or offset >= ranking.total_units:
        return NOTHING_RANKED

    def first(count: int) -> Ranked:
        return ranking.best(count) if sort == "relevance" else _by_time(ranking, sort, count)

    last = offset + limit
    best = stories.first(last, ranking.total_units, first)
    return Ranked(best.units[offset:last], best.scores[offset:last])


def _by_time(ranking: Ranking, sort: Sort, limit: int) -> Ranked:
    """The first units in order of time, of those of one time the best first."""
    units, times = ranking.units, ranking.times.astype(np.float64)
    keys = np.where(times < 0, np.inf, -times if sort == "newest" else times)
    if len(keys) > limit:
        near = keys <= np.partition(keys, limit - 1)[limit - 1]
        units, keys = units[near], keys[near]
    scores = ranking.scores(units)
    order = np.lexsort((-scores, keys))[:limit]
    return Ranked(units[order], scores[order])


def _hits(
    searcher: Searcher, tree: Query, ranking: Ranking, stories: Stories, page: Ranked, offset: int
) -> tuple[Hit, ...]:
    ranked = zip(page.units.tolist(), page.scores.tolist(), strict=True)
    found, marker = ranking.found(page.units), Marker(tree, searcher.schema)
    return tuple(
        _hit(
            searcher,
            marker,
            found[unit],
            rank=number,
            score=score,
            **_copies(searcher, ranking, stories.others(unit)),
        )
        for number, (unit, score) in enumerate(ranked, start=offset + 1)
    )


def _explained(hits: tuple[Hit, ...], ranking: Ranking, page: Ranked) -> tuple[Hit, ...]:
    return tuple(
        replace(hit, explanation=explain_score(ranking, unit))
        for hit, unit in zip(hits, page.units.tolist(), strict=True)
    )


def _copies(searcher: Searcher, ranking: Ranking, others: Ints) -> dict[str, Any]:
    """The fields of a hit that tell of the other articles of its story."""
    if not len(others):
        return {}
    best = others[np.argsort(-ranking.scores(others), kind="stable")][:COPIES_LISTED]
    found = ranking.found(best)
    firsts = (int(found[unit][0]) for unit in best.tolist())
    copies = tuple(_article(stored_values(searcher, _OF_ARTICLE, first)) for first in firsts)
    return {"also": len(others), "copies": copies}


def _hit(searcher: Searcher, marker: Marker, docnums: Ints, **known: Any) -> Hit:
    stored = _best_to_show(searcher, docnums)
    text = stored["text"]
    marks = marker.marks(text, PARAGRAPH | TITLE if stored["kind"] == Kind.TITLE else PARAGRAPH)
    alike = partial(stemmed, schema=searcher.schema)
    snippet = make_snippet(text, marks, alike=alike)
    return Hit(
        article=_article(stored),
        ordinal=stored["ordinal"],
        kind=stored["kind"],
        text=text,
        marks=marks,
        snippet=snippet,
        further=further_passages(text, marks, snippet, alike),
        title_marks=marker.title_marks(stored["title"] or ""),
        more=len(docnums) - 1,
        **known,
    )


def _best_to_show(searcher: Searcher, docnums: Ints) -> Mapping[str, Any]:
    """The first of `docnums` that is no title, which is shown anyway; else the title."""
    first = int(docnums[0])
    if len(docnums) > 1 and stored_value(searcher, "kind", first) == Kind.TITLE:
        first = int(docnums[1])
    return stored_values(searcher, _OF_HIT, first)


def _article(stored: Mapping[str, Any]) -> ArticleInfo:
    return ArticleInfo(
        id=stored["article"],
        title=stored["title"] or "",
        source=stored["source"] or "",
        published=stored["published"],
        url=stored["url"] or "",
        authors=tuple(stored["author"] or ()),
        language=stored["language"] or "",
    )


_OF_ARTICLE = ("article", "title", "source", "published", "url", "author", "language")
_OF_HIT = (*_OF_ARTICLE, "ordinal", "kind", "text")
"""The stored fields that a result shows."""
