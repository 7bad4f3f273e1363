"""What a query found in one commit: ranked once, to be counted and paged through."""

from typing import Literal

import numpy as np
from whoosh.reading import IndexReader

from pressmark.search.query.parser import parse
from pressmark.search.query.rewrite import expand
from pressmark.search.ranking.index_arrays import Arrays
from pressmark.search.ranking.topk import NOTHING_RANKED, Ranked, Ranking
from pressmark.search.results.collapse import CollapsedStories, families_of
from pressmark.search.suggestions.broader import beginnings
from pressmark.search.suggestions.spelling import suggest_spelling
from pressmark.search.suggestions.unknown_values import unknown_values

Sort = Literal["relevance", "recent", "newest", "oldest"]
"""The best first; the same with new ones favoured; or by time of publication."""


class Found:
    """`ranking` are the units that match; of articles that are copies of each other, `stories` says
    which are one hit. `notes` are to be told to the person asking.

    Raises `QueryError` where the query cannot be read.
    """

    def __init__(
        self,
        reader: IndexReader,
        query: str,
        language: str,
        *,
        sort: Sort,
        paragraphs: bool,
        copies: bool,
    ) -> None:
        self.reader = reader
        self._sort: Sort = sort
        self._query = query
        self._language = language
        self._parsed = parse(query, reader.schema, language=language)
        self.tree, notes = expand(self._parsed.tree, reader)
        self.arrays = Arrays(reader)
        unknown = unknown_values(self.arrays, self._parsed.tree)
        self.notes = (*self._parsed.notes, *unknown, *notes)
        self.ranking = Ranking(
            self.arrays, self.tree, self._parsed.words, flat=paragraphs, recent=sort == "recent"
        )
        self.stories = CollapsedStories()
        if not (paragraphs or copies):
            families = families_of(reader).within(self.ranking.count)
            self.stories = CollapsedStories.among(families, self.ranking.matching)

    @property
    def total(self) -> int:
        """How many hits there are."""
        return self.ranking.total_units - self.stories.collapsed

    def page(self, offset: int, limit: int) -> Ranked:
        """The units to show, in order: equal ones as they stand in the index."""
        ranking = self.ranking
        if not limit or offset >= ranking.total_units:
            return NOTHING_RANKED

        def first(count: int) -> Ranked:
            if self._sort in ("newest", "oldest"):
                return _by_time(ranking, self._sort, count)
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
        found = Found(
            self.reader, query, self._language, sort=self._sort, paragraphs=False, copies=True
        )
        return found.total > 0


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
