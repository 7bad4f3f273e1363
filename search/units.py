"""What is ranked: articles, or paragraphs each for itself; the units of a segment as arrays."""

from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pressmark.index.segment.packing import offsets, ranges
from pressmark.index.segment.ranks import (
    Words,
    flags_in,
    flags_of,
    no_bits,
    numbers_in,
    size,
)
from pressmark.search.leaf import Floats, Gathered, Ints, Leaf, Packed, Parts, Standing, run_starts

_FEW = 8
"""Fewer paragraphs than an eighth of the units are gone through one by one; else the edges of all
units are, which of 100,000 takes 0.25 ms."""


class Units:
    """The units of a segment; `offset` is the number of its first in the whole index.

    `starts` int64[count + 1] is the first paragraph of each; `of` int32[paragraphs] the unit of
    each paragraph, None where each is one.
    """

    def __init__(self, leaf: Leaf, offset: int, starts: Ints, of: NDArray[np.int32] | None) -> None:
        self.leaf = leaf
        self.offset = offset
        self.starts = starts
        self.of = of

    @property
    def count(self) -> int:
        """How many there are, deleted ones included."""
        return len(self.starts) - 1

    @property
    def live(self) -> NDArray[np.bool_] | None:
        """bool[count], None where nothing is deleted; an article is deleted as a whole."""
        return None if self.leaf.live is None else self.leaf.live[self.starts[:-1]]

    def holding(self, numbers: NDArray[np.integer]) -> NDArray[np.integer]:
        """int[n]: the unit of each paragraph."""
        return numbers if self.of is None else self.of.take(numbers)

    def paragraphs(self, units: Ints) -> Ints:
        """All paragraphs of ascending `units`, int64 ascending."""
        starts = self.starts[units]
        return ranges(starts, self.starts[units + 1] - starts)

    def having(self, paragraphs: Words) -> NDArray[np.bool_]:
        """bool[count]: which have any of the paragraphs."""
        if self.of is None:
            return flags_in(paragraphs, self.count)
        if size(paragraphs) * _FEW < self.count:
            return flags_of(self.holding(numbers_in(paragraphs)), self.count)
        at, below = self.leaf.kept_together("article", "edges", self._edges)
        words = np.append(paragraphs, no_bits(1))
        # how many of the paragraphs stand before each unit, in as few bytes as hold it
        before = offsets(np.bitwise_count(words)).astype(np.int32).take(at)
        within = words.take(at)
        within &= below
        before += np.bitwise_count(within)
        having: NDArray[np.bool_] = before[1:] != before[:-1]
        return having

    def _edges(self) -> Parts:
        """The word of each first paragraph, and one behind the last; all bits before its own."""
        bits = self.starts.astype(np.uint64) & np.uint64(63)
        return self.starts >> 6, (np.uint64(1) << bits) - np.uint64(1)

    def codes(self, field: str) -> NDArray[np.int32]:
        """int32[count]: a number for the value that a field has in each, -1 for none."""
        return self._firsts(field, "codes", self.leaf.codes(field))

    @property
    def months(self) -> NDArray[np.int32]:
        """int32[count]: months from year 1 until each was published, -1 for unknown."""
        return self._firsts("published", "months", self.leaf.months)

    def _firsts(self, field: str, what: str, values: NDArray[np.int32]) -> NDArray[np.int32]:
        if self.of is None:
            return values
        return self.leaf.kept(field, (what, "of articles"), lambda: values.take(self.starts[:-1]))

    def lengths(self, field: str) -> Floats:
        """float64[count]: words of each; a title stands on every paragraph and counts once."""
        if self.of is None:
            return self.leaf.kept(field, "lengths", lambda: self.leaf.lengths(field))
        join = np.maximum if field == "title" else np.add
        return self.leaf.kept(
            field,
            "lengths of articles",
            lambda: join.reduceat(self.leaf.lengths(field), self.starts[:-1]),
        )

    def standing(self, field: str, standing: Standing) -> Standing:
        """Where a word stands and how often, by units instead of paragraphs."""
        if self.of is None:
            return standing
        numbers, freqs = standing.kept("in articles", partial(self._gathered, field, standing))
        return Gathered(numbers, freqs)

    def _gathered(self, field: str, standing: Standing) -> Parts:
        if field == "title" and isinstance(standing, Packed) and standing.is_shared:
            return self._sharing(*standing.runs())
        join = np.maximum if field == "title" else np.add
        of = self.holding(standing.numbers)
        firsts = run_starts(of)
        # of a reader that is not ours they may be fractions
        dtype = np.result_type(standing.freqs, np.int32)
        freqs = join.reduceat(standing.freqs, firsts, dtype=dtype) if len(of) else of
        return of.take(firsts).astype(np.int32), freqs.astype(dtype, copy=False)

    def _sharing(self, starts: Ints, ends: Ints, freqs: NDArray[Any]) -> Parts:
        """The same of runs of paragraphs, each of whole units."""
        firsts = self.holding(starts).astype(np.int64)
        counts = self.holding(ends - 1) - firsts + 1
        return ranges(firsts, counts).astype(np.int32), freqs.repeat(counts).astype(np.int32)


def articles(leaf: Leaf, offset: int) -> Units:
    """The articles of a segment."""
    return Units(leaf, offset, leaf.article_starts, leaf.articles)


def paragraphs(leaf: Leaf, offset: int) -> Units:
    """The paragraphs of a segment, each for itself."""
    return Units(leaf, offset, np.arange(leaf.count + 1), None)
