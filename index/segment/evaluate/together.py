"""Paragraphs in which all of several words stand, and the best of them.

Only what stands in the rarest word is looked at; the others are asked whether they stand there too.
"""

from collections.abc import Sequence
from functools import reduce

import numpy as np

from pressmark.index.segment.evaluate.leaf import Leaf
from pressmark.index.segment.evaluate.matches import Matches, lowest, top_of
from pressmark.index.segment.evaluate.scored import ScoredTerm
from pressmark.index.segment.packing import Ints
from pressmark.index.segment.ranks import numbers_in

_SCORED = 1000
"""Of more paragraphs first only the word that can score most is scored: that tells which others
can be among the best."""
_SEEDS = 4
"""So many times the paragraphs wanted, those that are best by that word, set the bar for others."""
_ROUNDING = 1 - 1e-9
"""Bounds and scores are added up in another order: bars are made lower."""


def together(leaf: Leaf, terms: Sequence[ScoredTerm]) -> Ints:
    """The live paragraphs in which all of one term or more stand, int64 ascending."""
    rarest, *others = sorted(terms, key=lambda term: term.count)
    if rarest.ranked:
        words = (term.file.ranked(term.number).words for term in terms)
        return leaf.live_numbers(numbers_in(reduce(np.bitwise_and, words)))
    numbers = rarest.file.standing(rarest.number)
    for term in others:
        numbers = numbers.take(term.hits(numbers))
        if not len(numbers):
            break
    return leaf.live_numbers(numbers.astype(np.int64))


def best_together(leaf: Leaf, terms: Sequence[ScoredTerm], numbers: Ints, limit: int) -> Matches:
    """The best of paragraphs, ascending, in all of which all the terms stand."""
    seeds = _SEEDS * limit
    if len(numbers) > max(_SCORED, seeds) and all(term.weight >= 0 for term in terms):
        first, *others = sorted(terms, key=lambda term: -term.bound)
        scores = leaf.summed([first], numbers).scores
        some = numbers.take(np.sort(lowest(-scores, seeds)))
        bar = top_of(leaf.summed(terms, some), limit).scores[-1]
        numbers = numbers[scores >= bar * _ROUNDING - sum(term.bound for term in others)]
    return top_of(leaf.summed(terms, numbers), limit)
