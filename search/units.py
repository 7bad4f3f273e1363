"""What is ranked: articles, or paragraphs each for itself; the units of a segment as arrays."""

from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from pressmark.index.segment.packing import ranges
from pressmark.index.segment.ranks import (
    RankedBits,
    Words,
    flags_in,
    flags_of,
    no_bits,
    numbers_in,
    size,
)
from pressmark.search.leaf import Floats, Gathered, Ints, Leaf, Parts, Standing, run_starts


@dataclass(frozen=True, slots=True, eq=False)
class Units:
    """The units of a segment; `offset` is the number of its first in the whole index.

    `starts` int64[count + 1] is the first paragraph of each; `of` int32[paragraphs] the unit of
    each paragraph, None where each is one.
    """

    leaf: Leaf
    offset: int
    starts: Ints
    of: NDArray[np.int32] | None

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
        if size(paragraphs) < self.count:
            return flags_of(self.holding(numbers_in(paragraphs)), self.count)
        before = _counted(paragraphs).ranks(self.starts)
        having: NDArray[np.bool_] = before[1:] != before[:-1]
        return having

    def among(self, units: Ints, paragraphs: Words) -> NDArray[np.bool_]:
        """bool[n]: which of some units have any of the paragraphs."""
        counted = _counted(paragraphs)
        starts, ends = self.starts.take(units), self.starts.take(units + 1)
        having: NDArray[np.bool_] = counted.ranks(starts) != counted.ranks(ends)
        return having

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
        return Gathered(numbers, freqs, {})

    def _gathered(self, field: str, standing: Standing) -> Parts:
        join = np.maximum if field == "title" else np.add
        of = self.holding(standing.numbers)
        firsts = run_starts(of)
        freqs = join.reduceat(standing.freqs.astype(np.int32), firsts) if len(of) else of
        return of[firsts].astype(np.int32), freqs.astype(np.int32)


def _counted(paragraphs: Words) -> RankedBits:
    """With a word more, to be asked also for the end of the last paragraph."""
    return RankedBits.counted(np.append(paragraphs, no_bits(1)))


def articles(leaf: Leaf, offset: int) -> Units:
    """The articles of a segment."""
    return Units(leaf, offset, leaf.article_starts, leaf.articles)


def paragraphs(leaf: Leaf, offset: int) -> Units:
    """The paragraphs of a segment, each for itself."""
    return Units(leaf, offset, np.arange(leaf.count + 1), None)
