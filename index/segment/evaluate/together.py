"""Paragraphs in which all of several words stand, and the best of them.

Only what stands in the rarest word is looked at; the others are asked whether they stand there too.
"""

from collections.abc import Sequence
from functools import reduce

import numpy as np

from pressmark.index.segment.evaluate.leaf import Leaf
from pressmark.index.segment.evaluate.matches import NOTHING, Matches, top_of, top_of_two
from pressmark.index.segment.evaluate.scored import ScoredTerm
from pressmark.index.segment.packing import Ints
from pressmark.index.segment.ranks import numbers_in

_SCORED = 1 << 16
"""Paragraphs scored at a time, in arrays that stay in the processor's cache: 13 ns for each and two
words, whereas 600,000 at once took 35. To score only those that one word leaves a chance takes as
long, since first that word must be looked up in all of them."""


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
    best = NOTHING
    for start in range(0, len(numbers), _SCORED):
        scored = leaf.summed(terms, numbers[start : start + _SCORED])
        best = top_of_two(best, top_of(scored, limit), limit)
    return best
