"""Hits as they are shown: the best paragraph of each with its marks, snippet and copies."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from whoosh.reading import IndexReader

from pressmark.corpus.kinds import Kind
from pressmark.index.segment.evaluate.postings_list import Ints
from pressmark.search.local.labels import Label, labels_of
from pressmark.search.local.stored import stored_rows
from pressmark.search.query.limits import COPIES_LISTED
from pressmark.search.ranking.topk import Ranked
from pressmark.search.results.found import Found
from pressmark.search.results.highlight import PARAGRAPH, TITLE, Marker
from pressmark.search.results.models import ArticleInfo, Hit
from pressmark.search.results.snippet import further_passages, make_snippet


def hits_of(found: Found, page: Ranked, offset: int) -> tuple[Hit, ...]:
    """Some units, of which the first is hit number `offset`, counted from 0."""
    reader, units = found.reader, page.units.tolist()
    marker = Marker(found.tree, reader.schema)
    matching = found.ranking.found(page.units)
    shown = _to_show(reader, [matching[unit] for unit in units])
    stored = stored_rows(reader, _OF_HIT, shown)
    articles = _articles(found, stored, shown)
    return tuple(
        _hit(
            marker,
            row,
            article=article,
            rank=number,
            score=score,
            more=len(matching[unit]) - 1,
            **_copies(found, unit),
        )
        for number, (unit, row, article, score) in enumerate(
            zip(units, stored, articles, page.scores.tolist(), strict=True), start=offset + 1
        )
    )


def _copies(found: Found, unit: int) -> dict[str, Any]:
    """The fields of a hit that tell of the other articles of its story."""
    others, ranking = found.stories.others(unit), found.ranking
    if not len(others):
        return {}
    best = others[np.argsort(-ranking.scores(others), kind="stable")][:COPIES_LISTED]
    docnums = ranking.found(best)
    firsts = np.array([docnums[other][0] for other in best.tolist()])
    copies = _articles(found, stored_rows(found.reader, _OF_ARTICLE, firsts), firsts)
    return {"also": len(others), "copies": copies}


def _hit(marker: Marker, stored: Mapping[str, Any], **known: Any) -> Hit:
    text = stored["text"]
    marks = marker.marks(text, PARAGRAPH | TITLE if stored["kind"] == Kind.TITLE else PARAGRAPH)
    snippet = make_snippet(text, marks, alike=marker.alike)
    passages = (snippet, *further_passages(text, marks, snippet, marker.alike))
    return Hit(
        ordinal=stored["ordinal"],
        kind=stored["kind"],
        text=text,
        highlights=marks,
        snippet=snippet,
        passages=tuple(sorted(passages, key=lambda passage: passage.start)),
        title_highlights=marker.title_marks(stored["title"] or ""),
        **known,
    )


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
    found: Found, stored: Sequence[Mapping[str, Any]], docnums: Ints
) -> tuple[ArticleInfo, ...]:
    """The articles of some paragraphs, of which these fields are stored."""
    labels = labels_of(found.arrays, docnums, [row["title"] or "" for row in stored])
    return tuple(map(_article, stored, labels))


def _article(stored: Mapping[str, Any], label: Label) -> ArticleInfo:
    return ArticleInfo(
        id=stored["article"],
        title=stored["title"] or "",
        source=stored["source"] or "",
        published=stored["published"],
        url=stored["url"] or "",
        authors=tuple(stored["author"] or ()),
        language=stored["language"] or "",
        title_guessed=label.guessed,
        opening=label.opening,
    )


_OF_ARTICLE = ("article", "title", "source", "published", "url", "author", "language")
_OF_HIT = (*_OF_ARTICLE, "ordinal", "kind", "text")
"""The stored fields that a result shows."""
