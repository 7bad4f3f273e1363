"""Rank what a query matched, as articles or as single paragraphs.

The score of an article adds up its words over all its paragraphs, its title, its words as written
and its best paragraph. Cheap upper bounds show which articles can be among the best; only these are
scored. The best few are reranked with positional bonuses: proximity and opening.
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
from pressmark.search.query.article_meaning import evidence, in_paragraph
from pressmark.search.query.query_word import QueryWord
from pressmark.search.ranking import similarity
from pressmark.search.ranking.boosts import newest_time
from pressmark.search.ranking.features import Scale, word_features
from pressmark.search.ranking.index_arrays import NO_FLOATS, NO_INTS, Arrays
from pressmark.search.ranking.opening import opening_terms
from pressmark.search.ranking.proximity import pairs
from pressmark.search.ranking.scorer import FEW_UNITS, QueryPlan, SegmentScorer
from pressmark.search.ranking.scoring_terms import scoring_terms
from pressmark.search.ranking.units import articles, paragraphs

_BELOW = 1 - 1e-4
"""Bounds are summed as float32, in another order than scores: thresholds are lowered by more than
the rounding error of a query of the most words allowed."""

_SEEDS = 2
"""The first step scores so many times `limit` units, those of the highest bounds: its cost hardly
depends on its size, and often no other step is needed."""

_SCORED_AT_ONCE = 1 << 12
"""Units whose paragraphs are scored at once: arrays of some megabytes for articles of usual
length."""

_GROUPED = 64
"""Bounds are first reduced to the maximum of groups of this size: 0.03 ms for 100,000;
selecting the best 50 of all 0.7 ms, or 12 where most are 0."""


class Ranked(NamedTuple):
    """Units int64[n], best first, ties in index order, and their scores float64[n]."""

    units: Ints
    scores: Floats

    def first(self, limit: int) -> "Ranked":
        """The best few."""
        return self.part(0, limit)

    def part(self, start: int, end: int) -> "Ranked":
        """Places `start` to `end`, exclusive."""
        return Ranked(self.units[start:end], self.scores[start:end])


NOTHING_RANKED = Ranked(NO_INTS, NO_FLOATS)
NO_BOUNDS = np.zeros(0, dtype=np.float32)
NO_FLAGS = np.zeros(0, dtype=bool)


def _in_order(units: Ints, scores: Floats) -> Ranked:
    order = np.lexsort((units, -scores))
    return Ranked(units[order], scores[order])


class Ranking:
    """One query over one index. A unit is an article, or with `flat` a paragraph; its number
    counts the units of all segments. With `recent`, newer units get a boost."""

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
        proof = in_paragraph(tree) if flat else evidence(tree)
        scale, terms = Scale(arrays, units), scoring_terms(arrays, proof)
        plan = QueryPlan(
            tree=tree,
            evidence=proof,
            terms=terms,
            words=word_features(arrays, scale, terms, words),
            pairs=pairs(scale, words),
            opening_terms=opening_terms(scale, words),
            average_length=scale.average_length("text"),
            average_paragraph_length=arrays.average_length("text"),
            since=newest_time(units, datetime.now()) if recent else None,
        )
        self._flat = flat
        # by limit: collapsing near-copies may request more
        self._contenders_by_limit: dict[int, Ranked] = {}
        self._reranked_by_limit: dict[int, Ranked] = {}
        self.segments = [SegmentScorer(each, plan) for each in units]

    @cached_property
    def total_paragraphs(self) -> int:
        """The number of matching paragraphs."""
        return sum(each.matched.total for each in self.segments)

    @property
    def count(self) -> int:
        """The number of units, matching or not."""
        return sum(each.units.count for each in self.segments)

    def matching(self, units: Ints) -> Flags:
        """bool[n]: which of ascending `units` have a matching paragraph."""
        parts = [segment.matched.units.take(local) for segment, local in self.parts(units)]
        return np.concatenate([NO_FLAGS, *parts])

    def matching_other(self, tree: Query) -> Flags:
        """bool[count]: which units match another query."""
        return np.concatenate([NO_FLAGS, *(each.matching_other(tree) for each in self.segments)])

    @cached_property
    def units(self) -> Ints:
        """All units with a matching paragraph, int64 ascending."""
        found = [each.found + each.units.offset for each in self.segments]
        return np.concatenate([NO_INTS, *found])

    @cached_property
    def total_units(self) -> int:
        """The number of matching units."""
        return sum(each.matched.unit_count for each in self.segments)

    @cached_property
    def total_articles(self) -> int:
        """The number of matching articles."""
        if not self._flat:
            return self.total_units
        return sum(each.article_count for each in self.segments)

    @property
    def times(self) -> Ints:
        """int64[n]: microseconds from year 1 to when each of `units` was published; -1 unknown."""
        parts = [
            each.units.leaf.times.take(each.units.firsts(each.found)) for each in self.segments
        ]
        return np.concatenate([NO_INTS, *parts])

    @property
    def added(self) -> Ints:
        """The same of when each of `units` was first indexed."""
        parts = [
            each.units.leaf.added.take(each.units.firsts(each.found)) for each in self.segments
        ]
        return np.concatenate([NO_INTS, *parts])

    def best(self, limit: int) -> Ranked:
        """The `limit` best units."""
        depth = max(limit, similarity.RERANKED)
        if depth not in self._reranked_by_limit:
            self._reranked_by_limit[depth] = self._reranked(depth)
        return self._reranked_by_limit[depth].first(limit)

    def _reranked(self, limit: int) -> Ranked:
        """The `limit` contenders, the first of them reranked with positional bonuses."""
        contenders = self._contenders(limit)
        close, rest = contenders.units[: similarity.RERANKED], similarity.RERANKED
        scores = np.append(
            contenders.scores[:rest] + self._positional(close), contenders.scores[rest:]
        )
        return _in_order(contenders.units, scores)

    def scores(self, units: Ints) -> Floats:
        """float64[n]: the scores of ascending `units`."""
        scores = self._over(units, SegmentScorer.scores)
        close = np.isin(units, self._reranked_units)
        scores[close] += self._positional(units[close])
        return scores

    def is_reranked(self, unit: int) -> bool:
        """Whether a unit is among those reranked with positional bonuses."""
        return unit in self._reranked_units

    @property
    def _reranked_units(self) -> Ints:
        return self._contenders(similarity.RERANKED).units

    def found(self, units: Ints) -> dict[int, Ints]:
        """The matching paragraphs of each unit, numbered as in the index, best first."""
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
        """Ascending units by segment, as local numbers; segments without any are left out."""
        for segment in self.segments:
            first = segment.units.offset
            start, end = units.searchsorted((first, first + segment.units.count)).tolist()
            if start < end:
                yield segment, units[start:end] - first

    @cached_property
    def _bounds(self) -> NDArray[np.float32]:
        if len(self.segments) == 1:  # of a million paragraphs a copy takes 0.5 ms
            return self.segments[0].bounds
        return np.concatenate([NO_BOUNDS, *(each.bounds for each in self.segments)])

    def _contenders(self, limit: int) -> Ranked:
        """The `limit` best by score without positional bonuses."""
        if limit not in self._contenders_by_limit:
            self._contenders_by_limit[limit] = self._best_at_first(limit)
        return self._contenders_by_limit[limit]

    def _best_at_first(self, limit: int) -> Ranked:
        """Scores only the units whose bound lets them be among the `limit` best."""
        if self.total_units <= FEW_UNITS:
            return _in_order(self.units, self._over(self.units, SegmentScorer.scores)).first(limit)
        bounds = self._bounds
        units, least = _highest(bounds, limit * _SEEDS)
        scores = self._over(units, SegmentScorer.scores)
        if len(units) < limit:  # matching units without a scoring word score 0
            rest = self.units[bounds.take(self.units) == 0][: limit - len(units)]
            return _in_order(np.append(units, rest), np.append(scores, np.zeros(len(rest))))
        threshold = _nth(scores, limit) * _BELOW
        if threshold >= least:
            return _in_order(units, scores).first(limit)
        others = np.flatnonzero((bounds >= threshold) & (bounds < least))
        others = others[np.argsort(-bounds[others])]
        while len(others) and bounds[others[0]] >= _nth(scores, limit) * _BELOW:
            more, others = np.sort(others[: len(units)]), others[len(units) :]
            units = np.append(units, more)
            scores = np.append(scores, self._over(more, SegmentScorer.scores))
        return _in_order(units, scores).first(limit)

    def _positional(self, units: Ints) -> Floats:
        """float64[n]: the positional bonuses of `units`, in any order."""
        order = np.argsort(units)
        total = np.zeros(len(units))
        total[order] = self._over(units[order], SegmentScorer.positional)
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
    if groups > limit:  # at least `limit` groups have a bound this high
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
