"""From a query string to a page of results: parse, evaluate, order, cut, highlight."""

import time
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal, Protocol

import numpy as np
from numpy.typing import NDArray
from whoosh.query import Query
from whoosh.searching import Searcher

from pressmark.corpus.model import Kind
from pressmark.search.columns import column
from pressmark.search.evaluate import Matches, evaluate
from pressmark.search.expand import expand
from pressmark.search.marks import PARAGRAPH, TITLE, find_marks
from pressmark.search.results import ArticleInfo, Hit, Results
from pressmark.search.snippet import make_snippet
from pressmark.search.syntax import parse

Sort = Literal["relevance", "newest", "oldest"]

_EPOCH = datetime(1970, 1, 1)


class Searchable(Protocol):
    """What `search` asks of an index, whichever engine stands beneath it."""

    language: str

    def searcher(self) -> Searcher:
        """A searcher on the latest commit, to be closed by the caller."""


def search(
    index: Searchable, query: str, *, limit: int = 10, offset: int = 0, sort: Sort = "relevance"
) -> Results:
    """The paragraphs that match `query`: hits `offset` to `offset + limit` and the exact totals.

    A page past the end has no hits. Undated articles come last in either order of time. Raises
    `QueryError` with the place and a hint where the query cannot be read.
    """
    started = time.perf_counter()
    with index.searcher() as searcher:
        parsed = parse(query, searcher.schema, language=index.language)
        tree, notes = expand(parsed.tree, searcher)
        matches = evaluate(searcher, tree)
        page = _order(searcher, matches, sort)[offset : offset + limit]
        hits = tuple(
            _hit(searcher, tree, matches, int(at), rank)
            for rank, at in enumerate(page, start=offset + 1)
        )
        articles = column(searcher, "article", matches.docnums)
    return Results(
        query=query,
        hits=hits,
        total_paragraphs=len(matches),
        total_articles=len(set(articles)),
        offset=offset,
        limit=limit,
        seconds=time.perf_counter() - started,
        notes=(*parsed.notes, *notes),
    )


def _order(searcher: Searcher, matches: Matches, sort: Sort) -> NDArray[np.int64]:
    """The places of `matches` in the order to show: equal ones as they stand in the index."""
    if sort == "relevance":
        return np.argsort(-matches.scores, kind="stable")
    dates = column(searcher, "published", matches.docnums)
    seconds = np.array([_seconds(date, sort) for date in dates], dtype=np.float64)
    return np.lexsort((-matches.scores, seconds))


def _seconds(date: datetime | None, sort: Sort) -> float:
    """A key that sorts as asked for and the undated last."""
    if date is None:
        return float("inf")
    passed = (date - _EPOCH).total_seconds()
    return -passed if sort == "newest" else passed


def _hit(searcher: Searcher, tree: Query, matches: Matches, at: int, rank: int) -> Hit:
    stored = searcher.stored_fields(int(matches.docnums[at]))
    text = stored["text"]
    fields = PARAGRAPH | TITLE if stored["kind"] == Kind.TITLE else PARAGRAPH
    marks = find_marks(tree, text, searcher.schema, fields)
    return Hit(
        rank=rank,
        score=float(matches.scores[at]),
        article=_article(stored),
        ordinal=stored["ordinal"],
        kind=stored["kind"],
        text=text,
        marks=marks,
        snippet=make_snippet(text, marks),
        title_marks=find_marks(tree, stored.get("title", ""), searcher.schema, TITLE),
    )


def _article(stored: Mapping[str, Any]) -> ArticleInfo:
    return ArticleInfo(
        id=stored["article"],
        title=stored.get("title", ""),
        source=stored.get("source", ""),
        published=stored.get("published"),
        url=stored.get("url", ""),
        authors=tuple(stored.get("author", ())),
        language=stored.get("language", ""),
    )
