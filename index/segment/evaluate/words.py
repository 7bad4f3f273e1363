"""The best paragraphs for an OR of words, without scoring all: MaxScore, a term at a time.

Terms are taken from the one that can score most. A paragraph whose first term is the i-th can score
no more than the bounds of that and the later ones together; once these are below the worst of the
best found so far, no more paragraphs need be looked at. Where they are not, a byte for each posting
says which of the term's paragraphs may still reach it, and only these are scored.

H. Turtle and J. Flood, Query evaluation: strategies and optimizations, 1995.
"""

from collections.abc import Sequence
from itertools import accumulate
from math import ceil

import numpy as np
from numpy.typing import NDArray

from pressmark.index.segment.evaluate import matches as sets
from pressmark.index.segment.evaluate.leaf import Leaf
from pressmark.index.segment.evaluate.matches import NOTHING, Matches, top_of, top_of_two
from pressmark.index.segment.evaluate.scored import STEPS, ScoredTerm
from pressmark.index.segment.packing import Ints

_SCANNED = 16
"""Where more than one in so many paragraphs may still be among the best, the bounds of all are
added up at once, which takes 0.2 ms a term and million."""
_BLOCK = 64
"""Paragraphs with one best bound: of a million, finding the blocks to look into takes 0.2 ms."""
_SEEDED = 100
"""Of more than 100 times as many paragraphs as are wanted, a few are scored first; of the others
only those that may be better than these."""
_ROUNDING = 1 - 1e-9
"""Bounds and scores are added up in another order: bars are made lower."""
_MOST_TERMS = 128
"""Of more terms not even the most common are worth bounds of two bytes."""


def best_of_words(leaf: Leaf, terms: Sequence[ScoredTerm], limit: int, bar: float) -> Matches:
    """The best live paragraphs with any of the terms; those of less than `bar` may be left out."""
    ranking = _Ranking(leaf, terms, limit, bar)
    for place in range(len(terms)):
        if ranking.rest[place] < ranking.bar * _ROUNDING or not ranking.led_by(place):
            break
    return ranking.best


class _Ranking:
    """The best so far; `bar` is what a paragraph must score to be among them."""

    def __init__(self, leaf: Leaf, terms: Sequence[ScoredTerm], limit: int, bar: float) -> None:
        self.leaf = leaf
        self.terms = sorted(terms, key=lambda term: -term.bound)
        bounds = [term.bound for term in reversed(self.terms)]
        self.rest = [0.0, *accumulate(bounds)][::-1]
        """What the terms from each on can score together, and 0."""
        self.limit = limit
        self.bar = bar
        self.best = NOTHING

    def led_by(self, place: int) -> bool:
        """Rank the paragraphs that have this term and none before; False if also all others."""
        term = self.terms[place]
        if not self.bar and term.count > _SEEDED * self.limit:
            self._raise_bar(self._complete(place, term.champions()))
        need = self.bar * _ROUNDING - self.rest[place + 1]
        postings = None
        if need > 0:
            postings = term.of_impact(int(need / term.step * _ROUNDING))
        left = term.count if postings is None else len(postings)
        many = left * _SCANNED > self.leaf.count and 1 < len(self.terms) - place < _MOST_TERMS
        if many and self.rest[place]:
            self._add(self._of_all(place))
            return False
        self._add(self._complete(place, postings))
        return True

    def _add(self, found: Matches) -> None:
        self.best = top_of_two(self.best, top_of(found, self.limit), self.limit)
        if len(self.best) == self.limit:
            self.bar = max(self.bar, float(self.best.scores[-1]))

    def _raise_bar(self, some: Matches) -> None:
        scores = np.concatenate((self.best.scores, some.scores))
        if len(scores) >= self.limit:
            bar = np.partition(scores, len(scores) - self.limit)[len(scores) - self.limit]
            self.bar = max(self.bar, float(bar))

    def _complete(self, place: int, postings: Ints | None) -> Matches:
        """Some postings of a term, or all, with the scores of the later terms added to its own.

        Without paragraphs in which earlier terms stand, and those that stay below the bar.
        """
        term = self.terms[place]
        numbers, freqs = term.postings()
        if postings is not None:
            numbers, freqs = numbers.take(postings), freqs.take(postings)
        found = self.leaf.live(
            Matches(numbers.astype(np.int64), term.scores(term.norms_in(numbers), freqs))
        )
        for earlier in self.terms[:place]:
            found = found.only(~earlier.stands_in(found.numbers))
        for later in range(place + 1, len(self.terms)):
            if not len(found := self._hopeful(found, later)):
                break
            found.scores.__iadd__(self.terms[later].scores_in(found.numbers))
        return found

    def _hopeful(self, found: Matches, later: int) -> Matches:
        need = self.bar * _ROUNDING - self.rest[later]
        return found.only(found.scores >= need) if need > 0 else found

    def _of_all(self, place: int) -> Matches:
        """The best paragraphs that have none of the terms before `place`.

        Bounds are added up for all paragraphs; only blocks of paragraphs whose best bound reaches
        the bar are looked into.
        """
        bounds, unit = self._bounds(place)
        blocks = bounds.reshape(-1, _BLOCK)
        peaks = blocks.max(axis=1)
        highest = np.argpartition(peaks, -min(self.limit, len(peaks)))[-self.limit :]
        self._raise_bar(self._exact(_in_blocks(blocks, highest, self.bar / unit), place))
        chosen = np.flatnonzero(peaks >= int(self.bar / unit * _ROUNDING))
        return self._exact(_in_blocks(blocks, chosen, self.bar / unit), place)

    def _bounds(self, place: int) -> tuple[NDArray[np.uint16], float]:
        """Whole blocks of numbers that, times the unit beside, no paragraph can score more than.

        Where none of the terms from `place` on stands, or one before, the number is 0.
        """
        count, terms = self.leaf.count, self.terms[place:]
        # impacts were rounded up, by a step at most, and each step is, by less than a unit
        most = self.rest[place] + sum(term.step for term in terms)
        unit = most / (np.iinfo(np.uint16).max - (STEPS + 1) * len(terms))
        bounds = np.zeros(-(-count // _BLOCK) * _BLOCK, dtype=np.uint16)
        within = bounds[:count]
        for term in terms:
            step = np.uint16(ceil(term.step / unit))
            if term.ranked:
                within += np.multiply(term.dense_impacts(count), step, dtype=np.uint16)
            else:
                numbers = term.postings()[0].astype(np.int64)
                within[numbers] += np.multiply(term.impacts(), step, dtype=np.uint16)
        for term in self.terms[:place]:
            within[term.postings()[0]] = 0
        if self.leaf.excluded is not None:
            within[self.leaf.excluded] = 0
        return bounds, unit

    def _exact(self, found: Matches, place: int) -> Matches:
        scores = np.zeros(len(found))
        for term in self.terms[place:]:
            scores += term.scores_in(found.numbers)
        return Matches(found.numbers, scores)


def _in_blocks(blocks: NDArray[np.uint16], chosen: Ints, bar: float) -> Matches:
    """The paragraphs of some blocks whose bound is above 0 and reaches `bar`, scored 0."""
    chosen = np.sort(chosen)
    row, column = np.nonzero(blocks[chosen] >= max(1, int(bar * _ROUNDING)))
    return sets.found(chosen[row] * _BLOCK + column)


def any_among(terms: Sequence[ScoredTerm], numbers: Ints) -> Matches:
    """Those of a few paragraphs, ascending, in which any of the terms stands, all scored."""
    scores, stands = np.zeros(len(numbers)), np.zeros(len(numbers), dtype=bool)
    for term in terms:
        hits, places = term.found(numbers)
        norms = term.norms_in(numbers.take(hits))
        scores[hits] += term.scores(norms, term.postings()[1].take(places))
        stands[hits] = True
    return Matches(numbers, scores).only(stands)
