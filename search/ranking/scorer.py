"""Scores the units in contention, some hundreds, of one segment."""

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from whoosh import query as q

from pressmark.index.segment.bitset import Bits, contains, count_bits
from pressmark.index.segment.evaluate.evaluator import Evaluator
from pressmark.index.segment.evaluate.postings_list import Flags, Floats, Ints, run_starts
from pressmark.search.ranking import similarity
from pressmark.search.ranking.boosts import kind_boosts, recency_boosts
from pressmark.search.ranking.features import (
    Feature,
    WordFeatures,
    WordScores,
    feature_scores,
    word_scores,
)
from pressmark.search.ranking.index_arrays import NO_FLOATS, NO_INTS, is_in
from pressmark.search.ranking.matching import Matched, matched
from pressmark.search.ranking.opening import OpeningTerm, opening_scores
from pressmark.search.ranking.proximity import Pair, proximity_scores
from pressmark.search.ranking.scoring_terms import PressmarkSimilarity, ScoringTerm
from pressmark.search.ranking.units import Units, articles

FEW_UNITS = 512
"""Where no more units match, all are scored directly, without bounds: 500 articles of a million
paragraphs take 0.5 ms, the bounds of one word up to 1.5 ms."""


class QueryPlan(NamedTuple):
    """A query prepared for scoring: its terms and features, with collection statistics."""

    tree: q.Query
    evidence: q.Query
    """What scores a paragraph: the tree, or for articles the evidence that it names."""
    terms: tuple[ScoringTerm, ...]
    words: tuple[WordFeatures, ...]
    pairs: tuple[Pair, ...]
    opening_terms: tuple[OpeningTerm, ...]
    average_length: float
    average_paragraph_length: float
    since: int | None
    """Ages count back from this time, in microseconds from year 1; None without a recency boost."""

    @property
    def features(self) -> tuple[Feature, ...]:
        """The features of the query's tree, then of its plain words in the title and as written."""
        every = [feature for word in self.words for feature in word.features]
        return tuple(sorted(every, key=lambda feature: feature.place))


class Paragraphs(NamedTuple):
    """Matching paragraphs of a segment, int64 ascending, and their scores, float64."""

    numbers: Ints
    scores: Floats


class SegmentScorer:
    """The units of one segment under one query."""

    def __init__(self, units: Units, plan: QueryPlan) -> None:
        self.units = units
        self.plan = plan
        self._evaluator = Evaluator(units.leaf, PressmarkSimilarity(plan.terms))
        self._scored = NO_INTS, Paragraphs(NO_INTS, NO_FLOATS)
        """The units whose paragraphs were scored last, and these paragraphs."""

    @cached_property
    def matched(self) -> Matched:
        """The matching paragraphs and units."""
        return matched(self._evaluator, self.units, self.plan.tree)

    def matching_other(self, tree: q.Query) -> Flags:
        """bool[units]: which units match another query."""
        return matched(self._evaluator, self.units, tree).units

    @cached_property
    def found(self) -> Ints:
        """The units that match, int64 ascending."""
        return np.flatnonzero(self.matched.units)

    @property
    def article_count(self) -> int:
        """The number of articles with a matching paragraph."""
        if self.units.of is not None:
            return self.matched.unit_count
        return count_bits(articles(self.units.leaf, 0).last_having(self.matched.paragraphs))

    @cached_property
    def kinds(self) -> Sequence[Bits]:
        """For each code of a kind, the units with a matching paragraph of that kind: each unit
        by its last paragraph, as bits."""
        leaf, units, found = self.units.leaf, self.units, self.matched.paragraphs
        having = (leaf.having("kind", code) for code in range(leaf.code_count("kind")))
        return [units.last_having(found & each) for each in having]

    @cached_property
    def bounds(self) -> NDArray[np.float32]:
        """float32[units]: upper bounds of `scores` for units that match, 0 for others."""
        totals = np.zeros(self.units.count, dtype=np.float32)
        for weight, each in self._word_scores:
            each.add_bounds(totals, weight)
        totals *= self.matched.units
        if self.plan.since is not None:
            totals *= self.recency(np.arange(self.units.count)).astype(np.float32)
        return totals

    @cached_property
    def _word_scores(self) -> Sequence[tuple[float, WordScores]]:
        """The weight and the scores of each word that occurs in the segment."""
        found = []
        for word in self.plan.words:
            postings_lists = [self._evaluator.postings(each.term.query) for each in word.features]
            each = word_scores(word, self.units, postings_lists)
            if each:
                found.append((word.weight, each))
        return found

    def parts(self, units: Ints) -> list[Floats]:
        """The score of each feature in ascending `units`, and last that of the best paragraph."""
        return [
            *(self._feature_scores(each, units) for each in self.plan.features),
            self._best(units),
        ]

    def scores(self, units: Ints) -> Floats:
        """float64[n]: the scores of ascending `units`, without positional bonuses."""
        scores: Floats = (self._whole(units) * self.kind(units) + self._best(units)) * (
            self.recency(units)
        )
        return scores

    def _whole(self, units: Ints) -> Floats:
        """float64[n]: the scores of ascending `units` as wholes.

        Of a few units, term frequencies are looked up; of many, cached scores.
        """
        total = np.zeros(len(units))
        if self.matched.unit_count <= FEW_UNITS:
            for feature in self.plan.features:
                total += self._feature_scores(feature, units)
        else:
            for weight, each in self._word_scores:
                total += weight * each.exact_at(units)
        return total

    def positional(self, units: Ints) -> Floats:
        """float64[n]: the positional bonuses of ascending `units`: proximity and opening."""
        total = sum((*self.proximity(units), *self.opening(units)), np.zeros(len(units)))
        return total * self.kind(units) * self.recency(units)

    def kind(self, units: Ints) -> Floats:
        """float64[n]: the kind boosts of ascending `units`; 1 for articles, which have no kind."""
        if self.units.of is not None:
            return np.ones(len(units))
        return kind_boosts(self.units.leaf, units)

    def recency(self, units: Ints) -> Floats:
        """float64[n]: the recency boosts of ascending `units`."""
        if self.plan.since is None:
            return np.ones(len(units))
        return recency_boosts(self.units, units, self.plan.since)

    def _feature_scores(self, feature: Feature, units: Ints) -> Floats:
        postings = self._evaluator.postings(feature.term.query)
        if postings is None or not postings.count:
            return np.zeros(len(units))
        return feature_scores(feature, self.units, postings, units)

    def frequencies(self, feature: Feature, units: Ints) -> Ints:
        """int64[n]: the term frequency of a feature in each of ascending `units`."""
        postings = self._evaluator.postings(feature.term.query)
        if postings is None or not postings.count:
            return np.zeros(len(units), dtype=np.int64)
        return self.units.freqs_at(feature.term.field, postings, units).astype(np.int64)

    def matching(self, units: Ints) -> Paragraphs:
        """The matching paragraphs of ascending `units`, with their kind boosts applied."""
        scored, found = self._scored
        if is_in(units, scored).all():  # the hits to show were scored before
            mine = is_in(self.units.holding(found.numbers), units)
            return Paragraphs(found.numbers.compress(mine), found.scores.compress(mine))
        found = self._score_paragraphs(units)
        self._scored = units, found
        return found

    def _score_paragraphs(self, units: Ints) -> Paragraphs:
        among = self.units.paragraphs(units)
        among = among[contains(self.matched.paragraphs, among)]
        scores = self._evaluator.score(self.plan.evidence, among).scores
        return Paragraphs(among, scores * kind_boosts(self.units.leaf, among))

    def _best(self, units: Ints) -> Floats:
        found = self.matching(units)
        best = np.zeros(len(units))
        if len(found.numbers):
            of = self.units.holding(found.numbers)
            starts = run_starts(of)
            best[units.searchsorted(of[starts])] = np.maximum.reduceat(found.scores, starts)
        return similarity.BEST_PARAGRAPH * best

    def proximity(self, units: Ints) -> Sequence[Floats]:
        """The score of each pair of words in each of ascending `units`."""
        return proximity_scores(self.plan.pairs, self.units, self.plan.average_length, units)

    def opening(self, units: Ints) -> Sequence[Floats]:
        """The score of each plain word in the first paragraph of each of ascending `units`."""
        average = self.plan.average_paragraph_length
        return opening_scores(self.plan.opening_terms, self.units, average, units)
