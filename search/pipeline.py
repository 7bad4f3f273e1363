"""From a query string to a page of results: parse, evaluate, rank, cut, highlight."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol

import numpy as np
from whoosh.query import Query
from whoosh.searching import Searcher

from pressmark.corpus.errors import AskError
from pressmark.corpus.model import Kind
from pressmark.search import rank
from pressmark.search.arrays import Arrays, Ints, run_starts
from pressmark.search.columns import column
from pressmark.search.evaluate import Matches, weigh_evidence
from pressmark.search.expand import expand
from pressmark.search.facets import count_facets
from pressmark.search.marks import PARAGRAPH, TITLE, find_marks, find_title_marks
from pressmark.search.rank import QueryWord, Units
from pressmark.search.results import ArticleInfo, Facet, Hit, Results
from pressmark.search.snippet import make_snippet
from pressmark.search.spelling import suggest_spelling
from pressmark.search.syntax import parse

Sort = Literal["relevance", "newest", "oldest"]

_EPOCH = datetime(1970, 1, 1)


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
    facets: bool = False,
) -> Results:
    """What matches `query`: hits `offset` to `offset + limit` and the exact totals.

    A hit is an article, shown by its best paragraph, or with `paragraphs` each paragraph is one.
    With `facets`, all hits are also counted by paper, author, kind, language and month.
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
        found = _find(arrays, tree, parsed.words, paragraphs=paragraphs)
        page = _order(searcher, found, sort)[offset : offset + limit]
        return Results(
            query=query,
            hits=_hits(searcher, tree, found, page, offset),
            total_paragraphs=len(found.matches),
            total_articles=found.total_articles,
            offset=offset,
            limit=limit,
            paragraphs=paragraphs,
            notes=(*parsed.notes, *notes),
            suggestion=suggest_spelling(arrays, query, parsed.spelled),
            facets=_facets(arrays, found) if facets else (),
            seconds=time.perf_counter() - started,  # the last, so that it counts all the others
        )


def _check_page(limit: int, offset: int) -> None:
    for name, number in (("limit", limit), ("offset", offset)):
        if number < 0:
            raise AskError(f"{name} must not be negative, and is {number}.", "Give 0 or more.")


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """The matches by unit: unit i scores `scores[i]` and has those from `firsts[i]` to the next."""

    matches: Matches
    firsts: Ints
    scores: Any
    total_articles: int

    def of(self, unit: int) -> Ints:
        """The places of a unit's matches, the best first."""
        places = np.arange(self.firsts[unit], self.firsts[unit + 1])
        return places[np.argsort(-self.matches.scores[places], kind="stable")]


def _find(arrays: Arrays, tree: Query, words: Sequence[QueryWord], *, paragraphs: bool) -> _Found:
    evaluation = weigh_evidence(arrays, tree)
    units: Units = rank.paragraphs(arrays) if paragraphs else rank.articles(arrays)
    scores = rank.unit_scores(arrays, units, evaluation, words)
    docnums = evaluation.matches.docnums
    of = units.of[docnums]
    firsts = run_starts(of)
    return _Found(
        matches=evaluation.matches,
        firsts=np.append(firsts, len(docnums)),
        scores=scores[of[firsts]],
        total_articles=len(run_starts(arrays.articles[docnums])),
    )


def _facets(arrays: Arrays, found: _Found) -> tuple[Facet, ...]:
    counts = np.diff(found.firsts)
    return count_facets(arrays, found.matches.docnums, np.repeat(np.arange(len(counts)), counts))


def _order(searcher: Searcher, found: _Found, sort: Sort) -> Ints:
    """The units in the order to show: equal ones as they stand in the index."""
    if sort == "relevance":
        return np.argsort(-found.scores, kind="stable")
    dates = column(searcher, "published", found.matches.docnums[found.firsts[:-1]])
    seconds = np.array([_seconds(date, sort) for date in dates], dtype=np.float64)
    return np.lexsort((-found.scores, seconds))


def _seconds(date: datetime | None, sort: Sort) -> float:
    """A key that sorts as asked for and the undated last."""
    if date is None:
        return float("inf")
    passed = (date - _EPOCH).total_seconds()
    return -passed if sort == "newest" else passed


def _hits(
    searcher: Searcher, tree: Query, found: _Found, page: Ints, offset: int
) -> tuple[Hit, ...]:
    ranked = enumerate(page, start=offset + 1)
    return tuple(_hit(searcher, tree, found, int(unit), number) for number, unit in ranked)


def _hit(searcher: Searcher, tree: Query, found: _Found, unit: int, number: int) -> Hit:
    places = found.of(unit)
    stored = _best_to_show(searcher, found.matches.docnums[places])
    text = stored["text"]
    fields = PARAGRAPH | TITLE if stored["kind"] == Kind.TITLE else PARAGRAPH
    marks = find_marks(tree, text, searcher.schema, fields)
    return Hit(
        rank=number,
        score=float(found.scores[unit]),
        article=_article(stored),
        ordinal=stored["ordinal"],
        kind=stored["kind"],
        text=text,
        marks=marks,
        snippet=make_snippet(text, marks),
        title_marks=find_title_marks(tree, stored.get("title", ""), searcher.schema),
        more=len(places) - 1,
    )


def _best_to_show(searcher: Searcher, docnums: Ints) -> Mapping[str, Any]:
    """The first of `docnums` that is no title, which is shown anyway; else the title."""
    first: Mapping[str, Any] = searcher.stored_fields(int(docnums[0]))
    if first["kind"] != Kind.TITLE or len(docnums) == 1:
        return first
    second: Mapping[str, Any] = searcher.stored_fields(int(docnums[1]))
    return second


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
