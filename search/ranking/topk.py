"""Rank what a query matched, as articles or as single paragraphs.

An article is judged as a whole: its words counted over all its paragraphs, then its title, its
words as written and its best paragraph. Bounds that are cheap to add up tell which articles can be
among the best; only these are scored. Of the best few it also counts which words of the query stand
together, and which where the article begins.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from whoosh.query import Query

from pressmark.index.segment.evaluate.postings_list import Flags, Floats, Ints, run_starts
from pressmark.search.ranking import similarity
from pressmark.search.ranking.boosts import latest
from pressmark.search.ranking.evidence import evidence_of
from pressmark.search.ranking.features import Scale, words_of
from pressmark.search.ranking.index_arrays import NO_FLOATS, NO_INTS, Arrays
from pressmark.search.ranking.opening import openers
from pressmark.search.ranking.proximity import pairs
from pressmark.search.ranking.scorer import QueryPlan, SegmentScorer
from pressmark.search.ranking.similarity import QueryWord
from pressmark.search.ranking.units import articles, paragraphs

_BELOW = 1 - 1e-4
"""Bounds are added up in four bytes, in another order than scores: bars are lowered by more than
that rounds with as many words as a query can have."""

_SEEDS = 2
"""So many times as many units as are wanted are scored first, those of the highest bounds: what a
step costs hardly depends on how many it takes, and often these are all."""

_SCORED_AT_ONCE = 1 << 12
"""Units whose paragraphs are scored together, where all that match are: arrays of some megabytes
for articles of usual length."""

_GROUPED = 64
"""Of many bounds the highest of so many together are looked at first: of 100,000 that takes 0.03
ms, and to tell the best 50 apart among all 0.7 ms, or 12 where most are 0."""


class Ranked(NamedTuple):
    """Units int64[n], the best first and of equal ones the earlier, and their scores float64[n]."""

    units: Ints
    scores: Floats

    def first(self, limit: int) -> "Ranked":
        """The best few."""
        return self.part(0, limit)

    def part(self, start: int, end: int) -> "Ranked":
        """Those from place `start` on to `end`, without it."""
        return Ranked(self.units[start:end], self.scores[start:end])


NOTHING_RANKED = Ranked(NO_INTS, NO_FLOATS)
NO_BOUNDS = np.zeros(0, dtype=np.float32)
NO_FLAGS = np.zeros(0, dtype=bool)


def _in_order(units: Ints, scores: Floats) -> Ranked:
    order = np.lexsort((units, -scores))
    return Ranked(units[order], scores[order])


class Ranking:
    """One query over one index. A unit is an article, or with `flat` a paragraph; its number
    counts those of all segments. With `recent` newer ones count a little more."""

    def __init__(
        self,
        arrays: Arrays,
        tree: Query,
        words: Sequence[QueryWord],
        *,
        flat: bool,
        recent: bool = False,
    ) -> None:
        sizes = [leaf.count if flat else len(leaf.article_starts) - 1 for leaf in arrays.leaves]
        make = paragraphs if flat else articles
        starts = accumulate(sizes, initial=0)
        units = [make(leaf, start) for leaf, start in zip(arrays.leaves, starts, strict=False)]
        scale, evidence = Scale(arrays, units), evidence_of(arrays, tree)
        plan = QueryPlan(
            tree=tree,
            evidence=evidence,
            words=words_of(arrays, scale, evidence, words),
            pairs=pairs(scale, words),
            openers=openers(scale, words),
            average=scale.average("text"),
            average_paragraph=arrays.average_length("text"),
            since=latest(units, datetime.now()) if recent else None,
        )
        self._flat = flat
        # by how many are wanted: where articles are copies of each other, they are asked for again
        self._contending: dict[int, Ranked] = {}
        self._ordered: dict[int, Ranked] = {}
        self.segments = [SegmentScorer(each, plan) for each in units]

    @cached_property
    def total_paragraphs(self) -> int:
        """How many paragraphs match."""
        return sum(each.matched.total for each in self.segments)

    @property
    def count(self) -> int:
        """How many units there are."""
        return sum(each.units.count for each in self.segments)

    def matching(self, units: Ints) -> Flags:
        """bool[n]: in which of ascending `units` a paragraph matches."""
        parts = [segment.matched.units.take(local) for segment, local in self.parts(units)]
        return np.concatenate([NO_FLAGS, *parts])

    @cached_property
    def units(self) -> Ints:
        """All units in which a paragraph matches, int64 ascending."""
        found = [each.found + each.units.offset for each in self.segments]
        return np.concatenate([NO_INTS, *found])

    @cached_property
    def total_units(self) -> int:
        """How many units match."""
        return sum(each.matched.unit_count for each in self.segments)

    @cached_property
    def total_articles(self) -> int:
        """In how many articles a paragraph matches."""
        if not self._flat:
            return self.total_units
        return sum(
            len(run_starts(each.units.leaf.articles.take(each.found))) for each in self.segments
        )

    @property
    def times(self) -> Ints:
        """int64[n]: microseconds from year 1 to when each of `units` was published; -1 unknown."""
        parts = [
            each.units.leaf.times.take(each.units.starts.take(each.found)) for each in self.segments
        ]
        return np.concatenate([NO_INTS, *parts])

    def best(self, limit: int) -> Ranked:
        """The `limit` best units."""
        depth = max(limit, similarity.RERANKED)
        if depth not in self._ordered:
            self._ordered[depth] = self._in_order(depth)
        return self._ordered[depth].first(limit)

    def _in_order(self, limit: int) -> Ranked:
        """The `limit` best at first, after a closer look at the best of them."""
        contenders = self._contenders(limit)
        close, rest = contenders.units[: similarity.RERANKED], similarity.RERANKED
        scores = np.append(contenders.scores[:rest] + self._closer(close), contenders.scores[rest:])
        return _in_order(contenders.units, scores)

    def scores(self, units: Ints) -> Floats:
        """float64[n]: the scores of ascending `units`."""
        scores = self._over(units, SegmentScorer.scores)
        close = np.isin(units, self._close)
        scores[close] += self._closer(units[close])
        return scores

    def is_close(self, unit: int) -> bool:
        """Whether it is among the best, which are looked at more closely."""
        return unit in self._close

    @property
    def _close(self) -> Ints:
        return self._contenders(similarity.RERANKED).units

    def found(self, units: Ints) -> dict[int, Ints]:
        """Of each unit its matching paragraphs, numbered as in the index, the best first."""
        docnums: dict[int, Ints] = {}
        for segment, local in self.parts(np.sort(units)):
            found, own = segment.matching(local), segment.units
            order = np.lexsort((-found.scores, own.holding(found.numbers)))
            numbers = found.numbers[order]
            of = own.holding(numbers)
            parts = np.split(numbers + own.leaf.offset, run_starts(of)[1:])
            docnums |= zip((local + own.offset).tolist(), parts, strict=True)
        return docnums

    def parts(self, units: Ints) -> Iterator[tuple[SegmentScorer, Ints]]:
        """Ascending units as those of each segment that has any of them."""
        for segment in self.segments:
            first = segment.units.offset
            start, end = units.searchsorted((first, first + segment.units.count)).tolist()
            if start < end:
                yield segment, units[start:end] - first

    @cached_property
    def _bounds(self) -> NDArray[np.float32]:
        return np.concatenate([NO_BOUNDS, *(each.bounds for each in self.segments)])

    def _contenders(self, limit: int) -> Ranked:
        """The `limit` best before a closer look."""
        if limit not in self._contending:
            self._contending[limit] = self._best_at_first(limit)
        return self._contending[limit]

    def _best_at_first(self, limit: int) -> Ranked:
        """What may be among the `limit` best is scored, no other."""
        bounds = self._bounds
        units, least = _highest(bounds, limit * _SEEDS)
        scores = self._over(units, SegmentScorer.scores)
        if len(units) < limit:  # what nothing speaks for scores nothing
            rest = self.units[bounds.take(self.units) == 0][: limit - len(units)]
            return _in_order(np.append(units, rest), np.append(scores, np.zeros(len(rest))))
        bar = _nth(scores, limit) * _BELOW
        if bar >= least:
            return _in_order(units, scores).first(limit)
        others = np.flatnonzero((bounds >= bar) & (bounds < least))
        others = others[np.argsort(-bounds[others])]
        while len(others) and bounds[others[0]] >= _nth(scores, limit) * _BELOW:
            more, others = np.sort(others[: len(units)]), others[len(units) :]
            units = np.append(units, more)
            scores = np.append(scores, self._over(more, SegmentScorer.scores))
        return _in_order(units, scores).first(limit)

    def _closer(self, units: Ints) -> Floats:
        """float64[n]: what a closer look adds to each of `units`, in any order."""
        order = np.argsort(units)
        total = np.zeros(len(units))
        total[order] = self._over(units[order], SegmentScorer.closer)
        return total

    def _over(self, units: Ints, score: Callable[[SegmentScorer, Ints], Floats]) -> Floats:
        parts = [
            score(segment, local[start : start + _SCORED_AT_ONCE])
            for segment, local in self.parts(units)
            for start in range(0, len(local), _SCORED_AT_ONCE)
        ]
        return np.concatenate([NO_FLOATS, *parts])


def _highest(bounds: NDArray[np.float32], limit: int) -> tuple[Ints, float]:
    """The units, ascending, of the `limit` highest bounds, or of all above 0, and the least of
    these bounds; all equal to that are among them."""
    groups = len(bounds) // _GROUPED
    least = 0.0
    if groups > limit:  # at least one in each of so many groups is as high as this
        peaks = bounds[: groups * _GROUPED].reshape(_GROUPED, groups).max(axis=0)
        least = _nth(peaks, limit)
    units = np.flatnonzero(bounds >= least if least else bounds)
    among = bounds.take(units)
    least = _nth(among, limit)
    return units.compress(among >= least), least


def _nth(values: NDArray[np.floating], place: int) -> float:
    """The `place`-th largest, or the least where there are fewer."""
    at = max(0, len(values) - place)
    return float(np.partition(values, at)[at]) if len(values) else 0.0
