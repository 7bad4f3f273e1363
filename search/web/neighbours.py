"""The hits before and after the one that an article was opened as."""

from dataclasses import dataclass

from pressmark.search.results.models import Hit, Results


@dataclass(frozen=True, slots=True)
class Neighbours:
    """`rank` of `total` hits, counted from 1, with the hits beside it.

    `rank` is 0 where the article is no longer that hit, since the index has changed.
    """

    total: int
    rank: int = 0
    previous: Hit | None = None
    next: Hit | None = None


def neighbours(results: Results, rank: int, article: str) -> Neighbours:
    """The neighbours of hit number `rank`, which should be of `article`, within a part of the
    results."""
    by_rank = {hit.rank: hit for hit in results.hits}
    here = by_rank.get(rank)
    if here is None or here.article.id != article:
        return Neighbours(results.total)
    return Neighbours(results.total, rank, by_rank.get(rank - 1), by_rank.get(rank + 1))
