"""The score of a unit, part by part: of a few hundred in contention, in one segment."""

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from whoosh import query as q

from pressmark.index.segment.bitset import Bits, bits_at
from pressmark.index.segment.evaluate.evaluator import Evaluator
from pressmark.index.segment.evaluate.postings_list import Floats, Ints, run_starts
from pressmark.search.ranking import similarity
from pressmark.search.ranking.boosts import freshness, kind_weights
from pressmark.search.ranking.evidence import Evidence, PressmarkSimilarity
from pressmark.search.ranking.features import Feature, FeatureScores, WordFeatures, worth, worth_of
from pressmark.search.ranking.index_arrays import NO_FLOATS, NO_INTS, is_in
from pressmark.search.ranking.matching import Matched, matched
from pressmark.search.ranking.opening import Opener, opening
from pressmark.search.ranking.proximity import Pair, nearness
from pressmark.search.ranking.units import Units


class QueryPlan(NamedTuple):
    """A query made ready: what scores in it, and in comparison with what."""

    tree: q.Query
    evidence: tuple[Evidence, ...]
    words: tuple[WordFeatures, ...]
    pairs: tuple[Pair, ...]
    openers: tuple[Opener, ...]
    average: float
    average_paragraph: float
    since: int | None
    """What ages are counted from, in microseconds from year 1; None where they do not count."""

    @property
    def signals(self) -> tuple[Feature, ...]:
        """Those of the query's tree, then of its plain words in the title and as written."""
        every = [signal for word in self.words for signal in word.signals]
        return tuple(sorted(every, key=lambda signal: signal.place))


class Paragraphs(NamedTuple):
    """Matching paragraphs of a segment, int64 ascending, and what each scores, float64."""

    numbers: Ints
    scores: Floats


class SegmentScorer:
    """The units of one segment under one query."""

    def __init__(self, units: Units, plan: QueryPlan) -> None:
        self.units = units
        self.plan = plan
        self._evaluator = Evaluator(units.leaf, PressmarkSimilarity(plan.evidence))
        self._judged = NO_INTS, Paragraphs(NO_INTS, NO_FLOATS)
        """The units whose paragraphs were judged last, and these."""

    @cached_property
    def matched(self) -> Matched:
        """What matches."""
        return matched(self._evaluator, self.units, self.plan.tree)

    @cached_property
    def found(self) -> Ints:
        """The units that match, int64 ascending."""
        return np.flatnonzero(self.matched.units)

    @cached_property
    def kinds(self) -> Sequence[Bits]:
        """For each kind of paragraph, in the order of their codes, the units that have one of the
        kind that matches: each by its last paragraph, as bits."""
        leaf, units, found = self.units.leaf, self.units, self.matched.paragraphs
        having = (leaf.having("kind", code) for code in range(leaf.code_count("kind")))
        return [units.last_having(found & each) for each in having]

    @cached_property
    def bounds(self) -> NDArray[np.float32]:
        """float32[units]: no less than each that matches scores at first, 0 for others."""
        totals = np.zeros(self.units.count, dtype=np.float32)
        for weight, each in self._worths:
            each.bound(totals, weight)
        totals *= self.matched.units
        if self.plan.since is not None:
            totals *= self.freshness(np.arange(self.units.count)).astype(np.float32)
        return totals

    @cached_property
    def _worths(self) -> Sequence[tuple[float, FeatureScores]]:
        """What each word is worth, and its weight."""
        found = []
        for word in self.plan.words:
            standings = [self._evaluator.postings(each.evidence.query) for each in word.signals]
            each = worth_of(word, self.units, standings)
            if each:
                found.append((word.weight, each))
        return found

    def parts(self, units: Ints) -> list[Floats]:
        """What each signal is worth in each of ascending `units`, and last the best paragraph."""
        return [*(self._worth(each, units) for each in self.plan.signals), self._best(units)]

    def scores(self, units: Ints) -> Floats:
        """float64[n]: what each of ascending `units` scores before a closer look."""
        whole = sum((weight * each.exactly(units) for weight, each in self._worths), 0.0)
        scores: Floats = (whole * self.kind(units) + self._best(units)) * self.freshness(units)
        return scores

    def closer(self, units: Ints) -> Floats:
        """float64[n]: what a closer look adds to each of ascending `units`."""
        total = sum((*self.nearness(units), *self.opening(units)), np.zeros(len(units)))
        return total * self.kind(units) * self.freshness(units)

    def kind(self, units: Ints) -> Floats:
        """float64[n]: what each of ascending `units` counts for its kind; articles have none."""
        if self.units.of is not None:
            return np.ones(len(units))
        return kind_weights(self.units.leaf, units)

    def freshness(self, units: Ints) -> Floats:
        """float64[n]: what each of ascending `units` counts for its age."""
        if self.plan.since is None:
            return np.ones(len(units))
        return freshness(self.units, units, self.plan.since)

    def _worth(self, signal: Feature, units: Ints) -> Floats:
        standing = self._evaluator.postings(signal.evidence.query)
        if standing is None or not standing.count:
            return np.zeros(len(units))
        return worth(signal, self.units, standing, units)

    def times(self, signal: Feature, units: Ints) -> Ints:
        """int64[n]: how often the words stand in each of ascending `units`."""
        standing = self._evaluator.postings(signal.evidence.query)
        if standing is None or not standing.count:
            return np.zeros(len(units), dtype=np.int64)
        return self.units.standing(signal.evidence.field, standing).freqs_at(units).astype(np.int64)

    def matching(self, units: Ints) -> Paragraphs:
        """The matching paragraphs of ascending `units`, weighed by their kinds."""
        known, found = self._judged
        if is_in(units, known).all():  # as those to be shown, which were scored before
            mine = is_in(self.units.holding(found.numbers), units)
            return Paragraphs(found.numbers.compress(mine), found.scores.compress(mine))
        found = self._judge(units)
        self._judged = units, found
        return found

    def _judge(self, units: Ints) -> Paragraphs:
        among = self.units.paragraphs(units)
        among = among[bits_at(self.matched.paragraphs, among)]
        scores = self._evaluator.score(self.plan.tree, among).scores
        return Paragraphs(among, scores * kind_weights(self.units.leaf, among))

    def _best(self, units: Ints) -> Floats:
        found = self.matching(units)
        best = np.zeros(len(units))
        if len(found.numbers):
            of = self.units.holding(found.numbers)
            starts = run_starts(of)
            best[units.searchsorted(of[starts])] = np.maximum.reduceat(found.scores, starts)
        return similarity.BEST_PARAGRAPH * best

    def nearness(self, units: Ints) -> Sequence[Floats]:
        """What each pair of words is worth in each of ascending `units`."""
        return nearness(self.plan.pairs, self.units, self.plan.average, units)

    def opening(self, units: Ints) -> Sequence[Floats]:
        """What each plain word is worth for standing where each of ascending `units` begins."""
        return opening(self.plan.openers, self.units, self.plan.average_paragraph, units)
