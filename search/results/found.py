"""What a query found in one commit: ranked once, to be counted and paged through."""

import numpy as np
from whoosh.reading import IndexReader

from pressmark.search.local.collapse import CollapsedStories, families_of
from pressmark.search.options import SearchOptions, Sort
from pressmark.search.query.parser import parse
from pressmark.search.query.rewrite import expand
from pressmark.search.ranking.index_arrays import Arrays
from pressmark.search.ranking.topk import NOTHING_RANKED, Ranked, Ranking
from pressmark.search.suggestions.broader import beginnings
from pressmark.search.suggestions.spelling import suggest_spelling
from pressmark.search.suggestions.unknown_values import unknown_values


class Found:
    """`ranking` has the units that match; `stories` says which of them are near-copies and so one
    hit; `notes` are sentences for the user.

    Raises `QueryError` where the query cannot be read.
    """

    def __init__(
        self,
        reader: IndexReader,
        query: str,
        language: str,
        options: SearchOptions,
    ) -> None:
        self.reader = reader
        self._options = options
        self._query = query
        self._language = language
        self._parsed = parse(query, reader.schema, language=language)
        self.tree, notes = expand(self._parsed.tree, reader)
        self.arrays = Arrays(reader)
        unknown = unknown_values(self.arrays, self._parsed.tree)
        self.notes = (*self._parsed.notes, *unknown, *notes)
        self.ranking = Ranking(
            self.arrays,
            self.tree,
            self._parsed.words,
            flat=options.paragraphs,
            recent=options.sort == "recent",
        )
        self.stories = CollapsedStories()
        if not (options.paragraphs or options.copies):
            families = families_of(reader).within(self.ranking.count)
            self.stories = CollapsedStories.among(families, self.ranking.matching)

    @property
    def total(self) -> int:
        """How many hits there are."""
        return self.ranking.total_units - self.stories.collapsed

    def page(self, offset: int, limit: int) -> Ranked:
        """The units to show, in order; ties in the order of the index."""
        ranking = self.ranking
        if not limit or offset >= ranking.total_units:
            return NOTHING_RANKED

        def first(count: int) -> Ranked:
            if self._options.sort in ("newest", "oldest"):
                return _by_time(ranking, self._options.sort, count)
            return ranking.best(count)

        best = self.stories.first(offset + limit, ranking.total_units, first)
        return best.part(offset, offset + limit)

    def suggestion(self) -> str:
        """The query as it was probably meant, where that would find more."""
        return suggest_spelling(self.arrays, self._query, self._parsed.spelled)

    def broader(self) -> str:
        """Where nothing was found, the query with the beginning of a word that finds something."""
        if self.total:
            return ""
        asked = beginnings(self.reader, self._query, self._parsed.spelled)
        return next(filter(self._finds, asked), "")

    def _finds(self, query: str) -> bool:
        """Whether another query finds anything."""
        options = SearchOptions(sort=self._options.sort, copies=True)
        return Found(self.reader, query, self._language, options).total > 0


def _by_time(ranking: Ranking, sort: Sort, limit: int) -> Ranked:
    """The first units in order of time, of those of one time the best first."""
    units, times = ranking.units, ranking.times.astype(np.float64)
    keys = np.where(times < 0, np.inf, -times if sort == "newest" else times)
    if len(keys) > limit:
        near = np.flatnonzero(keys <= np.partition(keys, limit - 1)[limit - 1])
        units, keys = units.take(near), keys.take(near)
    scores = ranking.scores(units)
    order = np.lexsort((-scores, keys))[:limit]
    return Ranked(units[order], scores[order])
