"""What a query matched in one commit: ranked once, collapsed, to be counted and paged through."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from whoosh.query import Query

from pressmark.index.segment.evaluate.postings_list import Flags, Ints
from pressmark.search.engine import Asked
from pressmark.search.local.collapse import CollapsedStories, duplicate_groups_of
from pressmark.search.options import SearchOptions, Sort
from pressmark.search.query.article_meaning import branches
from pressmark.search.ranking.index_arrays import Arrays
from pressmark.search.ranking.topk import NOTHING_RANKED, Ranked, Ranking

if TYPE_CHECKING:
    from pressmark.search.results.facet import Facet


class ResultSet:
    """`ranking` has the units that match, `stories` the near-copies among them that are one hit."""

    def __init__(self, arrays: Arrays, asked: Asked, options: SearchOptions) -> None:
        self.arrays = arrays
        self._sort = options.sort
        self._facets = options.facet_names
        self._collapses = not (options.paragraphs or options.copies)
        self.ranking = Ranking(
            arrays,
            asked.tree,
            asked.words,
            flat=options.paragraphs,
            recent=options.sort == "recent",
        )
        self.stories = self._stories(self.ranking.matching)
        self._branches = [] if options.paragraphs else branches(asked.tree)

    def _stories(self, matching: Callable[[Ints], Flags]) -> CollapsedStories:
        if not self._collapses:
            return CollapsedStories()
        groups = duplicate_groups_of(self.arrays.reader).within(self.ranking.count)
        return CollapsedStories.among(groups, matching)

    @cached_property
    def branches(self) -> list[Flags]:
        """For each branch of the query, bool[units]: which units match it."""
        return [self.ranking.matching_other(branch) for branch in self._branches]

    def count(self, tree: Query) -> int:
        """How many hits another query has."""
        flags = self.ranking.matching_other(tree)
        return int(np.count_nonzero(flags)) - self._stories(flags.take).collapsed

    @property
    def total(self) -> int:
        """How many hits there are."""
        return self.ranking.total_units - self.stories.collapsed

    def facets(self) -> "tuple[Facet, ...]":
        """How all hits spread over the values of some fields."""
        from pressmark.search.local.facets import count_facets  # few searches ask for them

        return count_facets(self.ranking, self.stories, self._facets)

    def page(self, offset: int, limit: int) -> Ranked:
        """The units to show, in order; ties in the order of the index."""
        ranking = self.ranking
        if not limit or offset >= ranking.total_units:
            return NOTHING_RANKED

        def first(count: int) -> Ranked:
            if self._sort in ("newest", "oldest", "added"):
                return _by_time(ranking, self._sort, count)
            return ranking.best(count)

        best = self.stories.first(offset + limit, ranking.total_units, first)
        return best.part(offset, offset + limit)


def _by_time(ranking: Ranking, sort: Sort, limit: int) -> Ranked:
    """The first units in order of time, of those of one time the best first."""
    units = ranking.units
    times = (ranking.added if sort == "added" else ranking.times).astype(np.float64)
    keys = np.where(times < 0, np.inf, times if sort == "oldest" else -times)
    if len(keys) > limit:
        near = np.flatnonzero(keys <= np.partition(keys, limit - 1)[limit - 1])
        units, keys = units.take(near), keys.take(near)
    scores = ranking.scores(units)
    order = np.lexsort((-scores, keys))[:limit]
    return Ranked(units[order], scores[order])
