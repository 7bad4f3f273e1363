"""Articles of the cluster as results show them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from pressmark.corpus.kinds import Kind
from pressmark.index.articles.added import added_from
from pressmark.index.articles.extra_columns import extra_from, place_from
from pressmark.index.articles.published import published_from
from pressmark.search.engine import Passage
from pressmark.search.opensearch.clauses import UNSCORED, Clause, all_of, any_value
from pressmark.search.opensearch.scorer import ScoredUnit
from pressmark.search.results.models import ArticleInfo

_DATES = ("published", "published_end", "added")
OF_ARTICLE = ("article", "origin", "url", "language", *_DATES, "stored")
"""What `_source` has of an article as a hit names it."""

_OF_PARAGRAPHS = ("paragraphs.ordinal", "paragraphs.kind", "paragraphs.text")


class Shown(NamedTuple):
    """A unit of a page with its `_source`; the other fields are those of a passage, `copies` the
    sources of the other articles of its story."""

    unit: ScoredUnit
    score: float
    source: Mapping[str, Any]
    also: int
    copies: Sequence[Mapping[str, Any]]
    absent: tuple[int, ...]
    reranked: bool


def sources_request(ids: Sequence[str], visible: Clause) -> dict[str, Any]:
    """The search for what results show of articles, by their ids."""
    return {
        "size": len(ids),
        "query": all_of([any_value("article", ids), visible]),
        "sort": UNSCORED,
        "_source": [*OF_ARTICLE, *_OF_PARAGRAPHS],
        "track_total_hits": False,
    }


def passages_of(
    page: Sequence[Shown], *, flat: bool, explained: bool = False
) -> tuple[Passage, ...]:
    """The units of a page, each by its best paragraph."""
    return tuple(_passage(shown, flat=flat, explained=explained) for shown in page)


def _passage(shown: Shown, *, flat: bool, explained: bool) -> Passage:
    places = shown.unit.best_first
    paragraph = shown.source["paragraphs"][_to_show(shown.unit, places)]
    return Passage(
        article_of(shown.source),
        paragraph["ordinal"],
        paragraph["kind"],
        paragraph["text"],
        shown.score,
        more=0 if flat else len(places) - 1,
        also=shown.also,
        copies=tuple(map(article_of, shown.copies)),
        explanation=_explanation(shown) if explained else None,
        absent=shown.absent,
    )


def _to_show(unit: ScoredUnit, places: Sequence[int]) -> int:
    """The first that is no title, which is shown anyway; else the title."""
    is_title = unit.row.kinds[places[0]] == Kind.TITLE
    return places[1] if is_title and len(places) > 1 else places[0]


def _explanation(shown: Shown) -> Any:
    import numpy as np

    from pressmark.search.ranking.explain import explanation_of  # few searches ask for it

    local = np.zeros(1, dtype=np.int64)
    return explanation_of(shown.unit, local, reranked=shown.reranked)


def article_of(source: Mapping[str, Any]) -> ArticleInfo:
    """The article with that `_source`."""
    stored = source.get("stored", {})
    published, end, added = (source.get(name) for name in _DATES)
    return ArticleInfo(
        id=source["article"],
        title=stored.get("title", ""),
        source=stored.get("source", ""),
        published=published_from(
            datetime.fromisoformat(published) if published else None,
            datetime.fromisoformat(end) if end else None,
        ),
        url=source.get("url", ""),
        authors=tuple(stored.get("authors", ())),
        language=source.get("language", ""),
        title_guessed=bool(stored.get("guessed")),
        opening=stored.get("opening", ""),
        extra=extra_from(stored.get("extra")),
        origin=source.get("origin", ""),
        place=place_from(stored.get("place")),
        added=added_from(datetime.fromisoformat(added) if added else None),
    )
