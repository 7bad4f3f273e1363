"""Hits as they are shown: the best paragraph of each with its marks, snippet and copies."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from whoosh.reading import IndexReader

from pressmark.corpus.kinds import Kind
from pressmark.search.columns import stored_value, stored_values
from pressmark.search.found import Found
from pressmark.search.leaf import Ints
from pressmark.search.limits import COPIES_LISTED
from pressmark.search.marks import PARAGRAPH, TITLE, Marker
from pressmark.search.rank import Ranked
from pressmark.search.results import ArticleInfo, Hit
from pressmark.search.snippet import further_passages, make_snippet


def hits_of(found: Found, page: Ranked, offset: int) -> tuple[Hit, ...]:
    """Some units, of which the first is hit number `offset`, counted from 0."""
    reader, units = found.reader, page.units.tolist()
    marker = Marker(found.tree, reader.schema)
    matching = found.ranking.found(page.units)
    shown = {unit: _best_to_show(reader, matching[unit]) for unit in units}
    # in the order of the index, since what stands together is stored together
    stored = {unit: stored_values(reader, _OF_HIT, shown[unit]) for unit in sorted(units)}
    return tuple(
        _hit(
            marker,
            stored[unit],
            rank=number,
            score=score,
            more=len(matching[unit]) - 1,
            **_copies(found, unit),
        )
        for number, (unit, score) in enumerate(
            zip(units, page.scores.tolist(), strict=True), start=offset + 1
        )
    )


def _copies(found: Found, unit: int) -> dict[str, Any]:
    """The fields of a hit that tell of the other articles of its story."""
    others, ranking = found.stories.others(unit), found.ranking
    if not len(others):
        return {}
    best = others[np.argsort(-ranking.scores(others), kind="stable")][:COPIES_LISTED]
    docnums = ranking.found(best)
    firsts = (int(docnums[other][0]) for other in best.tolist())
    copies = [_article(stored_values(found.reader, _OF_ARTICLE, first)) for first in firsts]
    return {"also": len(others), "copies": tuple(copies)}


def _hit(marker: Marker, stored: Mapping[str, Any], **known: Any) -> Hit:
    text = stored["text"]
    marks = marker.marks(text, PARAGRAPH | TITLE if stored["kind"] == Kind.TITLE else PARAGRAPH)
    snippet = make_snippet(text, marks, alike=marker.alike)
    return Hit(
        article=_article(stored),
        ordinal=stored["ordinal"],
        kind=stored["kind"],
        text=text,
        marks=marks,
        snippet=snippet,
        further=further_passages(text, marks, snippet, marker.alike),
        title_marks=marker.title_marks(stored["title"] or ""),
        **known,
    )


def _best_to_show(reader: IndexReader, docnums: Ints) -> int:
    """The first of `docnums` that is no title, which is shown anyway; else the title."""
    first = int(docnums[0])
    if len(docnums) > 1 and stored_value(reader, "kind", first) == Kind.TITLE:
        return int(docnums[1])
    return first


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
