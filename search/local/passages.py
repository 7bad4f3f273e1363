"""Ranked units become passages: the best paragraph of each, its article, and its copies."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from whoosh.reading import IndexReader

from pressmark.corpus.kinds import Kind
from pressmark.index.articles.added import added_from
from pressmark.index.articles.extra_columns import extra_from, place_from
from pressmark.index.articles.published import published_from
from pressmark.search.engine import Passage
from pressmark.search.local.labels import Label, labels_of
from pressmark.search.local.result_set import ResultSet
from pressmark.search.local.stored import stored_rows
from pressmark.search.query.limits import COPIES_LISTED
from pressmark.search.ranking.index_arrays import Arrays, Ints
from pressmark.search.ranking.topk import Ranked
from pressmark.search.results.models import ArticleInfo

_ADDED = ("extra", "origin", "place", "added")
_DATES = ("published", "published_end")
_OF_ARTICLE = ("article", "title", "source", *_DATES, "url", "author", "language", *_ADDED)
_OF_PASSAGE = (*_OF_ARTICLE, "ordinal", "kind", "text")
"""The stored fields that are read."""


def passages_of(found: ResultSet, page: Ranked, *, explained: bool = False) -> tuple[Passage, ...]:
    """The units of a page, each by its best paragraph."""
    units = page.units.tolist()
    matching = found.ranking.found(page.units)
    shown = _to_show(found.arrays.reader, [matching[unit] for unit in units])
    rows = stored_rows(found.arrays.reader, _OF_PASSAGE, shown)
    articles = _articles(found.arrays, rows, shown)
    return tuple(
        Passage(
            article,
            row["ordinal"],
            row["kind"],
            row["text"],
            score,
            more=len(matching[unit]) - 1,
            **_copies(found, unit),
            explanation=_explanation(found, unit) if explained else None,
            absent=tuple(number for number, has in enumerate(found.branches) if not has[unit]),
        )
        for unit, row, article, score in zip(
            units, rows, articles, page.scores.tolist(), strict=True
        )
    )


def _explanation(found: ResultSet, unit: int) -> Any:
    from pressmark.search.ranking.explain import explain  # few searches ask for it

    return explain(found.ranking, unit)


def _copies(found: ResultSet, unit: int) -> dict[str, Any]:
    """The fields of a passage that name the other articles of its story."""
    others, ranking = found.stories.others(unit), found.ranking
    if not len(others):
        return {}
    best = others[np.argsort(-ranking.scores(others), kind="stable")][:COPIES_LISTED]
    docnums = ranking.found(best)
    firsts = np.array([docnums[other][0] for other in best.tolist()])
    rows = stored_rows(found.arrays.reader, _OF_ARTICLE, firsts)
    return {"also": len(others), "copies": _articles(found.arrays, rows, firsts)}


def _to_show(reader: IndexReader, matching: Sequence[Ints]) -> Ints:
    """int64[n]: of each hit's paragraphs the first that is no title, which is shown anyway; else
    the title."""
    firsts = np.array([docnums[0] for docnums in matching], dtype=np.int64)
    kinds = stored_rows(reader, ("kind",), firsts)
    for place, (docnums, first) in enumerate(zip(matching, kinds, strict=True)):
        if len(docnums) > 1 and first["kind"] == Kind.TITLE:
            firsts[place] = docnums[1]
    return firsts


def _articles(
    arrays: Arrays, rows: Sequence[Mapping[str, Any]], docnums: Ints
) -> tuple[ArticleInfo, ...]:
    """The articles of some paragraphs, of which these fields are stored."""
    labels = labels_of(arrays, docnums, [row["title"] or "" for row in rows])
    return tuple(map(_article, rows, labels))


def _article(row: Mapping[str, Any], label: Label) -> ArticleInfo:
    return ArticleInfo(
        id=row["article"],
        title=row["title"] or "",
        source=row["source"] or "",
        published=published_from(row["published"], row["published_end"]),
        url=row["url"] or "",
        authors=tuple(row["author"] or ()),
        language=row["language"] or "",
        title_guessed=label.guessed,
        opening=label.opening,
        extra=extra_from(row["extra"]),
        origin=row["origin"] or "",
        place=place_from(row["place"]),
        added=added_from(row["added"]),
    )
