"""Paragraphs in which all of several words stand, and the best of them.

Only what stands in the rarest word is looked at; the others are asked whether they stand there too.
"""

from collections.abc import Sequence
from functools import reduce

import numpy as np

from pressmark.index.segment.evaluate.leaf import Leaf
from pressmark.index.segment.evaluate.matches import Floats, Matches, lowest, top_of
from pressmark.index.segment.evaluate.scored import ScoredTerm
from pressmark.index.segment.packing import Ints
from pressmark.index.segment.ranks import numbers_in

_SCORED = 1000
"""Of more paragraphs not all are scored: bounds, in a fifth of the time, tell which can be best."""
_SEEDS = 4
"""So many times the paragraphs wanted, those of the highest bounds, set the bar for the others."""
_ROUNDING = 1 - 1e-9
"""Bounds and scores are added up in another order: bars are made lower."""


def together(leaf: Leaf, terms: Sequence[ScoredTerm]) -> Ints:
    """The live paragraphs in which all of one term or more stand, int64 ascending."""
    rarest, *others = sorted(terms, key=lambda term: term.count)
    if rarest.ranked:
        words = (term.file.ranked(term.number).words for term in terms)
        return leaf.live_numbers(numbers_in(reduce(np.bitwise_and, words)))
    numbers = rarest.postings()[0]
    for term in others:
        numbers = numbers.take(term.hits(numbers))
        if not len(numbers):
            break
    return leaf.live_numbers(numbers.astype(np.int64))


def best_together(leaf: Leaf, terms: Sequence[ScoredTerm], numbers: Ints, limit: int) -> Matches:
    """The best of paragraphs, ascending, in all of which all the terms stand."""
    seeds = _SEEDS * limit
    if len(numbers) > max(_SCORED, seeds) and all(term.weight >= 0 for term in terms):
        bounds = _bounds(leaf, terms, numbers)
        first = numbers.take(np.sort(lowest(-bounds, seeds)))
        bar = top_of(leaf.summed(terms, first), limit).scores[-1]
        numbers = numbers[bounds >= bar * _ROUNDING]
    return top_of(leaf.summed(terms, numbers), limit)


def _bounds(leaf: Leaf, terms: Sequence[ScoredTerm], numbers: Ints) -> Floats:
    """float64[n]: no less than what each paragraph scores, exact for the rarer words."""
    bounds = leaf.summed([term for term in terms if not term.ranked], numbers).scores
    for term in terms:
        if term.ranked:
            bounds += term.dense_impacts(leaf.count).take(numbers) * term.step
    return bounds
